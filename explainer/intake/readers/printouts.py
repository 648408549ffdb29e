"""Where in a text a printed value stands, in whatever notation: a dump, a list, digits."""

from __future__ import annotations

import re

from explainer.errors import InputError
from explainer.intake.dumps import Reading, read_value, read_values
from explainer.intake.dumps.wrapping import lines_from
from explainer.intake.readers.model import Span

MOST = 400
"""Printed values that are read in one text; more are no longer those of one request."""

_MOST_LINES = 70
_LONGEST = 40_000
_BUDGET = 400_000
_INK = re.compile(r"[ \t\r]*(?:\n[ \t\r]*)?(?=\S)")
_OPENING = ("<", "[", "{", "(", "b", "B", "'", '"', "\\")
_SHORTEST = 12
"""Characters below which only what begins with a bracket or a quote is a dump."""
_VAGUE = frozenset(
    {"text", "quoted-text", "base64", "base64url", "binary-string", "escaped-bytes", "escaped-text"}
)
_LEAST = 8
"""Bytes below which digits are a number or a word."""
_CODED = re.compile(r"[A-Za-z0-9+/=_-]{20,}")
_TELLS = re.compile(r"[0-9+/=]")
_MESSAGE = re.compile(r"[\"']?/0/|[\"']?\\x|[\"']?\\u00")


class Printouts:
    """Finds printed values in one text, as many as one request can have."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._left = MOST
        self._budget = _BUDGET

    def at(self, start: int) -> Span | None:
        """Return the stretch of the value behind a name that ends at a place, None if there is none.

        The value stands in the same line or in the next one, and takes the lines that belong to it.
        """
        ink = _INK.match(self._text, start)
        if ink is None:
            return None
        start = ink.end()
        end = self._line_end(start)
        first = self._text[start:end].rstrip(" \t\r;,")
        if not first.startswith(_OPENING) and len(first) < _SHORTEST:
            return None
        if self._left <= 0 or self._budget < 0:
            return None
        self._left -= 1
        lines = lines_from(self._text, start)
        if lines is not None:
            end = lines.spans[-1][1]
        elif _leaves_open(first):
            return self._bracket(start)
        else:
            end = start + len(first)
        self._budget -= end - start
        value = self._text[start:end]
        return (start, end) if len(value) <= _LONGEST and is_value(value) else None

    def _bracket(self, start: int) -> Span | None:
        """Return the stretch of a value between brackets that closes on a later line."""
        end = start
        for _ in range(_MOST_LINES):
            end = self._line_end(end + 1)
        window = self._text[start : min(end, start + _LONGEST)]
        self._budget -= len(window)
        try:
            value = read_values(window)[0]
        except InputError:
            return None
        return (start, start + value.span[1]) if _says_bytes(value.readings) else None

    def _line_end(self, at: int) -> int:
        end = self._text.find("\n", at)
        return end if end >= 0 else len(self._text)


def _leaves_open(line: str) -> bool:
    """Return whether a bracket in a line is not closed in it."""
    return sum(line.count(sign) for sign in "[{(<") > sum(line.count(sign) for sign in "]})>")


def is_value(text: str) -> bool:
    """Return whether a text is bytes that somebody printed, and neither prose nor code."""
    try:
        if _says_bytes(read_value(text)):
            return True
    except InputError:
        return False
    bare = text.strip("\"'`")
    if _CODED.fullmatch(bare):
        return _TELLS.search(bare) is not None and not bare.isdigit()
    return _MESSAGE.match(text) is not None


def _says_bytes(readings: tuple[Reading, ...]) -> bool:
    strong = [one for one in readings if one.form not in _VAGUE]
    return any(not one.complete or len(one.data) >= _LEAST for one in strong)
