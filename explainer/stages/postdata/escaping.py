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
DOTNET_HTTP = Escaping("_.-!*()", b"+", lowercase=True)
