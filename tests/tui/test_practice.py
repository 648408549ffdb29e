"""The practice, as somebody answers its questions."""

from __future__ import annotations

from random import Random

import pytest

from explainer.diagnosis.practice import LEVELS
from explainer.example import EXAMPLE, SIGNATURE
from explainer.languages import LANGUAGES
from explainer.pipeline.catalogue import mistake
from explainer.pipeline.run import sign
from explainer.tui.keys import Context
from explainer.tui.practice import HINTS, Practice
from explainer.tui.screens.practice import PracticeScreen
from explainer.tui.screens.tutorial import Tutorial
from tests.tui.asking import IDS, QUESTION, try_footer
from tests.tui.driving import Driver, controls, drive

STATE = Practice(QUESTION)


def screen(driver: Driver) -> PracticeScreen:
    found = driver.app.screen
    assert isinstance(found, PracticeScreen)
    return found


@pytest.fixture
def fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the one question."""
    monkeypatch.setattr("explainer.tui.practice.question", lambda *given: QUESTION)


class TestScreen:
    pytestmark = pytest.mark.usefixtures("fixed")

    def test_a_wrong_answer_is_told_with_what_was_right(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("g")
            for text in (sign(EXAMPLE, [IDS[1]])[:70], SIGNATURE[:70], mistake(IDS[2]).title):
                assert text in driver.text
            assert IDS[1] not in driver.text
            await driver.press("1")
            assert "No, it was 2." in driver.text
            assert "✗1" in driver.text
            assert "✓2" in driver.text
            assert "right    32 bytes  23 a1 c1 b3" in driver.text
            assert "Join the 32 raw bytes" in driver.text
            assert "0 of 1 right" in driver.lines[0]
            await driver.press("2")
            assert "0 of 1 right" in driver.lines[0]

        drive(script)

    def test_the_next_question_follows_and_the_score_counts(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("g", "2", "enter")
            assert "which?" in driver.text
            assert "1 of 1 right" in driver.lines[0]
            await driver.press("2", "space")
            assert "2 of 2 right" in driver.lines[0]
            assert LEVELS[1] in driver.lines[0]

        drive(script)

    def test_hints_show_the_value_and_then_the_right_one(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("g")
            assert all(f" {at} {mistake(id).title}" in driver.text for at, id in enumerate(IDS, 1))
            assert "h hint" in driver.lines[-1]
            await driver.press("h")
            assert "The digest that the code had" in driver.text
            assert "32 33 61 31 63 31 62 33" in driver.text
            await driver.press("h")
            assert "right    32 bytes" in driver.text
            assert "hint" not in driver.text
            await driver.press("h", "2", "h")
            assert "Right." in driver.text

        drive(script)

    def test_the_tutorial_opens_on_it_after_the_answer(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("g", "o")
            assert "which?" in driver.text
            await driver.press("3", "l", "o")
            shown = driver.app.screen
            assert isinstance(shown, Tutorial)
            assert shown.state.chosen == QUESTION.candidates[QUESTION.made]
            assert shown.state.language is LANGUAGES[1]
            await driver.press("escape")
            assert "No, it was 2." in driver.text
            await driver.press("escape")
            assert driver.app.screen is driver.tutorial

        drive(script)

    @pytest.mark.parametrize("clicked", [False, True])
    @pytest.mark.parametrize("context", [Context.PRACTICE, Context.GRADED])
    def test_every_key_that_the_footer_shows_works(self, context: Context, clicked: bool) -> None:
        async def opened(driver: Driver) -> None:
            driver.app.push_screen(PracticeScreen(LANGUAGES[0]))
            await driver.press(*("1",) * (context is Context.GRADED))

        try_footer(context, opened, clicked=clicked)

    def test_the_mouse_answers_too(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("g", "end")
            await driver.click(mistake(IDS[1]).title)
            assert "Right." in driver.text
            await driver.click("next")
            assert "which?" in driver.text

        drive(script)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 45), (20, 5)])
def test_questions_of_every_level_fit_and_pass_on_no_control_character(size: tuple[int, int]) -> None:
    async def script(driver: Driver) -> None:
        shown = PracticeScreen(LANGUAGES[0], Random(size[0]))
        driver.app.push_screen(shown)
        for _ in range(10):
            for keys in (("h",), ("h",), (str(shown.state.question.made + 1),), ("enter",)):
                await driver.press(*keys)
                assert not controls(strip.text for strip in driver.strips)
                assert all(strip.cell_length == size[0] for strip in driver.strips)
        assert shown.state.level == len(LEVELS) - 1

    drive(script, size=size)


class TestState:
    def test_only_the_first_answer_counts(self) -> None:
        answered = STATE.guess(0)
        assert (answered.right, answered.given, answered.was_right) == (0, 1, False)
        assert answered.guess(1) is answered
        assert STATE.guess(1).was_right

    def test_what_gives_the_same_bytes_is_right(self) -> None:
        twice = QUESTION._replace(signatures=(QUESTION.signature, *QUESTION.signatures[1:]))
        assert Practice(twice).guess(0).was_right

    def test_the_level_is_that_of_the_question_and_not_of_the_next(self) -> None:
        state = Practice(QUESTION, right=1, given=1).guess(1)
        assert (state.right, state.level) == (2, 0)
        assert state.next(Random(1)).level == 1

    def test_hints_end(self) -> None:
        state = STATE
        for _ in range(HINTS + 1):
            state = state.hint()
        assert state.hints == HINTS
        assert state.guess(1).next(Random(1)).hints == 0
        answered = STATE.guess(1)
        assert answered.hint() is answered

    def test_nothing_is_asked_twice(self) -> None:
        chance = Random(5)
        state = Practice.begun(chance)
        for _ in range(20):
            state = state.guess((state.question.made + 1) % 3).next(chance)
            assert state.explanation.mistakes not in state.done
        assert (state.given, state.right, state.level) == (20, 0, 0)

    def test_nothing_follows_before_the_answer(self) -> None:
        assert STATE.next(Random(1)) is STATE
        assert STATE.tutorial is None
