"""What bytes become when code forces them through text: one family of mistakes, met in several places.

A digest, a key or a MAC is no text. Each function here takes any bytes and returns what comes out
after the detour; `charset_mistakes` words them for one value.
"""

from __future__ import annotations

import re
from codecs import charmap_decode
from collections.abc import Callable, Mapping
from typing import NamedTuple

from explainer.pipeline.model import Mistake, Via

_BYTES = bytes(range(256))


def _code_page(name: str) -> str:
    """Return the 256 characters of a single-byte code page; a byte that it leaves out is itself.

    That is what Windows does, and for windows-1252 what the WHATWG Encoding Standard lays down
    (a browser's `new TextDecoder('latin1')` is windows-1252).
    """
    return "".join([bytes([byte]).decode(name, "ignore") or chr(byte) for byte in _BYTES])


def _without_meaning(name: str) -> bytes:
    """Return a table that makes '?' of each byte that is no character of its own in a code page."""
    return bytes([byte if bytes([byte]).decode(name, "ignore") else 0x3F for byte in _BYTES])


_WINDOWS_1252 = _code_page("cp1252")
_WINDOWS_1251 = _code_page("cp1251")
_WINDOWS_1250 = _code_page("cp1250")
_LOW_BYTE_OF_1252 = bytes([ord(character) & 0xFF for character in _WINDOWS_1252])
_QUESTION_1252 = _without_meaning("cp1252")
_QUESTION_1251 = _without_meaning("cp1251")
_QUESTION_1250 = _without_meaning("cp1250")
_QUESTION_932 = _without_meaning("cp932")
_QUESTION_ASCII = bytes([byte if byte < 0x80 else 0x3F for byte in _BYTES])
_HIGH = _BYTES[0x80:]

# Where decoders of ill-formed UTF-8 count differently. Each match becomes FF, one bad byte.
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]?")


def latin1_text(data: bytes) -> bytes:
    """Each byte is read as a character (latin-1) and written as UTF-8: two bytes from 80 on."""
    return data.decode("latin-1").encode()


def utf8_replaced(data: bytes) -> bytes:
    """Read as UTF-8, each maximal ill-formed part becomes U+FFFD (EF BF BD).

    The count is that of the Unicode Standard, section 3.9, which WHATWG, Node and Python follow.
    """
    return data.decode("utf-8", "replace").encode()


def utf8_replaced_java(data: bytes) -> bytes:
    """The same as Java counts: one U+FFFD for an encoded surrogate (ED A0 80), not three."""
    return utf8_replaced(_SURROGATE.sub(b"\xff", data))


def utf8_replaced_low_byte(data: bytes) -> bytes:
    """Read as UTF-8 with U+FFFD, then each UTF-16 unit is cut to its low byte: U+FFFD gives FD."""
    return data.decode("utf-8", "replace").encode("utf-16-le")[::2]


def utf8_replaced_question_marks(data: bytes) -> bytes:
    """Read as UTF-8 with U+FFFD, then written as latin-1, which has '?' for what it cannot hold."""
    return data.decode("utf-8", "replace").encode("latin-1", "replace")


def utf8_dropped(data: bytes) -> bytes:
    """Read as UTF-8, ill-formed bytes left out."""
    return data.decode("utf-8", "ignore").encode()


def windows1252_text(data: bytes) -> bytes:
    """Read as windows-1252, written as UTF-8."""
    return charmap_decode(data, "strict", _WINDOWS_1252)[0].encode()


def windows1251_text(data: bytes) -> bytes:
    """Read as windows-1251 (Cyrillic), written as UTF-8."""
    return charmap_decode(data, "strict", _WINDOWS_1251)[0].encode()


def windows1250_text(data: bytes) -> bytes:
    """Read as windows-1250 (Central European), written as UTF-8."""
    return charmap_decode(data, "strict", _WINDOWS_1250)[0].encode()


def windows1252_low_byte(data: bytes) -> bytes:
    """Read as windows-1252, each character cut to its low byte: 27 of the bytes 80 to 9F change."""
    return data.translate(_LOW_BYTE_OF_1252)


def windows1252_question_marks(data: bytes) -> bytes:
    """Read and written as windows-1252: '?' for 81, 8D, 8F, 90 and 9D."""
    return data.translate(_QUESTION_1252)


def windows1251_question_marks(data: bytes) -> bytes:
    """Read and written as windows-1251: '?' for 98."""
    return data.translate(_QUESTION_1251)


def windows1250_question_marks(data: bytes) -> bytes:
    """Read and written as windows-1250: '?' for 81, 83, 88, 90 and 98."""
    return data.translate(_QUESTION_1250)


def cp932_question_marks(data: bytes) -> bytes:
    """Read and written byte by byte as code page 932: '?' for the lead bytes 81-9F and E0-FC."""
    return data.translate(_QUESTION_932)


def ascii_question_marks(data: bytes) -> bytes:
    """Read or written as ASCII: '?' for each byte from 80 on."""
    return data.translate(_QUESTION_ASCII)


def ascii_replaced(data: bytes) -> bytes:
    """Read as ASCII, each byte from 80 on becomes U+FFFD (EF BF BD)."""
    return data.decode("ascii", "replace").encode()


def ascii_only(data: bytes) -> bytes:
    """Read as ASCII, each byte from 80 on left out."""
    return data.translate(None, _HIGH)


def utf16le_text(data: bytes) -> bytes:
    """Each byte is read as a character and written as UTF-16, low byte first: a NUL after each."""
    return data.decode("latin-1").encode("utf-16-le")


def utf16be_text(data: bytes) -> bytes:
    """Each byte is read as a character and written as UTF-16, high byte first: a NUL before each."""
    return data.decode("latin-1").encode("utf-16-be")


def read_as_utf16le(data: bytes) -> bytes:
    """Each two bytes are read as a UTF-16 unit, low byte first, and written as UTF-8."""
    return data.decode("utf-16-le", "replace").encode()


def cut_at_nul(data: bytes) -> bytes:
    """Up to the first NUL byte, as a C string."""
    return data.partition(b"\0")[0]


def shell_variable(data: bytes) -> bytes:
    """What $(...) of bash keeps: no NUL bytes, no line feeds at the end."""
    return data.replace(b"\0", b"").rstrip(b"\n")


def nuls_dropped(data: bytes) -> bytes:
    """The bytes without the NULs."""
    return data.replace(b"\0", b"")


class _Damage(NamedTuple):
    """One member of the family, in words that hold for any value; {} is the value's name."""

    suffix: str
    title: str
    change: Callable[[bytes], bytes]
    why: str
    fix: str
    languages: tuple[str, ...]
    needs: str


_HIGH_BYTE = "a byte of 80 or above"

_FAMILY: tuple[_Damage, ...] = (
    _Damage(
        "as-latin1-text",
        "{} is made text as latin-1 and written as UTF-8",
        latin1_text,
        "A 'binary' string holds one character per byte; it is hashed as UTF-8, where each character"
        " from 80 on takes two bytes.",
        "Keep {} as bytes; if it must be a binary string, hand that on as latin-1 ('binary'), too.",
        ("JavaScript", "Python", "Perl", "Dart", "PHP"),
        _HIGH_BYTE,
    ),
    _Damage(
        "as-utf8-replaced",
        "{} is read as UTF-8 text, bad bytes become U+FFFD",
        utf8_replaced,
        "A string made from bytes takes them for UTF-8 text. Random bytes mostly are none, and each"
        " bad sequence silently becomes EF BF BD.",
        "Keep {} as bytes (Buffer, byte array, Uint8Array) and never put it into a string.",
        ("JavaScript", "TypeScript", "Java", "Kotlin", "C#", "Swift", "Python", "Rust"),
        _HIGH_BYTE,
    ),
    _Damage(
        "as-utf8-replaced-java",
        "{} is read as UTF-8 text with Java's count of U+FFFD",
        utf8_replaced_java,
        "new String(bytes, UTF_8) replaces what is no UTF-8, and writes one U+FFFD for an encoded"
        " surrogate where other languages write three.",
        "Keep {} as a byte array (ByteArrayOutputStream joins them); never make a String of it.",
        ("Java", "Kotlin", "Scala"),
        "the byte ED with one of A0 to BF after it",
    ),
    _Damage(
        "as-utf8-replaced-low-byte",
        "{} is read as UTF-8 text and written as its low bytes",
        utf8_replaced_low_byte,
        "toString() takes the bytes for UTF-8 text, and writing that text as 'latin1' keeps only"
        " the low byte of each character: U+FFFD becomes FD.",
        "Keep {} as a Buffer; 'latin1' does not undo a toString() without an encoding.",
        ("JavaScript",),
        _HIGH_BYTE,
    ),
    _Damage(
        "as-utf8-replaced-question-marks",
        "{} is read as UTF-8 and written as latin-1 with '?'",
        utf8_replaced_question_marks,
        "new String(bytes, UTF_8) makes U+FFFD of most bytes, and getBytes(ISO_8859_1) makes '?' of"
        " each U+FFFD.",
        "Keep {} as a byte array; a String does not carry it.",
        ("Java", "Kotlin", "PHP"),
        _HIGH_BYTE,
    ),
    _Damage(
        "as-utf8-bad-bytes-dropped",
        "{} is read as UTF-8 text, bad bytes are left out",
        utf8_dropped,
        "decode() stops with UnicodeDecodeError, and errors='ignore' makes the error go away with"
        " most of the bytes.",
        "Do not decode {}; use it as bytes.",
        ("Python", "bash", "C#"),
        _HIGH_BYTE,
    ),
    _Damage(
        "as-windows1252-low-bytes",
        "{} is read as windows-1252 and cut to low bytes",
        windows1252_low_byte,
        "In a browser TextDecoder('latin1') is windows-1252, so charCodeAt(0) & 255 does not give the"
        " byte back for 27 of the bytes from 80 to 9F.",
        "Keep {} as a Uint8Array (set() joins them) and decode nothing.",
        ("JavaScript", "TypeScript"),
        "a byte of 80 to 9F",
    ),
    _Damage(
        "as-windows1252-text",
        "{} is read as windows-1252 and written as UTF-8",
        windows1252_text,
        "TextDecoder('latin1') in a browser, and the default encoding of Windows, are windows-1252;"
        " the text is then hashed as UTF-8.",
        "Keep {} as bytes (Uint8Array, byte array) until it is hashed.",
        ("JavaScript", "TypeScript", "PowerShell", "VBA", "Java"),
        _HIGH_BYTE,
    ),
    _Damage(
        "as-windows1252-question-marks",
        "{} goes through windows-1252: '?' for five bytes",
        windows1252_question_marks,
        "new String(bytes) and getBytes() without a charset use the system's, windows-1252 on Windows"
        " up to Java 17. It has no character for five bytes, so some values fail and most pass.",
        "Keep {} as bytes; name the charset wherever text is really meant.",
        ("Java", "VBA"),
        "one of the bytes 81, 8D, 8F, 90, 9D",
    ),
    _Damage(
        "as-windows1250-text",
        "{} is read as windows-1250 and written as UTF-8",
        windows1250_text,
        "StrConv, Chr and Encoding.Default use the code page of the Windows in use, 1250 in Central Europe.",
        "Use byte arrays from end to end.",
        ("VBA", "PowerShell", "C#"),
        _HIGH_BYTE,
    ),
    _Damage(
        "as-windows1250-question-marks",
        "{} goes through windows-1250: '?' for five bytes",
        windows1250_question_marks,
        "The code page of Central European Windows has no character for five bytes, so a value that"
        " holds one of them changes and the others pass.",
        "Use byte arrays from end to end.",
        ("Java", "VBA"),
        "one of the bytes 81, 83, 88, 90, 98",
    ),
    _Damage(
        "as-windows1251-text",
        "{} is read as windows-1251 and written as UTF-8",
        windows1251_text,
        "StrConv, Chr and Encoding.Default use the code page of the Windows in use, 1251 where"
        " Cyrillic is written.",
        "Use byte arrays from end to end.",
        ("VBA", "PowerShell", "C#"),
        _HIGH_BYTE,
    ),
    _Damage(
        "as-windows1251-question-marks",
        "{} goes through windows-1251: '?' for the byte 98",
        windows1251_question_marks,
        "The code page of Cyrillic Windows has no character for one byte, so a value that holds it"
        " changes and the others pass.",
        "Use byte arrays from end to end.",
        ("Java", "VBA"),
        "the byte 98",
    ),
    _Damage(
        "as-cp932-question-marks",
        "{} goes through code page 932: '?' for its lead bytes",
        cp932_question_marks,
        "StrConv and Chr use the code page of the Windows in use. On Japanese Windows half of the"
        " bytes from 80 on begin a pair and mean nothing alone.",
        "Use byte arrays from end to end.",
        ("VBA",),
        "a byte of 81 to 9F or E0 to FC",
    ),
    _Damage(
        "as-ascii-question-marks",
        "{} is made ASCII text, '?' for each byte from 80 on",
        ascii_question_marks,
        "Encoding.ASCII knows 128 characters and writes '?' for all others without an error.",
        "Keep {} as a byte array; an Encoding is for text alone.",
        ("C#", "PowerShell", "Java"),
        _HIGH_BYTE,
    ),
    _Damage(
        "as-ascii-replaced",
        "{} is read as ASCII, bytes from 80 on become U+FFFD",
        ascii_replaced,
        "An ASCII decoder that is told to replace writes U+FFFD for every byte from 80 on, and UTF-8"
        " makes EF BF BD of it.",
        "Do not decode {}; use it as bytes.",
        ("Python", "Ruby", "Java"),
        _HIGH_BYTE,
    ),
    _Damage(
        "as-ascii-only",
        "{} is made ASCII text without the bytes from 80 on",
        ascii_only,
        "decode('ascii', 'ignore') makes a UnicodeDecodeError go away with every byte from 80 on.",
        "Do not decode {}; use it as bytes.",
        ("Python", "Ruby", "bash"),
        _HIGH_BYTE,
    ),
    _Damage(
        "as-utf16le-text",
        "{} is written as UTF-16LE text",
        utf16le_text,
        "Encoding.Unicode is UTF-16, low byte first: a NUL follows every byte.",
        "Use the bytes of {} themselves.",
        ("C#", "PowerShell", "VBA"),
        "",
    ),
    _Damage(
        "as-utf16be-text",
        "{} is written as UTF-16BE text",
        utf16be_text,
        "UTF-16 with the high byte first, as Java's UTF_16BE and CryptoJS' Utf16 write it: a NUL comes"
        " before every byte.",
        "Use the bytes of {} themselves.",
        ("Java", "JavaScript"),
        "",
    ),
    _Damage(
        "read-as-utf16le",
        "{} is read as UTF-16LE text and written as UTF-8",
        read_as_utf16le,
        "Encoding.Unicode.GetString, or a byte array assigned to a VBA string, takes each two bytes"
        " for one character.",
        "Keep {} as a byte array; a string of the same bytes is another text.",
        ("C#", "VBA", "PowerShell"),
        "",
    ),
    _Damage(
        "cut-at-nul",
        "{} ends at its first NUL byte",
        cut_at_nul,
        "strlen, strcat and %s take a NUL byte for the end. Only values that hold one fail, so the"
        " code works for most requests.",
        "Pass the length with the bytes (memcpy); use no string function on {}.",
        ("C", "C++"),
        "a NUL byte",
    ),
    _Damage(
        "in-shell-variable",
        "{} loses NULs and last line feeds in a shell variable",
        shell_variable,
        "$(...) drops NUL bytes and the line feeds at the end, so a binary value survives a shell"
        " variable only sometimes.",
        "Send binary values through pipes or files, or keep them as hex until they are used.",
        ("bash",),
        "a NUL byte, or a line feed at the end",
    ),
    _Damage(
        "without-nuls",
        "{} loses its NUL bytes",
        nuls_dropped,
        "Text functions, tr -d '\\0' and some databases drop NUL bytes without a word.",
        "Keep {} as bytes; a NUL byte counts like any other.",
        ("bash", "Tcl"),
        "a NUL byte",
    ),
)


def charset_mistakes(
    what: str,
    noun: str,
    seen: Mapping[str, int] | None = None,
    sources: Mapping[str, str] | None = None,
) -> tuple[Mistake, ...]:
    """Return the family as mistakes of one value, each a bytes-to-bytes function that never fails.

    `what` begins the ids ("digest" gives digest-as-latin1-text), `noun` names the value in titles
    ("the digest"). `seen` and `sources` say by the rest of the id where it was met for this value.
    """
    seen, sources = seen or {}, sources or {}
    return tuple(
        [
            Mistake(
                id=f"{what}-{damage.suffix}",
                title=damage.title.format(noun[:1].upper() + noun[1:]),
                apply=Via(damage.change),
                why=damage.why,
                fix=damage.fix.format(noun),
                languages=damage.languages,
                seen=seen.get(damage.suffix, 0),
                source=sources.get(damage.suffix, ""),
                needs=f"{damage.needs} in {noun}" if damage.needs else "",
            )
            for damage in _FAMILY
        ]
    )
