"""The page of a stage, the list of mistakes, and the words about one of them."""

from __future__ import annotations

from explainer.tui.document import Block, Lines
from explainer.tui.pages.mistakes import Listing, detail, listing
from explainer.tui.pages.stage import stage_page
from explainer.tui.pages.whole import whole_page
from explainer.tui.state import WHOLE, State
from explainer.tui.widgets.canvas import Canvas


class Page(Canvas):
    """The stage that is shown, or all of them."""

    def __init__(self) -> None:
        super().__init__(id="page")
        self._place = ""

    def document(self, state: State, width: int) -> Block:
        if state.place != self._place:
            self._place = state.place
            self.scroll_to(y=0, animate=False)
        return whole_page(state, width) if state.place == WHOLE else stage_page(state, width)


class MistakeList(Canvas):
    """The mistakes that can be turned on, grouped by what is decided."""

    def __init__(self) -> None:
        super().__init__(id="list")
        self.listing = Listing((), (), 0)

    def document(self, state: State, width: int) -> Block:
        self.listing = listing(state, width)
        self.call_after_refresh(self.show_cursor)
        return Lines(self.listing.lines)

    def show_cursor(self) -> None:
        """Scroll so that the highlighted entry is on the screen."""
        at, top, height = self.listing.at, self.scroll_offset.y, self.scrollable_content_region.height
        if at < top or at >= top + height:
            self.scroll_to(y=max(at - height // 2, 0), animate=False)


class MistakeDetail(Canvas):
    """The words about the highlighted mistake."""

    def __init__(self) -> None:
        super().__init__(id="detail")

    def document(self, state: State, width: int) -> Block:
        self.scroll_to(y=0, animate=False)
        return detail(state, width)
