"""Input that is empty, huge, broken or meant to do harm: a clear answer and no control character."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.errors import InputError
from explainer.exits import Exit
from explainer.intake.draft import LARGEST
from explainer.intake.request_json import read_json
from tests.cli.conftest import EXAMPLE_KEY, Cli

# What a terminal acts upon: C0 and C1 controls but the line feed, DEL, and what reorders or hides text.
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")

TEXTS = {
    "empty": "",
    "line feed": "/0/private/Balance\nX-Evil: 1",
    "emoji": "/💰👩‍👩‍👧❤️",
    "right to left": "/שלום\u202egnp.exe",
    "NUL": "/a\x00b",
    "escape sequences": "/\x1b[31m\x1b]0;title\x07\x1b]52;c;AAAA\x07\x9b31m",
    "markup": "/[bold]x[/nope][@click=app.quit]y[/]",
    "braces and percent": "/{0}{path}%s%(x)s",
    "combining and wide": "/e\u0301漢字\u3164\u200b",
    "BOM and tags": "\ufeff/\U000e0041",
    "tabs and returns": "/\t\r\v\f\b",
}

SHOWN = [
    [],
    ["--json"],
    ["--language", "python"],
    ["--mistake", "digest-as-hex"],
    ["--article"],
    ["--stage", "postdata"],
    ["--stage", "nonce"],
    ["--color", "never", "--reveal"],
]


def request(**fields: object) -> str:
    return json.dumps(
        {"path": "/0/private/Balance", "nonce": "1", "body": "nonce=1", "secret": EXAMPLE_KEY} | fields
    )


@pytest.mark.parametrize("arguments", SHOWN, ids=" ".join)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
@pytest.mark.parametrize("field", ["path", "nonce", "body", "api_key", "signature"])
def test_any_text_in_any_field(cli: Cli, field: str, text: str, arguments: list[str]) -> None:
    ran = cli("explain", "-", *arguments, stdin=request(**{field: text}))
    assert ran.code == Exit.FINE
    assert CONTROLS.findall(ran.out + ran.err) == []


@pytest.mark.parametrize(
    "text", [text for text in TEXTS.values() if text], ids=[x for x in TEXTS if TEXTS[x]]
)
def test_any_text_as_the_key(cli: Cli, text: str) -> None:
    ran = cli("explain", "-", stdin=request(secret=text))
    assert (ran.code, ran.out) == (Exit.UNUSABLE, "")
    assert ran.err.startswith("explainer: secret: ")
    assert text not in ran.err
    assert CONTROLS.findall(ran.err) == []


@pytest.mark.parametrize("text", [text for text in TEXTS.values() if text])
def test_any_text_as_an_argument(cli: Cli, text: str) -> None:
    for arguments in (
        [text],
        ["explain", f"--{text}"],
        ["explain", text],
        ["mistakes", text],
        ["explain", "--stage", text],
    ):
        ran = cli(*arguments)
        assert ran.code == Exit.UNUSABLE
        assert CONTROLS.findall(ran.out + ran.err) == []
        assert "internal" not in ran.err


@pytest.mark.parametrize("field", ["path", "nonce", "body", "api_key", "secret"])
def test_half_a_surrogate_pair_is_named_and_pointed_at(cli: Cli, field: str) -> None:
    ran = cli("explain", "-", stdin=request(**{field: "ab\ud800cd"}))
    assert (ran.code, ran.out) == (Exit.UNUSABLE, "")
    assert ran.err.startswith(f"explainer: {field}: U+D800 is half of a surrogate pair")
    assert "(at position 2, counted from 0)" in ran.said
    assert ("\n  ab\ufffdcd\n    ^\n" in ran.err) is (field != "secret")


def test_half_a_surrogate_pair_in_parameters(cli: Cli) -> None:
    for fields in ({"parameters": {"a": "\udfff"}}, {"json": {"a": "\udfff"}}):
        given = json.dumps({"path": "/", "nonce": "1", "secret": EXAMPLE_KEY} | fields)
        ran = cli("explain", "-", stdin=given)
        assert ran.code == Exit.UNUSABLE
        assert ran.err.startswith(f"explainer: {next(iter(fields))}: U+DFFF is half")


def test_a_megabyte_of_body(cli: Cli) -> None:
    body = "nonce=1&x=" + "a b\x1bé" * 200_000
    for arguments in SHOWN:
        ran = cli("explain", "-", *arguments, stdin=request(body=body))
        assert ran.code == Exit.FINE
        assert len(ran.raw) < 20_000 or "--json" in arguments or "--stage" in arguments
    assert cli("explain", "-", "--stage", "postdata", "--raw", stdin=request(body=body)).raw == body.encode()


def test_too_much(cli: Cli) -> None:
    ran = cli("explain", "-", stdin=b"{" + b" " * LARGEST)
    assert ran.code == Exit.UNUSABLE
    assert "a request has more than 16,777,216 bytes" in ran.said


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda values: (
        st.lists(values, max_size=3)
        | st.dictionaries(
            st.sampled_from(["path", "body", "nonce", "json", "parameters", "secret", "signature"]),
            values,
            max_size=4,
        )
    ),
)


@given(st.binary(max_size=80) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_a_request_or_an_error_that_says_what_to_do(data: bytes) -> None:
    hint = "none needed"
    try:
        read_json(data).request()
    except InputError as error:
        hint = error.hint
    assert hint
