"""A diagnosis shows the private key nowhere, and no control character."""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha512

import pytest

from explainer.exits import Exit
from explainer.pipeline.run import sign
from explainer.request import Request
from tests.cli.conftest import EXAMPLE_KEY, Cli
from tests.cli.diagnosing import OWN, SHORT, UNKNOWN, given
from tests.cli.test_hostile import CONTROLS, TEXTS
from tests.cli.test_secret_stays import KEY, leaks


def runs(cli: Cli, data: str, *more: str) -> None:
    for arguments in ((), ("--json",), ("--language", "javascript"), ("--all",)):
        assert leaks(cli("diagnose", "-", *arguments, *more, stdin=data)) == []


@pytest.mark.parametrize(
    "mistakes",
    [["secret-not-decoded"], ["digest-as-hex", "secret-not-decoded"], ["nonce-not-hashed"]],
    ids=" ".join,
)
def test_explained(cli: Cli, mistakes: list[str]) -> None:
    runs(cli, given(signature=sign(OWN, mistakes)), "--max-mistakes", "2")


def test_right(cli: Cli) -> None:
    runs(cli, given(signature=sign(OWN)))


def test_unexplained(cli: Cli) -> None:
    runs(cli, given(signature=UNKNOWN), *SHORT)


@pytest.mark.parametrize(
    "observed",
    [
        {"secret": b64decode(KEY).hex()},
        {"secret": KEY},
        {"secret": b64decode(KEY).hex()[:-2]},
        [KEY],
        f"key: {KEY}\nmessage: {KEY}",
        {"message": KEY},
        {"sha256": b64decode(KEY).hex()},
    ],
)
def test_printed_by_the_code(cli: Cli, observed: object) -> None:
    runs(cli, given(observed=observed))
    runs(cli, given(observed=observed, signature=UNKNOWN), *SHORT)


@pytest.mark.parametrize("name", ["nonce", "sha256", "message", "hmac"])
def test_a_printed_value_that_may_be_another_key(cli: Cli, name: str) -> None:
    other = sha512(b"another key").digest()
    shown = cli("diagnose", "-", stdin=given(observed={name: b64encode(other).decode()})).out
    assert "may be one, so its bytes are not shown" in " ".join(shown.split())
    assert other[:4].hex(" ") not in shown
    assert b64encode(other).decode()[:12] not in shown


def test_the_key_as_a_signature_without_its_place(cli: Cli) -> None:
    runs(cli, given(signature=KEY[::-1]), *SHORT)
    runs(cli, given(signature=b64encode(KEY.encode()).decode()), *SHORT)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--observed", f"secret={KEY}"],
        ["--observed", KEY],
        ["--observed", f"private key: {KEY}"],
        ["--observed", f"what I have is {KEY}"],
        ["--observed", KEY[:-3]],
        ["--observed", b64decode(KEY).hex()],
        ["--observed", str(list(b64decode(KEY)))],
        ["--secret", KEY],
        ["--signature", "x", "--seconds", KEY],
        ["--signature", "x", "--language", KEY],
        ["--signature", "x", "--other", KEY],
        ["--signature", "x", "--observed-file", KEY],
        [KEY],
    ],
)
def test_in_the_wrong_place(cli: Cli, arguments: list[str]) -> None:
    ran = cli("diagnose", *arguments)
    assert ran.code == Exit.UNUSABLE
    assert leaks(ran) == []


@pytest.mark.parametrize("text", [f"message={KEY}", f"hmac={b64decode(KEY).hex()}", f"sha256={KEY[:20]}"])
def test_the_known_key_as_another_value_on_the_command_line(cli: Cli, text: str) -> None:
    ran = cli("diagnose", "-", "--observed", text, stdin=given())
    assert ran.code == Exit.UNUSABLE
    assert "make a new one" in ran.said
    assert leaks(ran) == []


def test_a_mac_on_the_command_line_that_says_what_it_is(cli: Cli) -> None:
    for mac in (sign(OWN), b64decode(sign(OWN)).hex()):
        assert cli("diagnose", "-", "--observed", f"hmac={mac}", stdin=given()).code == Exit.FINE
    ran = cli("diagnose", "-", "--observed", sign(OWN), stdin=given())
    assert ran.code == Exit.UNUSABLE
    assert "--observed hmac=" in ran.said


def test_a_crash(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(request: Request, *more: object, **still: object) -> None:
        raise RuntimeError(request.secret.expose().decode())

    monkeypatch.setenv("EXPLAINER_DEBUG", "1")
    monkeypatch.setattr("explainer.cli.diagnose.diagnose", fail)
    ran = cli("diagnose", "-", stdin=given(signature=UNKNOWN))
    assert ran.code == Exit.INTERNAL
    assert leaks(ran) == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
@pytest.mark.parametrize("field", ["path", "body", "nonce", "api_key", "signature", "observed", "method"])
def test_any_text_in_any_field(cli: Cli, field: str, text: str) -> None:
    fields = {"nonce": "1616492376594", "signature": UNKNOWN, "secret": EXAMPLE_KEY} | {field: text}
    for arguments in ((), ("--json",)):
        ran = cli("diagnose", "-", *SHORT, *arguments, stdin=given(**fields))
        assert ran.code in (Exit.UNEXPLAINED, Exit.WRONG)
        assert CONTROLS.findall(ran.out + ran.err) == []
