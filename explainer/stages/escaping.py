"""Percent-encoding as the encoders of many languages do it."""

from __future__ import annotations

import re
from collections.abc import Callable
from string import ascii_letters, digits
from urllib.parse import unquote_to_bytes

_UPPER = re.compile(b"%(?:[A-F][0-9A-Fa-f]|[0-9a-f][A-F])")
_LOWER = re.compile(b"%(?:[a-f][0-9A-Fa-f]|[0-9A-F][a-f])")
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
        most = 0 if size <= _SMALL else _FEW if size <= _LARGE else len(self._written)
        distinct = b""
        while other and len(distinct) < most:
            distinct += other[:1]
            other = other.translate(None, other[:1])
        if other:
            return b"".join([self._written[byte] for byte in data])
        for byte in sorted(distinct, key=_TURN):
            data = data.replace(bytes([byte]), self._written[byte])
        return data


def lowercase_escapes(data: bytes) -> bytes:
    """Return the bytes with the letters of each %XX in lowercase."""
    return _recased(data, _UPPER, bytes.lower)


def uppercase_escapes(data: bytes) -> bytes:
    """Return the bytes with the letters of each %XX in uppercase."""
    return _recased(data, _LOWER, bytes.upper)


def _recased(data: bytes, escape: re.Pattern[bytes], case: Callable[[bytes], bytes]) -> bytes:
    at = 0
    while found := escape.search(data, at):
        at = found.end()
        data = data.replace(found[0], case(found[0]))
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
