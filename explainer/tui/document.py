"""What a screen shows, as lines of styled pieces: pure data that a widget only has to paint.

A style is a string of names (`nonce`, `muted strong`) that theme.py turns into colours. Text that
came from outside has to be passed through `outside`, so that no control character is in a line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple, Protocol

from rich.cells import cell_len, get_character_cell_size

from explainer.render.visible import visible


class Link(NamedTuple):
    """What a click on a piece asks for: an action of the screen and its argument."""

    action: str
    argument: str = ""


class Piece(NamedTuple):
    """A run of text in one style."""

    text: str
    style: str = ""
    link: Link | None = None


Line = tuple[Piece, ...]
EMPTY: Line = ()


class Block(Protocol):
    """Some lines, which need not be made before they are asked for."""

    @property
    def height(self) -> int:
        """How many lines there are."""

    def line(self, index: int) -> Line:
        """Return one line, counted from 0."""


class Lines:
    """Lines that are there already."""

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        self.lines = tuple(lines)

    @property
    def height(self) -> int:
        return len(self.lines)

    def line(self, index: int) -> Line:
        return self.lines[index]


class Document:
    """Blocks one below the other."""

    def __init__(self, blocks: Iterable[Block] = ()) -> None:
        self.blocks = tuple([block for block in blocks if block.height])
        self._ends = list(accumulate(block.height for block in self.blocks))

    @property
    def height(self) -> int:
        return self._ends[-1] if self._ends else 0

    def line(self, index: int) -> Line:
        at = bisect_right(self._ends, index)
        return self.blocks[at].line(index - (self._ends[at - 1] if at else 0))

    def __iter__(self) -> Iterator[Line]:
        return (self.line(index) for index in range(self.height))


class Columns:
    """Two blocks side by side, a bar between them."""

    BAR = Piece(" │ ", "rule")

    def __init__(self, left: Block, right: Block, width: int) -> None:
        """`width` is that of the left column, in cells."""
        self.left = left
        self.right = right
        self.width = width

    @property
    def height(self) -> int:
        return max(self.left.height, self.right.height)

    def line(self, index: int) -> Line:
        left = self.left.line(index) if index < self.left.height else EMPTY
        right = self.right.line(index) if index < self.right.height else EMPTY
        return (*padded(left, self.width), self.BAR, *right)


class Indented:
    """A block moved to the right."""

    def __init__(self, block: Block, by: int) -> None:
        self.block = block
        self.space = Piece(" " * by)

    @property
    def height(self) -> int:
        return self.block.height

    def line(self, index: int) -> Line:
        line = self.block.line(index)
        return (self.space, *line) if line else line


def outside(text: str, style: str = "", link: Link | None = None) -> Piece:
    """Return a piece of text from outside, its control characters made visible."""
    return Piece(visible(text), style, link)


def width_of(line: Iterable[Piece]) -> int:
    """Return how many cells a line takes."""
    return sum(cell_len(piece.text) for piece in line)


def padded(line: Line, width: int) -> Line:
    """Return the line with spaces up to `width` cells; a longer one is cut there."""
    missing = width - width_of(line)
    if missing < 0:
        return cut(line, width)
    return (*line, Piece(" " * missing)) if missing else line


def cut(line: Line, width: int) -> Line:
    """Return the line if it fits into `width` cells, else its beginning and an ellipsis."""
    if width_of(line) <= width:
        return line
    if width <= 0:
        return EMPTY
    first = next(hard_wrapped(line, width - 1), EMPTY)
    style = first[-1].style if first else ""
    return (*first, Piece("…", style))


def spread(left: Line, right: Line, width: int) -> Line:
    """Return a line with one part at its left end and another at its right end, the left cut first."""
    room = max(width - width_of(right) - 1, 0)
    return cut((*padded(left, room), Piece(" "), *right), width)


def hard_wrapped(line: Line, width: int) -> Iterator[Line]:
    """Yield lines of at most `width` cells, broken anywhere: for values, whose every space counts."""
    row: list[Piece] = []
    used = 0
    for piece in line:
        start = 0
        for at, character in enumerate(piece.text):
            size = 1 if " " <= character <= "~" else get_character_cell_size(character)
            if used + size > width and (row or at > start):
                if at > start:
                    row.append(piece._replace(text=piece.text[start:at]))
                yield tuple(row)
                row, used, start = [], 0, at
            used += size
        if start < len(piece.text):
            row.append(piece._replace(text=piece.text[start:]))
    if row:
        yield tuple(row)


def wrapped(line: Line, width: int, indent: int = 0) -> list[Line]:
    """Return lines of at most `width` cells, broken between words; the later ones are indented.

    A word that is longer than a line is broken where the line ends.
    """
    rows: list[list[Piece]] = [[]]
    used = 0
    for word in _words(line):
        for part in hard_wrapped(tuple(word), max(width - indent, 1)):
            size = width_of(part)
            if used + size > width:
                rows.append([])
                used = 0
            if not used and len(rows) > 1:
                if part[0].text == " ":
                    continue
                rows[-1].append(Piece(" " * indent))
                used = indent
            rows[-1].extend(part)
            used += size
    return [_joined(_without_end_space(row)) for row in rows if row]


def paragraph(text: str, width: int, style: str = "") -> list[Line]:
    """Return a text of our own, broken between words."""
    return wrapped((Piece(text, style),), width)


def _words(line: Line) -> Iterator[list[Piece]]:
    """Yield words, which can run over pieces, and each space by itself."""
    word: list[Piece] = []
    for piece in line:
        for index, part in enumerate(piece.text.split(" ")):
            if index:
                if word:
                    yield word
                    word = []
                yield [piece._replace(text=" ")]
            if part:
                word.append(piece._replace(text=part))
    if word:
        yield word


def _without_end_space(row: list[Piece]) -> list[Piece]:
    while row and row[-1].text == " ":
        row = row[:-1]
    return row


def _joined(row: Sequence[Piece]) -> Line:
    """Return the pieces with neighbours of one style made one."""
    out: list[Piece] = []
    for piece in row:
        if out and out[-1][1:] == piece[1:]:
            out[-1] = out[-1]._replace(text=out[-1].text + piece.text)
        elif piece.text:
            out.append(piece)
    return tuple(out)
