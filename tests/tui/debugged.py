"""The debug screen opened for a test, and what people paste into it."""

from __future__ import annotations

import asyncio
import atexit
from base64 import b64encode
from collections.abc import Awaitable, Callable
from hashlib import sha512

from explainer.aside import Aside
from explainer.example import EXAMPLE
from explainer.pipeline.run import sign
from explainer.tui.app import Explainer
from explainer.tui.debugging import Debug
from explainer.tui.screens.debug import DebugScreen
from tests.tui.driving import Driver

KEY = EXAMPLE.secret.expose().decode()
BODY = EXAMPLE.body.decode()
WRONG = sign(EXAMPLE, ["digest-as-hex"])
NOT_EXPLAINED = b64encode(sha512(b"nothing").digest()).decode()
ENV = (
    f"KRAKEN_API_PATH=/0/private/AddOrder\nKRAKEN_SECRET={KEY}\nPOSTDATA={BODY}\nNONCE=1616492376594\n"
    f"API_SIGN={WRONG}\n"
)
CURL = f"curl -X POST https://api.kraken.com/0/private/AddOrder -H 'API-Sign: {WRONG}' -d '{BODY}'\n"
HTTP = f"POST /0/private/AddOrder HTTP/1.1\nHost: api.kraken.com\nAPI-Sign: {WRONG}\n\n{BODY}\n"
SECRET = f"KRAKEN_SECRET={KEY}\n"

ASIDE = Aside()
"""The process that searches for all tests which do not look at it."""
atexit.register(ASIDE.end)

Script = Callable[[Driver, DebugScreen], Awaitable[None]]


def debug(
    script: Script,
    state: Debug | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    mistakes: int = 1,
    aside: Aside | None = ASIDE,
) -> None:
    """Open the debug screen and run a script against it; the search is a small one.

    It is done in `aside`, or in a process of the screen's own.
    """

    async def run() -> None:
        app = Explainer(EXAMPLE)
        async with app.run_test(size=size) as pilot:
            screen = DebugScreen(state or Debug(), seconds=20, mistakes=mistakes, aside=aside)
            app.install_screen(screen, "debug")
            await pilot.pause()
            await pilot.press("d")
            await pilot.pause()
            await script(Driver(app, pilot), screen)

    asyncio.run(run())


async def found(driver: Driver, screen: DebugScreen) -> None:
    """Wait for the verdict on the request that is shown."""
    for _ in range(1000):
        if screen.state.found is not None:
            break
        await asyncio.sleep(0.01)
    await driver.settle()
    assert screen.state.found is not None, driver.text


def proven(screen: DebugScreen) -> list[str]:
    """Return the mistakes of the likeliest explanation."""
    assert screen.state.explanation is not None
    return [one.id for one in screen.state.explanation.mistakes]
