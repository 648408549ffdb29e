"""What happens to the signature's text on its way into the header."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from explainer.pipeline.model import Mistake, Via
from explainer.pipeline.traced import Data
from explainer.stages.escaping import PYTHON_QUOTE, RFC_3986
from explainer.stages.signature.cut import CUT, first


class _Wrap(NamedTuple):
    """A tool that breaks its base64 into lines."""

    id: str
    title: str
    width: int
    line_end: bytes
    ends: bool
    """Whether the last line has a line end, too."""
    why: str
    fix: str
    languages: tuple[str, ...]
    seen: int = 0
    source: str = ""


def _wrapped(width: int, line_end: bytes, ends: bool) -> Callable[[bytes], bytes]:
    def wrap(text: bytes) -> bytes:
        lines = [text[at : at + width] for at in range(0, len(text), width)]
        return line_end.join(lines) + (line_end if ends else b"")

    return wrap


def _with(before: bytes, after: bytes) -> Callable[[Data], Data]:
    def dressed(signature: Data) -> Data:
        return before + signature + after

    return dressed


def _plus_as_space(signature: bytes) -> bytes:
    return signature.replace(b"+", b" ")


_BROKEN_HEADER = "EAPI:Invalid signature, or the client refuses the header"
_RUBY = "Call Base64.strict_encode64, which writes one line."
_OPENSSL = "Call openssl base64 -A, which writes one line."
_GNU = "Call base64 -w0, or pipe through tr -d '\\n'; plain base64 writes one line on macOS only."
_VBA = 'Remove the line feeds: Replace(text, vbLf, "").'
_MIME = "Write one line: Base64.getEncoder() in Java, no InsertLineBreaks in .NET, no chunk_split in PHP."

_WRAPS: tuple[_Wrap, ...] = (
    _Wrap(
        "signature-wrapped-at-60",
        "A line feed stands after 60 characters of the signature",
        60,
        b"\n",
        False,
        "Ruby's encode64 ends a line every 60 characters; strip takes away only the last line feed.",
        _RUBY,
        ("Ruby",),
        1,
        "https://github.com/leishman/kraken_ruby",
    ),
    _Wrap(
        "signature-wrapped-at-60-and-ended",
        "Line feeds stand after 60 characters and at the end",
        60,
        b"\n",
        True,
        "Ruby's encode64 and [mac].pack('m') end a line every 60 characters, and the last one, too.",
        _RUBY,
        ("Ruby",),
        1,
        "https://github.com/leishman/kraken_ruby",
    ),
    _Wrap(
        "signature-wrapped-at-64",
        "A line feed stands after 64 characters of the signature",
        64,
        b"\n",
        False,
        "openssl base64 writes lines of 64 characters; $(...) takes away only the last line feed.",
        _OPENSSL,
        ("bash",),
    ),
    _Wrap(
        "signature-wrapped-at-64-and-ended",
        "Line feeds stand after 64 characters and at the end",
        64,
        b"\n",
        True,
        "openssl base64 writes lines of 64 characters, each with a line feed.",
        _OPENSSL,
        ("bash", "C"),
    ),
    _Wrap(
        "signature-wrapped-at-72",
        "A line feed stands after 72 characters of the signature",
        72,
        b"\n",
        False,
        "MSXML's bin.base64 writes lines of 72 characters.",
        _VBA,
        ("VBA",),
        1,
    ),
    _Wrap(
        "signature-wrapped-at-72-and-ended",
        "Line feeds stand after 72 characters and at the end",
        72,
        b"\n",
        True,
        "MSXML's bin.base64 writes lines of 72 characters, and the code ends the last one, too.",
        _VBA,
        ("VBA",),
    ),
    _Wrap(
        "signature-wrapped-at-76",
        "A line feed stands after 76 characters of the signature",
        76,
        b"\n",
        False,
        "GNU base64 writes lines of 76 characters; $(...) takes away only the last line feed.",
        _GNU,
        ("bash",),
        2,
        "https://support.kraken.com/articles/11695305309204",
    ),
    _Wrap(
        "signature-wrapped-at-76-and-ended",
        "Line feeds stand after 76 characters and at the end",
        76,
        b"\n",
        True,
        "GNU base64, Python's encodebytes and Perl's encode_base64 write lines of 76 characters.",
        _GNU,
        ("bash", "Python", "Perl"),
    ),
    _Wrap(
        "signature-wrapped-at-76-with-blank",
        "A blank stands after 76 characters of the signature",
        76,
        b" ",
        False,
        "GNU base64 writes lines of 76 characters, and echo $sign without quotes makes blanks of line feeds.",
        _GNU,
        ("bash",),
    ),
    _Wrap(
        "signature-wrapped-at-64-with-blank",
        "A blank stands after 64 characters of the signature",
        64,
        b" ",
        False,
        "openssl base64 writes lines of 64 characters, and echo $sign without quotes makes blanks of them.",
        _OPENSSL,
        ("bash",),
    ),
    _Wrap(
        "signature-wrapped-at-76-with-crlf",
        "A CR LF stands after 76 characters of the signature",
        76,
        b"\r\n",
        False,
        "MIME's base64 has lines of 76 characters that end in CR LF.",
        _MIME,
        ("Java", "C#"),
    ),
    _Wrap(
        "signature-wrapped-at-76-with-crlf-and-ended",
        "CR LFs stand after 76 characters and at the end",
        76,
        b"\r\n",
        True,
        "PHP's chunk_split and MIME libraries end every line of 76 characters with CR LF.",
        _MIME,
        ("PHP",),
    ),
)

_ENDED: tuple[Mistake, ...] = (
    Mistake(
        id="signature-with-blank-behind",
        title="The signature ends in a blank",
        apply=_with(b"", b" "),
        why="Copying takes the blank behind the text along, and cut or print leave one there.",
        fix="Trim the signature before it goes into the header.",
        languages=("bash", "Python"),
        answer=_BROKEN_HEADER,
    ),
    Mistake(
        id="signature-with-line-feed",
        title="The signature ends in a line feed",
        apply=_with(b"", b"\n"),
        why="echo, files and most commands end a line with one, and nobody takes it off.",
        fix="Trim the signature before it goes into the header.",
        languages=("bash", "Ruby", "Python"),
        seen=1,
        source="https://github.com/leishman/kraken_ruby",
        answer=_BROKEN_HEADER,
    ),
    Mistake(
        id="signature-with-crlf",
        title="The signature ends in CR LF",
        apply=_with(b"", b"\r\n"),
        why="PowerShell and certutil end their lines with CR LF.",
        fix="Trim the signature before it goes into the header.",
        languages=("PowerShell", "VBA"),
        answer=_BROKEN_HEADER,
    ),
    Mistake(
        id="signature-with-carriage-return",
        title="The signature ends in a carriage return",
        apply=_with(b"", b"\r"),
        why="Output with Windows line ends was read by a tool that takes off only the LF.",
        fix="Trim the signature before it goes into the header.",
        languages=("bash",),
        answer=_BROKEN_HEADER,
    ),
)

_REWRITTEN: tuple[Mistake, ...] = (
    Mistake(
        id="signature-percent-encoded",
        title="The signature is percent-encoded",
        apply=Via(RFC_3986),
        why="Signatures of other exchanges go into the URL, where '+', '/' and '=' must be escaped.",
        fix="Put the base64 into the header as it is.",
        languages=("JavaScript", "PHP"),
    ),
    Mistake(
        id="signature-percent-encoded-but-slashes",
        title="The signature is percent-encoded, but for its slashes",
        apply=Via(PYTHON_QUOTE),
        why="urllib.parse.quote leaves '/' alone unless it is told not to.",
        fix="Put the base64 into the header as it is.",
        languages=("Python",),
    ),
    Mistake(
        id="signature-in-lowercase",
        title="The signature is made lowercase",
        apply=Via(bytes.lower),
        why="Code for hex signatures folds the letter case; base64 tells upper from lower.",
        fix="Leave the letter case alone.",
    ),
    Mistake(
        id="signature-in-uppercase",
        title="The signature is made uppercase",
        apply=Via(bytes.upper),
        why="Code for hex signatures folds the letter case; base64 tells upper from lower.",
        fix="Leave the letter case alone.",
    ),
    Mistake(
        id="signature-as-bytes-repr",
        title="The signature is in b'...'",
        apply=_with(b"b'", b"'"),
        why="b64encode gives bytes, and str() or an f-string prints them with b and quotes.",
        fix="Call decode() on what b64encode returns.",
        languages=("Python",),
    ),
    Mistake(
        id="signature-in-quotes",
        title="The signature is in double quotes",
        apply=_with(b'"', b'"'),
        why=(
            "JSON.stringify and other JSON encoders put a text in quotes, and a shell or a"
            " configuration file keeps those around a value."
        ),
        fix="Put the base64 into the header without quotes.",
        languages=("JavaScript", "bash"),
    ),
    Mistake(
        id="signature-plus-as-space",
        title="Each '+' in the signature has become a space",
        apply=Via(_plus_as_space),
        why="The signature went through a form or a URL, where '+' stands for a space.",
        fix="Put the base64 into the header as it is, and decode no text that was not encoded.",
        languages=("PHP", "JavaScript"),
        needs="a '+' in the signature",
    ),
    Mistake(
        id="signature-cut-at-64",
        title="Only the first 64 characters of the signature are sent",
        apply=first(64),
        why="A column or buffer has the size of a hex SHA-256, or the header ended at a line feed.",
        fix="Make room for 88 characters, on one line.",
    ),
    Mistake(
        id="signature-cut-at-80",
        title="Only the first 80 characters of the signature are sent",
        apply=first(80),
        why="A column, a buffer or a terminal's line is 80 characters wide.",
        fix="Make room for 88 characters, on one line.",
    ),
    Mistake(
        id="signature-cut-at-60",
        title="Only the first 60 characters of the signature are sent",
        apply=first(60),
        why="Ruby's encode64 puts a line feed after 60 characters, and the header ended there.",
        fix=_RUBY,
        languages=("Ruby",),
    ),
    Mistake(
        id="signature-cut-at-76",
        title="Only the first 76 characters of the signature are sent",
        apply=first(76),
        why="GNU base64 puts a line feed after 76 characters, and the header ended there.",
        fix=_GNU,
        languages=("bash",),
    ),
)

TEXT: tuple[Mistake, ...] = (
    *[
        Mistake(
            id=wrap.id,
            title=wrap.title,
            apply=Via(_wrapped(wrap.width, wrap.line_end, wrap.ends)),
            why=wrap.why,
            fix=wrap.fix,
            languages=wrap.languages,
            seen=wrap.seen,
            source=wrap.source,
            answer=_BROKEN_HEADER,
        )
        for wrap in _WRAPS
    ],
    *_ENDED,
    *_REWRITTEN,
    CUT,
)
