"""Other inputs, texts and hashes than those of the catalogue, where one entry for each stands for them."""

from __future__ import annotations

import hmac
from base64 import b64encode
from binascii import hexlify
from collections.abc import Callable, Iterator

from explainer.pipeline.model import Makes, Mistake
from explainer.pipeline.traced import Origin
from explainer.secret import decode_base64
from explainer.stages.charset.changes import text_in
from explainer.stages.dumps import hex_upper, json_text, python_repr
from explainer.stages.otherwise import around, otherwise, titled
from explainer.stages.parts import API_KEY, DATA, NONCE, POST, Part, other_orders
from explainer.stages.separators import any_separator
from explainer.stages.sha256 import digest
from explainer.stages.sha256.hash import ANOTHER, KEYED_WITH_TEXT, TWICE, hashed_with, keyed_with_text
from explainer.stages.sha256.input import OTHER_PARTS, PUNCTUATION
from explainer.stages.sha256.text import OTHERWISE

_PATH = Part("URI path", "uri_path")
_KNOWN = frozenset({(NONCE, DATA), (DATA,), (DATA, NONCE), (POST,), (API_KEY,)})
"""The right way, what has entries of its own, and what no request changes."""


def any_parts(_: object) -> Iterator[Mistake]:
    """Yield OTHER_PARTS for other parts that are hashed, or the same in another order."""
    groups = (
        (_PATH, NONCE, DATA),
        (API_KEY, NONCE, DATA),
        (POST, _PATH, NONCE, DATA),
        (API_KEY, _PATH, NONCE, DATA),
    )
    return other_orders(OTHER_PARTS, "What is hashed is", _KNOWN, groups)


def any_text(_: object) -> Iterator[Mistake]:
    """Yield OTHERWISE for each other form of the hash input."""
    return otherwise(
        OTHERWISE,
        {
            "A byte order mark in front of the nonce is hashed too": around(b"\xef\xbb\xbf"),
            "Nonce and POST data are hashed as JSON text, in double quotes": json_text,
            "Nonce and POST data are hashed as base64 text": b64encode,
            "Nonce and POST data are hashed as hex text": hexlify,
            "Nonce and POST data are hashed as UTF-16BE": text_in("utf-16-be"),
            "Nonce and POST data are hashed as UTF-16LE behind a byte order mark": text_in(
                "utf-16-le", b"\xff\xfe"
            ),
            "Nonce and POST data are hashed as UTF-32LE": text_in("utf-32-le"),
            "Nonce and POST data are hashed as Python prints their bytes, b'...'": python_repr,
            "Nonce and POST data are hashed in single quotes": around(b"'", b"'"),
            "A NUL byte after the POST data is hashed too": around(b"", b"\0"),
            "A space after the POST data is hashed too": around(b"", b" "),
            "A carriage return after the POST data is hashed too": around(b"", b"\r"),
            "Two line feeds after the POST data are hashed too": around(b"", b"\n\n"),
            "A line feed in front of the nonce is hashed too": around(b"\n"),
            "A space in front of the nonce is hashed too": around(b" "),
            "Nonce and POST data are hashed in lowercase": bytes.lower,
            "Nonce and POST data are hashed in capitals": bytes.upper,
            "Nonce and POST data are hashed twice in a row": lambda data: data + data,
        },
    )


def any_hash(_: object) -> Iterator[Mistake]:
    """Yield other hashes, keyed or not, each under the id of an entry that is near to it."""
    yield from _others()
    yield from _again_as_text()
    yield from _keyed_otherwise()


def _others() -> Iterator[Mistake]:
    """Yield ANOTHER for each other hash."""
    return titled(
        ANOTHER._replace(why="Many hashes have names that are nearly the same."),
        {
            f"{name} is used in place of SHA-256": Makes(Origin.DIGEST, hashed_with(algorithm))
            for name, algorithm in (
                ("SHA-384", "sha384"),
                ("SHA-224", "sha224"),
                ("SHA3-512", "sha3_512"),
                ("SHA3-384", "sha3_384"),
                ("BLAKE2b", "blake2b"),
                ("BLAKE2s", "blake2s"),
            )
        },
    )


def _again_as_text() -> Iterator[Mistake]:
    """Yield TWICE for each text of the digest that may be hashed once more."""
    return titled(
        TWICE,
        {
            f"The digest's {words} is hashed once more": Makes(Origin.DIGEST, _again(write))
            for words, write in (
                ("hex", hexlify),
                ("capital hex", hex_upper),
                ("base64", b64encode),
            )
        },
    )


def _keyed_otherwise() -> Iterator[Mistake]:
    """Yield KEYED_WITH_TEXT for other HMACs in place of SHA-256."""
    return titled(
        KEYED_WITH_TEXT,
        {
            "HMAC-SHA256 with the nonce as key replaces SHA-256": Makes(
                Origin.DIGEST, keyed_with_text, "postdata", "prefix"
            ),
            "HMAC-SHA256 with the API key as key replaces SHA-256": Makes(
                Origin.DIGEST, keyed_with_text, "hash_input", "api_key"
            ),
            "HMAC-SHA512 with the decoded private key replaces SHA-256": Makes(
                Origin.DIGEST, _keyed_512, "hash_input", "private_key"
            ),
        },
    )


def any_mark(_: object) -> Iterator[Mistake]:
    """Yield PUNCTUATION for each other mark between nonce and POST data."""
    return any_separator(PUNCTUATION, "nonce and POST data")


def _again(write: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    return lambda data: digest(write(digest(data)))


def _keyed_512(data: bytes, private_key: bytes) -> bytes:
    return hmac.digest(decode_base64(private_key), data, "sha512")
