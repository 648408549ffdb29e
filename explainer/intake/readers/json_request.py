"""This program's JSON anywhere in a text: requests, and the documents that its commands print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from explainer.errors import InputError
from explainer.intake.draft import Draft
from explainer.intake.readers.literals import Items, Literals, Pairs, Text, Value
from explainer.intake.readers.model import Field, Found, Part, Span, exact
from explainer.intake.request_json import FIELDS, read_json
from explainer.secret import Secret

_CANDIDATE = re.compile(rf"\{{\s{{0,40}}\"(?:{'|'.join(FIELDS)}|schema_version)\"\s{{0,9}}:")
_OURS = frozenset({"path", "secret", "observed", "sent_body", "parameters", "json"})
"""Fields of which a request has at least one; the others alone are parameters or headers."""
_INPUTS: tuple[tuple[str, str, Field], ...] = (
    ("nonce", "nonce", "nonce"),
    ("postdata", "POST data", "body"),
    ("message", "URI path", "path"),
)
"""In which stage of a diagnosis which input is a field of the request."""
_COMMANDS = {"request": "explain --json", "next": "challenge --json", "stages": "diagnose --json"}


def read_json_request(text: str) -> Iterator[Part]:
    """Yield the requests that `read_json` reads, and those in what explain, diagnose and challenge print."""
    literals = Literals(text)
    at = 0
    while (candidate := _CANDIDATE.search(text, at)) is not None:
        at = candidate.end()
        value = literals.at(candidate.start())
        if isinstance(value, Pairs):
            found = tuple(_document(value) if value.get("schema_version") else _request(text, value))
            if found:
                yield Part("json-request", value.span, found, whole=True)
                at = value.span[1]


def _request(text: str, pairs: Pairs) -> Iterator[Found]:
    names = {name for name, _ in pairs.pairs}
    if not names <= set(FIELDS) or not names & _OURS:
        return
    try:
        draft = read_json(exact(text[slice(*pairs.span)]))
    except InputError:
        return
    for name, value in pairs.pairs:
        if name in ("parameters", "json") and draft.body is not None:
            yield Found("body", draft.body, value.span, f"the field {name}", made=True)
        elif name == "observed":
            yield from _observed(draft, value)
        elif name == "sent_body" and draft.sent_body is not None:
            yield Found("body", draft.sent_body, value.span, "the field sent_body")
        elif name == "body" and draft.sent_body is not None and draft.body is not None:
            yield Found("observed", draft.body, value.span, "the field body", "postdata")
        elif name in get_args(Field):
            yield from _field(name, getattr(draft, name), value.span)


def _field(name: str, value: bytes | str | Secret | None, span: Span) -> Iterator[Found]:
    field: Field = next(one for one in get_args(Field) if one == name)
    if value is not None:
        yield Found(field, exact(value) if isinstance(value, str) else value, span, f"the field {name}")


def _observed(draft: Draft, value: Value) -> Iterator[Found]:
    """Yield the printed values, each with its place."""
    printed = draft.observed or ()
    values = [one for _, one in value.pairs] if isinstance(value, Pairs) else [value]
    if isinstance(value, Items) and len(printed) == len(value.items):
        values = list(value.items)
    for one, place in zip(printed, values, strict=False):
        yield Found("observed", exact(one.text), place.span, "the field observed", one.stage)


def _document(pairs: Pairs) -> Iterator[Found]:
    """Yield the request in a document of this program."""
    part = next((name for name in _COMMANDS if isinstance(pairs.get(name), (Pairs, Items))), "")
    inner = pairs.get(part) if part else None
    how = f"the JSON of {_COMMANDS[part]}" if part else ""
    if isinstance(inner, Pairs):
        for name in ("path", "nonce", "body", "secret", "api_key", "signature", "content_type"):
            for field, data, span in _texts(inner, name):
                yield Found(field, Secret(data) if field == "secret" else data, span, how)
    elif isinstance(inner, Items):
        for stage, name, field in _INPUTS:
            entry = _named(inner, "id", stage)
            inputs = entry.get("inputs") if entry else None
            value = _named(inputs, "name", name) if isinstance(inputs, Items) else None
            for _, data, span in () if value is None else _texts(value, "text", "hex"):
                yield Found(field, data, span, how)


def _texts(pairs: Pairs, name: str, name_of_hex: str = "") -> Iterator[tuple[Field, bytes, Span]]:
    """Yield the bytes of a field that stands as text, or as hex where it is no UTF-8."""
    field: Field = next((one for one in get_args(Field) if one == name), "observed")
    text, digits = pairs.get(name), pairs.get(name_of_hex or f"{name}_hex")
    if isinstance(text, Text):
        if text.value:
            yield field, exact(text.value), text.span
    elif isinstance(digits, Text):
        try:
            yield field, bytes.fromhex(digits.value), digits.span
        except ValueError:
            return


def _named(items: Items, name: str, wanted: str) -> Pairs | None:
    """Return the object of a list that has this text for a name."""
    for item in items.items:
        if isinstance(item, Pairs) and isinstance(text := item.get(name), Text) and text.value == wanted:
            return item
    return None
