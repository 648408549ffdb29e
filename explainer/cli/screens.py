"""What the commands that open the screens share."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from explainer.cli.arguments import Parser, one_of
from explainer.cli.messages import Unusable
from explainer.request import Request

if TYPE_CHECKING:
    from explainer.tui.debugging import Debug

_THEMES = ("dark", "light")

# What makes Textual write what is typed to a log or a file, or press keys by itself.
_WATCHING = ("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEBUG", "TEXTUAL_PRESS")
_SCREENSHOT = "TEXTUAL_SCREENSHOT"


def add_look(parser: Parser) -> None:
    """Add how the screens look and behave."""
    parser.add_argument("--theme", help=f"one of {', '.join(_THEMES)}")
    parser.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal")


def read_look(parser: Parser, arguments: list[str]) -> Namespace:
    """Parse the arguments. Raises Unusable for what is not understood, and for an unknown theme."""
    options = parser.read(arguments)
    if options.theme is not None:
        one_of(options.theme, _THEMES, "theme")
    return options


def take_terminal(what: str, instead: str, *, stdin_used: bool) -> None:
    """Make sure that keys can be read. Raises Unusable where they cannot: `instead` says what to do."""
    if not is_terminal(stdin=not stdin_used):
        raise Unusable(f"{what} needs a terminal", instead)
    if stdin_used:
        _keyboard_as_stdin()


def is_terminal(*, stdin: bool = True) -> bool:
    """Whether there are keys to read, a screen to draw on, and a terminal that can be drawn on.

    The screens are drawn on standard error's terminal.
    """
    able = os.name != "posix" or os.environ.get("TERM", "") not in ("", "dumb")
    return able and sys.stderr.isatty() and (sys.stdin.isatty() or not stdin)


def _keyboard_as_stdin() -> None:
    """Take standard input, which was data, from the terminal again."""
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        raise Unusable(
            "standard input was data, and there is no terminal to take keys from",
            "give the request as a file",
        ) from None
    os.dup2(terminal, 0)
    os.close(terminal)


def screens(
    request: Request, *, theme: str | None = None, mouse: bool = True, debug: Debug | None = None
) -> int:
    """Open the tutorial on a request, or with `debug` that screen first, and return the exit code."""
    if os.environ.get("EXPLAINER_DEBUG") != "1":
        for name in [*_WATCHING, *(name for name in os.environ if name.startswith(_SCREENSHOT))]:
            os.environ.pop(name, None)
    from explainer.tui.app import run

    return run(request, theme=theme, mouse=mouse, debug=debug)
