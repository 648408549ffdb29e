"""Keys and pastes one after the other, each only when the one before has done all that it does."""

from __future__ import annotations

from collections import deque
from typing import Any

from textual import events
from textual.app import App
from textual.message import Message

_PATIENCE = 1.0
"""Seconds after which the next key does not wait any longer."""


class Through(Message):
    """Follows a key on its way from the focused widget up to the program."""


class InTurn(App[None]):
    """Gives out what is typed one by one.

    Textual hands all keys that arrive at once to the widget that has the focus then, and runs what
    they are bound to afterwards: letters behind a Tab would get into the field that it leaves.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._typed: deque[events.Key | events.Paste] = deque()
        self._busy_since: float | None = None

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if self._busy_since is None or event.time - self._busy_since > _PATIENCE:
            await self._give_out()

    async def _give_out(self) -> None:
        """Hand the next event to who has the focus now, and send after it what tells when it is done."""
        self._busy_since = None
        if not self._typed:
            return
        event = self._typed.popleft()
        self._busy_since = event.time
        target = self.focused or self.screen
        await super().on_event(event)
        if not target.post_message(Through()):
            await self._give_out()

    def on_through(self) -> None:
        """Go on when the screen has done what the key's action left to it."""
        if not self.screen.call_later(self.call_later, self._give_out):
            self.call_later(self._give_out)
