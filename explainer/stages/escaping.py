"""Percent-encoding as the encoders of many languages do it."""

from __future__ import annotations

import re
from collections.abc import Callable
from string import ascii_letters, digits
from urllib.parse import unquote_to_bytes

_ESCAPE = re.compile(b"%[0-9A-Fa-f]{2}")
_SHORT = 512
"""Up to so many bytes, going through them one by one is quicker than replacements."""


class Escaping:
    """The rules of one percent-encoder, called with what is to be encoded."""

    __slots__ = ("_bare", "_written")

    def __init__(self, bare: str, space: bytes = b"%20", *, lowercase: bool = False) -> None:
        """`bare` are the characters that stay as they are, beside letters and digits."""
        self._bare = (ascii_letters + digits + bare).encode()
        escape = b"%%%02x" if lowercase else b"%%%02X"
        self._written = [bytes([byte]) if byte in self._bare else escape % byte for byte in range(256)]
        self._written[0x20] = space

    def __call__(self, data: bytes) -> bytes:
        """Return the bytes percent-encoded."""
        other = data.translate(None, self._bare)
        if not other:
            return data
        if len(data) <= _SHORT:
            return b"".join([self._written[byte] for byte in data])
        # '%' and '+' come first: what is written for others has them.
        for byte in sorted(set(other), key=lambda byte: (byte != 0x25, byte != 0x2B)):
            data = data.replace(bytes([byte]), self._written[byte])
        return data


def lowercase_escapes(data: bytes) -> bytes:
    """Return the bytes with the letters of each %XX in lowercase."""
    return _recased(data, bytes.lower)


def uppercase_escapes(data: bytes) -> bytes:
    """Return the bytes with the letters of each %XX in uppercase."""
    return _recased(data, bytes.upper)


def _recased(data: bytes, case: Callable[[bytes], bytes]) -> bytes:
    for escape in set(_ESCAPE.findall(data)):
        data = data.replace(escape, case(escape))
    return data


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
