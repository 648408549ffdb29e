"""MACs of many messages under one key: the key's blocks are hashed once for all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any

from explainer.stages.hmac import mac
from explainer.stages.hmac.algorithm import fed_twice, twice

_BLOCK = 128
_INNER = bytes(byte ^ 0x36 for byte in range(256))
_OUTER = bytes(byte ^ 0x5C for byte in range(256))


def _light_sha512() -> Callable[[bytes], Any]:
    """Return the SHA-512 whose state is copied fastest.

    hashlib's is OpenSSL's, for which a copy takes longer than the block that is hashed then. CPython
    up to 3.11 has one of its own beside it; the one it has since is slower.
    """
    with suppress(ImportError, AttributeError):
        own: Callable[[bytes], Any] = import_module("_sha512").sha512
        return own
    return hashlib.sha512


_SHA512 = _light_sha512()
_LONG = 256
"""From so many bytes on, OpenSSL makes up for its copies: it hashes a block in two thirds of the time."""


def hmac_sha512(key: bytes) -> Callable[[Iterable[bytes]], list[bytes]]:
    """Return what makes the HMAC-SHA512 of each message under this key."""
    block = (_SHA512(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    inner = _SHA512(block.translate(_INNER)).copy
    inner_of_long = hashlib.sha512(block.translate(_INNER)).copy
    outer = _SHA512(block.translate(_OUTER)).copy

    def make(messages: Iterable[bytes]) -> list[bytes]:
        made: list[bytes] = []
        keep, long = made.append, _LONG
        for message in messages:
            first = inner() if len(message) < long else inner_of_long()
            first.update(message)
            second = outer()
            second.update(first.digest())
            keep(second.digest())
        return made

    return make


def _twice(key: bytes) -> Callable[[Iterable[bytes]], list[bytes]]:
    make = hmac_sha512(key)
    return lambda messages: make(make(messages))


def _fed_twice(key: bytes) -> Callable[[Iterable[bytes]], list[bytes]]:
    make = hmac_sha512(key)
    return lambda messages: make([message + message for message in messages])


KEYED: Mapping[Any, Callable[[bytes], Callable[[Iterable[bytes]], list[bytes]]]] = {
    mac: hmac_sha512,
    twice: _twice,
    fed_twice: _fed_twice,
}
"""By function of one key and one message, what makes the same of many messages."""
