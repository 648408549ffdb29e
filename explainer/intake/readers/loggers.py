"""What loggers and prompts put in front of a message: a time, a level, a name, a place in the code."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice

_PIECE = re.compile(
    r"(?:[\[(]?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[ ]?[+-]\d\d:?\d\d)?[\])]?"
    r"|[\[(]?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?[\])]?"
    r"|[\[(]?\b(?i:trace|debug|info|notice|warn|warning|error|log|verbose)\b[\])]?"
    r"|\broot(?=:)|__main__(?=[: ])|\[[\w./: -]{1,40}\]|[\w.]{1,40}(?=[ ]-[ ])|>>>|[|>:-](?=\s)|:)[ \t]{0,9}"
)
"""A piece of a front that is one wherever it stands."""
_MOST_PIECES = 8

_LONGEST = 150
_MOST_PLACES = 24
_BUDGET = 20_000
"""Places that are looked at in one text; more are no longer a log that somebody wrote for people."""
_PLACE = re.compile(r"(?:(?<=[\s|\])>])|(?<=\w:))(?=[A-Za-z])")
"""Where a message may begin behind a front."""
_CODE = re.compile(r"[\"'`={};$\\]|//|\A(?:[#<>]|--?\w|[A-Za-z.]+[ \t]*\Z)")
"""What code, an option and a mark of curl -v have in them, and no front has; a word alone is none."""
_TIMED = re.compile(
    r"\d\d:\d\d:\d\d|(?<!\d)\d{10}(?:\.\d|\d{3})"
    r"|\b(?i:trace|debug|dbg|dbug|info|inf|notice|warn|warning|error|err|fatal|verbose)\b"
)
"""A time or a level: what has one is a front, also if it stands in one line alone."""
_VARIES = re.compile(r"[0-9a-f]*\d[0-9a-f]*")
"""A number or an id, which is another one in each line."""
_LINE = re.compile(r"\S[^\n]*")


class Loggers:
    """Finds where the messages of one text's lines begin."""

    def __init__(self, text: str, names: Callable[[int, int], str | None]) -> None:
        """Take the text, and what tells which name of a request a message has that stands at a place."""
        self._text = text
        self._names = names
        self._budget = _BUDGET

    def message(self, start: int, end: int) -> int:
        """Return where the message of a line begins: behind what a log of its kind has in front of each."""
        for at, front, _ in self._places(start, end):
            if at == start or _TIMED.search(front) or len(self._named[_shape(front)]) > 1:
                return at
        return self._behind_pieces(start, end)

    @cached_property
    def _named(self) -> dict[str, set[str]]:
        """The names that stand behind each front, whatever varies in it."""
        named: dict[str, set[str]] = defaultdict(set)
        for line in _LINE.finditer(self._text):
            for _, front, name in self._places(*line.span()):
                named[_shape(front)].add(name)
        return named

    def _places(self, start: int, end: int) -> Iterator[tuple[int, str, str]]:
        """Yield where in a line a name stands with its value, what is in front of it, and the name."""
        if name := self._names(start, end):
            yield start, "", name
        for place in islice(_PLACE.finditer(self._text, start + 1, min(end, start + _LONGEST)), _MOST_PLACES):
            self._budget -= 1
            front = self._text[start : place.start()]
            if self._budget > 0 and not _CODE.search(front) and (name := self._names(place.start(), end)):
                yield place.start(), front, name

    def _behind_pieces(self, start: int, end: int) -> int:
        for _ in range(_MOST_PIECES):
            piece = _PIECE.match(self._text, start, end)
            if piece is None:
                break
            start = piece.end()
        return start


def _shape(front: str) -> str:
    """Return what a front has in common with those of other lines."""
    return _VARIES.sub("0", front)
