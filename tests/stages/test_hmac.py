"""The HMAC's stage: each wrong MAC against the standard library, hand-made HMACs and openssl."""

from __future__ import annotations

import hashlib
import hmac
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.example import EXAMPLE
from explainer.pipeline.run import explain, sign
from explainer.pipeline.traced import Origin
from explainer.request import Request
from explainer.stages.hmac import STAGE, mac
from explainer.stages.hmac.algorithm import MAC

RIGHT = explain(EXAMPLE)
KEY = RIGHT.step("secret").value.data
MESSAGE = RIGHT.step("message").value.data
OPENSSL = shutil.which("openssl")


def mac_of(mistake: str, request: Request = EXAMPLE) -> bytes:
    """Return what stands for the MAC."""
    return explain(request, [mistake]).step("hmac").value.data


def by_hand(key: bytes, message: bytes, algorithm: str, block: int) -> bytes:
    """Return an HMAC as RFC 2104 writes it."""
    if len(key) > block:
        key = hashlib.new(algorithm, key).digest()
    key = key.ljust(block, b"\0")
    inner = hashlib.new(algorithm, bytes(byte ^ 0x36 for byte in key) + message).digest()
    return hashlib.new(algorithm, bytes(byte ^ 0x5C for byte in key) + inner).digest()


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_the_right_mac_is_rfc_2104(key: bytes, message: bytes) -> None:
    assert mac(key, message) == by_hand(key, message, "sha512", 128)


@pytest.mark.parametrize(
    ("mistake", "expected"),
    [
        ("hmac-with-sha256", by_hand(KEY, MESSAGE, "sha256", 64)),
        ("hmac-with-sha384", by_hand(KEY, MESSAGE, "sha384", 128)),
        ("hmac-with-sha1", by_hand(KEY, MESSAGE, "sha1", 64)),
        ("hmac-arguments-swapped", by_hand(MESSAGE, KEY, "sha512", 128)),
        ("sha512-of-key-and-message", hashlib.sha512(KEY + MESSAGE).digest()),
        ("sha512-of-message-and-key", hashlib.sha512(MESSAGE + KEY).digest()),
        ("sha512-of-message", hashlib.sha512(MESSAGE).digest()),
        ("sha256-of-message", hashlib.sha256(MESSAGE).digest()),
        ("sha256-of-hash-input", hashlib.sha256(EXAMPLE.nonce + EXAMPLE.body).digest()),
        ("hmac-twice", by_hand(KEY, by_hand(KEY, MESSAGE, "sha512", 128), "sha512", 128)),
        ("hmac-message-fed-twice", by_hand(KEY, MESSAGE + MESSAGE, "sha512", 128)),
    ],
)
def test_of_the_example(mistake: str, expected: bytes) -> None:
    assert mac_of(mistake) == expected
    assert sign(EXAMPLE, [mistake]) != sign(EXAMPLE)
    assert [span.origin for span in explain(EXAMPLE, [mistake]).step("hmac").value.spans] == [Origin.MAC]


@pytest.mark.parametrize(
    ("mistake", "length"),
    [("hmac-with-sha256", 44), ("hmac-with-sha384", 64), ("hmac-with-sha1", 28)],
)
def test_the_length_of_the_signature_tells_the_hash(mistake: str, length: int) -> None:
    assert len(sign(EXAMPLE, [mistake])) == length


@pytest.mark.skipif(not OPENSSL, reason="no openssl")
@pytest.mark.parametrize("name", ["sha512", "sha256", "sha384", "sha1"])
def test_openssl_gives_the_same(name: str) -> None:
    command = [OPENSSL or "", "dgst", f"-{name}", "-mac", "HMAC", "-macopt", f"hexkey:{KEY.hex()}", "-binary"]
    ran = subprocess.run(command, input=MESSAGE, capture_output=True, check=True)
    expected = RIGHT.step("hmac").value.data if name == "sha512" else mac_of(f"hmac-with-{name}")
    assert ran.stdout == expected


def test_an_object_that_is_fed_twice() -> None:
    fed = hmac.new(KEY, MESSAGE, "sha512")
    fed.update(MESSAGE)
    assert mac_of("hmac-message-fed-twice") == fed.digest()


class TestStub:
    def test_of_json_made_from_the_form(self) -> None:
        begin = b'1616492376594{"nonce":"1616492376594","ordertype":"limit","pair":"XBTUSD"}'[:64]
        assert mac_of("mac-is-begin-of-json") == begin
        assert len(sign(EXAMPLE, ["mac-is-begin-of-json"])) == 88

    def test_of_json_that_is_sent(self) -> None:
        request = Request.of("/0/private/Balance", '{"nonce": 5}', secret=EXAMPLE.secret)
        assert mac_of("mac-is-begin-of-json", request) == b'5{"nonce": 5}'

    def test_of_escaped_and_foreign_text(self) -> None:
        request = Request.of(
            "/0/private/Balance", b"nonce=5&a=%22%C3%A9+x&b=\xff&c&d=", secret=EXAMPLE.secret
        )
        expected = '5{"nonce":"5","a":"\\"é x","b":"\ufffd","c":"","d":""}'.encode()
        assert mac_of("mac-is-begin-of-json", request) == expected


@given(st.binary(max_size=200), st.binary(max_size=200), st.binary(max_size=30), st.binary(max_size=200))
def test_any_bytes_give_a_value(key: bytes, message: bytes, prefix: bytes, postdata: bytes) -> None:
    values = {"key": key, "message": message, "prefix": prefix, "postdata": postdata}
    values["hash_input"] = prefix + postdata
    (decision,) = STAGE.decisions
    for mistake in MAC:
        made = mistake.apply(*[values[name] for name in decision.reads(mistake.apply)])
        assert isinstance(made, bytes)
        assert len(made) <= 64
