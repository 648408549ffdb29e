"""Which lines of a text belong to one dump or to one wrapped value."""

from __future__ import annotations

import re
from typing import NamedTuple

_OWN_CELLS = "(?:[0-9a-f]{2} ){1,32} "
_FIRST_ROW = re.compile(rf"[ \t]*(?:0{{6,16}}(?::?[ \t]|\r?\Z)|0000 {_OWN_CELLS})")
_ROW = re.compile(
    r"[ \t]*(?:[0-9A-Fa-f]{6,16}(?::?[ \t]|\r?\Z)|\*[ \t]*\r?\Z"
    rf"|[0-9a-f]{{4,5}} {_OWN_CELLS}|(?:…|\.\.\.) +and [\d,]+ more bytes)"
)
_PAIRS = re.compile(r"[ \t]*[0-9A-Fa-f]{2}(?: [0-9A-Fa-f]{2})+[ \t]*\r?\Z")
_DIGITS = re.compile(r"[ \t]*[A-Za-z0-9+/_-]+={0,2}[ \t]*\r?\Z")

_WIDTHS = frozenset({60, 64, 72, 76})
"""Where programs break lines: xxd -p and Ruby at 60, openssl at 64, MIME and GNU base64 at 72 and 76."""
_DIGEST_WIDTHS = frozenset({64, 3 * 20 - 1, 3 * 32 - 1, 3 * 64 - 1})
"""Widths at which a line is as likely a whole digest, in hex or in pairs of hex with a space between."""


class Lines(NamedTuple):
    """Lines that are one value, as start and end offsets without the line feeds."""

    spans: tuple[tuple[int, int], ...]
    doubtful: bool
    """Whether each line may as well be a value of its own."""


def starts_table(line: str) -> bool:
    """Return whether a line is the first row of a dump with offsets."""
    return bool(_FIRST_ROW.match(line))


def lines_from(text: str, start: int) -> Lines | None:
    """Return the lines that one value takes from an offset on, or None if it is not several."""
    first = _line(text, start)
    if starts_table(first):
        return Lines(_while(text, start, _ROW), False)
    width = len(first.strip())
    for pattern in (_PAIRS, _DIGITS):
        if not pattern.match(first) or (pattern is _DIGITS and ("=" in first or width not in _WIDTHS)):
            continue
        spans = _while(text, start, pattern)
        full = 1
        while full < len(spans) and len(text[slice(*spans[full])].rstrip("= \t\r").lstrip()) == width:
            full += 1
        if full < len(spans) and len(text[slice(*spans[full])].strip()) <= width:
            full += 1
        if full > 1:
            return Lines(spans[:full], width in _DIGEST_WIDTHS)
    return None


def _while(text: str, start: int, pattern: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
    """Return the lines from an offset on that match, one after the other."""
    spans = []
    while start < len(text) and pattern.match(line := _line(text, start)):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return tuple(spans)


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)]
