"""Canvases that paint what a function returns."""

from __future__ import annotations

from collections.abc import Callable

from explainer.tui.document import Block
from explainer.tui.widgets.canvas import Canvas, Shown


class Painted(Canvas[Shown]):
    """Paints what a function of the state and the width returns."""

    def __init__(
        self, paint: Callable[[Shown, int], Block], *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._paint = paint

    def document(self, state: Shown, width: int) -> Block:
        return self._paint(state, width)


class Scrolled(Painted[Shown]):
    """The same with a scroll bar, for what may be longer than the screen is high."""

    SCROLLS = True

    def __init__(
        self, paint: Callable[[Shown, int], Block], *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(paint, id=id, classes=classes)
        self.lead = " "
