"""The one widget that paints: it shows a document, scrolls it, and reports clicks on its links."""

from __future__ import annotations

from typing import Generic, TypeVar, cast

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from explainer.render.visible import visible
from explainer.tui.document import EMPTY, Block, Line, Lines, Link, Piece, cut, width_of
from explainer.tui.messages import Followed
from explainer.tui.theme import style_of

Shown = TypeVar("Shown")

_NARROWEST = 20
"""Cells that a document is made for at the least; where there are fewer, its lines are cut."""
_FAR = 1_000_000_000
_WHEEL = 3
"""Lines that a notch of the mouse wheel scrolls."""


class Canvas(Widget, Generic[Shown], can_focus=False, inherit_bindings=False):
    """Paints what `document` returns for the state. The screen handles all its keys.

    It scrolls by itself and makes its lines only when they are painted: Textual's own scrolling
    would lay the whole screen out again for every new document.
    """

    ALLOW_SELECT = False
    SCROLLS = False
    """Whether the last column is kept for a scroll bar."""
    state: reactive[Shown] = reactive(cast("Shown", None), init=False, repaint=False)
    """What is shown, bound to the screen's."""
    top: reactive[int] = reactive(0, init=False)
    """The first line that is shown."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.lead = ""
        """What stands in front of each line."""
        self._block: Block = Lines()
        self._made_for: tuple[Shown, int] | None = None
        self._strips: dict[object, Strip] = {}

    def document(self, state: Shown, width: int) -> Block:
        """Return what to paint in `width` cells."""
        raise NotImplementedError

    def block(self, width: int = 0) -> Block:
        """Return the document for the state and a width; without one, for the width it has."""
        key = (self.state, self._room(width or self.size.width))
        if key != self._made_for:
            self._made_for = key
            # A widget that is laid out before its state is bound shows nothing yet.
            self._block = Lines() if self.state is None else self.document(*key)
            self._strips.clear()
        return self._block

    def watch_state(self, before: Shown | None, now: Shown) -> None:
        # The first time there is nothing yet that could follow.
        if before is not None:
            self.follow(before, now)

    def follow(self, before: Shown, now: Shown) -> None:
        """Show another state."""
        self.remake()

    def on_resize(self) -> None:
        self.scroll_by(0)

    def remake(self) -> None:
        """Show the document for what is to be shown now."""
        self._made_for = None
        if self._fit():
            # Textual forgets a change of height that comes while the one before is being laid out.
            self.call_after_refresh(self._fit)
        else:
            self.refresh()

    def _fit(self) -> bool:
        """Ask for another height if the document needs one; return whether it does."""
        misfit = self.styles.auto_dimensions and self.block().height != self.size.height
        if misfit:
            self.refresh(layout=True)
        return misfit

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.block(width).height

    def render_lines(self, crop: Region) -> list[Strip]:
        block, theme, height = self.block(), self.app.theme, self.size.height
        top = self._within(self.top)
        self.set_reactive(Canvas.top, top)
        filters = self.get_line_filters()
        strips = []
        for y in crop.line_range:
            key = (top + y, self._bar(y, height), theme)
            strip = self._strips.get(key)
            if strip is None:
                line = block.line(top + y) if top + y < block.height else EMPTY
                strip = self._strip(line, key[1], theme)
                for each in filters:
                    strip = strip.apply_filter(each, self.background_colors[1])
                self._strips[key] = strip
            strips.append(strip.crop(crop.x, crop.right))
        return strips

    def _strip(self, line: Line, bar: str, theme: str) -> Strip:
        width = self.size.width - len(bar)
        pieces = (Piece(self.lead, "rule"), *line)
        missing = width - width_of(pieces)
        if missing < 0:
            pieces = cut(pieces, width)
        segments = [Segment(visible(text), style_of(theme, style)) for text, style, _ in pieces]
        segments.append(Segment(" " * missing, style_of(theme, "")))
        segments.append(Segment(bar, style_of(theme, "muted")))
        return Strip(segments, self.size.width)

    def _bar(self, y: int, height: int) -> str:
        """Return the part of the scroll bar that is on a line of the widget."""
        total = self._block.height
        if not self.SCROLLS:
            return ""
        if total <= height:
            return " "
        size = max(height * height // total, 1)
        at = round(self.top * (height - size) / (total - height))
        return "┃" if at <= y < at + size else " "

    def _room(self, width: int) -> int:
        return max(width - len(self.lead) - self.SCROLLS, _NARROWEST)

    # Scrolling

    @property
    def at_end(self) -> bool:
        """Whether the last line is on the screen."""
        return self.top >= self._within(self.block().height)

    def scroll_by(self, lines: int) -> None:
        """Scroll down by some lines, or up, as far as there are any."""
        self.top = self._within(self._within(self.top) + lines)

    def to_end(self) -> None:
        """Scroll to the last line, also when the widget gets another height before it is painted."""
        self.top = _FAR

    def show_line(self, index: int) -> None:
        """Scroll so that a line is on the screen."""
        height = self.size.height
        if not self.top <= index < self.top + height:
            self.top = self._within(index - height // 2)

    def _within(self, top: int) -> int:
        return max(min(top, self.block().height - self.size.height), 0)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_by(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_by(-_WHEEL)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if self._on_bar(event):
            self.capture_mouse()
            self._drag_to(event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.app.mouse_captured is self:
            self._drag_to(event.y)

    def on_mouse_up(self) -> None:
        if self.app.mouse_captured is self:
            self.release_mouse()

    def _on_bar(self, event: events.MouseEvent) -> bool:
        return self.SCROLLS and event.x == self.size.width - 1 and self.block().height > self.size.height

    def _drag_to(self, y: int) -> None:
        height = max(self.size.height - 1, 1)
        self.top = self._within(y * (self.block().height - height) // height)

    # Links

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.top
        if not self._on_bar(event) and index < self.block().height:
            link = link_at(self.block().line(index), event.x - len(self.lead))
            if link is not None:
                event.stop()
                self.post_message(Followed(link))


def blank_lines(widget: Widget, crop: Region) -> list[Strip]:
    """Return the background as the lines of a widget that has only children: quicker than Textual's."""
    strip = Strip.blank(crop.width, style_of(widget.app.theme, ""))
    for each in widget.get_line_filters():
        strip = strip.apply_filter(each, widget.background_colors[1])
    return [strip] * crop.height


def link_at(line: Line, x: int) -> Link | None:
    """Return the link of the piece that covers a cell."""
    if x < 0:
        return None
    for piece in line:
        x -= cell_len(piece.text)
        if x < 0:
            return piece.link
    return None
