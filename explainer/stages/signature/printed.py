"""The MAC as tools and languages print it, sent in place of base64."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import NamedTuple

from explainer.pipeline.model import Mistake, Via
from explainer.stages import dumps

_OPENSSL_3 = b"SHA2-512(stdin)= "
_OPENSSL_1 = b"(stdin)= "


def _line(before: bytes) -> Callable[[bytes], bytes]:
    """Return a function that gives hex with a text in front."""
    return lambda mac: before + dumps.hex_lower(mac)


def _line_encoded(before: bytes) -> Callable[[bytes], bytes]:
    """Return a function that gives the base64 of hex with a text in front and a line feed behind."""
    return lambda mac: b64encode(before + dumps.hex_lower(mac) + b"\n")


class _Print(NamedTuple):
    id: str
    title: str
    write: Callable[[bytes], bytes]
    why: str
    fix: str
    languages: tuple[str, ...]
    source: str = ""


_BINARY = "Let openssl write bytes and encode those: openssl dgst -sha512 -binary ... | base64 -w0."
_BASE64 = "Write the MAC's bytes as base64."
_SUPERUSER = "https://superuser.com/questions/1123526"

_PRINTS = (
    _Print(
        "signature-base64-of-uppercase-hex",
        "The capital hex of the MAC is base64-encoded, not its bytes",
        lambda mac: b64encode(dumps.hex_upper(mac)),
        "Hex of .NET and of VBA is in capitals, and base64 takes any text. The signature has 172 characters.",
        "Call Convert.ToBase64String on the bytes of the MAC.",
        ("C#", "PowerShell", "VBA"),
    ),
    _Print(
        "signature-base64-of-decimal-list",
        "The base64 of the MAC's decimal numbers is sent, 35,161",
        lambda mac: b64encode(dumps.decimal_list(mac)),
        "btoa takes a string, and a Uint8Array becomes a list of numbers in one.",
        "Write the bytes as base64: btoa(String.fromCharCode(...new Uint8Array(mac))).",
        ("JavaScript", "TypeScript"),
    ),
    _Print(
        "signature-as-apps-script-list",
        "The signature is signed decimal numbers with commas, 35,-95",
        dumps.signed_commas,
        "computeHmacSignature gives an array of signed bytes, and a header makes text of it.",
        "Call Utilities.base64Encode on the array.",
        ("Google Apps Script",),
    ),
    _Print(
        "signature-as-openssl-line",
        "The signature is what openssl prints, 'SHA2-512(stdin)= ' and hex",
        _line(_OPENSSL_3),
        "openssl dgst without -binary prints the algorithm and a name in front of the hex.",
        _BINARY,
        ("bash",),
    ),
    _Print(
        "signature-as-openssl-1-line",
        "The signature is what openssl 1 prints, '(stdin)= ' and hex",
        _line(_OPENSSL_1),
        "openssl dgst without -binary prints a name in front of the hex.",
        _BINARY,
        ("bash",),
        _SUPERUSER,
    ),
    _Print(
        "signature-base64-of-openssl-line",
        "The base64 of openssl's line is sent, 'SHA2-512(stdin)= ' and hex",
        _line_encoded(_OPENSSL_3),
        "openssl dgst is piped into base64 without -binary, so its whole line is encoded.",
        _BINARY,
        ("bash",),
    ),
    _Print(
        "signature-base64-of-openssl-1-line",
        "The base64 of openssl 1's line is sent, '(stdin)= ' and hex",
        _line_encoded(_OPENSSL_1),
        "openssl dgst is piped into base64 without -binary, so its whole line is encoded.",
        _BINARY,
        ("bash",),
        _SUPERUSER,
    ),
    _Print(
        "signature-as-dashed-hex",
        "The signature is what BitConverter prints, 4F-A6-1A",
        lambda mac: mac.hex("-").upper().encode(),
        "BitConverter.ToString is the shortest way from bytes to text in .NET.",
        "Call Convert.ToBase64String.",
        ("C#", "PowerShell", "VB.NET"),
    ),
    _Print(
        "signature-as-cryptokit-description",
        "The signature is CryptoKit's description, 'HMAC with SHA512: ' and hex",
        _line(b"HMAC with SHA512: "),
        "A code of CryptoKit in a string gives its description.",
        "Make Data of it and call base64EncodedString().",
        ("Swift",),
    ),
    _Print(
        "signature-as-decimal-list",
        "The signature is decimal numbers with commas, 35,161",
        dumps.decimal_list,
        "A Uint8Array or a Buffer's values in a string are a list of numbers.",
        _BASE64,
        ("JavaScript", "TypeScript"),
    ),
    _Print(
        "signature-as-number-list",
        "The signature is numbers in brackets, [35, 161]",
        dumps.number_list,
        "Text that is made of a list of bytes is such a list: list(mac), {:?}, '$bytes', inspect.",
        _BASE64,
        ("Python", "Rust", "Dart", "Swift", "Ruby"),
    ),
)

PRINTED: tuple[Mistake, ...] = tuple(
    [
        Mistake(
            id=one.id,
            title=one.title,
            apply=Via(one.write),
            why=one.why,
            fix=one.fix,
            languages=one.languages,
            source=one.source,
        )
        for one in _PRINTS
    ]
)
