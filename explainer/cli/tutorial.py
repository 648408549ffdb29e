"""`explainer tutorial`, and `explainer` alone: the screens, where there is a terminal for them."""

from __future__ import annotations

import os
import sys

from explainer.cli.arguments import Parser, add_request, one_of
from explainer.cli.inputs import Inputs
from explainer.cli.messages import Unusable, say
from explainer.example import EXAMPLE
from explainer.request import Request

_EXAMPLES = """\
examples:
  explainer                         the same, on Kraken's published example
  explainer tutorial request.json   on a request of your own
  explainer tutorial --theme light  for a light terminal"""

_THEMES = ("dark", "light")

# What makes Textual write what is typed to a log or a file, or press keys by itself.
_WATCHING = ("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEBUG", "TEXTUAL_PRESS")
_SCREENSHOT = "TEXTUAL_SCREENSHOT"


def run(arguments: list[str]) -> int:
    """Run the command. Raises InputError or Unusable."""
    parser = Parser("tutorial", "[FILE]", "Walk through the seven stages on the screen.", _EXAMPLES)
    add_request(parser)
    parser.add_argument("--theme", help=f"one of {', '.join(_THEMES)}")
    parser.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal")
    options = parser.read(arguments)
    if options.theme is not None:
        one_of(options.theme, _THEMES, "theme")
    inputs = Inputs()
    request = inputs.request(options)
    if not _is_terminal(stdin=not inputs.stdin_used):
        raise Unusable("the tutorial needs a terminal", "explainer explain shows the same as text")
    if inputs.stdin_used:
        _keyboard_as_stdin()
    return _screens(request, theme=options.theme, mouse=not options.no_mouse)


def run_bare() -> int:
    """Open the tutorial on the published example, or print it where there is no terminal."""
    if _is_terminal():
        return _screens(EXAMPLE)
    from explainer.cli import explain

    say("no terminal for the tutorial, so here it is as text; explainer --help lists what there is")
    return explain.run([])


def _is_terminal(*, stdin: bool = True) -> bool:
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


def _screens(request: Request, *, theme: str | None = None, mouse: bool = True) -> int:
    if os.environ.get("EXPLAINER_DEBUG") != "1":
        for name in [*_WATCHING, *(name for name in os.environ if name.startswith(_SCREENSHOT))]:
            os.environ.pop(name, None)
    from explainer.tui.app import run

    return run(request, theme=theme, mouse=mouse)
