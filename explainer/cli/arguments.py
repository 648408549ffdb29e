"""Options that several commands share, and a parser that never repeats a value it was given."""

from __future__ import annotations

import re
from argparse import SUPPRESS, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn, TypeVar

from explainer.cli.messages import Unusable, quoted, suggestion
from explainer.intake.draft import STAGE_IDS

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

__all__ = ["STAGE_IDS", "Parser", "add_color", "add_request", "add_secret", "one_of", "within"]

Number = TypeVar("Number", int, float)

_WIDTH = 80
_SHORT_NAMES = {"js": "javascript", "node": "javascript", "nodejs": "javascript", "py": "python"}
_MOST_CHOICES = 12
_WITHOUT_VALUE = re.compile(r"argument (\S+): expected one argument")
_VALUES_OF_SECRETS = ("--secret", "--private-key", "--api-secret", "--key")
_SECRET_SOURCES = "--secret-file FILE, --secret-env NAME, --secret-stdin, or answer the hidden prompt"


class _Formatter(RawDescriptionHelpFormatter):
    """Formats the help for a fixed width: finding out the terminal's costs time on every start."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_WIDTH)


class Parser(ArgumentParser):
    """Options are written out in full, examples come first in the help, errors quote no values."""

    def __init__(self, command: str, operands: str, purpose: str, examples: str) -> None:
        super().__init__(
            prog=f"explainer {command}",
            description=purpose,
            epilog=examples,
            allow_abbrev=False,
            add_help=False,
            usage=f"explainer {command} [OPTION]... {operands}".rstrip(),
            formatter_class=_Formatter,
        )
        self.add_argument("-h", "--help", action="help", default=SUPPRESS, help="show this and leave")

    def format_help(self) -> str:
        from textwrap import fill

        purpose, examples = self.description, self.epilog
        self.description = self.epilog = None
        try:
            return f"{fill(purpose or '', _WIDTH)}\n\n{examples}\n\n{super().format_help()}"
        finally:
            self.description, self.epilog = purpose, examples

    def read(self, arguments: list[str]) -> Namespace:
        """Parse the arguments. Raises Unusable for what is not understood."""
        for argument in arguments:
            if argument.partition("=")[0] in _VALUES_OF_SECRETS:
                raise Unusable(
                    "a private key is not taken from the command line: it would stay in the shell's history"
                    " and in the list of processes",
                    f"use {_SECRET_SOURCES}. If this was a real key, make a new one",
                )
        options, unknown = self.parse_known_args(arguments)
        flags = [argument.partition("=")[0] for argument in unknown if argument.startswith("-")]
        if flags:
            known = [option for action in self._actions for option in action.option_strings]
            raise Unusable(
                f"there is no option {quoted(flags[0])}", self._advice(suggestion(flags[0], known))
            )
        if unknown:
            raise Unusable(f"{quoted(unknown[0])} is one argument too many", self._advice())
        return options

    def error(self, message: str) -> NoReturn:
        missing = _WITHOUT_VALUE.fullmatch(message)
        if missing:
            option = missing[1].split("/")[-1]
            takes = next(one.metavar for one in self._actions if option in one.option_strings) or "TEXT"
            raise Unusable(f"{option} stands without a value", f"write {option} {takes}; {self._advice()}")
        # A value that an option cannot have is the one thing in these messages that came from outside.
        raise Unusable(
            re.sub(r"ignored explicit argument .*", "takes no value", message, flags=re.S), self._advice()
        )

    def _advice(self, first: str = "") -> str:
        see = f"{self.prog} --help lists what there is"
        return f"{first} {see}" if first else see


def add_request(parser: Parser) -> None:
    """Add what says which request is meant."""
    group = parser.add_argument_group(
        "the request",
        "Kraken's published example if nothing is given. An option overrides the file.",
    )
    group.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help="a request: JSON, or anything you can paste (a"
        " curl command, a log, a snippet, a .env file ...), up to 262,144 characters; - for standard input",
    )
    group.add_argument("--request", metavar="N", help="which of the requests in the file")
    group.add_argument(
        "--take",
        metavar="FIELD=N",
        action="append",
        default=[],
        help="which of the values in the file, where there are several; can be repeated",
    )
    group.add_argument("--path", help="URI path, such as /0/private/Balance")
    body = group.add_mutually_exclusive_group()
    body.add_argument("--body", metavar="TEXT", help="POST data, exactly as sent")
    body.add_argument("--body-file", metavar="FILE", help="a file with the POST data's bytes")
    group.add_argument("--nonce", help="the nonce; without it, the one in the body")
    group.add_argument("--api-key", metavar="KEY", help="the public API key; it is not signed")
    add_secret(parser)


def add_secret(parser: Parser) -> None:
    """Add where the private key comes from."""
    key = parser.add_argument_group("the private key, never as a value on the command line")
    secret = key.add_mutually_exclusive_group()
    secret.add_argument(
        "--secret-file", metavar="FILE", help="a file that holds the key, alone or in a .env line"
    )
    secret.add_argument("--secret-env", metavar="NAME", help="the name of an environment variable")
    secret.add_argument("--secret-stdin", action="store_true", help="standard input")


def add_color(parser: ArgumentParser | _ArgumentGroup) -> None:
    """Add when to use colours."""
    parser.add_argument("--color", metavar="WHEN", default="auto", help="auto (the default), always or never")


def one_of(value: str, known: tuple[str, ...], what: str) -> str:
    """Return the value if it is known. Raises Unusable with what may have been meant."""
    if value not in known:
        few = len(known) <= _MOST_CHOICES
        listed = f"choose one of {', '.join(known)}" if few else "explainer mistakes lists them"
        hint = suggestion(value, list(known)) or listed
        raise Unusable(f"there is no {what} {quoted(value)}", hint)
    return value


def language_id(value: str) -> str:
    """Return the id of a language by its id or a short name. Raises Unusable."""
    from explainer.languages import LANGUAGES

    ids = tuple([language.id for language in LANGUAGES])
    return one_of(_SHORT_NAMES.get(value.lower(), value.lower()), ids, "language")


def within(value: str, option: str, kind: Callable[[str], Number], least: Number, most: Number) -> Number:
    """Return an option's value as a number. Raises Unusable for what is none, or too small or large."""
    try:
        number = kind(value)
    except ValueError:
        number = None
    if number is None or not least <= number <= most:
        example = option.replace("=N", "=2") if "=N" in option else f"{option} 3"
        raise Unusable(f"{option} takes a number from {least:g} to {most:,g}", f"for instance {example}")
    return number
