"""Objects in a paste that are the POST data as JSON, by the label in front or by the Content-Type."""

from __future__ import annotations

import json

import pytest

from explainer.example import EXAMPLE
from explainer.intake.paste import read_paste
from explainer.intake.pasted import PastedRequest
from tests.diagnosis.test_investigate import diagnose, ids

KEY = EXAMPLE.secret.expose().decode()
SENT = '{"nonce":"1738412399123","asset":"XBT"}'
FORM = b"nonce=1738412399123&asset=XBT"
OF_FORM = "4FDbychhvJ9zQFmRUksqTjE8784BAvmLCulkx73za5BtcWDoeToAPo6XBBh48eIwGZZB7dk573tv8hHdZx9SZg=="
"""The API-Sign of the form, by another program."""
IS_JSON = "Content-Type: application/json\n"
IS_FORM = "Content-Type: application/x-www-form-urlencoded\n"


def read(body: str, content_type: str = "") -> PastedRequest:
    text = f"KRAKEN_SECRET={KEY}\nURI path: /0/private/Balance\n{content_type}{body}\nAPI-Sign: {OF_FORM}\n"
    (request,) = read_paste(text).requests
    assert request.conflicts == ()
    return request


def said(request: PastedRequest) -> list[str]:
    return [remark.message[:26] for remark in request.remarks if remark.id == "body-made"]


@pytest.mark.parametrize(
    "label",
    [
        *("POST data: ", "postdata: ", "body: ", "payload: ", "request body: ", "data sent: ", "json: "),
        *("POST data (JSON): ", '"POST data": ', "POST data:\n", "POST body = ", "INFO POST data: "),
    ],
)
@pytest.mark.parametrize("content_type", ["", IS_JSON])
def test_json_behind_a_label_of_the_post_data_is_the_post_data(label: str, content_type: str) -> None:
    request = read(label + SENT, content_type)
    assert request.draft.body == SENT.encode()
    assert said(request) == []


@pytest.mark.parametrize("label", ["", "data: ", "params = ", "I send "])
def test_the_content_type_says_what_an_object_is_sent_as(label: str) -> None:
    request = read(label + SENT, IS_JSON)
    assert request.draft.body == SENT.encode()
    assert said(request) == ["the Content-Type says JSON"]


@pytest.mark.parametrize("label", ["", "data: ", "params = ", "I send "])
@pytest.mark.parametrize("content_type", ["", IS_FORM, IS_JSON + IS_FORM])
def test_an_object_is_parameters_where_nothing_says_json(label: str, content_type: str) -> None:
    text = f"{label}{SENT}\n{content_type}"
    (request,) = read_paste(text).requests
    assert [found.value for found in request.found if found.field == "body"] == [FORM]
    assert said(request) == ["the body was made from the"]


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ("request body: {'nonce': '1738412399123', 'ok': True}", b'{"nonce": "1738412399123", "ok": true}'),
        ("const params = {nonce: '1738412399123', ok: true}", b'{"nonce":"1738412399123","ok":true}'),
        (
            "$params = ['nonce' => '1738412399123', 'a' => 'b/c'];\n"
            "curl_setopt($ch, CURLOPT_POSTFIELDS, json_encode($params));",
            b'{"nonce":"1738412399123","a":"b\\/c"}',
        ),
        (
            f"data = {json.dumps(json.loads(SENT), indent=4)}",
            b'{"nonce": "1738412399123", "asset": "XBT"}',
        ),
    ],
)
def test_a_literal_of_a_language_is_json_as_the_language_writes_it(written: str, body: bytes) -> None:
    request = read(written, IS_JSON)
    assert request.draft.body == body
    assert said(request) == ["the body was made from the"]
    assert [remark.id for remark in request.remarks] == ["body-made"]


def test_json_in_several_lines_is_sent_as_it_stands() -> None:
    written = json.dumps(json.loads(SENT), indent=2)
    assert read(f"POST data: {written}", IS_JSON).draft.body == written.encode()


def test_the_entry_json_is_json() -> None:
    request = read("json={'nonce': '1738412399123', 'asset': 'XBT'}")
    assert request.draft.body == b'{"nonce": "1738412399123", "asset": "XBT"}'


def test_a_form_that_is_hashed_where_json_is_sent_is_found() -> None:
    request = read(f"POST data: {SENT}", IS_JSON).draft.request()
    assert ids(diagnose(request)) == ["json-hashed-as-python-form"]
