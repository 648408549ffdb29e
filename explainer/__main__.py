"""The command: `explainer`, or `python -m explainer`."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and leave with its exit code.

    All else is loaded here, so that Ctrl-C pressed meanwhile shows no traceback.
    """
    try:
        from explainer.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        from explainer.exits import Exit

        code = Exit.INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    main()
