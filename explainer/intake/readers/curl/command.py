"""A command's words sorted into options, their values and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from explainer.intake.readers.curl.options import ALONE, LETTERS, WITH_VALUE
from explainer.intake.readers.curl.words import Sign, Token, Word
from explainer.intake.readers.model import Remark

_ADDRESS = re.compile(
    r"[a-z][a-z0-9+.-]{0,20}://|//|localhost(?![\w.-])|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,20}(?:[:/?#]|$)"
    r"|[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+(?:[:/?#]|$)|/[0-9]+/p",
    re.IGNORECASE,
)
_OTHER_CURL = re.compile(r"-(?:uri|method|headers|body|contenttype|usebasicparsing)", re.IGNORECASE)
_LONG = re.compile(r"--|[\u2013\u2014](?=[a-z]{2})")
"""What a long option begins with; messengers make one dash of two."""
_MOST_STRAYS = 3
_MOST_LETTERS = 60
_CHARACTERS = 1000
_JOINING = (";", "&&", "||")

_TYPOGRAPHIC_DASH = (
    "a messenger or a word processor made one dash of the two in front of this option; it was read as two,"
    " but curl would take it for an address: type two in your own command"
)

UNKNOWN = "?"
"""Name of an option that curl does not know."""


class Given(NamedTuple):
    """One option with its value, or an address."""

    name: str
    """Long name without dashes; `url` for an address."""
    word: Word
    """Where the option or the address stands."""
    value: Word | None = None
    written: str = ""
    """The option as it is written, such as -d; empty for an address without one."""


@dataclass(slots=True)
class Request:
    """What a command says of one request: all up to the next --next."""

    given: list[Given] = field(default_factory=list)
    strays: list[Word] = field(default_factory=list)
    """Words that curl takes for addresses, though they do not look so."""
    remarks: list[Remark] = field(default_factory=list)
    program: str = "curl"
    """The name of the program."""
    stdin: Word | None = None
    """What it reads where a file's name is -, if that stands in the paste."""


class Command:
    """A command that was taken apart: its requests, and what it ended at."""

    def __init__(self, tokens: Iterator[Token], end: int, most: int) -> None:
        """Take at most so many words and signs from `tokens`, which begin at `end`; long words count more."""
        self.requests = [Request()]
        self.sign: Sign | None = None
        """What it ended at; None at the end of the paste and at words that look like prose."""
        self.other = False
        """Whether it is another program, which PowerShell calls curl, too."""
        self.end = end
        """Where the last word ends that belongs to it."""
        self.here: tuple[str, Word] | None = None
        """The last redirection from a text, and the word behind it."""
        self.taken = 0
        """How many words and signs were looked at."""
        self._tokens = self._counted(tokens, most)
        self._doubtful: list[Word] = []
        self._remarks: list[Remark] = []
        self._read()
        self._pass_over()

    def _counted(self, tokens: Iterator[Token], most: int) -> Iterator[Token]:
        for token in tokens:
            self.taken += 1 + (len(token.text) // _CHARACTERS if isinstance(token, Word) else 0)
            if self.taken >= most:
                return
            yield token

    def _read(self) -> None:
        """Take words up to the command's end, or until they look like prose."""
        options = True
        while self._goes_on() and (word := self._next()):
            text = word.text
            if options and text != "-" and (text.startswith("-") or _LONG.match(text)):
                options = text != "--"
                self._option(word, text)
            elif word.filled or _ADDRESS.match(text):
                self._add(Given("url", word, word))
            else:
                self._doubtful.append(word)

    def _goes_on(self) -> bool:
        most = _MOST_STRAYS if self.requests[0].given else 1
        return not self.other and len(self._doubtful) < most

    def _pass_over(self) -> None:
        """Let the command reach over the programs that its output is handed to, and over an echo."""
        self._remarks = []
        while self.sign and self.sign.pipes:
            self._reach(self.sign.end)
            self.sign = None
            while (word := self._next()) and not word.text.startswith("curl"):
                self._remarks = []
                self._reach(word.span[1])
        if self.sign and self.sign.text == "&":
            self._say_what_is_cut(self.sign)
        if self.sign and self.sign.text in _JOINING:
            self._reach(self.sign.end)
            self.sign = None
            echo = self._next()
            if echo and echo.text == "echo" and self._next() is None:
                self._reach(echo.span[1])

    def _say_what_is_cut(self, sign: Sign) -> None:
        """Say it if an ampersand stands inside of what was meant to be one word."""
        behind = next(self._tokens, None)
        if sign.start == self.end and isinstance(behind, Word) and behind.span[0] == sign.end:
            self._remarks = [
                Remark(
                    "shell-ampersand",
                    "the shell ends the command at this &, so what is behind it is not sent: put the whole"
                    " argument in quotes",
                    (sign.start, sign.end),
                )
            ]
            self._reach(sign.end)

    def _next(self) -> Word | None:
        """Return the next word; redirections are passed over, any other sign ends the command."""
        redirected: Sign | None = None
        for token in self._tokens if self.sign is None else ():
            if isinstance(token, Remark):
                self._remarks.append(token)
            elif isinstance(token, Sign) and not token.redirects:
                self.sign = token
                return None
            elif redirected or isinstance(token, Sign):
                if redirected and isinstance(token, Word) and "<<" in redirected.text:
                    self.here = (redirected.text, token)
                redirected = token if isinstance(token, Sign) else None
                self._reach(token.end if isinstance(token, Sign) else token.span[1])
            else:
                return token
        return None

    def reads(self, text: Word, end: int) -> None:
        """Let the first request read a text, to whose end the command reaches."""
        self.requests[0].stdin = text
        self.end = max(self.end, end)

    def _reach(self, end: int) -> None:
        """Let the command reach to a place; the words before it belong to it now, whatever they are."""
        self.end = end
        self.requests[-1].strays += self._doubtful
        self.requests[-1].remarks += self._remarks
        self._doubtful, self._remarks = [], []

    def _add(self, given: Given) -> None:
        if given.name == "next":
            self.requests.append(Request())
        self.requests[-1].given.append(given)
        self._reach((given.value or given.word).span[1])

    def _option(self, word: Word, text: str) -> None:
        """Take the options of a word: a long one, or letters behind one dash."""
        if _OTHER_CURL.fullmatch(text):
            self.other = True
        elif dashes := _LONG.match(text):
            self._long(word, text, dashes[0])
        else:
            self._letters(word, text)

    def _long(self, word: Word, text: str, dashes: str) -> None:
        written, equals, _ = text.partition("=")
        name = written.removeprefix(dashes)
        if dashes != "--":
            self._remarks.append(Remark("curl-dash", _TYPOGRAPHIC_DASH, word.span))
        if name in WITH_VALUE:
            value = word.behind(len(written) + 1) if equals else self._next()
            self._add(Given(name, word, value, written))
        else:
            known = not name or name in ALONE or name.removeprefix("no-") in ALONE
            self._add(Given(name if known else UNKNOWN, word, None, written))

    def _letters(self, word: Word, text: str) -> None:
        for at, letter in enumerate(text[1:_MOST_LETTERS], start=1):
            name = LETTERS.get(letter, UNKNOWN)
            if name in WITH_VALUE:
                value = word.behind(at + 1) if at + 1 < len(text) else self._next()
                self._add(Given(name, word, value, f"-{letter}"))
                return
            self._add(Given(name, word, None, f"-{letter}"))
            if name == UNKNOWN:
                return
