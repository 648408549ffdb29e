"""Where names in code are set, and which of these settings hold at a place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

MOST_LINES = 200_000
"""Lines that are looked at in one text to tell which settings hold."""
_NAME = r"[$A-Za-z_][\w$]{0,60}(?:(?:\.|->|::)[A-Za-z_]\w{0,60}){0,4}"
_TYPE = r"(?:string|int|long|ulong|double|decimal|[A-Z]\w{0,40}(?:<[\w, <>?\[\]]{1,80}>)?)(?:\[\])?"
"""A type in front of a name, as in Java and C#; no other language has a capital in front of a name."""
_FRONT = (
    r"^[ \t]{0,80}(?:>>>[ \t]|\.\.\.[ \t])?(?:(?:export|const|let|mut|var|val|final|auto|my)[ \t]{1,9}){0,2}"
    rf"(?:{_TYPE}[ \t]{{1,9}})?"
)
_SET = re.compile(
    rf"{_FRONT}(?P<name>{_NAME})(?P<inside>(?:\[[^\]\n]{{0,60}}\]){{0,3}})[ \t]{{0,20}}"
    r"(?::[ \t]{0,20}[\w\[\], .|<>]{1,60})?(?P<sign>:=|[+.]=|=(?![=>]))[ \t]{0,20}(?=\S)",
    re.M,
)
_KEY = re.compile(r"\[(?:([\"'])([^\"'\n]{1,60})\1|())\]")
_CHANGED = re.compile(
    rf"^[ \t]{{0,80}}(?P<call>(?P<name>{_NAME})\."
    r"(?P<how>update|append|set|add|Add|Set|Del|delete|pop|push|extend|insert|clear|setdefault))\(",
    re.M,
)
_SEVERAL = re.compile(
    r"^[ \t]{0,80}(?:(?:const|let|var)[ \t]{1,9})?[\[({]?[ \t]{0,20}"
    r"([\w$]{1,60}(?:[ \t]{0,20},[ \t]{0,20}[\w$]{1,60}){1,9})[ \t]{0,20}[\])}]?[ \t]{0,20}:?=",
    re.M,
)
_LOOP = re.compile(
    r"\bfor(?:each)?\b[ \t(]{1,9}(?:const[ ]|let[ ]|var[ ])?([\w$, \t]{1,80}?)[ \t](?:in|of)\b"
)
_AS = re.compile(
    r"^[ \t]{0,80}(?:async[ ])?(?:with|except|import|from)\b[^\n]{0,120}?\bas[ \t]{1,9}([$\w]{1,60})", re.M
)
_PARAMETERS = re.compile(
    r"\b(?:def|function|func)\b[ \t]{0,20}(?:\([^()]{0,60}\)[ ]?)?[\w$]{0,60}[ \t]{0,20}"
    r"\(((?:[^()]|\([^()]{0,80}\)){1,400})\)"
    r"|\(([^()\n]{1,300})\)[ \t]{0,20}=>|(?<![\w$])([\w$]{1,60})[ \t]{0,20}=>[ \t]{0,20}[{(]"
    r"|^[ \t]{0,80}(?:async[ \t]{1,9}|public[ \t]{1,9}|private[ \t]{1,9}|static[ \t]{1,9}){0,3}"
    r"(?!if\b|for\b|while\b|switch\b|catch\b)[\w$]{1,60}[ \t]?\(([^()\n]{1,300})\)[ \t]{0,20}\{",
    re.M,
)
_WORD = re.compile(r"[$A-Za-z_][\w$]*")
_FUNCTION = re.compile(
    r"\b(?:def|class|function|func|lambda)\b|=>"
    r"|^[ \t]{0,80}(?!if\b|for\b|while\b|switch\b|catch\b)\w{1,60}\([^()]*\)[ \t]{0,20}\{"
)
_CLOSING = " \t\r)]}`\"';,"
_OF_OBJECT = ("self.", "this.", "$this->")

Kind = Literal["whole", "added", "entry", "appended", "changed", "unknown"]


class Binding(NamedTuple):
    """A place that gives a name a value, or changes what it holds."""

    start: int
    name: str
    kind: Kind
    at: int
    """Where the value begins; for `changed` the call that changes it."""
    key: str = ""
    """For `entry` the name of the entry that is set."""


class Bindings:
    """The settings of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._left = MOST_LINES

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *[match.end() for match in re.finditer("\n", self._text)]]

    @cached_property
    def _indents(self) -> list[int]:
        return [_indent(self._text, start) for start in self._lines]

    @cached_property
    def _by_name(self) -> dict[str, list[Binding]]:
        by_name: dict[str, list[Binding]] = {}
        for binding in sorted(self._all()):
            by_name.setdefault(binding.name, []).append(binding)
        return by_name

    def _all(self) -> Iterator[Binding]:
        for match in _SET.finditer(self._text):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            key = _KEY.fullmatch(match["inside"])
            added = match["sign"] in ("+=", ".=")
            name, _, attribute = match["name"].rpartition(".")
            kind: Kind = "added" if added else "whole"
            if match["inside"]:
                kind = "unknown" if key is None or added else "entry" if key[2] else "appended"
            yield Binding(start, match["name"], kind, match.end(), key[2] if key else "")
            if name and not match["name"].startswith(_OF_OBJECT):
                within: Kind = "entry" if kind == "whole" and "." not in name else "unknown"
                yield Binding(start, name.partition(".")[0], within, match.end(), attribute)
        for match in _CHANGED.finditer(self._text):
            yield Binding(match.start("call"), match["name"], "changed", match.start("call"))
        for pattern in (_SEVERAL, _LOOP, _AS):
            for match in pattern.finditer(self._text):
                yield from self._unknown(match[1], match.start(1))
        for match in _PARAMETERS.finditer(self._text):
            yield from self._unknown(match[match.lastindex or 0], match.end())

    @staticmethod
    def _unknown(names: str, at: int) -> Iterator[Binding]:
        for word in _WORD.findall(names):
            yield Binding(at, word, "unknown", at)

    def of(self, name: str, at: int) -> list[Binding]:
        """Return the settings that make up what a name holds at a place, the first a whole one.

        None at all if that is not clear: it was set in a branch, by a caller, or nowhere.
        """
        known = self._by_name.get(name, [])
        if not known:
            return []
        line = self._line(at)
        floor = self._indents[line]
        held: list[Binding] = []
        for binding in reversed(known[: bisect_left(known, (at,))]):
            own = self._line(binding.start)
            while line > own and self._left > 0:
                self._left -= 1
                floor = min(floor, self._indents[line])
                line -= 1
            if self._left <= 0:
                return []
            if self._depth(binding, own) > floor and not name.startswith(_OF_OBJECT):
                if self._in_function(binding, own, floor):
                    continue
                return []
            if binding.kind == "unknown":
                return []
            held.append(binding)
            if binding.kind == "whole":
                return held[::-1]
        return []

    def _depth(self, binding: Binding, line: int) -> int:
        """Return how far a setting is indented; parameters belong to what stands in the function."""
        return self._indents[line] + (binding.kind == "unknown")

    def _in_function(self, binding: Binding, line: int, floor: int) -> bool:
        """Return whether the block that a setting stands in, and that has ended, is one of a function."""
        depth = self._depth(binding, line)
        if binding.kind == "unknown":
            line += 1
        while line > 0 and depth > floor and self._left > 0:
            self._left -= 1
            line -= 1
            indent = self._indents[line]
            if indent < depth:
                depth = indent
                end = self._lines[line + 1] if line + 1 < len(self._lines) else len(self._text)
                if _FUNCTION.search(self._text[self._lines[line] : end][:400]):
                    return True
        return False

    def _line(self, at: int) -> int:
        return bisect_right(self._lines, at) - 1


def _indent(text: str, start: int) -> int:
    """Return how far a line is indented; as far as any if it is blank, or closes what was opened before.

    Behind a block that has ended another line says so.
    """
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)]
    bare = line.lstrip(" \t")
    return len(line) - len(bare) if bare.strip(_CLOSING) else 1 << 30
