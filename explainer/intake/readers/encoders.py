"""What the encoders of languages write for the values of an object of parameters."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Literal

from explainer.intake.readers.literals import Constant, Items, Number, Pairs, Text, Value
from explainer.request import form_body

Language = Literal["python", "javascript", "php"]

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


def form(parameters: Pairs, language: Language) -> bytes:
    """Return parameters as the language's own encoder writes them.

    That is urlencode of Python, URLSearchParams of JavaScript, http_build_query of PHP. Raises Unwritable,
    and InputError for half a surrogate pair.
    """
    written = {name: _text(value, language) for name, value in parameters.pairs}
    body = form_body({name: text for name, text in written.items() if text is not None})
    if language != "python":
        body = body.replace(b"~", b"%7E")
    return body.replace(b"%2A", b"*") if language == "javascript" else body


def json_text(value: Value, language: Language) -> str:
    """Return a value as JSON: json.dumps of Python, JSON.stringify of JavaScript, json_encode of PHP.

    Raises Unwritable.
    """
    comma, colon = (", ", ": ") if language == "python" else (",", ":")
    if isinstance(value, Items):
        return f"[{comma.join([json_text(item, language) for item in value.items])}]"
    if isinstance(value, Pairs):
        entries = {name: json_text(item, language) for name, item in value.pairs if not _is_undefined(item)}
        return (
            "{" + comma.join([_quoted(name, language) + colon + item for name, item in entries.items()]) + "}"
        )
    if isinstance(value, Text):
        return _quoted(value.value, language)
    if isinstance(value, Number):
        if language == "php" and not isinstance(_numeric(value.written), int):
            raise Unwritable(
                value, "number", "how PHP writes this number depends on its settings; paste the body"
            )
        return _number(value, language)
    if isinstance(value, Constant):
        return "true" if value.written in _TRUE else "false" if value.written in _FALSE else "null"
    raise Unwritable(value, "expression", EXPRESSION)


def _quoted(text: str, language: Language) -> str:
    quoted = json.dumps(text, ensure_ascii=language != "javascript")
    return quoted.replace("/", "\\/") if language == "php" else quoted


def _is_undefined(value: Value) -> bool:
    return isinstance(value, Constant) and value.written == "undefined"


def differs_by_client(parameters: Pairs, language: Language) -> Value | None:
    """Return the first value that HTTP clients of the language write in different ways, if there is one."""
    if language != "python":
        return None
    return next((value for _, value in parameters.pairs if isinstance(value, Constant)), None)


def _text(value: Value, language: Language) -> str | None:
    """Return the text of a value, None if it is left out."""
    if isinstance(value, Text):
        return value.value
    if isinstance(value, Number):
        return _number(value, language)
    if isinstance(value, Constant):
        return _constant(value, language)
    if not isinstance(value, (Items, Pairs)):
        raise Unwritable(value, "expression", EXPRESSION)
    raise Unwritable(
        value,
        "nested-value",
        "encoders write a list or an object inside the parameters in different ways, so no body was made;"
        " paste the body that your code sends",
    )


EXPRESSION = "this is an expression, which is not evaluated here; paste what it gives"


def _constant(value: Constant, language: Language) -> str | None:
    if language == "javascript":
        return value.written
    if value.written in _TRUE:
        return "True" if language == "python" else "1"
    if value.written in _FALSE:
        return "False" if language == "python" else "0"
    return "None" if language == "python" else None


def _number(number: Number, language: Language) -> str:
    if len(number.written) > _LONGEST_NUMBER:
        raise Unwritable(number, "expression", "this number is too long to be one; write it as text")
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
