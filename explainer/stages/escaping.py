"""Percent-encoding as the encoders of many languages do it."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes


class Escaping:
    """The rules of one percent-encoder, called with what is to be encoded."""

    __slots__ = ("_other", "_written")

    def __init__(self, bare: str, space: bytes = b"%20", *, lowercase: bool = False) -> None:
        """`bare` are the characters that stay as they are, beside letters and digits."""
        self._other = re.compile(b"[^A-Za-z0-9%b]" % re.escape(bare.encode()))
        escape = b"%%%02x" if lowercase else b"%%%02X"
        self._written = [
            escape % byte if self._other.match(bytes([byte])) else bytes([byte]) for byte in range(256)
        ]
        self._written[0x20] = space

    def __call__(self, data: bytes) -> bytes:
        """Return the bytes percent-encoded."""
        if self._other.search(data) is None:
            return data
        return b"".join([self._written[byte] for byte in data])


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
"""URLSearchParams; java.net.URLEncoder writes the same."""
PHP_FORM = Escaping("_.-", b"+")
DOTNET_HTTP = Escaping("_.-!*()", b"+", lowercase=True)
