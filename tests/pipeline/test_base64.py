"""The strict reading of base64: the same bytes as the standard library, and better words."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.errors import InputError
from explainer.secret import decode_base64, name_byte

ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
NEAR_BASE64 = st.lists(
    st.sampled_from([bytes([byte]) for byte in ALPHABET + b"==-_ \n!\xff"]), max_size=24
).map(b"".join)


@given(st.one_of(st.binary(max_size=40), NEAR_BASE64, st.binary(max_size=70).map(b64encode)))
def test_agrees_with_the_standard_library(text: bytes) -> None:
    try:
        expected = b64decode(text, validate=True)
    except Error:
        with pytest.raises(InputError) as caught:
            decode_base64(text)
        assert_points_at_the_first_wrong_byte(text, caught.value)
    else:
        assert decode_base64(text) == expected


def assert_points_at_the_first_wrong_byte(text: bytes, error: InputError) -> None:
    """Assert that the error names a place where the text stops being base64, and what to do."""
    assert error.field == "secret"
    assert error.hint
    assert str(error).startswith("secret: ")
    body = text.rstrip(b"=")
    wrong = [at for at, byte in enumerate(body) if byte not in ALPHABET]
    if wrong:
        assert error.position == wrong[0]
        assert name_byte(text[wrong[0]]) in str(error)
    elif error.position is not None:
        assert error.position == len(body)
    else:
        assert len(body) % 4 == 1


@given(st.binary(max_size=100))
def test_reads_what_is_written(data: bytes) -> None:
    assert decode_base64(b64encode(data)) == data


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            b"kQH5 HW",
            "secret: a space is not base64 (at position 4, counted from 0); remove it; white space and quotes"
            " around a key come from copying or .env files",
        ),
        (
            b"kQH5-HW_",
            "secret: the character '-' is not base64 (at position 4, counted from 0); this is the URL-safe"
            " alphabet; Kraken's keys use '+' and '/'",
        ),
        (
            b"kQ==H5",
            "secret: the character '=' is not base64 (at position 2, counted from 0); '=' belongs to the end"
            " only; are these two keys in one?",
        ),
        (
            b"kQH5HW8\xc3",
            "secret: the byte 0xC3 is not base64 (at position 7, counted from 0); copy the private key again"
            " from Kraken's API page",
        ),
        (
            b"kQH5H",
            "secret: 5 base64 characters cannot be a whole number of bytes; a character is missing or too"
            " many: copy it again, whole",
        ),
        (
            b"kQH5HW=",
            "secret: 6 base64 characters need 2 '=' at the end, found 1 (at position 6, counted from 0);"
            " copy it again with its '=' signs (a double click often stops before them)",
        ),
    ],
)
def test_says_what_is_wrong_where_and_what_to_do(text: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        decode_base64(text)
    assert str(caught.value) == message


@given(st.integers(0, 255))
def test_a_byte_has_a_printable_name(byte: int) -> None:
    assert name_byte(byte).isprintable()
