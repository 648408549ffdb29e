"""What forcing bytes through text makes of them: functions from any bytes to bytes that never fail."""

from __future__ import annotations

import re
from codecs import charmap_decode
from collections.abc import Callable
from encodings import cp1250, cp1252

_NO_CHARACTER = "\ufffe"
_QUESTION = 0x3F


def _whole(table: str) -> str:
    """Return the 256 characters of a single-byte code page; a byte that it leaves out is itself.

    That is what Windows does, and for windows-1252 what the WHATWG Encoding Standard lays down
    (a browser's `new TextDecoder('latin1')` is windows-1252).
    """
    return "".join([chr(byte) if char == _NO_CHARACTER else char for byte, char in enumerate(table)])


def _without_meaning(table: str) -> bytes:
    """Return a table that makes '?' of each byte that is no character in a single-byte code page."""
    return bytes([_QUESTION if char == _NO_CHARACTER else byte for byte, char in enumerate(table)])


_WINDOWS_1252 = _whole(cp1252.decoding_table)
_LOW_BYTE_OF_1252 = bytes([ord(character) & 0xFF for character in _WINDOWS_1252])
_QUESTION_1250 = _without_meaning(cp1250.decoding_table)
_LEADS_932 = (*range(0x81, 0xA0), *range(0xE0, 0xFD))
_QUESTION_932 = bytes([_QUESTION if byte in _LEADS_932 else byte for byte in range(256)])
_QUESTION_ASCII = bytes([_QUESTION if byte >= 0x80 else byte for byte in range(256)])

# Ill-formed UTF-8 that Java replaces by one U+FFFD where Unicode recommends more.
_JAVA = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]?")
_ONE_BAD_BYTE = b"\xff"


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
    return utf8_replaced(_JAVA.sub(_ONE_BAD_BYTE, data))


def utf8_replaced_low_byte(data: bytes) -> bytes:
    """Read as UTF-8 with U+FFFD, then each UTF-16 unit is cut to its low byte: U+FFFD gives FD."""
    return data.decode("utf-8", "replace").encode("utf-16-le")[::2]


def windows1252_text(data: bytes) -> bytes:
    """Read as windows-1252, written as UTF-8."""
    return charmap_decode(data, "strict", _WINDOWS_1252)[0].encode()


def windows1252_low_byte(data: bytes) -> bytes:
    """Read as windows-1252, each character cut to its low byte: 27 of the bytes 80 to 9F change."""
    return data.translate(_LOW_BYTE_OF_1252)


def windows1250_question_marks(data: bytes) -> bytes:
    """Read and written as windows-1250: '?' for 81, 83, 88, 90 and 98."""
    return data.translate(_QUESTION_1250)


def cp932_question_marks(data: bytes) -> bytes:
    """Read and written byte by byte as code page 932: '?' for the lead bytes 81-9F and E0-FC."""
    return data.translate(_QUESTION_932)


def ascii_question_marks(data: bytes) -> bytes:
    """Read or written as ASCII: '?' for each byte from 80 on."""
    return data.translate(_QUESTION_ASCII)


def utf16le_text(data: bytes) -> bytes:
    """Each byte is read as a character and written as UTF-16, low byte first: a NUL after each."""
    return data.decode("latin-1").encode("utf-16-le")


def cut_at_nul(data: bytes) -> bytes:
    """Up to the first NUL byte, as a C string."""
    return data.partition(b"\0")[0]


def shell_variable(data: bytes) -> bytes:
    """What $(...) of bash keeps: no NUL bytes, no line feeds at the end."""
    return data.replace(b"\0", b"").rstrip(b"\n")


def seven_bits(data: bytes) -> bytes:
    """The high bit of each byte is lost: Node's 'ascii'."""
    return bytes([byte & 0x7F for byte in data])


def ascii_replaced(data: bytes) -> bytes:
    """Read as ASCII, U+FFFD for each byte from 80 on, written as UTF-8."""
    return data.decode("ascii", "replace").encode()


def ascii_ignored(data: bytes) -> bytes:
    """Read as ASCII, bytes from 80 on left out."""
    return data.decode("ascii", "ignore").encode()


def utf8_ignored(data: bytes) -> bytes:
    """Read as UTF-8, ill-formed parts left out."""
    return data.decode("utf-8", "ignore").encode()


def utf8_question_marks(data: bytes) -> bytes:
    """Read as UTF-8, written as ASCII: '?' for each ill-formed part and each other character."""
    return data.decode("utf-8", "replace").encode("ascii", "replace")


def read_as(charset: str) -> Callable[[bytes], bytes]:
    """Return a function that reads in a charset, U+FFFD for what it does not know, and writes UTF-8."""
    return lambda data: data.decode(charset, "replace").encode()


def through(charset: str) -> Callable[[bytes], bytes]:
    """Return a function that reads byte by byte and writes in a charset: '?' for what it does not know."""
    table = bytes(
        [bytes([byte]).decode(charset, "replace").encode(charset, "replace")[0] for byte in range(256)]
    )
    return lambda data: data.translate(table)


def text_in(encoding: str, mark: bytes = b"") -> Callable[[bytes], bytes]:
    """Return a function that writes a text again in another encoding, behind a byte order mark if any.

    What is no UTF-8 is taken for one character per byte.
    """

    def change(data: bytes) -> bytes:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            text = data.decode("latin-1")
        return mark + text.encode(encoding)

    return change


text_as_utf16le = text_in("utf-16-le")
