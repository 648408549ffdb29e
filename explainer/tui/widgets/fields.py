"""Text fields that show no control character, keep what was pasted, and give no key away."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.strip import Strip
from textual.widgets import Input, TextArea

from explainer.intake.concealing import key_places
from explainer.render.visible import visible
from explainer.tui.drafts import LONGEST, with_line_feeds, without_blanks
from explainer.tui.kept import Kept, Keys, no_keys, without_key
from explainer.tui.keys import EDIT_KEYS, bindings
from explainer.tui.messages import Edited, Misplaced, Noticed

TOO_LONG = (
    "{size:,} characters are too many for this field (at most {most:,}), so the paste was left out;"
    " put the request into a JSON file and start: explainer tutorial FILE"
)
_LINE_END = "the line end behind the paste was left out; a value that has one is read from a file"


class Field(Input):
    """A line of text that shows neither control characters nor private keys; `kept` is as it was typed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(EDIT_KEYS)

    def __init__(
        self,
        name: str,
        kept: str,
        *,
        placeholder: str = "",
        password: bool = False,
        keys: Keys = key_places,
    ) -> None:
        """`keys` returns where a text shows a private key, which does not belong here."""
        self._kept = Kept.of(kept, keys)
        super().__init__(
            self._kept.shown,
            id=f"field-{name}",
            placeholder=placeholder,
            password=password,
            compact=True,
            select_on_focus=False,
        )
        self.field = name
        self._keys = keys

    @property
    def kept(self) -> str:
        """The text with its control characters."""
        return self._kept.text

    def put(self, kept: str) -> None:
        """Show another text without reporting it."""
        self._show(Kept.of(kept, self._keys))

    def mask(self) -> None:
        """Mask a private key that is known as one since the text was shown."""
        self._show(self._kept.replaced(0, 0, "", self._keys))

    def _show(self, kept: Kept) -> None:
        self._kept = kept
        if self.value != kept.shown:
            self.value = kept.shown

    def render_line(self, y: int) -> Strip:
        """Show an ellipsis at an edge beyond which the text goes on."""
        strip, width, left = super().render_line(y), self.size.width, self.scroll_offset.x
        length = cell_len(self.value)
        if length <= width and left == 0:
            return strip
        cursor = cell_len(self.value[: self.cursor_position]) - left if self.has_focus else -1
        more = Strip([Segment("…", self.rich_style)])
        if left > 0 and cursor != 0:
            strip = Strip.join([more, strip.crop(1)])
        if length - left > width and cursor != width - 1:
            strip = Strip.join([strip.crop(0, width - 1), more])
        return strip

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        # What the event tells may have been typed on since: shown again, it would be a change for ever.
        if self.value != self._kept.shown:
            self._take(self._kept.edited(self.value, self._keys))

    def _take(self, kept: Kept) -> None:
        """Show and report what was typed or pasted, less a private key."""
        text, key = without_key(self.field, kept, self._keys)
        self._show(kept if key is None else Kept.of(text, self._keys))
        self.post_message(Edited(self.field, text))
        if key is not None:
            self.post_message(Misplaced(self.field, key))

    async def action_submit(self) -> None:
        """Leave the key to the panel, which goes on to the next field or the list."""
        raise SkipAction

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = event.text
        if len(text) > LONGEST:
            self.post_message(Noticed(self.field, TOO_LONG.format(size=len(text), most=LONGEST)))
            return
        self.take_paste(text)

    def take_paste(self, text: str) -> None:
        """Put a pasted text in the place of the selection, but for the line ends behind it.

        They come of copying a whole line; a value that has one is read from a file.
        """
        bare = text.rstrip("\r\n")
        if bare != text:
            self.post_message(Noticed(self.field, _LINE_END))
        text = bare
        start, end = sorted(self.selection)
        self._take(self._kept.replaced(start, end, text, self._keys))
        self.cursor_position = start + len(text)


class SecretField(Field):
    """A masked line for a private key: its text cannot be copied or cut out."""

    def __init__(self, name: str, *, placeholder: str) -> None:
        super().__init__(name, "", placeholder=placeholder, password=True, keys=no_keys)

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

    BINDINGS: ClassVar[list[BindingType]] = bindings(EDIT_KEYS)

    def __init__(self, name: str, kept: str, keys: Keys = key_places) -> None:
        """`keys` returns where a text shows a private key, which is masked."""
        self._kept = Kept.of(kept, keys, lines=True)
        super().__init__(
            self._kept.shown,
            id=f"field-{name}",
            compact=True,
            soft_wrap=True,
            highlight_cursor_line=False,
        )
        self.field = name
        self._keys = keys

    @property
    def kept(self) -> str:
        """The text with its control characters."""
        return self._kept.text

    def put(self, kept: str) -> None:
        """Show another text without reporting it."""
        if kept != self.kept:
            self._show(Kept.of(kept, self._keys, lines=True))
            self.move_cursor(self.document.end)
            if not self.has_focus:
                self.scroll_home(animate=False)

    def mask(self) -> None:
        """Mask a private key that is known as one since the text was shown."""
        self._show(self._kept.replaced(0, 0, "", self._keys, lines=True))

    def _show(self, kept: Kept) -> None:
        self._kept = kept
        if self.text != kept.shown:
            cursor = self.cursor_location
            self.text = kept.shown
            self.move_cursor(cursor)

    def on_mount(self) -> None:
        self.move_cursor(self.document.end)

    def on_resize(self) -> None:
        """Draw it anew: Textual wraps it for the new width only after it has been drawn at that size."""
        self.refresh()

    def on_show(self) -> None:
        """Wrap it: what got its text while it was hidden may have been wrapped for no width."""
        self._rewrap_and_refresh_virtual_size()
        self.refresh()
        if not self.has_focus:
            self.scroll_home(animate=False)

    def on_focus(self) -> None:
        self.scroll_cursor_visible()

    def on_blur(self) -> None:
        """Show the beginning, by which a text is known."""
        self.scroll_home(animate=False)

    # The same as in a field of one line.

    def action_home(self) -> None:
        self.move_cursor((0, 0))

    def action_end(self) -> None:
        self.move_cursor(self.document.end)

    def action_delete_left_all(self) -> None:
        self.delete((0, 0), self.cursor_location)

    def action_delete_right_all(self) -> None:
        self.delete(self.cursor_location, self.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.text != self._kept.shown:
            self._take(self._kept.edited(self.text, self._keys, lines=True))

    def _take(self, kept: Kept) -> None:
        """Show and report what was typed or pasted, less a private key that is all there is."""
        text, key = without_key(self.field, kept, self._keys)
        self._show(kept if key is None else Kept.of(text, self._keys, lines=True))
        self.post_message(Edited(self.field, text))
        if key is not None:
            self.post_message(Misplaced(self.field, key))

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text, remark = with_line_feeds(event.text)
        size = len(self.kept) + len(text)
        if size > LONGEST:
            self.post_message(Noticed(self.field, TOO_LONG.format(size=size, most=LONGEST)))
            return
        start, end = sorted(self._index(row, column) for row, column in self.selection)
        # This way it can be undone, but for a key: setting the whole text forgets what was there.
        self.replace(visible(text, lines=True), *self.selection, maintain_selection_offset=False)
        self._take(self._kept.replaced(start, end, text, self._keys, lines=True))
        self.post_message(Noticed(self.field, remark))

    def _index(self, row: int, column: int) -> int:
        """Return the offset in the text of a place in it."""
        return sum(len(line) + 1 for line in self.document.lines[:row]) + column
