"""The tutorial as a Textual program."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from rich.segment import Segments
from textual.app import App, SystemCommand
from textual.command import Provider
from textual.screen import Screen

from explainer.exits import Exit
from explainer.request import Request
from explainer.stages import STAGES
from explainer.tui.keys import any_works
from explainer.tui.opening import show_kept
from explainer.tui.screens.tutorial import Tutorial
from explainer.tui.state import State
from explainer.tui.terminal import mend_driver
from explainer.tui.theme import DARK, LIGHT, sixteen, themes
from explainer.tui.turns import InTurn

if TYPE_CHECKING:
    from explainer.tui.debugging import Debug

THEMES = {"dark": DARK, "light": LIGHT}
_FEW_COLORS = (None, "standard", "windows")


def _commands() -> type[Provider]:
    from explainer.tui.commands import Commands

    return Commands


class Explainer(InTurn):
    """Shows one request."""

    CSS_PATH = "app.tcss"
    TITLE = "Kraken API-Sign"
    COMMAND_PALETTE_DISPLAY = "Ctrl+P"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}

    def __init__(self, request: Request, theme: str = "dark", debug: Debug | None = None) -> None:
        """`theme` is dark or light; with `debug` that screen is opened first. Raises KeyError for another."""
        # With NO_COLOR Textual would paint in greys; this way it leaves the terminal's own colours.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        for each in themes():
            self.register_theme(each)
        name = THEMES[theme]
        if self.console.color_system in _FEW_COLORS:
            self.theme = sixteen(name)
        else:
            # Before the first style is read, which saves reading all of them twice.
            self.set_reactive(App.theme, name)
            self.update_classes({"-dark-mode": name == DARK, "-light-mode": name == LIGHT}, update=False)
            self.stylesheet.set_variables(self.get_css_variables())
        self._state = State.of(request)
        self._debug = debug

    def get_default_screen(self) -> Screen[None]:
        return Tutorial(self._state)

    def on_mount(self) -> None:
        """Open the screen that was asked for, and leave the terminal as it was also when told to end."""
        if self._debug is not None:
            self.action_debug()
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is None:
                continue
            try:
                loop.add_signal_handler(number, self._end, 128 + number)
            except (NotImplementedError, RuntimeError, ValueError):
                # No signal handlers on Windows or outside of the main thread.
                return

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer what the keys do; not Textual's screenshot, which would write a file."""
        if isinstance(screen, Tutorial):
            for number, stage in enumerate(STAGES, 1):
                yield SystemCommand(
                    f"{number} {stage.title}", f"stage {number}", self._command(f"stage({number})")
                )
        works = getattr(screen, "works", any_works)
        for key in getattr(screen, "KEYS", ()):
            if key.is_command and works(key.action.partition("(")[0]):
                yield SystemCommand(key.label, key.words, self._command(key.action))
        yield SystemCommand("quit", "quit", self.action_quit)

    def _command(self, action: str) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            await self.run_action(action, self.screen)

        return run

    def action_debug(self) -> None:
        """Show the debug screen, from a tutorial that it opened go back to it."""
        from explainer.tui.debugging import Debug

        show_kept(self, "debug", self._debug or Debug())

    def _end(self, code: int) -> None:
        self.exit(return_code=code)

    def _fatal_error(self) -> None:
        """Show where the program failed without its variables, one of which is the private key."""
        from rich.traceback import Traceback

        self.bell()
        traceback = Traceback(show_locals=False, width=None)
        self._exit_renderables.append(Segments(self.console.render(traceback, self.console.options)))
        self._close_messages_no_wait()


def run(request: Request, *, theme: str | None = None, mouse: bool = True, debug: Debug | None = None) -> int:
    """Open the tutorial on a request, or with `debug` that screen first, and return the exit code.

    `theme` is dark (None means the same) or light. Without `mouse` the terminal's own selection
    works as usual. Without a terminal nothing is opened. After signal n the code is 128 + n.
    """
    if not _has_terminal():
        print("explainer: the tutorial needs a terminal; try: explainer explain", file=sys.stderr)
        return Exit.UNUSABLE
    if not os.environ.get("NO_COLOR", "yes"):
        # Empty means that colours are wanted (https://no-color.org); Textual looks only if it is there.
        del os.environ["NO_COLOR"]
    mend_driver()
    app = Explainer(request, theme or "dark", debug)
    app.run(mouse=mouse)
    # Textual ends with 1 after an exception, and with no code when it cannot read keys.
    return Exit.INTERNAL if app.return_code in (None, 1) else app.return_code


def _has_terminal() -> bool:
    streams = (sys.__stdin__, sys.__stderr__)
    on_terminal = all(stream is not None and stream.isatty() for stream in streams)
    return on_terminal and (os.name != "posix" or os.environ.get("TERM", "") not in ("", "dumb"))
