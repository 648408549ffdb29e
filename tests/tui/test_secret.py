"""A planted key is nowhere but in the field that was told to show it."""

from __future__ import annotations

import asyncio
import io
from base64 import b64decode, b64encode
from hashlib import sha512

import pytest
from rich.console import Console

from explainer.example import EXAMPLE
from explainer.pipeline.catalogue import MISTAKES
from explainer.secret import Secret
from explainer.tui.app import Explainer
from explainer.tui.messages import Edited
from explainer.tui.screens.tutorial import Tutorial
from explainer.tui.state import PLACES, State
from tests.tui.driving import Driver, drive

KEY = b64encode(sha512(b"planted").digest()).decode()
OWN = EXAMPLE._replace(secret=Secret(KEY))


def traces() -> tuple[str, ...]:
    """Return how parts of the key would look wherever they came out."""
    data = b64decode(KEY)
    return (
        KEY[:12],
        KEY[30:42],
        data.hex()[:16],
        data.hex(" ")[:23],
        KEY.encode().hex(" ")[:23],
        repr(data)[2:14],
    )


def leaks(text: str) -> list[str]:
    return [part for part in traces() if part in text]


def test_a_leak_would_be_noticed() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("5", "ctrl+r")
        assert leaks(driver.text)
        assert leaks(driver.app.export_screenshot().replace("&#160;", " "))

    drive(script, OWN)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_no_screen_and_no_screenshot_has_it(size: tuple[int, int]) -> None:
    async def script(driver: Driver) -> None:
        seen = ""
        for number in range(len(PLACES)):
            await driver.press(str(number), "pagedown")
            seen += driver.text
        await driver.press("a", *["right"] * 6)
        seen += driver.text
        await driver.press("escape", "5", "m", "space")
        seen += driver.text
        await driver.press("escape", "e")
        await driver.paste(KEY)
        seen += driver.text + driver.app.export_screenshot()
        await driver.press("home", "shift+end", "ctrl+c", "ctrl+x")
        assert not leaks(driver.app.clipboard)
        await driver.press("ctrl+r", "ctrl+r", "escape")
        seen += driver.text + driver.app.export_screenshot()
        assert not leaks(seen.replace("&#160;", " "))
        assert list(driver.app._notifications) == []

    drive(script, OWN, size=size)


def test_no_mistake_brings_it_onto_the_screen() -> None:
    async def script(driver: Driver) -> None:
        for mistake in MISTAKES[::23]:
            driver.tutorial.state = State.of(OWN).choose(mistake)
            await driver.pilot.pause()
            assert not leaks(driver.text), mistake.id

    drive(script, OWN)


def test_hiding_takes_it_off_the_screen_again() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("5", "ctrl+r")
        assert leaks(driver.text)
        await driver.press("ctrl+r")
        assert not leaks(driver.text)

    drive(script, OWN)


def test_a_crash_says_where_and_shows_no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(self: Tutorial, by: int) -> None:
        secret_here = self.state.request.secret.expose().decode()
        raise RuntimeError(f"broken by {by}, {len(secret_here)}")

    monkeypatch.setattr(Tutorial, "action_step", crash)
    written = io.StringIO()

    async def run() -> None:
        app = Explainer(OWN)
        app.error_console = Console(file=written, width=200)
        async with app.run_test() as pilot:
            await pilot.press("5", "e")
            app.screen.query_one("#field-secret").value = KEY  # type: ignore[attr-defined]
            await pilot.press("escape", "right")

    with pytest.raises(RuntimeError, match="broken by 1, 88"):
        asyncio.run(run())
    assert "broken by 1, 88" in written.getvalue()
    assert "in crash" in written.getvalue()
    assert "locals" not in written.getvalue()
    assert not leaks(written.getvalue())


def test_no_message_and_no_state_shows_it_in_its_repr() -> None:
    texts = (
        repr(Edited("secret", KEY)),
        repr(State.of(OWN)),
        repr(Explainer(OWN)),
        str(Edited("secret", KEY)),
    )
    assert not leaks("".join(texts))
