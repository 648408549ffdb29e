"""A page of the plain output as lines of the screen, so that both say the same in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from explainer.pipeline.traced import Origin
from explainer.render.colour import Paint
from explainer.render.page import Page
from explainer.render.ways import Ways
from explainer.tui.document import EMPTY, Line, Piece, hard_wrapped, width_of

BY_KEYS = Ways(
    longer="r goes on for longer",
    value="a line sha256 = ... (paste it, or write it under Printed)",
    signature="paste the API-Sign that your code makes, or write it into its field",
    challenge="c",
    mistake="/ in the tutorial finds {id}",
    language="l shows {another}",
)

# No page has control characters of its own, so these can stand for where a style begins and ends.
_BEGIN, _NAMED, _END = "\x01", "\x02", "\x03"


class _Styles(Paint):
    """Marks a text with the name of a style, as theme.py knows it."""

    def __init__(self) -> None:
        super().__init__(True)

    def origin(self, text: str, origin: Origin | None) -> str:
        return text if origin is None else _marked(text, origin.value)

    def strong(self, text: str) -> str:
        return _marked(text, "accent strong")

    def faint(self, text: str) -> str:
        return _marked(text, "muted" if text.strip("─") else "rule")

    def right(self, text: str) -> str:
        return _marked(text, "right strong")

    def wrong(self, text: str) -> str:
        return _marked(text, "wrong strong")


class Sheet(Page):
    """A page whose lines are pieces with styles."""

    BREAKS = True

    def __init__(self, width: int) -> None:
        super().__init__(width, _Styles(), BY_KEYS)
        self._room = width
        self._places: dict[int, str] = {}

    def place(self, name: str) -> None:
        self._places[len(self._lines)] = name

    def parts(self) -> Iterator[tuple[str, list[Line]]]:
        """Yield the lines from each place that has a name to the next, those that are too long broken.

        What comes before the first such place has an empty name.
        """
        edges = sorted({0, len(self._lines), *self._places})
        for start, end in pairwise(edges):
            lines: list[Line] = []
            for text in self._lines[start:end]:
                line = tuple(_pieces(text))
                lines += (
                    hard_wrapped(line, self._room, _indent(line, self._room), as_code=True)
                    if line
                    else [EMPTY]
                )
            yield self._places.get(start, ""), lines


def _indent(line: Line, width: int) -> int:
    """Return how far what does not fit is indented: as the line is, or as the value behind its label."""
    first, *rest = line
    column = len(first.text) - len(first.text.lstrip(" "))
    if len(rest) == 2 and not first.style and rest[0].style and not rest[1].style:
        column += width_of(rest[:1]) + len(rest[1].text) - len(rest[1].text.lstrip(" "))
    return min(column, width // 2)


def _marked(text: str, style: str) -> str:
    return f"{_BEGIN}{style}{_NAMED}{text}{_END}" if text else text


def _pieces(line: str) -> Iterator[Piece]:
    first, *rest = line.split(_BEGIN)
    if first:
        yield Piece(first)
    for part in rest:
        styled, _, after = part.partition(_END)
        style, _, text = styled.partition(_NAMED)
        yield Piece(text, style)
        if after:
            yield Piece(after)
