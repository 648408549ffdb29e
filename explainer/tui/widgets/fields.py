"""Text fields that show no control character, keep what was pasted, and give no key away."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.widgets import Input, TextArea

from explainer.render.visible import visible
from explainer.tui.drafts import LONGEST, merged, with_line_feeds, without_blanks
from explainer.tui.messages import Edited, Noticed
from explainer.tui.terminal import as_pasted

TOO_LONG = (
    "{size:,} characters are too many for this field (at most {most:,}), so the paste was left out;"
    " put the request into a JSON file and start: explainer tutorial FILE"
)


class Field(Input):
    """A line of text. It shows `visible(kept)`; `kept` is the text with its control characters."""

    def __init__(self, name: str, kept: str, *, placeholder: str = "", password: bool = False) -> None:
        super().__init__(
            visible(kept),
            id=f"field-{name}",
            placeholder=placeholder,
            password=password,
            compact=True,
            select_on_focus=False,
        )
        self.field = name
        self.kept = kept
        self.shown = visible(kept)

    def put(self, kept: str) -> None:
        """Show another text without reporting it."""
        self.kept, self.shown = kept, visible(kept)
        self.value = self.shown

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == self.shown:
            return
        self.kept = merged(self.kept, self.shown, event.value)
        # What was typed can hold an invisible character, too.
        self.shown = visible(self.kept)
        if event.value != self.shown:
            self.value = self.shown
        self.post_message(Edited(self.field, self.kept))

    async def action_submit(self) -> None:
        """Leave the key to the panel, which goes on to the next field or the list."""
        raise SkipAction

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = as_pasted(event.text)
        if len(text) > LONGEST:
            self.post_message(Noticed(self.field, TOO_LONG.format(size=len(text), most=LONGEST)))
            return
        self.take_paste(text)

    def take_paste(self, text: str) -> None:
        """Put a pasted text in the place of the selection, all of it."""
        start, end = sorted(self.selection)
        self.put(self.kept[:start] + text + self.kept[end:])
        self.cursor_position = start + len(text)
        self.post_message(Edited(self.field, self.kept))


class SecretField(Field):
    """A masked line for a private key: its text cannot be copied or cut out."""

    def __init__(self, name: str, *, placeholder: str) -> None:
        super().__init__(name, "", placeholder=placeholder, password=True)

    def take_paste(self, text: str) -> None:
        clean, remark = without_blanks(text)
        super().take_paste(clean)
        self.post_message(Noticed(self.field, remark))

    def action_copy(self) -> None:
        self._refuse()

    def action_cut(self) -> None:
        self._refuse()

    def _refuse(self) -> None:
        self.app.bell()
        self.post_message(Noticed(self.field, "the private key is not copied from here"))


class BodyField(TextArea):
    """The POST data, which can have several lines."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+u", "delete_before", show=False)]

    def __init__(self, name: str, kept: str) -> None:
        super().__init__(
            visible(kept, lines=True),
            id=f"field-{name}",
            compact=True,
            soft_wrap=True,
            highlight_cursor_line=False,
        )
        self.field = name
        self.kept = kept
        self.shown = visible(kept, lines=True)

    def put(self, kept: str) -> None:
        """Show another text without reporting it."""
        if kept != self.kept:
            self.kept, self.shown = kept, visible(kept, lines=True)
            self.text = self.shown
            self.move_cursor(self.document.end)

    def on_mount(self) -> None:
        self.move_cursor(self.document.end)

    def action_delete_before(self) -> None:
        """Delete all that stands before the cursor, as in a field of one line."""
        self.delete((0, 0), self.cursor_location)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        now = self.text
        if now == self.shown:
            return
        self.kept = merged(self.kept, self.shown, now)
        self.shown = visible(self.kept, lines=True)
        if now != self.shown:
            cursor = self.cursor_location
            self.text = self.shown
            self.move_cursor(cursor)
        self.post_message(Edited(self.field, self.kept))

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text, remark = with_line_feeds(as_pasted(event.text))
        size = len(self.kept) + len(text)
        if size > LONGEST:
            self.post_message(Noticed(self.field, TOO_LONG.format(size=size, most=LONGEST)))
            return
        start, end = sorted(self._index(row, column) for row, column in self.selection)
        self.kept = self.kept[:start] + text + self.kept[end:]
        self.shown = visible(self.kept, lines=True)
        self.replace(visible(text, lines=True), *self.selection, maintain_selection_offset=False)
        self.post_message(Edited(self.field, self.kept))
        self.post_message(Noticed(self.field, remark))

    def _index(self, row: int, column: int) -> int:
        """Return the offset in the text of a place in it."""
        return sum(len(line) + 1 for line in self.document.lines[:row]) + column
