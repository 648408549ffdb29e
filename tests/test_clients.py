"""The right answers against real clients: krakenex, python-kraken-sdk and ccxt sign the same requests.

Their own signing functions are called; nothing is sent. What they hash and authenticate on the way
is recorded and compared with the stages of the trace.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, NamedTuple
from unittest import mock
from urllib.parse import urlencode

import krakenex.api
import pytest
import requests
from ccxt.kraken import kraken as CcxtClient
from hypothesis import given
from hypothesis import strategies as st
from kraken import base_api

from explainer.example import EXAMPLE, SIGNATURE
from explainer.pipeline.run import explain, sign
from explainer.request import Request

PythonKrakenSdk = getattr(base_api, "SpotClient", None) or base_api.KrakenBaseSpotAPI
"""Its first name in all versions for Python 3.11 and newer, its second in those for 3.10."""

Parameters = Mapping[str, object]


class Signed(NamedTuple):
    """What a client did: each value that it made on the way to its API-Sign."""

    path: str
    sent: str
    """The body that goes out."""
    hash_input: bytes
    digest: bytes
    key: bytes
    message: bytes
    mac: bytes
    signature: str


Sign = Callable[[str, str, Parameters, str], Signed]
"""Signs parameters for an endpoint: private key, endpoint, parameters, nonce."""


@contextmanager
def recorded(module: object) -> Iterator[dict[str, bytes]]:
    """Record what a client's module passes to hashlib.sha256 and hmac.new, and what comes out."""
    seen: dict[str, bytes] = {}

    def sha256(data: bytes) -> Any:
        seen["hash_input"] = data
        seen["digest"] = hashlib.sha256(data).digest()
        return hashlib.sha256(data)

    def new(key: bytes, message: bytes, algorithm: Any) -> Any:
        made = hmac.new(key, message, algorithm)
        seen.update(key=key, message=message, mac=made.digest())
        return made

    with (
        mock.patch.object(module, "hashlib", SimpleNamespace(sha256=sha256, sha512=hashlib.sha512)),
        mock.patch.object(module, "hmac", SimpleNamespace(new=new)),
    ):
        yield seen


def by_krakenex(secret: str, endpoint: str, parameters: Parameters, nonce: str) -> Signed:
    path = f"/0/private/{endpoint}"
    data = {**parameters, "nonce": nonce}
    client = krakenex.API("key", secret)
    with recorded(krakenex.api) as seen:
        signature = client._sign(data, path)
    client.close()
    return Signed(path, wire(data), signature=signature, **seen)


def by_python_kraken_sdk(secret: str, endpoint: str, parameters: Parameters, nonce: str) -> Signed:
    return _python_kraken_sdk(secret, endpoint, parameters, nonce, as_json=False)


def by_python_kraken_sdk_json(secret: str, endpoint: str, parameters: Parameters, nonce: str) -> Signed:
    return _python_kraken_sdk(secret, endpoint, parameters, nonce, as_json=True)


def _python_kraken_sdk(
    secret: str, endpoint: str, parameters: Parameters, nonce: str, *, as_json: bool
) -> Signed:
    path = f"/0/private/{endpoint}"
    data = {**parameters, "nonce": nonce}
    hashed = json.dumps(data) if as_json else urlencode(data, doseq=True)
    client = PythonKrakenSdk("key", secret)
    with recorded(base_api) as seen:
        signature = client._get_kraken_signature(url_path=path, data=hashed, nonce=nonce)
    return Signed(path, wire(data, as_json=as_json), signature=signature, **seen)


def by_ccxt(secret: str, endpoint: str, parameters: Parameters, nonce: str) -> Signed:
    client = CcxtClient({"apiKey": "key", "secret": secret})
    seen: dict[str, bytes] = {}

    def hash(data: bytes, algorithm: str, form: str) -> Any:
        made = CcxtClient.hash(data, algorithm, form)
        seen.update(hash_input=data, digest=made)
        return made

    def authenticate(message: bytes, key: bytes, algorithm: Any, form: str) -> Any:
        seen.update(key=key, message=message, mac=hmac.new(key, message, algorithm).digest())
        return CcxtClient.hmac(message, key, algorithm, form)

    client.incrementing_nonce = lambda: nonce
    client.hash, client.hmac = hash, authenticate
    made = client.sign(endpoint, ["private"], "POST", dict(parameters))
    path = made["url"].removeprefix("https://api.kraken.com")
    return Signed(path, made["body"], signature=made["headers"]["API-Sign"], **seen)


def wire(data: Any, *, as_json: bool = False) -> str:
    """Return the body that requests sends for these parameters."""
    made = requests.Request("POST", "https://api.kraken.com/", **{"json" if as_json else "data": data})
    body = made.prepare().body or ""
    assert isinstance(body, (str, bytes))
    return body.decode() if isinstance(body, bytes) else body


CLIENTS: dict[str, Sign] = {
    "krakenex": by_krakenex,
    "python-kraken-sdk": by_python_kraken_sdk,
    "python-kraken-sdk-json": by_python_kraken_sdk_json,
    "ccxt": by_ccxt,
}

KEYS = {
    "published": EXAMPLE.secret.expose().decode(),
    "low bytes": b64encode(bytes(range(64))).decode(),
    "high bytes": b64encode(bytes(range(0x80, 0xC0))).decode(),
    "one byte": b64encode(b"!").decode(),
    "over a block": b64encode(bytes(range(256))).decode(),
}

NONCES = ["7", "1616492376", "1616492376594", "1616492376594123456", "18446744073709551615"]

TEXTS: tuple[Parameters, ...] = (
    {},
    {"ordertype": "limit", "pair": "XBTUSD", "price": "37500.00", "volume": "0.00001"},
    {"text": "limit order"},
    {"text": "~*!'()"},
    {"text": "€ é 💰"},
    {"text": 'quotes " and \\ and \n\t\r'},
    {"text": "a\x00b"},
    {"text": "a&b=c;d%41"},
    {"oflags": "fcib,post"},
    {"close[ordertype]": "limit", "close[price]": "#5%"},
    {"cl_ord_id": ""},
    {"otp": "012345", "pair": "XBTUSD"},
    {"10": "a", "9": "b", "name": "c"},
    {"z": "1", "a": "2"},
    {"text": "a" * 1000},
)
"""Parameters that are all text, which each client hashes as it sends them."""

ENDPOINT = "AddOrder"

OTHERS: tuple[Parameters, ...] = (
    {"price": 37500, "volume": 1.25},
    {"price": 1e16, "volume": 1e-05},
    {"validate": True, "trades": False},
    {"method": None},
    {"txid": ["OAAA", "OBBB"]},
    {"close": {"ordertype": "limit", "price": "42000"}},
    {"orders": [{"type": "buy", "price": "1"}, {"type": "sell", "close": {"price": "3"}}]},
)


def assert_same(signed: Signed, secret: str, nonce: str) -> None:
    """Assert that a trace of what the client hashed is, stage by stage, what the client made."""
    body = signed.hash_input.removeprefix(nonce.encode())
    request = Request.of(signed.path, body, nonce=nonce, secret=secret)
    trace = explain(request)
    assert sign(request) == trace.signature == signed.signature
    assert trace.step("sha256").values["hash_input"].data == signed.hash_input
    assert trace.step("sha256").value.data == signed.digest
    assert trace.step("message").value.data == signed.message
    assert trace.step("secret").value.data == signed.key
    assert trace.step("hmac").value.data == signed.mac


@pytest.mark.parametrize("by", CLIENTS.values(), ids=CLIENTS.keys())
class TestClient:
    @pytest.mark.parametrize("parameters", TEXTS + OTHERS, ids=str)
    def test_signs_as_explained(self, by: Sign, parameters: Parameters) -> None:
        for secret in KEYS.values():
            assert_same(by(secret, ENDPOINT, parameters, NONCES[2]), secret, NONCES[2])

    @pytest.mark.parametrize("nonce", NONCES)
    def test_signs_any_nonce(self, by: Sign, nonce: str) -> None:
        assert_same(by(KEYS["published"], "Balance", {}, nonce), KEYS["published"], nonce)

    @pytest.mark.parametrize("parameters", TEXTS, ids=str)
    def test_sends_the_text_that_was_hashed(self, by: Sign, parameters: Parameters) -> None:
        signed = by(KEYS["published"], ENDPOINT, parameters, NONCES[2])
        assert signed.hash_input == (NONCES[2] + signed.sent).encode()

    @given(
        parameters=st.dictionaries(
            st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=8),
            st.text(st.characters(codec="utf-8"), max_size=12),
            max_size=5,
        ),
        key=st.binary(min_size=1, max_size=140),
        nonce=st.integers(1, 2**64 - 1).map(str),
    )
    def test_signs_any_text_as_explained(
        self, by: Sign, parameters: Parameters, key: bytes, nonce: str
    ) -> None:
        secret = b64encode(key).decode()
        assert_same(by(secret, ENDPOINT, parameters, nonce), secret, nonce)


def test_ccxt_signs_json_for_batches() -> None:
    signed = by_ccxt(KEYS["published"], "AddOrderBatch", OTHERS[-1], NONCES[2])
    assert signed.sent.startswith('{"nonce":"1616492376594","orders":[{')
    assert signed.hash_input == (NONCES[2] + signed.sent).encode()
    assert_same(signed, KEYS["published"], NONCES[2])


def test_a_client_signs_the_published_example() -> None:
    parameters = {"ordertype": "limit", "pair": "XBTUSD", "price": 37500, "type": "buy", "volume": 1.25}
    assert by_ccxt(KEYS["published"], ENDPOINT, parameters, NONCES[2]).signature == SIGNATURE
