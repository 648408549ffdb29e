"""The words that the list of mistakes is searched for."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Label

from explainer.tui.keys import SEARCH_KEYS, bindings
from explainer.tui.messages import Closed, Edited, Misplaced, Searched
from explainer.tui.widgets.fields import Field

_TAKEN_OUT = "what looked like a private key was taken out"


class Search(Horizontal):
    """One line above the list; the list follows what is typed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(SEARCH_KEYS)

    def __init__(self) -> None:
        super().__init__(id="search")

    def compose(self) -> ComposeResult:
        yield Label("Search", classes="label", markup=False)
        yield Field("search", "", placeholder="hex, base64, PHP, nonce …")

    def on_mount(self) -> None:
        self.screen.set_focus(self.query_one(Field))

    def on_edited(self, message: Edited) -> None:
        message.stop()
        self.post_message(Searched(message.text))

    def on_misplaced(self, message: Misplaced) -> None:
        message.stop()
        self.query_one(Field).placeholder = _TAKEN_OUT

    def action_accept(self) -> None:
        self.screen.set_focus(None)
        self.post_message(Closed())

    def action_close(self) -> None:
        self.screen.set_focus(None)
        self.post_message(Closed(forget=True))
