"""A private key in a field where it does not belong: never readable there, and not lost."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha512

import pytest

from explainer.example import EXAMPLE
from explainer.pipeline.run import sign
from explainer.secret import Secret
from explainer.tui.debugging import PANES, Debug
from explainer.tui.forms import FIELDS
from explainer.tui.screens.debug import DebugScreen
from tests.tui.debugged import BODY, CURL, KEY, WRONG, debug, found
from tests.tui.driving import Driver, drive

PLANTED = b64encode(sha512(b"planted").digest()).decode()
OWN = EXAMPLE._replace(secret=Secret(PLANTED))
SIGNATURE = sign(OWN, ["digest-as-hex"])
LINES = [name for name in FIELDS if name not in ("secret", "signature", "observed", "body")]


async def go_to(driver: Driver, screen: DebugScreen, field: str) -> None:
    """Go to a field of the form by keys."""
    if screen.focused is None:
        await driver.press("e")
    for _ in FIELDS:
        if screen.focused is not None and screen.focused.id == f"field-{field}":
            return
        await driver.press("tab")
    raise AssertionError(field)


def shows(driver: Driver) -> bool:
    """Return whether the screen or the clipboard has a part of the key."""
    seen = "".join(driver.text.split()) + driver.app.clipboard
    seen += "".join(driver.app.export_screenshot().replace("&#160;", "").split())
    return any(PLANTED[at : at + 10] in seen for at in range(0, len(PLANTED) - 10, 5))


@pytest.mark.parametrize("field", [*LINES, "body"])
def test_it_goes_from_any_field_to_its_own(field: str) -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await go_to(driver, screen, field)
        await driver.paste(PLANTED)
        assert screen.state.form.draft.secret == Secret(PLANTED)
        assert not getattr(screen.state.form.draft, field)
        assert screen.query_one(f"#field-{field}").has_focus
        await driver.settle()
        assert "looks like a private key" in driver.text
        assert not shows(driver)

    debug(script)


def test_what_else_was_typed_stays() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await go_to(driver, screen, "path")
        await driver.type("/0/private/Balance ")
        await driver.paste(f"{PLANTED} ")
        await driver.type("x")
        assert screen.state.form.draft.path == b"/0/private/Balance  x"
        assert screen.state.form.draft.secret == Secret(PLANTED)
        assert not shows(driver)

    debug(script)


@pytest.mark.parametrize(
    ("field", "before"), [("path", "/0/private/AddOrder"), ("api_key", "CJbfPw4tnbf/9en"), ("nonce", "1616")]
)
def test_behind_what_is_there_it_is_no_more_seen(field: str, before: str) -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await go_to(driver, screen, field)
        await driver.paste(before)
        await driver.paste(PLANTED)
        await driver.settle()
        assert screen.state.form.draft.secret == Secret(PLANTED)
        assert getattr(screen.state.form.draft, field) == before.encode()
        assert "looks like a private key" in driver.text
        assert not shows(driver)

    debug(script)


def test_in_the_midst_of_the_post_data_it_is_not_seen_either() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await go_to(driver, screen, "body")
        await driver.paste("nonce=1&text=abc")
        await driver.paste(PLANTED)
        await driver.settle()
        assert screen.state.form.draft.body == b"nonce=1&text=abc"
        assert screen.state.form.draft.secret == Secret(PLANTED)
        assert not shows(driver)

    debug(script)


def test_it_does_not_take_the_place_of_another_one() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(f"KRAKEN_SECRET={EXAMPLE.secret.expose().decode()}\n")
        await go_to(driver, screen, "api_key")
        await driver.paste(PLANTED)
        assert screen.state.form.draft.secret == EXAMPLE.secret
        await driver.settle()
        assert "put it into the field that it belongs to" in " ".join(driver.text.split())
        assert not shows(driver)

    debug(script)


def test_typed_letter_by_letter_it_is_masked_as_soon_as_it_is_known() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(f"KRAKEN_SECRET={PLANTED}\n")
        await go_to(driver, screen, "method")
        await driver.type(PLANTED[:30])
        assert "••••••••••••••••" in driver.text
        assert not shows(driver)
        await driver.type(PLANTED[30:])
        assert not screen.state.form.draft.method
        assert not shows(driver)

    debug(script)


def test_where_it_can_belong_it_is_masked_and_counts() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        for field, text in (("body", f"nonce=1&key={PLANTED}"), ("observed", f"mac = {PLANTED}")):
            await go_to(driver, screen, field)
            await driver.paste(text)
            assert not shows(driver)
            await driver.press(
                "backspace", "backspace", "home", "x", "ctrl+a", "ctrl+c", "end", "y", "escape"
            )
            await driver.settle()
            assert not shows(driver)
        assert PLANTED.encode() not in (screen.state.form.draft.body or b"")

    debug(script)


def test_a_signature_is_shown_once_the_private_key_is_known_and_is_another_value() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await go_to(driver, screen, "signature")
        await driver.paste(SIGNATURE)
        await driver.settle()
        assert screen.state.form.draft.signature == SIGNATURE
        assert SIGNATURE[:10] not in driver.text
        assert "hidden until the private key is given" in " ".join(driver.text.split())
        await go_to(driver, screen, "secret")
        await driver.paste(PLANTED)
        await driver.settle()
        assert SIGNATURE[:40] in driver.text
        assert "hidden until" not in driver.text
        await go_to(driver, screen, "signature")
        await driver.press("ctrl+u")
        await driver.paste(PLANTED)
        await driver.settle()
        assert not shows(driver)
        assert screen.state.form.draft.signature == PLANTED
        assert "THIS IS THE PRIVATE KEY" in driver.text

    debug(script, Debug(), size=(80, 50))


def test_a_private_key_pasted_as_the_signature_is_never_seen() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(f"API-Sign: {PLANTED}\nand once more {PLANTED}\nURI path: /0/private/Balance\n")
        said = []
        for _ in PANES:
            await driver.settle()
            assert not shows(driver)
            said.append(" ".join(driver.text.split()))
            await driver.press("tab")
        assert "✓ Understood: header lines (line 1)" in said[0]
        assert said[0].index("✓ Understood") < said[0].index("the API-Sign is hidden until the private key")
        assert "if this is that key, move it to Private key, and make a new one if it was sent" in said[1]
        await driver.press("x")
        await driver.paste(f"API-Sign: {PLANTED}\nAPI-Sign: {SIGNATURE}\n")
        assert not shows(driver)
        assert SIGNATURE[:20] not in driver.text

    debug(script, size=(80, 40))


def test_a_signature_that_is_explained_is_no_private_key() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(f"API-Sign: {WRONG}\n")
        await found(driver, screen)
        assert WRONG[:40] in driver.text
        assert "hidden until" not in driver.text
        await driver.press("tab")
        await driver.settle()
        assert WRONG[:40] in driver.text

    debug(script, size=(80, 40))


@pytest.mark.parametrize("keys", [("end",), ("end", "ctrl+u")], ids=["behind", "alone"])
@pytest.mark.parametrize("field", ["path", "nonce", "body", "api_key"])
def test_the_fields_of_the_tutorial_do_not_show_it_either(field: str, keys: tuple[str, ...]) -> None:
    async def script(driver: Driver) -> None:
        before = driver.state.request
        await driver.press("e")
        driver.app.screen.set_focus(driver.app.screen.query_one(f"#field-{field}"))
        await driver.press(*keys)
        await driver.paste(PLANTED)
        await driver.settle()
        assert "looks like a private key" in driver.text
        assert not shows(driver)
        assert driver.state.request.secret == before.secret
        await driver.press("escape", "escape", "0")
        assert not shows(driver)

    drive(script)


@pytest.mark.parametrize("key", [PLANTED, KEY], ids=["any", "own"])
def test_post_data_with_it_reaches_no_stage(key: str) -> None:
    async def script(driver: Driver) -> None:
        before = driver.state.request
        await driver.press("e")
        driver.app.screen.set_focus(driver.app.screen.query_one("#field-body"))
        await driver.press("end")
        await driver.paste(f"&secret={key}")
        await driver.settle()
        assert "private key is in it" in driver.text
        assert "make a new one" in " ".join(driver.text.split())
        assert driver.state.request == before
        await driver.press("escape", "escape", "0")
        assert not shows(driver)

    drive(script, size=(80, 40))


def test_post_data_with_it_is_not_searched() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(f"{CURL.replace(BODY, f'{BODY}&secret={PLANTED}')}\nKRAKEN_SECRET={KEY}\n")
        for _ in PANES:
            await driver.settle()
            assert "Cannot be used as it stands: POST data" in driver.text
            assert not shows(driver)
            await driver.press("tab")
        assert screen.state.found is None

    debug(script)


def test_the_search_for_mistakes_does_not_take_it() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("slash")
        await driver.paste(PLANTED)
        await driver.settle()
        assert "what looked like a private key was taken out" in driver.text
        assert not shows(driver)

    drive(script)


def test_the_challenge_does_not_show_it_as_an_answer() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("s", "enter")
        await driver.type(PLANTED[:86])
        await driver.settle()
        assert "•" * 40 in driver.text
        assert not shows(driver)

    drive(script)


def test_the_challenge_does_not_send_it() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("s", "b")
        await driver.paste(PLANTED)
        await driver.settle()
        assert "a challenge needs none of yours" in " ".join(driver.text.split())
        assert not shows(driver)

    drive(script)
