"""Fields one below the other, each with what there is to say about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Label

from explainer.tui.document import Line, Piece, outside, wrapped
from explainer.tui.keys import FIELD_KEYS, bindings
from explainer.tui.messages import Closed, Edited, Noticed
from explainer.tui.widgets.canvas import Canvas, Shown

if TYPE_CHECKING:
    from explainer.diagnosis.checks import Check

COLUMN = 15
"""Cells that the labels take."""
_SIGNS = {"error": ("✗ ", "wrong"), "warning": ("! ", "inherited"), "hint": ("· ", "muted")}


class Remarks(Canvas[Shown]):
    """What is wrong with a field, or worth saying about it; no line if there is nothing."""

    def __init__(self, field: str) -> None:
        super().__init__(classes="remarks")
        self.lead = " "
        self.field = field
        self.said = ""

    def say(self, remark: str) -> None:
        """Say something that the state does not know; the next edit of the field ends it."""
        self.said = remark
        self.remake()


def check_lines(check: Check, width: int, after: str = "") -> list[Line]:
    """Return a check with its sign, and what comes after its message."""
    sign, style = _SIGNS[check.severity]
    at = f" (at byte {check.position:,})" if check.position else ""
    text = outside(f"{check.message}{at}{after}", style)
    return wrapped((Piece(sign, f"{style} strong"), text), width, 2)


class Panel(VerticalScroll, can_focus=False, inherit_bindings=False):
    """All fields, each with its label in front and its remarks below."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(FIELD_KEYS)

    def __init__(
        self,
        id: str,
        fields: Mapping[str, Widget],
        labels: Mapping[str, str],
        remarks: Mapping[str, Remarks[Shown]],
    ) -> None:
        super().__init__(id=id, classes="fields")
        self.fields = fields
        self.remarks = remarks
        self._names = labels
        self._labels = {name: Label(f"  {labels[name]}", classes="label", markup=False) for name in fields}

    def rows(self) -> Iterator[Widget]:
        """Yield each field's row and its remarks."""
        for name, field in self.fields.items():
            yield Horizontal(self._labels[name], field, classes="row")
            yield self.remarks[name]

    def focus_first(self, wanted: Sequence[str]) -> None:
        """Go to the first of the wanted fields that can be edited."""
        self.screen.set_focus(
            next(field for field in map(self.fields.__getitem__, [*wanted, *self.fields]) if field.can_focus)
        )

    def on_descendant_focus(self) -> None:
        self._point()

    def on_descendant_blur(self) -> None:
        self._point()

    def _point(self) -> None:
        """Point to the field that has the focus, for those who do not see its colour."""
        for name, label in self._labels.items():
            label.update(f"{'▸' if self.fields[name].has_focus else ' '} {self._names[name]}")

    def on_noticed(self, message: Noticed) -> None:
        message.stop()
        self.remarks[message.field].say(message.remark)
        self.call_after_refresh(self.show_remarks)

    def show_remarks(self) -> None:
        """Scroll to what is said about the field that has the focus."""
        for name, field in self.fields.items():
            if field.has_focus:
                self.remarks[name].scroll_visible(animate=False)

    def on_edited(self, message: Edited) -> None:
        self.remarks[message.field].say("")

    def action_next_field(self) -> None:
        self._move(1)

    def action_previous_field(self) -> None:
        self._move(-1)

    def action_close(self) -> None:
        self.screen.set_focus(None)
        self.post_message(Closed())

    def _move(self, by: int) -> None:
        fields = [field for field in self.fields.values() if field.focusable]
        at = next((index for index, field in enumerate(fields) if field.has_focus), 0)
        self.screen.set_focus(fields[(at + by) % len(fields)])
