"""Requests whose hash input or message is as long as a block, one less or one more."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.example import EXAMPLE
from explainer.request import Request

_DIGEST = 32
_BODY = b"nonce=" + EXAMPLE.nonce

HASH_INPUTS = (55, 56, 63, 64, 65, 119, 120, 127, 128, 129, 1000, 4096)
"""Bytes of nonce + POST data. SHA-256 has blocks of 64 bytes, and 9 bytes of padding at the least."""

MESSAGES = (33, 64, 111, 112, 127, 128, 129, 239, 240, 256)
"""Bytes of path + digest. SHA-512 has blocks of 128 bytes, and 17 bytes of padding at the least."""


def _filled(start: bytes, size: int) -> bytes:
    """Return `start` and letters, `size` bytes together."""
    return start + bytes(ord("a") + at % 26 for at in range(size - len(start)))


def _lengths() -> Iterator[tuple[str, str, Request]]:
    for size in HASH_INPUTS:
        body = _filled(_BODY + b"&text=", size - len(EXAMPLE.nonce))
        request = Request.of("/0/private/AddOrder", body, secret=EXAMPLE.secret)
        yield f"hash-input-{size}-bytes", f"nonce and POST data are {size} bytes together", request
    for size in MESSAGES:
        path = _filled(b"/0/private/"[: size - _DIGEST], size - _DIGEST)
        request = Request.of(path, _BODY, secret=EXAMPLE.secret)
        yield f"message-{size}-bytes", f"path and digest are {size} bytes together", request


LENGTHS: tuple[tuple[str, str, Request], ...] = tuple(_lengths())
"""An id, a comment and the request of each."""
