"""How single values are written in the hashed text: booleans, nothing at all, types in JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from explainer.errors import CannotApply
from explainer.pipeline.model import Mistake
from explainer.stages.postdata.bodies import DROPPED, change_values, is_json
from explainer.stages.postdata.entry import entry
from explainer.stages.postdata.jsontext import NUMBER, Number, Value
from explainer.stages.postdata.numbers import NUMBERS

_UNSET = frozenset({"", "None", "none", "null", "NULL", "undefined", "nil", "Null", "NaN"})

_NUMBERS_BY_NAME = frozenset(
    {"nonce", "otp", "userref", "ofs", "volume", "price", "price2", "amount", "displayvol", "leverage"}
)


def _booleans(true: Value, false: Value) -> Callable[[bytes], bytes]:
    def write(name: str, value: Value) -> Value:
        if value is True or (isinstance(value, str) and value in ("true", "True", "TRUE")):
            return value if value == true else true
        if value is False or (isinstance(value, str) and value in ("false", "False", "FALSE")):
            return value if value == false else false
        return value

    return change_values(write)


def _digits(true: Value, false: Value) -> Callable[[bytes], bytes]:
    words = {"1": true, "0": false}

    def write(name: str, value: Value) -> Value:
        return words.get(value, value) if isinstance(value, str) and name not in _NUMBERS_BY_NAME else value

    return change_values(write)


def _unset(text: Value) -> Callable[[bytes], bytes]:
    def write(name: str, value: Value) -> Value:
        if value is None or (isinstance(value, str) and value in _UNSET):
            return value if value == text else text
        return value

    return change_values(write)


def _in_json(write: Callable[[str, Value], Value]) -> Callable[[bytes], bytes]:
    change = change_values(write)

    def changed(body: bytes) -> bytes:
        if not is_json(body):
            raise CannotApply("a form has no types")
        return change(body)

    return changed


def _number_as_string(name: str, value: Value) -> Value:
    return str(value) if isinstance(value, Number) and name != "nonce" else value


def _string_as_number(name: str, value: Value) -> Value:
    if isinstance(value, Number) or not isinstance(value, str) or name == "nonce":
        return value
    return Number(value) if NUMBER.fullmatch(value) else value


class _Row(NamedTuple):
    id: str
    title: str
    change: Callable[[bytes], bytes]
    why: str
    fix: str
    languages: tuple[str, ...]
    needs: str
    seen: int = 0
    source: str = ""


_TEXTS = "Make text of every value yourself (true, false), then sign and send the same text."
_DROP = "Drop fields that have no value before the body is built, then sign and send the same text."
_JSON_ONCE = "Write the JSON text once, hash that text and send it as the body."
_BOOLEAN = "a boolean in the body"
_UNSET_FIELD = "a field that is empty or a word such as null"
_KRAKY = "https://github.com/Atem18/kraky/issues/91"
_SDK_NONE = "https://github.com/btschwertfeger/python-kraken-sdk commit 357d42f (before)"

_ROWS = (
    _Row(
        "boolean-as-capitalised",
        "Booleans are hashed as True and False",
        _booleans("True", "False"),
        "str(True), and urlencode with it, give True; httpx sends true. ToString() in C# gives True, too.",
        _TEXTS,
        ("Python", "C#", "PowerShell"),
        _BOOLEAN,
        2,
        _KRAKY,
    ),
    _Row(
        "boolean-as-lowercase",
        "Booleans are hashed as the text true and false",
        _booleans("true", "false"),
        "The text for the hash has JavaScript's or JSON's spelling, the HTTP client sends True or a 1"
        " (or, in JSON, a boolean without quotes).",
        _TEXTS,
        ("JavaScript", "Python", "Java"),
        _BOOLEAN,
        1,
        "https://github.com/btschwertfeger/python-kraken-sdk/issues/390",
    ),
    _Row(
        "boolean-as-uppercase",
        "Booleans are hashed as TRUE and FALSE",
        _booleans("TRUE", "FALSE"),
        "R and Excel write booleans in capitals.",
        _TEXTS,
        ("R", "VBA"),
        _BOOLEAN,
    ),
    _Row(
        "boolean-as-digit",
        "Booleans are hashed as 1 and 0",
        _booleans(Number("1"), Number("0")),
        "http_build_query, C and SQL write a boolean as 1 or 0.",
        _TEXTS,
        ("PHP", "C++", "Perl"),
        _BOOLEAN,
    ),
    _Row(
        "digit-as-lowercase-boolean",
        "The values 1 and 0 are hashed as true and false",
        _digits("true", "false"),
        "The text for the hash is written with words, the HTTP client sends the digits (PHP does).",
        _TEXTS,
        ("PHP", "JavaScript"),
        "a value of 1 or 0",
    ),
    _Row(
        "unset-value-as-none",
        "Values that are not set are hashed as None",
        _unset("None"),
        "urlencode writes None as text; httpx sends the name with nothing behind it.",
        _DROP,
        ("Python",),
        _UNSET_FIELD,
        1,
        _SDK_NONE,
    ),
    _Row(
        "unset-value-as-null",
        "Values that are not set are hashed as null",
        _unset("null"),
        "URLSearchParams writes null as a word; querystring sends the name with nothing behind it.",
        _DROP,
        ("JavaScript", "Java", "Kotlin"),
        _UNSET_FIELD,
    ),
    _Row(
        "unset-value-as-undefined",
        "Values that are not set are hashed as undefined",
        _unset("undefined"),
        "URLSearchParams and template strings write undefined as a word.",
        _DROP,
        ("JavaScript", "TypeScript"),
        _UNSET_FIELD,
    ),
    _Row(
        "unset-value-as-empty",
        "Values that are not set are hashed as nothing: x=",
        _unset(""),
        "querystring, httpx and PHP write the name with nothing behind it; another client sends a word.",
        _DROP,
        ("JavaScript", "Python", "PHP"),
        _UNSET_FIELD,
    ),
    _Row(
        "unset-value-dropped",
        "Fields that are not set are left out of the hashed text",
        _unset(DROPPED),
        "requests, JSON.stringify and http_build_query leave such fields out; what is sent has them.",
        _DROP,
        ("Python", "JavaScript", "PHP"),
        _UNSET_FIELD,
    ),
    _Row(
        "json-numbers-as-strings",
        "Numbers in JSON, but for the nonce, are hashed in quotes",
        _in_json(_number_as_string),
        "The hashed JSON was made of texts, the one sent of numbers.",
        _JSON_ONCE,
        ("JavaScript", "C#", "Python"),
        "JSON with a number",
    ),
    _Row(
        "json-strings-as-numbers",
        "Numbers in quotes, but for the nonce, are hashed without quotes",
        _in_json(_string_as_number),
        "The hashed JSON was made of numbers, the one sent of texts (JSON_NUMERIC_CHECK does that).",
        _JSON_ONCE,
        ("JavaScript", "PHP", "Python"),
        "JSON with a number in quotes",
    ),
)

VALUES: tuple[Mistake, ...] = (
    *[
        entry(row.id, row.title, row.change, row.why, row.fix, row.languages, row.seen, row.source, row.needs)
        for row in _ROWS
    ],
    *NUMBERS,
)
