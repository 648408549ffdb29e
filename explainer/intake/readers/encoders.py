"""What the encoders of languages write for the values of an object of parameters."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple

from explainer.intake.readers.literals import Call, Constant, Items, Number, Pairs, Text, Value
from explainer.intake.readers.model import exact
from explainer.intake.readers.names import plain
from explainer.request import form_body

Language = Literal["python", "javascript", "php"]


class Form(NamedTuple):
    """How an encoder writes form bodies, beside what all do alike. None leaves a value out."""

    kept: str
    """Signs of ~*!'() that stay as they are."""
    true: str
    false: str
    nothing: str | None
    undefined: str | None = None
    space: str = "+"


class Json(NamedTuple):
    """How an encoder writes JSON."""

    comma: str
    colon: str
    escaped: bool
    """Whether what is not ASCII is written as an escape."""


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "urlencode": Form("~", "True", "False", "None"),
        "requests": Form("~", "True", "False", None),
        "httpx": Form("~", "true", "false", ""),
        "URLSearchParams": Form("*", "true", "false", "null", "undefined"),
        "axios": Form("*", "true", "false", None),
        "querystring": Form("~*!'()", "true", "false", "", "", space="%20"),
        "qs": Form("~", "true", "false", "", space="%20"),
        "http_build_query": Form("", "1", "0", None),
        "jQuery": Form("~*!'()", "true", "false", "", ""),
        "encode_www_form": Form("*", "true", "false", ""),
    }
)
"""Encoders of forms, and clients that have one of their own, as they were seen to write."""
JSON: Mapping[Language, Json] = MappingProxyType(
    {
        "python": Json(", ", ": ", escaped=True),
        "javascript": Json(",", ":", escaped=False),
        "php": Json(",", ":", escaped=True),
    }
)
"""The encoder that comes with each language: json.dumps, JSON.stringify, json_encode."""
OWN_FORM: Mapping[Language, str] = MappingProxyType(
    {"python": "urlencode", "javascript": "URLSearchParams", "php": "http_build_query"}
)

_TRUE = frozenset({"True", "true", "TRUE"})
_FALSE = frozenset({"False", "false", "FALSE"})
_LONGEST_NUMBER = 60


class Unwritable(Exception):
    """A value that cannot be written: its place, and why."""

    def __init__(self, value: Value, id: str, message: str) -> None:
        super().__init__(id)
        self.span = value.span
        self.id = id
        self.message = message


class Encoder(NamedTuple):
    """What writes a body: an encoder of a language, or a client that has one of its own."""

    language: Language
    rules: Form | Json | None
    """None if it was given options that are not known here."""

    @property
    def as_json(self) -> bool:
        return isinstance(self.rules, Json)

    def write(self, value: Value) -> bytes:
        """Return a value as it is written. Raises Unwritable, and InputError for half a surrogate pair."""
        if isinstance(self.rules, Json):
            return exact(json_text(value, self.language, self.rules))
        if self.rules is None or not isinstance(value, Pairs):
            raise Unwritable(value, UNKNOWN, EXPRESSION)
        return form(value, self.language, self.rules)


_ENCODERS: Mapping[str, Encoder] = MappingProxyType(
    {
        "urlencode": Encoder("python", FORMS["urlencode"]),
        "urlvaluesencode": Encoder("python", FORMS["urlencode"]),
        "urlsearchparams": Encoder("javascript", FORMS["URLSearchParams"]),
        "urlsearchparamstostring": Encoder("javascript", FORMS["URLSearchParams"]),
        "httpbuildquery": Encoder("php", FORMS["http_build_query"]),
        "param": Encoder("javascript", FORMS["jQuery"]),
        "encodewwwform": Encoder("python", FORMS["encode_www_form"]),
        "formurlencodedcontent": Encoder("python", FORMS["urlencode"]),
        "formbody": Encoder("javascript", FORMS["URLSearchParams"]),
        "querystringstringify": Encoder("javascript", FORMS["querystring"]),
        "qsstringify": Encoder("javascript", FORMS["qs"]),
        "dumps": Encoder("python", JSON["python"]),
        "jsonstringify": Encoder("javascript", JSON["javascript"]),
        "jsonencode": Encoder("php", JSON["php"]),
    }
)
"""By the end of the function's name, in small letters."""
_NEUTRAL = frozenset({"", "&", "0", "null", "PHP_QUERY_RFC1738"})
"""Options that change nothing."""


def encoder_of(call: Call) -> Encoder | None:
    """Return what writes the first argument of a call, None for a call that is no encoder."""
    name = plain(call.function)
    encoder = next((each for end, each in _ENCODERS.items() if name.endswith(end)), None)
    if encoder is None or not call.arguments:
        return None
    rules = encoder.rules
    for option, value in call.arguments[1:]:
        rules = None if rules is None else _with_option(rules, option, value)
    return encoder._replace(rules=rules)


def _with_option(rules: Form | Json, option: str, value: Value) -> Form | Json | None:
    """Return the rules with an option of the encoder, None if it is not known here."""
    if option == "ensure_ascii" and isinstance(rules, Json) and isinstance(value, Constant):
        return rules._replace(escaped=value.written in _TRUE)
    if option == "separators" and isinstance(rules, Json) and isinstance(value, Items):
        signs = [item.value for item in value.items if isinstance(item, Text)]
        return rules._replace(comma=signs[0], colon=signs[1]) if len(signs) == 2 else None
    if option == "doseq":
        return rules
    written = value.value if isinstance(value, Text) else getattr(value, "written", None)
    return rules if not option and written in _NEUTRAL else None


def form(parameters: Pairs, language: Language, rules: Form | None = None) -> bytes:
    """Return parameters as the language's own encoder of forms writes them, or by the rules of another.

    Of a name that comes again the last value is taken. Raises Unwritable, and InputError for half a
    surrogate pair.
    """
    rules = rules or FORMS[OWN_FORM[language]]
    written = {name: _text(value, language, rules) for name, value in parameters.pairs}
    body = form_body({name: text for name, text in written.items() if text is not None}).decode()
    if "~" not in rules.kept:
        body = body.replace("~", "%7E")
    for sign in rules.kept.replace("~", ""):
        body = body.replace(f"%{ord(sign):02X}", sign)
    return body.replace("+", rules.space).encode()


def json_text(value: Value, language: Language, rules: Json | None = None) -> str:
    """Return a value as JSON as the language's own encoder writes it, or by the rules of another.

    Raises Unwritable.
    """
    rules = rules or JSON[language]
    if isinstance(value, Items):
        return f"[{rules.comma.join([json_text(item, language, rules) for item in value.items])}]"
    if isinstance(value, Pairs):
        entries = {
            name: json_text(item, language, rules) for name, item in value.pairs if not _is_undefined(item)
        }
        written = [f"{_quoted(name, language, rules)}{rules.colon}{item}" for name, item in entries.items()]
        return "{" + rules.comma.join(written) + "}"
    if isinstance(value, Text):
        return _quoted(value.value, language, rules)
    if isinstance(value, Number) and language != "php" and math.isinf(_numeric(value.written)):
        return "null" if language == "javascript" else json.dumps(_numeric(value.written))
    if isinstance(value, Number):
        if language == "php" and not isinstance(_numeric(value.written), int):
            raise Unwritable(
                value, "number", "how PHP writes this number depends on its settings; paste the body"
            )
        return _number(value, language)
    if isinstance(value, Constant):
        return "true" if value.written in _TRUE else "false" if value.written in _FALSE else "null"
    raise Unwritable(value, UNKNOWN, EXPRESSION)


def _quoted(text: str, language: Language, rules: Json) -> str:
    quoted = json.dumps(text, ensure_ascii=rules.escaped)
    return quoted.replace("/", "\\/") if language == "php" else quoted


def _is_undefined(value: Value) -> bool:
    return isinstance(value, Constant) and value.written == "undefined"


def _text(value: Value, language: Language, rules: Form) -> str | None:
    """Return the text of a value, None if it is left out."""
    if isinstance(value, Text):
        return value.value
    if isinstance(value, Number):
        return _number(value, language)
    if isinstance(value, Constant):
        return _constant(value, rules)
    if not isinstance(value, (Items, Pairs)):
        raise Unwritable(value, UNKNOWN, EXPRESSION)
    raise Unwritable(
        value,
        "nested-value",
        "encoders write a list or an object inside the parameters in different ways, so no body was made;"
        " paste the body that your code sends",
    )


UNKNOWN = "expression"
"""The id of what is said of a value that is not known."""
EXPRESSION = "this is an expression, which is not evaluated here; paste what it gives"


def _constant(value: Constant, rules: Form) -> str | None:
    if value.written in _TRUE:
        return rules.true
    if value.written in _FALSE:
        return rules.false
    return rules.undefined if _is_undefined(value) else rules.nothing


def _number(number: Number, language: Language) -> str:
    if len(number.written) > _LONGEST_NUMBER:
        raise Unwritable(number, UNKNOWN, "this number is too long to be one; write it as text")
    value = _numeric(number.written)
    if language == "javascript" and not number.written.endswith("n"):
        return _javascript(float(value))
    if language != "php" or (isinstance(value, int) and abs(value) < 2**63):
        return str(value)
    return _php(float(value))


def _numeric(written: str) -> int | float:
    text = written.replace("_", "").removesuffix("n")
    if "x" in text.lower():
        return int(text, 16)
    return int(text) if text.lstrip("+-").isdigit() else float(text)


def _javascript(value: float) -> str:
    """Return a number as JavaScript writes it."""
    if value == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(value)).as_tuple()
    if not isinstance(exponent, int):
        return "Infinity" if value > 0 else "-Infinity"
    text = "".join(map(str, digits)).rstrip("0")
    point = len(digits) + exponent
    minus = "-" if sign else ""
    if len(text) <= point <= 21:
        return minus + text.ljust(point, "0")
    if 0 < point <= 21:
        return f"{minus}{text[:point]}.{text[point:]}"
    if -6 < point <= 0:
        return f"{minus}0.{'0' * -point}{text}"
    mantissa = text[0] + (f".{text[1:]}" if len(text) > 1 else "")
    return f"{minus}{mantissa}e{point - 1:+d}"


def _php(value: float) -> str:
    """Return a number as http_build_query writes it, with 14 digits."""
    mantissa, sign, exponent = f"{value:.14G}".partition("E")
    if not sign:
        return mantissa
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}E{int(exponent):+d}"
