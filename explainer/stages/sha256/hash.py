"""Which hash is taken of nonce and POST data."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable

from explainer.pipeline.model import Makes, Mistake
from explainer.pipeline.traced import Origin
from explainer.secret import decode_base64

_ONCE = "Hash nonce and POST data with SHA-256, once, without a key."


def keyed(hash_input: bytes, private_key: bytes) -> bytes:
    """Return HMAC-SHA256 under the decoded private key, 32 bytes.

    Raises InputError if the private key is no base64.
    """
    return hmac.digest(decode_base64(private_key), hash_input, "sha256")


def keyed_with_text(data: bytes, key: bytes) -> bytes:
    """Return HMAC-SHA256 under a key that is taken as it stands, 32 bytes."""
    return hmac.digest(key, data, "sha256")


def twice(data: bytes) -> bytes:
    """Return SHA-256 of the SHA-256 digest, 32 bytes."""
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def hashed_with(name: str) -> Callable[[bytes], bytes]:
    """Return the function from bytes to their digest under a hash of hashlib."""
    return lambda data: hashlib.new(name, data, usedforsecurity=False).digest()


def _other(id: str, name: str, size: int, algorithm: str, why: str) -> Mistake:
    return Mistake(
        id=id,
        title=f"{name} is used in place of SHA-256",
        apply=Makes(Origin.DIGEST, hashed_with(algorithm)),
        why=f"{why} The digest has {size} bytes.",
        fix=_ONCE,
    )


KEYED_WITH_TEXT = Mistake(
    id="hash-keyed-with-key-text",
    title="HMAC-SHA256 with the private key's text replaces SHA-256",
    apply=Makes(Origin.DIGEST, keyed_with_text, "hash_input", "private_key"),
    why="Both hashes of the recipe are taken for HMACs, and the key is used as it stands.",
    fix=_ONCE,
    languages=("Java",),
    seen=1,
    source="https://github.com/cthacker-udel/Java-Kraken-API-Wrapper/commit/eb22928",
)
"""Stands for HMACs with other keys as well."""
TWICE = Mistake(
    id="hash-twice",
    title="The SHA-256 digest is hashed once more",
    apply=Makes(Origin.DIGEST, twice),
    why="Bitcoin hashes twice, and a helper from there does so unasked.",
    fix=_ONCE,
)
"""Stands for a digest that is hashed as text as well."""
ANOTHER = _other(
    "hash-with-another-algorithm",
    "SHA3-256",
    32,
    "sha3_256",
    "Many hashes have names that are nearly the same.",
)
"""Stands for all other hashes."""

HASH: tuple[Mistake, ...] = (
    Mistake(
        id="hash-left-out",
        title="Nothing is hashed: nonce and POST data are joined in clear",
        apply=lambda hash_input: hash_input,
        why=(
            "HMAC-SHA512 hashes by itself, so the inner SHA-256 looks superfluous; other exchanges do"
            " without, and articles copy their recipe."
        ),
        fix="Hash nonce and POST data with SHA-256 and join the digest's 32 bytes to the path.",
        languages=("Go", "bash"),
        seen=4,
        source="https://taourl.com/read-2529184.html",
    ),
    Mistake(
        id="hash-keyed-with-decoded-key",
        title="HMAC-SHA256 with the decoded private key replaces SHA-256",
        apply=Makes(Origin.DIGEST, keyed, "hash_input", "private_key"),
        why="Both hashes of the recipe are taken for HMACs, and the key is at hand.",
        fix=_ONCE,
        languages=("Java",),
        seen=1,
        source="https://github.com/knowm/XChange/commit/6e5e914c9b",
    ),
    KEYED_WITH_TEXT,
    TWICE,
    _other("hash-sha512", "SHA-512", 64, "sha512", "The recipe names two hashes, and they are swapped."),
    _other("hash-sha1", "SHA-1", 20, "sha1", "It is the default of many a hash function and tool."),
    _other("hash-md5", "MD5", 16, "md5", "Exchanges of the first years signed with MD5."),
    ANOTHER,
)
