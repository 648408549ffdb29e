"""Stage 3: SHA-256 of the nonce and the POST data, 32 raw bytes."""

from __future__ import annotations

from hashlib import sha256

from explainer.pipeline.model import Decision, Joins, Later, Makes, Stage
from explainer.pipeline.traced import Origin


def digest(data: bytes) -> bytes:
    """Return the SHA-256 digest, 32 bytes."""
    return sha256(data).digest()


STAGE = Stage(
    id="sha256",
    title="SHA-256",
    value="joined_digest",
    formula="digest = SHA256({prefix} + {postdata})",
    takes=("prefix", "postdata"),
    gives="the digest, 32 raw bytes (not 64 characters of hex)",
    does=(
        "Put the nonce in front of the POST data, with nothing in between, and hash that with"
        " SHA-256. The nonce is there twice then: once as the prefix, once inside the POST data."
        " The result stays what it is: 32 bytes, most of which are no printable characters."
    ),
    why=(
        "The digest stands for the whole request in 32 bytes, whatever its size, and ties the nonce"
        " to the parameters. Hash functions give bytes; hex is only a way to print them, and"
        " hashing the 64 printed characters later gives another signature."
    ),
    source="https://docs.kraken.com/api/docs/guides/spot-rest-auth",
    decisions=(
        Decision(
            id="sha256.prefix",
            question="What stands for the nonce in the hash input?",
            subject="prefix",
            writes="prefix",
            right_way="its digits, once",
            right=None,
            mistakes=Later(f"{__name__}.input", "PREFIX"),
        ),
        Decision(
            id="sha256.separator",
            question="What stands between the parts of the hash input?",
            subject="hash_separator",
            writes="hash_separator",
            right_way="nothing",
            right=None,
            mistakes=Later(f"{__name__}.input", "SEPARATOR"),
        ),
        Decision(
            id="sha256.input",
            question="What is hashed, in which order?",
            subject="postdata",
            writes="hash_input",
            right_way="the nonce, then the POST data",
            right=Joins("prefix", "hash_separator", "postdata"),
            mistakes=Later(f"{__name__}.input", "INPUT"),
        ),
        Decision(
            id="sha256.text",
            question="In which form is the hash input?",
            subject="hash_input",
            writes="hash_input",
            right_way="its UTF-8 bytes as they are",
            right=None,
            mistakes=Later(f"{__name__}.text", "TEXT"),
        ),
        Decision(
            id="sha256.hash",
            question="Which hash is used?",
            subject="hash_input",
            writes="digest",
            right_way="SHA-256, once, without a key",
            right=Makes(Origin.DIGEST, digest),
            mistakes=Later(f"{__name__}.hash", "HASH"),
        ),
        Decision(
            id="sha256.form",
            question="In which form is the digest joined to the path?",
            subject="digest",
            writes="joined_digest",
            right_way="its 32 raw bytes",
            right=None,
            mistakes=Later(f"{__name__}.form", "FORM"),
        ),
    ),
)
