"""The parts around the page."""

from __future__ import annotations

from textual.reactive import reactive

from explainer.tui.document import Block, Document, Lines
from explainer.tui.keys import Context
from explainer.tui.pages import frame
from explainer.tui.pages.mistakes import on_line
from explainer.tui.state import State
from explainer.tui.widgets.canvas import Canvas


class Title(Canvas):
    """What this is, and on which request."""

    def document(self, state: State, width: int) -> Block:
        return Lines([frame.title_line(state, width)])


class Flow(Canvas):
    """The picture of the seven stages."""

    def document(self, state: State, width: int) -> Block:
        return frame.flow_lines(state, width, self.app.size.height)


class Head(Canvas):
    """The line above the page."""

    side: reactive[int] = reactive(0, init=False)
    """Columns that the mistakes take beside the page; 0 if they take its place."""

    def document(self, state: State, width: int) -> Block:
        left = width - self.side - 1 if self.side else 0
        return Lines([frame.head_line(state, width, left)])


class Banner(Canvas):
    """The article's point that is shown."""

    def document(self, state: State, width: int) -> Block:
        return frame.banner(state, width)


class OnLine(Canvas):
    """The mistakes that are on."""

    def document(self, state: State, width: int) -> Block:
        return Lines([on_line(state, width)]) if state.chosen else Document()


class Keys(Canvas):
    """The keys that are most useful now."""

    context: reactive[Context] = reactive(Context.STAGE, init=False)

    def document(self, state: State, width: int) -> Block:
        return Lines([frame.footer_line(self.context, width)])

    def watch_context(self) -> None:
        self.remake()
