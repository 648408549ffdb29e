"""The form in which nonce and POST data are hashed."""

from __future__ import annotations

from explainer.pipeline.model import Mistake, Via
from explainer.stages.charset.changes import text_as_utf16le
from explainer.stages.escaping import RFC_3986, WHATWG_FORM

OTHERWISE = Mistake(
    id="hash-input-otherwise-written",
    title="CR LF after the POST data is hashed too",
    apply=lambda hash_input: hash_input + b"\r\n",
    why="A pipe, a file, an encoder or a printer of bytes stands between the text and the hash.",
    fix="Hash the UTF-8 bytes of the text itself, with nothing added to them.",
    languages=("PowerShell", "VBA", "C#", "C", "JavaScript"),
)
"""Stands for all other forms."""

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
    OTHERWISE,
    Mistake(
        id="hash-input-as-utf16le",
        title="Nonce and POST data are hashed as UTF-16LE",
        apply=Via(text_as_utf16le),
        why="Encoding.Unicode is UTF-16, and so is the memory of a VBA string: two bytes a character.",
        fix="Encode with UTF-8 before hashing (Encoding.UTF8).",
        languages=("C#", "PowerShell", "VBA"),
    ),
    Mistake(
        id="hash-input-form-encoded",
        title="Nonce and POST data are URL-encoded once more and hashed",
        apply=Via(WHATWG_FORM),
        why="URLEncoder.encode is called on the finished text, so '=' and '&' become %3D and %26.",
        fix="Encode the values only, while building the POST data; hash the text that is sent.",
        languages=("Java",),
        seen=1,
        source="https://github.com/cthacker-udel/Java-Kraken-API-Wrapper/commit/eb22928",
    ),
    Mistake(
        id="hash-input-percent-encoded",
        title="Nonce and POST data are percent-encoded, %20 for a space",
        apply=Via(RFC_3986),
        why="quote() or encodeURIComponent() is called on the finished text.",
        fix="Encode the values only, while building the POST data; hash the text that is sent.",
        languages=("Python", "JavaScript"),
    ),
)
