"""Whole recipes of other services: against published values, against the clients of other exchanges."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import given as for_all
from hypothesis import settings

from explainer.diagnosis.outputs import candidates
from explainer.diagnosis.schemes import SCHEMES, other_request, recognise
from explainer.diagnosis.schemes.model import Given
from explainer.example import EXAMPLE, SIGNATURE
from explainer.pipeline.run import sign
from explainer.request import Request
from explainer.secret import Secret
from tests.strategies import ANY_REQUEST

PATH, NONCE, BODY = EXAMPLE.path.decode(), EXAMPLE.nonce.decode(), EXAMPLE.body.decode()
TEXT = EXAMPLE.secret.expose()
KEY = b64decode(TEXT)
API_KEY = "CJbfPw4tnbf/9en/ZmpewCTKEwmmzO18LXZcHQcu7HPLWre4l8+V9I3y"
"""https://support.kraken.com/articles/360029054811, belongs to no account."""
PARAMETERS = BODY.split("&", 1)[1]
JSON = '{"ordertype":"limit","pair":"XBTUSD","price":"37500","type":"buy","volume":"1.25"}'


class Published(NamedTuple):
    """A value that was published for a scheme."""

    scheme: str
    source: str
    secret: str
    path: str
    nonce: str
    body: str
    signature: str


_FUTURES_DOCS = "https://docs.kraken.com/api/docs/guides/futures-rest (inputs), roq-trading's tests (values)"
_FUTURES_SECRET = "rttp4AzwRfYEdQ7R7X8Z/04Y4TZPa97pqCypi3xXxAqftygftnI6H9yGV+OcUOOJeFtZkr8mVwbAndU3Kz4Q+eG"
"""87 characters: no whole number of bytes, decoded leniently to 65."""
_SDK = "https://github.com/btschwertfeger/python-kraken-sdk (tests of the futures client)"
_SDK_SECRET = "cHl0aG9uLWtyYWtlbi1zZGsgdW5pdC10ZXN0IHNlY3JldCB2YWx1ZQ=="

PUBLISHED = (
    Published(
        "derivatives-rest",
        _FUTURES_DOCS,
        _FUTURES_SECRET,
        "/api/v3/orderbook",
        "1415957147987",
        "symbol=fi_xbtusd_180615",
        "DqUyz8Wh/72af7dimSXHw91IFxrAriTgVodyg2s67PU2mVStwLDQak+uIoCtfb43XONq0xVAp+vm5dqnhFAB1Q==",
    ),
    Published(
        "derivatives-rest",
        _FUTURES_DOCS,
        _FUTURES_SECRET,
        "/derivatives/api/v3/orderbook",
        "1415957147987",
        "symbol=fi_xbtusd_180615",
        "DqUyz8Wh/72af7dimSXHw91IFxrAriTgVodyg2s67PU2mVStwLDQak+uIoCtfb43XONq0xVAp+vm5dqnhFAB1Q==",
    ),
    Published(
        "derivatives-rest-without-nonce",
        _FUTURES_DOCS,
        _FUTURES_SECRET,
        "/api/v3/orderbook",
        "",
        "symbol=fi_xbtusd_180615",
        "BGOdiF//YXbOtKUkyFFRqKAft7gai33YfScxFrXMdMHGUJ6wSaMA6y0p6UzfYzj5Flgvv+SFQe53h2KrEe37Ng==",
    ),
    Published(
        "derivatives-rest",
        _SDK,
        _SDK_SECRET,
        "/api/v3/sendorder",
        "1616492376594",
        "orderType=lmt&symbol=PI_XBTUSD",
        "Txi+gJVXe3EN1brXYQ46FuV6UVtEVSKhc6dYMhPb7a/HXZLGvO6m9UUg+KVKqhLxrbllOPI7qRkHYmPfJZZSGA==",
    ),
    Published(
        "derivatives-websocket",
        "https://docs.kraken.com/api/docs/guides/futures-websockets",
        "7zxMEF5p/Z8l2p2U7Ghv6x14Af+Fx+92tPgUdVQ748FOIrEoT9bgT+bTRfXc5pz8na+hL/QdrCVG7bh9KpT0eMTm",
        "/ws/v1",
        "",
        "c100b894-1729-464d-ace1-52dbce11db42",
        "4JEpF3ix66GA2B+ooK128Ift4XQVtc137N9yeg4Kqsn9PI0Kpzbysl9M1IeCEdjg0zl00wkVqcsnG4bmnlMb3A==",
    ),
)


def scheme_ids(request: Request, signature: str) -> list[str]:
    """Return the ids of the schemes recognised in a pasted text."""
    return [scheme.id for scheme in recognise(request, candidates(signature.encode()))]


@pytest.mark.parametrize("case", PUBLISHED)
def test_published_values_are_recognised(case: Published) -> None:
    request = Request.of(case.path, case.body, nonce=case.nonce, secret=case.secret)
    assert scheme_ids(request, case.signature) == [case.scheme]


def mac(algorithm: str, key: bytes, message: str | bytes) -> bytes:
    """Return an HMAC, computed here without the project's help."""
    return hmac.new(key, message.encode() if isinstance(message, str) else message, algorithm).digest()


def sha256(text: str) -> bytes:
    """Return a SHA-256 digest."""
    return hashlib.sha256(text.encode()).digest()


SHA512 = hashlib.sha512(BODY.encode()).hexdigest()
CASES = {
    "derivatives-rest": b64encode(mac("sha512", KEY, sha256(BODY + NONCE + PATH))),
    "derivatives-rest-without-nonce": b64encode(mac("sha512", KEY, sha256(PARAMETERS + PATH))),
    "derivatives-websocket": b64encode(mac("sha512", KEY, sha256(NONCE))),
    "embed-rest": b64encode(mac("sha512", KEY, PATH.encode() + sha256(NONCE + JSON))),
    "header-nonce": b64encode(mac("sha512", KEY, f"{PATH}?{PARAMETERS}".encode() + sha256(NONCE))),
    "prime-websocket": urlsafe_b64encode(mac("sha256", TEXT, f"GET\n{NONCE}\nwss.prime.kraken.com\n{PATH}")),
    "path-and-sorted-parameters": b64encode(mac("sha512", KEY, PATH + BODY)),
    "mtgox": b64encode(mac("sha512", KEY, f"{PATH}\0{BODY}")),
    "binance": mac("sha256", TEXT, BODY).hex().encode(),
    "poloniex": mac("sha512", TEXT, BODY).hex().encode(),
    "bittrex": mac("sha512", TEXT, f"{NONCE}https://api.kraken.com{PATH}POST{SHA512}").hex().encode(),
    "bitfinex": mac("sha384", TEXT, f"/api{PATH}{NONCE}{JSON}").hex().encode(),
    "gemini": mac(
        "sha384",
        TEXT,
        b64encode(f'{{"request":"{PATH}","nonce":"{NONCE}",{JSON[1:]}'.encode()),
    )
    .hex()
    .encode(),
    "coinbase": b64encode(mac("sha256", KEY, f"{NONCE[:10]}POST{PATH}{JSON}")),
    "kucoin": b64encode(mac("sha256", TEXT, f"{NONCE}POST{PATH}{JSON}")),
    "bitmex": mac("sha256", TEXT, f"POST{PATH}{NONCE}{BODY}").hex().encode(),
    "bitstamp": mac("sha256", TEXT, NONCE + API_KEY).hex().upper().encode(),
    "bybit": mac("sha256", TEXT, f"{NONCE}{API_KEY}5000{BODY}").hex().encode(),
    "gate": mac("sha512", TEXT, f"POST\n{PATH}\n\n{SHA512}\n{NONCE[:10]}").hex().encode(),
    "htx": b64encode(mac("sha256", TEXT, f"POST\napi.kraken.com\n{PATH}\n{BODY}")),
}
REQUEST = Request.of(PATH, BODY, secret=EXAMPLE.secret, api_key=API_KEY)


@pytest.mark.parametrize("id", CASES)
def test_a_signature_of_each_scheme_is_recognised(id: str) -> None:
    assert id in scheme_ids(REQUEST, CASES[id].decode())


def test_schemes_of_other_shapes_are_recognised() -> None:
    kept = Request.of("/derivatives/api/v3/x", "a=1", nonce="5", secret=EXAMPLE.secret)
    signature = b64encode(mac("sha512", KEY, sha256("a=15/derivatives/api/v3/x"))).decode()
    assert scheme_ids(kept, signature) == ["derivatives-rest-path-kept"]
    logon = Request.of("", b"35=A\x0134=1\x01", nonce="5", secret=EXAMPLE.secret)
    signature = b64encode(mac("sha512", KEY, sha256("35=A\x0134=1\x015"))).decode()
    assert scheme_ids(logon, signature) == ["fix-logon"]
    message = b"\x20\x00\x01\x00\x21\x00\x01\x00" + bytes(32)
    negotiate = Request.of("", message, nonce="", secret=EXAMPLE.secret)
    assert scheme_ids(negotiate, mac("sha512", KEY, message).hex()) == ["sbe-negotiate", "mtgox"]


def test_every_scheme_is_tried_here() -> None:
    tried = {*CASES, *[case.scheme for case in PUBLISHED]}
    shapes = {"derivatives-rest-path-kept", "fix-logon", "sbe-negotiate"}
    assert tried | shapes == {scheme.id for scheme in SCHEMES}
    assert len({scheme.id for scheme in SCHEMES}) == len(SCHEMES)


def test_every_scheme_says_what_it_is() -> None:
    for scheme in SCHEMES:
        assert scheme.source.startswith("https://")
        assert scheme.title
        assert not scheme.title.endswith(".")
        assert scheme.why.endswith(".")
        assert scheme.fix.endswith(".")


@pytest.mark.parametrize(
    "request_",
    [
        EXAMPLE,
        Request.of("/0/private/Balance", "", nonce="5", secret=EXAMPLE.secret),
        Request.of("/0/private/Balance", '{"a":"b"}', nonce="5", secret=EXAMPLE.secret),
        Request.of("/0/private/Balance?a=1", "", nonce="5", secret=EXAMPLE.secret),
        Request.of("", "challenge", nonce="", secret=EXAMPLE.secret),
    ],
)
def test_the_right_signature_is_no_scheme(request_: Request) -> None:
    assert scheme_ids(request_, sign(request_)) == []


def test_a_wrong_signature_is_no_scheme() -> None:
    assert scheme_ids(EXAMPLE, sign(EXAMPLE, ["digest-as-hex"])) == []
    assert scheme_ids(EXAMPLE, "") == []


@settings(max_examples=60)
@for_all(ANY_REQUEST)
def test_any_request_gets_an_answer(request_: Request) -> None:
    assert recognise(request_, candidates(sign(request_).encode())) == ()
    for scheme in SCHEMES:
        for made in scheme.macs(request_):
            assert len(made) in (32, 48, 64)


def test_a_secret_that_is_no_base64_is_decoded_leniently() -> None:
    broken = Request.of(PATH, BODY, secret="this is \x00 no = base64")
    assert scheme_ids(broken, SIGNATURE) == []


def test_the_private_key_shows_in_no_repr() -> None:
    shown = repr(Given.of(EXAMPLE))
    assert TEXT.decode() not in shown
    assert repr(KEY)[2:-1] not in shown


class TestOtherRequest:
    others = (
        Request.of("/0/private/Balance", "nonce=5", secret=EXAMPLE.secret),
        Request.of("/0/private/Balance", "nonce=6", secret="no base64!"),
        EXAMPLE,
    )

    @staticmethod
    def taken_for(signature: str, others: Sequence[Request]) -> int | None:
        """Return whose signature it is when it stands at a request of another nonce."""
        return other_request(Request.of(PATH, "nonce=7", secret=EXAMPLE.secret, signature=signature), others)

    def test_finds_whose_signature_it_is(self) -> None:
        assert self.taken_for(SIGNATURE, self.others) == 2
        assert self.taken_for(b64decode(SIGNATURE).hex(), self.others) == 2
        assert self.taken_for(sign(self.others[0]) + "\n", self.others) == 0

    def test_says_if_it_is_nobody_s(self) -> None:
        assert self.taken_for(SIGNATURE, self.others[:2]) is None
        assert self.taken_for("", self.others) is None
        assert self.taken_for("\ud800", self.others) is None
        assert self.taken_for(SIGNATURE, ()) is None

    def test_a_key_s_signature_fits_no_other_key(self) -> None:
        other = Request.of(EXAMPLE.path, EXAMPLE.body, secret=Secret(b64encode(bytes(64))))
        assert self.taken_for(SIGNATURE, (other,)) is None

    @pytest.mark.parametrize("signature", [SIGNATURE, b64decode(SIGNATURE).hex()])
    def test_the_request_itself_is_no_other(self, signature: str) -> None:
        again = EXAMPLE._replace(api_key=b"another API key", signature=signature)
        assert other_request(again, (EXAMPLE,)) is None
