"""How the MAC's bytes are written as text; or what is written in their place."""

from __future__ import annotations

from base64 import b64encode, urlsafe_b64encode
from typing import NamedTuple

from explainer.errors import CannotApply
from explainer.pipeline.model import Makes, Mistake, Via
from explainer.pipeline.traced import Data, Origin
from explainer.stages import dumps
from explainer.stages.signature.printed import PRINTED


class _Constant(NamedTuple):
    """A text that is sent whatever was computed."""

    id: str
    title: str
    text: bytes
    why: str
    fix: str
    seen: int = 0
    source: str = ""
    languages: tuple[str, ...] = ("JavaScript", "TypeScript")
    answer: str = "EAPI:Invalid key or EAPI:Invalid signature"


def base64_of_hex(mac: bytes) -> bytes:
    """Return the base64 of the MAC's hex: 172 characters."""
    return b64encode(dumps.hex_lower(mac))


def base64_of_hex_line(mac: bytes) -> bytes:
    """Return the base64 of the MAC's hex and a line feed: 172 characters."""
    return b64encode(dumps.hex_lower(mac) + b"\n")


def url_safe_unpadded(mac: bytes) -> bytes:
    """Return base64url as in JWT: '-' and '_', no padding, 86 characters."""
    return urlsafe_b64encode(mac).rstrip(b"=")


def unpadded(mac: bytes) -> bytes:
    """Return standard base64 without padding, 86 characters."""
    return b64encode(mac).rstrip(b"=")


def base64_twice(mac: bytes) -> bytes:
    """Return the base64 of the base64: 120 characters."""
    return b64encode(b64encode(mac))


def send_private_key(private_key: Data) -> Data:
    """Return the private key's text."""
    return private_key


def send_api_key(api_key: Data) -> Data:
    """Return the API key."""
    if not len(api_key):
        raise CannotApply("the API key is not known")
    return api_key


_BASE64 = "Write the MAC's bytes as base64."
_BINARY = "Ask for the bytes (digest() without an argument, -binary, raw output) and write those as base64."
_AWAIT = "Await digest, importKey and sign; make a Uint8Array of the result and write that as base64."

_HEX: tuple[Mistake, ...] = (
    Mistake(
        id="signature-as-hex",
        title="The signature is written as 128 characters of lowercase hex",
        apply=Via(dumps.hex_lower),
        why="Most examples of HMAC show it as hex, and many functions give hex first.",
        fix=_BASE64,
        languages=("C++", "Java", "Ruby", "Python"),
        seen=5,
        source="https://github.com/voidloop/krakenapi",
    ),
    Mistake(
        id="signature-as-uppercase-hex",
        title="The signature is written as uppercase hex",
        apply=Via(dumps.hex_upper),
        why="Convert.ToHexString and format strings with %02X give capitals.",
        fix=_BASE64,
        languages=("C#", "VBA", "Java"),
    ),
    Mistake(
        id="signature-base64-of-hex",
        title="The hex of the MAC is base64-encoded, not its bytes",
        apply=Via(base64_of_hex),
        why=(
            "hash_hmac in PHP and most digest commands give hex unless told otherwise, and base64"
            " takes any text. The signature has 172 characters."
        ),
        fix=_BINARY,
        languages=("bash", "JavaScript", "PHP"),
        seen=1,
        source="https://superuser.com/questions/1123526",
    ),
    Mistake(
        id="signature-base64-of-hex-line",
        title="The hex of the MAC and a line feed are base64-encoded",
        apply=Via(base64_of_hex_line),
        why="echo and cut end their output with a line feed, which base64 encodes with the rest.",
        fix=_BINARY,
        languages=("bash",),
    ),
)

_BASE64_OTHERWISE: tuple[Mistake, ...] = (
    Mistake(
        id="signature-unpadded",
        title="The signature has no '==' at the end",
        apply=Via(unpadded),
        why="Perl's hmac_sha512_base64 never pads, and some encoders are told not to.",
        fix="Append '=' until the length is a multiple of 4.",
        languages=("Perl",),
        seen=2,
        source="https://metacpan.org/pod/Finance::Bank::Kraken",
        answer="probably accepted",
    ),
    Mistake(
        id="signature-url-safe",
        title="The signature has '-' and '_' for '+' and '/'",
        apply=Via(urlsafe_b64encode),
        why="The URL-safe encoder was called, as one does for tokens.",
        fix="Use the standard alphabet: getEncoder, b64encode, StdEncoding.",
        languages=("Java", "Python", "Go"),
        needs="a '+' or '/' in the signature",
    ),
    Mistake(
        id="signature-url-safe-unpadded",
        title="The signature is base64url without padding",
        apply=Via(url_safe_unpadded),
        why="That is how JWT writes signatures; 'base64url' in Node, RawURLEncoding in Go.",
        fix="Use the standard alphabet with padding.",
        languages=("JavaScript", "Go", "Java"),
    ),
    Mistake(
        id="signature-base64-twice",
        title="The signature is base64-encoded twice",
        apply=Via(base64_twice),
        why="The HMAC helper returns base64 already. The signature has 120 characters.",
        fix="Encode once: either ask the helper for bytes, or send its base64 as it is.",
    ),
)

_KEY_SENT = Mistake(
    id="signature-is-private-key",
    title="The private key itself is sent as the signature",
    apply=send_private_key,
    why=(
        "API-Key and API-Sign look like a place for each half of the key pair, and both texts have"
        " 88 characters that end in '=='."
    ),
    fix=(
        "REVOKE THIS KEY NOW and make a new one: the private key has left the machine in a header."
        " Then send the HMAC; the private key is never sent."
    ),
    languages=("Python", "R"),
    seen=2,
    source="https://github.com/xopheS",
)

_API_KEY_SENT = Mistake(
    id="signature-is-api-key",
    title="The API key is sent as the signature",
    apply=send_api_key,
    why="The two headers, or the two halves of the key pair, were taken for each other.",
    fix="Send the API key in API-Key and the HMAC in API-Sign; if the private key was sent, revoke it now.",
    needs="the API key",
)

_CONSTANTS: tuple[_Constant, ...] = (
    _Constant(
        "signature-empty",
        "The signature is empty",
        b"",
        "A promise that nobody awaited has no bytes, so encoding it gives nothing.",
        _AWAIT,
        1,
    ),
    _Constant(
        "signature-object-object",
        "The signature is the text '[object Object]'",
        b"[object Object]",
        "The HMAC object itself was put into the header; digest() was never called.",
        "Call digest('base64') on the HMAC, and send what it returns.",
        1,
        "https://www.volcengine.com/article/908388",
    ),
    _Constant(
        "signature-object-promise",
        "The signature is the text '[object Promise]'",
        b"[object Promise]",
        "WebCrypto's functions return promises, and a promise in a string gives this text.",
        _AWAIT,
    ),
    _Constant(
        "signature-object-arraybuffer",
        "The signature is the text '[object ArrayBuffer]'",
        b"[object ArrayBuffer]",
        "crypto.subtle.sign gives an ArrayBuffer, and a string with it in it gets this text.",
        _AWAIT,
    ),
    _Constant(
        "signature-base64-of-object-arraybuffer",
        "The signature is the base64 of '[object ArrayBuffer]'",
        b64encode(b"[object ArrayBuffer]"),
        "btoa takes a string, and crypto.subtle.sign gives an ArrayBuffer.",
        _AWAIT,
    ),
    _Constant(
        "signature-null",
        "The signature is the word 'null'",
        b"null",
        "A variable without a value was put into the header.",
        "Put the base64 into the header, and print it before it is sent: 88 characters.",
    ),
    _Constant(
        "signature-undefined",
        "The signature is the word 'undefined'",
        b"undefined",
        "The function that signs returns nothing, or a callback's result is used too early.",
        "Return the base64, and print it before it is sent: 88 characters.",
    ),
    _Constant(
        "signature-system-byte-array",
        "The signature is the text 'System.Byte[]'",
        b"System.Byte[]",
        "ToString() of a byte array gives the name of the type.",
        "Call Convert.ToBase64String on the MAC.",
        languages=("C#", "VB.NET"),
    ),
)

ENCODING: tuple[Mistake, ...] = (
    *_HEX,
    *_BASE64_OTHERWISE,
    *PRINTED,
    _KEY_SENT,
    _API_KEY_SENT,
    *[
        Mistake(
            id=constant.id,
            title=constant.title,
            apply=Makes(Origin.ADDED, lambda _, text=constant.text: text),
            why=constant.why,
            fix=constant.fix,
            languages=constant.languages,
            seen=constant.seen,
            source=constant.source,
            answer=constant.answer,
        )
        for constant in _CONSTANTS
    ],
)
