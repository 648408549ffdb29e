"""Building a request: what is taken, what is refused, and how the refusal reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import parse_qsl, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.errors import InputError
from explainer.example import EXAMPLE
from explainer.request import Request, find_nonce, form_body, json_body, nonce_in
from explainer.secret import Secret
from tests.strategies import FIELDS, NONCES, bodies

BODIES = NONCES.flatmap(lambda nonce: st.tuples(st.just(nonce), bodies(nonce)))


class TestOf:
    def test_text_and_bytes_are_the_same(self) -> None:
        text = Request.of("/é", "nonce=1&text=€", secret="a2V5", api_key="key")
        assert text == Request.of("/é".encode(), "nonce=1&text=€".encode(), secret=b"a2V5", api_key=b"key")

    def test_the_nonce_is_taken_from_the_body(self) -> None:
        assert Request.of("/", "pair=X&nonce=12", secret="").nonce == b"12"

    def test_a_given_nonce_wins(self) -> None:
        assert Request.of("/", "nonce=12", secret="", nonce="13").nonce == b"13"

    def test_a_number_is_written_as_digits(self) -> None:
        assert Request.of("/", "", secret="", nonce=2**64 - 1).nonce == b"18446744073709551615"

    def test_a_secret_is_kept(self) -> None:
        secret = Secret("a2V5")
        assert Request.of("/", "nonce=1", secret=secret).secret is secret

    def test_a_claimed_signature_is_kept_as_given(self) -> None:
        assert Request.of("/", "nonce=1", secret="", signature=" x\n").signature == " x\n"

    def test_it_cannot_be_changed(self) -> None:
        request = Request.of("/", "nonce=1", secret="")
        with pytest.raises(AttributeError):
            request.path = b"/other"  # type: ignore[misc]

    @pytest.mark.parametrize("body", ["", "pair=X", "{}", '{"nonce":null}', '{"nonce":true}', "{", "[1]"])
    def test_a_missing_nonce_is_named(self, body: str) -> None:
        with pytest.raises(InputError, match=r"^nonce: none given and none in the body; give the nonce"):
            Request.of("/", body, secret="")

    @pytest.mark.parametrize("field", ["path", "body", "nonce", "secret", "api_key"])
    def test_half_a_surrogate_pair_is_named_with_its_place(self, field: str) -> None:
        fields = {"path": "/", "body": "nonce=1", "nonce": "1", "secret": "a2V5", "api_key": ""}
        fields[field] = "ab\ud83dc"
        with pytest.raises(InputError) as caught:
            Request.of(
                fields["path"],
                fields["body"],
                nonce=fields["nonce"],
                secret=fields["secret"],
                api_key=fields["api_key"],
            )
        assert caught.value.field == field
        assert caught.value.position == 2
        assert str(caught.value) == (
            f"{field}: U+D83D is half of a surrogate pair and has no UTF-8 form (at position 2, counted"
            " from 0); write the whole character, or give the bytes in a file"
        )


class TestNonceIn:
    @given(BODIES)
    def test_is_found_in_forms_and_json(self, made: tuple[str, bytes]) -> None:
        nonce, body = made
        assert nonce_in(body) == nonce.encode()

    @pytest.mark.parametrize(
        ("body", "nonce"),
        [
            (b"nonce=1", b"1"),
            (b"a=b&nonce=1", b"1"),
            (b"cnonce=5&nonce=1", b"1"),
            (b"nonce=", b""),
            (b"nonce=1&nonce=2", b"1"),
            (b"?nonce=1", None),
            (b'{"nonce":1}', b"1"),
            (b' {"nonce":"1"}', b"1"),
            (b'{"nonce":1.5}', None),
            (b'{"a":{"nonce":1}}', None),
            (b"{" * 100_000, None),
            (b"\xff\xfe", None),
        ],
    )
    def test_cases(self, body: bytes, nonce: bytes | None) -> None:
        assert nonce_in(body) == nonce

    @given(st.binary(max_size=40))
    def test_takes_any_bytes(self, body: bytes) -> None:
        assert nonce_in(body) is None or b"nonce" in body

    @given(BODIES)
    def test_its_place_is_found(self, made: tuple[str, bytes]) -> None:
        nonce, body = made
        found = find_nonce(body, nonce.encode())
        assert found is not None
        assert body[found[0] : found[1]] == nonce.encode()

    def test_no_place_without_a_name_or_digits(self) -> None:
        assert find_nonce(b"pair=12", b"12") is None
        assert find_nonce(b"nonce=12", b"13") is None
        assert find_nonce(b"nonce=12", b"") is None


class TestBodies:
    @given(FIELDS)
    def test_a_form_says_what_was_given_in_that_order(self, fields: list[tuple[str, str]]) -> None:
        assert parse_qsl(form_body(fields).decode(), keep_blank_values=True) == fields

    def test_a_form_of_a_mapping(self) -> None:
        assert form_body({"b": 1, "a": "x y"}) == b"b=1&a=x+y"

    @given(st.dictionaries(st.text(st.characters(codec="utf-8")), st.integers() | st.booleans() | st.none()))
    def test_json_says_what_was_given_in_that_order(self, parameters: dict[str, object]) -> None:
        body = json_body(parameters)
        assert list(json.loads(body).items()) == list(parameters.items())

    def test_json_is_compact_and_raw(self) -> None:
        assert json_body({"nonce": "1", "text": "é"}) == '{"nonce":"1","text":"é"}'.encode()

    @pytest.mark.parametrize("write", [form_body, json_body])
    def test_half_a_surrogate_pair_is_refused(self, write: object) -> None:
        assert callable(write)
        with pytest.raises(InputError, match=r"^parameters: U\+D800 is half of a surrogate pair"):
            write({"text": "\ud800"})


@pytest.mark.parametrize("field", ["body", "path", "nonce"])
@pytest.mark.parametrize("around", [b"", b"\n", b'"'], ids=["bare", "line feed", "quotes"])
@pytest.mark.parametrize("written", [bytes, lambda key: quote_plus(key).encode()], ids=["plain", "escaped"])
def test_a_private_key_where_it_would_be_shown_is_refused(
    field: str, written: Callable[[bytes], bytes], around: bytes
) -> None:
    key = EXAMPLE.secret.expose()
    fields = {"path": EXAMPLE.path, "body": EXAMPLE.body, "nonce": EXAMPLE.nonce}
    fields[field] += b"&secret=" + written(key)
    with pytest.raises(InputError) as caught:
        Request.of(fields["path"], fields["body"], nonce=fields["nonce"], secret=around + key + around)
    assert caught.value.field == field
    assert key.decode() not in str(caught.value)
