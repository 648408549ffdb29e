"""How the message is authenticated: with another hash, without HMAC, or not at all."""

from __future__ import annotations

import json
from hashlib import sha256, sha512
from hmac import digest
from urllib.parse import parse_qsl

from explainer.pipeline.model import Makes, Mistake
from explainer.pipeline.traced import Origin

_STUB = 64
"""How many characters of the request the stub takes: as many as a MAC has bytes."""


def hmac_sha256(key: bytes, message: bytes) -> bytes:
    """Return the HMAC-SHA256, 32 bytes."""
    return digest(key, message, "sha256")


def hmac_sha384(key: bytes, message: bytes) -> bytes:
    """Return the HMAC-SHA384, 48 bytes."""
    return digest(key, message, "sha384")


def hmac_sha1(key: bytes, message: bytes) -> bytes:
    """Return the HMAC-SHA1, 20 bytes."""
    return digest(key, message, "sha1")


def swapped(key: bytes, message: bytes) -> bytes:
    """Return the HMAC-SHA512 of the key under the message, 64 bytes."""
    return digest(message, key, "sha512")


def sha512_key_first(key: bytes, message: bytes) -> bytes:
    """Return SHA-512(key + message), 64 bytes."""
    return sha512(key + message).digest()


def sha512_key_last(key: bytes, message: bytes) -> bytes:
    """Return SHA-512(message + key), 64 bytes."""
    return sha512(message + key).digest()


def sha512_without_key(message: bytes) -> bytes:
    """Return SHA-512(message), 64 bytes."""
    return sha512(message).digest()


def sha256_without_key(message: bytes) -> bytes:
    """Return SHA-256(message), 32 bytes."""
    return sha256(message).digest()


def twice(key: bytes, message: bytes) -> bytes:
    """Return the HMAC-SHA512 of the HMAC-SHA512 of the message, 64 bytes."""
    return digest(key, digest(key, message, "sha512"), "sha512")


def fed_twice(key: bytes, message: bytes) -> bytes:
    """Return the HMAC-SHA512 of the message followed by itself, 64 bytes."""
    return digest(key, message + message, "sha512")


def begin_of_json(prefix: bytes, postdata: bytes) -> bytes:
    """Return the first 64 bytes of the nonce and the parameters as compact JSON, values as text."""
    if postdata[:1] != b"{":
        fields = dict(parse_qsl(postdata.decode(errors="replace"), keep_blank_values=True))
        postdata = json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode()
    return (prefix + postdata)[:_STUB]


_ONE_ALGORITHM = "Compute the HMAC with SHA-512; the signature then has 88 characters."
_USE_HMAC = "Compute HMAC-SHA512 with the language's HMAC function; a hash with a key in it is none."
_COMPUTE = "Compute HMAC-SHA512 of path + SHA-256(nonce + POST data), and check it on Kraken's example."

MAC: tuple[Mistake, ...] = (
    Mistake(
        id="hmac-with-sha256",
        title="The HMAC is computed with SHA-256",
        apply=Makes(Origin.MAC, hmac_sha256, "key", "message"),
        why=(
            "SHA-256 is already in the recipe, and most other exchanges use HMAC-SHA256. The"
            " signature then has 44 characters."
        ),
        fix=_ONE_ALGORITHM,
        languages=("C#",),
        seen=2,
    ),
    Mistake(
        id="hmac-with-sha384",
        title="The HMAC is computed with SHA-384",
        apply=Makes(Origin.MAC, hmac_sha384, "key", "message"),
        why="Bitfinex uses SHA-384, and code was carried over. The signature then has 64 characters.",
        fix=_ONE_ALGORITHM,
    ),
    Mistake(
        id="hmac-with-sha1",
        title="The HMAC is computed with SHA-1",
        apply=Makes(Origin.MAC, hmac_sha1, "key", "message"),
        why="SHA-1 is the default of old HMAC functions. The signature then has 28 characters.",
        fix=_ONE_ALGORITHM,
    ),
    Mistake(
        id="hmac-arguments-swapped",
        title="Key and message are swapped",
        apply=Makes(Origin.MAC, swapped, "key", "message"),
        why=(
            "Python takes the key first, CryptoJS the message, PHP the algorithm, then the message:"
            " two byte strings in the wrong order raise no error."
        ),
        fix="Look up the order of the arguments, or name them.",
        languages=("PHP", "JavaScript"),
    ),
    Mistake(
        id="sha512-of-key-and-message",
        title="SHA-512 of key + message instead of an HMAC",
        apply=Makes(Origin.MAC, sha512_key_first, "key", "message"),
        why="A hash with the key in front looks like an HMAC in prose.",
        fix=_USE_HMAC,
    ),
    Mistake(
        id="sha512-of-message-and-key",
        title="SHA-512 of message + key instead of an HMAC",
        apply=Makes(Origin.MAC, sha512_key_last, "key", "message"),
        why="Older exchanges append the key to the parameters and hash the whole.",
        fix=_USE_HMAC,
    ),
    Mistake(
        id="sha512-of-message",
        title="SHA-512 of the message, without the key",
        apply=Makes(Origin.MAC, sha512_without_key, "message"),
        why="The hash function was called where the HMAC function was meant.",
        fix=_USE_HMAC,
    ),
    Mistake(
        id="sha256-of-message",
        title="SHA-256 of the message, without the key",
        apply=Makes(Origin.MAC, sha256_without_key, "message"),
        why="SHA-256 is the hash of the recipe that everybody knows. The signature then has 44 characters.",
        fix=_USE_HMAC,
    ),
    Mistake(
        id="sha256-of-hash-input",
        title="SHA-256 of nonce and POST data is sent, without path and key",
        apply=Makes(Origin.MAC, sha256_without_key, "hash_input"),
        why="The code ends after the first half of the recipe. The signature then has 44 characters.",
        fix=_COMPUTE,
    ),
    Mistake(
        id="hmac-twice",
        title="The HMAC of the HMAC is sent",
        apply=Makes(Origin.MAC, twice, "key", "message"),
        why="Two layers of a program both sign: a helper that returns the MAC, and its caller.",
        fix="Sign once.",
        languages=("Java", "PHP"),
    ),
    Mistake(
        id="hmac-message-fed-twice",
        title="The message goes into the HMAC twice",
        apply=Makes(Origin.MAC, fed_twice, "key", "message"),
        why=(
            "update(message) followed by doFinal(message), or a message given to the constructor and"
            " to update: each call appends."
        ),
        fix="Give the message once, and make a new HMAC object for each signature.",
        languages=("Java", "PHP", "Python"),
    ),
    Mistake(
        id="mac-is-begin-of-json",
        title="No HMAC: 64 characters of nonce + JSON stand for it",
        apply=Makes(Origin.POSTDATA, begin_of_json, "prefix", "postdata"),
        why=(
            "A stub that only looks like a signature, left in by a code generator: its 64 characters"
            " give 88 of base64, as a MAC does."
        ),
        fix=_COMPUTE,
        languages=("JavaScript",),
        seen=1,
    ),
)
