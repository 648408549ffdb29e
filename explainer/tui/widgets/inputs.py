"""The request's fields, edited in place above the page that follows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Label

from explainer.request import Request
from explainer.tui.document import Block, Document, Indented, Line, Lines, Piece, outside, wrapped
from explainer.tui.drafts import FIELDS, LABELS, LONGEST
from explainer.tui.keys import FIELD_KEYS, bindings
from explainer.tui.messages import Closed, Edited, Noticed
from explainer.tui.pages.frame import ruled
from explainer.tui.state import State
from explainer.tui.widgets.canvas import Canvas

if TYPE_CHECKING:
    from explainer.diagnosis.checks import Check
from explainer.tui.widgets.fields import BodyField, Field, SecretField

_FIRST = {"nonce": "nonce", "postdata": "body", "sha256": "body", "message": "path", "secret": "secret"}
_COLUMN = 15


class Heading(Canvas[State]):
    """The line above the fields."""

    def document(self, state: State, width: int) -> Block:
        return Lines([ruled(" The request: every stage follows at once ", width, True)])


class Remarks(Canvas[State]):
    """What is wrong with a field, or worth saying about it; no line if there is nothing."""

    def __init__(self, field: str) -> None:
        super().__init__(classes="remarks")
        self.lead = " "
        self.field = field
        self.said = ""

    def document(self, state: State, width: int) -> Block:
        problem = state.drafts.problems.get(self.field)
        remarks = [remark for remark in (self.said, state.drafts.remarks.get(self.field)) if remark]
        room = width - _COLUMN
        lines: list[Line] = []
        if problem:
            lines += wrapped((Piece("✗ ", "wrong strong"), outside(problem, "wrong")), room, 2)
            if state.work.right is not None:
                lines += wrapped((Piece("the stages show the last valid value", "muted"),), room)
        for remark in remarks:
            lines += wrapped((outside(remark, "muted"),), room)
        found = state.work.checks.get(self.field)
        if found and not problem:
            lines += _check(found, room)
        return Indented(Lines(lines), _COLUMN) if lines else Document()

    def say(self, remark: str) -> None:
        """Say something that the state does not know; the next edit of the field ends it."""
        self.said = remark
        self.remake()


def _check(found: tuple[Check, ...], width: int) -> list[Line]:
    """Return the first of some checks, and how many more there are."""
    first, *more = found
    style = "wrong" if first.severity == "error" else "inherited"
    sign = "✗ " if first.severity == "error" else "! "
    at = f" (at byte {first.position:,})" if first.position else ""
    rest = f"; and {len(more)} more" if more else ""
    return wrapped((Piece(sign, f"{style} strong"), outside(f"{first.message}{at}{rest}", style)), width, 2)


class Inputs(VerticalScroll, can_focus=False, inherit_bindings=False):
    """All fields, each with its remarks below it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(FIELD_KEYS)

    state: reactive[State] = reactive(State.example, init=False)

    def __init__(self, state: State) -> None:
        super().__init__(id="inputs")
        self.set_reactive(Inputs.state, state)
        self._fields = {name: _field(name, state.request) for name in FIELDS}
        self._labels = {name: Label(f"  {LABELS[name]}", classes="label", markup=False) for name in FIELDS}
        self._remarks = {name: Remarks(name) for name in FIELDS}

    def compose(self) -> ComposeResult:
        yield Heading(id="heading").data_bind(Inputs.state)
        for name in FIELDS:
            yield Horizontal(self._labels[name], self._fields[name], classes="row")
            yield self._remarks[name].data_bind(Inputs.state)

    def on_mount(self) -> None:
        self.focus_first()

    def focus_first(self) -> None:
        """Go to the field that matters most for the stage that is shown, or has to be mended."""
        wanted = [*self.state.drafts.problems, _FIRST.get(self.state.place, "path"), *FIELDS]
        self.screen.set_focus(
            next(field for field in map(self._fields.__getitem__, wanted) if field.can_focus)
        )

    def watch_state(self, state: State) -> None:
        if not self.is_mounted:
            return
        self.call_after_refresh(self._show_remarks)
        secret = self._fields["secret"]
        if isinstance(secret, SecretField):
            secret.password = state.shown_for == 0
        # The nonce stands in two fields: one follows the other.
        for name in ("nonce", "body"):
            field = self._fields[name]
            text = _text(getattr(state.request, name))
            if isinstance(field, Field | BodyField) and not field.has_focus and text is not None:
                field.put(text)

    def on_descendant_focus(self) -> None:
        self._point()

    def on_descendant_blur(self) -> None:
        self._point()

    def _point(self) -> None:
        """Point to the field that has the focus, for those who do not see its colour."""
        for name, label in self._labels.items():
            label.update(f"{'▸' if self._fields[name].has_focus else ' '} {LABELS[name]}")

    def on_noticed(self, message: Noticed) -> None:
        message.stop()
        self._remarks[message.field].say(message.remark)
        self.call_after_refresh(self._show_remarks)

    def _show_remarks(self) -> None:
        """Scroll to what is said about the field that has the focus."""
        for name, field in self._fields.items():
            if field.has_focus:
                self._remarks[name].scroll_visible(animate=False)

    def on_edited(self, message: Edited) -> None:
        self._remarks[message.field].say("")

    def action_next_field(self) -> None:
        self._move(1)

    def action_previous_field(self) -> None:
        self._move(-1)

    def action_close(self) -> None:
        self.screen.set_focus(None)
        self.post_message(Closed())

    def _move(self, by: int) -> None:
        fields = [field for field in self._fields.values() if field.focusable]
        at = next((index for index, field in enumerate(fields) if field.has_focus), 0)
        self.screen.set_focus(fields[(at + by) % len(fields)])


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
