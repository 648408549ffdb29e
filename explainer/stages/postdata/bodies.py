"""Read a body as it is sent and write it as other code would: form, JSON and multipart.

Forms keep their segments as bytes, JSON keeps its members as text, so that a change of the order,
or of one value, leaves everything else exactly as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from explainer.errors import CannotApply
from explainer.stages.escaping import PYTHON_PLUS, unescape
from explainer.stages.postdata.jsontext import (
    Container,
    Member,
    Scalar,
    Value,
    parse,
    scalar,
    value_of,
    write,
)
from explainer.stages.postdata.memory import REMEMBERED, by_size, remembered

_BRACKETED = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\]){1,8})")
_PART_NAME = re.compile(rb'name="([^"]*)"')


DROPPED = object()
"""What a change of values returns to leave the field out."""


class Segment(NamedTuple):
    """One name=value of a form, still encoded."""

    name: bytes
    equals: bytes
    value: bytes

    @property
    def key(self) -> str:
        """The name, decoded."""
        return decode(self.name)

    @property
    def raw(self) -> bytes:
        return self.name + self.equals + self.value


def is_json(body: bytes) -> bool:
    """Whether a body can only be meant as a JSON object."""
    return body.lstrip()[:1] == b"{"


def is_multipart(body: bytes) -> bool:
    """Whether a body begins with the boundary of multipart/form-data (RFC 7578)."""
    return body[:2] == b"--" and b"\r\n" in body


@remembered
def decode(part: bytes) -> str:
    """Return a form's name or value decoded, U+FFFD for what is no UTF-8."""
    return unescape(part).decode("utf-8", "replace")


@remembered
def encode(text: str) -> bytes:
    """Return a name or value encoded for a form, as Python's urlencode does."""
    return PYTHON_PLUS(text.encode(errors="replace"))


def to_bytes(text: str) -> bytes:
    """Return the UTF-8 bytes of a text; half a surrogate pair becomes its JSON escape."""
    return text.encode("utf-8", "backslashreplace")


def require_form(body: bytes) -> None:
    """Raise CannotApply for JSON and multipart."""
    if is_json(body) or is_multipart(body):
        raise CannotApply("the body is no form")


@remembered
def segments(body: bytes) -> tuple[Segment, ...]:
    """Return the segments between the '&' of a form. Raises CannotApply for another kind of body."""
    require_form(body)
    return tuple(map(_segment, body.split(b"&"))) if body else ()


@remembered
def _segment(raw: bytes) -> Segment:
    return Segment(*raw.partition(b"="))


def join(parts: Iterable[Segment]) -> bytes:
    """Return the segments as a form."""
    return b"&".join([part.raw for part in parts])


def form(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Return names and values as a form, encoded as Python's urlencode does."""
    return b"&".join([encode(name) + b"=" + encode(value) for name, value in pairs])


@remembered
def json_object(body: bytes) -> Container:
    """Read a JSON body. Raises CannotApply if it is no JSON object in UTF-8."""
    if not is_json(body):
        raise CannotApply("the body is no JSON object")
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise CannotApply("the body is no UTF-8") from None
    node = parse(text)
    if isinstance(node, Scalar):
        raise CannotApply("the body is no JSON object")
    return node


def parameters(body: bytes) -> dict[str, Value]:
    """Return the parameters that a body of any kind carries, in their order.

    A form's values are text; names that repeat, or have brackets behind them, become lists and
    dicts. Raises CannotApply for a body that cannot be read.
    """
    if is_json(body):
        value: dict[str, Value] = value_of(json_object(body))
        return value
    if is_multipart(body):
        return nested(parts(body))
    return nested([(part.key, decode(part.value)) for part in segments(body) if part.raw])


def nested(pairs: Iterable[tuple[str, str]]) -> dict[str, Value]:
    """Return form fields as a tree: a[b]=1 is a dict, a[]=1, a[0]=1 and a repeated a=1 are lists."""
    root: dict[str, Value] = {}
    for name, value in pairs:
        found = _BRACKETED.fullmatch(name)
        path = [found[1], *found[2][1:-1].split("][")] if found else [name]
        if not _insert(root, path, value):
            root[name] = value
    return {name: _with_lists(value) for name, value in root.items()}


def reorder(body: bytes, order: Callable[[Sequence[str], Sequence[bytes]], Iterable[int]]) -> bytes:
    """Return a form or JSON object with its fields in another order, each exactly as it was.

    `order` gets the fields' names and their texts and returns their numbers.
    """
    if not is_json(body):
        parts = segments(body)
        return join([parts[at] for at in order([part.key for part in parts], [part.raw for part in parts])])
    node = json_object(body)
    names = [member.key for member in node.members]
    texts = [to_bytes(member.name + member.colon + write(member.value)) for member in node.members]
    return to_bytes(write(node._replace(members=tuple([node.members[at] for at in order(names, texts)]))))


def field_names(body: bytes) -> list[str]:
    """Return the names of a form's or JSON object's fields, as many times as they are there."""
    if is_json(body):
        return [member.key for member in json_object(body).members]
    return [part.key for part in segments(body)]


def keep(body: bytes, kept: Callable[[str], bool]) -> bytes:
    """Return a form or JSON object with only the fields whose name is kept."""
    if not is_json(body):
        return join([part for part in segments(body) if kept(part.key)])
    node = json_object(body)
    members = tuple([member for member in node.members if kept(member.key)])
    return to_bytes(write(node._replace(members=members, commas=node.commas[: max(0, len(members) - 1)])))


def change_values(change: Callable[[str, Value], Value]) -> Callable[[bytes], bytes]:
    """Return what writes single values of a form or JSON object anew, all else exactly as it was.

    `change` gets a field's name and its value (always text in a form) and returns the value, that
    same object for no change, or DROPPED.
    """

    def written(raw: bytes) -> bytes | None:
        if not raw:
            return raw
        name, _, text = raw.partition(b"=")
        value = decode(text)
        new = change(decode(name), value)
        if new is value:
            return raw
        return None if new is DROPPED else name + b"=" + encode(new)

    choose = by_size(written)

    def changed(body: bytes) -> bytes:
        if is_json(body):
            return to_bytes(write(_changed(json_object(body), "", change)))
        require_form(body)
        parts = map(choose(len(body)), body.split(b"&"))
        return b"&".join([part for part in parts if part is not None])

    return changed


def _changed(node: Container, name: str, change: Callable[[str, Value], Value]) -> Container:
    members: list[Member] = []
    for member in node.members:
        value = member.value
        if isinstance(value, Container):
            inside = _changed_inside(value, member.key or name, change)
            members.append(member if inside is value else member._replace(value=inside))
            continue
        old = value_of(value)
        new = change(member.key or name, old)
        if new is old:
            members.append(member)
        elif new is not DROPPED:
            members.append(member._replace(value=scalar(new)))
    if members == list(node.members):
        return node
    return node._replace(members=tuple(members), commas=node.commas[: max(0, len(members) - 1)])


_changed_inside = lru_cache(4 * REMEMBERED)(_changed)


def _insert(node: dict[str, Value], path: list[str], value: str) -> bool:
    for at, step in enumerate(path[:-1]):
        if not step:
            last = node.get(str(len(node) - 1))
            more = isinstance(last, dict) and path[at + 1] not in last
            step = str(len(node) - 1 if more else len(node))
        child = node.setdefault(step, {})
        if not isinstance(child, dict):
            return False
        node = child
    name = path[-1] or str(len(node))
    held = node.get(name)
    if name not in node:
        node[name] = value
    elif isinstance(held, list):
        held.append(value)
    elif isinstance(held, str):
        node[name] = [held, value]
    else:
        return False
    return True


def _with_lists(value: Value) -> Value:
    if not isinstance(value, dict):
        return value
    inner = {name: _with_lists(item) for name, item in value.items()}
    numbered = all(name == str(at) for at, name in enumerate(inner))
    return list(inner.values()) if inner and numbered else inner


def parts(body: bytes) -> list[tuple[str, str]]:
    """Return the names and values of multipart/form-data, in their order."""
    boundary = body.partition(b"\r\n")[0]
    pairs = []
    for part in body.split(boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        name = _PART_NAME.search(head)
        if name:
            value = content[:-2] if content.endswith(b"\r\n") else content
            pairs.append((name[1].decode("utf-8", "replace"), value.decode("utf-8", "replace")))
    return pairs
