"""A hex dump as rows of cells, each with its origin: the pure part of every byte view."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from explainer.pipeline.traced import Origin, Traced

_HEX = tuple(f"{byte:02x}" for byte in range(256))
_CHARACTER = tuple(chr(byte) if 0x20 <= byte < 0x7F else "·" for byte in range(256))
HIDDEN = "••"


class Cell(NamedTuple):
    """One byte: two characters of hex, one character of text, where it came from."""

    hex: str
    text: str
    origin: Origin


class Row(NamedTuple):
    """Up to `width` bytes from `offset` on."""

    offset: int
    cells: tuple[Cell, ...]


def rows(
    value: Traced, width: int = 16, *, show_secret: bool = False, start: int = 0, stop: int | None = None
) -> Iterator[Row]:
    """Yield the rows of a hex dump from row `start` up to, not including, row `stop`.

    Bytes that come from the private key are bullets unless `show_secret`. Only the rows asked for
    are computed, so a value of a megabyte costs no more than what is on the screen.
    """
    data, spans = value.data, value.spans
    last = (len(data) + width - 1) // width if stop is None else stop
    at = 0
    for offset in range(start * width, min(last * width, len(data)), width):
        cells = []
        for position in range(offset, min(offset + width, len(data))):
            while spans[at].end <= position:
                at += 1
            origin = spans[at].origin
            if origin.secret and not show_secret:
                cells.append(Cell(HIDDEN, HIDDEN[0], origin))
            else:
                byte = data[position]
                cells.append(Cell(_HEX[byte], _CHARACTER[byte], origin))
        yield Row(offset, tuple(cells))
