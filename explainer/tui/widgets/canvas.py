"""The one widget that paints: it shows a document, scrolls it, and reports clicks on its links."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from explainer.render.visible import visible
from explainer.tui.document import EMPTY, Block, Line, Lines, Link
from explainer.tui.messages import Followed
from explainer.tui.state import State
from explainer.tui.theme import style_of


class Canvas(ScrollView, can_focus=False, inherit_bindings=False):
    """Paints what `document` returns for the state. The screen handles all its keys."""

    DEFAULT_CSS = """
    Canvas {
        overflow: hidden hidden;
        scrollbar-size-vertical: 1;
    }
    """
    ALLOW_SELECT = False

    state: reactive[State] = reactive(State.example, init=False)
    """What is shown, bound to the screen's."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.block: Block = Lines()
        self._made_for: tuple[State, int] | None = None

    def document(self, state: State, width: int) -> Block:
        """Return what to paint in `width` cells."""
        raise NotImplementedError

    def watch_state(self) -> None:
        self.remake()

    def on_resize(self) -> None:
        self.remake()

    def remake(self) -> None:
        """Make the document for what is to be shown now."""
        self._made_for = None
        height = self.block.height
        self.make(self.scrollable_content_region.width)
        if self.styles.auto_dimensions and (self.block.height != height or not self.size):
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self.make(width)
        return self.block.height

    def make(self, width: int) -> None:
        """Make the document anew if the state or the width has changed."""
        if width <= 0 or self._made_for == (self.state, width):
            return
        self._made_for = (self.state, width)
        self.block = self.document(self.state, width)
        self.virtual_size = Size(width, self.block.height)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        line = self.block.line(index) if index < self.block.height else EMPTY
        theme = self.app.theme
        segments = [Segment(visible(text), style_of(theme, style)) for text, style, _ in line]
        return Strip(segments).adjust_cell_length(width, style_of(theme, ""))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = offset.y + self.scroll_offset.y
        if index < self.block.height and (link := link_at(self.block.line(index), offset.x)):
            event.stop()
            self.post_message(Followed(link))

    @property
    def at_end(self) -> bool:
        """Whether the last line is on the screen."""
        return self.scroll_offset.y >= self.max_scroll_y

    def scroll_by(self, lines: int) -> None:
        """Scroll at once, without an animation."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)


def link_at(line: Line, x: int) -> Link | None:
    """Return the link of the piece that covers a cell."""
    for piece in line:
        x -= cell_len(piece.text)
        if x < 0:
            return piece.link
    return None
