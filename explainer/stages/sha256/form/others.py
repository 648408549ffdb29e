"""All ways to print a digest of which the catalogue has one: numbers in brackets."""

from __future__ import annotations

import json
from base64 import b64encode, urlsafe_b64encode
from binascii import hexlify
from collections.abc import Callable, Iterator
from typing import NamedTuple

from explainer.pipeline.model import Mistake, Via
from explainer.stages.dumps import hex_upper
from explainer.stages.sha256.form.printed import NUMBER_LIST, around, decimals, signed


class _Print(NamedTuple):
    """How some language or tool prints a digest."""

    words: str
    """Ends the title."""
    write: Callable[[bytes], bytes]
    why: str
    languages: tuple[str, ...]


_DUMP_LINE = 60
"""Hex digits in a line of xxd -p."""


def _dump(digest: bytes) -> bytes:
    text = hexlify(digest)
    return b"\n".join([text[at : at + _DUMP_LINE] for at in range(0, len(text), _DUMP_LINE)])


def _unpadded_hex(digest: bytes) -> bytes:
    return b"".join([b"%x" % byte for byte in digest])


def _sign_extended_hex(digest: bytes) -> bytes:
    return b"".join([b"%x" % (byte if byte < 0x80 else byte + 0xFFFFFF00) for byte in digest])


def _number_in_hex(digest: bytes) -> bytes:
    return b"%x" % int.from_bytes(digest, "big")


def _node_json(digest: bytes) -> bytes:
    return json.dumps({"type": "Buffer", "data": list(digest)}, separators=(",", ":")).encode()


def _array_json(digest: bytes) -> bytes:
    return json.dumps(dict(enumerate(digest)), separators=(",", ":")).encode()


_PRINTS = (
    _Print(
        "numbers in brackets without commas, [35 161]",
        lambda digest: b"[" + b" ".join(decimals(digest)) + b"]",
        "%v and Sprint write an array of bytes as numbers; %s and string(digest[:]) write its bytes.",
        ("Go",),
    ),
    _Print(
        "numbers in brackets without spaces, [35,161]",
        lambda digest: b"[" + b",".join(decimals(digest)) + b"]",
        "JSON of an array of bytes is a list of numbers.",
        ("JavaScript", "PHP", "Ruby"),
    ),
    _Print(
        "signed numbers in brackets without spaces, [35,-95]",
        lambda digest: b"[" + b",".join(signed(digest)) + b"]",
        "JSON of the signed bytes of Java or Apps Script is a list of numbers.",
        ("Google Apps Script", "Java"),
    ),
    _Print(
        "decimal numbers with nothing between, 35161",
        lambda digest: b"".join(decimals(digest)),
        "join('') and -join '' put the numbers of an array of bytes one after the other.",
        ("JavaScript", "PowerShell"),
    ),
    _Print(
        "the base64 of its hex, 88 characters",
        lambda digest: b64encode(hexlify(digest)),
        "hash() in PHP gives hex unless its third argument is true, and base64_encode takes any text.",
        ("PHP", "JavaScript", "bash"),
    ),
    _Print(
        "the base64 of its hex and a line feed",
        lambda digest: b64encode(hexlify(digest) + b"\n"),
        "cut and sed end their output with a line feed, which base64 encodes with the rest.",
        ("bash",),
    ),
    _Print(
        "base64 without padding, 43 characters",
        lambda digest: b64encode(digest).rstrip(b"="),
        "sha256_base64 of Perl never pads.",
        ("Perl",),
    ),
    _Print(
        "base64url without padding, 43 characters",
        lambda digest: urlsafe_b64encode(digest).rstrip(b"="),
        "'base64url' is how tokens are written.",
        ("JavaScript", "Go"),
    ),
    _Print(
        "base64url, 44 characters", urlsafe_b64encode, "That is how tokens are written.", ("Python", "Java")
    ),
    _Print(
        "hex without the zero in front of a digit, 5 for 05",
        _unpadded_hex,
        "toString(16), Integer.toHexString and %x write one digit for a byte below 16.",
        ("JavaScript", "Java", "C"),
    ),
    _Print(
        "hex with ffffff in front of bytes from 80 on",
        _sign_extended_hex,
        "Integer.toHexString and %x take a signed byte for an int, with its sign.",
        ("Java", "C"),
    ),
    _Print(
        "hex without the zeros at its beginning",
        _number_in_hex,
        "new BigInteger(1, digest).toString(16) is a number, and numbers have no zeros in front.",
        ("Java", "Kotlin"),
    ),
    _Print(
        "0x and lowercase hex",
        around(b"0x"),
        "Libraries made for Ethereum write 0x in front of hex.",
        ("JavaScript", "TypeScript", "Python"),
    ),
    _Print(
        "hex with spaces, 23 a1", lambda digest: digest.hex(" ").encode(), "Dumps look so.", ("R", "bash")
    ),
    _Print(
        "capital hex with spaces, 23 A1",
        lambda digest: digest.hex(" ").upper().encode(),
        "Dumps look so.",
        ("VBA", "Delphi"),
    ),
    _Print(
        "lowercase hex with '-', 23-a1",
        lambda digest: digest.hex("-").encode(),
        "BitConverter's output was made lowercase, and its '-' stayed.",
        ("C#",),
    ),
    _Print(
        "hex with colons, 23:a1", lambda digest: digest.hex(":").encode(), "Fingerprints look so.", ("bash",)
    ),
    _Print(
        "hex in two lines, as xxd -p writes it",
        _dump,
        "xxd -p ends a line after 60 digits, and $(...) keeps that line feed.",
        ("bash",),
    ),
    _Print(
        "hex and ' *stdin'",
        around(b"", b" *stdin"),
        "openssl dgst -r prints a name behind the hex, as sha256sum does.",
        ("bash",),
    ),
    _Print(
        "'SHA256(stdin)= ' and hex",
        around(b"SHA256(stdin)= "),
        "openssl prints the algorithm and a name in front of the hex.",
        ("bash",),
    ),
    _Print(
        "'SHA256 digest: ' and hex",
        around(b"SHA256 digest: "),
        "The description of a digest of CryptoKit begins so.",
        ("Swift",),
    ),
    _Print(
        "<Buffer 23 a1>, as Node shows it",
        lambda digest: b"<Buffer " + digest.hex(" ").encode() + b">",
        "util.inspect and console.log show the bytes of a Buffer so.",
        ("JavaScript",),
    ),
    _Print("the JSON of a Buffer", _node_json, "JSON.stringify of a Buffer is an object.", ("JavaScript",)),
    _Print(
        "the JSON of a Uint8Array",
        _array_json,
        "JSON.stringify of a typed array is an object with a number for each name.",
        ("JavaScript",),
    ),
    _Print(
        "numbers in double brackets, <<35, 161>>",
        lambda digest: b"<<" + b", ".join(decimals(digest)) + b">>",
        "inspect of a binary that is no text gives its notation.",
        ("Elixir", "Erlang"),
    ),
    _Print(
        "hex twice: the hex of its hex",
        lambda digest: hexlify(hexlify(digest)),
        "What is hex already goes through a function that makes hex.",
        ("PHP", "Python"),
    ),
    _Print(
        "capital hex and a line feed",
        lambda digest: hex_upper(digest) + b"\n",
        "Tools of Windows print capital hex and end the line.",
        ("PowerShell",),
    ),
)


def any_print(_: object) -> Iterator[Mistake]:
    """Yield NUMBER_LIST for each other way to print the digest, under the same id."""
    for one in _PRINTS:
        yield NUMBER_LIST._replace(
            title=f"The digest is joined as {one.words}",
            apply=Via(one.write),
            why=one.why,
            languages=one.languages,
        )
