"""The encoding in which the finished text is hashed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from explainer.pipeline.model import Mistake
from explainer.stages.charset.changes import latin1_text, windows1252_text
from explainer.stages.postdata.entry import entry


def _encoded(charset: str, mark: bytes = b"") -> Callable[[bytes], bytes]:
    """Read the text as UTF-8 and write it in another encoding, '?' for what that does not have."""
    return lambda body: mark + body.decode("utf-8", "replace").encode(charset, "replace")


class _Row(NamedTuple):
    id: str
    title: str
    change: Callable[[bytes], bytes]
    why: str
    languages: tuple[str, ...]
    needs: str = ""


_BEYOND = "a character beyond ASCII"

_ROWS = (
    _Row(
        "text-as-utf-16le",
        "The text is hashed as UTF-16, low byte first",
        _encoded("utf-16-le"),
        "Encoding.Unicode is UTF-16, and so are the strings of VBA.",
        ("PowerShell", "VBA", "C#"),
    ),
    _Row(
        "text-as-utf-16le-with-mark",
        "The text is hashed as UTF-16, low byte first, with FF FE in front",
        _encoded("utf-16-le", b"\xff\xfe"),
        "Out-File and '>' of Windows PowerShell, and Python's 'utf-16', write UTF-16 with a mark.",
        ("PowerShell", "Python"),
    ),
    _Row(
        "text-as-utf-16be",
        "The text is hashed as UTF-16, high byte first",
        _encoded("utf-16-be"),
        "Java's UTF_16BE and CryptoJS' Utf16 write the high byte first.",
        ("Java", "JavaScript"),
    ),
    _Row(
        "text-as-utf-16be-with-mark",
        "The text is hashed as UTF-16, high byte first, with FE FF in front",
        _encoded("utf-16-be", b"\xfe\xff"),
        'getBytes("UTF-16") of Java writes a mark and then the high bytes first.',
        ("Java", "Kotlin"),
    ),
    _Row(
        "text-as-windows-1252",
        "The text is hashed in windows-1252: E9 for é",
        _encoded("cp1252"),
        "Encoding.Default, StrConv and getBytes() without a charset use the system's code page.",
        ("VBA", "PowerShell", "C#", "Java"),
        _BEYOND,
    ),
    _Row(
        "text-as-latin-1",
        "The text is hashed in latin-1, '?' for what it does not have",
        _encoded("latin-1"),
        "latin-1 ('binary', ISO-8859-1) was chosen where UTF-8 is meant.",
        ("JavaScript", "Java", "PHP"),
        _BEYOND,
    ),
    _Row(
        "text-as-ascii",
        "The text is hashed in ASCII, '?' for all beyond it",
        _encoded("ascii"),
        "Encoding.ASCII writes '?' for each character that it does not know, without an error.",
        ("C#", "PowerShell", "Java"),
        _BEYOND,
    ),
    _Row(
        "text-as-utf-8-twice",
        "The text is encoded as UTF-8 twice: Ã© for é",
        latin1_text,
        "utf8_encode, or a 'binary' string, encodes a text whose bytes are UTF-8 already.",
        ("PHP", "Perl", "JavaScript"),
        _BEYOND,
    ),
    _Row(
        "text-read-as-windows-1252",
        "The text is read as windows-1252 and encoded as UTF-8 again",
        windows1252_text,
        "A file or answer in UTF-8 is read with the system's code page.",
        ("PowerShell", "VBA", "Java"),
        _BEYOND,
    ),
)

CHARSET: tuple[Mistake, ...] = tuple(
    [
        entry(
            row.id,
            row.title,
            row.change,
            row.why,
            "Encode the text as UTF-8, once, and hash and send those bytes.",
            row.languages,
            needs=row.needs,
            answer="EAPI:Invalid signature",
        )
        for row in _ROWS
    ]
)
