"""The search of the debug screen: its beginning, its end, and what it is about."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from base64 import b64encode
from hashlib import sha512
from pathlib import Path

import pytest
from textual.events import Key

from explainer.aside import Aside
from explainer.diagnosing import usable_cores
from explainer.example import EXAMPLE
from explainer.pipeline.run import sign
from explainer.secret import Secret
from explainer.tui.debugging import Debug
from explainer.tui.keys import Context
from explainer.tui.pages.verdict import status_line
from explainer.tui.screens.debug import DebugScreen
from explainer.tui.screens.tutorial import Tutorial
from tests.processes import PROC, children_of, wait_until_gone
from tests.tui.debugged import BODY, CURL, ENV, NOT_EXPLAINED, SECRET, WRONG, debug, found, proven
from tests.tui.driving import Driver


def test_an_edit_is_searched_for_and_leaves_the_signature_as_it_was() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(ENV.replace("/0/private/AddOrder", "/0/private/Balance"))
        await found(driver, screen)
        assert screen.state.explanation is None
        await driver.press("tab", "e", "ctrl+u")
        await driver.type("/0/private/AddOrder")
        await asyncio.sleep(0.4)
        await found(driver, screen)
        assert screen.state.form.draft.path == b"/0/private/AddOrder", driver.text
        assert proven(screen) == ["digest-as-hex"]
        assert screen.state.form.draft.signature == WRONG
        assert "typed here" in driver.text

    debug(script)


def test_a_search_is_ended_by_a_key_and_leaves_nothing_behind() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(ENV.replace(WRONG, NOT_EXPLAINED))
        assert screen.state.running is not None
        await driver.press("escape")
        await found(driver, screen)
        assert screen.state.found is not None
        assert screen.state.found.searched.cut_short
        await driver.app.workers.wait_for_complete()
        assert isinstance(driver.app.screen, DebugScreen)
        await driver.press("escape")
        assert isinstance(driver.app.screen, Tutorial)

    debug(script, mistakes=4)
    assert [one.name for one in threading.enumerate() if "asyncio" in one.name] == []


def test_escape_goes_one_step_at_a_time_and_loses_nothing() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(ENV.replace(WRONG, NOT_EXPLAINED))
        await driver.press("e", "end", "x")
        await asyncio.sleep(0.4)
        await driver.pilot.pause()
        assert screen.state.running is not None
        await driver.press("escape")
        assert screen.focused is None
        assert screen.state.running is not None
        await driver.press("escape")
        await found(driver, screen)
        assert screen.context is Context.FORM
        await driver.press("escape")
        assert "e edit" in driver.lines[-1]
        typed = screen.state
        await driver.press("escape")
        assert isinstance(driver.app.screen, Tutorial)
        await driver.press("d")
        assert "The paste" in driver.text
        assert screen.state is typed
        assert screen.state.form.draft.path == b"/0/private/AddOrderx"

    debug(script, mistakes=4)


@PROC
@pytest.mark.parametrize("way", [("escape",), ("ctrl+q",)])
def test_no_process_outlives_the_search_or_the_screen(way: tuple[str, ...]) -> None:
    started: list[Path] = []
    others = children_of(os.getpid(), "explainer.aside")

    async def started_by(driver: Driver, starter: int, module: str) -> Path:
        for _ in range(1000):
            for process in children_of(starter, module) - others:
                started.append(process)
                return process
            await driver.pilot.pause(0.01)
        raise AssertionError(f"{module} was not started")

    async def script(driver: Driver, screen: DebugScreen) -> None:
        # The second process starts as soon as one mistake explains nothing; a large request takes long.
        await driver.paste(ENV.replace(WRONG, NOT_EXPLAINED).replace(BODY, f"{BODY}&text={'x' * 1024}"))
        aside = await started_by(driver, os.getpid(), "explainer.aside")
        if usable_cores() > 2:
            await started_by(driver, int(aside.name), "explainer.second_core")
        assert screen.state.running is not None
        for key in way:
            driver.app.post_message(Key(key, None))
        if way == ("escape",):
            await driver.app.workers.wait_for_complete()
            for process in started[1:]:
                wait_until_gone(process)

    debug(script, mistakes=4, aside=None)
    assert started
    for process in started:
        wait_until_gone(process)
    assert [one.name for one in threading.enumerate() if "asyncio" in one.name] == []


def test_a_search_that_is_ended_from_outside_can_be_done_again() -> None:
    with Aside() as aside:

        async def script(driver: Driver, screen: DebugScreen) -> None:
            await driver.paste(ENV.replace(WRONG, NOT_EXPLAINED))
            while aside.process_id is None:
                await asyncio.sleep(0.01)
            os.kill(aside.process_id, signal.SIGTERM)
            await driver.app.workers.wait_for_complete()
            await driver.settle()
            assert "✗ The search was ended from outside" in driver.text
            await driver.press("tab", "tab")
            assert "The search broke off" in driver.text
            assert "r longer" in driver.lines[-1]
            await driver.press("r")
            await found(driver, screen)

        debug(script, aside=aside)


def test_what_an_older_search_tells_does_not_count() -> None:
    state = Debug().paste(ENV)
    assert state.waiting == 0
    first = state.started(0)
    second = first.edit("path", "/0/private/Balance").started(0)
    assert second.runs == 2
    assert second.failed(1, "broken") is second
    assert second.failed(2, "broken").outcome is not None


def test_an_edit_is_said_to_be_searched_for() -> None:
    state = Debug().paste(ENV)
    line = status_line(state)
    assert "".join([piece.text for piece in line]) == "… The search begins in a moment"
    assert "…" in "".join([piece.text for piece in status_line(state.started(0))])


def test_several_requests_have_a_verdict_each() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        right = CURL.replace(WRONG, sign(EXAMPLE)).replace("curl -X", "curl -s -X")
        other = CURL.replace("pair=XBTUSD", "pair=ETHUSD")
        await driver.paste(SECRET + right + other)
        assert len(screen.state.forms) == 2
        for _ in range(1000):
            if all(form.outcome and form.outcome.found for form in screen.state.forms):
                break
            await asyncio.sleep(0.01)
        await driver.settle()
        assert "2 requests ▸ ✓ 1: line 2   ✗ 2: line 3" in driver.text
        assert "a curl command (lines 2-3)" in " ".join(driver.text.split())
        assert "✓ The signature is right." in driver.text
        await driver.press("right_square_bracket")
        assert "✗ The signature is wrong" in driver.text

    debug(script)


def test_the_signature_of_another_request_is_known_as_such() -> None:
    """As on the command line: that of Kraken's example, and those of the other requests of the paste."""
    own = EXAMPLE._replace(secret=Secret(b64encode(sha512(b"own").digest())))
    secret = f"KRAKEN_SECRET={own.secret.expose().decode()}\n"
    other = own._replace(body=own.body.replace(b"XBTUSD", b"ETHUSD"))

    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(secret + CURL.replace(WRONG, sign(EXAMPLE)))
        await found(driver, screen)
        assert "it is the right one for another" in driver.text
        await driver.press("shift+tab")
        assert "Kraken's published example" in driver.text
        await driver.press("x")
        second = CURL.replace(BODY, other.body.decode()).replace(WRONG, sign(own))
        await driver.paste(secret + CURL.replace(WRONG, sign(other)) + second)
        for _ in range(1000):
            if all(form.outcome and form.outcome.found for form in screen.state.forms):
                break
            await asyncio.sleep(0.01)
        for form in screen.state.forms:
            assert form.outcome is not None
            assert form.outcome.found is not None
            assert form.outcome.found.other_request == 0

    debug(script)


def test_the_footer_has_what_a_verdict_brings_as_soon_as_it_is_there() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.press("shift+tab")
        await driver.paste(ENV.replace(WRONG, NOT_EXPLAINED))
        await driver.press("shift+tab")
        assert screen.state.running is not None
        assert "o see it" not in driver.lines[-1]
        assert "y report" not in driver.lines[-1]
        await driver.press("o", "y")
        assert driver.app.screen is screen
        await driver.press("escape")
        await found(driver, screen)
        assert "y report" in driver.lines[-1]
        assert "o see it" not in driver.lines[-1]
        await driver.press("o")
        assert driver.app.screen is screen
        await driver.press("x")
        await driver.paste(ENV)
        await found(driver, screen)
        assert "Enter go on  o see it  y report" in driver.lines[-1]
        await driver.press("shift+tab")
        assert "o see it  y report" in driver.lines[-1]

    debug(script)
