"""The words of a command line: what the program gets, and where it stands in the paste."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from explainer.intake.readers.model import Remark, Span, exact


class Piece(NamedTuple):
    """A stretch of a word that is written in one way: bare, or between one pair of quotes."""

    text: str
    """What it stands for; for one that the shell fills in, as it is written."""
    start: int
    """Where it begins in the paste, with its quote."""
    end: int
    inside: int | None = None
    """Where its first character stands, if all of it stands there as it is."""
    filled: str = ""
    """What the shell puts in its place, in words; empty if it means itself."""

    @property
    def place(self) -> Span:
        """Where it stands, without its quotes if it stands there as it is."""
        return (self.start, self.end) if self.inside is None else (self.inside, self.inside + len(self.text))

    def behind(self, count: int) -> Piece:
        """Return the piece without its first characters."""
        if not count:
            return self
        if self.inside is None:
            return self._replace(text=self.text[count:])
        at = self.inside + count
        return self._replace(text=self.text[count:], start=at, inside=at)


@dataclass(frozen=True, slots=True)
class Word:
    """One argument of a command."""

    pieces: tuple[Piece, ...]
    """At least one."""

    @property
    def text(self) -> str:
        """What the program gets; bytes that are no UTF-8 as lone surrogates."""
        return "".join([piece.text for piece in self.pieces])

    @property
    def value(self) -> bytes:
        """What the program gets."""
        return exact(self.text)

    @property
    def span(self) -> Span:
        """Where it stands, with quotes."""
        return self.pieces[0].start, self.pieces[-1].end

    @property
    def filled(self) -> tuple[Piece, ...]:
        """The pieces that the shell fills in."""
        return tuple([piece for piece in self.pieces if piece.filled])

    @property
    def inside(self) -> int | None:
        """Where its first character stands, if all of it stands there as it is."""
        return self.pieces[0].inside if len(self.pieces) == 1 else None

    def behind(self, count: int) -> Word:
        """Return the word without its first characters; it may be empty then."""
        left = count
        for index, piece in enumerate(self.pieces):
            if left < len(piece.text):
                return Word((piece.behind(left), *self.pieces[index + 1 :]))
            left -= len(piece.text)
        end = self.span[1]
        return Word((Piece("", end, end, end),))

    def place(self, begin: int, end: int) -> Span:
        """Return where some of its characters stand; where all of it stands if they are none."""
        at, places = 0, []
        for piece in self.pieces:
            first, last = max(begin - at, 0), min(end - at, len(piece.text))
            if first < last and piece.inside is not None:
                places.append((piece.inside + first, piece.inside + last))
            elif first < last:
                places.append((piece.start, piece.end))
            at += len(piece.text)
        return (places[0][0], places[-1][1]) if places else self.span


class Sign(NamedTuple):
    """What a shell takes for itself between words: the end of a command, a pipe, a redirection."""

    text: str
    start: int
    end: int

    @property
    def redirects(self) -> bool:
        """Whether the word behind it is a file's name and no argument."""
        return "<" in self.text or ">" in self.text

    @property
    def pipes(self) -> bool:
        """Whether it hands the output to the command behind it."""
        return self.text in ("|", "|&")


class Source:
    """A paste that commands are read from. What has to be looked up in it is looked up once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends = [match.start() for match in re.finditer(r"\n", text)]
        self._closing: dict[int, int] | None = None
        self._here: dict[str, list[int]] = {}
        self.unclosed: set[str] = set()
        """Delimiters of here-documents that no line closes any more."""

    def line(self, at: int) -> Span:
        """Return the line that a place is in, without the line feed that ends it."""
        after = bisect_left(self._ends, at)
        start = self._ends[after - 1] + 1 if after else 0
        return start, self._ends[after] if after < len(self._ends) else len(self.text)

    def closing(self, at: int) -> int | None:
        """Return where the parenthesis closes that opens at a place, None if it never does."""
        if self._closing is None:
            self._closing, opened = {}, []
            for sign in re.finditer(r"[()]", self.text):
                if sign[0] == "(":
                    opened.append(sign.start())
                elif opened:
                    self._closing[opened.pop()] = sign.start()
        return self._closing.get(at)

    def here_string_end(self, quote: str, at: int) -> int | None:
        """Return the line feed in front of the next quote that ends a here-string of PowerShell."""
        if quote not in self._here:
            self._here[quote] = [match.start() for match in re.finditer(rf"\n{quote}@", self.text)]
        ends = self._here[quote]
        after = bisect_left(ends, at)
        return ends[after] if after < len(ends) else None

    def line_end(self, at: int, end: int) -> int:
        """Return where the line ends that a place is in, no later than `end`."""
        return min(self.line(at)[1], end)

    def open_quote(self, at: int, end: int) -> Remark:
        """Return what to say about a quote that opens at a place and never closes."""
        return Remark(
            "shell-quote-open",
            "a quote opens here and never closes, so it was read to the line's end: copy the whole command",
            (at, self.line_end(at, end)),
        )


Token = Word | Sign | Remark
Shell = Callable[[Source, int, int], Iterator[Token]]
"""Takes a paste, a place in it and an end; yields what a shell reads there, lines too, one by one."""
