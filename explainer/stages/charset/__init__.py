"""What bytes become when code forces them through text: one family of mistakes, met in several places.

A digest, a key or a MAC is no text. `changes` holds the functions; here they get words, for
whichever value it is, and each says at which of them it is met.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple, TypeAlias

from explainer.pipeline.model import Mistake, Via
from explainer.stages.charset import changes

Place: TypeAlias = Literal["digest", "key", "mac"]
"""The value that is forced through text; its mistakes' ids begin with it."""

_NOUNS: Mapping[Place, str] = {"digest": "the digest", "key": "the key", "mac": "the MAC"}


class _Met(NamedTuple):
    """How often, and where, a member was met at one place."""

    seen: int = 0
    source: str = ""


class _Damage(NamedTuple):
    """One member of the family, in words that hold for any value; {} is the value's name."""

    suffix: str
    title: str
    change: Callable[[bytes], bytes]
    why: str
    fix: str
    languages: tuple[str, ...]
    needs: str
    at: Mapping[Place, _Met]
    """The places where it is a mistake of the catalogue."""


OTHERS = "in-another-charset"
"""Ends the id of the entry that stands for all other charsets."""
_HIGH_BYTE = "a byte of 80 or above in {}"

_FAMILY: tuple[_Damage, ...] = (
    _Damage(
        "as-latin1-text",
        "{} is made text as latin-1 and written as UTF-8",
        changes.latin1_text,
        "A 'binary' string holds one character per byte; it is hashed as UTF-8, where each character"
        " from 80 on takes two bytes.",
        "Keep {} as bytes; if it must be a binary string, hand that on as latin-1 ('binary'), too.",
        ("JavaScript", "Python", "Perl", "Dart", "PHP"),
        _HIGH_BYTE,
        {
            "digest": _Met(4, "https://github.com/nothingisdead/npm-kraken-api/commit/cf4c9c0"),
            "key": _Met(1, "a public JavaScript client"),
            "mac": _Met(),
        },
    ),
    _Damage(
        "as-utf8-replaced",
        "{} is read as UTF-8 text, bad bytes become U+FFFD",
        changes.utf8_replaced,
        "A string made from bytes takes them for UTF-8 text. Random bytes mostly are none, and each"
        " bad sequence silently becomes EF BF BD.",
        "Keep {} as bytes (Buffer, byte array, Uint8Array) and never put it into a string.",
        ("JavaScript", "TypeScript", "Java", "Kotlin", "C#", "Swift", "Python", "Rust"),
        _HIGH_BYTE,
        {
            "digest": _Met(25, "25 public JavaScript clients and more"),
            "key": _Met(1, "https://github.com/cthacker-udel/Java-Kraken-API-Wrapper"),
            "mac": _Met(),
        },
    ),
    _Damage(
        "as-utf8-replaced-java",
        "{} is read as UTF-8 text with Java's count of U+FFFD",
        changes.utf8_replaced_java,
        "new String(bytes, UTF_8) replaces what is no UTF-8, and writes one U+FFFD for an encoded"
        " surrogate where other languages write three.",
        "Keep {} as a byte array (ByteArrayOutputStream joins them); never make a String of it.",
        ("Java", "Kotlin", "Scala"),
        "the byte ED and one of A0 to BF after it in {}",
        {"digest": _Met(), "key": _Met()},
    ),
    _Damage(
        "as-utf8-replaced-low-byte",
        "{} is read as UTF-8 text and written as its low bytes",
        changes.utf8_replaced_low_byte,
        "toString() takes the bytes for UTF-8 text, and writing that text as 'latin1' keeps only"
        " the low byte of each character: U+FFFD becomes FD.",
        "Keep {} as a Buffer; 'latin1' does not undo a toString() without an encoding.",
        ("JavaScript",),
        _HIGH_BYTE,
        {"digest": _Met(2, "public JavaScript clients")},
    ),
    _Damage(
        "as-windows1252-low-bytes",
        "{} is read as windows-1252 and cut to low bytes",
        changes.windows1252_low_byte,
        "In a browser TextDecoder('latin1') is windows-1252, so charCodeAt(0) & 255 does not give the"
        " byte back for 27 of the bytes from 80 to 9F.",
        "Keep {} as a Uint8Array (set() joins them) and decode nothing.",
        ("JavaScript", "TypeScript"),
        "a byte of 80 to 9F in {}",
        {"digest": _Met(1, "https://github.com/vdegenne/kraken-api-browser")},
    ),
    _Damage(
        "as-windows1252-text",
        "{} is read as windows-1252 and written as UTF-8",
        changes.windows1252_text,
        "TextDecoder('latin1') in a browser, and the default encoding of Windows, are windows-1252;"
        " the text is then hashed as UTF-8.",
        "Keep {} as bytes (Uint8Array, byte array) until it is hashed.",
        ("JavaScript", "TypeScript", "PowerShell", "VBA"),
        _HIGH_BYTE,
        {"digest": _Met()},
    ),
    _Damage(
        OTHERS,
        "{} goes through windows-1250: '?' for five bytes",
        changes.windows1250_question_marks,
        "A string stands between the bytes and their use, in the charset of the system or of an example;"
        " what that charset does not know becomes something else.",
        "Use byte arrays from end to end.",
        ("Java", "VBA", "C#", "Python", "JavaScript"),
        "one of the bytes 81, 83, 88, 90, 98 in {}",
        {"digest": _Met()},
    ),
    _Damage(
        "as-cp932-question-marks",
        "{} goes through code page 932: '?' for its lead bytes",
        changes.cp932_question_marks,
        "StrConv and Chr use the code page of the Windows in use. On Japanese Windows half of the"
        " bytes from 80 on begin a pair and mean nothing alone.",
        "Use byte arrays from end to end.",
        ("VBA",),
        "a byte of 81 to 9F or E0 to FC in {}",
        {"digest": _Met(1, "https://github.com/krijnsent/crypto_vba/issues/54")},
    ),
    _Damage(
        "as-ascii-question-marks",
        "{} is made ASCII text, '?' for each byte from 80 on",
        changes.ascii_question_marks,
        "Encoding.ASCII knows 128 characters and writes '?' for all others without an error.",
        "Keep {} as a byte array; an Encoding is for text alone.",
        ("C#", "PowerShell", "Java"),
        _HIGH_BYTE,
        {"digest": _Met(), "key": _Met(), "mac": _Met()},
    ),
    _Damage(
        "as-utf16le-text",
        "{} is written as UTF-16LE text",
        changes.utf16le_text,
        "Encoding.Unicode is UTF-16, low byte first: a NUL follows every byte.",
        "Use the bytes of {} themselves.",
        ("C#", "PowerShell", "VBA"),
        "",
        {"digest": _Met(), "mac": _Met()},
    ),
    _Damage(
        "cut-at-nul",
        "{} ends at its first NUL byte",
        changes.cut_at_nul,
        "strlen, strcat and %s take a NUL byte for the end. Only values that hold one fail, so the"
        " code works for most requests.",
        "Pass the length with the bytes (memcpy); use no string function on {}.",
        ("C", "C++"),
        "a NUL byte in {}",
        {"digest": _Met(), "key": _Met(), "mac": _Met()},
    ),
    _Damage(
        "in-shell-variable",
        "{} loses NULs and last line feeds in a shell variable",
        changes.shell_variable,
        "$(...) drops NUL bytes and the line feeds at the end, so a binary value survives a shell"
        " variable only sometimes.",
        "Send binary values through pipes or files, or keep them as hex until they are used.",
        ("bash",),
        "a NUL byte in {} or a line feed at its end",
        {"digest": _Met(), "key": _Met(1, "https://superuser.com/questions/1123526"), "mac": _Met()},
    ),
)


def charset_mistakes(place: Place) -> tuple[Mistake, ...]:
    """Return the members that are met at this place, each a bytes-to-bytes function that never fails."""
    noun = _NOUNS[place]
    return tuple(
        [
            Mistake(
                id=f"{place}-{damage.suffix}",
                title=damage.title.format(noun[:1].upper() + noun[1:]),
                apply=Via(damage.change),
                why=damage.why,
                fix=damage.fix.format(noun),
                languages=damage.languages,
                seen=damage.at[place].seen,
                source=damage.at[place].source,
                needs=damage.needs.format(noun),
            )
            for damage in _FAMILY
            if place in damage.at
        ]
    )
