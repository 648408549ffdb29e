"""Words as cmd.exe hands them on, and as a program for Windows then takes its command line apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from explainer.intake.readers.curl.words import Piece, Sign, Source, Token, Word

_PLAIN = re.compile(r"[^\"^&|<>\r\n]+|\r(?!\n)")
_QUOTED = re.compile(r"[^\"\n]*[^\"\r\n]|\r(?!\n)")
_SIGN = re.compile(r"[0-9]?(?:>>|>&|>|<)|&&|\|\||[&|]|\r?\n")
_CONTINUED = re.compile(r"\^\r?\n(?:More\? )?")
_VARIABLE = re.compile(r"%(?![0-9A-Fa-f]{2}%)[A-Za-z_][A-Za-z0-9_]*%")
_BARE_RUN = re.compile(r"[^ \t\"\\]+")
_QUOTED_RUN = re.compile(r"[^\"\\]+")
_BACKSLASHES = re.compile(r"\\+")


def cmd_words(source: Source, at: int, end: int) -> Iterator[Token]:
    """Yield the words and signs from a place on, as cmd.exe and the program read them.

    cmd.exe knows the caret and double quotes; what it hands on is taken apart by the rules for
    backslashes and double quotes that programs for Windows share.
    """
    while at < end:
        if sign := _SIGN.match(source.text, at, end):
            yield Sign(sign[0].strip("\r"), at, sign.end())
            at = sign.end()
        else:
            line = _Line(source, at, end)
            yield from line.words()
            at = line.end


class _Line:
    """What cmd.exe hands on of one command up to its next sign, and where each of it stands."""

    def __init__(self, source: Source, at: int, end: int) -> None:
        self.source = source
        self.offsets: list[int] = []
        self.places: list[int] = []
        runs: list[str] = []
        length = 0
        for place, run in self._runs(at, end):
            self.offsets.append(length)
            self.places.append(place)
            runs.append(run)
            length += len(run)
        self.text = "".join(runs)

    def _runs(self, at: int, end: int) -> Iterator[tuple[int, str]]:
        text, quoted = self.source.text, False
        while at < end:
            run = (_QUOTED if quoted else _PLAIN).match(text, at, end)
            if run:
                yield at, run[0]
                at = run.end()
            elif text[at] == '"':
                yield at, '"'
                quoted, at = not quoted, at + 1
            elif text[at] == "^" and not quoted:
                continued = _CONTINUED.match(text, at, end)
                at = continued.end() if continued else at + 1
                if at < end and (not continued or text[at] == "\n"):
                    yield at, text[at]
                    at += 1
            else:
                break
        self.end = at

    def place(self, offset: int) -> int:
        """Return where a character of the line stands in the paste."""
        if offset >= len(self.text):
            return self.end
        run = bisect_right(self.offsets, offset) - 1
        return self.places[run] + offset - self.offsets[run]

    def words(self) -> Iterator[Word]:
        """Yield the program's arguments."""
        at, size = 0, len(self.text)
        while at < size:
            if self.text[at] in " \t":
                at += 1
                continue
            pieces: list[Piece] = []
            while at < size and self.text[at] not in " \t":
                piece, at = self._piece(at)
                pieces.append(piece)
            yield Word(tuple(pieces))

    def _piece(self, at: int) -> tuple[Piece, int]:
        """Return the stretch up to the next quote that opens or closes, and where it ends in the line."""
        start, quoted = at, self.text[at] == '"'
        at += quoted
        first, parts, size = at, list[str](), len(self.text)
        while at < size:
            if run := (_QUOTED_RUN if quoted else _BARE_RUN).match(self.text, at):
                parts.append(run[0])
                at = run.end()
            elif backslashes := _BACKSLASHES.match(self.text, at):
                at = backslashes.end()
                count = len(backslashes[0])
                if not self.text.startswith('"', at):
                    parts.append(backslashes[0])
                    continue
                parts.append("\\" * (count // 2) + '"' * (count % 2))
                at += count % 2
            elif quoted and self.text.startswith('""', at):
                parts.append('"')
                at += 2
            else:
                break
        last = at
        at += quoted and at < size
        text = "".join(parts)
        inside = self.place(first)
        as_it_is = self.source.text.startswith(text, inside) and self.text[first:last] == text
        begin, end = self.place(start), self.place(at - 1) + 1
        filled = "the value of a variable" if _VARIABLE.search(self.source.text, begin, end) else ""
        return Piece(text, begin, end, inside if as_it_is else None, filled), at
