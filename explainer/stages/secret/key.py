"""What happens to the key's bytes once they are decoded: mostly, they are taken for text."""

from __future__ import annotations

from hashlib import sha256

from explainer.pipeline.model import Makes, Mistake, Via
from explainer.pipeline.traced import Origin
from explainer.stages import dumps
from explainer.stages.charset import charset_mistakes
from explainer.stages.secret.decode import like_node, like_php


def hashed(key: bytes) -> bytes:
    """Return the SHA-256 digest of the key, 32 bytes."""
    return sha256(key).digest()


KEY: tuple[Mistake, ...] = (
    Mistake(
        id="key-as-hex",
        title="The decoded key is written as 128 characters of hex",
        apply=Via(dumps.hex_lower),
        why=(
            "CryptoJS, PHP's bin2hex and xxd give hex, and the HMAC function takes a string as the"
            " key without asking what it means."
        ),
        fix="Pass the bytes: a WordArray in CryptoJS, -macopt hexkey: in openssl, Buffer in Node.",
        languages=("JavaScript", "PHP", "bash"),
        seen=1,
        source="https://github.com/ccxt/ccxt",
    ),
    Mistake(
        id="key-as-uppercase-hex",
        title="The decoded key is written as uppercase hex",
        apply=Via(dumps.hex_upper),
        why="Tools of Windows and databases print hex in capitals, and the text is used as the key.",
        fix="Pass the key's bytes to the HMAC, not a picture of them.",
        languages=("C#", "VBA", "SQL"),
    ),
    Mistake(
        id="key-decoded-again",
        title="The key is base64-decoded twice, what is no base64 skipped",
        apply=Makes(Origin.KEY, like_php),
        why="The settings reader decodes the private key already, and the signing code does it again.",
        fix="Decode the private key once; strictly, so that a second time fails.",
        languages=("PHP", "Python"),
    ),
    Mistake(
        id="key-decoded-again-like-node",
        title="The key is base64-decoded twice, as Node reads base64",
        apply=Makes(Origin.KEY, like_node),
        why=(
            "The settings reader decodes the private key already; Buffer.from reads what base64 it"
            " finds among the bytes, '-' and '_' too, and stops at a '='."
        ),
        fix="Decode the private key once, and check that it has 64 bytes.",
        languages=("JavaScript", "TypeScript"),
        needs="a '-', '_' or '=' among the key's bytes",
    ),
    Mistake(
        id="key-hashed",
        title="The SHA-256 of the decoded key is the key",
        apply=Makes(Origin.KEY, hashed),
        why="Code for other exchanges hashes the key to a fixed size; HMAC does that by itself.",
        fix="Pass the decoded key as it is.",
    ),
    *charset_mistakes("key"),
)
