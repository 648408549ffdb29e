"""The request edited in place: what is typed and pasted, what is said about it, who follows."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from explainer.example import EXAMPLE
from explainer.pipeline.run import sign
from explainer.request import Request
from explainer.secret import Secret
from explainer.tui.drafts import LONGEST
from explainer.tui.kept import Kept
from explainer.tui.widgets.fields import BodyField, Field, SecretField
from tests.tui.driving import Driver, drive

KEY = b64encode(sha256(b"a key for tests").digest()).decode()


def field(driver: Driver, name: str) -> Field:
    return driver.tutorial.query_one(f"#field-{name}", Field)


def test_every_later_stage_follows_what_is_typed() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("4", "e")
        await driver.press(*["backspace"] * len("AddOrder"))
        await driver.type("Balance")
        assert driver.state.request == EXAMPLE._replace(path=b"/0/private/Balance")
        assert '"/0/private/Balance" + 23a1c1b34c6a' in driver.text
        await driver.press("escape", "7", "pagedown")
        assert sign(driver.state.request)[:30] in driver.text

    drive(script)


def test_the_fields_open_at_the_one_that_matters_and_keys_go_round() -> None:
    async def script(driver: Driver) -> None:
        for stage, first in (("1", "nonce"), ("2", "body"), ("4", "path"), ("5", "secret"), ("7", "path")):
            await driver.press(stage, "e")
            assert driver.tutorial.focused is not None
            assert driver.tutorial.focused.id == f"field-{first}"
            await driver.press("escape")
            assert driver.tutorial.focused is None
        await driver.press("e")
        order = []
        for _ in range(5):
            order.append(str(driver.tutorial.focused.id))  # type: ignore[union-attr]
            await driver.press("tab")
        assert order == ["field-path", "field-nonce", "field-body", "field-secret", "field-api_key"]
        assert driver.tutorial.focused is field(driver, "path")
        await driver.press("shift+tab")
        assert driver.tutorial.focused is field(driver, "api_key")
        await driver.press("up", "enter", "down", "f2")
        assert driver.tutorial.focused is field(driver, "path")

    drive(script)


def test_keys_that_arrive_at_once_go_where_each_belongs() -> None:
    async def script(driver: Driver) -> None:
        await driver.burst(*"4e", *["backspace"] * 8, *"Trades", "tab", *["backspace"] * 13, *"1", "enter")
        await driver.burst(*"x", "tab", "tab", *"q", "escape", "2", "m")
        assert driver.state.request.path == b"/0/private/Trades"
        assert driver.state.request.nonce == b"1"
        assert driver.state.request.body.endswith(b"1.25x")
        assert driver.state.request.api_key == b"q"
        assert driver.state.place == "postdata"
        await driver.burst("slash", *"hex", "enter", "down", "space")
        assert driver.state.query == "hex"
        assert driver.state.chosen

    drive(script)


@pytest.mark.parametrize("name", ["path", "secret", "api_key"])
def test_letters_that_come_faster_than_they_are_taken_do_not_go_on_for_ever(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []
    take = Field._take

    def count(one: Field, kept: Kept) -> None:
        taken.append(kept.text)
        assert len(taken) < 10
        take(one, kept)

    monkeypatch.setattr(Field, "_take", count)

    async def script(driver: Driver) -> None:
        await driver.press("4", "e")
        one = field(driver, name)
        one.focus()
        # Both changes are told when the second letter is there already.
        one.insert_text_at_cursor("a")
        one.insert_text_at_cursor("b")
        await driver.settle()
        assert taken[-1].endswith("ab")
        assert one.kept == one.value

    drive(script)


def test_letters_go_into_a_field_and_do_nothing_else() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("7", "e", "home")
        await driver.type("acmltq123")
        assert driver.state.request.path == b"acmltq123/0/private/AddOrder"
        assert driver.state.place == "signature"
        assert not driver.state.chosen

    drive(script)


def test_bad_input_is_said_beside_the_field_and_stays_there() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("5", "e")
        await driver.type("abc$")
        assert "✗ the character '$' is not base64 (at position 3" in driver.text
        assert "✗ a field needs mending" in driver.text
        assert driver.state.request == EXAMPLE
        await driver.press("escape", "1")
        assert "✗ a field needs mending" in driver.text
        await driver.press("e")
        assert driver.tutorial.focused is field(driver, "secret")
        assert field(driver, "secret").value == "abc$"
        await driver.press(*["backspace"] * 4)
        assert "needs mending" not in driver.text
        assert driver.state.request == EXAMPLE

    drive(script)


def test_what_stands_out_is_said_beside_its_field_and_counted_in_the_head() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("4", "e")
        await driver.type("?a=1")
        await driver.press("tab", "tab")
        await driver.type("&b=c d")
        words = " ".join(driver.text.split())
        assert "! parameters stand in the URL" in words or "! the path is signed without '?'" in words
        assert "! a space stands unencoded" in words
        assert "2 warnings: e" in driver.text
        assert driver.state.work.right is not None
        await driver.press("escape")
        assert "2 warnings: e" in driver.text
        await driver.press("e", "ctrl+u")
        await driver.paste("0/private/Balance")
        assert "✗ the path begins without a slash" in " ".join(driver.text.split())
        assert "1 error, 1 warning: e" in driver.text

    drive(script, size=(80, 40))


def test_all_that_is_said_about_a_pasted_body_is_on_the_screen() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("2", "e")
        await driver.paste("&b=c d\r\n&x=\x07")
        await driver.settle()
        words = " ".join(driver.text.split())
        assert "1 line end was taken as line feed" in words
        assert "1 character is invisible, shown as ␇" in words
        assert "! there is a line feed inside the body" in words
        assert "and 1 more" in words

    drive(script)


def test_the_field_that_has_the_focus_is_pointed_to() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("1", "e")
        assert "▸ Nonce" in driver.text
        await driver.press("tab")
        assert "▸ POST data" in driver.text
        assert "▸ Nonce" not in driver.text

    drive(script)


def test_the_stages_say_that_they_show_the_last_valid_value() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("5", "e")
        await driver.type("abc$")
        assert "the stages show the last valid value" in driver.text
        await driver.press("escape")
        for key in "560":
            await driver.press(key)
            assert "✗ Private key cannot be used as it stands: what is shown comes from" in driver.text

    drive(script)


def test_nonce_and_body_follow_each_other_on_the_screen() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("1", "e", *["backspace"] * 13)
        await driver.type("17")
        body = driver.tutorial.query_one(BodyField)
        assert body.text.startswith("nonce=17&ordertype")
        assert "the POST data carries it too" in driver.text
        await driver.press("tab")
        body.move_cursor((0, len("nonce=17")))
        await driver.type("0")
        assert field(driver, "nonce").value == "170"
        assert driver.state.request.nonce == b"170"
        assert "follows the nonce in the POST data" in driver.text

    drive(script)


def test_a_body_of_several_lines_is_edited() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("2", "e")
        await driver.type("\n&x=1")
        assert driver.state.request.body == EXAMPLE.body + b"\n&x=1"
        await driver.press("ctrl+z")
        assert driver.state.request.body in (EXAMPLE.body, EXAMPLE.body + b"\n")

    drive(script)


def test_the_body_is_edited_at_its_end_and_cleared_with_one_key() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("2", "e")
        await driver.type("0")
        assert driver.state.request.body == EXAMPLE.body + b"0"
        await driver.press("ctrl+u")
        assert driver.state.request.body == b""
        await driver.type("nonce=7")
        assert driver.state.request.body == b"nonce=7"

    drive(script)


@pytest.mark.parametrize(("stage", "name"), [("2", "body"), ("4", "path")])
def test_the_ends_of_a_text_have_the_same_keys_in_every_field(stage: str, name: str) -> None:
    def text(driver: Driver) -> str:
        value: bytes = getattr(driver.state.request, name)
        return value.decode()

    async def script(driver: Driver) -> None:
        before = text(driver)
        await driver.press(stage, "e", "ctrl+a")
        await driver.type("x")
        assert text(driver) == f"x{before}"
        await driver.press("ctrl+e")
        await driver.type("y")
        assert text(driver) == f"x{before}y"
        await driver.press("left", "ctrl+k")
        assert text(driver) == f"x{before}"
        await driver.press("ctrl+a", "right", "right", "ctrl+u")
        assert text(driver) == before[1:]
        await driver.press("f7")
        await driver.type("/")
        assert text(driver) == "/"

    drive(script)


def test_a_paste_keeps_every_character_and_says_which_are_invisible() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("4", "e", "end")
        await driver.paste("/a\nb\x1b[31m\u200b\x07")
        assert driver.state.request.path == EXAMPLE.path + "/a\nb\x1b[31m\u200b\x07".encode()
        assert field(driver, "path").value.endswith("/a␊b␛[31m\ufffd␇")
        assert "4 characters are invisible" in driver.text
        await driver.type("c")
        assert driver.state.request.path.endswith(b"\x07c")
        await driver.press("home", "delete")
        assert driver.state.request.path == ("0/private/AddOrder/a\nb\x1b[31m\u200b\x07c").encode()

    drive(script)


def test_a_paste_replaces_the_selection() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("4", "e", "home", "shift+end")
        await driver.paste("/x")
        assert driver.state.request.path == b"/x"
        await driver.press("tab", "tab", "f7")
        await driver.paste("nonce=5")
        assert driver.state.request.body == b"nonce=5"

    drive(script)


def test_a_pasted_body_has_line_feeds_as_line_ends() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("2", "e")
        await driver.paste("&a=1\r\n&b=\u20282\x0b\r")
        assert driver.state.request.body == EXAMPLE.body + "&a=1\n&b=\u20282\x0b\n".encode()
        assert "2 characters are invisible, shown as \ufffd ␋ and kept" in driver.text
        assert "2 line ends were taken as line feed; for other bytes start" in driver.text
        await driver.type("x")
        assert driver.state.request.body == EXAMPLE.body + "&a=1\n&b=\u20282\x0b\nx".encode()
        assert "taken as line feed" not in driver.text

    drive(script)


def test_white_space_in_a_pasted_key_is_left_out_and_said() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("5", "e")
        await driver.paste(f"  {KEY[:20]}\n{KEY[20:]}\r\n")
        assert driver.state.request.secret == Secret(KEY)
        assert "5 blanks or line ends in the paste left out" in driver.text
        assert KEY[:6] not in driver.text
        await driver.press("end", "x")
        assert "left out" not in driver.text

    drive(script)


@pytest.mark.parametrize(("stage", "name"), [("2", "body"), ("4", "path"), ("5", "secret")])
def test_a_paste_that_is_too_long_is_left_out_with_a_way_out(stage: str, name: str) -> None:
    async def script(driver: Driver) -> None:
        await driver.press(stage, "e")
        await driver.paste("a" * (LONGEST + 1))
        words = " ".join(driver.text.split())
        assert "too many for this field" in words
        assert "explainer tutorial FILE" in words
        assert driver.state.request == EXAMPLE

    drive(script, size=(100, 40))


def test_a_key_is_neither_copied_nor_cut() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("5", "e")
        await driver.paste(KEY)
        for key in ("ctrl+c", "ctrl+x"):
            await driver.press("home", "shift+end", key)
            assert driver.app.clipboard == ""
            assert field(driver, "secret").value == KEY
            assert "the private key is not copied from here" in driver.text

    drive(script)


def test_the_key_is_shown_for_a_while_when_asked_for() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("5", "e")
        await driver.paste(KEY)
        assert isinstance(field(driver, "secret"), SecretField)
        await driver.press("ctrl+r")
        assert KEY[:20] in driver.text
        assert "private key shown for 20 s" in driver.text
        await driver.press("ctrl+r")
        assert KEY[:6] not in driver.text
        await driver.press("ctrl+r")
        driver.tutorial.state = driver.state.reveal(1)
        driver.tutorial._count_down()
        await driver.pilot.pause()
        assert KEY[:6] not in driver.text
        assert driver.tutorial._hiding is None

    drive(script)


def test_what_is_no_text_or_too_long_is_named_and_not_edited() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("2", "e")
        words = " ".join(driver.text.split())
        assert "70,008 bytes, too long to be edited here" in words
        assert "2 bytes, no text" in words
        assert driver.tutorial.focused is not None
        await driver.press("tab", "escape", "right")
        assert driver.state.request == request

    request = Request.of(b"\xff\xfe", b"nonce=1&" + b"a" * 70_000, secret=KEY, nonce="1")
    drive(script, request)


def test_a_request_that_cannot_be_signed_opens_the_fields() -> None:
    async def script(driver: Driver) -> None:
        assert driver.tutorial.focused is field(driver, "secret")
        assert "This request cannot be signed" in driver.text
        await driver.paste(KEY)
        assert driver.state.work.right is not None
        assert "cannot be signed" not in driver.text

    drive(script, EXAMPLE._replace(secret=Secret("no base64!")))


def test_an_ellipsis_stands_where_a_line_goes_on_beyond_an_edge() -> None:
    async def script(driver: Driver) -> None:
        await driver.press("e")
        driver.app.screen.set_focus(field(driver, "path"))
        await driver.press("ctrl+u")
        await driver.paste("/0/private/" + "a" * 100 + "end")
        await driver.settle()

        def shown() -> str:
            return driver.lines[driver.find("URI path     ")[1]]

        assert "…aaaa" in shown()
        assert shown().endswith("aend")
        await driver.press(*["left"] * 80, "right")
        assert re.search(r" …a+…$", shown())
        await driver.press("home")
        assert re.search(r" /0/private/a+…$", shown())
        # As many characters as there is room for: the cursor behind them takes the place of the first.
        await driver.press("end", "ctrl+u")
        await driver.paste("/".ljust(field(driver, "path").size.width, "b"))
        await driver.settle()
        assert re.search(r" …b+$", shown())

    drive(script)
