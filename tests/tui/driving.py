"""Drive the tutorial as a person would, and look at what it paints."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from textual.events import Key, Paste
from textual.pilot import Pilot
from textual.strip import Strip

from explainer.example import EXAMPLE
from explainer.request import Request
from explainer.tui.app import Explainer
from explainer.tui.screens.tutorial import Tutorial
from explainer.tui.state import State

Script = Callable[["Driver"], Awaitable[None]]


class Driver:
    """Hands on the keys and eyes on the screen."""

    def __init__(self, app: Explainer, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def tutorial(self) -> Tutorial:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, Tutorial))

    @property
    def state(self) -> State:
        return self.tutorial.state

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def burst(self, *keys: str) -> None:
        """Let all keys arrive at once, as when a person types faster than the program works."""
        for key in keys:
            self.app.post_message(Key(key, key if len(key) == 1 else None))
        await self.settle()

    async def settle(self) -> None:
        """Wait until the screen has stayed the same for a while, as a person waits before reading."""
        last, same = "", 0
        while same < 3:
            await self.pilot.pause(0.02)
            same = same + 1 if self.text == last else 0
            last = self.text

    async def type(self, text: str) -> None:
        """Press the keys of a text."""
        names = {" ": "space", "\n": "enter", "/": "slash", "=": "equals_sign", "+": "plus"}
        await self.press(*[names.get(character, character) for character in text])

    async def paste(self, text: str) -> None:
        """Paste as a terminal does: the app gets it, and hands it to the field that has the focus."""
        self.app.post_message(Paste(text))
        await self.pilot.pause()
        await self.pilot.pause()

    async def resize(self, columns: int, rows: int) -> None:
        """Resize the terminal and wait until the screen has followed, which Textual does by a timer."""
        await self.pilot.resize_terminal(columns, rows)
        for _ in range(100):
            await self.pilot.pause(0.01)
            if self.app.screen.size == (columns, rows) and len(self.lines) == rows:
                await self.settle()
                return
        raise AssertionError(f"the screen did not become {columns}x{rows}")

    async def click(self, text: str, *, row: int | None = None) -> None:
        """Click the first cell of a text that is on the screen."""
        x, y = self.find(text, row=row)
        await self.pilot.click(offset=(x, y))
        await self.pilot.pause()

    def find(self, text: str, *, row: int | None = None) -> tuple[int, int]:
        """Return the column and row where a text begins."""
        for y, line in enumerate(self.lines):
            if text in line and row in (None, y):
                return line.index(text), y
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text}")

    @property
    def strips(self) -> list[Strip]:
        return self.app.screen._compositor.render_strips()

    @property
    def lines(self) -> list[str]:
        """The screen, a string for each row."""
        return [strip.text.rstrip() for strip in self.strips]

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def drive(
    script: Script,
    request: Request = EXAMPLE,
    *,
    size: tuple[int, int] = (80, 24),
    theme: str = "dark",
    notifications: bool = False,
) -> None:
    """Open the tutorial on a request and run a script against it."""

    async def run() -> None:
        app = Explainer(request, theme)
        async with app.run_test(size=size, notifications=notifications) as pilot:
            await pilot.pause()
            await script(Driver(app, pilot))

    asyncio.run(run())


def controls(texts: Iterable[str]) -> set[str]:
    """Return the characters that a terminal would act on."""
    return {
        character
        for text in texts
        for character in text
        if ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 or character in "\u202e\u2066\u2028\u200b"
    }
