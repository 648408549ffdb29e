"""Other texts for a digest than those of the catalogue: prints, words in its place, other charsets."""

from __future__ import annotations

import json
from base64 import b64encode, urlsafe_b64encode
from binascii import hexlify
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from explainer.pipeline.model import Mistake, Via
from explainer.stages.charset import changes
from explainer.stages.dumps import decimals, hex_upper, python_repr, signed
from explainer.stages.otherwise import Change, always, otherwise
from explainer.stages.sha256.form import ANOTHER_CHARSET
from explainer.stages.sha256.form.printed import NUMBER_LIST, hex_between
from explainer.stages.sha256.form.texts import UNDEFINED


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
        hex_between(b"0x"),
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
        hex_between(b"", b" *stdin"),
        "openssl dgst -r prints a name behind the hex, as sha256sum does.",
        ("bash",),
    ),
    _Print(
        "'SHA256(stdin)= ' and hex",
        hex_between(b"SHA256(stdin)= "),
        "openssl prints the algorithm and a name in front of the hex.",
        ("bash",),
    ),
    _Print(
        "'SHA256 digest: ' and hex",
        hex_between(b"SHA256 digest: "),
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
        "its hex in b'...'",
        lambda digest: python_repr(hexlify(digest)),
        "hexlify gives bytes, and str() prints them with b and quotes.",
        ("Python",),
    ),
    _Print(
        "its base64 in b'...'",
        lambda digest: python_repr(b64encode(digest)),
        "b64encode gives bytes, and str() prints them with b and quotes.",
        ("Python",),
    ),
    _Print(
        "what stands between the quotes of b'...'",
        lambda digest: python_repr(digest)[2:-1],
        "The b and the quotes of str(digest) were cut off; its escapes stayed.",
        ("Python",),
    ),
    _Print(
        "'\\x' and two digits for each byte",
        lambda digest: b"".join([b"\\x%02x" % byte for byte in digest]),
        "Escapes of a string literal are taken for the bytes that they stand for.",
        ("bash", "Python", "C"),
    ),
    _Print(
        "numbers with commas and spaces, 35, 161",
        lambda digest: b", ".join(decimals(digest)),
        "The brackets of a printed list were cut off.",
        ("Python", "Java"),
    ),
    _Print(
        "signed numbers with spaces, 35 -95",
        lambda digest: b" ".join(signed(digest)),
        "Signed bytes are joined by spaces.",
        ("Java", "Kotlin"),
    ),
    _Print(
        "a whole number in decimal",
        lambda digest: b"%d" % int.from_bytes(digest, "big"),
        "toString() of a BigInteger, and int.from_bytes, give one number.",
        ("Java", "Python", "JavaScript"),
    ),
    _Print(
        "hex as UTF-16LE",
        lambda digest: digest.hex().encode("utf-16-le"),
        "Encoding.Unicode writes two bytes for each digit.",
        ("C#", "PowerShell", "VBA"),
    ),
    _Print(
        "hex and a space",
        hex_between(b"", b" "),
        "cut -d' ' or the columns of a table leave a space behind.",
        ("bash",),
    ),
    _Print(
        "capital hex, the first 32 characters",
        lambda digest: hex_upper(digest)[:32],
        "32 is the length of the digest in bytes, applied to its hex.",
        ("C#", "VBA"),
    ),
    _Print(
        "capital hex and a line feed",
        lambda digest: hex_upper(digest) + b"\n",
        "Tools of Windows print capital hex and end the line.",
        ("PowerShell",),
    ),
)


_WORDS = (
    *("null", "None", "NULL", "nil", "NaN", "false", "true", "Array", "0", "[object Uint8Array]"),
    *("[object WordArray]", "[object Hash]", "System.Byte[*]", "System.Security.Cryptography.SHA256Managed"),
    *("Promise { <pending> }", "32 bytes", "{{hash}}", "$hash", "{hash}"),
)
_CHARSETS: Mapping[str, Change] = {
    "The digest is read as ASCII by Node: the high bit is lost": changes.seven_bits,
    "The digest is read as UTF-8 text, '?' for what is none": changes.utf8_question_marks,
    "The digest is read as ASCII text, U+FFFD for bytes from 80 on": changes.ascii_replaced,
    "The digest is read as ASCII text, bytes from 80 on left out": changes.ascii_ignored,
    "The digest is read as UTF-8 text, bad bytes left out": changes.utf8_ignored,
    "The digest is written as UTF-16BE text": changes.text_in("utf-16-be"),
    "The digest is read as UTF-16LE text and written as UTF-8": changes.read_as("utf-16-le"),
    **{
        f"The digest goes through {name}: '?' for what it lacks": changes.through(charset)
        for name, charset in (
            ("windows-1251", "cp1251"),
            ("windows-1252", "cp1252"),
            ("windows-1253", "cp1253"),
            ("windows-1254", "cp1254"),
            ("windows-1255", "cp1255"),
        )
    },
    **{
        f"The digest is read as {name} text and written as UTF-8": changes.read_as(charset)
        for name, charset in (
            ("windows-1251", "cp1251"),
            ("windows-1250", "cp1250"),
            ("windows-1252", "cp1252"),
            ("windows-1253", "cp1253"),
            ("windows-1254", "cp1254"),
            ("Shift JIS", "cp932"),
            ("GBK", "gbk"),
            ("code page 949", "cp949"),
            ("Big5", "big5"),
            ("code page 437", "cp437"),
            ("code page 850", "cp850"),
        )
    },
}


def any_print(_: object) -> Iterator[Mistake]:
    """Yield other ways to print the digest, each under the id of an entry that is near to it."""
    for one in _PRINTS:
        yield NUMBER_LIST._replace(
            title=f"The digest is joined as {one.words}",
            apply=Via(one.write),
            why=one.why,
            languages=one.languages,
        )
    yield from otherwise(
        UNDEFINED,
        {f"The text {word} is joined in place of the digest": always(word.encode()) for word in _WORDS},
    )
    yield from otherwise(ANOTHER_CHARSET, _CHARSETS)
