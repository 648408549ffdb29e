"""The paste as it was understood: its text with every field coloured and named at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from explainer.intake.pasted import Pasted
from explainer.intake.readers.model import Found, Span
from explainer.intake.unread import telling
from explainer.render.hints import looks
from explainer.render.reading import LABELS
from explainer.render.visible import visible
from explainer.tui.document import (
    EMPTY,
    Block,
    Document,
    Line,
    Lines,
    Piece,
    cut,
    hard_wrapped,
    outside,
    width_of,
    wrapped,
)
from explainer.tui.pages.marks import NAMES, STYLES

_FIELD_STYLES: Mapping[str, str] = MappingProxyType(
    {
        "path": "path",
        "nonce": "nonce",
        "body": "postdata",
        "secret": "key",
        "api_key": "api-key",
        "signature": "mac",
    }
)
_MANY_LINES = 60
"""Lines up to which a paste is shown whole."""
_AROUND = 2
"""Lines that are shown around each field of a longer one."""


class Mark(NamedTuple):
    """A stretch of the paste with its colour, and its name, if any, which stands below its beginning."""

    start: int
    end: int
    name: str
    style: str


def marks(pasted: Pasted) -> tuple[Mark, ...]:
    """Return what to mark in a paste, the longest first, so that what stands inside comes out."""
    every = dict.fromkeys([*_all_found(pasted)])
    known = [one.span for one in every if one.field in ("secret", "signature")]
    found = [Mark(*one.span, _name(one), _style(one)) for one in every if not _is_one_of(one, known)]
    unread = [Mark(*span, "", "muted") for span in pasted.unread]
    unread += [Mark(*span, "not understood", "inherited") for span in telling(pasted)]
    seen = [Mark(*span, f"looks like {id}", "wrong") for id, span in looks(pasted)]
    return tuple(sorted(dict.fromkeys([*unread, *found, *seen]), key=lambda mark: mark.start - mark.end))


def understood(pasted: Pasted, width: int) -> Document:
    """Return what the paste was taken for, what was not understood, and what else has to be said."""
    lines: list[Line] = []
    kinds: dict[str, list[Span]] = {}
    for part in pasted.parts:
        kinds.setdefault(part.title, []).extend(part.places)
    in_part = {number for spans in kinds.values() for span in spans for number in _numbers(pasted, span)}
    if kinds:
        said = ", ".join([f"{title} ({_lines_of(pasted, sorted(spans))})" for title, spans in kinds.items()])
        grey = (Piece("; grey is not understood", "muted"),) if pasted.unread else ()
        lines += wrapped((Piece("✓ ", "right strong"), Piece(f"Understood: {said}"), *grey), width, 2)
    elif pasted.text:
        lines += wrapped(
            (Piece("✗ ", "wrong strong"), Piece("Nothing of this was understood", "wrong")), width
        )
    unread = [span for span in telling(pasted) if not _numbers(pasted, span) & in_part]
    if kinds and unread:
        said = f"Not understood: {_lines_of(pasted, unread)}"
        lines += wrapped((Piece("! ", "inherited strong"), Piece(said)), width, 2)
    remarks = [*pasted.remarks, *[remark for request in pasted.requests for remark in request.remarks]]
    for remark in dict.fromkeys(remarks):
        said = f"line {pasted.line(remark.span[0])}: {remark.message}"
        lines += wrapped((Piece("! ", "inherited strong"), outside(said)), width, 2)
    return Document([Lines(lines)])


def echo(pasted: Pasted, width: int) -> Block:
    """Return a paste with its line numbers, and below each line the names of what begins in it."""
    texts = pasted.text.split("\n")
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + 1)
    by_line: dict[int, list[Mark]] = {}
    for mark in marks(pasted):
        first, last = pasted.line(mark.start), pasted.line(max(mark.end - 1, mark.start))
        for number in range(first, last + 1):
            by_line.setdefault(number, []).append(mark)
    digits = max(len(str(len(texts))), 2)
    named = [
        number
        for number, there in by_line.items()
        if any(mark.name and mark.start >= starts[number - 1] for mark in there)
    ]
    lines: list[Line] = []
    for first, last, shown in _stretches(len(texts), named):
        if not shown:
            many = "1 more line" if first == last else f"{last - first + 1} more lines"
            lines.append((Piece(f"{'⋮':>{digits}} ", "rule"), Piece(many, "muted")))
            continue
        for number in range(first, last + 1):
            text, start = texts[number - 1], starts[number - 1]
            lines += _rows(text, start, by_line.get(number, ()), number, digits, width)
    return Lines(lines)


def row_of(page: Block, line: int) -> int:
    """Return the row of a page on which a line of the paste begins, or the next one that is shown."""
    for row in range(page.height):
        first = next(iter(page.line(row)), None)
        if first is not None and first.text.strip().isdecimal() and int(first.text) >= line:
            return row
    return 0


def _rows(
    text: str, start: int, there: Iterable[Mark], number: int, digits: int, width: int
) -> Iterator[Line]:
    """Yield a line of the paste, and the names of what begins in it below each of its rows."""
    there = tuple(there)
    room = width - digits - 1
    gutter = Piece(f"{number:>{digits}} ", "muted")
    space = Piece(" " * (digits + 1))
    at = start
    for row in list(hard_wrapped(_coloured(text, start, there), room)) or [EMPTY]:
        yield (gutter, *row)
        gutter = space
        shown = "".join([piece.text for piece in row])
        names = [
            (width_of((Piece(shown[: mark.start - at]),)), mark)
            for mark in there
            if mark.name and at <= mark.start < at + max(len(shown), 1)
        ]
        for below in _names(names, room):
            yield (space, *below)
        at += len(shown)


def _coloured(text: str, start: int, there: Iterable[Mark]) -> Line:
    styles = [""] * len(text)
    for mark in there:
        for at in range(max(mark.start - start, 0), min(mark.end - start, len(text))):
            styles[at] = mark.style
    cuts = [at for at in range(len(text)) if not at or styles[at] != styles[at - 1]]
    return tuple([Piece(visible(text[a:b]), styles[a]) for a, b in pairwise([*cuts, len(text)])])


def _names(names: Iterable[tuple[int, Mark]], room: int) -> Iterator[Line]:
    """Yield lines with each name at its column, in as few lines as they fit into."""
    there: dict[int, list[Mark]] = {}
    for column, mark in sorted(names, key=lambda name: name[0]):
        there.setdefault(column, []).append(mark)
    # What stands in one place, as in a line of Python's bytes, has one line for all its names.
    left = [
        (column, same[0]._replace(name=", ".join([mark.name for mark in same])))
        for column, same in there.items()
    ]
    while left:
        line: list[Piece] = []
        used, later = 0, []
        for column, mark in left:
            text = f"╰ {mark.name}"
            place = max(min(column, room - len(text)), 0)
            if place < used + (2 if used else 0):
                later.append((column, mark))
                continue
            line += [Piece(" " * (place - used)), Piece(text, mark.style)]
            used = place + len(text)
        yield cut(tuple(line), room)
        left = later


def _stretches(count: int, named: Iterable[int]) -> Iterator[tuple[int, int, bool]]:
    """Yield runs of lines, first and last, and whether they are shown; all of a short paste are."""
    if count <= _MANY_LINES:
        yield 1, count, True
        return
    near = {line for at in named for line in range(at - _AROUND, at + _AROUND + 1)}
    near |= {*range(1, _AROUND + 2), *range(count - _AROUND, count + 1)}
    at = 1
    while at <= count:
        end = at
        while end < count and (end + 1 in near) == (at in near):
            end += 1
        yield at, end, at in near
        at = end + 1


def _all_found(pasted: Pasted) -> Iterator[Found]:
    for part in pasted.parts:
        yield from part.found
    for request in pasted.requests:
        yield from request.found


def _is_one_of(found: Found, known: Iterable[Span]) -> bool:
    """Return whether a printed value is what was taken for a key or a signature."""
    start, end = found.span
    return found.field == "observed" and any(start <= begin and stop <= end for begin, stop in known)


def _name(found: Found) -> str:
    if found.field == "observed":
        return f"printed: {NAMES[found.stage]}" if found.stage else "printed value"
    name = LABELS[found.field]
    return f"{name}, made of this" if found.made else name


def _style(found: Found) -> str:
    if found.field == "observed":
        return STYLES.get(found.stage) or "accent"
    return _FIELD_STYLES.get(found.field, "strong")


def _numbers(pasted: Pasted, span: Span) -> set[int]:
    """Return the numbers of the lines that a stretch has something of."""
    return set(range(pasted.line(span[0]), pasted.line(max(span[1] - 1, span[0])) + 1))


def _lines_of(pasted: Pasted, spans: Iterable[Span]) -> str:
    """Return in which lines of the paste some stretches are."""
    runs: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        first, last = pasted.line(start), pasted.line(max(end - 1, start))
        if runs and first <= runs[-1][1] + 1:
            first, last = runs[-1][0], max(last, runs.pop()[1])
        runs.append((first, last))
    named = [f"{first}" if first == last else f"{first}-{last}" for first, last in runs]
    return f"line{'' if len(named) == 1 and named[0].isdigit() else 's'} {', '.join(named)}"
