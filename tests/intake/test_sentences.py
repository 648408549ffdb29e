"""What sentences and log lines say in passing."""

from __future__ import annotations

from typing import Any

import pytest

from explainer.example import EXAMPLE, SIGNATURE
from explainer.intake.readers.model import Found
from explainer.intake.readers.sentences import read_sentences
from explainer.secret import Secret

BODY = EXAMPLE.body.decode()
PATH = EXAMPLE.path.decode()
LONE = b"nonce=1616492376594"
KEY = EXAMPLE.secret.expose().decode()


def found(text: str) -> list[Found]:
    return [one for part in read_sentences(text) for one in part.found]


def values(text: str) -> dict[str, Any]:
    return {one.field: one.value for one in found(text)}


@pytest.mark.parametrize(
    "line",
    [
        f"POST https://api.kraken.com{PATH} {BODY}",
        f"[INFO] POST {PATH} {BODY}",
        f"{PATH} {BODY}",
        f"sent to {PATH} with data {BODY}.",
        f"POST https://api.kraken.com{PATH} data='{BODY}'",
        f'POST https://api.kraken.com{PATH} body="{BODY}" -> 200',
        f"POST https://api.kraken.com{PATH} data={BODY}",
        f"POST {PATH} with b'{BODY}'",
        f"calling {PATH} | {BODY}",
    ],
)
def test_address_and_body_in_a_line_are_one_request(line: str) -> None:
    (part,) = read_sentences(f"first\n{line}\nlast")
    said = {one.field: one.value for one in part.found}
    assert (said["path"], said["body"]) == (PATH.encode(), BODY.encode())
    assert part.whole


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("/0/private/Balance nonce=1616492376594", True),
        ("POST /0/private/Balance with nonce=1616492376594, and get an error", True),
        ("Sending request to /0/private/Balance with body nonce=1616492376594", False),
        ("POST https://api.kraken.com/0/private/Balance data: 'nonce=1616492376594'", False),
    ],
)
def test_the_nonce_alone_is_the_body_for_sure_only_where_the_line_says_so(line: str, made: bool) -> None:
    (part,) = read_sentences(line)
    (body,) = [one for one in part.found if one.field == "body"]
    assert (body.value, body.made) == (LONE, made)
    assert [one.id for one in part.remarks] == ["body-of-nonce"] * made


@pytest.mark.parametrize(
    "line",
    [
        "Balance works (/0/private/Balance) but /0/private/AddOrder does not",
        "the docs say that POST /0/private/AddOrder and the like need a key",
        "/0/private/AddOrder needs a nonce=...",
        f"path={PATH} nonce=1616492376594",
        f'requests.post("https://api.kraken.com{PATH}", data=data)',
        f"https://api.kraken.com{PATH}?{BODY}",
    ],
)
def test_prose_and_code_are_no_request(line: str) -> None:
    assert found(line) == []


def test_parameters_in_a_row_are_the_body_in_their_order() -> None:
    text = 'level=DEBUG path=/0/private/X nonce=1 asset=XBT key="btc \\"x\\"" amount=0.5 sign=abc'
    assert values(text) == {"nonce": b"1", "body": b"nonce=1&asset=XBT&key=btc+%22x%22&amount=0.5"}


@pytest.mark.parametrize(
    "text", ["nonce=1 level=INFO", "nonce=1 nonce=2 pair=x", "f(nonce=1, pair=x)", "pair=x"]
)
def test_what_is_no_row_of_parameters(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"my secret is {KEY} and it fails",
        f"My private key is `{KEY}`, what now?",
        f"hello, the api secret: {KEY} (not the real one)",
        f"I use the secret {KEY}.",
    ],
)
def test_a_key_in_a_sentence(text: str) -> None:
    assert values(text) == {"secret": Secret(KEY.encode())}


def test_a_signature_in_a_sentence_is_told_from_the_key() -> None:
    said = values(f"With the private key {KEY} the signature is {SIGNATURE}, but Kraken refuses it.")
    assert said == {"secret": Secret(KEY.encode()), "signature": SIGNATURE.encode()}


@pytest.mark.parametrize("text", [f"secret={KEY}", f"{KEY} is my secret"])
def test_a_key_that_no_sentence_names_before_it(text: str) -> None:
    assert found(text) == []


def test_what_a_sentence_does_not_name_may_be_either() -> None:
    (one,) = found(f"it gives {SIGNATURE}. Why?")
    assert (one.field, one.stage, one.value) == ("observed", "", SIGNATURE.encode())


def test_values_in_backticks_are_named_by_the_words_before_them() -> None:
    text = f"nonce `1616492376594` path `{PATH}`, the data is `{BODY}`. My sign comes out as `{SIGNATURE}`"
    assert values(text) == {
        "nonce": LONE[6:],
        "path": PATH.encode(),
        "body": BODY.encode(),
        "signature": SIGNATURE.encode(),
    }
