"""Maps as Java and Go print them: {nonce=1, pair=XBTUSD}, map[nonce:[1] pair:[XBTUSD]]."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from explainer.intake.readers.literals import Pairs, Text, Value
from explainer.intake.readers.model import Part
from explainer.intake.readers.objects import object_part

MOST = 1000
"""Maps that are read in one text; more are no longer those of one request."""
_NAME = r"[\w.\[\]-]{1,60}"


class _Form(NamedTuple):
    """How a language prints a map."""

    entry: re.Pattern[str]
    """The name of an entry with what parts it from what stands before it and from its value."""
    closing: str


_FORMS = {
    "{": _Form(re.compile(rf"(?:, )?({_NAME})="), "}"),
    "map[": _Form(re.compile(rf"[ ]?({_NAME}):"), "]"),
}
_BEGIN = re.compile(rf"(\{{)(?={_NAME}=(?!=))|\b(map\[)(?={_NAME}:)")
_SEPARATOR = {"{": re.compile(rf", (?={_NAME}=)"), "map[": re.compile(rf" (?={_NAME}:)")}
_BRACKET = re.compile(r"[\[\]{}\n]")
_DEEPEST = 2


def read_maps(text: str) -> Iterator[Part]:
    """Yield the maps of parameters and of headers."""
    at = left = 0
    while left < MOST and (begin := _BEGIN.search(text, at)) is not None:
        left += 1
        end = _end(text, begin.start(), begin[0])
        value = None if end is None else _pairs(text, begin, end)
        part = None if value is None else object_part(text, value, at)
        at = part.span[1] if part is not None else begin.end()
        if part is not None:
            yield replace(part, language="go" if begin[2] else "")


def _end(text: str, start: int, opening: str) -> int | None:
    """Return where the bracket closes that opens a map, in its line, if no other map is in it."""
    depth = 0
    for bracket in _BRACKET.finditer(text, start):
        sign = bracket[0]
        if sign == "\n" or depth > _DEEPEST or (sign == "{" and depth):
            return None
        depth += 1 if sign in "[{" else -1
        if depth == 0:
            return bracket.end() if sign == _FORMS[opening].closing else None
    return None


def _pairs(text: str, begin: re.Match[str], end: int) -> Pairs | None:
    form, separator = _FORMS[begin[0]], _SEPARATOR[begin[0]]
    pairs: list[tuple[str, Value]] = []
    at = begin.end()
    while at < end - 1:
        named = form.entry.match(text, at)
        if named is None:
            return None
        following = separator.search(text, named.end(), end - 1)
        at = following.start() if following else end - 1
        start, stop = named.end(), at
        if text[start:stop][:1] == "[" and text[start:stop][-1:] == "]":
            start, stop = start + 1, stop - 1
        pairs.append((named[1], Text(text[start:stop], (start, stop))))
    return Pairs(tuple(pairs), (begin.start(), end))
