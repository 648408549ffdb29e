"""What bytes become when code forces them through text: one family of mistakes, met in four places.

A digest, a message, a key or a MAC is no text. `changes` holds the functions; here they get words,
for whichever value it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from explainer.pipeline.model import Mistake, Via
from explainer.stages.charset import changes


class _Damage(NamedTuple):
    """One member of the family, in words that hold for any value; {} is the value's name."""

    suffix: str
    title: str
    change: Callable[[bytes], bytes]
    why: str
    fix: str
    languages: tuple[str, ...]
    needs: str


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
    ),
    _Damage(
        "as-utf8-replaced-net-framework",
        "{} is read as UTF-8 with .NET Framework's count of U+FFFD",
        changes.utf8_replaced_net_framework,
        "Encoding.UTF8.GetString replaces what is no UTF-8. Before .NET Core 3.0, and in .NET"
        " Framework and Windows PowerShell still, it writes fewer U+FFFD than other languages.",
        "Keep {} as a byte array (Buffer.BlockCopy joins them); an Encoding is for text alone.",
        ("C#", "VB.NET", "PowerShell"),
        "ill-formed UTF-8 such as E0 80 or ED A0 in {}",
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
    ),
    _Damage(
        "as-utf8-replaced-question-marks",
        "{} is read as UTF-8 and written as latin-1 with '?'",
        changes.utf8_replaced_question_marks,
        "new String(bytes, UTF_8) makes U+FFFD of most bytes, and getBytes(ISO_8859_1) makes '?' of"
        " each U+FFFD.",
        "Keep {} as a byte array; a String does not carry it.",
        ("Java", "Kotlin", "PHP"),
        _HIGH_BYTE,
    ),
    _Damage(
        "as-utf8-bad-bytes-dropped",
        "{} is read as UTF-8 text, bad bytes are left out",
        changes.utf8_dropped,
        "decode() stops with UnicodeDecodeError, and errors='ignore' makes the error go away with"
        " most of the bytes.",
        "Do not decode {}; use it as bytes.",
        ("Python", "bash", "C#"),
        _HIGH_BYTE,
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
    ),
    _Damage(
        "as-windows1252-replaced",
        "{} is read as windows-1252 with U+FFFD, written as UTF-8",
        changes.windows1252_replaced,
        "new String(bytes) uses the system's charset, windows-1252 on Windows up to Java 17, where five"
        " bytes are no character and become U+FFFD; getBytes(UTF_8) then writes the rest as UTF-8.",
        "Keep {} as a byte array; name the charset wherever text is really meant.",
        ("Java", "Python"),
        _HIGH_BYTE,
    ),
    _Damage(
        "as-windows1252-question-marks",
        "{} goes through windows-1252: '?' for five bytes",
        changes.windows1252_question_marks,
        "new String(bytes) and getBytes() without a charset use the system's, windows-1252 on Windows"
        " up to Java 17. It has no character for five bytes, so some values fail and most pass.",
        "Keep {} as bytes; name the charset wherever text is really meant.",
        ("Java", "VBA"),
        "one of the bytes 81, 8D, 8F, 90, 9D in {}",
    ),
    _Damage(
        "as-windows1250-text",
        "{} is read as windows-1250 and written as UTF-8",
        changes.windows1250_text,
        "StrConv, Chr and Encoding.Default use the code page of the Windows in use, 1250 in Central Europe.",
        "Use byte arrays from end to end.",
        ("VBA", "PowerShell", "C#"),
        _HIGH_BYTE,
    ),
    _Damage(
        "as-windows1250-question-marks",
        "{} goes through windows-1250: '?' for five bytes",
        changes.windows1250_question_marks,
        "The code page of Central European Windows has no character for five bytes, so a value that"
        " holds one of them changes and the others pass.",
        "Use byte arrays from end to end.",
        ("Java", "VBA"),
        "one of the bytes 81, 83, 88, 90, 98 in {}",
    ),
    _Damage(
        "as-windows1251-text",
        "{} is read as windows-1251 and written as UTF-8",
        changes.windows1251_text,
        "StrConv, Chr and Encoding.Default use the code page of the Windows in use, 1251 where"
        " Cyrillic is written.",
        "Use byte arrays from end to end.",
        ("VBA", "PowerShell", "C#"),
        _HIGH_BYTE,
    ),
    _Damage(
        "as-windows1251-question-marks",
        "{} goes through windows-1251: '?' for the byte 98",
        changes.windows1251_question_marks,
        "The code page of Cyrillic Windows has no character for one byte, so a value that holds it"
        " changes and the others pass.",
        "Use byte arrays from end to end.",
        ("Java", "VBA"),
        "the byte 98 in {}",
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
    ),
    _Damage(
        "as-ascii-question-marks",
        "{} is made ASCII text, '?' for each byte from 80 on",
        changes.ascii_question_marks,
        "Encoding.ASCII knows 128 characters and writes '?' for all others without an error.",
        "Keep {} as a byte array; an Encoding is for text alone.",
        ("C#", "PowerShell", "Java"),
        _HIGH_BYTE,
    ),
    _Damage(
        "as-ascii-replaced",
        "{} is read as ASCII, bytes from 80 on become U+FFFD",
        changes.ascii_replaced,
        "An ASCII decoder that is told to replace writes U+FFFD for every byte from 80 on, and UTF-8"
        " makes EF BF BD of it.",
        "Do not decode {}; use it as bytes.",
        ("Python", "Ruby", "Java"),
        _HIGH_BYTE,
    ),
    _Damage(
        "as-ascii-only",
        "{} is made ASCII text without the bytes from 80 on",
        changes.ascii_only,
        "decode('ascii', 'ignore') makes a UnicodeDecodeError go away with every byte from 80 on.",
        "Do not decode {}; use it as bytes.",
        ("Python", "Ruby", "bash"),
        _HIGH_BYTE,
    ),
    _Damage(
        "as-utf16le-text",
        "{} is written as UTF-16LE text",
        changes.utf16le_text,
        "Encoding.Unicode is UTF-16, low byte first: a NUL follows every byte.",
        "Use the bytes of {} themselves.",
        ("C#", "PowerShell", "VBA"),
        "",
    ),
    _Damage(
        "as-utf16be-text",
        "{} is written as UTF-16BE text",
        changes.utf16be_text,
        "UTF-16 with the high byte first, as Java's UTF_16BE and CryptoJS' Utf16 write it: a NUL comes"
        " before every byte.",
        "Use the bytes of {} themselves.",
        ("Java", "JavaScript"),
        "",
    ),
    _Damage(
        "read-as-utf16le",
        "{} is read as UTF-16LE text and written as UTF-8",
        changes.read_as_utf16le,
        "Encoding.Unicode.GetString, or a byte array assigned to a VBA string, takes each two bytes"
        " for one character.",
        "Keep {} as a byte array; a string of the same bytes is another text.",
        ("C#", "VBA", "PowerShell"),
        "",
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
    ),
    _Damage(
        "without-nuls",
        "{} loses its NUL bytes",
        changes.nuls_dropped,
        "Text functions, tr -d '\\0' and some databases drop NUL bytes without a word.",
        "Keep {} as bytes; a NUL byte counts like any other.",
        ("bash", "Tcl"),
        "a NUL byte in {}",
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
                needs=damage.needs.format(noun),
            )
            for damage in _FAMILY
        ]
    )
