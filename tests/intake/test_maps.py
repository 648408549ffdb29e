"""Maps as Java and Go print them."""

from __future__ import annotations

import pytest

from explainer.example import EXAMPLE
from explainer.intake.readers.maps import read_maps
from tests.intake.test_pastes import paste

BODY = EXAMPLE.body
KEY = b"dGhpcyBpcyBubyBrZXkgb2YgYW55Ym9keSwgb25seSBhbiBleGFtcGxl"


def found(text: str) -> dict[str, object]:
    return {one.field: one.value for part in read_maps(text) for one in part.found}


@pytest.mark.parametrize("name", ["java-map", "go-log-maps"])
def test_what_java_and_go_print(name: str) -> None:
    said = found(paste(name).decode())
    assert (said["body"], said["api_key"]) == (BODY, KEY)
    assert said["signature"]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("{nonce=1, pair=X, Y}", b"nonce=1&pair=X%2C+Y"),
        ("{nonce=1, note=a=b}", b"nonce=1&note=a%3Db"),
        ("map[nonce:1 note:a b]", b"nonce=1&note=a+b"),
        ("map[nonce:[1] time:[12:00]]", b"nonce=1&time=12%3A00"),
    ],
)
def test_values_with_the_signs_that_part_them(text: str, body: bytes) -> None:
    assert found(text)["body"] == body


@pytest.mark.parametrize(
    "text", ["{}", "map[]", "{a=1}", "{nonce=1, pair={a=1}", "{nonce=1,\npair=x}", "map[nonce:1"]
)
def test_other_maps(text: str) -> None:
    assert found(text) == {}
