"""Recipes that real code has, each computed here with hashlib, hmac, base64, urllib and json alone.

None of them goes through the stages; what the diagnosis names has to give the very signature again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import quote, quote_plus, urlencode

import pytest

from explainer.diagnosing import diagnose
from explainer.diagnosis.model import Verdict
from explainer.example import EXAMPLE
from explainer.pipeline.catalogue import decision_of
from explainer.pipeline.run import sign
from explainer.request import Request

SECRET = EXAMPLE.secret.expose()
KEY = base64.b64decode(SECRET)
API_KEY = b"CJbfPw4tnbf/9en/ZmpewCTKEwmmzO18LXZcHQcu7HPLWre4l8+V9I3y"
N = b"1616492376594"
ORDER = {
    "nonce": "1616492376594",
    "ordertype": "limit",
    "pair": "XBT/USD",
    "type": "buy",
    "volume": "1.250",
    "price": "37500.10",
    "oflags": "post,fciq",
    "close[ordertype]": "stop-loss-limit",
    "close[price]": "37000",
}
BATCH = {
    "nonce": "1616492376594",
    "pair": "XBT/USD",
    "validate": False,
    "orders": [
        {"ordertype": "limit", "price": "40000", "type": "buy", "volume": "1.2"},
        {"ordertype": "limit", "price": "42000", "type": "sell", "volume": "0.5"},
    ],
}
FORM, JSON, BALANCE = 0, 1, 2
PATHS = (b"/0/private/AddOrder", b"/0/private/AddOrderBatch", b"/0/private/Balance")
BODIES = (
    urlencode(ORDER).encode(),
    json.dumps(BATCH, separators=(",", ":")).encode(),
    urlencode({"nonce": "1616492376594"}).encode(),
)


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def mac(message: bytes, key: bytes = KEY, algorithm: str = "sha512") -> bytes:
    return hmac.new(key, message, algorithm).digest()


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def api_sign(path: bytes, digest: bytes, key: bytes = KEY) -> str:
    return b64(mac(path + digest, key))


def hashed(path: bytes, text: bytes) -> str:
    """Sign a hash input."""
    return api_sign(path, sha(text))


Recipe = Callable[[bytes, bytes], str]
"""Makes an API-Sign of the path and the body; the nonce is N."""
ANY = (FORM, JSON, BALANCE)


class Row(NamedTuple):
    """A recipe, the requests it is tried on, and the decisions that go wrong in it."""

    recipe: Recipe
    decisions: str
    on: tuple[int, ...] = ANY


def front(text: str) -> Recipe:
    return lambda p, b: hashed(p, text.encode() + b)


def both(text: str) -> Recipe:
    return lambda p, b: hashed(p, (N + b).replace(N, text.encode()))


def digest_as(write: Callable[[bytes], bytes]) -> Recipe:
    return lambda p, b: api_sign(p, write(sha(N, b)))


def path_as(write: Callable[[str], str]) -> Recipe:
    return lambda p, b: api_sign(write(p.decode()).encode(), sha(N, b))


def text_as(write: Callable[[bytes], bytes]) -> Recipe:
    return lambda p, b: hashed(p, N + write(b))


def written_as(write: Callable[[bytes], str]) -> Recipe:
    return lambda p, b: write(mac(p + sha(N, b)))


def of(parameters: Mapping[str, object]) -> bytes:
    return json.dumps(parameters, separators=(",", ":")).encode()


UTF16 = "utf-16-le"
FIELDS = {name: value for name, value in ORDER.items() if name != "nonce"}

ROWS: dict[str, Row] = {
    # The nonce.
    "a placeholder of Postman in the hashed body": Row(
        lambda p, b: hashed(p, N + b.replace(N, b"{{nonce}}")), "nonce.field"
    ),
    "a placeholder of Postman in both places": Row(both("{{nonce}}"), "nonce.value"),
    "a template string without its backticks": Row(front("${nonce}"), "nonce.prefix"),
    "a format without its value": Row(front("%s"), "nonce.prefix"),
    "an undefined nonce in front": Row(front("undefined"), "nonce.prefix"),
    "an undefined nonce in both places": Row(both("undefined"), "nonce.value"),
    "a number with commas": Row(front("1,616,492,376,594"), "nonce.prefix"),
    "a number with points everywhere": Row(both("1.616.492.376.594"), "nonce.value"),
    "a German exponent": Row(front("1,61649237659E+12"), "nonce.prefix"),
    "an exponent of C": Row(front("1.61649e+12"), "nonce.prefix"),
    "a BigInt with its n": Row(front("1616492376594n"), "nonce.prefix"),
    "bytes of Python": Row(front("b'1616492376594'"), "nonce.prefix"),
    "seconds with six decimals": Row(front("1616492376.594000"), "nonce.prefix"),
    "seconds since 2001 with a fraction": Row(front("638185176.594"), "nonce.prefix"),
    "seconds since 2001 with a fraction everywhere": Row(both("638185176.594"), "nonce.value"),
    "milliseconds since 2001 everywhere": Row(both("638185176594"), "nonce.value"),
    "the largest int": Row(front("2147483647"), "nonce.prefix"),
    "JSON in front": Row(front('{"nonce":"1616492376594"}'), "nonce.prefix"),
    # What is hashed.
    "a byte order mark in front of nonce and body": Row(
        lambda p, b: hashed(p, b"\xef\xbb\xbf" + N + b), "sha256.text nonce.prefix"
    ),
    "nonce and body as a JSON string": Row(
        lambda p, b: hashed(p, json.dumps((N + b).decode()).encode()), "sha256.text"
    ),
    "nonce and body as hex": Row(lambda p, b: hashed(p, (N + b).hex().encode()), "sha256.text"),
    "a C string with its NUL": Row(lambda p, b: hashed(p, N + b + b"\0"), "sha256.text postdata.text"),
    "UTF-16BE": Row(lambda p, b: hashed(p, (N + b).decode().encode("utf-16-be")), "sha256.text"),
    "Encoding.Unicode for path, nonce and body": Row(
        lambda p, b: api_sign(p.decode().encode(UTF16), sha((N + b).decode().encode(UTF16))),
        "message.path sha256.text",
    ),
    "'|' in between": Row(lambda p, b: hashed(p, N + b"|" + b), "sha256.separator"),
    "the API key in front": Row(lambda p, b: hashed(p, API_KEY + N + b), "sha256.input"),
    "the path and the body": Row(lambda p, b: hashed(b"", p + b), "sha256.input message.path"),
    "POST, path, nonce and body": Row(lambda p, b: hashed(p, b"POST" + p + N + b), "sha256.input"),
    "SHA-256 of the hex digest": Row(digest_as(lambda d: sha(d.hex().encode())), "sha256.hash"),
    "SHA-384": Row(lambda p, b: api_sign(p, hashlib.sha384(N + b).digest()), "sha256.hash"),
    "HMAC-SHA256 with the nonce as key": Row(lambda p, b: api_sign(p, mac(b, N, "sha256")), "sha256.hash"),
    "HMAC-SHA512 inside": Row(lambda p, b: api_sign(p, mac(N + b)), "sha256.hash"),
    # The digest.
    "0x and lowercase hex": Row(digest_as(lambda d: b"0x" + d.hex().encode()), "sha256.form"),
    "'0x' and capital hex of AutoIt": Row(
        digest_as(lambda d: b"0x" + d.hex().upper().encode()), "sha256.form"
    ),
    "hexlify in str()": Row(digest_as(lambda d: str(d.hex().encode()).encode()), "sha256.form"),
    "Node's ascii": Row(digest_as(lambda d: bytes([byte & 127 for byte in d])), "sha256.form"),
    "errors='ignore'": Row(
        digest_as(lambda d: d.decode("utf-8", "ignore").encode()), "sha256.form message.text"
    ),
    "US_ASCII of Java": Row(digest_as(lambda d: d.decode("ascii", "replace").encode()), "sha256.form"),
    "a Russian Windows": Row(digest_as(lambda d: d.decode("cp1251", "replace").encode()), "sha256.form"),
    "a Chinese Windows": Row(digest_as(lambda d: d.decode("gbk", "replace").encode()), "sha256.form"),
    "hex in UTF-16": Row(digest_as(lambda d: d.hex().encode(UTF16)), "sha256.form"),
    "None for the digest": Row(digest_as(lambda d: b"None"), "sha256.form"),
    # The path.
    "private/ and the method": Row(path_as(lambda p: p[3:]), "message.path"),
    "a slash and the method": Row(path_as(lambda p: "/" + p.rpartition("/")[2]), "message.path"),
    "the base alone": Row(path_as(lambda p: "/0/private/"), "message.path"),
    "a URL without a path": Row(path_as(lambda p: "https://api.kraken.com"), "message.path"),
    "http": Row(path_as(lambda p: "http://api.kraken.com" + p), "message.path"),
    "version v1": Row(path_as(lambda p: "/v1" + p[2:]), "message.path"),
    "undefined for the whole path": Row(path_as(lambda p: "undefined"), "message.path"),
    "null for the method": Row(path_as(lambda p: "/0/private/null"), "message.path"),
    "a placeholder for the method": Row(path_as(lambda p: "/0/private/${endpoint}"), "message.path"),
    "a placeholder for the path": Row(path_as(lambda p: "{{path}}"), "message.path"),
    "a percent-encoded path": Row(path_as(lambda p: quote(p, safe="")), "message.path"),
    "an escaped path": Row(path_as(lambda p: p.replace("/", "\\/")), "message.path"),
    "a small letter": Row(path_as(lambda p: p.replace("AddO", "addO")), "message.path", (FORM, JSON)),
    "a path with a space in front": Row(path_as(lambda p: " " + p), "message.path"),
    # The message.
    "the POST data alone": Row(lambda p, b: b64(mac(b)), "message.join"),
    "the POST data alone, key as text, in hex": Row(
        lambda p, b: mac(b, SECRET).hex(), "message.join secret.decode signature.encoding"
    ),
    "path and POST data": Row(
        lambda p, b: b64(mac(p + b)), "sha256.prefix sha256.hash message.join", (FORM, JSON, BALANCE)
    ),
    "nonce and path": Row(lambda p, b: b64(mac(N + p)), "message.join"),
    "time, method, path and body": Row(lambda p, b: b64(mac(N + b"POST" + p + b)), "message.join"),
    "nonce, path and body": Row(lambda p, b: b64(mac(N + p + b)), "message.join"),
    "path, SHA-256 and nonce": Row(lambda p, b: b64(mac(p + sha(N, b) + N)), "message.join"),
    "API key, path and SHA-256": Row(
        lambda p, b: b64(mac(API_KEY + p + sha(N, b))), "message.join message.path"
    ),
    "quote_plus of path and digest": Row(
        lambda p, b: b64(mac(quote_plus(p + sha(N, b)).encode())), "message.text"
    ),
    "SHA-256 of path and digest": Row(lambda p, b: b64(mac(sha(p, sha(N, b)))), "message.text"),
    "',' between path and digest": Row(lambda p, b: b64(mac(p + b"," + sha(N, b))), "message.separator"),
    # The private key.
    "None for the key": Row(lambda p, b: api_sign(p, sha(N, b), base64.b64decode("None")), "secret.text"),
    # The MAC and the signature.
    "SHA-256 only": Row(lambda p, b: b64(sha(N, b)), "hmac.mac"),
    "SHA-256 of path and digest, no key": Row(lambda p, b: b64(sha(p, sha(N, b))), "hmac.mac"),
    "btoa of a Uint8Array": Row(
        written_as(lambda m: b64(",".join(map(str, m)).encode())), "signature.encoding"
    ),
    "signed bytes in a header": Row(
        written_as(lambda m: ",".join([str(byte - 256 * (byte > 127)) for byte in m])), "signature.encoding"
    ),
    "base64 of capital hex": Row(written_as(lambda m: b64(m.hex().upper().encode())), "signature.encoding"),
    "btoa of an ArrayBuffer": Row(lambda p, b: b64(b"[object ArrayBuffer]"), "signature.encoding"),
    "the API key as the signature": Row(lambda p, b: API_KEY.decode(), "signature.encoding"),
    "quote of the signature": Row(written_as(lambda m: quote(b64(m))), "signature.text"),
    "echo of a wrapped signature": Row(
        written_as(lambda m: b64(m)[:76] + " " + b64(m)[76:]), "signature.text"
    ),
    # The POST data.
    "a Ruby hash": Row(
        lambda p, b: hashed(
            p, N + b"{" + ", ".join([f'"{k}"=>"{v}"' for k, v in ORDER.items()]).encode() + b"}"
        ),
        "postdata.format",
        (FORM,),
    ),
    "a map of Go": Row(
        lambda p, b: hashed(
            p, N + b"map[" + " ".join([f"{k}:[{v}]" for k, v in sorted(ORDER.items())]).encode() + b"]"
        ),
        "postdata.format",
        (FORM,),
    ),
    "values in a row": Row(
        lambda p, b: hashed(p, N + "".join(ORDER.values()).encode()), "postdata.format", (FORM,)
    ),
    "an undefined body": Row(text_as(lambda b: b"undefined"), "postdata.format"),
    "a placeholder for the body": Row(text_as(lambda b: b"{{body}}"), "postdata.format"),
    "a body in quotes": Row(text_as(lambda b: json.dumps(b.decode()).encode()), "postdata.text"),
    "a body in base64": Row(text_as(base64.b64encode), "postdata.text"),
    "bytes of Python for the body": Row(text_as(lambda b: str(b).encode()), "postdata.text"),
    "a body in lines": Row(text_as(lambda b: b.replace(b"&", b"&\n")), "postdata.text", (FORM,)),
    "a tab in each line of JSON": Row(
        text_as(lambda b: json.dumps(BATCH, indent="\t").encode()), "postdata.spelling", (JSON,)
    ),
    "JSON with a space after each colon": Row(
        text_as(lambda b: json.dumps(BATCH, separators=(",", ": ")).encode()), "postdata.spelling", (JSON,)
    ),
    "orders as JSON text in JSON": Row(
        text_as(lambda b: of({**BATCH, "orders": json.dumps(BATCH["orders"])})),
        "postdata.containers",
        (JSON,),
    ),
    "a field that is None": Row(text_as(lambda b: b + b"&userref=None"), "postdata.fields", (FORM, BALANCE)),
    "a field that is undefined": Row(
        text_as(lambda b: b + b"&price2=undefined"), "postdata.fields", (FORM, BALANCE)
    ),
    "an empty otp": Row(text_as(lambda b: b + b"&otp="), "postdata.fields", (FORM, BALANCE)),
    "a field that is null among others": Row(
        text_as(lambda b: b.replace(b"&type=buy", b"&price2=null&type=buy")), "postdata.fields", (FORM,)
    ),
    "escapes in lowercase": Row(
        text_as(
            lambda b: (
                b.replace(b"%2F", b"%2f")
                .replace(b"%2C", b"%2c")
                .replace(b"%5B", b"%5b")
                .replace(b"%5D", b"%5d")
            )
        ),
        "postdata.spelling postdata.text",
        (FORM,),
    ),
    "an amount with a comma": Row(
        text_as(lambda b: b.replace(b"1.250", b"1%2C25")), "postdata.values", (FORM,)
    ),
    "an amount with a grouped thousand": Row(
        text_as(lambda b: b.replace(b"37500.10", b"37%2C500.10")), "postdata.values", (FORM,)
    ),
}
TRIED = [(name, row.on[number % len(row.on)]) for number, (name, row) in enumerate(ROWS.items())]
"""Each on one request; all three have their turn."""


@pytest.mark.parametrize(("name", "at"), TRIED, ids=[f"{name}-{at}" for name, at in TRIED])
def test_a_recipe_is_explained_where_it_goes_wrong(name: str, at: int) -> None:
    recipe, decisions, _ = ROWS[name]
    signature = recipe(PATHS[at], BODIES[at])
    request = Request.of(PATHS[at], BODIES[at], secret=EXAMPLE.secret, api_key=API_KEY, signature=signature)
    found = diagnose(request, max_mistakes=2, seconds=60)
    assert found.verdict is Verdict.EXPLAINED
    best = found.explanations[0]
    assert sign(request, best.mistakes) == signature
    named = {decision_of(one).id for mistakes in (best.mistakes, *best.same) for one in mistakes}
    assert named <= set(decisions.split())
