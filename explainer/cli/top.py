"""`explainer --help`, `--version`, and what is no command at all."""

from __future__ import annotations

import os

from explainer import __version__
from explainer.cli.messages import Unusable, quoted, suggestion
from explainer.exits import Exit

_HELP = """\
Explains Kraken's API-Sign byte by byte, and what people do wrong on the way.

examples:
  explainer                              the tutorial, on Kraken's example
  explainer explain                      the same as text, for a pipe or a file
  explainer explain request.json --json  a request of your own, for programs
  explainer explain --stage sha256       one stage's value and nothing else
  explainer diagnose request.json        which mistakes made a wrong signature
  explainer debug                        the same on the screen: paste anything
  explainer challenge                    the same without a private key of yours
  explainer mistakes digest-as-hex       why it happens, and what to do

commands:
  tutorial    walk through the seven stages on the screen
  explain     sign a request and show every stage
  diagnose    find out which mistakes made a wrong signature
  debug       paste anything on the screen, and see what went wrong
  challenge   sign examples with your code, and see what it does wrong
  mistakes    the catalogue of what people do wrong

  explainer COMMAND --help says more. A private key is never given as a value on
  the command line: a file, an environment variable, standard input or a hidden
  prompt do.

exit codes:
{exits}"""

COMMANDS = ("tutorial", "explain", "diagnose", "debug", "challenge", "mistakes")


def run(argument: str) -> int:
    """Answer what stands where a command belongs. Raises Unusable."""
    if argument in ("-h", "--help", "help"):
        print(_HELP.format(exits="\n".join(f"  {exit:>3}  {exit.meaning}" for exit in Exit)))
        return Exit.FINE
    if argument == "--version":
        print(f"explainer {__version__}")
        return Exit.FINE
    hint = suggestion(argument, [*COMMANDS, "--help", "--version"]) or "explainer --help lists the commands"
    if os.path.isfile(argument):
        hint = f"explainer explain {argument} explains the request in a file"
    raise Unusable(f"there is no command {quoted(argument)}", hint)
