"""Keys and pastes one after the other, each only when the one before has done all that it does."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import monotonic, sleep
from typing import Any

from textual import events
from textual.app import App
from textual.message import Message

_PATIENCE = 1.0
"""Seconds after which the next key does not wait any longer."""
_BREATH = 0.0005
"""Seconds that a search leaves to the screen after each of its steps."""
_COURTESY = 0.1
"""Seconds after a key in which a search waits: with Python for itself, the screen answers in less."""


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
        self.typed_at = float("-inf")
        """When something was typed last, in seconds of `monotonic`. Other threads look at it."""

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self.typed_at = monotonic()
        self._typed.append(event)
        if self._busy_since is None or event.time - self._busy_since > _PATIENCE:
            await self._give_out()

    async def _give_out(self) -> None:
        """Hand the next event to who has the focus now, and send after it what tells when it is done."""
        self._busy_since = None
        if not self._typed or not self.screen_stack:
            return
        event = self._typed.popleft()
        self._busy_since = event.time
        target = self.focused or self.screen
        await super().on_event(event)
        if not target.post_message(Through()):
            await self._give_out()

    def on_through(self) -> None:
        """Go on when the screen has done what the key's action left to it."""
        # At the end of the program there is none.
        shown = self.screen_stack[-1:]
        if not any(screen.call_later(self.call_later, self._give_out) for screen in shown):
            self.call_later(self._give_out)


def give_way(app: App[Any], stopped: Callable[[], bool]) -> None:
    """Wait a moment, or while the app answers a key, unless it is `stopped`. For threads that compute."""
    sleep(_BREATH)
    while isinstance(app, InTurn) and monotonic() - app.typed_at < _COURTESY and not stopped():
        sleep(_BREATH)
