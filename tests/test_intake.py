"""Requests from JSON: what is accepted, and what every unusable input is told."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import assume, given

from explainer.errors import InputError
from explainer.example import EXAMPLE
from explainer.intake.draft import LARGEST, Draft, UnusableText
from explainer.intake.request_json import read_json
from explainer.request import Request, form_body, json_body
from explainer.secret import Secret
from tests.strategies import requests


def draft(**fields: Any) -> Draft:
    return read_json(json.dumps(fields).encode())


def test_every_field() -> None:
    given = draft(path="/p", nonce="17", body="b=é", secret="key", api_key="public", signature="sign")
    assert given == Draft(b"/p", b"17", "b=é".encode(), Secret("key"), b"public", "sign")


def test_what_is_not_said_is_missing() -> None:
    assert read_json(b"{}") == Draft()
    assert draft(path=None, body=None, secret=None) == Draft()
    assert draft(path="", body="") == Draft(path=b"", body=b"")


@pytest.mark.parametrize("nonce", [1616492376594, 2**64, 0])
def test_a_nonce_may_be_a_number(nonce: int) -> None:
    assert draft(nonce=nonce).nonce == str(nonce).encode()


def test_parameters_are_url_encoded_in_the_order_given() -> None:
    pairs = [("nonce", 17), ("z", "a b"), ("a", "é&="), ("", "")]
    encoded = b"nonce=17&z=a+b&a=%C3%A9%26%3D&="
    assert draft(parameters=dict(pairs)).body == encoded
    assert draft(parameters=[list(pair) for pair in pairs]).body == encoded
    assert draft(parameters=[["a", "1"], ["a", "2"]]).body == b"a=1&a=2"
    assert draft(parameters={}).body == b""


@pytest.mark.parametrize("value", [{"b": [1, {"a": "é"}], "a": None}, [], "text", 7, True, None])
def test_json_is_encoded_compactly(value: object) -> None:
    assert draft(json=value).body == json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def test_a_byte_order_mark_is_no_part_of_the_request() -> None:
    assert read_json(b'\xef\xbb\xbf{"path": "/"}').path == b"/"


@given(requests())
def test_any_request_is_read_as_it_was_written(request: Request) -> None:
    names = ("path", "nonce", "body", "api_key")
    fields = {name: getattr(request, name).decode(errors="replace") for name in names}
    assume(request.secret and all(fields[name].encode() == getattr(request, name) for name in names))
    secret = request.secret.expose().decode(errors="replace")
    assume(secret.encode() == request.secret.expose())
    assert draft(**fields, secret=secret).request() == request


PROBLEMS: dict[str, tuple[bytes, str, str]] = {
    "empty": (b" \n", "request", "is empty"),
    "no object": (b"[]", "request", "is a list, not an object"),
    "text": (b'"a"', "request", "is a text, not an object"),
    "number": (b"1", "request", "is a number, not an object"),
    "null": (b"null", "request", "is null, not an object"),
    "no JSON": (b"nonce=1", "request", "is no JSON: expected a value at line 1, column 1"),
    "cut off": (b'{"path":', "request", "expected a value at line 1, column 9, where the text ends"),
    "no comma": (b'{"path":"/"\n "a":1}', "request", "at line 2, column 2, found '\"'"),
    "no colon": (b'{"path" "/"}', "request", "expected a colon at line 1, column 9, found '\"'"),
    "open text": (b'{"path":"/}', "request", "no closing quote at line 1, column 9"),
    "raw control": (
        b'{"path":"\x1b"}',
        "request",
        "write it as an escape such as \\n, at line 1, column 10, found U+001B",
    ),
    "bad escape": (b'{"path":"\\x"}', "request", "for a backslash write two, at line 1, column 10"),
    "more": (b"{} {}", "request", "more text after the end of the object at line 1, column 4"),
    "no UTF-8": (b'{\n"path":"\xff"}', "request", "the byte 0xFF at line 2, byte 9 is no valid UTF-8"),
    "UTF-16": ('{"path":"/"}'.encode("utf-16"), "request", "is UTF-16"),
    "NaN": (b'{"json":NaN}', "request", "NaN is no JSON"),
    "huge number": (b'{"nonce":' + b"1" * 5000 + b"}", "request", "thousands of digits"),
    "huge": (b" " * (LARGEST + 1), "request", "more than 16,777,216 bytes"),
    "deep": (b'{"json":' + b"[" * 200_000, "request", "nested too deeply"),
    "unknown": (b'{"pth":"/"}', "request", "an unknown field, 'pth'"),
    "unknown control": (b'{"\\u001b":1}', "request", "'\\x1b'"),
    "unknown long": (b'{"' + b"x" * 88 + b'":1}', "request", "whose name has 88 characters"),
    "twice": (b'{"path":"/","path":"/"}', "request", "has the field 'path' twice"),
    "twice inside": (b'{"parameters":{"a":1,"a":2}}', "request", "has the field 'a' twice"),
    "two bodies": (b'{"body":"","json":1}', "request", "has both body and json"),
    "path": (b'{"path":1}', "path", "is a number, not text"),
    "body": (b'{"body":{}}', "body", "is an object, not the exact text that is sent"),
    "secret": (b'{"secret":["x"]}', "secret", "is a list, not text"),
    "api_key": (b'{"api_key":false}', "api_key", "is false, not text"),
    "signature": (b'{"signature":1.5}', "signature", "is a number with a fraction, not text"),
    "nonce": (b'{"nonce":1.5}', "nonce", "is a number with a fraction, not text or a whole number"),
    "nonce, too": (b'{"nonce":true}', "nonce", "is true, not text or a whole number"),
    "parameters": (b'{"parameters":"a=1"}', "parameters", "is a text"),
    "a pair": (b'{"parameters":[["a","1"],["b"]]}', "parameters[1]", "is no [name, value] pair"),
    "a name": (b'{"parameters":[[1,"b"]]}', "parameters[0]", "is no [name, value] pair"),
    "a value": (b'{"parameters":{"a":1,"b":true}}', "parameters[1]", "the value of 'b' is true"),
    "a fraction": (b'{"parameters":{"a":0.10}}', "parameters[0]", "is a number with a fraction"),
    "half a pair": (b'{"path":"a\\ud800"}', "path", "U+D800 is half of a surrogate pair"),
    "half a pair in the key": (b'{"secret":"a\\ud800"}', "secret", "U+D800 is half of a surrogate pair"),
    "half a pair in JSON": (b'{"json":["\\ud800"]}', "json", "U+D800 is half of a surrogate pair"),
    "half a pair in parameters": (
        b'{"parameters":{"a":"\\ud800"}}',
        "parameters",
        "half of a surrogate pair",
    ),
}


@pytest.mark.parametrize(("data", "field", "says"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_what_cannot_be_used_is_said(data: bytes, field: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read_json(data)
    assert caught.value.field == field
    assert says in caught.value.problem
    assert caught.value.hint


def test_deep_json_that_can_be_read_can_be_written_or_is_refused() -> None:
    for depth in (10, 100, 400, 800, 900, 950, 990, 2000):
        data = b'{"json":' + b"[" * depth + b"]" * depth + b"}"
        read = b"refused"
        with suppress(InputError):
            read = read_json(data).body or b""
        assert read in (b"refused", b"[" * depth + b"]" * depth)


def test_the_text_of_a_secret_is_not_kept_with_the_error() -> None:
    for field in ("path", "secret"):
        with pytest.raises(InputError) as caught:
            draft(**{field: "ab\ud800"})
        assert caught.value.position == 2
        assert isinstance(caught.value, UnusableText) is (field != "secret")


def test_one_draft_over_another() -> None:
    flags = Draft(nonce=b"18", body=b"")
    file = Draft(path=b"/", nonce=b"17", body=b"nonce=17", signature="sign")
    assert flags.over(file) == Draft(path=b"/", nonce=b"18", body=b"", signature="sign")
    assert Draft().over(file) == file
    assert Draft().empty
    assert not Draft(body=b"").empty


def test_what_is_missing() -> None:
    assert Draft().missing == ("path", "body", "nonce", "secret")
    assert Draft(body=b"nonce=1").missing == ("path", "secret")
    assert Draft(path=b"", body=b"", nonce=b"", secret=Secret("")).missing == ()
    with pytest.raises(InputError, match=r"^path, secret: not given; a request has"):
        Draft(body=b"nonce=1").request()
    with pytest.raises(InputError, match=r"^secret: is empty"):
        Draft(path=b"", body=b"nonce=1", secret=Secret("")).request()


def test_a_whole_draft_is_a_request() -> None:
    given = draft(path="/p", parameters={"nonce": 1}, secret="key", api_key="public", signature="sign")
    assert given.request() == Request(b"/p", b"1", form_body({"nonce": 1}), Secret("key"), b"public", "sign")
    assert draft(path="/p", json={"nonce": 1}, secret="key").request().body == json_body({"nonce": 1})
    assert Draft(EXAMPLE.path, EXAMPLE.nonce, EXAMPLE.body, EXAMPLE.secret).request() == EXAMPLE
