"""The parts around the page."""

from __future__ import annotations

from textual.reactive import reactive

from explainer.tui.document import Block, Document, Lines
from explainer.tui.keys import Context, Works
from explainer.tui.pages import frame
from explainer.tui.pages.mistakes import on_line
from explainer.tui.state import State
from explainer.tui.widgets.canvas import Canvas


class Top(Canvas[State]):
    """The title, the picture of the seven stages, and the article's point that is shown."""

    def document(self, state: State, width: int) -> Block:
        title = Lines([frame.title_line(state, width)])
        flow = frame.flow_lines(state, width, self.app.size.height)
        return Document([title, flow, frame.banner(state, width)])


class Head(Canvas[State]):
    """The line above the page."""

    side: reactive[int] = reactive(0, init=False)
    """Columns that the mistakes take beside the page; 0 if they take its place."""

    def document(self, state: State, width: int) -> Block:
        left = width - self.side if self.side else 0
        return Lines([frame.head_line(state, width, left)])

    def watch_side(self) -> None:
        self.remake()


class Bottom(Canvas[State]):
    """The mistakes that are on, if any, and the keys that are most useful now."""

    context: reactive[Context] = reactive(Context.STAGE, init=False)

    def __init__(self, works: Works) -> None:
        """`works` says of an action whether its key is worth showing."""
        super().__init__(id="bottom")
        self._works = works

    def document(self, state: State, width: int) -> Block:
        on = [on_line(state, width)] if state.chosen else []
        return Lines([*on, frame.footer_line(self.context, width, self._works)])

    def watch_context(self) -> None:
        self.remake()
