"""The challenge on its screen, as somebody goes through it who signs with mistakes of his own."""

from __future__ import annotations

from base64 import b64decode, b64encode

import pytest

from explainer.diagnosis.challenge import POOL, Identification, Way, first, identify, outcome
from explainer.diagnosis.challenge import challenge as find_challenge
from explainer.intake.concealing import BULLET
from explainer.intake.readers.reports import read_report
from explainer.languages import LANGUAGES
from explainer.pipeline.catalogue import mistake
from explainer.pipeline.run import sign
from explainer.render.challenge import DOUBT
from explainer.tui.challenge import LONGEST, Asking
from explainer.tui.keys import Context
from explainer.tui.screens.challenge import ChallengeScreen
from explainer.tui.screens.tutorial import Tutorial
from explainer.tui.widgets.fields import Field
from tests.tui.asking import try_footer
from tests.tui.driving import Driver, controls, drive

BOTH = (mistake("digest-as-hex"), mistake("secret-not-decoded"))
UNKNOWN = b64encode(bytes(64)).decode()


def made(way: Way, challenge: str = first().id) -> str:
    """Return the API-Sign of code that goes a way, or error."""
    signature = outcome(find_challenge(challenge), way)
    return "error" if signature is None else signature.decode("latin-1")


def screen(driver: Driver) -> ChallengeScreen:
    found = driver.app.screen
    assert isinstance(found, ChallengeScreen)
    return found


async def found(driver: Driver) -> None:
    """Wait until the search has ended."""
    await driver.app.workers.wait_for_complete()
    await driver.settle()


async def answer(driver: Driver, text: str) -> None:
    await driver.paste(text)
    await found(driver)


class TestScreen:
    def test_the_request_has_each_value_on_a_line_and_can_be_copied(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("s")
            request = first().request
            assert f"  URI path      {request.path.decode()}" in driver.text
            assert f"  nonce         {request.nonce.decode()}" in driver.text
            assert "request 1" in driver.lines[0]
            await driver.press("y")
            assert f"private key: {request.secret.expose().decode()}\n" in driver.app.clipboard
            assert f"POST data: {request.body.decode()}\n" in driver.app.clipboard
            assert "the request was copied" in driver.text

        drive(script)

    def test_a_paste_anywhere_is_an_answer_and_leads_to_the_verdict(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("s")
            await answer(driver, f"  {made(BOTH)}\r\n")
            assert "2 mistakes together give exactly what came out." in driver.text
            assert "the verdict" in driver.lines[0]
            assert "digest-as-hex" in driver.text
            await driver.press("end")
            assert sign(first().request)[:70] in driver.text

        drive(script)

    def test_what_is_typed_is_taken_by_enter(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("s", "enter")
            await driver.type("error")
            await driver.press("enter")
            await found(driver)
            (given,) = screen(driver).state.answers
            assert given.signature is None
            assert "An error, which has many causes." in driver.text
            assert screen(driver).focused is None
            await driver.press("enter", "escape", "s")
            await found(driver)
            assert len(screen(driver).state.skipped) == 1
            await driver.press("v")
            assert "No API-Sign came out, so of your code nothing is proven" in driver.text

        drive(script)

    def test_it_asks_until_it_knows(self) -> None:
        """Signs all that is asked for; this mistake shows in none of the usual forms."""
        way = (mistake("json-hashed-as-python-form"),)

        async def script(driver: Driver) -> None:
            await driver.press("s")
            for number in range(1, len(POOL) + 1):
                asked = screen(driver).state.challenge
                if asked is None:
                    break
                assert f"Request {number}: {asked.title}" in driver.text
                await answer(driver, made(way, asked.id))
            assert number > 2
            assert "one mistake gives exactly what came out." in driver.text
            assert "json-hashed-as-python-form" in driver.text
            assert "b says which POST data your code sends" in driver.text
            asked_last = screen(driver).state.answers[-1].challenge
            await driver.press("b")
            await driver.paste(asked_last.request.body.decode())
            await driver.press("enter")
            await found(driver)
            assert screen(driver).state.answers[-1].body == asked_last.request.body
            assert "b says which" not in driver.text

        drive(script)

    def test_another_body_is_what_was_signed(self) -> None:
        body = "nonce=1616534467167&pair=XBTUSD"

        async def script(driver: Driver) -> None:
            await driver.press("s", "b")
            await driver.paste(body)
            await driver.press("enter")
            assert screen(driver).focused is screen(driver)._signature
            signature = sign(first().request._replace(body=body.encode()), BOTH)
            await driver.paste(signature)
            await driver.press("enter")
            await found(driver)
            assert screen(driver).state.answers[0].body == body.encode()
            assert "2 mistakes together give exactly what came out." in driver.text

        drive(script)

    def test_the_tutorial_opens_on_the_mistakes_and_leads_back(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("s", "o")
            assert "request 1" in driver.lines[0]
            await answer(driver, made(BOTH))
            await driver.press("l", "o")
            shown = driver.app.screen
            assert isinstance(shown, Tutorial)
            assert shown.state.chosen == BOTH
            assert shown.state.request == first().request
            assert shown.state.language is LANGUAGES[1]
            assert "SHA-256 goes wrong here" in driver.text
            await driver.press("escape")
            assert "2 mistakes together" in driver.text
            await driver.press("escape")
            assert driver.app.screen is driver.tutorial

        drive(script)

    def test_it_goes_on_where_it_was_left(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("s")
            await answer(driver, made(BOTH))
            verdict = [line.rstrip(" ┃") for line in driver.text.splitlines()]
            await driver.press("escape", "s")
            assert [line.rstrip(" ┃") for line in driver.text.splitlines()] == verdict
            await driver.press("o", "s")
            assert isinstance(driver.app.screen, ChallengeScreen)
            await driver.press("u", "escape", "s")
            assert "request 1" in driver.text

        drive(script)

    def test_the_report_is_copied(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("s")
            await answer(driver, made(BOTH))
            await driver.press("y")
            assert "A report of explainer" in driver.text
            (part,) = read_report(driver.app.clipboard)
            assert "signature" in {one.field for one in part.found}
            assert "Mistakes: `digest-as-hex`, `secret-not-decoded`" in driver.app.clipboard

        drive(script)

    def test_an_early_verdict_rules_nothing_out_and_says_how_to_go_on(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("s")
            await answer(driver, made(()))
            await driver.press("v")
            said = " ".join(driver.text.split())
            assert "mistakes would not have shown" in said
            assert "it may be one of these, or not how your code signs" in said
            assert "u goes on with request 2" in said
            await driver.press("u")
            assert driver.lines[0].endswith("request 2")
            await driver.press("escape", "s")
            assert driver.lines[0].endswith("request 2")

        drive(script)

    def test_a_skipped_request_counts_and_stays_skipped(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("s", "s")
            await found(driver)
            assert driver.lines[0].endswith("request 2")
            assert "Request 2: " in driver.text
            assert "v verdict" not in driver.lines[-1]
            await driver.press("enter")
            await driver.type("half of it")
            await driver.press("escape", "escape")
            assert driver.app.screen is driver.tutorial
            await driver.press("s")
            assert driver.lines[0].endswith("request 2")
            assert "API-Sign   half of it" in driver.text
            await driver.press("u")
            assert driver.lines[0].endswith("request 1")

        drive(script)

    def test_a_paste_during_the_search_is_said_to_be_left_out(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("s")
            await driver.paste(UNKNOWN)
            await driver.paste("and one more")
            assert screen(driver).state.searching
            assert "what you pasted meanwhile was left out" in " ".join(driver.text.split())
            await found(driver)
            assert len(screen(driver).state.answers) == 1

        drive(script)

    def test_all_keys_of_a_request_stand_in_the_footer(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("s")
            await answer(driver, UNKNOWN)
            for key in (
                "y copy",
                "e error",
                "s skip",
                "u undo",
                "b body",
                "v verdict",
                "Esc back",
                "F1 help",
            ):
                assert key in driver.lines[-1]

        drive(script)

    def test_d_in_the_tutorial_that_it_opened_leads_to_the_debug_screen(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("d", "c")
            await answer(driver, made(BOTH))
            await driver.press("o", "d")
            await driver.settle()
            assert driver.lines[0].startswith(" Debug an API-Sign")
            await driver.press("escape")
            assert driver.app.screen is driver.app.screen_stack[0]

        drive(script)

    def test_a_search_shows_how_far_it_is_and_can_be_stopped(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("s")
            await driver.paste(UNKNOWN)
            for _ in range(200):
                if (screen(driver).state.tried or 0) > 0:
                    break
                await driver.pilot.pause(0.02)
            assert "trying several mistakes at once: " in driver.text
            assert "request 1, answered" in driver.lines[0]
            assert f"Request 1: {first().title}" in driver.text
            await driver.press("escape")
            assert not screen(driver).state.searching
            assert driver.lines[0].endswith("request 1")
            await found(driver)
            assert screen(driver).state.answers == ()
            assert "stopped; what was answered is still in its field" in driver.text
            assert f" API-Sign   {BULLET * 60}" in driver.text
            assert screen(driver).query_one("#field-answer", Field).kept == UNKNOWN
            await answer(driver, made(BOTH))
            assert "2 mistakes together give exactly what came out." in driver.text
            await driver.press("u")
            assert driver.lines[0].endswith("request 1")
            assert UNKNOWN[:60] not in driver.text

        drive(script)

    def test_what_is_no_signature_is_asked_about_once(self) -> None:
        """As the command does; what is pasted after that takes its place."""
        none = "this is not a signature"

        async def script(driver: Driver) -> None:
            await driver.press("s")
            await driver.paste(none)
            assert DOUBT in " ".join(driver.text.split())
            assert f" API-Sign   {none}" in driver.text
            assert not screen(driver).state.searching
            await driver.paste(made(BOTH))
            assert none not in driver.text
            await driver.press("enter")
            await found(driver)
            assert [given.signature for given in screen(driver).state.answers] == [made(BOTH)]
            await driver.press("u")
            await driver.press("enter")
            await driver.type(none)
            await driver.press("enter")
            assert screen(driver).state.answers == ()
            await driver.press("enter")
            assert [given.signature for given in screen(driver).state.answers] == [none]
            await driver.press("escape")

        drive(script)

    def test_the_footer_has_what_works_now(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("s")
            assert "undo" not in driver.lines[-1]
            await answer(driver, made(()))
            assert "request 2" in driver.lines[0]
            assert "u undo" in driver.lines[-1]
            await driver.resize(140, 24)
            await driver.click("v verdict")
            assert "Your code signs rightly, as far" in driver.text
            assert "y copy" in driver.lines[-1]
            assert "o see it" not in driver.lines[-1]
            assert "l language" not in driver.lines[-1]
            await driver.paste(made(BOTH))
            assert "not taken, because this is the verdict" in driver.text
            await driver.click("u to the request")
            assert "request 2" in driver.lines[0]
            await driver.click("u undo")
            assert driver.lines[0].endswith("request 1")

        drive(script)

    @pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 45), (30, 8)])
    def test_it_fits(self, size: tuple[int, int]) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("s")
            for keys in (("enter",), ("escape", "b"), ("escape", "pagedown", "t"), ("f1",), ("escape",)):
                await driver.press(*keys)
                assert len(driver.lines) == size[1]
                assert max(map(len, driver.lines)) <= size[0]
            await answer(driver, made(BOTH))
            await driver.press("end", "home")
            assert max(map(len, driver.lines)) <= size[0]
            if size[0] >= 60:
                assert "F1 help" in driver.lines[-1]

        drive(script, size=size)

    def test_hostile_text_is_an_answer_like_others(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("s", "b")
            await driver.paste("\x1b[31m[/nope]\u202e")
            await driver.press("enter")
            await driver.paste("\x1b]52;c;aGk=\x07[/nope]\u202e")
            assert not controls(driver.lines)
            await driver.press("escape", "e")
            await found(driver)
            assert not controls(driver.lines)

        drive(script)

    @pytest.mark.parametrize("clicked", [False, True])
    @pytest.mark.parametrize("context", [Context.CHALLENGE, Context.ANSWER, Context.JUDGED])
    def test_every_key_that_the_footer_shows_works(self, context: Context, clicked: bool) -> None:
        asking = Asking().answered(made(BOTH))

        async def opened(driver: Driver) -> None:
            shown = ChallengeScreen(LANGUAGES[0])
            driver.app.push_screen(shown)
            await driver.pilot.pause()
            if context is Context.JUDGED:
                shown.state = asking.learnt(identify(asking.answers))
            elif context is Context.ANSWER:
                await driver.press("enter", "a")
            await driver.pilot.pause()

        try_footer(context, opened, clicked=clicked)

    def test_the_palette_offers_its_own_keys(self) -> None:
        async def script(driver: Driver) -> None:
            await driver.press("s")
            titles = {command.title for command in driver.app.get_system_commands(driver.app.screen)}
            assert {"copy", "skip", "error"} <= titles
            assert "mistakes" not in titles

        drive(script)


class TestState:
    def test_an_empty_answer_is_none(self) -> None:
        state = Asking().answered(" \n")
        assert not state.searching
        assert "paste the API-Sign" in state.said

    def test_there_is_no_verdict_before_an_answer(self) -> None:
        assert Asking().judged().challenge is not None
        assert "no verdict" in Asking().answered("verdict").said

    def test_what_is_too_long_is_no_signature(self) -> None:
        state = Asking().answered("A" * (LONGEST + 1))
        assert (state.searching, state.answers) == (False, ())
        assert f"{LONGEST + 1:,} characters are no API-Sign" in state.said

    def test_a_verdict_that_came_too_early_is_undone(self) -> None:
        known = Identification((), first())
        state = Asking().answered(made(BOTH)).learnt(known)
        judged = state.answered("verdict")
        assert judged.challenge is None
        assert (judged.undone().challenge, judged.undone().answers) == (first(), state.answers)

    def test_line_ends_inside_of_an_answer_stay(self) -> None:
        wrapped = f"{made(BOTH)[:76]}\n{made(BOTH)[76:]}"
        assert Asking().answered(wrapped).answers[0].signature == wrapped

    def test_nothing_is_taken_while_a_search_runs(self) -> None:
        searching = Asking().answered(UNKNOWN)
        assert searching.answered("abc").answers == searching.answers
        assert searching.answered("abc").searching
        assert searching.sends("abc") is searching
        assert searching.undone().answers == ()

    def test_a_right_way_has_no_mistake_to_show(self) -> None:
        state = Asking().answered(made(())).learnt(Identification((), None))
        assert state.tutorial is None
        assert state.report is not None
        assert b64decode(made(())) not in state.report.encode()
