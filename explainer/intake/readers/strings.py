"""String literals of Python, JavaScript, PHP, Go, Java, C# and JSON: what they stand for, where they end."""

from __future__ import annotations

import re
from typing import NamedTuple

_HEAD = re.compile(r"(?P<prefix>[A-Za-z@$]{0,2})(?P<mark>\"\"\"|'''|[\"'`])")
_PREFIXES = frozenset({"", "b", "r", "u", "f", "br", "rb", "fr", "rf", "@", "$", "$@", "@$"})
_ESCAPE = re.compile(
    r"\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|U([0-9A-Fa-f]{8})|([0-7]{1,3})|(.))",
    re.DOTALL,
)
_CONTROLS = dict(zip("abtnvfr", "\a\b\t\n\v\f\r", strict=True)) | {"\n": ""}
_NAMED = "\\'\"`/$#"
_MARKS = {sign: re.compile(rf"\\.|{sign}", re.DOTALL) for sign in ('"""', "'''", '"', "'", "`")}
_BRACE = re.compile(r"\{\{|\}\}|\{")
_VARIABLE = re.compile(r"(?<!\\)(?:\$[A-Za-z_{]|\{\$)")
_LAST_CODE_POINT = 0x10FFFF
_NAME = r"[A-Za-z_$][\w.]{0,60}"
_FILLED = {
    "f": re.compile(rf"\{{({_NAME})\}}"),
    "`": re.compile(rf"\$\{{({_NAME})\}}"),
    "$": re.compile(r"\{?(\$[A-Za-z_]\w{0,60})\}?"),
    "#": re.compile(r"#\{([A-Za-z_]\w{0,60})\}"),
}
"""A name that is put into a string, of Python and C#, JavaScript, PHP, Ruby."""


class String(NamedTuple):
    """A string literal in the text."""

    value: str
    """What it stands for; bytes that are no UTF-8 as lone surrogates (`surrogateescape`)."""
    start: int
    end: int
    """Behind its closing quote."""
    filled_in: bool = False
    """Whether expressions are put into it, so that what it stands for is not known."""


class Strings:
    """Reads the string literals of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._unclosed: dict[str, tuple[int, int]] = {}
        """Stretches in which no further string of a kind is closed."""

    def read(self, at: int, *, php: bool = False) -> String | None:
        """Return the string literal that begins at a place, None if none does or it is not closed.

        `php` says that a single quote knows no escapes but two, and a double one puts variables in.
        """
        head = _HEAD.match(self._text, at)
        if head is None or head["prefix"].lower() not in _PREFIXES:
            return None
        prefix, mark = head["prefix"].lower(), head["mark"]
        end = self._closing(mark, head.end())
        if end is None:
            return None
        content = self._text[head.end() : end]
        after = end + len(mark)
        if ("f" in prefix or "$" in prefix) and any(brace[0] == "{" for brace in _BRACE.finditer(content)):
            return String("", at, after, filled_in=True)
        if (mark == '"' and "#{" in content and not prefix) or (mark == "`" and "${" in content):
            return String("", at, after, filled_in=True)
        if php and mark == '"' and _VARIABLE.search(content):
            return String("", at, after, filled_in=True)
        if "r" in prefix or "@" in prefix:
            return String(content, at, after)
        if php and mark == "'":
            return String(re.sub(r"\\([\\'])", r"\1", content), at, after)
        return String(_resolved(content, as_bytes="b" in prefix), at, after)

    def pieces(self, string: String) -> tuple[tuple[str, bool], ...] | None:
        """Return a string into which names are put as its pieces: text, and whether it is a name.

        None if anything but names is put into it.
        """
        head = _HEAD.match(self._text, string.start)
        if head is None:
            return None
        content = self._text[head.end() : string.end - len(head["mark"])]
        prefix = head["prefix"].lower()
        kind = "f" if "f" in prefix or "$" in prefix else "`" if head["mark"] == "`" else "$"
        kind = "#" if kind == "$" and "#{" in content else kind
        pieces: list[tuple[str, bool]] = []
        at = 0
        for filled in (*_FILLED[kind].finditer(content), None):
            between = content[at : filled.start() if filled else len(content)]
            if "{" in between or (kind in "`$" and "$" in between):
                return None
            pieces.append((_resolved(between, as_bytes=False), False))
            if filled is not None:
                pieces.append((filled[1], True))
                at = filled.end()
        return tuple(pieces)

    def _closing(self, mark: str, at: int) -> int | None:
        known = self._unclosed.get(mark, (0, 0))
        if known[0] <= at < known[1]:
            return None
        end = len(self._text)
        if len(mark) == 1 and mark != "`":
            line = self._text.find("\n", at)
            end = line if line >= 0 else end
        for found in _MARKS[mark].finditer(self._text, at, end):
            if found[0] == mark:
                return found.start()
        self._unclosed[mark] = (at, end)
        return None


def _resolved(content: str, *, as_bytes: bool) -> str:
    """Return a string without its escapes."""
    if "\\" not in content:
        return content
    if as_bytes:
        latin = _ESCAPE.sub(_character, content)
        return latin.encode("latin-1", "replace").decode("utf-8", "surrogateescape")
    text = _ESCAPE.sub(_character, content)
    pairs = text.encode("utf-16-le", "surrogatepass")
    return pairs.decode("utf-16-le", "surrogatepass")


def _character(escape: re.Match[str]) -> str:
    """Return what an escape stands for; an unknown one stays as it is."""
    hexadecimal = escape[1] or escape[2] or escape[3] or escape[4]
    if hexadecimal:
        number = int(hexadecimal, 16)
        return chr(number) if number <= _LAST_CODE_POINT else escape[0]
    if escape[5]:
        return chr(int(escape[5], 8))
    return _CONTROLS.get(escape[6], escape[6] if escape[6] in _NAMED else escape[0])
