"""HAR files, their entries and their requests are read to the byte."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.example import EXAMPLE, SIGNATURE
from explainer.intake.paste import read_paste
from explainer.intake.readers.har import read_har
from explainer.request import Request
from tests.intake.ending import read_to_the_end
from tests.intake.test_http import API_KEY, BODY, FIELDS, check_linear, check_robust, fields, only, remarks
from tests.strategies import requests


def request(path: str = "/0/private/AddOrder", body: str = BODY, **more: Any) -> dict[str, Any]:
    """Return a request as Chrome writes it."""
    names = {
        ":authority": "api.kraken.com",
        "API-Key": API_KEY,
        "API-Sign": SIGNATURE,
        "content-type": "application/x-www-form-urlencoded",
    }
    return {
        "method": "POST",
        "url": f"https://api.kraken.com{path}",
        "httpVersion": "h2",
        "headers": [{"name": name, "value": value} for name, value in names.items()],
        "queryString": [],
        "cookies": [],
        "headersSize": -1,
        "bodySize": len(body),
        "postData": {"mimeType": "application/x-www-form-urlencoded", "text": body} | more,
    }


def entry(sent: dict[str, Any]) -> dict[str, Any]:
    content = {"size": 36, "mimeType": "application/json", "text": '{"error":["EAPI:Invalid signature"]}'}
    return {
        "_priority": "High",
        "startedDateTime": "2024-03-01T12:00:00.000Z",
        "time": 51.2,
        "request": sent,
        "response": {"status": 200, "headers": [], "content": content},
        "cache": {},
    }


PUBLIC = entry(request() | {"method": "GET", "url": "https://www.kraken.com/", "headers": [], "postData": {}})


def har(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"log": {"version": "1.2", "creator": {"name": "x"}, "pages": [], "entries": list(entries)}}


@pytest.mark.parametrize("indent", [None, 2])
def test_a_file_an_entry_and_a_request(indent: int | None) -> None:
    for whole in (har(PUBLIC, entry(request()), PUBLIC), entry(request()), request(), [entry(request())]):
        text = json.dumps(whole, indent=indent)
        part = only(read_har, f"{text}\n")
        assert part.whole
        assert fields(part) == FIELDS | {"body": BODY}
        assert part.span == (0, len(text) + 1)
        for one in part.found:
            assert text[slice(*one.span)].strip('"').encode() == one.value


def test_the_answer_is_that_of_the_response() -> None:
    part = only(read_har, json.dumps(har(entry(request()))))
    assert part.answered
    assert part.answer == ("EAPI:Invalid signature",)
    assert not only(read_har, json.dumps(request())).answered


def test_several_requests_stay_apart_and_leave_nothing_between() -> None:
    text = json.dumps(har(entry(request()), PUBLIC, entry(request("/0/private/Balance", "nonce=2"))))
    first, second = read_har(text)
    assert (first.span[0], first.span[1], second.span[1]) == (0, second.span[0], len(text))
    assert fields(second)["path"] == "/0/private/Balance"
    assert fields(second)["body"] == "nonce=2"


def test_parameters_make_the_body_only_where_there_is_no_text() -> None:
    params = [{"name": "nonce", "value": "1"}, {"name": "pair", "value": "a b"}]
    part = only(read_har, json.dumps(request(text="", params=params)))
    assert [one.made for one in part.found if one.field == "body"] == [True]
    assert fields(part)["body"] == "nonce=1&pair=a+b"
    assert remarks(part) == ["body-made"]
    assert fields(only(read_har, json.dumps(request(params=params))))["body"] == BODY


def test_a_file_that_is_cut_gives_what_is_whole() -> None:
    text = json.dumps(har(entry(request()), entry(request())))
    assert fields(only(read_har, text[:-900])) == FIELDS | {"body": BODY}


def test_other_json_is_left() -> None:
    others: tuple[Any, ...] = (
        har(PUBLIC),
        {"nonce": 1},
        {"url": "/0/private/Balance", "headers": {"API-Key": "x"}},
        [],
    )
    for other in others:
        assert list(read_har(json.dumps(other))) == []


def test_a_large_file_is_read() -> None:
    large = dict(PUBLIC, response={"content": {"text": '<p class="x">\n' * 4000}})
    text = json.dumps(har(*[large] * 100, entry(request())))
    assert len(text) > 5_000_000
    (part,) = read_to_the_end(read_har, text)
    assert fields(part) == FIELDS | {"body": BODY}


@given(requests(), st.booleans())
def test_any_request_is_read_back(given_request: Request, ascii_only: bool) -> None:
    body = given_request.body.decode()
    text = json.dumps(har(entry(request("/0/private/" + "é/x", body))), ensure_ascii=ascii_only)
    assert fields(only(read_har, text)) == FIELDS | {"path": "/0/private/é/x", "body": body}


TEXT = json.dumps(har(entry(request())), indent=1)


@given(
    st.lists(
        st.one_of(
            st.sampled_from(TEXT.splitlines(True)), st.sampled_from([*'{}[]:,"\\']), st.text(max_size=3)
        ),
        max_size=60,
    ).map("".join)
)
def test_any_text_is_taken(text: str) -> None:
    check_robust(read_har, text)


@given(st.integers(0, len(TEXT)), st.integers(0, 40), st.text(max_size=3))
def test_any_change_is_taken(at: int, size: int, other: str) -> None:
    check_robust(read_har, TEXT[:at] + other + TEXT[at + size :])


@pytest.mark.parametrize(
    "hostile",
    [
        '{"',
        '{"a":',
        '{"log":',
        '{"entries":[',
        "[",
        '{"log":{"entries":[',
        "{\n",
        '{"a":[\n',
        '[{"request":',
        TEXT,
    ],
)
def test_no_text_takes_long(hostile: str) -> None:
    check_linear(read_har, hostile)


def test_the_example_is_the_one_that_is_published() -> None:
    assert fields(only(read_har, json.dumps(request())))["body"].encode() == EXAMPLE.body


COLLECTION = """{"info": {"name": "k"}, "item": [{"name": "f", "item": [{"name": "a", "request": {
  "method": "POST", "header": [{"key": "API-Key", "value": "%s"}, {"key": "Content-Type", "value": "%s"}],
  "body": %s, "url": %s}}]}, {"name": "b", "request": "https://api.kraken.com/0/public/Time"}]}"""
RAW = '{"mode": "raw", "raw": "nonce=1"}'


@pytest.mark.parametrize(
    "url", ['"{{base}}/0/private/Balance"', '{"raw": "https://api.kraken.com/0/private/Balance"}']
)
def test_a_collection_of_postman(url: str) -> None:
    text = COLLECTION % ("k", "text/plain", RAW, url)
    (part,) = read_paste(text).parts
    assert (part.kind, part.span) == ("collection", (0, len(text)))
    values = {found.field: found.value for found in part.found}
    assert (values["path"], values["body"], values["api_key"]) == (b"/0/private/Balance", b"nonce=1", b"k")
    assert (values["method"], values["content_type"]) == (b"POST", b"text/plain")


def test_a_request_of_insomnia() -> None:
    text = (
        '{"_type": "export", "resources": [{"url": "https://api.kraken.com/0/private/Balance",'
        ' "method": "POST", "body": {"mimeType": "application/x-www-form-urlencoded",'
        ' "params": [{"name": "nonce", "value": "1"}]},'
        ' "headers": [{"name": "API-Key", "value": "k"}, {"name": "API-Sign", "value": "{% response %}"}]}]}'
    )
    (part,) = read_paste(text).parts
    values = {found.field: found.value for found in part.found}
    assert (values["path"], values["body"], values["api_key"]) == (b"/0/private/Balance", b"nonce=1", b"k")
    assert "signature" not in values
    assert "variable-filled-in" in {remark.id for remark in part.remarks}


@pytest.mark.parametrize(
    ("key", "body", "taken"),
    [("{{key}}", RAW, (None, b"nonce=1")), ("k", RAW.replace("1", "{{nonce}}"), (b"k", None))],
)
def test_what_a_collection_fills_in_is_said_and_not_taken(
    key: str, body: str, taken: tuple[bytes | None, bytes | None]
) -> None:
    pasted = read_paste(COLLECTION % (key, "text/plain", body, '"https://api.kraken.com/0/private/Balance"'))
    draft = pasted.requests[0].draft
    assert (draft.api_key, draft.body) == taken
    assert [remark.id for remark in pasted.requests[0].remarks] == ["variable-filled-in"]
    assert [pasted.excerpt(span) for span in pasted.unread] in (['"{{key}}"'], ['"nonce={{nonce}}"'])


def test_collections_in_collections_end() -> None:
    assert not list(read_har('{"item": [' * 5000))
