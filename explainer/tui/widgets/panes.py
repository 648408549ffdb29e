"""The page of a stage, the list of mistakes, and the words about one of them."""

from __future__ import annotations

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip

from explainer.tui.document import Block, Lines, Piece, cut
from explainer.tui.pages.mistakes import Listing, detail, listing
from explainer.tui.pages.stage import stage_page
from explainer.tui.pages.whole import whole_page
from explainer.tui.state import WHOLE, State
from explainer.tui.widgets.canvas import Canvas, blank_lines


class Page(Canvas[State]):
    """The stage that is shown, or all of them."""

    SCROLLS = True

    def __init__(self) -> None:
        super().__init__(id="page")
        self.lead = " "

    def document(self, state: State, width: int) -> Block:
        return whole_page(state, width) if state.place == WHOLE else stage_page(state, width)

    def follow(self, before: State, now: State) -> None:
        if (before.place, before.article, before.chosen) != (now.place, now.article, now.chosen):
            self.set_reactive(Page.top, 0)
        self.remake()


class MistakeList(Canvas[State]):
    """The mistakes that can be turned on, grouped by what is decided."""

    SCROLLS = True

    def __init__(self) -> None:
        super().__init__(id="list")
        self.lead = " "
        self._listing = Listing((), (), 0)
        self._from = 0

    @property
    def listing(self) -> Listing:
        """The list for the state and the width it has."""
        self.block()
        return self._listing

    def document(self, state: State, width: int) -> Block:
        self._listing = listing(state, width)
        return Lines(self._listing.lines)

    def follow(self, before: State, now: State) -> None:
        self.remake()
        if (before.place, before.query) != (now.place, now.query):
            self._from = 0
        elif before.cursor != now.cursor:
            self._from = self.top
        else:
            return
        self.show_cursor()

    def on_resize(self) -> None:
        self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll so that the highlighted entry is on the screen.

        It begins where the list stood before the highlight moved, so that a height that comes late
        leads to the same lines.
        """
        if self.size:
            self.top = self._within(self._from)
            self.show_line(self.listing.at)


class Rule(Canvas[State]):
    """The line between the list and the words, and the keys that scroll them."""

    def __init__(self) -> None:
        super().__init__(id="rule")
        self.lead = " "

    def document(self, state: State, width: int) -> Block:
        keys = Piece(" J K scroll ", "muted")
        return Lines([cut((Piece("─" * (width - len(keys.text)), "rule"), keys), width)])


class MistakeDetail(Canvas[State]):
    """The words about the highlighted mistake."""

    SCROLLS = True

    def __init__(self) -> None:
        super().__init__(id="detail")
        self.lead = " "

    def document(self, state: State, width: int) -> Block:
        return detail(state, width)

    def follow(self, before: State, now: State) -> None:
        if (before.cursor, before.place, before.query) != (now.cursor, now.place, now.query):
            self.set_reactive(MistakeDetail.top, 0)
        self.remake()


class Panes(Horizontal):
    """The page and the mistakes."""

    def render_lines(self, crop: Region) -> list[Strip]:
        return blank_lines(self, crop)


class Mistakes(Vertical):
    """All about the mistakes, beside the page or in its place."""

    def render_lines(self, crop: Region) -> list[Strip]:
        return blank_lines(self, crop)
