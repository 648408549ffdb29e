"""The parameters as a language prints its collections: hashed by code that makes text of them at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from explainer.pipeline.model import Mistake
from explainer.stages.postdata import notation
from explainer.stages.postdata.bodies import (
    decode,
    is_json,
    is_multipart,
    nested,
    parameters,
    segments,
    to_bytes,
)
from explainer.stages.postdata.entry import entry
from explainer.stages.postdata.jsontext import NUMBER, Number, Value
from explainer.stages.postdata.notation import Notation


def _dictionary(body: bytes) -> dict[str, Value]:
    """Return the parameters as code has them: a form's name with brackets is one name there."""
    if is_json(body) or is_multipart(body):
        return parameters(body)
    pairs = [(part.key, decode(part.value)) for part in segments(body) if part.raw]
    flat = dict(pairs)
    return flat if len(flat) == len(pairs) else nested(pairs)


def _printed(language: Notation) -> Callable[[bytes], bytes]:
    def change(body: bytes) -> bytes:
        return to_bytes(language.text(_dictionary(body)))

    return change


def _python_number_nonce(body: bytes) -> bytes:
    values = _dictionary(body)
    nonce = values.get("nonce")
    if isinstance(nonce, str) and NUMBER.fullmatch(nonce):
        values["nonce"] = Number(nonce)
    return to_bytes(notation.PYTHON.text(values))


def _dictionary_items(body: bytes) -> bytes:
    return b"&".join(_csharp_items(body))


def _csharp_items(body: bytes) -> list[bytes]:
    text = notation.CSHARP_ANONYMOUS.plain
    return [to_bytes(f"[{name}, {text(value)}]") for name, value in _dictionary(body).items()]


def _word(word: str) -> Callable[[bytes], bytes]:
    def change(body: bytes) -> bytes:
        return word.encode()

    return change


class _Row(NamedTuple):
    suffix: str
    what: str
    """What is hashed; the title's end."""
    change: Callable[[bytes], bytes]
    why: str
    languages: tuple[str, ...]
    seen: int = 0


_DICTIONARY = "System.Collections.Generic.Dictionary`2[System.String,System.String]"

_ROWS = (
    _Row(
        "dictionary-items",
        "as [name, value]&[name, value]",
        _dictionary_items,
        "string.Join over a Dictionary calls ToString() of each pair, which gives [name, value].",
        ("C#", "VB.NET"),
        1,
    ),
    _Row(
        "dictionary-type",
        "as the name of the type Dictionary",
        _word(_DICTIONARY),
        "ToString() of a Dictionary gives the name of its type, not what it holds.",
        ("C#", "VB.NET"),
    ),
    _Row(
        "java-map",
        "as {name=value, name=value}",
        _printed(notation.JAVA),
        "String.valueOf or string concatenation calls toString() of the Map.",
        ("Java", "Kotlin", "Scala"),
        1,
    ),
    _Row(
        "python-dict",
        "as {'name': 'value'}, Python's str(dict)",
        _printed(notation.PYTHON),
        "str() of a dict is its repr; the HTTP client makes a form of the same dict.",
        ("Python",),
        1,
    ),
    _Row(
        "python-dict-int-nonce",
        "as str(dict) with an int as nonce",
        _python_number_nonce,
        "str() of a dict is its repr, in which an int has no quotes; the HTTP client makes a form.",
        ("Python",),
    ),
    _Row(
        "object-object",
        "as [object Object]",
        _word("[object Object]"),
        "A JavaScript object that is joined to a string becomes [object Object].",
        ("JavaScript", "TypeScript"),
        1,
    ),
    _Row(
        "php-array",
        "as the word Array",
        _word("Array"),
        "PHP turns an array into the word Array, with a notice that is easily missed.",
        ("PHP",),
    ),
)

PRINTED: tuple[Mistake, ...] = tuple(
    [
        entry(
            f"parameters-hashed-as-{row.suffix}",
            f"The parameters are hashed {row.what}",
            row.change,
            row.why,
            "Join name=value pairs with '&', each value percent-encoded; hash that text and send it.",
            row.languages,
            row.seen,
            answer="EAPI:Invalid signature",
        )
        for row in _ROWS
    ]
)
