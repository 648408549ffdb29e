"""What copying made of a text, undone: HTML escapes, spaces that do not break, typographic quotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from html import unescape
from typing import NamedTuple

from explainer.intake.readers.model import Part, Remark, Span
from explainer.intake.readers.views import View, part_of

_ESCAPE = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|#0{0,4}(?:3[489]|43|47|6[0-2]|96|160)"
    r"|#[xX]0{0,4}(?:2[267BbFf]|3[C-Ec-e]|60|[Aa]0));"
)
"""How HTML writes a sign that it has for itself, and how libraries write those that they are careful with."""
_NO_TAG = re.compile(r"<(?!/?[a-z]{1,10}[\s/>])")
_HARD = re.compile(r"[\u00a0\u2007\u202f]+")
_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\n\S]*\S[^\n]*)*")
"""Neighbouring lines that are not blank."""
_BEFORE_BLANK = frozenset("\n \t:=,;")
_LEAST_HARD = 2
_TYPOGRAPHIC = re.compile(r"[\u2018\u201a-\u201f]|(?<![^\W\d_])\u2019|\u2019(?![^\W\d_])")
"""All but an apostrophe in a word."""
_CODE = re.compile(r"\bcurl\b|[({\[]|\w :?= ")


Change = tuple[Remark, Sequence[Span]]
"""What to say about a kind of change, and the stretches of a text in which it was made, in their order."""


class Undone(NamedTuple):
    """A text as it was before it was copied, and what was changed for that."""

    view: View
    changes: tuple[Change, ...]
    """With the stretches of the view."""


def undone(text: str) -> Undone:
    """Return a text less what copying made of it, as far as that is plain.

    HTML escapes are undone if all ampersands belong to one: in a text with plain ones they are data.
    Typographic quotes are made plain in blocks of lines of code that have no plain ones: what changes
    quotes changes all, and beside plain ones they are data.
    """
    view, escapes = _unescaped(text)
    changes = [(Remark("html-escapes", _HTML_ESCAPES, (0, 0)), escapes)] if escapes else []
    for id, message, change in _IN_PLACE:
        changed, spans = change(view.text)
        if spans:
            view = view._replace(text=changed)
            changes.append((Remark(id, message, (0, 0)), spans))
    return Undone(view, tuple(changes))


def with_changes(part: Part, changes: Iterable[Change], places: Iterable[Span]) -> Part:
    """Return a part that says which changes were made in some places of it, each kind where it is first."""
    places = sorted(places)
    said = []
    for remark, spans in changes if part.found else ():
        inside = [one for place in places for one in _first_in(place, spans)]
        said += [replace(remark, span=one) for one in inside[:1]]
    if not said:
        return part
    return replace(part, remarks=tuple(sorted([*part.remarks, *said], key=lambda one: one.span)))


def _first_in(place: Span, spans: Sequence[Span]) -> Sequence[Span]:
    """Return the first of some stretches that lies in a place, if one does."""
    first = bisect_left(spans, (place[0], place[0]))
    return [one for one in spans[first : first + 1] if one[1] <= place[1]]


def _unescaped(text: str) -> tuple[View, list[Span]]:
    """Return a text without HTML escapes, and where in it they stood."""
    whole = part_of(text, 0, len(text))
    escapes = list(_ESCAPE.finditer(text)) if "&" in text else []
    if not escapes or len(escapes) != text.count("&") or _NO_TAG.search(text):
        return whole, []
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    places: list[Span] = []
    at = 0
    for escape in escapes:
        begin, stop = escape.span()
        pieces += [text[at:begin], unescape(escape[0])]
        starts += range(at, begin + 1)
        ends += range(at + 1, begin + 1)
        ends.append(stop)
        places.append((len(starts) - 1, len(starts)))
        at = stop
    starts += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return View("".join([*pieces, text[at:]]), starts, ends), places


def _softened(text: str) -> tuple[str, list[Span]]:
    """Return a text with plain blanks for those that do not break, where these only part words."""
    hard = [match.span() for match in _HARD.finditer(text)]
    if not hard:
        return text, []
    blocks = [match.span() for match in _BLOCK.finditer(text)] if len(hard) >= _LEAST_HARD else []
    alone = [span for span in blocks if " " not in text[slice(*span)]]
    spans = [span for span in hard if _parts_words(text, span) or _within(span, alone, hard)]
    return _with(text, spans, lambda run: " " * len(run)), spans


def _parts_words(text: str, span: Span) -> bool:
    start, end = span
    return not start or text[start - 1] in _BEFORE_BLANK or text[end : end + 1] in (" ", "\t")


def _within(span: Span, blocks: Sequence[Span], all_spans: Sequence[Span]) -> bool:
    """Return whether a stretch is in one of some blocks, and not the only one there."""
    at = bisect_left(blocks, (span[0] + 1,)) - 1
    if at < 0 or span[1] >= blocks[at][1]:
        return False
    first = bisect_left(all_spans, (blocks[at][0],))
    return first + 1 < len(all_spans) and all_spans[first + 1][1] < blocks[at][1]


def _straightened(text: str) -> tuple[str, list[Span]]:
    """Return a text with plain quotes for typographic ones."""
    spans: list[Span] = []
    for block in _BLOCK.finditer(text) if any("\u2018" <= sign <= "\u201f" for sign in set(text)) else ():
        if '"' not in block[0] and "'" not in block[0] and _CODE.search(block[0]):
            spans += [match.span() for match in _TYPOGRAPHIC.finditer(text, *block.span())]
    return _with(text, spans, lambda sign: '"' if sign >= "\u201c" else "'"), spans


def _with(text: str, spans: Iterable[Span], change: Callable[[str], str]) -> str:
    """Return a text with some stretches changed, which stay as long as they are."""
    return "".join(_pieces(text, spans, change))


def _pieces(text: str, spans: Iterable[Span], change: Callable[[str], str]) -> Iterator[str]:
    at = 0
    for start, end in spans:
        yield text[at:start]
        yield change(text[start:end])
        at = end
    yield text[at:]


_HTML_ESCAPES = (
    "signs stand here as HTML writes them, such as &amp; for an ampersand, as the source of a page has them;"
    " they were read as the signs that they stand for. If it is your code that writes them, that is a"
    " mistake: fields are joined with a plain ampersand"
)
_HARD_BLANKS = (
    "spaces here are such that do not break (U+00A0), as web pages and mail have them; they were read as"
    " plain ones, but a shell or a program takes them for a part of a word: type plain ones in your own code"
)
_TYPOGRAPHIC_QUOTES = (
    "the quotes from here on are typographic, as messengers and word processors write them; they were read as"
    " plain ones, but a shell or a program would take them for data: type plain ones in your own code"
)
_IN_PLACE: tuple[tuple[str, str, Callable[[str], tuple[str, list[Span]]]], ...] = (
    ("hard-blanks", _HARD_BLANKS, _softened),
    ("typographic-quotes", _TYPOGRAPHIC_QUOTES, _straightened),
)
"""Changes that leave every character in its place."""
