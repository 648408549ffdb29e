"""For the screens that ask: a question that does not come by chance, and the keys of the footer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from explainer.diagnosis.practice import Question
from explainer.example import EXAMPLE
from explainer.pipeline.catalogue import mistake
from explainer.pipeline.run import sign
from explainer.tui.keys import Context, footer
from explainer.tui.screens.sheet import SheetScreen
from tests.tui.driving import Driver, drive

IDS = ("secret-not-decoded", "digest-as-hex", "nonce-not-hashed")
QUESTION = Question(
    EXAMPLE, tuple([(mistake(id),) for id in IDS]), tuple([sign(EXAMPLE, [id]) for id in IDS]), made=1
)


def effect(driver: Driver) -> tuple[object, ...]:
    """Return what a key on a screen with one long page can change."""
    screen = driver.app.screen
    top = screen.sheet.top if isinstance(screen, SheetScreen) else 0
    state = getattr(screen, "state", None)
    return screen, state, screen.focused, top, driver.app.clipboard, driver.app._exit


def try_footer(context: Context, opened: Callable[[Driver], Awaitable[None]], *, clicked: bool) -> None:
    """Press each key of the footer, or click on it, on a screen opened for it: something changes."""

    async def script(driver: Driver) -> None:
        await opened(driver)
        screen = driver.app.screen
        assert isinstance(screen, SheetScreen)
        for key in footer(context, screen.works):
            await opened(driver)
            screen = driver.app.screen
            assert isinstance(screen, SheetScreen)
            assert screen.context is context
            before = effect(driver)
            if clicked and not key.together:
                await driver.click(f" {key.label_in(context)}", row=driver.app.size.height - 1)
            else:
                await driver.press(key.keys[0])
            assert effect(driver) != before, key.action

    # All keys fit into the footer of so wide a screen.
    drive(script, size=(140, 24))
