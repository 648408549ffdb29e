"""The fields of the debug screen as they are painted."""

from __future__ import annotations

from explainer.tui.screens.debug import DebugScreen
from explainer.tui.widgets.fields import BodyField
from tests.tui.debugged import BODY, ENV, debug
from tests.tui.driving import Driver

LONG = (
    f"{BODY}&close%5Bordertype%5D=stop-loss-limit&close%5Bprice%5D=37000&validate=true"
    "&deadline=2026-12-01T12%3A00%3A00Z&userref=123456&cl_ord_id=6d1b345e"
)


def test_a_long_body_is_wrapped_and_shown_from_its_beginning_until_it_is_edited() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(ENV.replace(BODY, LONG))
        await driver.press("tab", "tab", "tab")
        await driver.settle()
        body = screen.query_one("#field-body", BodyField)
        await driver.press("tab")
        await driver.settle()
        _, row = driver.find("POST data ")
        shown = [line[16:77].rstrip() for line in driver.lines[row : row + 3]]
        assert LONG.startswith("".join(shown)), driver.text
        assert all(len(line) > 50 for line in shown), shown
        await driver.press("e", "tab", "tab")
        assert screen.focused is body
        assert "cl_ord_id=6d1b345e" in driver.text
        assert shown[0] not in driver.text
        await driver.press("tab")
        assert shown[0] in driver.lines[row]

    debug(script)
