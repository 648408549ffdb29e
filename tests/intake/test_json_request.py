"""This program's own JSON in a text, and what its commands print."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.diagnosis.challenge import identify
from explainer.example import EXAMPLE, SIGNATURE
from explainer.intake.draft import Draft
from explainer.intake.readers.json_request import read_json_request
from explainer.intake.request_json import read_json
from explainer.pipeline.run import explain
from explainer.render import challenge_json
from explainer.render import json as explain_json
from explainer.secret import Secret

KEY = EXAMPLE.secret.expose().decode()
REQUEST = {
    "path": "/0/private/AddOrder",
    "nonce": 1616492376594,
    "body": EXAMPLE.body.decode(),
    "secret": KEY,
    "signature": SIGNATURE,
}


def fields(text: str) -> dict[str, Any]:
    (part,) = read_json_request(text)
    assert part.whole
    return {found.field: found.value for found in part.found}


@pytest.mark.parametrize("indent", [None, 2])
def test_a_request_in_the_middle_of_a_text(indent: int | None) -> None:
    written = json.dumps(REQUEST, indent=indent)
    text = f"this is it: {written} and more"
    assert fields(text) == {
        "path": EXAMPLE.path,
        "nonce": EXAMPLE.nonce,
        "body": EXAMPLE.body,
        "secret": Secret(KEY),
        "signature": SIGNATURE.encode(),
    }
    (part,) = read_json_request(text)
    assert text[slice(*part.span)] == written
    assert text[slice(*part.found[3].span)] == f'"{KEY}"'


def test_parameters_and_observed_values() -> None:
    request = {
        "path": "/a",
        "parameters": {"nonce": 1, "b": "c d"},
        "observed": {"sha256": "00ff", "hmac": "ff"},
    }
    (part,) = read_json_request(json.dumps(request))
    _, body, *observed = part.found
    assert (body.value, body.made) == (b"nonce=1&b=c+d", True)
    assert [(one.stage, one.value) for one in observed] == [("sha256", b"00ff"), ("hmac", b"ff")]


def test_what_was_sent_is_the_body_and_what_was_hashed_is_a_printed_value() -> None:
    request = {"path": "/a", "body": "nonce=1&a=b", "sent_body": "a=b&nonce=1"}
    (part,) = read_json_request(json.dumps(request))
    said = [(found.field, found.stage, found.value) for found in part.found[1:]]
    assert said == [("observed", "postdata", b"nonce=1&a=b"), ("body", "", b"a=b&nonce=1")]


@pytest.mark.parametrize(
    "value",
    [
        {"nonce": "1", "pair": "XBTUSD"},
        {"nonce": "1"},
        {"path": "/a", "url": "x"},
        {"path": 1, "secret": "a"},
        {"path": "/a", "body": "a", "json": 1},
        {"schema_version": 1},
        {},
    ],
)
def test_other_json_is_left(value: object) -> None:
    assert list(read_json_request(json.dumps(value))) == []


def test_what_explain_prints() -> None:
    document = explain_json.explanation(explain(EXAMPLE._replace(signature=SIGNATURE, api_key=b"public")))
    assert fields(json.dumps(document, indent=2)) == {
        "path": EXAMPLE.path,
        "nonce": EXAMPLE.nonce,
        "body": EXAMPLE.body,
        "api_key": b"public",
        "signature": SIGNATURE.encode(),
    }


def test_what_is_no_text_comes_back_from_hex() -> None:
    document = explain_json.explanation(explain(EXAMPLE._replace(path=b"/\xff")))
    assert fields(json.dumps(document))["path"] == b"/\xff"


def test_the_stages_of_a_diagnosis_give_the_request() -> None:
    stages = explain_json.explanation(explain(EXAMPLE))["stages"]
    document = {"schema_version": 1, "verdict": "explained", "stages": stages}
    assert fields(json.dumps(document)) == {
        "path": EXAMPLE.path,
        "nonce": EXAMPLE.nonce,
        "body": EXAMPLE.body,
    }


def test_what_challenge_prints() -> None:
    known = identify([])
    assert known.next is not None
    request = known.next.request
    read = fields(json.dumps(challenge_json.document(known, [])))
    assert (read["path"], read["nonce"], read["body"]) == (request.path, request.nonce, request.body)
    assert read["secret"] == request.secret


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
REQUESTS = st.fixed_dictionaries(
    {"path": TEXTS},
    optional={"body": TEXTS, "nonce": st.integers(0), "secret": TEXTS, "api_key": TEXTS, "signature": TEXTS},
)


@given(REQUESTS, st.sampled_from([None, 1]), st.booleans())
def test_it_is_what_read_json_reads(request_: dict[str, Any], indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(request_, indent=indent, ensure_ascii=ascii_only)
    read = fields(f"x {text}")
    draft = read_json(text.encode())
    signature = read.pop("signature", None)
    assert Draft(**read, signature=signature.decode() if signature else None) == draft
