"""How lists and nested objects are written in the hashed text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from explainer.errors import CannotApply
from explainer.pipeline.model import Mistake
from explainer.stages.otherwise import ending, otherwise
from explainer.stages.postdata import notation
from explainer.stages.postdata.bodies import (
    decode,
    form,
    is_json,
    json_object,
    nested,
    segments,
    to_bytes,
)
from explainer.stages.postdata.entry import entry
from explainer.stages.postdata.jsontext import Container, Value, parse, scalar, value_of, write
from explainer.stages.postdata.memory import REMEMBERED, remembered
from explainer.stages.postdata.notation import Notation

Pairs = list[tuple[str, str]]
Style = Callable[[str, Value, Notation], Pairs]
"""Writes a field that holds a list or a dict as form fields; the notation writes what is single."""


def one_text(printed: Notation) -> Style:
    """The whole collection as one value, as a language prints it."""
    return lambda name, value, scalars: [(name, printed.text(value))]


def one_word(of_list: str, of_dict: str) -> Style:
    """A word in place of the collection."""
    return lambda name, value, scalars: [(name, of_list if isinstance(value, list) else of_dict)]


def repeated(name: str, value: Value, scalars: Notation) -> Pairs:
    """The name again for each element, or for each name of a dict: Python's doseq."""
    return [(name, scalars.plain(item)) for item in value]


def brackets(name: str, value: Value, scalars: Notation) -> Pairs:
    """a[0]=..&a[1]=.. for a list, a[b]=.. for a dict: PHP, qs."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return [pair for key, item in items for pair in _single(f"{name}[{key}]", item, scalars, brackets)]


def empty_brackets(name: str, value: Value, scalars: Notation) -> Pairs:
    """a[]=.. for the elements of a list, a[b]=.. for a dict: Rails, jQuery, axios."""
    if isinstance(value, dict):
        return [
            pair
            for key, item in value.items()
            for pair in _single(f"{name}[{key}]", item, scalars, empty_brackets)
        ]
    return [pair for item in value for pair in _single(f"{name}[]", item, scalars, empty_brackets)]


def js_string(name: str, value: Value, scalars: Notation) -> Pairs:
    """What String(value) is in JavaScript, and so in URLSearchParams: a,b and [object Object]."""
    return [(name, _js_text(value))]


def querystring(name: str, value: Value, scalars: Notation) -> Pairs:
    """Node's querystring: a list's elements repeated, an empty value for an object."""
    items = value if isinstance(value, list) else [value]
    return [(name, "" if isinstance(item, (dict, list)) else scalars.plain(item)) for item in items]


def _single(name: str, item: Value, scalars: Notation, style: Style) -> Pairs:
    if isinstance(item, (dict, list)):
        return style(name, item, scalars)
    return [(name, scalars.plain(item))]


def _js_text(value: Value) -> str:
    if isinstance(value, dict):
        return "[object Object]"
    if isinstance(value, list):
        return ",".join(["" if item is None else _js_text(item) for item in value])
    return notation.JSON.plain(value)


def in_text(text: str) -> Value:
    """Return the list or dict that a value holds as text (JSON, Python's repr, a,b), or the text."""
    if text[:1] in ("[", "{"):
        for candidate in (text, text.replace("'", '"')):
            try:
                return value_of(parse(candidate))
            except CannotApply:
                continue
    elements = text.split(",")
    if len(elements) > 1 and all(elements) and not any(element[0].isdigit() for element in elements):
        return elements
    return text


def _rewritten(style: Style) -> Callable[[bytes], bytes]:
    def change(body: bytes) -> bytes:
        return _in_json(body, style) if is_json(body) else _in_form(body, style)

    return change


def _in_form(body: bytes, style: Style) -> bytes:
    written: list[bytes | None] = list(body.split(b"&"))
    for name, numbers, value in _collections(body):
        for at in numbers:
            written[at] = None
        written[numbers[0]] = form(style(name, value, notation.JSON)) or None
    return b"&".join([part for part in written if part is not None])


@remembered
def _collections(body: bytes) -> list[tuple[str, list[int], Value]]:
    """Return the lists and dicts of a form: name, the numbers of their segments, and value."""
    parts = segments(body)
    groups: dict[str, list[int]] = {}
    for at, part in enumerate(parts):
        key = part.key
        groups.setdefault(key.partition("[")[0] or key, []).append(at)
    found = []
    for name, numbers in groups.items():
        pairs = [(parts[at].key, decode(parts[at].value)) for at in numbers]
        value = nested(pairs).get(name) if len(pairs) > 1 or "[" in pairs[0][0] else in_text(pairs[0][1])
        if isinstance(value, (dict, list)):
            found.append((name, numbers, value))
    return found


def _in_json(body: bytes, style: Style) -> bytes:
    """Make a string of each list and object in JSON, where the style makes one value of it."""
    node = json_object(body)
    members = []
    for member in node.members:
        if isinstance(member.value, Container):
            text = _in_one_value(style, member.key, member.value)
            if text is None:
                raise CannotApply("JSON has no form fields")
            member = member._replace(value=scalar(text))
        members.append(member)
    return to_bytes(write(node._replace(members=tuple(members))))


@lru_cache(REMEMBERED)
def _in_one_value(style: Style, name: str, container: Container) -> str | None:
    """Return the text that the style makes of a list or object, None if it makes several fields."""
    pairs = style(name, value_of(container), notation.JSON)
    return pairs[0][1] if len(pairs) == 1 and pairs[0][0] == name else None


class _Row(NamedTuple):
    suffix: str
    title: str
    """What a list or nested object is hashed as."""
    style: Style
    why: str
    languages: tuple[str, ...]
    seen: int = 0
    source: str = ""


_PYTHON_SDK = "https://github.com/btschwertfeger/python-kraken-sdk commits 357d42f, 1fce745, 3f53ec7"
_QS = "https://github.com/nothingisdead/npm-kraken-api/issues/22"
_FIX = "Let one encoder write the lists and nested objects, sign its text and send that same text."

_OTHERS = "another-text"
_ROWS = (
    _Row(
        "python-repr",
        "as Python's repr: ['a', 'b'] in one value",
        one_text(notation.PYTHON),
        "urlencode without doseq writes str() of a list or dict; requests repeats the name instead.",
        ("Python",),
        3,
        _PYTHON_SDK,
    ),
    _Row(
        "repeated-names",
        "as repeated names: o=a&o=b",
        repeated,
        "urlencode with doseq, and requests, write a list as the same name again and again.",
        ("Python", "JavaScript", "C#", "Go"),
        1,
        _PYTHON_SDK,
    ),
    _Row(
        "indexed-brackets",
        "with indices: o[0]=a&o[1]=b",
        brackets,
        "http_build_query and qs number the elements and put the names of an object in brackets.",
        ("PHP", "JavaScript", "C#"),
        2,
        _QS,
    ),
    _Row(
        "empty-brackets",
        "with empty brackets: o[]=a&o[]=b",
        empty_brackets,
        "jQuery, axios and Rails mark a list by empty brackets.",
        ("JavaScript", "Ruby", "PHP"),
    ),
    _Row(
        "javascript-text",
        "as JavaScript text: a,b, [object Object]",
        js_string,
        "URLSearchParams and template strings call String(), which joins a list by commas and gives"
        " [object Object] for an object.",
        ("JavaScript", "TypeScript"),
        1,
        _QS,
    ),
    _Row(
        "querystring",
        "as Node's querystring does: objects empty",
        querystring,
        "querystring.stringify repeats the name for a list and writes nothing for an object.",
        ("JavaScript",),
        1,
        _QS,
    ),
    _Row(
        "json-text",
        "as JSON text inside the value",
        one_text(notation.JSON),
        "JSON.stringify or json_encode made text of the collection before it went into the form.",
        ("JavaScript", "PHP", "C#", "Go"),
    ),
    _Row(
        _OTHERS,
        "as the word Array",
        one_word("Array", "Array"),
        "Each language makes a text of its own of a collection that meets a string or an encoder.",
        ("PHP", "Java", "Go", "C#", "PowerShell"),
    ),
    _Row(
        "dotnet-array",
        "as System.String[]",
        one_word("System.String[]", "System.Collections.Generic.Dictionary`2[System.String,System.String]"),
        "ToString() of an array or Dictionary gives the name of its type.",
        ("C#", "VB.NET"),
        1,
        "https://github.com/JKorf/Kraken.Net/issues/140",
    ),
)

CONTAINERS: tuple[Mistake, ...] = tuple(
    [
        entry(
            f"collections-as-{row.suffix}",
            f"Lists and objects are hashed {row.title}",
            _rewritten(row.style),
            row.why,
            _FIX,
            row.languages,
            row.seen,
            row.source,
            needs="a list or nested object in the body",
        )
        for row in _ROWS
    ]
)
ANOTHER_TEXT = ending(CONTAINERS, _OTHERS)
"""Stands for all other texts; `any_collection` makes them."""


def _between(mark: str) -> Style:
    return lambda name, value, scalars: [(name, mark.join([scalars.plain(item) for item in value]))]


def _one(at: int) -> Style:
    def style(name: str, value: Value, scalars: Notation) -> Pairs:
        if not value or isinstance(value, dict):
            raise CannotApply("there is no list with elements")
        return [(name, scalars.plain(value[at]))]

    return style


def _inside(mark: str) -> Style:
    def style(name: str, value: Value, scalars: Notation) -> Pairs:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        return [pair for key, item in items for pair in _single(f"{name}{mark}{key}", item, scalars, style)]

    return style


_ANOTHER: dict[str, Style] = {
    "as JSON with spaces": one_text(notation.JSON_SPACED),
    "as Java prints them: [a, b], {name=value}": one_text(notation.JAVA),
    "as Go prints them: [a b], map[name:value]": one_text(notation.GO),
    "joined by spaces": _between(" "),
    "joined by commas and spaces": _between(", "),
    "joined by ';'": _between(";"),
    "joined by '|'": _between("|"),
    "joined with nothing between": _between(""),
    "as their first element alone": _one(0),
    "as their last element alone": _one(-1),
    "with points: close.price": _inside("."),
    "with underscores: close_price": _inside("_"),
    "as the name of the type List": one_word(
        "System.Collections.Generic.List`1[System.String]",
        "System.Collections.Generic.Dictionary`2[System.String,System.Object]",
    ),
    "as System.Object[]": one_word("System.Object[]", "System.Collections.Hashtable"),
    "as an empty text": one_word("", ""),
    "as null": one_word("null", "null"),
}


def any_collection(_: object) -> Iterator[Mistake]:
    """Yield ANOTHER_TEXT for each other text of lists and objects."""
    return otherwise(
        ANOTHER_TEXT,
        {f"Lists and objects are hashed {words}": _rewritten(style) for words, style in _ANOTHER.items()},
    )
