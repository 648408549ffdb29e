"""Answers to challenges from JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.diagnosis.challenge import POOL, Answer
from explainer.errors import InputError
from explainer.intake.answers_json import Answers, read_answers

FIRST, SECOND = POOL[:2]


def read(value: Any) -> Answers:
    return read_answers(json.dumps(value).encode())


def test_every_field() -> None:
    given = read(
        {
            "answers": [
                {"challenge": FIRST.id, "signature": "abc", "body": "é", "observed": {"sha256": "00ff"}},
                {"challenge": SECOND.id, "signature": None},
            ],
            "skipped": ["json"],
        }
    )
    assert [answer.challenge for answer in given.answers] == [FIRST, SECOND]
    assert given.answers[0].signature == "abc"
    assert given.answers[0].body == "é".encode()
    assert given.answers[0].observed[0].shows(b"\x00\xff")
    assert given.answers[1] == Answer(SECOND, None)
    assert [one.id for one in given.skipped] == ["json"]


def test_a_list_alone() -> None:
    assert read([{"challenge": FIRST.id, "signature": "x"}]).answers == (Answer(FIRST, "x"),)
    assert read([]) == read({}) == Answers()


@pytest.mark.parametrize(
    ("value", "field", "says"),
    [
        ("text", "answers", "is a text, not an object or a list"),
        ({"answer": []}, "answers", "has an unknown field, 'answer'"),
        ({"answers": {}}, "answers", "is an object, not a list"),
        ({"skipped": "json"}, "skipped", "is a text, not a list"),
        ([7], "answers[0]", "is a number, not an object"),
        ([{"challenge": FIRST.id}], "answers[0]", "has no signature"),
        ([{"challenge": FIRST.id, "sign": ""}], "answers[0]", "has an unknown field, 'sign'"),
        ([{"signature": ""}], "answers[0].challenge", "is missing"),
        ([{"challenge": "jsn", "signature": ""}], "answers[0].challenge", "there is no challenge 'jsn'"),
        ([{"challenge": 1, "signature": ""}], "answers[0].challenge", "is a number, not text"),
        ([{"challenge": FIRST.id, "signature": 1}], "answers[0].signature", "is a number, not text"),
        ([{"challenge": FIRST.id, "signature": "", "body": []}], "answers[0].body", "is a list, not text"),
        ([{"challenge": FIRST.id, "signature": ""}] * 2, "answers", "plain-form comes twice"),
        ({"skipped": ["x"]}, "skipped[0]", "there is no challenge 'x'"),
    ],
)
def test_what_cannot_be_used_is_named(value: Any, field: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read(value)
    assert caught.value.field == field
    assert caught.value.problem == says
    assert caught.value.hint


@given(st.binary(max_size=60))
def test_any_bytes_are_answers_or_an_error_that_says_what_to_do(data: bytes) -> None:
    hint = "none needed"
    try:
        read_answers(data)
    except InputError as error:
        hint = error.hint
    assert hint
