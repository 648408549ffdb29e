"""The parameters as a language prints its collections: hashed by code that makes text of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from explainer.pipeline.model import Mistake
from explainer.stages.otherwise import Change, always, ending, otherwise
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


class _Row(NamedTuple):
    suffix: str
    what: str
    """What is hashed; the title's end."""
    change: Callable[[bytes], bytes]
    why: str
    languages: tuple[str, ...]
    seen: int = 0


_DICTIONARY = "System.Collections.Generic.Dictionary`2[System.String,System.String]"

_OTHERS = "another-text"
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
        always(_DICTIONARY.encode()),
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
        always(b"[object Object]"),
        "A JavaScript object that is joined to a string becomes [object Object].",
        ("JavaScript", "TypeScript"),
        1,
    ),
    _Row(
        _OTHERS,
        "as the word Array",
        always(b"Array"),
        "Each language makes a text of its own of a collection that meets a string.",
        ("PHP", "Ruby", "Go", "Swift", "Dart", "C#", "JavaScript"),
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
ANOTHER_TEXT = ending(PRINTED, _OTHERS)
"""Stands for all other texts; `any_text` makes them."""

_LANGUAGES = {
    'as Ruby prints a hash, {"name"=>"value"}': notation.RUBY,
    'as Ruby 3.4 prints a hash, {"name" => "value"}': notation.RUBY_34,
    'as Ruby prints a hash with symbols, {:name=>"value"}': notation.RUBY_SYMBOLS,
    'as Ruby 3.4 prints a hash with symbols, {name: "value"}': notation.RUBY_34_SYMBOLS,
    "as Go prints a map, map[name:value]": notation.GO,
    'as Swift prints a dictionary, ["name": "value"]': notation.SWIFT,
    "as Dart prints a map, {name: value}": notation.DART,
    'as Elixir prints a map, %{"name" => "value"}': notation.ELIXIR,
    "as C# prints an anonymous object, { name = value }": notation.CSHARP_ANONYMOUS,
    "as Node shows URLSearchParams": notation.NODE,
}
_WORDS = (
    *("undefined", "null", "None", "nil", "{}", "[]", "[object FormData]", "[object URLSearchParams]"),
    *("System.Net.Http.FormUrlEncodedContent", "System.Collections.Specialized.NameValueCollection"),
    *("System.Collections.Hashtable", "System.Net.Http.StringContent", "System.String[]", "System.Object"),
    "System.Collections.Generic.SortedDictionary`2[System.String,System.String]",
    "System.Collections.Generic.Dictionary`2[System.String,System.Object]",
    *("{{body}}", "{body}", "${body}", "$body", "$postdata", "${postData}", "%s", "postdata", "POST data"),
)


def _in_lists(body: bytes) -> dict[str, Value]:
    return {name: [value] for name, value in _dictionary(body).items()}


def _pairs(body: bytes) -> list[tuple[str, str]]:
    return [(name, notation.JSON.plain(value)) for name, value in _dictionary(body).items()]


def _joined(before: str, between: str, pairs_between: str) -> Callable[[bytes], bytes]:
    return lambda body: to_bytes(
        pairs_between.join([before + name + between + value for name, value in _pairs(body)])
    )


def any_text(_: object) -> Iterator[Mistake]:
    """Yield ANOTHER_TEXT for each other text of the parameters as a whole."""
    changes: dict[str, Change] = {words: _printed(language) for words, language in _LANGUAGES.items()}
    changes |= {
        "as Go prints url.Values, map[name:[value]]": lambda body: to_bytes(
            notation.GO.text(_in_lists(body))
        ),
        "as Java prints lists of values, {name=[value]}": lambda body: to_bytes(
            notation.JAVA.text(_in_lists(body))
        ),
        "as Python prints lists of values, {'name': ['value']}": lambda body: to_bytes(
            notation.PYTHON.text(_in_lists(body))
        ),
        "as Python prints pairs, [('name', 'value')]": lambda body: to_bytes(str(_pairs(body))),
        "as their values in a row": lambda body: to_bytes("".join([value for _, value in _pairs(body)])),
        "as their names and values in a row": _joined("", "", ""),
        "as name=value with commas": _joined("", "=", ","),
        "as name=value with commas and spaces": _joined("", "=", ", "),
        "as name=value with ';'": _joined("", "=", ";"),
        "as name=value with nothing between": _joined("", "=", ""),
        "as name:value with '&'": _joined("", ":", "&"),
        "as [name, value] with commas": lambda body: b", ".join(_csharp_items(body)),
        "as [name, value] with nothing between": lambda body: b"".join(_csharp_items(body)),
    }
    changes |= {f"as the text {word}": always(word.encode()) for word in _WORDS}
    return otherwise(
        ANOTHER_TEXT, {f"The parameters are hashed {words}": change for words, change in changes.items()}
    )
