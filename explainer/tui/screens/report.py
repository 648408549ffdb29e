"""The report as it was copied, to be read, selected and copied in another way."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import TextArea

from explainer.render.visible import visible
from explainer.tui.document import Block, Line, Lines, Piece, paragraph, spread
from explainer.tui.widgets.canvas import Canvas

_COPIED = (
    "It was sent to the clipboard (OSC 52), which not every terminal allows. If it is not there: select it"
    " here, or run explainer diagnose --report. Nothing of your request and your keys is in it."
)


class ReportHead(Canvas[str]):
    """What this is, and where it went."""

    def document(self, state: str, width: int) -> Block:
        title: Line = (Piece("The report", "accent strong"),)
        close: Line = (Piece("Esc closes", "muted"),)
        return Lines([spread(title, close, width), *paragraph(state, width)])


class ReportScreen(Screen[None]):
    """Shown until Escape closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,y", "close", show=False)]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        head = ReportHead(id="report-head")
        head.state = _COPIED
        head.lead = " "
        yield head
        yield TextArea(visible(self._text, lines=True), read_only=True, id="report", compact=True)

    def action_close(self) -> None:
        self.dismiss(None)
