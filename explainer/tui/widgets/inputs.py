"""The request's fields, edited in place above the page that follows them."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Label

from explainer.request import Request
from explainer.tui.document import Block, Document, Indented, Line, Lines, Piece, outside, wrapped
from explainer.tui.drafts import FIELDS, LABELS, LONGEST
from explainer.tui.pages.frame import ruled
from explainer.tui.state import State
from explainer.tui.widgets.canvas import Canvas
from explainer.tui.widgets.fields import BodyField, Field, SecretField
from explainer.tui.widgets.panel import COLUMN, Panel, Remarks, check_lines

_FIRST = {"nonce": "nonce", "postdata": "body", "sha256": "body", "message": "path", "secret": "secret"}


class Heading(Canvas[State]):
    """The line above the fields."""

    def document(self, state: State, width: int) -> Block:
        return Lines([ruled(" The request: every stage follows at once ", width, True)])


class RequestRemarks(Remarks[State]):
    """What there is to say about a field of the tutorial's request."""

    def document(self, state: State, width: int) -> Block:
        problem = state.drafts.problems.get(self.field)
        remarks = [remark for remark in (self.said, state.drafts.remarks.get(self.field)) if remark]
        room = width - COLUMN
        lines: list[Line] = []
        if problem:
            lines += wrapped((Piece("✗ ", "wrong strong"), outside(problem, "wrong")), room, 2)
            if state.work.right is not None:
                lines += wrapped((Piece("the stages show the last valid value", "muted"),), room)
        for remark in remarks:
            lines += wrapped((outside(remark, "muted"),), room)
        found = state.work.checks.get(self.field)
        if found and not problem:
            first, *more = found
            lines += check_lines(first, room, f"; and {len(more)} more" if more else "")
        return Indented(Lines(lines), COLUMN) if lines else Document()


class Inputs(Panel):
    """The fields of the tutorial's request."""

    state: reactive[State] = reactive(State.example, init=False)

    def __init__(self, state: State) -> None:
        fields = {name: _field(name, state.request) for name in FIELDS}
        super().__init__("inputs", fields, LABELS, {name: RequestRemarks(name) for name in FIELDS})
        self.set_reactive(Inputs.state, state)

    def compose(self) -> ComposeResult:
        yield Heading(id="heading").data_bind(Inputs.state)
        for remarks in self.remarks.values():
            remarks.data_bind(Inputs.state)
        yield from self.rows()

    def on_mount(self) -> None:
        self.focus_wanted()

    def focus_wanted(self) -> None:
        """Go to the field that matters most for the stage that is shown, or has to be mended."""
        self.focus_first([*self.state.drafts.problems, _FIRST.get(self.state.place, "path")])

    def watch_state(self, state: State) -> None:
        if not self.is_mounted:
            return
        self.call_after_refresh(self.show_remarks)
        secret = self.fields["secret"]
        if isinstance(secret, SecretField):
            secret.password = state.shown_for == 0
        # The nonce stands in two fields: one follows the other.
        for name in ("nonce", "body"):
            field = self.fields[name]
            text = _text(getattr(state.request, name))
            if isinstance(field, Field | BodyField) and not field.has_focus and text is not None:
                field.put(text)


def _field(name: str, request: Request) -> Widget:
    if name == "secret":
        length = len(request.secret.expose())
        kept = "the published example key" if request.secret.published else f"{length} characters, not shown"
        return SecretField(name, placeholder=f"{kept}; type or paste another")
    data: bytes = getattr(request, name)
    text = _text(data)
    if text is None:
        reason = "no text" if len(data) <= LONGEST else "too long to be edited here"
        return Label(
            f"{len(data):,} bytes, {reason}; edit the file, and start: explainer tutorial FILE", markup=False
        )
    return BodyField(name, text) if name == "body" else Field(name, text)


def _text(data: bytes) -> str | None:
    """Return bytes as text that can be edited here, or None."""
    if len(data) > LONGEST:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None
