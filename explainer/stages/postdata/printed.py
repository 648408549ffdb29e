"""The parameters as a language prints its collections: hashed by code that makes text of them at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from explainer.pipeline.model import Mistake
from explainer.stages.postdata import notation
from explainer.stages.postdata.bodies import parameters, segments, to_bytes
from explainer.stages.postdata.entry import entry
from explainer.stages.postdata.jsontext import NUMBER, Number, Value
from explainer.stages.postdata.notation import Notation


def _printed(language: Notation) -> Callable[[bytes], bytes]:
    def change(body: bytes) -> bytes:
        return to_bytes(language.text(parameters(body)))

    return change


def _python_number_nonce(body: bytes) -> bytes:
    values = parameters(body)
    nonce = values.get("nonce")
    if isinstance(nonce, str) and NUMBER.fullmatch(nonce):
        values["nonce"] = Number(nonce)
    return to_bytes(notation.PYTHON.text(values))


def _python_items(body: bytes) -> bytes:
    text = notation.PYTHON.text
    items = [f"({name!r}, {text(value)})" for name, value in parameters(body).items()]
    return to_bytes("[" + ", ".join(items) + "]")


def _python_bytes(body: bytes) -> bytes:
    return repr(body).encode()


def _dictionary_items(body: bytes) -> bytes:
    return b"&".join(_csharp_items(body))


def _dictionary_items_comma(body: bytes) -> bytes:
    return b",".join(_csharp_items(body))


def _csharp_items(body: bytes) -> list[bytes]:
    text = notation.CSHARP_ANONYMOUS.plain
    return [to_bytes(f"[{name}, {text(value)}]") for name, value in parameters(body).items()]


def _go_values(body: bytes) -> bytes:
    """Return url.Values as %v prints it: a map of lists."""
    values: Value = {
        name: value if isinstance(value, list) else [value] for name, value in parameters(body).items()
    }
    return to_bytes(notation.GO.text(values))


def _javascript_entries(body: bytes) -> bytes:
    return to_bytes(
        ",".join([f"{name},{notation.JSON.plain(value)}" for name, value in parameters(body).items()])
    )


def _joined(between: bytes) -> Callable[[bytes], bytes]:
    def change(body: bytes) -> bytes:
        return between.join([part.raw for part in segments(body)])

    return change


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
        "dictionary-items-comma",
        "as [name, value],[name, value]",
        _dictionary_items_comma,
        "string.Join with a comma over a Dictionary calls ToString() of each pair.",
        ("C#", "VB.NET"),
    ),
    _Row(
        "dictionary-type",
        "as the name of the type Dictionary",
        _word(_DICTIONARY),
        "ToString() of a Dictionary gives the name of its type, not what it holds.",
        ("C#", "VB.NET"),
    ),
    _Row(
        "hashtable-type",
        "as System.Collections.Hashtable",
        _word("System.Collections.Hashtable"),
        'A hashtable inside a PowerShell string ("$params") becomes the name of its type.',
        ("PowerShell",),
    ),
    _Row(
        "csharp-object",
        "as { name = value, name = value }",
        _printed(notation.CSHARP_ANONYMOUS),
        "ToString() of an anonymous object or record prints its properties like this.",
        ("C#",),
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
        "groovy-map",
        "as [name:value, name:value]",
        _printed(notation.GROOVY),
        "String concatenation prints a Groovy map in its own notation.",
        ("Groovy",),
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
        "python-items",
        "as [('name', 'value')], a list of tuples",
        _python_items,
        "str() of a list of pairs is its repr; the HTTP client makes a form of the same pairs.",
        ("Python",),
    ),
    _Row(
        "python-bytes",
        "as b'...', Python's str(bytes)",
        _python_bytes,
        "The encoded body is bytes, and str() or an f-string of bytes is their repr.",
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
        "object-formdata",
        "as [object FormData]",
        _word("[object FormData]"),
        "FormData has no text of its own; joined to a string it becomes [object FormData].",
        ("JavaScript", "TypeScript"),
    ),
    _Row(
        "undefined",
        "as the word undefined",
        _word("undefined"),
        "The variable of the body is not set when the hash is computed; JavaScript writes undefined.",
        ("JavaScript", "TypeScript"),
    ),
    _Row(
        "entries",
        "as name,value,name,value",
        _javascript_entries,
        "Object.entries(...) joined to a string gives names and values with commas.",
        ("JavaScript", "TypeScript"),
    ),
    _Row(
        "pairs-with-commas",
        "as name=value,name=value",
        _joined(b","),
        "A list of pairs becomes text with commas; join('&') is missing.",
        ("JavaScript", "C#", "Java"),
    ),
    _Row(
        "pairs-without-separator",
        "as name=valuename=value",
        _joined(b""),
        "The pairs are appended to each other without a '&' in between.",
        ("JavaScript", "PHP", "C++"),
    ),
    _Row(
        "php-array",
        "as the word Array",
        _word("Array"),
        "PHP turns an array into the word Array, with a notice that is easily missed.",
        ("PHP",),
    ),
    _Row(
        "ruby-hash",
        'as {"name"=>"value"}, Ruby\'s inspect',
        _printed(notation.RUBY),
        "to_s of a Hash is its inspect text; the HTTP client makes a form of the same Hash.",
        ("Ruby",),
    ),
    _Row(
        "ruby-symbol-hash",
        'as {:name=>"value"}, Ruby\'s inspect',
        _printed(notation.RUBY_SYMBOLS),
        "to_s of a Hash with symbols is its inspect text; the HTTP client makes a form of it.",
        ("Ruby",),
    ),
    _Row(
        "ruby-3-4-hash",
        'as {name: "value"}, inspect of Ruby 3.4',
        _printed(notation.RUBY_NEW),
        "to_s of a Hash is its inspect text; since Ruby 3.4 symbols are written with a colon behind.",
        ("Ruby",),
    ),
    _Row(
        "go-map",
        "as map[name:value name:value]",
        _printed(notation.GO),
        "fmt.Sprint and %v print a map, sorted by name, in Go's own notation.",
        ("Go",),
    ),
    _Row(
        "go-url-values",
        "as map[name:[value] name:[value]]",
        _go_values,
        "fmt.Sprint of url.Values prints the map; Encode() makes the form.",
        ("Go",),
    ),
    _Row(
        "swift-dictionary",
        'as ["name": "value"], Swift\'s description',
        _printed(notation.SWIFT),
        'String interpolation of a Dictionary ("\\(params)") gives its description.',
        ("Swift",),
    ),
    _Row(
        "dart-map",
        "as {name: value, name: value}",
        _printed(notation.DART),
        "String interpolation of a Map calls its toString().",
        ("Dart",),
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
