"""The format of the hashed text as a whole: JSON for a form, a form for JSON, or a printed collection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

from explainer.errors import CannotApply
from explainer.pipeline.model import Mistake, Via
from explainer.stages.escaping import PHP_FORM, RFC_3986, URI_COMPONENT, WHATWG_FORM, Escaping
from explainer.stages.otherwise import always
from explainer.stages.postdata import containers
from explainer.stages.postdata.bodies import (
    decode,
    encode,
    form,
    is_json,
    is_multipart,
    parameters,
    parts,
    segments,
    to_bytes,
)
from explainer.stages.postdata.entry import entry
from explainer.stages.postdata.jsontext import NUMBER, Number, Value
from explainer.stages.postdata.memory import remembered
from explainer.stages.postdata.notation import JSON, JSON_SPACED, PYTHON, Notation
from explainer.stages.postdata.printed import PRINTED


def _as_json(printed: Notation, typed: Callable[[str, Value], Value]) -> Callable[[bytes], bytes]:
    def change(body: bytes) -> bytes:
        if is_json(body):
            raise CannotApply("the body is JSON")
        return to_bytes(printed.text(_each(parameters(body), typed)))

    return change


def _each(value: Value, typed: Callable[[str, Value], Value], name: str = "") -> Value:
    if isinstance(value, dict):
        return {key: _each(item, typed, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_each(item, typed, name) for item in value]
    return typed(name, value)


def _as_text(name: str, value: Value) -> Value:
    return value


def _nonce_number(name: str, value: Value) -> Value:
    return Number(value) if name == "nonce" and NUMBER.fullmatch(value) else value


class _Client(NamedTuple):
    """How one form encoder writes parameters that were sent as JSON."""

    style: containers.Style
    scalars: Notation
    encode: Callable[[str], bytes]
    null_dropped: bool = False


def _encoder(rules: Escaping) -> Callable[[str], bytes]:
    return remembered(lambda text: rules(text.encode("utf-8", "replace")))


def _as_form(client: _Client) -> Callable[[bytes], bytes]:
    def change(body: bytes) -> bytes:
        if not is_json(body):
            raise CannotApply("the body is of another kind")
        pairs: containers.Pairs = []
        for name, value in parameters(body).items():
            if isinstance(value, (dict, list)):
                pairs += client.style(name, value, client.scalars)
            elif value is not None or not client.null_dropped:
                pairs.append((name, client.scalars.plain(value)))
        return b"&".join([client.encode(name) + b"=" + client.encode(value) for name, value in pairs])

    return change


def _parts_as_form(body: bytes) -> bytes:
    if not is_multipart(body):
        raise CannotApply("the body is of another kind")
    return form(parts(body))


class _Row(NamedTuple):
    id: str
    title: str
    change: Callable[[bytes], bytes]
    why: str
    languages: tuple[str, ...]
    seen: int = 0
    source: str = ""


_FIX_FORM = "Hash the form's text, the one that is sent; JSON is hashed only when JSON is sent."
_FIX_JSON = "Write the JSON text once, hash that text and send it as the body (in Python data=, not json=)."
_GAS = "https://github.com/daymer91/trading-Kraken-google"
_SDK_65 = "https://github.com/btschwertfeger/python-kraken-sdk/issues/65"

_AS_JSON = (
    _Row(
        "form-hashed-as-json",
        "The parameters are hashed as compact JSON, but sent as a form",
        _as_json(JSON, _as_text),
        "JSON.stringify, json_encode or to_json makes the text to be hashed, and the HTTP client makes"
        " a form of the same parameters.",
        ("JavaScript", "Python", "Ruby", "PHP"),
        2,
        _GAS,
    ),
    _Row(
        "form-hashed-as-python-json",
        "The parameters are hashed as json.dumps writes, but sent as a form",
        _as_json(JSON_SPACED, _as_text),
        "json.dumps, with its spaces after commas and colons, makes the text to be hashed; requests"
        " with data= makes a form of the same dict.",
        ("Python",),
        1,
        _GAS,
    ),
    _Row(
        "form-hashed-as-json-number-nonce",
        "Hashed as compact JSON with a number as nonce, sent as a form",
        _as_json(JSON, _nonce_number),
        "JSON.stringify makes the text to be hashed, in which the nonce is a number and no string;"
        " the HTTP client makes a form of the same parameters.",
        ("JavaScript", "Ruby", "Go"),
    ),
)

_PYTHON_FORM = _Client(containers.one_text(PYTHON), PYTHON, encode)
_DOTNET_FORM = _Client(containers.one_text(JSON), JSON._replace(true="True", false="False", null=""), encode)
_PHP_SCALARS = JSON._replace(true="1", false="0", null="")
_EMPTY_NULL = JSON._replace(null="")

_AS_FORM = (
    _Row(
        "json-hashed-as-python-form",
        "urlencode's form is hashed, but JSON is sent",
        _as_form(_PYTHON_FORM),
        "The signing function calls urlencode on the parameters, and requests with json= sends JSON.",
        ("Python",),
        3,
        _SDK_65,
    ),
    _Row(
        "json-hashed-as-php-form",
        "http_build_query's form is hashed, but JSON is sent",
        _as_form(_Client(containers.brackets, _PHP_SCALARS, _encoder(PHP_FORM), null_dropped=True)),
        "http_build_query makes the text to be hashed (true is 1, null is left out) and json_encode the"
        " body.",
        ("PHP",),
    ),
    _Row(
        "json-hashed-as-qs-form",
        "qs' form is hashed, but JSON is sent",
        _as_form(_Client(containers.brackets, _EMPTY_NULL, _encoder(RFC_3986))),
        "qs.stringify makes the text to be hashed; axios and fetch send the object as JSON.",
        ("JavaScript", "TypeScript"),
    ),
    _Row(
        "json-hashed-as-querystring-form",
        "querystring's form is hashed, but JSON is sent",
        _as_form(_Client(containers.querystring, _EMPTY_NULL, _encoder(URI_COMPONENT))),
        "querystring.stringify makes the text to be hashed (objects are empty in it); axios and fetch"
        " send the object as JSON.",
        ("JavaScript", "TypeScript"),
    ),
    _Row(
        "json-hashed-as-urlsearchparams-form",
        "URLSearchParams' form is hashed, but JSON is sent",
        _as_form(_Client(containers.js_string, JSON, _encoder(WHATWG_FORM))),
        "URLSearchParams makes the text to be hashed (objects are [object Object] in it); axios and"
        " fetch send the object as JSON.",
        ("JavaScript", "TypeScript"),
    ),
    _Row(
        "json-hashed-as-dotnet-form",
        "FormUrlEncodedContent's form is hashed, but JSON is sent",
        _as_form(_DOTNET_FORM),
        "The signature is made over the form of a Dictionary of strings, in which true is True; the"
        " body is JSON.",
        ("C#",),
        1,
        "https://github.com/JKorf/Kraken.Net/issues/140",
    ),
)

TYPED_JSON = entry(
    "form-hashed-as-typed-json",
    "The parameters are hashed as JSON with numbers, true and null",
    _as_json(JSON, lambda name, value: _typed(value) if isinstance(value, str) else value),
    "One dictionary has numbers and booleans among its texts. JSON keeps their types, a form has none:"
    " 37500.5 stands without quotes in the one and as text in the other.",
    _FIX_FORM,
    ("Python", "JavaScript", "Ruby"),
    needs="a form with a value that is a number, a boolean or nothing",
)
"""Stands for all choices of what is typed with everything typed; `any_types` makes the others."""


def any_types(body: bytes) -> Iterator[Mistake]:
    """Yield TYPED_JSON for each choice of the values that are typed, compact and spaced, under its id.

    A dictionary may also have a name with brackets as one name: {"close[price]": ...}. Nothing is
    yielded for a body that is no form.
    """
    try:
        nested = {} if is_json(body) else parameters(body)
        flat = {} if is_json(body) else {part.key: decode(part.value) for part in segments(body) if part.raw}
    except CannotApply:
        return
    yield from _types(nested, "")
    if flat != nested:
        yield from _types(flat, ", names with brackets as they are")


def _types(fields: dict[str, Value], words: str) -> Iterator[Mistake]:
    choices = [
        [value, _typed(value)] if isinstance(value, str) and _typed(value) is not value else [value]
        for value in fields.values()
    ]
    for values in product(*choices):
        chosen = dict(zip(fields, values, strict=True))
        typed = [name for name, value in chosen.items() if value is not fields[name]]
        which = f": {', '.join(typed)}" if typed else ""
        for printed, how in ((JSON, ""), (JSON_SPACED, ", with spaces")):
            title, text = f"{TYPED_JSON.title}{words}{how}{which}", to_bytes(printed.text(chosen))
            yield TYPED_JSON._replace(title=title, apply=Via(always(text)))


def _typed(value: str) -> Value:
    return _WORDS[value] if value in _WORDS else Number(value) if NUMBER.fullmatch(value) else value


_WORDS: dict[str, Value] = {
    **dict.fromkeys(("true", "True"), True),
    **dict.fromkeys(("false", "False"), False),
    **dict.fromkeys(("None", "null", ""), None),
}

FORMAT: tuple[Mistake, ...] = (
    *[
        entry(
            row.id, row.title, row.change, row.why, _FIX_FORM, row.languages, row.seen, row.source, "a form"
        )
        for row in _AS_JSON
    ],
    TYPED_JSON,
    *[
        entry(
            row.id,
            row.title,
            row.change,
            row.why,
            _FIX_JSON,
            row.languages,
            row.seen,
            row.source,
            "a JSON body",
        )
        for row in _AS_FORM
    ],
    entry(
        "multipart-hashed-as-form",
        "A form is hashed, but multipart/form-data is sent",
        _parts_as_form,
        "Postman's form-data, curl_setopt with an array and JavaScript's FormData send multipart bodies.",
        "Send application/x-www-form-urlencoded: hand the signed text on as a string.",
        ("PHP", "JavaScript", "Postman"),
        needs="a multipart body",
    ),
    *PRINTED,
)
