"""The debug screen, driven as a person would."""

from __future__ import annotations

import os
from base64 import b64encode
from hashlib import sha512

import pytest

from explainer.example import EXAMPLE
from explainer.intake.draft import Printed
from explainer.intake.readers.model import KINDS
from explainer.pipeline.catalogue import mistake
from explainer.pipeline.run import sign
from explainer.secret import Secret
from explainer.stages.nonce.again import IN_FRONT, made_again
from explainer.tui.debugging import Debug
from explainer.tui.keys import Context, footer
from explainer.tui.messages import Diagnosed
from explainer.tui.screens.debug import DebugScreen
from explainer.tui.screens.report import ReportScreen
from explainer.tui.screens.tutorial import Tutorial
from explainer.tui.state import State
from tests.paths import ROOT
from tests.tui.debugged import CURL, ENV, HTTP, KEY, SECRET, WRONG, debug, found, proven
from tests.tui.driving import Driver, controls

PASTES = ROOT / "tests" / "data" / "pastes"
OF_EACH_KIND = {
    "json-request": "own-json-parameters",
    "report": "own-report",
    "har": "har-entry",
    "collection": "postman-collection",
    "curl": "curl-bash",
    "command": "wget-command",
    "http": "http-postman",
    "headers": "github-issue",
    "curl-log": "curl-trace-ascii-http2",
    "http-log": "httpx-debug",
    "ccxt-log": "ccxt-javascript",
    "node-log": "axios-config",
    "call": "call-requests-postman",
    "object": "js-literal",
    "env": "env-export",
    "code": "python-function",
    "lines": "lines-key-value",
    "answer": "answer-only",
    "values": "key-sized-values",
}
"""A paste of each kind, by its name in the table of real ones."""


@pytest.mark.parametrize("paste", [ENV, CURL + SECRET, SECRET + HTTP], ids=["env", "curl", "http"])
def test_a_paste_leads_to_the_mistake_by_itself(paste: str) -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(paste.replace("\n", "\r"))
        await found(driver, screen)
        assert "✗ The signature is wrong: one mistake gives exactly these bytes." in driver.text
        await driver.press("shift+tab")
        assert "digest-as-hex" in driver.text

    debug(script)


def test_each_kind_of_paste_is_taken() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        for kind, name in OF_EACH_KIND.items():
            await driver.paste((PASTES / f"{name}.txt").read_bytes().decode("utf-8", errors="replace"))
            assert kind in {part.kind for part in screen.state.pasted.parts}, name
            assert KINDS[kind] in " ".join(driver.text.split()), name
            await driver.press("x")
            assert not screen.state.pasted.text

    assert OF_EACH_KIND.keys() == KINDS.keys()
    debug(script, size=(140, 45))


def test_a_second_paste_adds_to_the_first_and_all_can_be_taken_back() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(CURL)
        assert "Missing: Private key" in driver.text
        await driver.paste(SECRET)
        await found(driver, screen)
        await driver.press("x")
        assert "Paste anything" in driver.text
        assert screen.state.nothing
        await driver.press("x")
        assert screen.state.found is not None
        assert "digest" not in driver.text
        assert "API-Sign" in driver.text

    debug(script)


@pytest.mark.parametrize("way", ["o", "enter"])
def test_the_mistake_is_shown_in_the_tutorial_and_one_key_comes_back(way: str) -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(ENV)
        await found(driver, screen)
        await driver.press("shift+tab", way)
        shown = driver.app.screen
        assert isinstance(shown, Tutorial)
        assert [one.id for one in shown.state.chosen] == ["digest-as-hex"]
        assert shown.state.request.body == EXAMPLE.body
        assert shown.state.place == "sha256"
        await driver.settle()
        assert "✗ wrong  64 bytes" in driver.text
        await driver.press("d")
        assert driver.app.screen is screen
        await driver.press("d", "d")
        assert driver.app.screen is screen
        assert "digest-as-hex" in driver.text

    debug(script)


def test_a_member_of_a_family_is_shown_in_the_tutorial() -> None:
    again = made_again(IN_FRONT, EXAMPLE.nonce, b"1616492376600")

    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(ENV.replace(WRONG, sign(EXAMPLE, [again])))
        await found(driver, screen)
        await driver.press("o")
        await driver.settle()
        assert isinstance(driver.app.screen, Tutorial)
        assert [one.id for one in driver.app.screen.state.chosen] == [IN_FRONT.id]
        assert "1616492376600" in driver.text

    debug(script)


def test_the_report_is_copied_and_shown() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.press("y")
        assert driver.app.screen is screen
        await driver.paste(ENV)
        await found(driver, screen)
        await driver.press("y")
        await driver.settle()
        assert isinstance(driver.app.screen, ReportScreen)
        assert "digest-as-hex" in driver.app.clipboard
        assert "not every terminal" in driver.text
        await driver.press("escape")
        assert driver.app.screen is screen

    debug(script)


def test_a_conflict_is_asked_about() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(ENV + "NONCE=1616492376595\n")
        await driver.settle()
        assert "Which nonce is meant?" in driver.text
        assert screen.state.outcome is None
        await driver.press("1")
        await found(driver, screen)
        assert screen.state.form.draft.nonce == b"1616492376594"

    debug(script)


def test_code_is_in_the_language_of_the_paste_until_another_is_chosen() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        assert screen.state.language.id == "python"
        await driver.paste(f"{ENV}\nsha256: <Buffer {bytes(range(32)).hex(' ')}>")
        await found(driver, screen)
        assert screen.state.language.id == "javascript"
        assert "JavaScript, as in your paste; l shows another" in driver.text
        await driver.press("shift+tab", "l")
        chosen = screen.state.language.id
        assert chosen != "javascript"
        assert "as in your paste" not in driver.text
        await driver.paste("<Buffer 00 01>")
        assert screen.state.language.id == screen.state.clear().language.id == chosen

    debug(script, size=(120, 90))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 45)])
def test_no_control_character_gets_to_the_terminal(size: tuple[int, int]) -> None:
    hostile = "\x07\x1b]52;c;aGk=\x07\x9b31m\u202e[/nope][b]$x\r\n\x00\t\u200b漢字" + ENV + "NONCE=\x1b[31m\n"

    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(hostile)
        for key in ("tab", "tab", "1", "e", "escape", "shift+tab"):
            await driver.press(key)
            assert not controls(strip.text for strip in driver.strips)
            assert all(strip.cell_length == size[0] for strip in driver.strips)
        await driver.settle()

    debug(script, size=size)


@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
def test_the_private_key_is_shown_nowhere(size: tuple[int, int]) -> None:
    planted = b64encode(sha512(b"planted").digest()).decode()
    own = EXAMPLE._replace(secret=Secret(planted))
    paste = ENV.replace(KEY, planted).replace(WRONG, sign(own, ["digest-as-hex"]))

    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(paste)
        await found(driver, screen)
        seen = driver.text
        for key in ("tab", "e", "tab", "escape", "tab", "end", "y", "escape", "o"):
            await driver.press(key)
            seen += driver.text + driver.app.export_screenshot().replace("&#160;", " ")
        assert screen.state.found is not None
        seen += driver.app.clipboard + repr(screen.state) + repr(screen.state.form.case)
        seen += repr(Diagnosed(1, screen.state.found, False))
        seen += repr(screen.state.form.outcome)
        for part in (planted[:12], planted[40:52], sha512(b"planted").hexdigest()[:16]):
            assert part not in seen

    debug(script, size=size)


def test_what_was_typed_is_there_after_a_visit_to_the_tutorial() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.press("e")
        await driver.type("/0/private/Balance")
        await driver.press("escape", "d", "d")
        assert driver.app.screen is screen
        assert screen.state.form.draft.path == b"/0/private/Balance"
        assert "/0/private/Balance" in driver.text

    debug(script)


def test_the_state_that_the_tutorial_gets_is_the_proven_one() -> None:
    state = State.example().with_mistakes([mistake("digest-as-hex")])
    assert state.work.trace is not None
    assert state.work.trace.signature == WRONG


WAYS_IN = {
    Context.PASTE: (),
    Context.FORM: ("tab",),
    Context.EDIT: ("e",),
    Context.VERDICT: ("shift+tab",),
}


@pytest.mark.parametrize("context", WAYS_IN)
def test_the_footer_tells_the_keys_of_each_part(context: Context) -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.press(*WAYS_IN[context])
        await driver.settle()
        assert screen.context is context
        for key in footer(context):
            offered = screen.state.offers(key.action.partition("(")[0])
            assert (key.label_in(context) in driver.lines[-1]) == offered

    debug(script)


@pytest.mark.parametrize(("on", "back"), [("tab", "shift+tab"), ("right", "left")])
def test_keys_go_round_the_parts(on: str, back: str) -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        seen = []
        for key in (on, on, on, back, back, back):
            await driver.press(key)
            seen.append(screen.context)
        round = [Context.FORM, Context.VERDICT, Context.PASTE]
        assert seen == [*round, *round[1::-1], Context.PASTE]
        await driver.press(on, "e", on)
        assert screen.context is Context.EDIT

    debug(script)


@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
def test_the_verdict_is_told_once(size: tuple[int, int]) -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(ENV)
        await found(driver, screen)
        await driver.press("shift+tab")
        assert driver.text.count("The signature is wrong") == 1
        await driver.press("e")
        await driver.paste("/0/private/Balance")
        await driver.press("escape", "tab")
        assert driver.text.count("Searching") + driver.text.count("Trying") <= 1

    debug(script, size=size)


def test_the_key_alone_is_taken_where_only_the_key_is_missing() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(CURL.replace("\n", "\r"))
        assert "line end" not in driver.text
        await driver.press("shift+tab")
        assert "e edit" in driver.lines[-1]
        assert "paste it alone, or e to type it" in " ".join(driver.text.split())
        await driver.paste(KEY)
        await found(driver, screen)
        assert proven(screen) == ["digest-as-hex"]
        assert KEY[:12] not in driver.text

    debug(script)


def test_line_ends_are_spoken_of_where_they_are_signed() -> None:
    state = Debug().paste(CURL.replace("&pair", "\r\n&pair"))
    assert "1 line end was" in state.remarks[0] or "line ends were" in state.remarks[0]
    assert Debug().paste(CURL.replace("\n", "\r\n")).remarks == ()


def test_printed_values_of_a_paste_can_be_seen_and_edited() -> None:
    digest = bytes.fromhex("23a1c1b34c6a11d641af0f24684896cb90f66fb991125c83dc3e4c1a0d1cb3a1")
    paste = f"{ENV}sha256: {digest.hex()}\npath bytes: {EXAMPLE.path.hex()}\n"

    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(paste)
        await found(driver, screen)
        before = screen.state.form.draft.observed
        assert before is not None
        await driver.press("tab")
        await driver.settle()
        assert digest.hex()[:24] in "".join(driver.text.split())
        await driver.press("e", *["tab"] * 5)
        assert screen.focused is not None
        assert screen.focused.id == "field-observed"
        await driver.press("end", "x", "backspace")
        assert screen.state.form.draft.observed == before
        await driver.press("ctrl+u")
        await driver.type("nonce = 5")
        assert screen.state.form.draft.observed == (Printed("", "nonce = 5"),)
        await driver.press("escape")
        assert screen.state.form.text("observed") == "nonce = 5"
        await driver.paste(f"sha256 digest: {digest.hex().upper()}\n")
        assert screen.state.form.text("observed") == f"nonce = 5\n\nsha256 = {digest.hex().upper()}"

    debug(script, size=(80, 50))


def test_printed_values_of_the_private_key_are_kept_and_not_shown() -> None:
    key = sha512(b"planted").hexdigest()

    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.paste(f"{ENV}decoded secret: {key}\nsha256: {'ab' * 32}\n")
        await driver.press("e", *["tab"] * 5, "end", "z")
        await driver.settle()
        assert key[:12] not in driver.text
        assert screen.state.form.draft.observed == (
            Printed("secret", key),
            Printed("", f"sha256 = {'ab' * 32}z"),
        )
        assert "is not shown here; it counts as it is" in " ".join(driver.text.split())

    debug(script, size=(80, 50))


SCREENS: dict[str, tuple[tuple[int, int], str, tuple[str, ...]]] = {
    "debug-empty-80x24": ((80, 24), "", ()),
    "debug-paste-80x24": ((80, 24), ENV, ()),
    "debug-fields-80x24": ((80, 24), ENV, ("tab",)),
    "debug-verdict-80x24": ((80, 24), ENV, ("shift+tab",)),
    "debug-paste-140x45": ((140, 45), CURL + SECRET, ()),
    "debug-fields-140x45": ((140, 45), CURL + SECRET, ("tab",)),
}


@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_is_as_it_was(name: str) -> None:
    size, paste, keys = SCREENS[name]
    path = ROOT / "tests" / "golden" / "debug" / f"{name}.txt"

    async def script(driver: Driver, screen: DebugScreen) -> None:
        if paste:
            await driver.paste(paste)
            await found(driver, screen)
        await driver.press(*keys)
        await driver.settle()
        lines = [line for line in driver.lines if "signatures made and compared" not in line]
        text = "\n".join(lines) + "\n"
        if os.environ.get("UPDATE_GOLDEN") == "1":
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    debug(script, size=size)


def test_a_paste_in_the_tutorial_is_debugged() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        await driver.press("escape")
        assert "1 of 7" in driver.text
        await driver.paste(ENV)
        assert driver.app.screen is screen
        await found(driver, screen)
        assert proven(screen) == ["digest-as-hex"]
        await driver.press("shift+tab", "o")
        opened = driver.app.screen
        assert isinstance(opened, Tutorial)
        await driver.paste("sha256: 00ff")
        assert driver.app.screen is screen
        assert screen.state.pasted.text.endswith("\nsha256: 00ff")

    debug(script)


def test_the_ways_back_have_the_same_name_everywhere() -> None:
    async def script(driver: Driver, screen: DebugScreen) -> None:
        assert driver.lines[0].endswith("d tutorial")
        assert "Esc tutorial" in driver.lines[-1]
        await driver.paste(ENV)
        await found(driver, screen)
        await driver.press("shift+tab")
        assert "Esc back" in driver.lines[-1]
        await driver.press("o")
        await driver.click("Esc back", row=23)
        assert driver.app.screen is screen
        assert screen.context is Context.VERDICT
        await driver.press("escape")
        await driver.click("Esc tutorial", row=23)
        assert "1 of 7" in driver.text
        assert "Esc" not in driver.lines[-1]

    debug(script)
