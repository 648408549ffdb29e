"""Objects in code, or as it printed them: of parameters, of headers, of the fields of a request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from explainer.errors import InputError
from explainer.intake.readers.encoders import Language, Unwritable, encoder_of, json_text
from explainer.intake.readers.entries import (
    Entries,
    are_header_lines,
    are_headers,
    are_parameters,
    as_pairs,
    language_of,
    plain_language_of,
)
from explainer.intake.readers.literals import Call, Items, Literals, Pairs, Value
from explainer.intake.readers.model import Found, Part, exact
from explainer.intake.readers.names import meaning, plain

_CANDIDATE = re.compile(
    r"\{|\[(?=[\s\"'(\[])|\b(?:array|dict)[ \t]?\(|\b(?:new[ ]|[A-Za-z_][\w.]{0,40}\.)?"
    r"(?:urlencode|URLSearchParams|stringify|dumps|http_build_query|json_encode)\("
)
_FRONT = re.compile(
    r"(?:(?:const|let|var|final|my)[ \t]{1,9})?([$\w][\w$.>-]{0,59})[ \t]{0,9}"
    r"(?::[ ]?[\w\[\], .]{1,40}[ ])?(?:=>|:=|[:=])[ \t]{0,9}\Z"
)
_LABEL = re.compile(
    r"(?<![\w./-])[\"'`]?([A-Za-z][\w ()/-]{0,40}?)[\"'`]?[ \t]{0,9}([:=])[ \t]{0,9}(?:\r?\n[ \t]{0,9})?\Z"
)
"""A name of several words, as a print has it in front of a value or above it."""
_WORDS = re.compile(r"\w+")
_CLASS = re.compile(r"(?<![\w./])[A-Z][a-zA-Z]{1,40}(?:\(\d{1,6}\))?[ ]\Z")
"""What Node.js prints in front of an object that has a class."""
_REACH = 140
_BLANKS = 10
"""Characters behind a name's sign, and the sign, that `_FRONT` may have at most."""
_TELLING = frozenset({"secret", "api_key", "signature", "path", "body", "observed", "nonce"})
_BODY_NAMES = frozenset(
    {"postdata", "body", "payload", "postbody", "postfields", "requestbody", "requestdata", "datasent"}
    | {"sentdata", "bodysent", "json", "jsonbody", "jsondata"}
)
"""What names the text that is sent, and not the parameters that it may be made of."""


def read_objects(text: str) -> Iterator[Part]:
    """Yield the objects that say something about a request, each with the name in front of it."""
    literals = Literals(text)
    at = 0
    while (candidate := _CANDIDATE.search(text, at)) is not None:
        value = literals.at(candidate.start())
        part = None if value is None else object_part(text, value, at)
        at = max(part.span[1], candidate.end()) if part is not None else candidate.end()
        if part is not None:
            yield part


def object_part(text: str, value: Value, floor: int) -> Part | None:
    """Return what a value says about a request with the name in front of it, None if it says nothing.

    Nothing in front of `floor` belongs to it.
    """
    begin = value.span[0]
    of_class = (
        _CLASS.search(text, max(floor, begin - _REACH), begin) if text[begin - 1 : begin] == " " else None
    )
    begin = of_class.start() if of_class else begin
    before = text[max(floor, begin - _BLANKS) : begin].rstrip(" \t")
    front = (
        _FRONT.search(text, max(floor, begin - _REACH), begin) if before.endswith((":", "=", ">")) else None
    )
    assigned = front is not None and not before.endswith(":")
    name = front[1] if front else ""
    label, of_body = _label_of_body(text, floor, begin)
    start = min(front.start() if front else begin, label)
    language = language_of(text, value)

    def as_json(pairs: Value) -> Found | None:
        return _as_json(text, pairs, language, in_lines=not assigned)

    entries = Entries(text, language, as_json)
    if not _read(text, value, name, of_body, entries):
        return None
    span = (start, value.span[1])
    return Part(
        "object",
        span,
        tuple(entries.found),
        tuple(entries.remarks),
        unread=tuple(entries.unread),
        language=plain_language_of(text, value) or "",
    )


def _label_of_body(text: str, floor: int, begin: int) -> tuple[int, str]:
    """Return where the label of an object begins that says it is the text that is sent, and the label.

    The place is the object's, and the label empty, if there is none.
    """
    at = max(floor, begin - _REACH)
    at += text[at:begin].rstrip().rfind("\n") + 1
    label = _LABEL.search(text, at, begin)
    if label is not None:
        for first in list(_WORDS.finditer(text, *label.span(1)))[-2:]:
            name = text[first.start() : label.end(1)]
            # A single name with an equals sign is assigned to, as code does.
            if plain(name) in _BODY_NAMES and (label[2] == ":" or " " in name):
                return label.start(), name.strip(" ()")
    return begin, ""


def _as_json(text: str, value: Value, language: Language, *, in_lines: bool) -> Found | None:
    """Return the body that an object is as JSON: its own text, or what the language's encoder writes.

    `in_lines` says that its own text may be several lines.
    """
    source = text[slice(*value.span)]
    if _is_json(source) and (in_lines or "\n" not in source):
        return Found("body", exact(source), value.span, "the text of the object")
    try:
        made = exact(json_text(value, language))
    except (Unwritable, InputError):
        return None
    return Found("body", made, value.span, "the object as JSON", made=True)


def _read(text: str, value: Value, name: str, of_body: str, entries: Entries) -> bool:
    """Read an object into entries; return whether it has to do with a request.

    `of_body` is what stands in front of it if that names the text that is sent.
    """
    if isinstance(value, Call):
        if value.function.lower() in ("dict", "array"):
            value = Pairs(value.arguments, value.span)
        elif encoder_of(value) is not None:
            inner = value.arguments[0][1]
            pairs = inner if isinstance(inner, Pairs) else as_pairs(inner)
            if pairs is None or not are_parameters(pairs):
                return False
            entries.body(value)
            return True
    if isinstance(value, Items) and are_header_lines(value):
        entries.headers(value)
        return True
    pairs = value if isinstance(value, Pairs) else as_pairs(value)
    if pairs is None:
        return False
    if are_headers(pairs):
        entries.headers(pairs)
    elif are_parameters(pairs):
        source = text[slice(*value.span)]
        if of_body and "\n" not in source and _is_json(source):
            entries.found.append(Found("body", exact(source), value.span, f"the line {of_body}"))
        elif plain(of_body or name) == "json":
            entries.field("json", pairs)
        elif len(pairs.pairs) > 1 or meaning(name) is not None:
            entries.parameters(pairs, value.span)
        else:
            entries.field(*pairs.pairs[0])
    else:
        entries.request(pairs)
        return any(one.field in _TELLING for one in entries.found) or bool(
            [one for one in entries.remarks if one.id == "secret-left-out"]
        )
    return True


def _is_json(text: str) -> bool:
    """Return whether an object is written as JSON."""
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False
