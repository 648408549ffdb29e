"""Kraken's answers as clients and languages print them."""

from __future__ import annotations

import json
import pprint
import subprocess
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.intake.readers.answers import errors_in, read_answer
from explainer.pipeline.catalogue import MISTAKES

SIGNATURE = "EAPI:Invalid signature"
REFUSED = {"error": [SIGNATURE]}
TAKEN = {"error": [], "result": {"ZUSD": "3.14", "note": "it's {odd}"}}


def node(value: object) -> str:
    """Return what console.log of Node.js prints."""
    program = f"console.log({json.dumps(value)})"
    return subprocess.run(["node", "-e", program], capture_output=True, text=True, check=True).stdout


PRINTED_BY_PHP = {
    "print_r": "Array\n(\n    [error] => Array\n        (\n            [0] => EAPI:Invalid signature\n"
    "        )\n\n)\n",
    "var_dump": 'array(1) {\n  ["error"]=>\n  array(1) {\n    [0]=>\n'
    '    string(22) "EAPI:Invalid signature"\n  }\n}\n',
    "var_export": "array (\n  'error' => \n  array (\n    0 => 'EAPI:Invalid signature',\n  ),\n)",
}
"""What PHP 8.2 prints."""


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        (json.dumps(REFUSED), (SIGNATURE,)),
        (json.dumps(REFUSED, indent=2), (SIGNATURE,)),
        (json.dumps(TAKEN), ()),
        (json.dumps(TAKEN, indent=4), ()),
        (json.dumps(json.dumps(REFUSED)), (SIGNATURE,)),
        (repr(REFUSED), (SIGNATURE,)),
        (repr(TAKEN), ()),
        (pprint.pformat(TAKEN, width=20), ()),
        (node(REFUSED), (SIGNATURE,)),
        (node(TAKEN), ()),
        (
            '{"error":["EGeneral:Invalid arguments:volume","EAPI:Invalid key"]}',
            ("EGeneral:Invalid arguments:volume", "EAPI:Invalid key"),
        ),
        ("EAPI:Invalid signature", (SIGNATURE,)),
        ("EAPI: Invalid nonce", ("EAPI:Invalid nonce",)),
        ("KrakenAPIError: EAPI:Invalid signature", (SIGNATURE,)),
        ('ccxt.base.errors.AuthenticationError: kraken {"error":["EAPI:Invalid signature"]}', (SIGNATURE,)),
        ("Error: Kraken API returned error: EAPI:Invalid key", ("EAPI:Invalid key",)),
        (
            "kraken.exceptions.KrakenInvalidSignatureError: Details: {'error': ['EAPI:Invalid signature']}",
            (SIGNATURE,),
        ),
        ("panic: kraken error: map[error:[EAPI:Invalid signature]]", (SIGNATURE,)),
        (PRINTED_BY_PHP["print_r"], (SIGNATURE,)),
        (PRINTED_BY_PHP["var_dump"], (SIGNATURE,)),
        (PRINTED_BY_PHP["var_export"], (SIGNATURE,)),
        (
            "2024-05-01 12:00:00,123 - ERROR - response ['EOrder:Insufficient funds']",
            ("EOrder:Insufficient funds",),
        ),
    ],
)
def test_an_answer_is_one_part_with_all_around_it(text: str, errors: tuple[str, ...]) -> None:
    (part,) = read_answer(text)
    assert part.answer == errors
    assert part.answered
    assert text[slice(*part.span)].strip("[]'\" \n") == text.strip("[]'\" \n")
    assert errors_in(text, 0, len(text)) == errors


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no answer at all",
        'if "EAPI:Invalid nonce" in errors: retry()',
        'if error == "EAPI:Invalid nonce":',
        "if (message.includes('EAPI:Rate limit exceeded')) wait();",
        "ERROR:bot:Invalid signature",
        'data = {"error": [1, 2]}',
        "console.error('failed')",
    ],
)
def test_what_is_no_answer(text: str) -> None:
    assert list(read_answer(text)) == []
    assert errors_in(text, 0, len(text)) is None


def test_only_the_error_is_taken_from_a_sentence() -> None:
    text = "With nonce 1616492376594 I get EAPI:Invalid signature when I ask for the balance."
    (part,) = read_answer(text)
    assert text[slice(*part.span)] == part.answer[0] == SIGNATURE


def test_only_the_stretch_asked_for_counts() -> None:
    text = f"{json.dumps(TAKEN)}\n{json.dumps(REFUSED)}"
    middle = text.index("\n")
    assert [part.answer for part in read_answer(text)] == [(), (SIGNATURE,)]
    assert errors_in(text, 0, middle) == ()
    assert errors_in(text, middle, len(text)) == (SIGNATURE,)
    assert errors_in(text, 0, len(text)) == (SIGNATURE,)


def test_every_error_that_the_catalogue_names_is_known() -> None:
    named = {answer for mistake in MISTAKES for answer in errors_in(mistake.answer, 0, 10_000) or ()}
    assert {SIGNATURE, "EAPI:Invalid nonce"} <= named
    assert all(answer.count(":") == 1 for answer in named)


PIECES = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(["{", "}", '"', "'", "\\", "error", ":", "[", "]", "\n", " ", SIGNATURE, "=>"]),
        st.sampled_from(['{"error":[', "]}", "Array (", "Error: ", "{'error': []"]),
    ),
    max_size=25,
).map("".join)


@given(PIECES)
def test_any_text(text: str) -> None:
    parts = list(read_answer(text))
    assert all(0 <= part.span[0] < part.span[1] <= len(text) for part in parts)
    assert all(first.span[1] <= second.span[0] for first, second in pairwise(parts))


@given(st.lists(st.sampled_from([SIGNATURE, "EGeneral:Unknown method", "EService:Unavailable"]), unique=True))
def test_what_json_writes_is_read_back(errors: list[str]) -> None:
    assert errors_in(json.dumps({"error": errors}), 0, 10_000) == tuple(errors)
    assert errors_in(repr({"error": errors, "result": None}), 0, 10_000) == tuple(errors)
