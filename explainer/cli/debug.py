"""`explainer debug`: the debug screen, on what a file holds or empty to be pasted into."""

from __future__ import annotations

from explainer.cli.arguments import Parser, add_secret
from explainer.cli.inputs import Inputs
from explainer.cli.screens import add_look, read_look, screens, take_terminal
from explainer.example import EXAMPLE
from explainer.intake.draft import Draft
from explainer.intake.paste import read_text

_EXAMPLES = """\
examples:
  explainer debug                 paste it on the screen
  explainer debug case.txt        a file with anything that belongs to a request,
                                  read byte for byte
  explainer debug case.txt --secret-env KRAKEN_SECRET
                                  and the private key from elsewhere
  ... 2>&1 | explainer debug -    what a program prints

It takes curl commands, logs, HTTP requests, snippets, .env files, JSON and
printed values, alone or mixed."""


def run(arguments: list[str]) -> int:
    """Run the command. Raises InputError or Unusable."""
    parser = Parser("debug", "[FILE]", "Paste what you have, and see what went wrong.", _EXAMPLES)
    parser.add_argument("file", metavar="FILE", nargs="?", help="what to read; - for standard input")
    add_secret(parser)
    add_look(parser)
    options = read_look(parser, arguments)
    inputs = Inputs()
    pasted = None if options.file is None else read_text(inputs.read(options.file, "a paste"))
    given = Draft(secret=inputs.secret(options))
    take_terminal("the debug screen", "explainer diagnose FILE does it as text", stdin_used=inputs.stdin_used)
    from explainer.tui.debugging import Debug

    debug = Debug.of(given, pasted)
    return screens(EXAMPLE, theme=options.theme, mouse=not options.no_mouse, debug=debug)
