"""`explainer tutorial`, and `explainer` alone: the screens, where there is a terminal for them."""

from __future__ import annotations

from explainer.cli.arguments import Parser, add_request
from explainer.cli.inputs import Inputs
from explainer.cli.messages import say
from explainer.cli.screens import add_look, is_terminal, read_look, screens, take_terminal
from explainer.example import EXAMPLE

_EXAMPLES = """\
examples:
  explainer                         the same, on Kraken's published example
  explainer tutorial request.json   on a request of your own
  explainer tutorial --theme light  for a light terminal"""


def run(arguments: list[str]) -> int:
    """Run the command. Raises InputError or Unusable."""
    parser = Parser("tutorial", "[FILE]", "Walk through the seven stages on the screen.", _EXAMPLES)
    add_request(parser)
    add_look(parser)
    options = read_look(parser, arguments)
    inputs = Inputs()
    request = inputs.request(options)
    take_terminal("the tutorial", "explainer explain shows the same as text", stdin_used=inputs.stdin_used)
    return screens(request, theme=options.theme, mouse=not options.no_mouse)


def run_bare() -> int:
    """Open the tutorial on the published example, or print it where there is no terminal."""
    if is_terminal():
        return screens(EXAMPLE)
    from explainer.cli import explain

    say("no terminal for the tutorial, so here it is as text; explainer --help lists what there is")
    return explain.run([])
