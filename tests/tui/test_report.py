"""The report on its screen, after the debug screen and after a challenge."""

from __future__ import annotations

import pytest

from explainer.diagnosing import diagnose
from explainer.diagnosis.challenge import identify
from explainer.example import EXAMPLE
from explainer.languages import LANGUAGES
from explainer.pipeline.run import sign
from explainer.render.report import report
from explainer.tui.challenge import Asking
from explainer.tui.keys import Context
from explainer.tui.screens.challenge import ChallengeScreen
from explainer.tui.screens.debug import DebugScreen
from explainer.tui.screens.report import ReportScreen
from tests.tui.asking import try_footer
from tests.tui.debugged import ENV, debug, found
from tests.tui.driving import Driver, drive

TEXT = report(diagnose(EXAMPLE._replace(signature=sign(EXAMPLE, ["digest-as-hex"]))), language=LANGUAGES[0])
LAST = "_Made by explainer"


async def opened(driver: Driver) -> None:
    driver.app.push_screen(ReportScreen(TEXT))
    await driver.settle()
    driver.app.copy_to_clipboard("")


@pytest.mark.parametrize(
    ("down", "up"),
    [
        (("end",), ("home",)),
        (("pagedown",) * 4, ("pageup",) * 4),
        (("space",) * 4, ("home",)),
        (("down",) * 60, ("up",) * 60),
        (("j",) * 60, ("k",) * 60),
    ],
)
def test_keys_walk_to_its_end_and_back(down: tuple[str, ...], up: tuple[str, ...]) -> None:
    async def script(driver: Driver) -> None:
        await opened(driver)
        assert "# A report of explainer" in driver.text
        assert LAST not in driver.text
        await driver.press(*down)
        assert LAST in driver.text
        await driver.press(*up)
        assert "# A report of explainer" in driver.text

    drive(script)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 45)])
def test_all_of_it_can_be_read_as_it_was_copied(size: tuple[int, int]) -> None:
    async def script(driver: Driver) -> None:
        await opened(driver)
        screen = driver.app.screen
        assert isinstance(screen, ReportScreen)
        block = screen.sheet.block()
        shown = ["".join([piece.text for piece in block.line(at)]) for at in range(block.height)]
        assert max(map(len, shown)) < size[0]
        assert "".join("".join(shown).split()) == "".join(TEXT.split())
        assert "F1 help" in driver.lines[-1]
        await driver.press("f1")
        assert "In the report" in driver.text
        await driver.press("escape", "escape")
        assert driver.app.screen is driver.tutorial

    drive(script, size=size)


@pytest.mark.parametrize("clicked", [False, True])
def test_every_key_that_the_footer_shows_works(clicked: bool) -> None:
    try_footer(Context.REPORT, opened, clicked=clicked)


def test_it_is_copied_again() -> None:
    async def script(driver: Driver) -> None:
        await opened(driver)
        await driver.press("y")
        assert driver.app.clipboard == TEXT
        assert "to the clipboard again" in driver.text
        offered = [command.title for command in driver.app.get_system_commands(driver.app.screen)]
        assert {"copy again", "theme", "help"} <= set(offered)

    drive(script)


def test_a_command_is_named_only_where_it_prints_the_same() -> None:
    asking = Asking().answered(sign(Asking().challenge.request, ["digest-as-hex"]))  # type: ignore[union-attr]

    async def challenge(driver: Driver) -> None:
        shown = ChallengeScreen(LANGUAGES[0])
        driver.app.push_screen(shown)
        await driver.pilot.pause()
        shown.state = asking.learnt(identify(asking.answers)).judged()
        await driver.press("y")
        said = " ".join(driver.text.split())
        assert "A report of explainer" in driver.app.clipboard
        assert "The report It was sent to the clipboard (OSC 52)" in said
        assert "explainer diagnose" not in said
        assert "select it here" in said

    async def debugged(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(ENV)
        await found(driver, screen)
        await driver.press("y")
        await driver.settle()
        assert "explainer diagnose --report prints it" in " ".join(driver.text.split())

    drive(challenge)
    debug(debugged)
