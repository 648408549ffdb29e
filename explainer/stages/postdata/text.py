"""What happens to the finished text before it is hashed: what is put around it, and its bytes."""

from __future__ import annotations

from base64 import b64encode
from binascii import hexlify
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple
from unicodedata import normalize

from explainer.pipeline.model import Mistake
from explainer.stages.charset.changes import ascii_ignored, read_as, text_in, utf8_question_marks
from explainer.stages.dumps import json_text, python_repr
from explainer.stages.escaping import lowercase_escapes, uppercase_escapes
from explainer.stages.otherwise import around, ending, otherwise
from explainer.stages.postdata.charset import CHARSET
from explainer.stages.postdata.entry import SEND_THE_SIGNED_TEXT, entry

_Bytes = Callable[[bytes], bytes]


def _replaced(old: bytes, new: bytes) -> _Bytes:
    return lambda body: body.replace(old, new)


_QUOTES = ((b'"', "\u201c".encode(), "\u201d".encode()), (b"'", "\u2018".encode(), "\u2019".encode()))
"""A straight quote, and the opening and the closing one of a word processor."""
_BEFORE_OPENING = [bytes([byte]) for byte in b" \t\r\n([{:,="]


def smart_quotes(body: bytes) -> bytes:
    """Return the text with the quotes of a word processor, opening after white space or brackets."""
    for straight, opening, closing in _QUOTES:
        if straight not in body:
            continue
        if body.startswith(straight):
            body = opening + body[1:]
        for before in _BEFORE_OPENING:
            body = body.replace(before + straight, before + opening)
        body = body.replace(straight, closing)
    return body


class _Row(NamedTuple):
    id: str
    title: str
    change: _Bytes
    why: str
    fix: str
    languages: tuple[str, ...]
    needs: str = ""
    seen: int = 0
    source: str = ""


_JOIN = "Join the pairs with '&' (join, implode) so that nothing stands at an end, and send the same text."
_STRIP = "Strip the text, look at its bytes (xxd), and hash exactly the bytes that are sent."
_KRAKEN = "https://docs.kraken.com/exchange/guides/general/errors"
_MADE = "https://github.com/cthacker-udel/Java-Kraken-API-Wrapper commit 5f86ab7"

_OTHERS = "text-otherwise-written"
_ROWS = (
    _Row(
        "ampersand-behind",
        "The hashed text ends with a '&'",
        around(b"", b"&"),
        "A loop appends name=value& for each parameter, and the last '&' is cut off only where the body"
        " is sent.",
        _JOIN,
        ("Java", "C#", "JavaScript", "Perl"),
        "",
        2,
        _MADE,
    ),
    _Row(
        "ampersand-in-front",
        "The hashed text begins with a '&'",
        around(b"&"),
        "A loop appends &name=value for each parameter, and the first '&' is cut off only where the body"
        " is sent.",
        _JOIN,
        ("JavaScript", "Java", "VBA"),
        "",
        1,
        _MADE,
    ),
    _Row(
        "question-mark-in-front",
        "The hashed text begins with a '?'",
        around(b"?"),
        "A function made for URLs puts a '?' in front of the parameters.",
        _JOIN,
        ("JavaScript", "Google Apps Script", "PHP"),
    ),
    _Row(
        "ampersands-as-html",
        "The hashed text has &amp; for each '&'",
        _replaced(b"&", b"&amp;"),
        "PHP's arg_separator.output is set to &amp;, or the text went through htmlspecialchars.",
        "Name the separator: http_build_query($fields, '', '&').",
        ("PHP",),
        "two fields",
        0,
        "https://github.com/payward/kraken-api-client",
    ),
    _Row(
        "escapes-in-lowercase",
        "The letters of each %XX are hashed in lowercase: %2f",
        lowercase_escapes,
        "HttpUtility.UrlEncode and old libraries write %2f; the HTTP client sends %2F.",
        "Use an encoder that writes capitals (Uri.EscapeDataString) and send the text that it gives.",
        ("C#", "VB.NET", "PowerShell"),
        "a letter in a %XX",
        2,
        "https://github.com/JKorf/Kraken.Net/issues/140",
    ),
    _Row(
        "escapes-in-uppercase",
        "The letters of each %XX are hashed in uppercase, sent in lowercase",
        uppercase_escapes,
        "The text for the hash is written by another encoder than the body, which has %2f.",
        SEND_THE_SIGNED_TEXT,
        ("C#", "VB.NET"),
        "a lowercase letter in a %XX",
        0,
        "https://github.com/JKorf/Kraken.Net/issues/140",
    ),
    _Row(
        "byte-order-mark-in-front",
        "The hashed text begins with a byte order mark (EF BB BF)",
        around(b"\xef\xbb\xbf"),
        "The text was saved by an editor, or written by Out-File or a StreamWriter, that marks UTF-8.",
        "Write UTF-8 without a byte order mark (new UTF8Encoding(false)).",
        ("PowerShell", "C#", "VBA"),
        "",
        1,
        _KRAKEN,
    ),
    _Row(
        "zero-width-space-behind",
        "The hashed text ends with a zero width space (U+200B)",
        around(b"", "\u200b".encode()),
        "A value was copied from a web page or chat together with a character that nobody sees.",
        _STRIP,
        (),
        "",
        0,
        _KRAKEN,
    ),
    _Row(
        "no-break-space-behind",
        "The hashed text ends with a no-break space (U+00A0)",
        around(b"", "\u00a0".encode()),
        "The text was copied from a web page or a word processor.",
        _STRIP,
        (),
        "",
        0,
        _KRAKEN,
    ),
    _Row(
        "smart-quotes",
        "Quotes are hashed as those of a word processor (“ ”)",
        smart_quotes,
        "An editor or a chat replaced straight quotes while the text was typed or copied.",
        "Use straight quotes; write code in an editor for code.",
        (),
        "quotes in the hashed text, as JSON has",
        0,
        _KRAKEN,
    ),
    _Row(
        "line-feed-behind",
        "The hashed text ends with a line feed",
        around(b"", b"\n"),
        "echo, a here-document, a file or puts ends the text with a line feed; curl -d sends none.",
        "Use printf '%s', or echo -n, and strip what is read from a file.",
        ("bash", "Ruby", "Python"),
        "",
        1,
        _KRAKEN,
    ),
    _Row(
        "carriage-return-line-feed-behind",
        "The hashed text ends with CR LF",
        around(b"", b"\r\n"),
        "A file or a pipe of Windows ends the text with two characters, CR and LF.",
        _STRIP,
        ("PowerShell", "VBA"),
    ),
    _Row(
        _OTHERS,
        "The hashed text ends with a space",
        around(b"", b" "),
        "Something is added to the text, taken away or made of it, in only one of the two places: where it is"
        " hashed, or where it is sent.",
        SEND_THE_SIGNED_TEXT,
        ("cmd", "bash", "C", "PowerShell", "JavaScript", "Python"),
        "",
        0,
        _KRAKEN,
    ),
)

TEXT: tuple[Mistake, ...] = (
    *[
        entry(row.id, row.title, row.change, row.why, row.fix, row.languages, row.seen, row.source, row.needs)
        for row in _ROWS
    ],
    *CHARSET,
)
OTHERWISE = ending(TEXT, _OTHERS)
"""Stands for all other changes; `any_text` makes them."""


def _normal(form: Literal["NFC", "NFD"]) -> _Bytes:
    return lambda body: normalize(form, body.decode("utf-8", "replace")).encode()


_ANOTHER: Mapping[str, _Bytes] = {
    "The hashed text ends with a NUL byte": around(b"", b"\0"),
    "The hashed text ends with a carriage return": around(b"", b"\r"),
    "The hashed text ends with a tab": around(b"", b"\t"),
    "The hashed text ends with two line feeds": around(b"", b"\n\n"),
    "The hashed text ends with a '?'": around(b"", b"?"),
    "The hashed text ends with a '='": around(b"", b"="),
    "The hashed text ends with a ';'": around(b"", b";"),
    "The hashed text ends with a ','": around(b"", b","),
    "The hashed text begins with a space": around(b" "),
    "The hashed text begins with a line feed": around(b"\n"),
    "The hashed text begins with 'data='": around(b"data="),
    "The hashed text begins with 'POST'": around(b"POST"),
    "The hashed text stands in double quotes, as JSON text": json_text,
    "The hashed text stands in double quotes": around(b'"', b'"'),
    "The hashed text stands in single quotes": around(b"'", b"'"),
    "The hashed text stands in braces": around(b"{", b"}"),
    "The hashed text stands in brackets": around(b"[", b"]"),
    "The hashed text lacks the white space around what is sent": bytes.strip,
    "The hashed text lacks the line feed at the end of what is sent": lambda body: body.removesuffix(b"\n"),
    "The hashed text lacks the '&' or '?' around what is sent": lambda body: body.strip(b"&?"),
    "The hashed text lacks the quotes around what is sent": lambda body: body.strip(b"\"'"),
    "The hashed text lacks the last character of what is sent": lambda body: body[:-1],
    "The hashed text lacks the first character of what is sent": lambda body: body[1:],
    "The hashed text lacks all white space": lambda body: b"".join(body.split()),
    "The hashed text lacks the line feeds": _replaced(b"\n", b""),
    "The hashed text has LF for each CR LF": _replaced(b"\r\n", b"\n"),
    "The hashed text has CR LF for each LF": _replaced(b"\n", b"\r\n"),
    "The hashed text has a line feed behind each '&'": _replaced(b"&", b"&\n"),
    "The hashed text has a line feed in front of each '&'": _replaced(b"&", b"\n&"),
    "The hashed text has a line feed for each '&'": _replaced(b"&", b"\n"),
    "The hashed text has CR LF for each '&'": _replaced(b"&", b"\r\n"),
    "The hashed text has a ';' for each '&'": _replaced(b"&", b";"),
    "The hashed text has '&&' for each '&'": _replaced(b"&", b"&&"),
    "The hashed text has \\u0026 for each '&'": _replaced(b"&", b"\\u0026"),
    "The hashed text has '&' for each &amp;": _replaced(b"&amp;", b"&"),
    "The hashed text has single quotes for double ones": _replaced(b'"', b"'"),
    "The hashed text has a backslash in front of each double quote": _replaced(b'"', b'\\"'),
    "The text is hashed in lowercase": bytes.lower,
    "The text is hashed in capitals": bytes.upper,
    "The text is hashed as base64": b64encode,
    "The text is hashed as hex": hexlify,
    "The text is hashed as Python prints its bytes, b'...'": python_repr,
    "The text is hashed twice in a row": lambda body: body + body,
    "The text is hashed twice, with '&' in between": lambda body: body + b"&" + body,
    "The text is hashed as UTF-16BE": text_in("utf-16-be"),
    "The text is hashed as UTF-16LE behind a byte order mark": text_in("utf-16-le", b"\xff\xfe"),
    "Letters beyond ASCII are hashed as two of windows-1252: Ã© for é": read_as("cp1252"),
    "Letters beyond ASCII are hashed as two of latin-1": read_as("latin-1"),
    "Letters beyond ASCII are hashed in two parts, the letter and its accent (NFD)": _normal("NFD"),
    "Letters beyond ASCII are hashed in one part, with their accent (NFC)": _normal("NFC"),
    "Letters beyond ASCII are hashed as '?'": utf8_question_marks,
    "Letters beyond ASCII are left out": ascii_ignored,
}


def any_text(_: object) -> Iterator[Mistake]:
    """Yield OTHERWISE for all else that may happen to the text."""
    return otherwise(OTHERWISE, _ANOTHER)
