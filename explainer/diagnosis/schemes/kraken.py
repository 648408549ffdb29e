"""The recipes of Kraken's other interfaces.

They look alike and take keys that look alike; a signature made by one fails on another.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from explainer.diagnosis.schemes.model import Given, Scheme, hash256
from explainer.stages.hmac import mac
from explainer.stages.hmac.algorithm import hmac_sha256

_STRIPPED = b"/derivatives"
_SPOT = "For Spot sign path + SHA256(nonce + POST data), with the nonce in the POST data."
_DERIVATIVES = "https://docs.kraken.com/api/docs/guides/futures-rest"
_TEMPLATE, _SCHEMA = b"\x01\x00", b"\x21\x00"


def _posted(given: Given) -> Iterator[bytes]:
    """The POST data as Derivatives may take it: the nonce is a header; once it was hashed decoded."""
    for body in given.bodies:
        yield body
        yield unquote_to_bytes(body.replace(b"+", b" "))


def _endpoint(path: bytes) -> bytes:
    return path[len(_STRIPPED) :] if path.startswith(_STRIPPED) else path


def _derivatives(given: Given) -> Iterator[bytes]:
    if given.nonce and given.path:
        for body in _posted(given):
            yield mac(given.key, hash256(body, given.nonce, _endpoint(given.path)))


def _derivatives_without_nonce(given: Given) -> Iterator[bytes]:
    if given.path:
        for body in _posted(given):
            yield mac(given.key, hash256(body, _endpoint(given.path)))


def _derivatives_path_kept(given: Given) -> Iterator[bytes]:
    if given.path.startswith(_STRIPPED):
        for body in _posted(given):
            for nonce in (given.nonce, b""):
                yield mac(given.key, hash256(body, nonce, given.path))


def _derivatives_websocket(given: Given) -> Iterator[bytes]:
    if given.body and b"=" not in given.body:
        yield mac(given.key, hash256(given.body))
    if given.nonce:
        yield mac(given.key, hash256(given.nonce))


def _header_nonce(given: Given) -> Iterator[bytes]:
    yield mac(given.key, given.path + hash256(given.nonce, given.without_nonce))
    if given.without_nonce:
        query = given.path + b"?" + given.without_nonce
        yield mac(given.key, query + hash256(given.nonce))
        yield mac(given.key, query + hash256(given.nonce, given.without_nonce))


def _embed(given: Given) -> Iterator[bytes]:
    for text in given.json:
        yield mac(given.key, given.path + hash256(given.nonce, text))
    yield mac(given.key, given.path + hash256(given.nonce))


def _prime_websocket(given: Given) -> Iterator[bytes]:
    lines = b"\n".join([b"GET", given.nonce, b"wss.prime.kraken.com", given.path])
    for key in given.keys:
        yield hmac_sha256(key, lines)


def _fix_logon(given: Given) -> Iterator[bytes]:
    if given.body.startswith(b"35=A\x01"):
        yield mac(given.key, hash256(given.body, given.nonce))


def _sbe_negotiate(given: Given) -> Iterator[bytes]:
    if given.body[2:4] == _TEMPLATE and given.body[4:6] == _SCHEMA:
        yield mac(given.key, given.body)
        yield mac(given.key, hash256(given.body, given.nonce))


KRAKEN: tuple[Scheme, ...] = (
    Scheme(
        id="derivatives-rest",
        title="This is a signature for Kraken Derivatives (Futures), REST",
        formula="base64(HMAC-SHA512(base64decode(secret), SHA256(postData + nonce + endpointPath)))",
        why="The client or its settings are for Derivatives: its Authent header is made much like API-Sign.",
        fix=_SPOT + " Derivatives has keys of its own, another host and the headers APIKey and Authent.",
        make=_derivatives,
        source=_DERIVATIVES,
    ),
    Scheme(
        id="derivatives-rest-without-nonce",
        title="This is a signature for Kraken Derivatives (Futures), REST, without a nonce",
        formula="base64(HMAC-SHA512(base64decode(secret), SHA256(postData + endpointPath)))",
        why="Derivatives needs no nonce, so code for it may leave the nonce out; Spot always needs one.",
        fix=_SPOT,
        make=_derivatives_without_nonce,
        source=_DERIVATIVES,
    ),
    Scheme(
        id="derivatives-rest-path-kept",
        title="This is a signature for Kraken Derivatives with /derivatives left in the path",
        formula="base64(HMAC-SHA512(base64decode(secret), SHA256(postData + nonce + '/derivatives' + path)))",
        why="The path is hashed as it is requested; Derivatives hashes it from /api on and refuses this too.",
        fix="For Derivatives hash the path from /api/v3 on. " + _SPOT,
        make=_derivatives_path_kept,
        source="https://github.com/ccxt/ccxt/pull/17424",
    ),
    Scheme(
        id="derivatives-websocket",
        title="This is a signature of a challenge for Kraken Derivatives, WebSocket",
        formula="base64(HMAC-SHA512(base64decode(secret), SHA256(challenge)))",
        why="The function that signs a WebSocket challenge got the body or the nonce of a Spot call.",
        fix=_SPOT,
        make=_derivatives_websocket,
        source="https://docs.kraken.com/api/docs/guides/futures-websockets",
    ),
    Scheme(
        id="embed-rest",
        title="This is a signature for Kraken Embed, REST",
        formula="base64(HMAC-SHA512(base64decode(secret), path + SHA256(nonce + JSON body)))",
        why=(
            "Embed sends the nonce in the header API-Nonce and not in the body, takes JSON only, and"
            " hashes the nonce alone for a GET."
        ),
        fix="For Spot put the nonce into the POST data, hash that body and send the same.",
        make=_embed,
        source="https://docs.kraken.com/api/docs/guides/embed-rest-auth",
    ),
    Scheme(
        id="header-nonce",
        title="This is a signature for a call with its nonce in the header API-Nonce",
        formula="base64(HMAC-SHA512(base64decode(secret), path with query + SHA256(nonce + body)))",
        why=(
            "Where the nonce travels in API-Nonce it is no field of the body, and the path is signed"
            " with its query string. The Spot calls under /0/private want neither."
        ),
        fix="For Spot put the nonce and all parameters into the POST data; sign the path without a query.",
        make=_header_nonce,
        source="https://docs.kraken.com/embed/guides/embed-rest-auth",
    ),
    Scheme(
        id="prime-websocket",
        title="This is a signature for Kraken Prime, WebSocket",
        formula="base64(HMAC-SHA256(secret as text, 'GET' LF timestamp LF host LF path))",
        why="Prime signs lines of text with HMAC-SHA256 and an undecoded secret; here the nonce is the time.",
        fix=_SPOT + " Use HMAC-SHA512 and decode the private key.",
        make=_prime_websocket,
        source="https://docs.kraken.com/institutional/guides/prime-websocket-auth",
    ),
    Scheme(
        id="fix-logon",
        title="This is the password of a Kraken FIX logon",
        formula="base64(HMAC-SHA512(base64decode(secret), SHA256(logon fields + nonce)))",
        why="The function that makes the FIX password was used for REST.",
        fix=_SPOT,
        make=_fix_logon,
        source="https://docs.kraken.com/exchange/guides/fix/authentication",
    ),
    Scheme(
        id="sbe-negotiate",
        title="This is the signature of a Kraken SBE Negotiate message",
        formula="HMAC-SHA512(base64decode(secret), encoded message), 64 raw bytes",
        why="The binary interface signs its encoded message and sends the bytes without base64.",
        fix=_SPOT + " Write the MAC as base64.",
        make=_sbe_negotiate,
        source="https://docs.kraken.com/exchange/api-reference/sbe/negotiate",
    ),
)
