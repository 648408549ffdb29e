"""The encoding in which the finished text is hashed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from explainer.pipeline.model import Mistake
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
        "text-as-windows-1252",
        "The text is hashed in windows-1252: E9 for é",
        _encoded("cp1252"),
        "Encoding.Default, StrConv and getBytes() without a charset use the system's code page.",
        ("VBA", "PowerShell", "C#", "Java"),
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
