"""Values with labels, in objects and over several lines are found in a text."""

from __future__ import annotations

import base64

from explainer.intake.dumps import read_values
from tests.intake.test_dumps import DIGEST, LONG, canonical


def labels(text: str) -> list[tuple[str, str]]:
    return [(value.label, text[slice(*value.span)]) for value in read_values(text)]


def test_labels_of_every_style() -> None:
    text = (
        "sha256: 353f9d...\n"
        "message = b'/0/private/'\n"
        '"mac" => [1, 2, 3],\n'
        "digest <Buffer 23 a1>\n"
        f"Digest {DIGEST.hex()}\n"
        "key 23 a1 c1\n"
        "SHA2-256(stdin)= 23a1\n"
        "2d:71:16\n"
        "https://api.kraken.com/0/private/Balance\n"
        "nonce=1616492376594\n"
        "nonce=1616492376594&pair=XBTUSD\n"
    )
    assert labels(text) == [
        ("sha256", "353f9d..."),
        ("message", "b'/0/private/'"),
        ("mac", "[1, 2, 3],"),
        ("digest", "<Buffer 23 a1>"),
        ("Digest", DIGEST.hex()),
        ("key", "23 a1 c1"),
        ("SHA2-256(stdin)", "23a1"),
        ("", "2d:71:16"),
        ("", "https://api.kraken.com/0/private/Balance"),
        ("", "nonce=1616492376594"),
        ("nonce", "1616492376594"),
        ("", "nonce=1616492376594&pair=XBTUSD"),
    ]


def test_objects_are_taken_apart() -> None:
    text = (
        "{\n  sha: <Buffer 23 a1>,\n  'b': Uint8Array(2) [\n    1, 2\n  ],\n  c: { d: 'a,b' }, e: [ 'f' ]\n}"
    )
    assert labels(text) == [
        ("sha", "<Buffer 23 a1>"),
        ("b", "Uint8Array(2) [\n    1, 2\n  ]"),
        ("d", "'a,b'"),
        ("e", "'f'"),
    ]


def test_a_json_body_is_a_value_and_its_members_are() -> None:
    body = '{"nonce":"1","pair":"XBT"}'
    assert labels(body) == [("", body), ("nonce", '"1"'), ("pair", '"XBT"')]
    assert labels("body: " + body) == [("body", body)]


def test_dumps_and_wrapped_values_take_several_lines() -> None:
    signature = base64.encodebytes(DIGEST * 2).decode().strip()
    text = f"mac:\n{canonical(LONG)}\nAPI-Sign: {signature}\nlast: 1"
    values = {value.label: value for value in read_values(text)}
    assert values["mac"].readings[0].data == LONG
    assert values["API-Sign"].readings[0].data == DIGEST * 2
    assert values["last"].readings[-1].data == b"1"


def test_lines_that_may_be_one_value_or_two_are_both() -> None:
    text = f"{DIGEST.hex()}\n{DIGEST[::-1].hex()}\n"
    found = [value.readings[0].data for value in read_values(text)]
    assert found == [DIGEST + DIGEST[::-1], DIGEST, DIGEST[::-1]]
