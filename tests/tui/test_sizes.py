"""From 60x20 to 200x60, resized live: everything fits, nothing breaks."""

from __future__ import annotations

import pytest

from explainer.example import EXAMPLE
from explainer.tui.state import PLACES
from explainer.tui.widgets.panes import MistakeList, Page
from tests.tui.driving import Driver, drive

SIZES = ((60, 20), (80, 24), (100, 30), (116, 24), (120, 40), (160, 50), (200, 60))


@pytest.mark.parametrize("size", SIZES)
def test_every_stage_fits(size: tuple[int, int]) -> None:
    async def script(driver: Driver) -> None:
        for number in range(len(PLACES)):
            await driver.press(str(number))
            lines = driver.lines
            assert len(lines) == size[1]
            assert max(map(len, lines)) <= size[0]
            assert "F1 help" in lines[-1]
            assert "^Q quit" in lines[-1]
            for name in ("nonce", "POST data", "SHA-256", "message", "key", "HMAC", "API-Sign"):
                assert any(name in line for line in lines[1:4]), name
        await driver.press("a", "right", "right", "right")
        assert "point 4 of 13" in driver.text
        assert driver.tutorial.query_one(Page).size.height >= 5
        await driver.press("escape", "e")
        assert "Private key" in driver.text
        assert driver.tutorial.query_one(Page).size.height >= 5

    drive(script, size=size)


def test_resizing_live_keeps_the_place_and_the_shape() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("3", "m", "down", "down", "enter")
        before = driver.state
        for size in (*SIZES, *SIZES[::-1], (10, 3), (1, 1), (80, 24)):
            await driver.resize(*size)
            assert len(driver.lines) == size[1]
            assert driver.state is before
            assert driver.app._exception is None
        assert "✗ SHA-256 goes wrong here" in driver.text

    drive(script)


def test_the_mistakes_stand_beside_the_page_where_there_is_room() -> None:
    async def script(driver: Driver) -> None:
        page, mistakes = driver.tutorial.query_one(Page), driver.tutorial.query_one(MistakeList)
        for width, beside in ((80, False), (115, False), (116, True), (200, True), (80, False)):
            await driver.resize(width, 30)
            assert mistakes.parent.display == beside  # type: ignore[union-attr]
            assert page.size.width + (mistakes.size.width if beside else 0) == width
            await driver.press("m")
            assert driver.find("What text does")[0] > (80 if beside else 0)
            await driver.press("m")

    drive(script)


def test_fields_stay_open_through_a_resize() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("2", "e")
        for size in ((60, 20), (120, 40), (80, 24)):
            await driver.resize(*size)
            assert "POST data" in driver.text
            assert "Esc done" in driver.text
        await driver.type("x")
        assert driver.state.request.body.endswith(b"x")

    drive(script)


def test_a_field_is_wrapped_for_the_width_that_it_has() -> None:
    """As the screen shows it; Textual drew it with the wrapping of the width before."""
    body = EXAMPLE.body.decode()

    async def script(driver: Driver) -> None:
        await driver.press("2", "e")
        for size in ((140, 45), (80, 24), (60, 20), (100, 30)):
            await driver.resize(*size)
            region = driver.app.screen.query_one("#field-body").region
            rows = driver.lines[region.y : region.bottom]
            assert body in "".join([row[region.x : region.right].strip() for row in rows])

    drive(script)
