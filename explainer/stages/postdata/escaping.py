"""Percent-encoding as the encoders of many languages do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote_from_bytes, unquote_to_bytes


@dataclass(frozen=True, slots=True)
class Escaping:
    """The rules of one percent-encoder; letters and digits are never escaped."""

    bare: str
    """The other characters that stay as they are."""
    space: bytes = b"%20"
    lowercase: bool = False

    def __call__(self, data: bytes) -> bytes:
        """Return the bytes percent-encoded."""
        encoded = quote_from_bytes(data, self.bare + " ").encode()
        if "~" not in self.bare:
            encoded = encoded.replace(b"~", b"%7E")
        if self.lowercase:
            encoded = lowercase_escapes(encoded)
        return encoded.replace(b" ", self.space)


def lowercase_escapes(data: bytes) -> bytes:
    """Return the bytes with the letters of each %XX in lowercase."""
    return _recased(data, bytes.lower)


def uppercase_escapes(data: bytes) -> bytes:
    """Return the bytes with the letters of each %XX in uppercase."""
    return _recased(data, bytes.upper)


def _recased(data: bytes, case: Callable[[bytes], bytes]) -> bytes:
    first, *rest = data.split(b"%")
    return b"%".join([first, *[case(part[:2]) + part[2:] if _is_hex(part[:2]) else part for part in rest]])


def _is_hex(pair: bytes) -> bool:
    return len(pair) == 2 and all(byte in b"0123456789abcdefABCDEF" for byte in pair)


def unescape(part: bytes) -> bytes:
    """Return a name or value of a form as bytes without escapes."""
    return unquote_to_bytes(part.replace(b"+", b" "))


PYTHON_PLUS = Escaping("_.-~", b"+")
RFC_3986 = Escaping("_.-~")
PYTHON_QUOTE = Escaping("_.-~/")
URI_COMPONENT = Escaping("_.-~!*'()")
URI = Escaping("_.-~!*'();/?:@&=+$,#")
WHATWG_FORM = Escaping("_.-*", b"+")
PHP_FORM = Escaping("_.-", b"+")
DOTNET_WEB = Escaping("_.-!*()", b"+")
DOTNET_HTTP = Escaping("_.-!*()", b"+", lowercase=True)
SWIFT_QUERY = Escaping("_.-~!$'()*+,/:;?@")


def windows_1252(data: bytes) -> bytes:
    """Return UTF-8 text percent-encoded from its windows-1252 bytes: %E9 for é."""
    return PYTHON_PLUS(data.decode("utf-8", "replace").encode("cp1252", "replace"))


def javascript_escape(data: bytes) -> bytes:
    """JavaScript's escape() (ECMA-262, annex B): %E9 for é, %u20AC for the euro sign."""
    text = data.decode("utf-8", "replace").encode("utf-16-be")
    written = []
    for high, low in zip(text[::2], text[1::2], strict=True):
        if high:
            written.append(b"%%u%02X%02X" % (high, low))
        elif chr(low).isascii() and (chr(low).isalnum() or low in b"@*_+-./"):
            written.append(bytes([low]))
        else:
            written.append(b"%%%02X" % low)
    return b"".join(written)
