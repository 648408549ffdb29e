"""The digest's stage: each wrong hash input and hash against the standard library and other programs."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest
from hypothesis import given, settings

from explainer.errors import InputError
from explainer.example import EXAMPLE
from explainer.pipeline.catalogue import mistake as find_mistake
from explainer.pipeline.model import Decision
from explainer.pipeline.run import explain, sign
from explainer.pipeline.traced import Origin
from explainer.request import Request
from explainer.stages import message, sha256
from explainer.stages.escaping import WHATWG_FORM
from explainer.stages.sha256.hash import HASH
from tests.paths import DATA, load
from tests.pipeline.test_provenance import assert_sound
from tests.strategies import ANY_REQUEST

SURVEY: dict[str, list[str]] = load(DATA / "survey-hash-path.json")

PATH, NONCE, BODY = EXAMPLE.path, EXAMPLE.nonce, EXAMPLE.body
KEY_TEXT = EXAMPLE.secret.expose()
KEY = base64.b64decode(KEY_TEXT)
DIGEST = "23a1c1b34c6a11d641af0f24684896cb90f66fb991125c83dc357bdc3dc146f1"
"""SHA-256 of the example's nonce and POST data, as sha256sum prints it."""


def hash_input(*mistakes: str, request: Request = EXAMPLE) -> bytes:
    return explain(request, mistakes).step("sha256").values["hash_input"].data


def joined(*mistakes: str, request: Request = EXAMPLE) -> bytes:
    return explain(request, mistakes).step("sha256").value.data


def signature(message: bytes, key: bytes = KEY) -> str:
    return base64.b64encode(hmac.digest(key, message, "sha512")).decode()


def test_every_row_of_the_survey_is_there() -> None:
    named = {id for ids in SURVEY.values() for id in ids}
    entries = {
        mistake.id
        for stage in (sha256.STAGE, message.STAGE)
        for decision in stage.decisions
        for mistake in decision.mistakes
    }
    assert entries <= named
    assert all(find_mistake(id) for id in named)
    assert all(len(ids) == len(set(ids)) > 0 for ids in SURVEY.values())


@pytest.mark.parametrize("decision", sha256.STAGE.decisions, ids=lambda decision: decision.id)
@settings(max_examples=8)
@given(request_=ANY_REQUEST)
def test_any_request_is_signed_alike_plain_and_traced(decision: Decision, request_: Request) -> None:
    for mistake in decision.mistakes:
        assert_sound(request_, [mistake])


SEPARATORS = {
    "nul": b"\0",
    "line-feed": b"\n",
    "crlf": b"\r\n",
    "ampersand": b"&",
    "punctuation": b":",
    "space": b" ",
    "plus": b"+",
}

INPUTS = {
    "nonce-not-hashed": BODY,
    "nonce-hashed-twice": NONCE + NONCE + BODY,
    "prefix-with-field-name": b"nonce=" + NONCE + BODY,
    **{f"hash-separator-{name}": NONCE + data + BODY for name, data in SEPARATORS.items()},
    "path-hashed-between": NONCE + PATH + BODY,
    "path-hashed-first": PATH + NONCE + BODY,
    "hashed-with-other-parts": NONCE + BODY + PATH,
    "hashed-as-derivatives": BODY + NONCE + PATH,
    "nonce-hashed-last": BODY + NONCE,
    "hash-input-with-line-feed": NONCE + BODY + b"\n",
    "hash-input-otherwise-written": NONCE + BODY + b"\r\n",
    "hash-input-as-utf16le": (NONCE + BODY).decode().encode("utf-16-le"),
    "hash-input-form-encoded": NONCE + BODY.replace(b"=", b"%3D").replace(b"&", b"%26"),
    "hash-input-percent-encoded": NONCE + BODY.replace(b"=", b"%3D").replace(b"&", b"%26"),
}


class TestInput:
    def test_all_are_here(self) -> None:
        decisions = ("sha256.prefix", "sha256.separator", "sha256.input", "sha256.text")
        entries = [
            mistake.id
            for decision in sha256.STAGE.decisions
            if decision.id in decisions
            for mistake in decision.mistakes
        ]
        assert entries == list(INPUTS)

    @pytest.mark.parametrize(("mistake", "expected"), INPUTS.items(), ids=list(INPUTS))
    def test_is_hashed(self, mistake: str, expected: bytes) -> None:
        assert hash_input(mistake) == expected
        assert joined(mistake) == hashlib.sha256(expected).digest()
        assert sign(EXAMPLE, [mistake]) == signature(PATH + hashlib.sha256(expected).digest())

    def test_separators_stand_between_all_parts(self) -> None:
        assert hash_input("hash-separator-nul", "path-hashed-first") == b"\0".join([PATH, NONCE, BODY])
        assert hash_input("hash-separator-nul", "path-hashed-between") == b"\0".join([NONCE, PATH, BODY])
        assert hash_input("hash-separator-nul", "hashed-with-other-parts") == b"\0".join([NONCE, BODY, PATH])
        assert hash_input("hash-separator-nul", "hashed-as-derivatives") == b"\0".join([BODY, NONCE, PATH])
        assert hash_input("hash-separator-nul", "nonce-hashed-last") == b"\0".join([BODY, NONCE])

    def test_the_separator_is_marked_as_added(self) -> None:
        spans = explain(EXAMPLE, ["hash-separator-nul"]).step("sha256").values["hash_input"].spans
        assert [(a, b) for a, b, origin in spans if origin is Origin.ADDED] == [(13, 14)]


# Printable ASCII and three more characters: Java 17's URLEncoder.encode.
TYPED = ("".join(map(chr, range(0x20, 0x7F))) + "é\n€").encode()
JAVA = (
    "+%21%22%23%24%25%26%27%28%29*%2B%2C-.%2F0123456789%3A%3B%3C%3D%3E%3F%40ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "%5B%5C%5D%5E_%60abcdefghijklmnopqrstuvwxyz%7B%7C%7D%7E%C3%A9%0A%E2%82%AC"
)


def test_the_encoder_of_java() -> None:
    assert WHATWG_FORM(TYPED).decode() == JAVA


def test_a_text_that_is_no_utf8_is_written_as_utf16_byte_by_byte() -> None:
    request = Request.of(PATH, b"nonce=1&x=\xff\x00", nonce="1", secret=EXAMPLE.secret)
    assert hash_input("hash-input-as-utf16le", request=request).endswith(b"x\0=\0\xff\0\0\0")
    request = Request.of(PATH, "nonce=1&x=é", nonce="1", secret=EXAMPLE.secret)
    assert hash_input("hash-input-as-utf16le", request=request).endswith(b"x\0=\0\xe9\0")


WHOLE = NONCE + BODY
HASHES = {
    "hash-left-out": WHOLE,
    "hash-keyed-with-decoded-key": hmac.digest(KEY, WHOLE, "sha256"),
    "hash-keyed-with-key-text": hmac.digest(KEY_TEXT, WHOLE, "sha256"),
    "hash-twice": hashlib.sha256(bytes.fromhex(DIGEST)).digest(),
    "hash-sha512": hashlib.sha512(WHOLE).digest(),
    "hash-sha1": hashlib.sha1(WHOLE).digest(),
    "hash-md5": hashlib.md5(WHOLE).digest(),
    "hash-with-another-algorithm": hashlib.sha3_256(WHOLE).digest(),
}


class TestHash:
    def test_all_are_here(self) -> None:
        assert [mistake.id for mistake in HASH] == list(HASHES)

    @pytest.mark.parametrize(("mistake", "expected"), HASHES.items(), ids=list(HASHES))
    def test_is_joined(self, mistake: str, expected: bytes) -> None:
        assert joined(mistake) == expected
        assert sign(EXAMPLE, [mistake]) == signature(PATH + expected)

    def test_a_private_key_that_is_no_base64_keys_no_hash_when_decoded(self) -> None:
        request = Request.of(PATH, BODY, secret="no base64")
        with pytest.raises(InputError):
            sign(request, ["hash-keyed-with-decoded-key", "secret-not-decoded"])
        wrong = hmac.digest(b"no base64", WHOLE, "sha256")
        made = sign(request, ["hash-keyed-with-key-text", "secret-not-decoded"])
        assert made == signature(PATH + wrong, b"no base64")


class TestSeveral:
    """Codes that make more than one of these mistakes, each signature computed by hand."""

    def test_the_article_s(self) -> None:
        made = sign(EXAMPLE, ["nonce-not-hashed", "digest-as-hex"])
        assert made == signature(PATH + hashlib.sha256(BODY).hexdigest().encode())

    def test_nothing_hashed_and_no_path(self) -> None:
        assert sign(EXAMPLE, ["hash-left-out", "path-left-out"]) == signature(NONCE + BODY)
        assert sign(EXAMPLE, ["hash-left-out", "path-left-out", "nonce-not-hashed"]) == signature(BODY)
        assert sign(EXAMPLE, ["hash-left-out", "nonce-not-hashed"]) == signature(PATH + BODY)

    def test_path_inside_alone(self) -> None:
        inside = hashlib.sha256(PATH + NONCE + BODY).digest()
        assert sign(EXAMPLE, ["path-hashed-first", "path-left-out"]) == signature(inside)

    def test_derivatives(self) -> None:
        """The recipe of Kraken Derivatives: SHA256(postData + nonce + endpointPath), no path outside."""
        inside = hashlib.sha256(BODY + NONCE + PATH).digest()
        assert sign(EXAMPLE, ["hashed-as-derivatives", "path-left-out"]) == signature(inside)

    def test_mtgox_habits(self) -> None:
        ids = ["path-method-name-only", "hash-separator-nul", "message-separator-nul"]
        inside = hashlib.sha256(NONCE + b"\0" + BODY).digest()
        assert sign(EXAMPLE, ids) == signature(b"AddOrder\0" + inside)

    def test_encoded_keyed_and_printed(self) -> None:
        ids = ["hash-input-form-encoded", "hash-keyed-with-key-text", "digest-as-hex"]
        encoded = NONCE + BODY.replace(b"=", b"%3D").replace(b"&", b"%26")
        inner = hmac.new(KEY_TEXT, encoded, "sha256").hexdigest().encode()
        assert sign(EXAMPLE, ids) == signature(PATH + inner)

    def test_published_on_superuser(self) -> None:
        """https://superuser.com/questions/1123526: hex digest, and base64 of the hex of the MAC."""
        request = Request.of("/0/private/Balance", "nonce=123", secret="wqtzZWNyZXTCuw==")
        assert sign(request, ["digest-as-hex", "signature-base64-of-hex"]) == (
            "NmYxOWY4ZjA1OGIwZTZkYzgzNTY5Mjg0MGNjZGViYzFjNDE1ZjAwZDQyYjc1YjNkM2MyMWVmNWZkNDNmMDA2ZTMwY2M5"
            "YjUxYzYzYWJhMzI2OGE1MzRiZjY4OTc4ZDYwZDIzNjJiZmZkMzFjODEyNTU1M2ZiOGVjNDFiMmY2NGQ="
        )

    def test_a_code_page_of_japan(self) -> None:
        digest = bytes(
            0x3F if 0x81 <= byte <= 0x9F or 0xE0 <= byte <= 0xFC else byte for byte in bytes.fromhex(DIGEST)
        )
        assert sign(EXAMPLE, ["digest-as-cp932-question-marks"]) == signature(PATH + digest)
