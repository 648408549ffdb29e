"""A value with the origin of its bytes: as text, as a hex dump, alone or right beside wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from explainer.pipeline.compare import changed, is_hash_output
from explainer.pipeline.traced import Origin, Traced
from explainer.render.colour import LETTERS, NAMES
from explainer.render.hexdump import Row, rows
from explainer.render.visible import visible
from explainer.tui.document import (
    EMPTY,
    Block,
    Columns,
    Document,
    Indented,
    Line,
    Lines,
    Piece,
    hard_wrapped,
    wrapped,
)

TEXT_LIMIT = 2048
"""Bytes of a value that are shown as text; the hex dump has them all."""
_MANY_SPANS = 6
_BULLET = "•"
_Range = tuple[int, int]
_NOTHING: _Range = (0, 0)
# The widths of a hex dump of 16, 8 and 4 bytes in a row without its offset.
_COLUMNS = ((16, 68), (8, 33), (4, 17))


_changed = lru_cache(maxsize=32)(changed)


class HexDump:
    """A hex dump, of which only the lines asked for are made.

    A bar stands where the origin changes, brackets around bytes that differ; the letters at the end
    of a line say where its bytes came from.
    """

    def __init__(self, value: Traced, width: int, *, show_secret: bool, differs: _Range = _NOTHING) -> None:
        size = len(value.data)
        self.value = value
        self.digits = max(3, len(f"{max(size - 1, 0):x}"))
        self.columns = next((n for n, cells in _COLUMNS if self.digits + cells <= width), 4)
        cells = dict(_COLUMNS)[self.columns] + self.digits
        self.letters = width - cells - 1
        self.show_secret = show_secret
        self.differs = differs

    @property
    def height(self) -> int:
        return -(-len(self.value.data) // self.columns)

    def line(self, index: int) -> Line:
        (row,) = rows(self.value, self.columns, show_secret=self.show_secret, start=index, stop=index + 1)
        air = Piece(" " if self.columns == 16 else "")
        pieces = [Piece(f"{row.offset:0{self.digits}x}", "muted"), air, *self._bytes(row), air]
        pieces.extend(Piece(cell.text, self._style(row, at)) for at, cell in enumerate(row.cells))
        if self.letters >= 1:
            pieces.append(Piece(" " * (self.columns - len(row.cells) + 1)))
            pieces.extend(self._origins(row))
        return tuple(_runs(pieces))

    def _bytes(self, row: Row) -> Iterator[Piece]:
        start, end = self.differs
        for at, cell in enumerate(row.cells):
            position = row.offset + at
            if at and at * 2 == self.columns and self.columns == 16:
                yield Piece(" ")
            if position == end and start < end and at:
                yield Piece("]", "wrong")
            elif start <= position < end and (position == start or not at):
                yield Piece("[", "wrong")
            elif at and cell.origin is not row.cells[at - 1].origin:
                yield Piece("│", "rule")
            else:
                yield Piece(" ")
            yield Piece(cell.hex, self._style(row, at))
        last = row.offset + len(row.cells) - 1
        yield Piece("]", "wrong") if start <= last < end else Piece(" ")
        missing = self.columns - len(row.cells)
        yield Piece(" " * (missing * 3 + (self.columns == 16 and missing >= 8)))

    def _style(self, row: Row, at: int) -> str:
        start, end = self.differs
        name = row.cells[at].origin.value
        return f"{name} differs" if start <= row.offset + at < end else name

    def _origins(self, row: Row) -> Iterator[Piece]:
        seen: list[Origin] = []
        for cell in row.cells:
            if cell.origin not in seen and len(seen) < self.letters:
                seen.append(cell.origin)
                yield Piece(LETTERS[cell.origin], cell.origin.value)


def as_text(value: Traced, *, show_secret: bool, differs: _Range = _NOTHING) -> Line | None:
    """Return the beginning of a value as text, coloured by origin; None if it is no text."""
    data = value.data[:TEXT_LIMIT]
    try:
        data.decode(errors="strict")
    except UnicodeDecodeError as error:
        if len(data) == len(value.data) or error.start < len(data) - 3:
            return None
    cuts = sorted({edge for span in value.spans for edge in span[:2]} | {*differs})
    pieces = []
    for start, end in pairwise(cuts):
        if start >= len(data):
            break
        origin = next(span.origin for span in value.spans if span.start <= start < span.end)
        if origin.secret and not show_secret:
            text = _BULLET * (min(end, len(data)) - start)
        else:
            text = data[start:end].decode(errors="replace")
        style = f"{origin.value} differs" if differs[0] <= start < differs[1] else origin.value
        pieces.append(Piece(visible(text), style))
    return tuple(pieces)


def size_of(value: Traced) -> str:
    count = len(value.data)
    return "1 byte" if count == 1 else f"{count:,} bytes"


def origins_of(value: Traced, label: str = "") -> Line:
    """Return where the bytes of a value came from, in words, with their offsets.

    Nothing for a value of one origin whose label says so already.
    """
    spans = value.spans
    if len(spans) == 1:
        words = NAMES[spans[0].origin]
        return (Piece(f"from the {words}", spans[0].origin.value),) if words != label else ()
    pieces: list[Piece] = []
    for start, end, origin in spans[:_MANY_SPANS]:
        if pieces:
            pieces.append(Piece(" · ", "muted"))
        pieces.append(Piece(f"{NAMES[origin]} {_range((start, end))}", origin.value))
    if len(spans) > _MANY_SPANS:
        pieces.append(Piece(f" · and {len(spans) - _MANY_SPANS} more runs", "muted"))
    return tuple(pieces)


def value_block(label: str, value: Traced, width: int, *, show_secret: bool) -> Document:
    """Return a value under its heading: as text if it is text, and as hex."""
    heading = (Piece(label, "strong"), Piece(f"  {size_of(value)}  ", "muted"), *origins_of(value, label))
    text = _text_lines(value, width - 2, show_secret=show_secret)
    dump = HexDump(value, width - 2, show_secret=show_secret)
    return Document([Lines(wrapped(heading, width, 2)), Indented(Document([Lines(text), dump]), 2)])


def pair_block(label: str, right: Traced, wrong: Traced, width: int, *, show_secret: bool) -> Document:
    """Return a value right beside wrong, what differs marked; one below the other if it is narrow."""
    differs = _changed(right.data, wrong.data)
    if _scattered(right, wrong):
        differs = (_NOTHING, _NOTHING)
    half = (width - 3) // 2
    beside = half >= _COLUMNS[1][1] + 3
    column = half if beside else width - 2
    signs = (Piece("✓ right", "right strong"), Piece("✗ wrong", "wrong strong"))
    values = (right, wrong)
    heads = [
        [(sign, Piece(f"  {size_of(value)}", "muted")), *wrapped(origins_of(value, label), column)]
        for sign, value in zip(signs, values, strict=True)
    ]
    texts = [
        _text_lines(value, column, show_secret=show_secret, differs=part)
        for value, part in zip(values, differs, strict=True)
    ]
    if not all(texts):
        texts = [[], []]
    if beside:
        # So that the rows of the hex dumps stand beside each other.
        for lines in (heads, texts):
            most = max(len(part) for part in lines)
            lines[:] = [part + [EMPTY] * (most - len(part)) for part in lines]
    halves = [
        Document([Lines(head), Lines(text), HexDump(value, column, show_secret=show_secret, differs=part)])
        for head, text, value, part in zip(heads, texts, values, differs, strict=True)
    ]
    body: Block = Columns(halves[0], halves[1], half) if beside else Indented(Document(halves), 2)
    heading = (Piece(label, "strong"), Piece("  "), Piece(difference_in_words(right, wrong), "muted"))
    return Document([Lines(wrapped(heading, width, 2)), body])


def difference_in_words(right: Traced, wrong: Traced) -> str:
    """Return which bytes differ, as a sentence without its full stop."""
    a, b = _changed(right.data, wrong.data)
    if right.data == wrong.data:
        return "the same bytes"
    if _scattered(right, wrong):
        count = sum(x != y for x, y in zip(right.data, wrong.data, strict=True))
        return f"{count} of {len(right.data)} bytes differ, as after any hash"
    sizes = "" if len(right.data) == len(wrong.data) else f"; {len(right.data):,} → {len(wrong.data):,} bytes"
    if a[0] == a[1]:
        return f"{_bytes(b)} of the wrong one {'is' if _is_one(b) else 'are'} too many{sizes}"
    if b[0] == b[1]:
        return f"{_bytes(a)} of the right one {'is' if _is_one(a) else 'are'} missing{sizes}"
    if a != b:
        return f"{_bytes(a)} became {_range(b)}{sizes}"
    return f"{_bytes(a)} {'differs' if _is_one(a) else 'differ'}"


def legend(values: Iterable[Traced]) -> Line:
    """Return what the letters and colours stand for, those that occur."""
    used = {span.origin for value in values for span in value.spans}
    pieces: list[Piece] = []
    for origin in Origin:
        if origin in used:
            pieces += [Piece(f"{LETTERS[origin]} {NAMES[origin]}", origin.value), Piece("   ")]
    return tuple(pieces[:-1])


def _text_lines(value: Traced, width: int, *, show_secret: bool, differs: _Range = _NOTHING) -> list[Line]:
    """Return the beginning of a value as lines of text; none if it is no text."""
    if not value.data:
        return [(Piece("(nothing)", "muted"),)]
    pieces = as_text(value, show_secret=show_secret, differs=differs)
    if pieces is None:
        return []
    lines = list(hard_wrapped(pieces, width))
    if len(value.data) > TEXT_LIMIT:
        more = f"… the first {TEXT_LIMIT:,} bytes; the hex dump has all {len(value.data):,}"
        lines += wrapped((Piece(more, "muted"),), width)
    return lines


def _scattered(right: Traced, wrong: Traced) -> bool:
    """Whether the values come out of a hash, where to compare single bytes says nothing."""
    return len(right.data) == len(wrong.data) and (is_hash_output(right) or is_hash_output(wrong))


def _is_one(part: _Range) -> bool:
    return part[1] == part[0] + 1


def _bytes(part: _Range) -> str:
    return f"{'byte' if _is_one(part) else 'bytes'} {_range(part)}"


def _range(part: _Range) -> str:
    return f"{part[0]:,}" if _is_one(part) else f"{part[0]:,}-{part[1] - 1:,}"


def _runs(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces with neighbours of one style made one."""
    last = Piece("")
    for piece in pieces:
        if piece.style == last.style:
            last = last._replace(text=last.text + piece.text)
        else:
            if last.text:
                yield last
            last = piece
    if last.text:
        yield last
