"""The recipes of other exchanges, and of an article, that people carry over to Kraken.

Only what can be computed from a Kraken request is modelled: the nonce stands for a timestamp, and
the private key is taken as text or, where that is what the exchange does, decoded.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import TypeAlias
from urllib.parse import unquote_to_bytes

from explainer.diagnosis.schemes.model import Given, Scheme, hex512
from explainer.stages.hmac import mac
from explainer.stages.hmac.algorithm import hmac_sha256, hmac_sha384
from explainer.stages.postdata.notation import double_quoted

_Make: TypeAlias = Callable[[Given], Iterable[bytes]]

_METHODS = (b"POST", b"GET")
_HOSTS = (b"api.kraken.com", b"www.bitstamp.net")
_FORM_TYPE = b"application/x-www-form-urlencoded"
_WINDOW = b"5000"
_SECONDS = 10
"""Digits of a time in whole seconds."""

_TAKEN_OVER = "Code or an example for that exchange was taken over with Kraken's names in it."
_FIX = (
    "Kraken wants base64(HMAC-SHA512(base64decode(private key), path + SHA256(nonce + POST data)))"
    " in the header API-Sign, whatever other exchanges want."
)


def _texts(given: Given) -> tuple[bytes, ...]:
    """The body in the forms that such code sends: as given, without the nonce, as JSON."""
    return (*given.bodies, *given.json, *given.whole_json)


def _sorted_form(body: bytes) -> bytes:
    return b"&".join(sorted(body.split(b"&")))


def _article(given: Given) -> Iterator[bytes]:
    for body in given.bodies if given.path else ():
        for text in (body, unquote_to_bytes(body.replace(b"+", b" "))):
            yield mac(given.key, given.path + _sorted_form(text))


def _mtgox(given: Given) -> Iterator[bytes]:
    for path in (given.path, given.path.lstrip(b"/"), given.path.rpartition(b"/")[2]):
        for content in (given.body, given.digest):
            yield mac(given.key, path + b"\0" + content)
    yield mac(given.key, given.body)


def _binance(given: Given) -> Iterator[bytes]:
    for key, text in product(given.keys, _texts(given)):
        yield hmac_sha256(key, text)


def _poloniex(given: Given) -> Iterator[bytes]:
    for text in _texts(given):
        yield mac(given.text, text)


def _bittrex(given: Given) -> Iterator[bytes]:
    address = b"https://api.kraken.com" + given.path
    for key, url, method, body in product(given.keys, (address, given.path), _METHODS, _texts(given)):
        yield mac(key, given.nonce + url + method + hex512(body))
    if given.api_key:
        query = address + b"?apikey=" + given.api_key + b"&nonce=" + given.nonce
        for key in given.keys:
            yield mac(key, query)


def _bitfinex(given: Given) -> Iterator[bytes]:
    for key, path, body in product(given.keys, (b"/api" + given.path, given.path), _texts(given)):
        yield hmac_sha384(key, path + given.nonce + body)


def _payload(given: Given) -> Iterator[bytes]:
    path, nonce = (
        double_quoted(part.decode("utf-8", "replace")).encode() for part in (given.path, given.nonce)
    )
    begins = (b'{"request":' + path + b',"nonce":' + nonce, b'{"request": ' + path + b', "nonce": ' + nonce)
    for begin, rest in zip(begins, given.json, strict=False):
        inside = rest.strip()[1:]
        comma = b"" if inside == b"}" else b", " if b": " in begin else b","
        for key in given.keys:
            yield hmac_sha384(key, b64encode(begin + comma + inside))


def _dated(given: Given) -> Iterator[bytes]:
    for time, method, body in product((given.nonce, given.nonce[:_SECONDS]), _METHODS, (b"", *_texts(given))):
        yield time + method + given.path + body


def _coinbase(given: Given) -> Iterator[bytes]:
    for text in _dated(given):
        yield hmac_sha256(given.key, text)


def _kucoin(given: Given) -> Iterator[bytes]:
    for text in _dated(given):
        yield hmac_sha256(given.text, text)


def _bitmex(given: Given) -> Iterator[bytes]:
    for key, method, body in product(given.keys, _METHODS, (b"", *_texts(given))):
        yield hmac_sha256(key, method + given.path + given.nonce + body)


def _bitstamp(given: Given) -> Iterator[bytes]:
    if not given.api_key:
        return
    for key in given.keys:
        yield hmac_sha256(key, given.nonce + given.api_key)
        for host, body in product(_HOSTS, given.bodies):
            head = b"BITSTAMP " + given.api_key + b"POST" + host + given.path
            yield hmac_sha256(key, head + _FORM_TYPE + given.nonce * 2 + b"v2" + body)


def _bybit(given: Given) -> Iterator[bytes]:
    if given.api_key:
        for key, body in product(given.keys, _texts(given)):
            yield hmac_sha256(key, given.nonce + given.api_key + _WINDOW + body)


def _gate(given: Given) -> Iterator[bytes]:
    times = (given.nonce, given.nonce[:_SECONDS])
    for key, method, body, time in product(given.keys, _METHODS, _texts(given), times):
        yield mac(key, b"\n".join([method, given.path, b"", hex512(body), time]))


def _htx(given: Given) -> Iterator[bytes]:
    for key, method, body in product(given.keys, _METHODS, given.bodies):
        yield hmac_sha256(key, b"\n".join([method, _HOSTS[0], given.path, _sorted_form(body)]))


def _scheme(id: str, title: str, formula: str, make: _Make, source: str, why: str = _TAKEN_OVER) -> Scheme:
    return Scheme(id, title, formula, why, _FIX, make, source)


OTHERS: tuple[Scheme, ...] = (
    _scheme(
        "path-and-sorted-parameters",
        "The path and the sorted parameters were signed, without SHA-256",
        "base64(HMAC-SHA512(base64decode(secret), path + sorted parameters))",
        _article,
        "https://www.kdj.com/Cryptocurrency-Encyclopedia/jafi/invalid-api-signature-error-kraken-trading-api",
        "An article teaches this and sends the result as a parameter named sign; Kraken knows neither.",
    ),
    _scheme(
        "mtgox",
        "This was signed as for MtGox",
        "base64(HMAC-SHA512(base64decode(secret), path + NUL + POST data))",
        _mtgox,
        "https://github.com/knowm/XChange/commit/08d4e296c8",
        "Kraken's first clients grew out of clients for MtGox, which put a NUL byte behind the path.",
    ),
    _scheme(
        "binance",
        "This was signed as for Binance",
        "hex(HMAC-SHA256(secret as text, parameters))",
        _binance,
        "https://developers.binance.com/docs/binance-spot-api-docs",
    ),
    _scheme(
        "poloniex",
        "This was signed as for Poloniex or BTC-e",
        "hex(HMAC-SHA512(secret as text, POST data))",
        _poloniex,
        "https://docs.legacy.poloniex.com",
    ),
    _scheme(
        "bittrex",
        "This was signed as for Bittrex",
        "hex(HMAC-SHA512(secret as text, timestamp + URL + method + hex(SHA512(body))))",
        _bittrex,
        "https://bittrex.github.io/api/v3",
    ),
    _scheme(
        "bitfinex",
        "This was signed as for Bitfinex",
        "hex(HMAC-SHA384(secret as text, '/api' + path + nonce + body))",
        _bitfinex,
        "https://docs.bitfinex.com/docs/rest-auth",
    ),
    _scheme(
        "gemini",
        "This was signed as for Gemini or version 1 of Bitfinex",
        "hex(HMAC-SHA384(secret as text, base64(JSON of path, nonce and parameters)))",
        _payload,
        "https://docs.bitfinex.com/v1/docs/rest-auth",
    ),
    _scheme(
        "coinbase",
        "This was signed as for Coinbase Exchange",
        "base64(HMAC-SHA256(base64decode(secret), timestamp + method + path + body))",
        _coinbase,
        "https://docs.cdp.coinbase.com/exchange/docs/rest-auth",
    ),
    _scheme(
        "kucoin",
        "This was signed as for KuCoin, OKX, Bitso or Bitvavo",
        "base64(HMAC-SHA256(secret as text, timestamp + method + path + body))",
        _kucoin,
        "https://www.kucoin.com/docs/basic-info/connection-method/authentication/signing-a-message",
    ),
    _scheme(
        "bitmex",
        "This was signed as for BitMEX",
        "hex(HMAC-SHA256(secret as text, method + path + expiry + body))",
        _bitmex,
        "https://www.bitmex.com/app/apiKeysUsage",
    ),
    _scheme(
        "bitstamp",
        "This was signed as for Bitstamp, with no customer number",
        "hex(HMAC-SHA256(secret as text, nonce + API key))",
        _bitstamp,
        "https://www.bitstamp.net/api/",
    ),
    _scheme(
        "bybit",
        "This was signed as for Bybit",
        "hex(HMAC-SHA256(secret as text, timestamp + API key + 5000 + body))",
        _bybit,
        "https://bybit-exchange.github.io/docs/v5/guide",
    ),
    _scheme(
        "gate",
        "This was signed as for Gate",
        "hex(HMAC-SHA512(secret as text, lines of method, path, query, hex(SHA512(body)), timestamp))",
        _gate,
        "https://www.gate.io/docs/developers/apiv4/",
    ),
    _scheme(
        "htx",
        "This was signed as for HTX (Huobi)",
        "base64(HMAC-SHA256(secret as text, lines of method, host, path, sorted parameters))",
        _htx,
        "https://huobiapi.github.io/docs/spot/v1/en/",
    ),
)
