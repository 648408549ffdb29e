"""The parts of the debug screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from explainer.intake.readers.model import Span
from explainer.tui.debugging import Debug
from explainer.tui.document import Block, Document, Indented, Line, Lines, Piece, outside, wrapped
from explainer.tui.drafts import LONGEST
from explainer.tui.forms import DOUBTFUL, FIELDS, IF_IT_IS, LABELS, MASKED
from explainer.tui.keys import Context, footer
from explainer.tui.pages import debug as page
from explainer.tui.pages.echo import row_of
from explainer.tui.pages.frame import footer_line
from explainer.tui.pages.verdict import TO_GIVE, verdict_page
from explainer.tui.widgets.canvas import Canvas, blank_lines
from explainer.tui.widgets.fields import BodyField, Field, SecretField
from explainer.tui.widgets.panel import COLUMN, Panel, Remarks, check_lines

_ABOVE = 2
"""Rows of the paste that are shown above what was added to it."""


class DebugTop(Canvas[Debug]):
    """The title, where things stand, and what has to be decided."""

    def document(self, state: Debug, width: int) -> Block:
        return page.top_lines(state, width)


class DebugHead(Canvas[Debug]):
    """The line above the parts."""

    left: reactive[int] = reactive(0, init=False)
    """Columns that paste and fields take beside the verdict; 0 if they take its place."""

    def document(self, state: Debug, width: int) -> Block:
        return Lines([page.head_line(state, width, self.left)])

    def watch_left(self) -> None:
        self.remake()

    def follow(self, before: Debug, now: Debug) -> None:
        if before.pane is not now.pane:
            self.remake()


class DebugBottom(Canvas[Debug]):
    """The keys that are most useful now."""

    context: reactive[Context] = reactive(Context.PASTE, init=False)

    def document(self, state: Debug, width: int) -> Block:
        return Lines([footer_line(self.context, width, state.offers)])

    def follow(self, before: Debug, now: Debug) -> None:
        """Show the same, unless other keys work now."""
        if footer(self.context, before.offers) != footer(self.context, now.offers):
            self.remake()

    def watch_context(self) -> None:
        self.remake()


class PastePage(Canvas[Debug]):
    """The paste as it was understood."""

    SCROLLS = True

    def __init__(self) -> None:
        super().__init__(id="paste")
        self.lead = " "

    def document(self, state: Debug, width: int) -> Block:
        return page.paste_page(state, width)

    def follow(self, before: Debug, now: Debug) -> None:
        told = ("pasted", "remarks", "refused", "begin", "doubtful")
        if any(getattr(before, name) != getattr(now, name) for name in told):
            self.remake()
            row = row_of(self.block(), now.pasted.line(now.begin)) if now.begin else 0
            self.set_reactive(PastePage.top, max(row - _ABOVE, 0))


class VerdictPage(Canvas[Debug]):
    """The verdict, its proof and its fix."""

    SCROLLS = True

    def __init__(self) -> None:
        super().__init__(id="verdict")
        self.lead = " "

    def document(self, state: Debug, width: int) -> Block:
        return verdict_page(state, width)

    def follow(self, before: Debug, now: Debug) -> None:
        if before.found is not now.found:
            self.set_reactive(VerdictPage.top, 0)
        if (before.form, before.language, before.cursor) != (now.form, now.language, now.cursor):
            self.remake()


class FormRemarks(Remarks[Debug]):
    """What is wrong with a field, missing or worth saying, and where its value came from."""

    def document(self, state: Debug, width: int) -> Block:
        form, room = state.form, max(width - COLUMN, 10)
        lines: list[Line] = []
        fault = form.faults.get(self.field)
        if fault:
            lines += wrapped((Piece("✗ ", "wrong strong"), outside(fault, "wrong")), room, 2)
        if any(conflict.field == self.field for conflict in form.conflicts):
            lines += wrapped(
                (Piece("? ", "accent strong"), Piece("several in the paste: choose above")), room, 2
            )
        elif self.field in form.missing and not state.nothing:
            words = Piece(f"missing: {TO_GIVE[self.field]}", "strong")
            lines += wrapped((Piece("○ ", "strong"), words), room, 2)
        for check in form.checks[self.field]:
            lines += check_lines(check, room)
        masked = MASKED if self.field in form.masked else ""
        if masked and self.field == "signature" and form.doubtful:
            masked = f"{DOUBTFUL}; {IF_IT_IS}"
        for remark in (self.said, form.remarks.get(self.field), masked):
            if remark:
                lines += wrapped((outside(remark, "muted"),), room)
        if source := form.source(self.field, state.pasted):
            lines += wrapped((outside(source, "muted"),), room)
        return Indented(Lines(lines), COLUMN) if lines else Document()

    def follow(self, before: Debug, now: Debug) -> None:
        if not now.form.like(before.form):
            self.remake()


class DebugForm(Panel):
    """The fields of the request that is shown."""

    state: reactive[Debug] = reactive(Debug, init=False)

    def __init__(self, state: Debug) -> None:
        fields = {name: self._field(name) for name in FIELDS}
        super().__init__("form", fields, LABELS, {name: FormRemarks(name) for name in FIELDS})
        self.set_reactive(DebugForm.state, state)

    def _field(self, name: str) -> Widget:
        if name == "secret":
            return SecretField(name, placeholder="")

        def keys(text: str) -> list[Span]:
            return self.state.form.keys_in(name, text) if text else []

        return BodyField(name, "", keys) if name in ("body", "observed") else Field(name, "", keys=keys)

    def compose(self) -> ComposeResult:
        for remarks in self.remarks.values():
            remarks.data_bind(DebugForm.state)
        yield from self.rows()

    def on_mount(self) -> None:
        self.fill()

    def watch_state(self, before: Debug, now: Debug) -> None:
        if self.is_mounted and not now.form.like(before.form):
            if before.pasted is not now.pasted and not self.has_focus_within:
                self.scroll_home(animate=False)
            self.fill()
            self.call_after_refresh(self.show_remarks)

    def fill(self) -> None:
        """Show the values of the request in the fields that nobody types in."""
        form = self.state.form
        for name, field in self.fields.items():
            text = form.text(name)
            usable = text is not None and len(text) <= LONGEST
            if isinstance(field, Field | BodyField):
                if not field.has_focus and name not in form.problems:
                    field.put(text if usable and text is not None else "")
                field.mask()
                field.placeholder = "" if usable else "not editable here: see the paste"
        secret = self.fields["secret"]
        if isinstance(secret, SecretField):
            kept = form.draft.secret
            secret.placeholder = f"{len(kept.expose())} characters, not shown" if kept else ""
        nonce = self.fields["nonce"]
        carried = form.nonce_of_body()
        if isinstance(nonce, Field) and carried is not None:
            nonce.placeholder = f"{carried.decode(errors='replace')[:40]}, from the POST data"

    def focus_wanted(self) -> None:
        """Go to the field that is missing or wrong, else to the first."""
        form = self.state.form
        wrong = [name for name, found in form.checks.items() if any(one.severity == "error" for one in found)]
        self.focus_first([name for name in (*form.faults, *form.missing, *wrong) if name in self.fields])


class DebugPanes(Horizontal):
    """Paste or fields, and the verdict."""

    def render_lines(self, crop: Region) -> list[Strip]:
        return blank_lines(self, crop)


class DebugLeft(Vertical):
    """Paste or fields."""

    def render_lines(self, crop: Region) -> list[Strip]:
        return blank_lines(self, crop)
