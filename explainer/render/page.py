"""A page of text for a terminal or a pipe: lines of a given width, painted or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from explainer.pipeline.traced import Traced
from explainer.render.colour import Paint, runs
from explainer.render.formula import Piece
from explainer.render.hexdump import rows
from explainer.render.ways import BY_COMMAND, Ways

if TYPE_CHECKING:
    from explainer.languages.model import Language

_MOST_ROWS = 24
_NARROW = "…•≠"
"""Marks of our own that take one column, known without asking Unicode's tables."""
_WIDEST = 100
"""Columns beyond which a paragraph is harder to read."""


class Page:
    """Collects lines. What is put in has to be free of control characters (`visible`)."""

    BREAKS = False
    """Whether what shows the lines breaks those that are too long, each under where its value begins."""

    def __init__(self, width: int = 80, paint: Paint | None = None, ways: Ways = BY_COMMAND) -> None:
        self.width = max(width, 40)
        self.ways = ways
        self.pasted_in: Language | None = None
        """The language of the paste that the page tells of, where it is known."""
        self.wanted = ""
        """The language of that paste where there is no code in it, as its title."""
        self.in_code: Mapping[str, str] = {}
        """By the id of a mistake, where code in the paste looks like it."""
        self.paint = paint or Paint(False)
        self._lines: list[str] = []

    def __str__(self) -> str:
        return "\n".join(self._lines) + "\n"

    def line(self, text: str = "") -> None:
        """Add a line as it is, however long."""
        self._lines.append(text.rstrip())

    def place(self, name: str) -> None:
        """Name the place where the next line goes. Text alone has no use for it."""

    def title(self, text: str, note: str = "") -> None:
        """Add a heading with a rule up to the right edge, and a note at its end."""
        used = len(text) + (len(note) + 1 if note else 0)
        rule = "─" * max(min(self.width, _WIDEST) - used - 1, 3)
        self.line(f"{self.paint.strong(text)} {self.paint.faint(rule)} {note}")

    def paragraph(self, text: str, *, indent: int = 2, label: str = "") -> None:
        """Add a paragraph; a label stands in front of its first line and the rest is indented as far."""
        self.pieces([Piece(text)], indent=indent, label=label)

    def pieces(self, pieces: Iterable[Piece], *, indent: int = 2, label: str = "", most: int = 0) -> None:
        """Add pieces as a paragraph, wrapped at spaces where there are any, in about `most` lines."""
        space = " " * (indent + (len(label) + 2 if label else 0))
        start = " " * indent + (self.paint.strong(label) + "  " if label else "")
        width = min(self.width, _WIDEST) - len(space)
        kept, left = _first(pieces, most * width) if most else (pieces, 0)
        for line in wrap(kept, width):
            self.line(start + self.paint.pieces(line))
            start = space
        if left:
            self.line(f"{space}… and {left:,} more characters")

    def dump(self, value: Traced, *, show_secret: bool, indent: int = 2) -> None:
        """Add a hex dump: offset, hex, text, and the letters of the bytes' origins."""
        count = self.dump_width()
        for row in rows(value, count, show_secret=show_secret, stop=min(_MOST_ROWS, -(-len(value) // count))):
            cells = row.cells
            left = 3 * (count - len(cells))
            codes = " ".join([self.paint.origin(cell.hex, cell.origin) for cell in cells]) + " " * left
            texts = "".join([self.paint.origin(cell.text, cell.origin) for cell in cells]) + " " * (left // 3)
            letters = runs(value.spans, row.offset, row.offset + len(cells))
            if indent + 8 + 4 * count + len(letters) > self.width:
                letters = letters.replace(" ", "")
            self.line(f"{' ' * indent}{self.paint.faint(f'{row.offset:04x}')} {codes}  {texts} {letters}")
        left = len(value) - _MOST_ROWS * count
        if left > 0:
            self.line(f"{' ' * indent}…    and {left:,} more bytes")

    def dump_width(self) -> int:
        """Return how many bytes a row of a dump has."""
        return 8 if self.width < 80 else 16 if self.width < 144 else 32


_BREAKABLE = (" ", "&", ",", "=")
"""What a line may end with."""


def wrap(pieces: Iterable[Piece], width: int) -> list[list[Piece]]:
    """Return lines of at most `width` cells, broken at spaces, or in a longer word.

    POST data is broken between its fields where that leaves no line half empty, a web address nowhere.
    """
    lines: list[list[Piece]] = [[]]
    room = width = max(width, 8)
    for text, origin in pieces:
        for word in _words(text):
            size = cells(word)
            if size > room and word != " ":
                address = word.startswith("https://")
                if (size <= width or address) and lines[-1] and lines[-1][-1].text.endswith(_BREAKABLE):
                    lines.append([])
                    room = width
                while size > room and not address:
                    fits = _between_fields(word, _fitting(word, room))
                    if fits:
                        lines[-1].append(Piece(word[:fits], origin))
                    word = word[fits:]
                    size = cells(word)
                    lines.append([])
                    room = width
            if word and (word != " " or room > 0):
                lines[-1].append(Piece(word, origin))
                room -= size
    return [_joined(line) for line in lines]


def cells(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii() or all(character < "\u0300" or character in _NARROW for character in text):
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _first(pieces: Iterable[Piece], most: int) -> tuple[list[Piece], int]:
    """Return the first characters of pieces, and how many are left over."""
    kept = []
    left = 0
    for text, origin in pieces:
        kept.append(Piece(text[:most], origin))
        left += len(text) - len(kept[-1].text)
        most -= len(kept[-1].text)
    return kept, left


def _words(text: str) -> Iterable[str]:
    start = 0
    while start < len(text):
        end = text.find(" ", start)
        if end < 0:
            end = len(text)
        if end > start:
            yield text[start:end]
        if end < len(text):
            yield " "
        start = end + 1


def _fitting(word: str, room: int) -> int:
    """Return how many characters fit."""
    if word.isascii():
        return room
    for count in range(len(word) + 1):
        if cells(word[:count]) > room:
            return count - 1
    return len(word)


def _between_fields(word: str, fits: int) -> int:
    """Return the last place in the second half of what fits that is behind a '&' or ',', else its end."""
    return max(word.rfind("&", fits // 2, fits), word.rfind(",", fits // 2, fits)) + 1 or fits


def _joined(line: list[Piece]) -> list[Piece]:
    """Return the line with neighbours of one origin joined."""
    joined: list[Piece] = []
    for text, origin in line:
        if joined and joined[-1].origin is origin:
            joined[-1] = Piece(joined[-1].text + text, origin)
        else:
            joined.append(Piece(text, origin))
    return joined
