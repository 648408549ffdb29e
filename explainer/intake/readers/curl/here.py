"""What a here-document or a here-string of bash gives a command to read."""

from __future__ import annotations

import re
from typing import NamedTuple

from explainer.intake.readers.curl.bash import filled_in
from explainer.intake.readers.curl.words import Piece, Source, Word

_PLAIN = re.compile(r"(?:[^\\$`]|\\.|\$(?![\w{(@*#?$!-]))+", re.DOTALL)
_ESCAPED = re.compile(r"\\(?:\n|([$`\\]))")
_TABS = re.compile(r"^\t+", re.MULTILINE)


class Here(NamedTuple):
    """What stands in one, and where it ends in the paste."""

    word: Word
    end: int


def read_here(source: Source, operator: str, word: Word) -> Here | None:
    """Return what `operator` and the word behind it give, None if that is no here-document or never ends."""
    if operator.endswith("<<<"):
        end = word.span[1]
        return Here(Word((*word.pieces, Piece("\n", end, end))), end)
    if not operator.endswith(("<<", "<<-")):
        return None
    at = source.line(word.span[1])[1] + 1
    quoted = source.text[slice(*word.span)] != word.text
    stop = _closing(source, at, word.text, tabs=operator.endswith("-"), joins=not quoted)
    if stop is None:
        return None
    inside = source.text[at : stop[0]]
    pieces = [Piece(inside, at, stop[0], at)] if quoted else _pieces(source, at, stop[0])
    if operator.endswith("-"):
        pieces = [piece._replace(text=_TABS.sub("", piece.text), inside=None) for piece in pieces]
    return Here(Word(tuple(pieces) or (Piece("", at, at, at),)), stop[1])


def _closing(source: Source, at: int, delimiter: str, *, tabs: bool, joins: bool) -> tuple[int, int] | None:
    """Return where the line begins and ends that closes a here-document.

    `joins` says that a backslash at the end of a line joins it with the next one, which then closes nothing.
    """
    joined = False
    if delimiter in source.unclosed:
        return None
    while at < len(source.text):
        end = source.line(at)[1]
        line = source.text[at:end].removesuffix("\r")
        if (line.lstrip("\t") if tabs else line) == delimiter and not joined:
            return at, end
        joined = joins and (len(line) - len(line.rstrip("\\"))) % 2 == 1
        at = end + 1
    source.unclosed.add(delimiter)
    return None


def _pieces(source: Source, at: int, end: int) -> list[Piece]:
    """Return the pieces of a here-document in which bash fills in variables and commands."""
    pieces: list[Piece] = []
    while at < end:
        run = _PLAIN.match(source.text, at, end)
        if run is not None:
            plain = _ESCAPED.sub(r"\1", run[0])
            pieces.append(Piece(plain, at, run.end(), at if plain == run[0] else None))
        else:
            pieces.append(filled_in(source, at, end) or Piece(source.text[at], at, at + 1, at))
        at = pieces[-1].end
    return pieces
