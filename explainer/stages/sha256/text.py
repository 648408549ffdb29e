"""The form in which nonce and POST data are hashed."""

from __future__ import annotations

import re
from urllib.parse import quote, quote_plus

from explainer.pipeline.model import Mistake, Via
from explainer.stages.charset.changes import text_as_utf16be, text_as_utf16le

_ESCAPE = re.compile(r"%[0-9A-F]{2}")
_AS_IT_IS = "Hash the text as it is, in UTF-8, with nothing before or after it."


def utf16le_marked(data: bytes) -> bytes:
    """Return the text as UTF-16, low byte first, after the byte order mark FF FE."""
    return b"\xff\xfe" + text_as_utf16le(data)


def percent_encoded(data: bytes) -> bytes:
    """Return the bytes percent-encoded; letters, digits and -_.~ stay, a space is %20."""
    return quote(data, safe="").encode()


def java_encoded(data: bytes) -> bytes:
    """Return what java.net.URLEncoder gives; letters, digits and -_.* stay, a space is '+'."""
    return quote_plus(data, safe="*").replace("~", "%7E").encode()


def net_encoded(data: bytes) -> bytes:
    """Return what HttpUtility.UrlEncode of .NET gives; its hex digits are lowercase."""
    text = quote_plus(data, safe="!()*").replace("~", "%7E")
    return _ESCAPE.sub(lambda escape: escape[0].lower(), text).encode()


TEXT: tuple[Mistake, ...] = (
    Mistake(
        id="hash-input-with-line-feed",
        title="A line feed after the POST data is hashed too",
        apply=lambda hash_input: hash_input + b"\n",
        why="echo, a here-document and the last line of a file end in a line feed, which is hashed too.",
        fix="Use printf %s or echo -n, and strip what comes from a file.",
        languages=("bash",),
        seen=1,
        source="a note in a public script",
    ),
    Mistake(
        id="hash-input-with-crlf",
        title="CR LF after the POST data is hashed too",
        apply=lambda hash_input: hash_input + b"\r\n",
        why="PowerShell ends what it sends through a pipe or into a file with CR LF.",
        fix="Hash the bytes of the string itself; use no pipe and no file for them.",
        languages=("PowerShell", "VBA"),
    ),
    Mistake(
        id="hash-input-with-bom",
        title="A UTF-8 byte order mark (EF BB BF) in front is hashed too",
        apply=lambda hash_input: b"\xef\xbb\xbf" + hash_input,
        why="StreamWriter and files saved as 'UTF-8 with BOM' begin with three bytes that nobody sees.",
        fix=_AS_IT_IS,
        languages=("C#", "PowerShell", "VBA"),
    ),
    Mistake(
        id="hash-input-as-utf16le",
        title="Nonce and POST data are hashed as UTF-16LE",
        apply=Via(text_as_utf16le),
        why="Encoding.Unicode is UTF-16, and so is the memory of a VBA string: two bytes a character.",
        fix="Encode with UTF-8 before hashing (Encoding.UTF8).",
        languages=("C#", "PowerShell", "VBA"),
    ),
    Mistake(
        id="hash-input-as-utf16le-with-bom",
        title="Nonce and POST data are hashed as UTF-16LE after FF FE",
        apply=Via(utf16le_marked),
        why="A file that PowerShell's > wrote, and encode('utf-16') of Python, begin with FF FE.",
        fix="Encode with UTF-8 before hashing.",
        languages=("PowerShell", "Python"),
    ),
    Mistake(
        id="hash-input-as-utf16be",
        title="Nonce and POST data are hashed as UTF-16BE",
        apply=Via(text_as_utf16be),
        why="Encoding.BigEndianUnicode and UTF_16BE write two bytes a character, the high one first.",
        fix="Encode with UTF-8 before hashing.",
        languages=("C#", "Java"),
    ),
    Mistake(
        id="hash-input-form-encoded",
        title="Nonce and POST data are URL-encoded once more and hashed",
        apply=Via(java_encoded),
        why="URLEncoder.encode is called on the finished text, so '=' and '&' become %3D and %26.",
        fix="Encode the values only, while building the POST data; hash the text that is sent.",
        languages=("Java",),
        seen=1,
        source="https://github.com/cthacker-udel/Java-Kraken-API-Wrapper/commit/eb22928",
    ),
    Mistake(
        id="hash-input-percent-encoded",
        title="Nonce and POST data are percent-encoded, %20 for a space",
        apply=Via(percent_encoded),
        why="quote() or encodeURIComponent() is called on the finished text.",
        fix="Encode the values only, while building the POST data; hash the text that is sent.",
        languages=("Python", "JavaScript"),
    ),
    Mistake(
        id="hash-input-form-encoded-lowercase",
        title="Nonce and POST data are URL-encoded once more, in lowercase hex",
        apply=Via(net_encoded),
        why="HttpUtility.UrlEncode of the finished text writes %3d and %26, in lowercase.",
        fix="Encode the values only, while building the POST data; hash the text that is sent.",
        languages=("C#", "VB.NET"),
    ),
)
