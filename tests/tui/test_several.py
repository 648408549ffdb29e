"""Several pastes and several requests on the debug screen, driven as a person would."""

from __future__ import annotations

import asyncio

from explainer.example import EXAMPLE
from explainer.intake.paste import LARGEST
from explainer.pipeline.run import sign
from explainer.tui.debugging import Pane
from explainer.tui.screens.debug import DebugScreen
from tests.tui.debugged import BODY, CURL, ENV, KEY, NOT_EXPLAINED, SECRET, WRONG, debug
from tests.tui.driving import Driver

LOG = "".join([f"{number} DEBUG nothing of interest\n" for number in range(1, 40)])
OTHER = CURL.replace("pair=XBTUSD", "pair=ETHUSD")
API_KEY = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrSt"


def with_api_key(curl: str, key: str) -> str:
    return curl.replace(" -d", f" -H 'API-Key: {key}' -d")


async def keyed(driver: Driver, text: str) -> None:
    """Put a text into the field of the private key, which is where the focus goes if it is missing."""
    await driver.press("e")
    await driver.paste(text)
    await driver.press("escape")
    await asyncio.sleep(0.4)
    await driver.settle()


async def ended(driver: Driver, screen: DebugScreen) -> None:
    for _ in range(1000):
        if screen.state.running is None and screen.state.waiting is None:
            break
        await asyncio.sleep(0.01)
    await driver.settle()


def test_a_private_key_that_was_typed_once_serves_all_requests() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(CURL + OTHER)
        await driver.press("right_square_bracket")
        await keyed(driver, KEY)
        await ended(driver, screen)
        assert all(form.outcome and form.outcome.found for form in screen.state.forms)
        await driver.press("left_square_bracket", "tab")
        assert "one mistake gives exactly these bytes" in driver.text
        await driver.press("shift+tab")
        assert "typed for request 2" in driver.text
        # A correction, wherever it is made, is one for all, and so is the key of a later paste's request.
        await keyed(driver, KEY[::-1].strip("="))
        assert len({form.draft.secret for form in screen.state.forms}) == 1
        await driver.paste(OTHER.replace("buy", "sell"))
        assert len(screen.state.forms) == 3
        assert len({form.draft.secret for form in screen.state.forms}) == 1

    debug(script, size=(80, 40))


def test_a_private_key_does_not_serve_another_api_key() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(with_api_key(CURL, API_KEY) + with_api_key(OTHER, API_KEY.swapcase()))
        await keyed(driver, KEY)
        assert [form.draft.secret is None for form in screen.state.forms] == [False, True]

    debug(script)


def test_the_request_that_is_shown_is_told_without_colour_and_is_in_sight() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(CURL + LOG + OTHER)
        assert "▸ ○ 1: line 1" in driver.text
        assert "pair=ETHUSD" not in driver.text
        await driver.press("right_square_bracket")
        assert f"▸ ○ 2: line {len(LOG.splitlines()) + 2}" in driver.text
        assert "pair=ETHUSD" in driver.text
        await driver.press("left_square_bracket")
        assert "pair=XBTUSD" in driver.text

    debug(script)


def test_what_was_added_is_in_sight() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(CURL.replace(WRONG, NOT_EXPLAINED) + LOG)
        assert "added_value" not in driver.text
        await driver.paste("added_value=1\n" + SECRET)
        assert "added_value" in driver.text
        assert "40 DEBUG" not in driver.text.splitlines()[4]
        await driver.press("escape", "x", "x")
        assert "Understood" in driver.text

    debug(script)


def test_a_paste_that_is_refused_is_told_until_the_next_one() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste("x" * (LARGEST + 1))
        assert f"{LARGEST + 1:,} characters are too many" in driver.text
        await driver.paste(CURL)
        assert "too many" not in driver.text
        await driver.paste("x" * (LARGEST + 1))
        assert "too many" in driver.text
        assert "pair=XBTUSD" in driver.text

    debug(script)


def test_the_fields_begin_at_the_top_after_another_paste() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(CURL)
        await driver.press("tab", "end")
        await driver.settle()
        assert "Method" in driver.text
        assert "URI path" not in driver.text
        await driver.press("shift+tab", "x")
        await driver.paste(OTHER)
        await driver.press("tab")
        await driver.settle()
        assert "URI path" in driver.text

    debug(script)


def test_a_broken_key_leads_and_a_mistyped_one_is_among_the_causes() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(CURL.replace(WRONG, NOT_EXPLAINED))
        await keyed(driver, KEY[:-3])
        assert "✗ The private key is broken: 85 base64 characters" in driver.text or screen.state.found
        await ended(driver, screen)
        status = "✗ The signature is wrong, and so is the private key: 85 base64 characters cannot be"
        assert status in " ".join(driver.text.split())
        await keyed(driver, KEY.replace("k", "K", 1))
        await ended(driver, screen)
        await driver.press("tab", "end")
        assert "the private key has a wrong character" in " ".join(driver.text.split())
        assert screen.state.found
        assert ("r longer" in driver.lines[-1]) == screen.state.found.searched.cut_short
        assert "c challenge" in driver.lines[-1]
        assert "Esc back" in driver.lines[-1]

    debug(script, size=(80, 40))


def test_enter_leads_from_the_paste_and_the_fields_to_the_verdict() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(CURL)
        assert "Enter" not in driver.lines[-1]
        await driver.paste(SECRET)
        await ended(driver, screen)
        assert "Enter go on" in driver.lines[-1]
        await driver.press("tab")
        assert "e edit" in driver.lines[-1]
        await driver.press("enter")
        assert screen.state.pane is Pane.VERDICT
        await driver.press("shift+tab", "shift+tab", "enter")
        assert screen.state.pane is Pane.VERDICT

    debug(script)


def test_a_nonce_in_a_header_is_one_to_choose() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(CURL.replace(" -d", " -H 'Nonce: 1616492376595' -d") + SECRET)
        assert "? Which nonce is meant?" in driver.text
        assert "1616492376595" in driver.text.splitlines()[2]
        await driver.press("2")
        await ended(driver, screen)
        assert "one mistake gives exactly these bytes" in driver.text

    debug(script)


def test_what_stands_in_one_place_is_named_in_one_line() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(f"send: b'POST /0/private/Balance HTTP/1.1\\r\\nAPI-Sign: {WRONG}\\r\\n\\r\\n'\n")
        named = [line for line in driver.lines if "╰" in line]
        assert len(named) == 1
        assert "method, URI path, API-Sign" in named[0]

    debug(script)


def test_a_choice_can_be_changed_by_another_digit() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(f"{ENV}NONCE=1616492376595\n")
        for digit, nonce in (("2", b"1616492376595"), ("1", b"1616492376594"), ("2", b"1616492376595")):
            await driver.press(digit)
            await ended(driver, screen)
            assert screen.state.form.draft.nonce == nonce
            assert f"▸ {digit} {nonce.decode()}" in driver.lines[2]
        await driver.press("9")
        assert screen.state.form.draft.nonce == b"1616492376595"
        screen.set_focus(screen.query_one("#field-nonce"))
        await driver.press("end", "1")
        assert screen.state.form.draft.nonce == b"16164923765951"
        assert screen.state.form.question is None

    debug(script)


def test_what_may_be_the_signature_or_the_key_is_either_and_nothing_else() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(f"URI path: /0/private/AddOrder\nPOST data: {BODY}\n{KEY}\n")
        for digit, missing in (("1", "Private key"), ("2", "API-Sign"), ("1", "Private key")):
            await driver.press(digit)
            await driver.settle()
            assert f"Missing: {missing}" in driver.text
            assert (screen.state.form.draft.secret is None) == (digit == "1")
            assert not screen.state.form.draft.observed

    debug(script)


def test_a_new_signature_after_the_key_is_one_to_choose() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        for text in (CURL, KEY):
            await driver.paste(text)
        await ended(driver, screen)
        await driver.paste(f"{KEY}\n")
        assert screen.state.form.draft.secret == EXAMPLE.secret
        await driver.paste(sign(EXAMPLE))
        assert "? Which API-Sign is meant?" in driver.text
        assert KEY not in driver.text
        await driver.press("2")
        await ended(driver, screen)
        assert "The signature is right" in driver.text

    debug(script)


def test_a_new_request_after_the_key_is_shown_and_has_the_key() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        for text in (CURL, KEY):
            await driver.paste(text)
        await ended(driver, screen)
        await driver.paste(CURL.replace(WRONG, sign(EXAMPLE)))
        await ended(driver, screen)
        assert screen.state.at == 1
        assert "The signature is right" in driver.text

    debug(script)


def test_a_key_without_a_name_is_that_of_all_requests() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(f"{CURL}\n{KEY}\n{CURL.replace(WRONG, sign(EXAMPLE))}")
        assert [form.draft.secret for form in screen.state.forms] == [EXAMPLE.secret] * 2
        assert KEY not in driver.text

    debug(script)


def test_enter_leads_to_the_question_and_an_emptied_field_asks_it_again() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(f"nonce: 1616492376595\n{CURL}{SECRET}")
        await driver.press("enter")
        assert screen.state.pane is Pane.VERDICT
        await driver.press("e", "tab", "7")
        assert screen.state.form.question is None
        await driver.press("backspace")
        assert "? Which nonce is meant? Press its number" in driver.text
        await driver.press("escape", "2")
        await ended(driver, screen)
        assert "one mistake gives exactly these bytes" in driver.text

    debug(script)


def test_what_there_is_to_choose_from_is_whole_on_a_small_screen() -> None:
    alike = f"{BODY}&trigger=last"
    call = f"curl https://api.kraken.com/0/private/AddOrder -H 'API-Sign: {NOT_EXPLAINED}'"
    paste = f"{ENV.replace(BODY, alike)}POSTDATA={alike}&x=1\n{call}\n"

    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(paste)
        await driver.settle()
        said = " ".join(driver.text.split())
        assert "rigger=last (line 3, the line POSTDATA)" in said
        assert "rigger=last&x=1 (line 6, the line POSTDATA)" in said
        await driver.press("1")
        await driver.settle()
        said = " ".join(driver.text.split())
        assert "(line 5, the line API_SIGN)" in said
        assert "(line 7, the header API-Sign)" in said
        await driver.press("1")
        await driver.settle()
        assert "API-Sign:  ▸ 1 line 5    2 line 7" in driver.text

    debug(script)
