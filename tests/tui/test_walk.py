"""All stages, one at a time and as a whole, forwards and backwards, by keyboard and mouse."""

from __future__ import annotations

import re
from functools import partial

import pytest
from textual.events import MouseScrollDown

from explainer.pipeline.catalogue import mistake
from explainer.stages import STAGES
from explainer.tui.keys import Context, Key, footer
from explainer.tui.pages.marks import NAMES
from explainer.tui.screens.tutorial import Tutorial
from explainer.tui.state import PLACES, WHOLE, Pane, State
from explainer.tui.widgets.panes import Page
from tests.tui.driving import Driver, drive


def test_the_arrows_go_through_all_stages_and_back() -> None:
    async def script(driver: Driver) -> None:
        for place in PLACES[1:]:
            await driver.press("right")
            assert driver.state.place == place
        await driver.press("right")
        assert driver.state.place == WHOLE
        for place in PLACES[-2::-1]:
            await driver.press("left")
            assert driver.state.place == place
        await driver.press("left", "n", "n", "p")
        assert driver.state.place == STAGES[1].id

    drive(script)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_each_stage_shows_its_number_its_title_and_its_value(size: tuple[int, int]) -> None:
    async def script(driver: Driver) -> None:
        for number, stage in enumerate(STAGES, 1):
            await driver.press(str(number))
            assert driver.state.place == stage.id
            assert f"{number} of 7  {stage.title}" in driver.text
            seen = driver.text
            for _ in range(6):
                await driver.press("pagedown")
                seen += driver.text
            for part in ("Goes in", "Happens", "Comes out", "Code", "Why Kraken does it", stage.source):
                assert part in seen
            words = set(re.findall(r"\w+", seen))
            assert words >= set(re.findall(r"\w+", f"{stage.does} {stage.why} {stage.gives}"))

    drive(script, size=size)


def test_space_reads_through_everything_and_backspace_reads_back() -> None:
    async def script(driver: Driver) -> None:
        seen = [driver.state.place]
        for _ in range(60):
            await driver.press("space")
            if driver.state.place != seen[-1]:
                seen.append(driver.state.place)
        assert tuple(seen) == PLACES
        for _ in range(60):
            await driver.press("backspace")
            if driver.state.place != seen[-1]:
                seen.append(driver.state.place)
        assert tuple(seen) == (*PLACES, *PLACES[-2::-1])

    drive(script)


def test_reading_back_lands_at_the_end_of_the_stage_before() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("4", "b")
        assert driver.state.place == "sha256"
        page = driver.tutorial.query_one(Page)
        assert page.top > 0
        assert page.at_end
        await driver.press("b")
        assert driver.state.place == "sha256"
        assert not page.at_end

    drive(script)


def test_the_whole_signature_is_on_one_page() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("0")
        seen = driver.text
        for _ in range(6):
            await driver.press("pagedown")
            seen += driver.text
        for number, stage in enumerate(STAGES, 1):
            assert f"{number} {NAMES[stage.id]}" in seen
        assert "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0n" in seen
        assert "import hashlib" in seen

    drive(script)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
def test_a_click_on_the_picture_goes_to_the_stage(size: tuple[int, int]) -> None:
    async def script(driver: Driver) -> None:
        for stage in reversed(STAGES):
            await driver.click(
                NAMES[stage.id],
                row=next(y for y, line in enumerate(driver.lines) if y and NAMES[stage.id] in line),
            )
            assert driver.state.place == stage.id

    drive(script, size=size)


def test_clicks_in_the_whole_open_a_stage_and_the_program_changes_its_language() -> None:
    async def script(driver: Driver) -> None:
        await driver.click("0 the whole")
        assert driver.state.place == WHOLE
        await driver.click("3 SHA-256", row=driver.find("3 SHA-256  32 bytes")[1])
        assert driver.state.place == "sha256"
        await driver.press("pagedown")
        await driver.click("JavaScript")
        assert driver.state.language.id == "javascript"
        assert "crypto.createHash" in driver.text
        await driver.press("l")
        assert driver.state.language.id == "python"
        assert "hashlib.sha256" in driver.text

    drive(script)


def test_the_wheel_and_the_bar_scroll() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("3")
        page = driver.tutorial.query_one(Page)
        await driver.pilot._post_mouse_events([MouseScrollDown], page)
        await driver.pilot.pause()
        assert page.top > 0
        await driver.pilot.mouse_down(offset=(79, 22))
        await driver.pilot.mouse_up(offset=(79, 22))
        await driver.pilot.pause()
        assert page.at_end

    drive(script)


WAYS_IN = {
    Context.STAGE: ("2",),
    Context.LIST: ("2", "m"),
    Context.ARTICLE: ("a", "right"),
    Context.FIELDS: ("2", "e"),
    Context.SEARCH: ("2", "slash"),
}


@pytest.mark.parametrize("clicked", [False, True])
@pytest.mark.parametrize("context", WAYS_IN)
def test_every_key_that_the_footer_shows_works(context: Context, clicked: bool) -> None:
    """Pressed or clicked, each from the same beginning."""

    def described(driver: Driver) -> tuple[object, ...]:
        state, page = driver.state, driver.tutorial.query_one(Page)
        return (
            (state.place, state.pane, state.article, state.cursor, state.shown_for, state.chosen),
            (driver.app.screen, driver.tutorial.context, driver.tutorial.focused, page.top, driver.app._exit),
        )

    async def script(driver: Driver, key: Key) -> None:
        await driver.press(*WAYS_IN[context])
        assert driver.tutorial.context is context
        before = described(driver)
        if clicked:
            await driver.click(f" {key.label_in(context)}", row=23)
        else:
            await driver.press(key.keys[0])
        assert described(driver) != before

    # Out of the first screen there is no way back.
    for key in footer(context, lambda action: context is Context.LIST or action != "back"):
        drive(partial(script, key=key), size=(140, 24))


def test_help_lists_every_key_and_closes() -> None:
    async def script(driver: Driver) -> None:
        for opens, closes in (("f1", "escape"), ("question_mark", "f1")):
            await driver.press(opens)
            seen = driver.text
            for _ in range(8):
                await driver.press("space")
                seen += driver.text
            for words in ("read on: down", "Ctrl+Q", "N ", "the origin changes", "goes wrong here"):
                assert words in seen
            await driver.press("up", "pageup", closes)
            assert driver.app.screen is driver.tutorial

    drive(script)


def test_a_key_turns_the_theme_round() -> None:
    async def script(driver: Driver) -> None:
        for theme in ("explainer-light", "explainer-dark"):
            await driver.press("t")
            assert driver.app.theme == theme

    drive(script)


def test_the_palette_offers_the_keys_and_no_screenshot() -> None:
    async def script(driver: Driver) -> None:
        offered = {command.title: command for command in driver.app.get_system_commands(driver.tutorial)}
        assert not [title for title in offered if "creenshot" in title]
        await offered["6 HMAC-SHA512"].callback()
        assert driver.state.place == "hmac"
        await driver.press("ctrl+p")
        await driver.type("mist")
        await driver.press("down", "enter")
        assert driver.state.pane is Pane.MISTAKES

    drive(script)


def test_escape_goes_back_to_the_screen_that_opened_the_tutorial() -> None:
    async def script(driver: Driver) -> None:
        shown = State.example().with_mistakes([mistake("digest-as-hex")])
        driver.app.push_screen(Tutorial(shown))
        await driver.press("m")
        assert "SHA-256: digest-as-hex" in driver.text
        await driver.press("escape", "escape")
        assert driver.app.screen is driver.tutorial
        await driver.press("escape")
        assert driver.app.screen is driver.tutorial
        assert driver.state.chosen == ()

    drive(script)


def test_help_begins_with_the_keys_for_what_one_is_doing() -> None:
    async def script(driver: Driver) -> None:
        for keys, group in (
            ((), "Walk"),
            (("m",), "Mistakes"),
            (("e",), "In the fields"),
            (("d",), "Debug"),
            (("c",), "In the challenge"),
            (("escape", "escape", "g"), "In the practice"),
        ):
            await driver.press(*keys, "f1")
            assert driver.lines[2].strip(" ┃") == group
            await driver.press("end")
            assert "around bytes that differ" in driver.text
            await driver.press("home")
            assert driver.lines[2].strip(" ┃") == group
            await driver.press("escape")
            if group in ("Mistakes", "In the fields"):
                await driver.press("escape")

    drive(script)
