"""JSON text as it stands: a tree that keeps every character, so that it can be written back the same.

`json.loads` forgets how a text was written (1.10 or 1.1, \\u00e9 or é, spaces); what is hashed are
exactly those characters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from explainer.errors import CannotApply
from explainer.stages.postdata.memory import LONG, REMEMBERED, remembered

_QUOTED = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_FLAT = rf'[^"{{}}\[\]]*(?:{_QUOTED}[^"{{}}\[\]]*)*'
_INSIDE = rf'[^"{{}}\[\]]*(?:(?:{_QUOTED}|\{{{_FLAT}\}}|\[{_FLAT}\])[^"{{}}\[\]]*)*'
_SMALL = re.compile(rf"\{{{_INSIDE}\}}|\[{_INSIDE}\]", re.DOTALL)
"""A container with at most one level of others in it."""
_SMALL_DEPTH = 2
_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*)*"'
_SCALAR = re.compile(_STRING + r"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null")
_WORDS = {"true": True, "false": False, "null": None}
_DEPTH = 50

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
"""What JSON takes for a number."""


class Number(str):
    """A number as its text, 1.10 for instance, so that no digit is lost."""

    __slots__ = ()


Value: TypeAlias = Any
"""str, Number, bool, None, a list of values, or a dict of them by name."""


class Scalar(NamedTuple):
    """A string, number, true, false or null, as written."""

    raw: str


class Member(NamedTuple):
    """One member of an object, or an element of an array (whose name and colon are empty)."""

    name: str
    """The name as written, quotes included."""
    colon: str
    """The colon and the white space around it."""
    value: Scalar | Container

    @property
    def key(self) -> str:
        """The name as text."""
        return _text(self.name) if self.name else ""


class Container(NamedTuple):
    """An object or an array."""

    opening: str
    """The bracket and the white space after it."""
    members: tuple[Member, ...]
    commas: tuple[str, ...]
    """The commas between the members, each with the white space around it."""
    closing: str

    # A container is itself alone: what is remembered of it is found at once, however much it holds.
    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


Node: TypeAlias = Scalar | Container


def parse(text: str) -> Node:
    """Read a JSON text (RFC 8259) of at most 50 levels. Raises CannotApply if it is none."""
    return _whole(text, _DEPTH)


def _whole(text: str, depth: int) -> Node:
    node, end = _node(text, _skip(text, 0), depth)
    if _skip(text, end) != len(text):
        raise CannotApply("the text goes on after the JSON")
    return node


def write(node: Node) -> str:
    """Return the very text that the node was read from."""
    if isinstance(node, Scalar):
        return node.raw
    written = [node.opening]
    for number, member in enumerate(node.members):
        if number:
            written.append(node.commas[number - 1])
        value = member.value
        inside = value.raw if isinstance(value, Scalar) else _written_inside(value)
        written += (member.name, member.colon, inside)
    written.append(node.closing)
    return "".join(written)


_written_inside = lru_cache(REMEMBERED)(write)


def respell(
    node: Node, string: Callable[[str], str], comma: str, colon: str, line: str = "", indent: str = ""
) -> str:
    """Return the same JSON with other separators and other string literals.

    `string` makes a literal of a string's text. With a `line` ending every member stands on a line
    of its own, with `indent` in front for each level.
    """
    if isinstance(node, Scalar):
        return string(_text(node.raw)) if node.raw[0] == '"' else node.raw
    if not node.members:
        return node.opening[0] + node.closing[-1]
    inner = line + indent if line else ""
    members = [
        (string(member.key) + colon if member.name else "")
        + _respelled_inside(member.value, string, comma, colon, inner, indent)
        for member in node.members
    ]
    return node.opening[0] + inner + (comma + inner).join(members) + line + node.closing[-1]


_respelled_inside = lru_cache(4 * REMEMBERED)(respell)


def value_of(node: Node) -> Value:
    """Return what the text stands for; numbers stay texts."""
    if isinstance(node, Container):
        if node.opening[0] == "{":
            return {member.key: _value_inside(member.value) for member in node.members}
        return [_value_inside(member.value) for member in node.members]
    if node.raw[0] == '"':
        return _text(node.raw)
    return _WORDS[node.raw] if node.raw in _WORDS else Number(node.raw)


_value_inside = lru_cache(4 * REMEMBERED)(value_of)


def scalar(value: str | bool | None) -> Scalar:
    """Return a string, Number, bool or None as JSON would have it, without needless escapes."""
    if isinstance(value, Number):
        return Scalar(str(value))
    return Scalar(json.dumps(value, ensure_ascii=False))


def _node(text: str, at: int, depth: int) -> tuple[Node, int]:
    found = _SCALAR.match(text, at)
    if found:
        return Scalar(found[0]), found.end()
    bracket = text[at : at + 1]
    if bracket not in ("{", "["):
        raise CannotApply("the text is no JSON")
    if not depth:
        raise CannotApply("the JSON is nested too deep")
    closing = "}" if bracket == "{" else "]"
    members: list[Member] = []
    commas: list[str] = []
    begin, at = at, _skip(text, at + 1)
    opening = text[begin:at]
    if text[at : at + 1] == closing:
        return Container(opening, (), (), closing), at + 1
    while True:
        name = colon = ""
        if bracket == "{":
            found = _SCALAR.match(text, at)
            if not found or text[at] != '"':
                raise CannotApply("the text is no JSON")
            name, start = found[0], found.end()
            at = _skip(text, start)
            if text[at : at + 1] != ":":
                raise CannotApply("the text is no JSON")
            at = _skip(text, at + 1)
            colon = text[start:at]
        small = _SMALL.match(text, at) if depth > _SMALL_DEPTH else None
        value, end = (_small(small[0]), small.end()) if small else _node(text, at, depth - 1)
        members.append(Member(name, colon, value))
        at = _skip(text, end)
        mark = text[at : at + 1]
        if mark == closing:
            made = _container if at - begin < LONG else Container
            return made(opening, tuple(members), tuple(commas), text[end : at + 1]), at + 1
        if mark != ",":
            raise CannotApply("the text is no JSON")
        at = _skip(text, at + 1)
        commas.append(text[end:at])


_container = lru_cache(REMEMBERED)(Container)
"""Equal ones are one and the same, in as many bodies as they are."""


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


@remembered
def _small(text: str) -> Node:
    """Read a container inside another one; most bodies have those of others in them."""
    return _whole(text, _SMALL_DEPTH)


@remembered
def _text(raw: str) -> str:
    text: str = json.loads(raw)
    return text
