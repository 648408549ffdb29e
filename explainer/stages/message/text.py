"""The form of the message as a whole."""

from __future__ import annotations

from base64 import b64encode

from explainer.pipeline.model import Mistake, Via
from explainer.stages.charset.changes import text_as_utf16le
from explainer.stages.dumps import hex_lower, python_repr
from explainer.stages.escaping import PYTHON_QUOTE

_BYTES = "Pass the bytes of path and digest to the HMAC as they are."

OTHERWISE = Mistake(
    id="message-otherwise-written",
    title="The message is percent-encoded, its slashes kept",
    apply=Via(PYTHON_QUOTE),
    why="An encoder, a printer of bytes or a hash stands between the message and the HMAC.",
    fix=_BYTES,
    languages=("Python", "JavaScript", "C#", "C"),
)
"""Stands for all other forms."""

TEXT: tuple[Mistake, ...] = (
    Mistake(
        id="message-with-line-feed",
        title="A line feed behind the digest is authenticated too",
        apply=lambda message: message + b"\n",
        why="echo ends what it pipes into openssl dgst -hmac with a line feed, and so does puts.",
        fix="Use printf %s or echo -n, also where path and digest go into the HMAC.",
        languages=("bash",),
    ),
    Mistake(
        id="message-as-hex",
        title="The message is authenticated as hex text",
        apply=Via(hex_lower),
        why="The joined bytes are printed as hex, and the printed text goes into the HMAC.",
        fix=_BYTES,
    ),
    Mistake(
        id="message-as-base64",
        title="The message is authenticated as base64 text",
        apply=Via(b64encode),
        why="base64 is the way to make text of bytes, and the HMAC function at hand takes text.",
        fix=_BYTES,
        languages=("JavaScript", "Google Apps Script"),
    ),
    OTHERWISE,
    Mistake(
        id="message-as-python-repr",
        title="The message is authenticated as Python prints it, b'...'",
        apply=Via(python_repr),
        why="str() makes text of bytes without an error: Python's notation of them.",
        fix="Pass path.encode() + digest; call neither str() nor encode() on it.",
        languages=("Python",),
    ),
    Mistake(
        id="message-as-utf16le",
        title="The message is authenticated as UTF-16LE text",
        apply=Via(text_as_utf16le),
        why="Encoding.Unicode is UTF-16, and so is the memory of a VBA string: two bytes a character.",
        fix="Join byte arrays; encode the path alone, with Encoding.UTF8.",
        languages=("C#", "PowerShell", "VBA"),
    ),
)
