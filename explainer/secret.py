"""The private key as a type that shows nothing, and the strict reading of its base64."""

from __future__ import annotations

import base64
import binascii
from hashlib import sha256
from typing import NoReturn

from explainer.errors import InputError

_ALPHABET = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

# SHA-256 of example keys that are published: these may be shown, they guard nothing. They are that
# of docs.kraken.com (Spot REST authentication), that of python-kraken-sdk's unit tests, and two that
# explainer.diagnosis.challenge made up.
_PUBLISHED = frozenset(
    {
        "98c0adc16caa135bf2c8732f2558ae4e3e03443c4d1a20b8974fed384ad505d8",
        "05eda2f8764a857ce7259ae3a9df9a62c7bcc36b49db05d0b99f6a997d249af5",
        "8ef1b5d9a44b1cf1652f3d9933ffb900a449a4b77eb70e30a8e71b1e5bfd918e",
        "a84fa9fb07f1c06b31a4a8666710b11f8ea0f7b93c505162a16524e11a241d6a",
    }
)

_NAMES = {
    0x00: "a NUL byte",
    0x09: "a tab",
    0x0A: "a line feed",
    0x0D: "a carriage return",
    0x20: "a space",
    0x22: "a double quote",
    0x27: "a single quote",
}


class Secret:
    """A private key as the person has it: base64 text, not decoded.

    Nothing prints it: repr, str, format and pickle say only that there is a secret. Two secrets
    compare by value; `expose` is the one way to the text.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str | bytes) -> None:
        """Take the key's text. Raises InputError if the text is not valid Unicode."""
        self._text = encode_text(text, "secret")

    def expose(self) -> bytes:
        """Return the key's text as bytes. Only the pipeline's input and a told reveal call this."""
        return self._text

    @property
    def published(self) -> bool:
        """Whether this is an example key that Kraken or a client library published."""
        return sha256(self._text).hexdigest() in _PUBLISHED

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._text == other._text

    def __hash__(self) -> int:
        return hash((Secret, self._text))

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret is never pickled")


def encode_text(text: str | bytes, field: str) -> bytes:
    """Return the UTF-8 bytes of a text. Raises InputError on a lone surrogate."""
    if isinstance(text, bytes):
        return text
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            field,
            f"U+{ord(text[error.start]):04X} is half of a surrogate pair and has no UTF-8 form",
            position=error.start,
            hint="write the whole character, or give the bytes in a file",
        ) from None


def name_byte(byte: int) -> str:
    """Return words for one byte that does not belong where it stands."""
    if byte in _NAMES:
        return _NAMES[byte]
    if 0x20 < byte < 0x7F:
        return f"the character {chr(byte)!r}"
    return f"the byte 0x{byte:02X}"


def decode_base64(text: bytes, field: str = "secret") -> bytes:
    """Decode standard base64 strictly (RFC 4648, section 4, padded).

    Raises InputError that names the first character that is wrong and what to do about it.
    """
    try:
        if len(text) % 4 == 0:
            return base64.b64decode(text, validate=True)
    except binascii.Error:
        pass
    body = text.rstrip(b"=")
    for position, byte in enumerate(body):
        if byte not in _ALPHABET:
            raise InputError(field, f"{name_byte(byte)} is not base64", position=position, hint=_advice(byte))
    padding = len(text) - len(body)
    if len(body) % 4 == 1:
        raise InputError(
            field,
            f"{len(body)} base64 characters cannot be a whole number of bytes",
            hint="a character is missing or too many: copy it again, whole",
        )
    raise InputError(
        field,
        f"{len(body)} base64 characters need {-len(body) % 4} '=' at the end, found {padding}",
        position=len(body),
        hint="copy it again with its '=' signs (a double click often stops before them)",
    )


def _advice(byte: int) -> str:
    if byte in b"-_":
        return "this is the URL-safe alphabet; Kraken's keys use '+' and '/'"
    if byte in b" \t\r\n\x00\"'":
        return "remove it; white space and quotes around a key come from copying or .env files"
    if byte == 0x3D:
        return "'=' belongs to the end only; are these two keys in one?"
    return "copy the private key again from Kraken's API page"
