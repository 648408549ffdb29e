"""The report as it was copied, to be read, and to be copied in another way."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import reactive

from explainer.tui.keys import REPORT_KEYS, SHARED_KEYS, Context, Key, bindings
from explainer.tui.pages import report as pages
from explainer.tui.pages.report import Report
from explainer.tui.screens.sheet import SheetScreen
from explainer.tui.widgets.painted import Painted, Scrolled


class ReportScreen(SheetScreen):
    """Copies the report, and shows it until Escape closes it."""

    KEYS: ClassVar[tuple[Key, ...]] = (*REPORT_KEYS, *SHARED_KEYS)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    state: reactive[Report] = reactive(Report, init=False)

    def __init__(self, text: str, command: str = "") -> None:
        """Show a report; `command` is the one that prints the same, if there is one."""
        super().__init__()
        self.set_reactive(ReportScreen.state, Report(text, command))

    def compose(self) -> ComposeResult:
        yield Painted(pages.head, classes="status").data_bind(ReportScreen.state)
        sheet = Scrolled(pages.page, id="sheet").data_bind(ReportScreen.state)
        # Nothing stands in front of the lines, so that they can be selected as they are.
        sheet.lead = ""
        yield sheet
        yield Painted(self.footer, classes="line").data_bind(ReportScreen.state)

    def on_mount(self) -> None:
        self.app.copy_to_clipboard(self.state.text)

    @property
    def context(self) -> Context:
        return Context.REPORT

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(self.state.text)
        self.state = self.state._replace(again=True)

    def action_back(self) -> None:
        self.dismiss(None)
