"""Real clients: what they sign is right, and what they sign when they are used wrongly is explained."""

from __future__ import annotations

from base64 import b64encode

import pytest

from explainer.diagnosis.model import Verdict
from explainer.example import EXAMPLE
from explainer.request import Request, json_body
from tests.diagnosis.test_investigate import diagnose, ids
from tests.test_clients import CLIENTS

SECRET = EXAMPLE.secret.expose().decode()
NONCE = "1616492376594"
ORDER = {"ordertype": "limit", "pair": "XBTUSD", "price": "37500", "type": "buy", "volume": "1.25"}


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("parameters", [ORDER, {}, {"asset": "XBT,ETH", "note": "a b/c"}], ids=str)
def test_what_a_client_signs_is_right(client: str, parameters: dict[str, object]) -> None:
    signed = CLIENTS[client](SECRET, "AddOrder", parameters, NONCE)
    request = Request.of(signed.path, signed.sent, secret=SECRET, signature=signed.signature)
    assert diagnose(request).verdict is Verdict.CORRECT


@pytest.mark.parametrize("client", CLIENTS)
def test_a_secret_that_was_encoded_once_more(client: str) -> None:
    """The client decodes what it gets, and the key is the private key's text."""
    signed = CLIENTS[client](b64encode(SECRET.encode()).decode(), "AddOrder", ORDER, NONCE)
    request = Request.of(signed.path, signed.sent, secret=SECRET, signature=signed.signature)
    assert ids(diagnose(request)) == ["secret-not-decoded"]


@pytest.mark.parametrize("client", CLIENTS)
def test_a_signature_of_another_path(client: str) -> None:
    signed = CLIENTS[client](SECRET, "Balance", ORDER, NONCE)
    request = Request.of("/0/private/balance", signed.sent, secret=SECRET, signature=signed.signature)
    found = diagnose(request, others=[request._replace(path=b"/0/private/Balance")])
    assert found.verdict is Verdict.EXPLAINED
    assert found.other_request == 0


def test_krakenex_signs_the_repr_of_a_list_and_requests_repeats_the_name() -> None:
    signed = CLIENTS["krakenex"](SECRET, "CancelOrderBatch", {"orders": ["OAAAAA", "OBBBBB"]}, NONCE)
    request = Request.of(signed.path, signed.sent, secret=SECRET, signature=signed.signature)
    assert signed.sent.startswith("orders=OAAAAA&orders=OBBBBB")
    assert ids(diagnose(request)) == ["collections-as-python-repr"]


def test_python_kraken_sdk_signs_spaced_json_and_another_client_sends_it_dense() -> None:
    signed = CLIENTS["python-kraken-sdk-json"](SECRET, "AddOrder", ORDER, NONCE)
    sent = json_body({**ORDER, "nonce": NONCE})
    request = Request.of(signed.path, sent, secret=SECRET, signature=signed.signature)
    assert ids(diagnose(request)) == ["json-as-json-dumps"]
