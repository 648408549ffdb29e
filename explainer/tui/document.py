"""What a screen shows, as lines of styled pieces: pure data that a widget only has to paint.

A style is a string of names (`nonce`, `muted strong`) that theme.py turns into colours. Text that
came from outside has to be passed through `outside`, so that no control character is in a line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
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
    return sum([len(text) if text.isascii() else cell_len(text) for text, _, _ in line])


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
    if width_of(first) >= width:
        first = EMPTY
    style = first[-1].style if first else ""
    return (*first, Piece("…", style))


def spread(left: Line, right: Line, width: int) -> Line:
    """Return a line with one part at its left end and another at its right end, the left cut first."""
    room = max(width - width_of(right) - 1, 0)
    return cut((*padded(left, room), Piece(" "), *right), width)


def hard_wrapped(line: Line, width: int, indent: int = 0, *, as_code: bool = False) -> Iterator[Line]:
    """Yield lines of at most `width` cells, broken anywhere: for values, whose every space counts.

    The later ones are indented. What is to be read `as_code` is not broken inside a word where there is
    another place.
    """
    text = _text(line)
    at, space = 0, Piece(" " * indent)
    while at < len(text):
        end = _fitting(text, at, width - indent if at else width)
        if as_code and end < len(text):
            end = _between_words(text, at, end)
        part = _part(line, at, end)
        yield (space, *part) if at and indent else part
        at = end


def _between_words(text: str, at: int, end: int) -> int:
    """Return the last place in the second half of a stretch where code may be broken, else its end."""
    middle = (at + end) // 2
    behind = [text.rfind(sign, middle, end) + 1 for sign in " ,(["]
    calls = [at for at in range(middle, end) if text[at] == "." and text[at + 1 : at + 2].isalpha()]
    place = max([*behind, *calls])
    return place if place > 0 else end


def wrapped(line: Line, width: int, indent: int = 0) -> list[Line]:
    """Return lines of at most `width` cells, broken between words; the later ones are indented.

    A word that is longer than a line is broken where the line ends.
    """
    text = _text(line)
    rows: list[Line] = []
    at, space = 0, Piece(" " * indent)
    while at < len(text):
        room = width - indent if rows else width
        end = _fitting(text, at, room)
        blank = text.rfind(" ", at, end + 1) if end < len(text) else -1
        stop = blank if blank > at else end
        part = _part(line, at, stop)
        rows.append((space, *part) if rows and indent else part)
        at = stop
        while at < len(text) and text[at] == " ":
            at += 1
    return rows


def paragraph(text: str, width: int, style: str = "") -> list[Line]:
    """Return a text of our own, broken between words."""
    return wrapped((Piece(text, style),), width)


def _text(line: Line) -> str:
    return "".join([text for text, _, _ in line])


def _fitting(text: str, at: int, room: int) -> int:
    """Return the end of the part of the text from `at` on that fits into `room` cells, one at least."""
    room = max(room, 1)
    if text.isascii():
        return min(at + room, len(text))
    for end in range(at, len(text)):
        character = text[end]
        room -= 1 if " " <= character <= "~" else get_character_cell_size(character)
        if room < 0:
            return max(end, at + 1)
    return len(text)


def _part(line: Line, start: int, end: int) -> Line:
    """Return the pieces of a line from one character up to, not including, another."""
    pieces = []
    for text, style, link in line:
        if start < len(text) and end > 0:
            pieces.append(Piece(text[max(start, 0) : end], style, link))
        start -= len(text)
        end -= len(text)
        if end <= 0:
            break
    return tuple(pieces)
