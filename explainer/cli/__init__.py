"""The command line: finds the command, and turns what goes wrong into a message and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from explainer.cli.messages import Unusable, complain, crash, drop_output, prepare_streams, say
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
        return _also_in_json(problem) if "--json" in arguments else Exit.UNUSABLE
    except BrokenPipeError:
        drop_output()
        return Exit.FINE
    except OSError as error:
        drop_output()
        say(f"cannot go on: {error.strerror}")
        return Exit.UNUSABLE
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return Exit.INTERRUPTED
    except Exception as error:
        crash(error)
        return Exit.INTERNAL


def _also_in_json(problem: InputError | Unusable) -> int:
    """Print for programs what is wrong, and return the exit code."""
    from explainer.cli.messages import complaint
    from explainer.cli.output import document
    from explainer.render.json import SCHEMA_VERSION

    try:
        document({"schema_version": SCHEMA_VERSION, "error": complaint(problem)})
        sys.stdout.flush()
    except OSError:
        drop_output()
    return Exit.UNUSABLE


def _command(arguments: list[str]) -> int:
    name = arguments[0] if arguments else None
    if name == "explain":
        from explainer.cli import explain

        return explain.run(arguments[1:])
    if name == "diagnose":
        from explainer.cli import diagnose

        return diagnose.run(arguments[1:])
    if name == "debug":
        from explainer.cli import debug

        return debug.run(arguments[1:])
    if name == "challenge":
        from explainer.cli import challenge

        return challenge.run(arguments[1:])
    if name == "mistakes":
        from explainer.cli import mistakes

        return mistakes.run(arguments[1:])
    if name is None or name == "tutorial":
        from explainer.cli import tutorial

        return tutorial.run(arguments[1:]) if name else tutorial.run_bare()
    from explainer.cli import top

    return top.run(name)
