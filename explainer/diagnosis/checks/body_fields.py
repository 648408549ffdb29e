"""A body's fields, whether it is a form or JSON, each value as it is written."""

from __future__ import annotations

import json
from typing import Literal, NamedTuple
from urllib.parse import unquote_to_bytes

Kind = Literal["empty", "form", "json", "broken-json", "multipart", "text"]


class Field(NamedTuple):
    """One parameter."""

    name: str
    """Decoded."""
    value: str
    """Decoded text; of a JSON number its spelling; empty for lists and objects."""
    position: int | None
    """Where the parameter begins in a form; None in JSON."""
    is_number: bool = False
    """Whether it is a JSON number."""


class Body(NamedTuple):
    """A body taken apart."""

    kind: Kind
    fields: tuple[Field, ...]

    def values(self, name: str) -> tuple[Field, ...]:
        """Return all fields of this name."""
        return tuple([field for field in self.fields if field.name == name])


class _Number(str):
    """A JSON number as it is spelled."""


class _Object(tuple[tuple[str, object], ...]):
    """A JSON object with all its members, the repeated ones too."""


def parse_body(body: bytes) -> Body:
    """Return the body's kind and fields. Any bytes will do."""
    start = body.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not body:
        return Body("empty", ())
    if start.startswith(b"{"):
        fields = _json_fields(start)
        return Body("broken-json", ()) if fields is None else Body("json", fields)
    if start.startswith(b"--") and b"content-disposition:" in start.lower():
        return Body("multipart", ())
    return Body("form", _form_fields(body)) if b"=" in body else Body("text", ())


def _json_fields(body: bytes) -> tuple[Field, ...] | None:
    try:
        value = json.loads(
            body.decode(),
            object_pairs_hook=_Object,
            parse_int=_Number,
            parse_float=_Number,
            parse_constant=_Number,
        )
    except (ValueError, RecursionError):
        return None
    fields = []
    for name, member in value:
        text = member if isinstance(member, str) else ""
        fields.append(Field(name, text, None, isinstance(member, _Number)))
    return tuple(fields)


def _form_fields(body: bytes) -> tuple[Field, ...]:
    fields = []
    at = 0
    for part in body.split(b"&"):
        name, _, value = part.partition(b"=")
        if part:
            fields.append(Field(_decoded(name), _decoded(value), at))
        at += len(part) + 1
    return tuple(fields)


def _decoded(text: bytes) -> str:
    return unquote_to_bytes(text.replace(b"+", b" ")).decode(errors="replace")
