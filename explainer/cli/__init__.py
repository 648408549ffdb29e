"""The command line: finds the command, and turns what goes wrong into a message and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from explainer.cli.messages import Unusable, complain, crash, prepare_streams
from explainer.errors import InputError
from explainer.exits import Exit


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; nothing but a broken interpreter gets past it."""
    prepare_streams()
    try:
        code = _command(list(arguments))
        sys.stdout.flush()
        return code
    except (InputError, Unusable) as problem:
        complain(problem)
        return Exit.UNUSABLE
    except BrokenPipeError:
        # The reader has had enough. What is left in the buffer would raise once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.FINE
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return Exit.INTERRUPTED
    except Exception as error:
        crash(error)
        return Exit.INTERNAL


def _command(arguments: list[str]) -> int:
    name = arguments[0] if arguments else ""
    if name == "explain":
        from explainer.cli import explain

        return explain.run(arguments[1:])
    if name == "mistakes":
        from explainer.cli import mistakes

        return mistakes.run(arguments[1:])
    if name in ("", "tutorial"):
        from explainer.cli import tutorial

        return tutorial.run(arguments[1:]) if name else tutorial.run_bare()
    from explainer.cli import top

    return top.run(name)
