"""Forms and JSON as Python's and Node's own encoders write them, against the entries that stand for them."""

from __future__ import annotations

import json
import subprocess
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, urlencode

from hypothesis import given
from hypothesis import strategies as st

from explainer.pipeline.catalogue import mistake as find_mistake
from explainer.request import form_body
from explainer.stages.postdata.bodies import nested, parameters
from explainer.stages.postdata.jsontext import parse, value_of, write
from explainer.stages.postdata.numbers import javascript_number

TELLING = "a b~*!'()-._/,:+%é😀€[]@&=#;$?\"<>\\"
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
FORMS = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5)


def hashed(mistake: str, body: bytes) -> bytes:
    """Return the hashed POST data for a body that is sent."""
    written = find_mistake(mistake).apply(body)
    assert isinstance(written, bytes)
    return written


def node(script: str) -> Any:
    """Return what a JavaScript expression gives in Node."""
    program = f"const querystring = require('querystring'); console.log(JSON.stringify({script}))"
    printed = subprocess.run(["node", "-e", program], capture_output=True, check=True)
    return json.loads(printed.stdout)


@given(FORMS)
def test_escaped_as_python_writes(fields: list[tuple[str, str]]) -> None:
    sent = urlencode(fields, quote_via=quote, safe="/,:!").encode()
    assert hashed("escaped-as-urlencode", sent) == urlencode(fields).encode()
    assert hashed("escaped-as-rfc-3986", sent) == urlencode(fields, quote_via=quote, safe="").encode()
    assert hashed("escaped-as-python-quote", sent) == urlencode(fields, quote_via=quote, safe="/").encode()
    assert hashed("values-escaped-twice", urlencode(fields).encode()) == (
        urlencode([(quote_plus(name), quote_plus(value)) for name, value in fields], quote_via=quote).encode()
    )


@given(FORMS)
def test_whole_text_escaped_as_python_writes(fields: list[tuple[str, str]]) -> None:
    sent = form_body(fields)
    assert hashed("whole-escaped", sent) == quote_plus(sent).encode()
    assert hashed("whole-escaped-percent-20", sent) == quote(sent, safe="").encode()


def test_escaped_as_node_writes() -> None:
    sent = form_body({"x": TELLING})
    text = json.dumps(TELLING)
    assert hashed("escaped-as-uri-component", sent).decode() == node(f"'x=' + encodeURIComponent({text})")
    assert hashed("escaped-as-uri-component", sent).decode() == node(f"querystring.stringify({{x: {text}}})")
    assert hashed("escaped-by-another-encoder", sent).decode() == node(f"'x=' + encodeURI({text})")
    assert hashed("escaped-as-urlsearchparams", sent).decode() == node(
        f"new URLSearchParams({{x: {text}}}).toString()"
    )


def test_escaped_as_java_writes() -> None:
    """As URLEncoder.encode of OpenJDK 17 printed it."""
    given_text = "a b~*!'()-._/,:+%é😀€[]@&=#;$?"
    assert hashed("escaped-as-urlsearchparams", form_body({"x": given_text})) == (
        b"x=a+b%7E*%21%27%28%29-._%2F%2C%3A%2B%25%C3%A9%F0%9F%98%80%E2%82%AC%5B%5D%40%26%3D%23%3B%24%3F"
    )


def test_escaped_as_php_writes() -> None:
    """RFC 3986 but for a plus and an escaped tilde (php.net, urlencode)."""
    assert hashed("escaped-as-php", b"x=a%20~*!'()-._") == b"x=a+%7E%2A%21%27%28%29-._"


SCALARS = st.one_of(TEXTS, st.integers(-(10**9), 10**9), st.booleans(), st.none())
VALUES = st.recursive(
    SCALARS, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3))
)
OBJECTS = st.dictionaries(TEXTS, VALUES, max_size=4)


@given(OBJECTS)
def test_json_as_python_writes(value: dict[str, Any]) -> None:
    sent = json.dumps(value, ensure_ascii=False, indent=1).encode()
    assert hashed("json-as-json-dumps", sent) == json.dumps(value).encode()
    assert hashed("json-as-json-dumps-utf-8", sent) == json.dumps(value, ensure_ascii=False).encode()
    assert hashed("json-as-compact-ascii", sent) == json.dumps(value, separators=(",", ":")).encode()
    assert hashed("json-as-two-space-lines", sent) == (
        json.dumps(value, ensure_ascii=False, indent=2).encode()
    )
    assert hashed("body-sorted", json.dumps(value).encode()) == json.dumps(value, sort_keys=True).encode()


@given(OBJECTS)
def test_json_as_a_form_as_python_writes(value: dict[str, Any]) -> None:
    sent = json.dumps(value).encode()
    assert hashed("json-hashed-as-python-form", sent) == urlencode(value).encode()
    assert hashed("parameters-hashed-as-python-dict", sent) == str(value).encode()


@given(FORMS)
def test_a_form_as_json_as_python_writes(fields: list[tuple[str, str]]) -> None:
    flat = {f"n{at}": value for at, (_, value) in enumerate(fields)}
    sent = form_body(flat)
    assert hashed("form-hashed-as-python-json", sent) == json.dumps(flat).encode()
    assert hashed("form-hashed-as-json", sent) == (
        json.dumps(flat, separators=(",", ":"), ensure_ascii=False).encode()
    )


def test_json_as_node_writes() -> None:
    value = {"nonce": "1", "text": TELLING, "list": ["a", "b"], "deep": {"p": 1}, "none": None, "yes": True}
    text = json.dumps(value)
    sent = text.encode()
    assert hashed("json-as-compact", sent).decode() == node(f"JSON.stringify({text})")
    assert hashed("json-as-two-space-lines", sent).decode() == node(f"JSON.stringify({text}, null, 2)")
    assert hashed("json-hashed-as-querystring-form", sent).decode() == node(f"querystring.stringify({text})")
    assert hashed("json-hashed-as-urlsearchparams-form", sent).decode() == node(
        f"new URLSearchParams({text}).toString()"
    )
    integers_first = hashed("body-integer-names-first", b'{"b":1,"10":2,"9":3,"01":4}').decode()
    assert integers_first == node('JSON.stringify(JSON.parse(\'{"b":1,"10":2,"9":3,"01":4}\'))')


def test_numbers_as_node_writes() -> None:
    texts = ["37500", "37500.0", "0.10", "0.00001", "0.000001", "0.0000001", "1.5e-9", "1e16", "1e20", "1e21"]
    texts += ["1.5e21", "123456789012345678", "-0.5", "-1e-7", "0", "0.0"]
    written = [javascript_number(Decimal(text)) for text in texts]
    assert written == node("[" + ",".join(f"String({text})" for text in texts) + "]")


@given(OBJECTS)
def test_json_is_written_as_it_was_read(value: dict[str, Any]) -> None:
    for text in (json.dumps(value), json.dumps(value, indent=3), f" {json.dumps(value)}\r\n".strip()):
        node_read = parse(text)
        assert write(node_read) == text
        assert json.loads(json.dumps(value_of(node_read))) == as_text(value)


def as_text(value: Any) -> Any:
    """Return a value with its numbers as texts."""
    if isinstance(value, dict):
        return {name: as_text(item) for name, item in value.items()}
    if isinstance(value, list):
        return [as_text(item) for item in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


@given(FORMS)
def test_a_plain_form_is_read_as_urllib_reads_it(fields: list[tuple[str, str]]) -> None:
    named = [(f"n{at}", value) for at, (_, value) in enumerate(fields)]
    assert list(parameters(form_body(named)).items()) == parse_qsl(
        form_body(named).decode(), keep_blank_values=True
    )


def test_brackets_become_lists_and_objects() -> None:
    assert nested([("a[0][b]", "1"), ("a[0][c]", "2"), ("a[1][b]", "3")]) == {
        "a": [{"b": "1", "c": "2"}, {"b": "3"}]
    }
    assert nested([("a[][b]", "1"), ("a[][c]", "2"), ("a[][b]", "3")]) == {
        "a": [{"b": "1", "c": "2"}, {"b": "3"}]
    }
    assert nested([("a", "1"), ("a[b]", "2"), ("a[b", "3"), ("a", "4")]) == {
        "a": ["1", "4"],
        "a[b]": "2",
        "a[b": "3",
    }
