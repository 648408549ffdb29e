"""The main screens as text, compared whole.

UPDATE_GOLDEN=1 writes what the screens show now: look at the difference then.
"""

from __future__ import annotations

import os
import re

import pytest

from tests.paths import ROOT
from tests.tui.asking import QUESTION
from tests.tui.driving import Driver, drive

GOLDEN = ROOT / "tests" / "golden" / "tui"

HEX = ("slash", *"digest-as-hex", "enter", "down")
"""Searches for one mistake and highlights it, so that others do not count."""

SCREENS: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "stage-80x24": ((80, 24), ("3",)),
    "stage-60x20": ((60, 20), ("3",)),
    "stage-120x40": ((120, 40), ("3", *HEX, "m")),
    "whole-80x24": ((80, 24), ("0",)),
    "whole-broken-100x60": ((100, 60), ("a", "0")),
    "list-80x24": ((80, 24), HEX),
    "broken-80x24": ((80, 24), (*HEX, "enter")),
    "broken-120x40": ((120, 40), (*HEX, "enter")),
    "article-80x24": ((80, 24), ("a", "right", "right", "right", "right")),
    "article-120x40": ((120, 40), (*HEX, "m", "a", "right", "right", "right", "right", "right", "right")),
    "fields-80x24": ((80, 24), ("4", "e")),
    "challenge-80x24": ((80, 24), ("s",)),
    "practice-80x24": ((80, 24), ("g",)),
    "practice-graded-80x24": ((80, 24), ("g", "2")),
    "help-80x60": ((80, 60), ("f1",)),
}


def comparable(text: str) -> str:
    """Return a screen without how many mistakes there are, which is no matter of the screen."""
    return re.sub(r"─*  m  \d+ mistakes", "─  m  … mistakes", text)


@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_is_as_it_was(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explainer.tui.practice.question", lambda *given: QUESTION)
    size, keys = SCREENS[name]
    path = GOLDEN / f"{name}.txt"

    async def script(driver: Driver) -> None:
        await driver.press(*keys)
        await driver.settle()
        if os.environ.get("UPDATE_GOLDEN") == "1":
            path.write_text(comparable(driver.text), encoding="utf-8")
        assert comparable(driver.text) == path.read_text(encoding="utf-8")

    drive(script, size=size)


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(SCREENS)
