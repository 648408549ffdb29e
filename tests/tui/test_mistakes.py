"""Mistakes on the screen: chosen, seen beside the right way, followed to the signature, turned off."""

from __future__ import annotations

import re

import pytest

from explainer.article import ARTICLE_MISTAKES, POINTS
from explainer.pipeline.catalogue import mistake
from explainer.pipeline.model import Mistake
from explainer.stages import STAGES
from explainer.tui.pages.mistakes import highlighted
from explainer.tui.state import WHOLE, Pane
from explainer.tui.widgets.panes import MistakeDetail, MistakeList, Page
from tests.tui.driving import Driver, drive

HEX = "The digest is joined as 64 characters of lowercase hex"


async def highlight(driver: Driver, id: str) -> None:
    """Go down the list with the arrow key until a mistake is highlighted."""
    await driver.press("home")
    for _ in range(200):
        entry = highlighted(driver.state)
        if entry is not None and entry.id == id:
            return
        await driver.press("down")
    raise AssertionError(f"{id} is not in the list")


def test_a_mistake_is_chosen_by_keys_and_shown_right_beside_wrong() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("3", "m")
        await highlight(driver, "digest-as-hex")
        assert driver.lines[driver.find(HEX)[1]].startswith(" ▸ ○")
        await driver.press("enter")
        assert driver.state.is_on("digest-as-hex")
        for part in ("✗ SHA-256 goes wrong here", "✓ right  32 bytes", "✗ wrong  64 bytes", "~message"):
            assert part in driver.text
        assert "000[23 a1 c1 b3 4c 6a 11 d6]" in driver.text
        assert "✗ 1 mistake on  SHA-256: digest-as-hex" in driver.text
        seen = driver.text
        for _ in range(3):
            await driver.press("pagedown")
            seen += driver.text
        for part in (HEX, "Symptom  Kraken answers EAPI:Invalid signature", "Fix ", "How it spreads"):
            assert part in seen
        for part in ("~ 4 message    bytes 19-50 became 19-82", "~ 7 API-Sign   8"):
            assert part in seen
        await driver.press("7")
        assert "~ API-Sign does the right thing with a wrong input" in driver.text
        await driver.press("1")
        assert "✓ nonce not touched by the mistakes that are on" in driver.text

    drive(script)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_click_on_a_mistake_turns_it_on_and_another_click_off(size: tuple[int, int]) -> None:
    async def script(driver: Driver) -> None:
        await driver.press("5", "m")
        title = mistake("secret-not-decoded").title[:20]
        await highlight(driver, "secret-not-decoded")
        await driver.click(title, row=driver.find(f"○ {title}")[1])
        assert driver.state.is_on("secret-not-decoded")
        assert "✗ key goes wrong here" in driver.text
        if driver.state.pane is Pane.STAGE:
            await driver.press("m")
        await driver.click(title, row=driver.find(f"✗ {title}")[1])
        assert not driver.state.chosen

    drive(script, size=size)


def test_several_are_on_at_once_and_one_key_clears_them() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("3", "m")
        await highlight(driver, "nonce-not-hashed")
        await driver.press("space")
        await highlight(driver, "digest-as-hex")
        await driver.press("space")
        assert driver.state.pane is Pane.MISTAKES
        assert [each.id for each in driver.state.chosen] == ["nonce-not-hashed", "digest-as-hex"]
        assert "✗ 2 mistakes on" in driver.text
        rival = next(each for each in STAGES[2].decisions[-1].mistakes if each.id != "digest-as-hex")
        await highlight(driver, rival.id)
        await driver.press("space")
        assert [each.id for each in driver.state.chosen] == ["nonce-not-hashed", rival.id]
        await driver.press("escape", "c")
        assert not driver.state.chosen
        assert "mistake on" not in driver.text

    drive(script)


def test_choosing_the_right_way_turns_a_mistake_off() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("3", "m")
        await highlight(driver, "digest-as-hex")
        await driver.press("space")
        await highlight(driver, "sha256.form")
        await driver.press("enter")
        assert not driver.state.chosen

    drive(script)


def test_the_list_is_searched_while_one_types() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("1", "slash")
        await driver.type("not dec")
        assert "Search: not dec" in driver.text
        title = mistake("secret-not-decoded").title
        assert title in driver.text
        await driver.press("enter")
        await highlight(driver, "secret-not-decoded")
        await driver.press("enter")
        assert driver.state.place == "secret"
        assert driver.state.is_on("secret-not-decoded")
        await driver.press("slash", "z")
        assert driver.state.query == "not decz"
        assert "no mistake has all of these words in it" in driver.text
        await driver.press("escape", "escape")
        assert driver.state.query == ""
        assert not driver.tutorial.query("#search")

    drive(script)


def test_a_search_counts_its_hits_and_goes_to_the_first() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("slash")
        await driver.type("decoding secret")
        await driver.press("enter")
        entry = highlighted(driver.state)
        assert entry is not None
        assert isinstance(entry.item, Mistake)
        assert re.search(r"Search: decoding secret · \d+ hits", driver.text)
        await driver.press("enter", "escape")
        assert driver.state.is_on(entry.id)
        assert driver.state.query
        await driver.press("m", "escape")
        assert not driver.state.query

    drive(script)


def test_to_leave_the_list_is_to_forget_the_search() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("1", "slash", *"hex", "enter", "m")
        assert not driver.state.query
        await driver.press("m")
        assert not driver.tutorial.query("#search")
        assert "1 of 7  Nonce" in driver.text

    drive(script)


def test_the_words_below_the_list_scroll_by_keyboard() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("slash", *"digest-as-hex", "enter")
        words = driver.tutorial.query_one(MistakeDetail)
        for down, up in (("J", "K"), ("shift+down", "shift+up")):
            await driver.press(*[down] * 30)
            assert words.at_end
            assert words.top > 0
            await driver.press(*[up] * 30)
            assert words.top == 0

    drive(script)


@pytest.mark.parametrize("width", [80, 120])
def test_a_mistake_that_cannot_be_made_is_not_counted_as_on(width: int) -> None:
    async def script(driver: Driver) -> None:
        state = driver.state.toggle("query-hashed-as-body")
        driver.tutorial.state = state.go(WHOLE)
        await driver.pilot.pause()
        assert "- 1 mistake cannot be made here  - POST data: query-hashed-as-" in driver.text
        for id in ARTICLE_MISTAKES:
            state = state.toggle(id)
        driver.tutorial.state = state
        await driver.pilot.pause()
        assert "✗ 4 mistakes on, 1 that cannot be made here  SHA-256: " in driver.text
        driver.tutorial.state = state.go("postdata")
        await driver.pilot.pause()
        seen = driver.text
        await driver.press("m")
        await highlight(driver, "query-hashed-as-body")
        assert "- cannot be made here: the path has no query" in seen
        assert "- cannot be made here: the path has no query" in " ".join(driver.text.split())

    drive(script, size=(width, 40))


def test_the_highlighted_entry_stays_on_the_screen() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("2", "m", "end")
        page = driver.tutorial.query_one(MistakeList)
        for keys in (("home",), ("pagedown", "pagedown"), ("end",), ("pageup",), ("up", "up")):
            await driver.press(*keys)
            assert page.top <= page.listing.at < page.top + page.size.height
            assert "▸" in driver.text

    drive(script)


def test_a_mistake_that_changes_nothing_here_says_what_it_needs() -> None:
    async def script(driver: Driver) -> None:
        each = mistake("otp-left-out-of-body")
        driver.tutorial.state = driver.state.choose(each)
        await driver.press("2")
        assert "comes out the same: with this request the mistake changes nothing" in driver.text
        assert f"Needs    {each.needs}" in driver.text

    drive(script)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_one_key_walks_through_the_article(size: tuple[int, int]) -> None:
    async def script(driver: Driver) -> None:
        await driver.press("a")
        assert [each.id for each in driver.state.chosen] == list(ARTICLE_MISTAKES)
        for number, point in enumerate(POINTS, 1):
            assert f"The article, point {number} of {len(POINTS)}" in driver.text
            assert driver.state.place == point.stage
            words = " ".join(driver.text.replace("▌", " ").split())
            assert point.says.split(".")[0][:40] in words
            if point.mistake:
                assert "is on: see what it does below" in words
            if point.note:
                assert "no byte of it" in words
            await driver.press("right")
        await driver.press("left", "left")
        assert driver.state.point is POINTS[-3]
        await driver.press("a")
        assert driver.state.point is None
        assert not driver.state.chosen
        await driver.press("a", "escape")
        assert driver.state.point is None

    drive(script, size=size)


def test_the_whole_shows_how_the_article_spreads() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("a", "0")
        seen = driver.text
        while not driver.tutorial.query_one(Page).at_end:
            await driver.press("pagedown")
            seen += driver.text
        for part in ("✗ 3 SHA-256  goes wrong here", "~ 4 message  does the right thing", "wrong "):
            assert part in seen
        assert driver.state.place == WHOLE
        trace = driver.state.work.trace
        assert trace is not None
        assert trace.signature[:60] in seen

    drive(script)


def test_the_page_of_a_broken_stage_is_all_there() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("a", "4")
        page = driver.tutorial.query_one(Page)
        seen = driver.text
        while not page.at_end:
            await driver.press("down")
            seen += driver.text
        for index in range(page.block().height):
            assert "".join(piece.text for piece in page.block().line(index)).strip() in seen

    drive(script)


def test_the_help_explains_every_sign_of_the_list() -> None:
    async def script(driver: Driver) -> None:
        listed = set()
        for number in "1234567":
            await driver.press(number, "m")
            await driver.resize(80, 200)
            shown = driver.tutorial.query_one(MistakeList).listing
            first = dict([*zip(shown.entries, shown.lines, strict=True)][::-1])
            for line in [line for entry, line in first.items() if entry is not None]:
                text = "".join([piece.text for piece in line])
                listed |= {text[2], "7x"} if re.search(r" \d+x$", text) else {text[2]}
        await driver.press("f1")
        seen = driver.text[driver.text.index("Signs in the list of mistakes") :]
        assert listed >= {"✓", "○", "·", "7x"}
        for sign in listed:
            assert re.search(rf"^   {re.escape(sign)} +\S", seen, re.MULTILINE), sign
        assert "in a survey" in seen

    drive(script)
