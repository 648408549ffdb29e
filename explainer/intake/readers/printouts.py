"""Where in a text a printed value stands, in whatever notation: a dump, a list, digits."""

from __future__ import annotations

import re

from explainer.errors import InputError
from explainer.intake.dumps import Reading, read_values
from explainer.intake.readers.model import Span

MOST = 400
"""Printed values that are read in one text; more are no longer those of one request."""

_MOST_LINES = 70
_MOST_CHARACTERS = 40_000
_BUDGET = 300_000
_VAGUE = frozenset({"text", "base64", "base64url", "binary-string", "escaped-bytes", "escaped-text"})
_LEAST = 8
"""Bytes below which digits are a number or a word."""
_CODED = re.compile(r"[A-Za-z0-9+/=_-]{20,}")
_TELLS = re.compile(r"[0-9+/=]")
_TEXT_WITH_PATH = re.compile(r"[\"']?/0/|\"?\\x|\\u00")


class Printouts:
    """Finds printed values in one text, as many as one request can have."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._left = MOST
        self._budget = _BUDGET

    def at(self, start: int, is_other: re.Pattern[str]) -> Span | None:
        """Return the stretch of the value that begins at a place, None if there is none.

        It begins at the first character that is no white space, and takes the lines that belong to it,
        at most up to a blank line or one that begins as `is_other` says.
        """
        if self._left <= 0 or self._budget < 0:
            return None
        self._left -= 1
        end = min(self._window_end(start, is_other), start + _MOST_CHARACTERS)
        self._budget -= end - start
        window = self._text[start:end]
        try:
            values = read_values(window)
        except InputError:
            return None
        if not values or not is_value(values[0].readings, window[slice(*values[0].span)]):
            return None
        return start + len(window) - len(window.lstrip()), start + values[0].span[1]

    def _window_end(self, start: int, is_other: re.Pattern[str]) -> int:
        at = self._text.find("\n", start)
        ink = bool(self._text[start : at if at >= 0 else None].strip())
        for _ in range(_MOST_LINES):
            if at < 0:
                return len(self._text)
            line_end = self._text.find("\n", at + 1)
            line = self._text[at + 1 : line_end if line_end >= 0 else None]
            if (ink and not line.strip()) or is_other.match(line):
                return at
            ink = ink or bool(line.strip())
            at = line_end
        return at if at >= 0 else len(self._text)


def is_value(readings: tuple[Reading, ...], text: str) -> bool:
    """Return whether a text is bytes that somebody printed, and neither prose nor code."""
    strong = [one for one in readings if one.form not in _VAGUE and one.form != "quoted-text"]
    if strong:
        return not strong[0].complete or max(len(one.data) for one in strong) >= _LEAST
    text = text.strip().strip("\"'`;,")
    if _CODED.fullmatch(text):
        return _TELLS.search(text) is not None and not text.isdigit()
    return _TEXT_WITH_PATH.match(text) is not None
