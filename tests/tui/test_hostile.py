"""Text from outside that means harm, or is merely strange: it is shown, and does nothing."""

from __future__ import annotations

import pytest

from explainer.request import Request
from explainer.tui.state import PLACES
from tests.tui.driving import Driver, controls, drive

CONTROLS = "\x00\x07\x08\x1b[31m\x1b]0;title\x07\x1b]52;c;aGk=\x07\x9b31m\x7f\r\n\t\x0b\x0c\x85"
MARKUP = "[/nope][b]bold[/b][@click=app.quit]x[/][red on blue]$x {nonce} %s {0}"
STRANGE = "\u202eRTL\u2066\u200b\u2028\ufeff אבג 漢字 👩‍👩‍👧 ❤️ 🇩🇪 e\u0301 \U000e0041 ﷽"
KEY = "YWJj"

REQUESTS = {
    "controls": Request.of(
        "/0/" + CONTROLS, "nonce=1&" + CONTROLS, secret=KEY, api_key=CONTROLS, nonce=CONTROLS
    ),
    "markup": Request.of("/0/" + MARKUP, "nonce=1&" + MARKUP, secret=KEY, api_key=MARKUP),
    "strange": Request.of("/0/" + STRANGE, "nonce=1&" + STRANGE, secret=KEY, api_key=STRANGE),
    "bytes": Request.of(bytes(range(256)), bytes(range(256)), secret=KEY, nonce=bytes(range(256))),
    "empty": Request.of("", "", secret="", nonce=""),
}


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
@pytest.mark.parametrize("name", REQUESTS)
def test_no_screen_passes_on_what_a_terminal_acts_on(name: str, size: tuple[int, int]) -> None:
    async def script(driver: Driver) -> None:
        async def check() -> None:
            assert not controls(strip.text for strip in driver.strips)
            assert all(strip.cell_length == size[0] for strip in driver.strips)
            assert driver.app._exception is None

        for number in range(len(PLACES)):
            await driver.press(str(number))
            await check()
        await driver.press("e")
        await check()
        await driver.press("tab", "tab", "tab", "escape", "a")
        for _ in range(4):
            await check()
            await driver.press("right", "end")
        await driver.press("m", "slash")
        await driver.paste(CONTROLS + MARKUP + STRANGE)
        await check()

    drive(script, REQUESTS[name], size=size)


def test_hostile_text_is_edited_and_pasted_without_harm() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("2", "e")
        for text in (MARKUP, STRANGE, CONTROLS):
            for _ in range(4):
                await driver.paste(text)
                assert not controls(strip.text for strip in driver.strips)
                await driver.press("tab")
        assert MARKUP.encode() in driver.state.request.body
        assert b"\x1b]52;c;aGk=\x07" in driver.state.request.body

    drive(script)


def test_a_paste_where_no_field_is_does_nothing() -> None:
    async def script(driver: Driver) -> None:
        before = driver.state
        await driver.paste("acq\x1b[C1234\n")
        assert driver.state is before

    drive(script)


def test_pasted_markup_in_the_search_is_text() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("slash")
        await driver.paste("[/nope]")
        assert "Search: [/nope]" in driver.text

    drive(script)
