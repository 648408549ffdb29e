"""The one list of keys feeds everything that tells or takes keys."""

from __future__ import annotations

import pytest
from textual.command import CommandList

from explainer.tui.keys import (
    ALL_KEYS,
    CHALLENGE_KEYS,
    DEBUG_KEYS,
    EDIT_KEYS,
    FIELD_KEYS,
    KEYS,
    PRACTICE_KEYS,
    REPORT_KEYS,
    SEARCH_KEYS,
    SHARED_KEYS,
    Context,
    Key,
    bindings,
    footer,
    grouped,
    key_name,
    markdown_table,
    short_name,
)
from explainer.tui.pages.frame import footer_line
from explainer.tui.screens.challenge import ChallengeScreen
from explainer.tui.screens.debug import DebugScreen
from explainer.tui.screens.practice import PracticeScreen
from explainer.tui.screens.report import ReportScreen
from explainer.tui.screens.tutorial import Tutorial
from explainer.tui.widgets.debugging import DebugForm
from explainer.tui.widgets.fields import BodyField, Field
from explainer.tui.widgets.inputs import Inputs
from explainer.tui.widgets.search import Search
from tests.tui.driving import Driver, drive

DEBUG_SCREEN = (*DEBUG_KEYS, *SHARED_KEYS)
CHALLENGE_SCREEN = (*CHALLENGE_KEYS, *SHARED_KEYS)
PRACTICE_SCREEN = (*PRACTICE_KEYS, *SHARED_KEYS)
REPORT_SCREEN = (*REPORT_KEYS, *SHARED_KEYS)


def test_the_palette_offers_only_what_can_be_done_there() -> None:
    async def script(driver: Driver) -> None:
        def offered() -> list[str]:
            return [command.title for command in driver.app.get_system_commands(driver.app.screen)]

        for keys, some, none in (
            ((), {"1 Nonce", "whole", "debug"}, {"back", "up", "on/off", "next"}),
            (("d",), {"edit", "challenge"}, {"report", "longer", "choose", "up"}),
            (("c",), {"copy", "error"}, {"undo", "verdict", "see it", "up"}),
            (("escape", "escape", "g"), {"hint"}, {"see it", "language", "answer"}),
            (("f1",), set(), {"hint", "mistakes", "challenge"}),
        ):
            await driver.press(*keys)
            names = offered()
            assert len(names) == len(set(names))
            assert {*some, "quit"} <= set(names)
            assert not none & set(names)

    drive(script)


@pytest.mark.parametrize(
    ("typed", "first", "others"),
    [
        ("dark", "theme", ()),
        ("wrong signature", "practice", ()),
        ("mistak", "mistakes", ("article", "clear")),
    ],
)
def test_the_palette_finds_by_what_a_command_does(typed: str, first: str, others: tuple[str, ...]) -> None:
    async def script(driver: Driver) -> None:
        await driver.press("ctrl+p")
        await driver.type(typed)
        await driver.settle()
        (shown,) = driver.app.screen.query(CommandList)
        names = [str(option.prompt).split("\n")[0] for option in shown.options]
        assert names[0] == first
        assert set(others) <= set(names)
        assert "whole" not in names
        await driver.press("enter")
        await driver.settle()
        assert not driver.app.screen.query(CommandList)

    drive(script)


@pytest.mark.parametrize(
    "keys",
    [
        KEYS,
        (*FIELD_KEYS, *EDIT_KEYS),
        SEARCH_KEYS,
        DEBUG_SCREEN,
        REPORT_SCREEN,
        CHALLENGE_SCREEN,
        PRACTICE_SCREEN,
    ],
)
def test_no_key_means_two_things(keys: tuple[Key, ...]) -> None:
    names = [name for key in keys for name in key.keys]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("keys", "widget"),
    [
        (KEYS, Tutorial),
        (FIELD_KEYS, Inputs),
        (FIELD_KEYS, DebugForm),
        (EDIT_KEYS, Field),
        (EDIT_KEYS, BodyField),
        (SEARCH_KEYS, Search),
        (DEBUG_SCREEN, DebugScreen),
        (REPORT_SCREEN, ReportScreen),
        (CHALLENGE_SCREEN, ChallengeScreen),
        (PRACTICE_SCREEN, PracticeScreen),
    ],
)
def test_every_key_is_bound_to_an_action_that_exists(keys: tuple[Key, ...], widget: type) -> None:
    bound = widget.BINDINGS  # type: ignore[attr-defined]
    assert bound == bindings(keys)
    for key in keys:
        name = key.action.partition("(")[0]
        assert name.startswith("app.") or hasattr(widget, f"action_{name}")


@pytest.mark.parametrize("keys", [(), ("s",), ("g",), ("d",)])
def test_space_reads_on_everywhere(keys: tuple[str, ...]) -> None:
    async def script(driver: Driver) -> None:
        await driver.press(*keys)
        if keys == ("d",):
            await driver.paste("Nothing of interest.\n" * 40)
        await driver.settle()
        before = driver.lines
        await driver.press("space")
        await driver.settle()
        assert driver.lines[0] == before[0]
        assert driver.lines[6:-2] != before[6:-2]
        await driver.press("home")
        await driver.settle()
        assert driver.lines == before

    drive(script, size=(80, 18))


def test_no_single_letter_reveals_the_key_or_ends_the_program() -> None:
    for key in KEYS:
        if key.action in ("reveal", "app.quit"):
            assert all(name.startswith("ctrl+") for name in key.keys)


@pytest.mark.parametrize("context", Context)
def test_the_footer_has_what_fits_and_always_the_ways_out(context: Context) -> None:
    keys = footer(context)
    names = {key: f" {key.together or short_name(key.keys[0])} {key.label_in(context)} " for key in keys}
    for width in (40, 80, 140):
        shown = "".join(piece.text for piece in footer_line(context, width))
        assert len(shown) <= width
        for key, name in names.items():
            assert name in shown or (key.action not in ("help", "app.quit", "back") and width < 140)
        left_out = [name for name in names.values() if name not in shown]
        used = sum([len(name) for name in names.values() if name in shown])
        assert not left_out or used + len(left_out[0]) > width


def test_the_table_for_the_readme_has_every_key_once() -> None:
    table = markdown_table()
    assert [key for _, keys in grouped() for key in keys] == sorted(
        ALL_KEYS, key=lambda key: [name for name, _ in grouped()].index(key.group)
    )
    assert len(table.splitlines()) == 2 + len(grouped()) + len(ALL_KEYS)
    for key in ALL_KEYS:
        assert key.words in table
        assert "|" not in key.words


def test_keys_have_the_names_that_people_know() -> None:
    assert key_name("ctrl+r") == "Ctrl+R"
    assert short_name("ctrl+r") == "^R"
    assert key_name("f1") == "F1"
    assert key_name("right") == "→"
    assert key_name("m") == "m"
