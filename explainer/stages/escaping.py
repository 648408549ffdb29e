"""Percent-encoding as the encoders of many languages do it."""

from __future__ import annotations

import re
from collections.abc import Callable
from string import ascii_letters, digits
from urllib.parse import unquote_to_bytes

_ESCAPE = re.compile(b"%[0-9A-Fa-f]{2}")
_FEW, _SMALL, _LARGE = 8, 64, 512
"""Replacing byte by byte is quicker where few are written otherwise, unless all is small, or all is large."""
_TURN = bytes([b"%+".find(byte) % 3 for byte in range(256)]).__getitem__
"""When a byte is replaced: '%' and '+' first, for what is written for others has them."""


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
        size = len(data)
        if size <= _SMALL or (len(distinct := set(other)) > _FEW and size <= _LARGE):
            return b"".join([self._written[byte] for byte in data])
        for byte in sorted(distinct, key=_TURN):
            data = data.replace(bytes([byte]), self._written[byte])
        return data


def lowercase_escapes(data: bytes) -> bytes:
    """Return the bytes with the letters of each %XX in lowercase."""
    return _recased(data, bytes.lower)


def uppercase_escapes(data: bytes) -> bytes:
    """Return the bytes with the letters of each %XX in uppercase."""
    return _recased(data, bytes.upper)


def _recased(data: bytes, case: Callable[[bytes], bytes]) -> bytes:
    if b"%" not in data:
        return data
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
