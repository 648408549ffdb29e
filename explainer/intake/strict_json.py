"""JSON read strictly: no field twice, no NaN, and errors that never quote a value."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from explainer.errors import InputError
from explainer.intake.draft import LARGEST, UnusableText
from explainer.secret import encode_text

_LONGEST_NAME = 24


def load(data: bytes, what: str, shape: str) -> Any:
    """Return the value of a JSON text in UTF-8.

    `what` is the field that errors name, `shape` says what a good text looks like. Raises InputError;
    it says where, never what stands there: that may be a private key.
    """
    text = _decode(data, what)
    if not text.strip():
        raise InputError(what, "is empty", hint=shape)

    def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for name, value in pairs:
            if name in fields:
                raise InputError(
                    what,
                    f"has the field {quote(name)} twice",
                    hint="remove one; to send a parameter twice, give a list of [name, value] pairs",
                )
            fields[name] = value
        return fields

    def refuse(constant: str) -> NoReturn:
        raise InputError(what, f"{constant} is no JSON", hint="write it as text")

    try:
        return json.loads(text, object_pairs_hook=object_of, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise _syntax_error(text, error, what) from None
    except RecursionError:
        raise InputError(what, "is nested too deeply", hint=shape) from None
    except InputError:
        raise
    except ValueError:
        raise InputError(what, "has a number of thousands of digits", hint="write it as text") from None


def text_of(field: str, value: object, wanted: str = "text") -> str | None:
    """Return a field's text, None for null. Raises InputError for anything else."""
    if value is None or isinstance(value, str):
        return value
    raise InputError(field, f"is {kind(value)}, not {wanted}", hint="write it in double quotes")


def bytes_of(field: str, value: object, wanted: str = "text") -> bytes | None:
    """Return a field's text as UTF-8, None for null. Raises InputError for anything else."""
    text = text_of(field, value, wanted)
    if text is None:
        return None
    try:
        return encode_text(text, field)
    except InputError as error:
        raise UnusableText(error, text) from None


def is_number(value: object) -> bool:
    """Return whether this is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def kind(value: object) -> str:
    """Return what a value is, with an article."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return {dict: "an object", list: "a list", str: "a text", int: "a number"}.get(
        type(value), "a number with a fraction"
    )


def quote(name: str) -> str:
    """Return a field's name in quotes; not a long one, which may be a private key out of place."""
    return repr(name) if len(name) <= _LONGEST_NAME else f"whose name has {len(name)} characters"


def suggestion(name: str, what: str, known: tuple[str, ...]) -> str:
    """Return which of the known names may have been meant, or what there is."""
    from difflib import get_close_matches

    close = get_close_matches(name.lower()[:_LONGEST_NAME], known, n=1)
    return f"did you mean {close[0]!r}?" if close else f"the {what} are {', '.join(known)}"


def _decode(data: bytes, what: str) -> str:
    if len(data) > LARGEST:
        raise InputError(what, f"has more than {LARGEST:,} bytes", hint="nothing Kraken takes is that long")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError(what, "is UTF-16, not UTF-8", hint="save the file as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        lines = data[: error.start].split(b"\n")
        raise InputError(
            what,
            f"the byte 0x{data[error.start]:02X} at line {len(lines)}, byte {len(lines[-1]) + 1}"
            " is no valid UTF-8",
            hint="save the file as UTF-8",
        ) from None


_WHAT = (
    ("Expecting property name", "expected a name in double quotes"),
    ("Expecting value", "expected a value"),
    ("Expecting ',' delimiter", "expected a comma or the end of the object or list"),
    ("Expecting ':' delimiter", "expected a colon"),
    ("Unterminated string", "the text that begins here has no closing quote"),
    ("Invalid control character", "a control character inside a text; write it as an escape such as \\n,"),
    ("Invalid \\", "a backslash begins an escape that JSON does not have; for a backslash write two,"),
    ("Extra data", "more text after the end of the object"),
    ("Illegal trailing comma", "a comma after the last entry"),
)


def _syntax_error(text: str, error: json.JSONDecodeError, field: str) -> InputError:
    """Say what is wrong at which place, without the text around it: that may be the private key."""
    what = next((words for start, words in _WHAT if error.msg.startswith(start)), "a mistake in the syntax")
    line = text.count("\n", 0, error.pos) + 1
    column = error.pos - (text.rfind("\n", 0, error.pos) + 1) + 1
    found = _found(text[error.pos : error.pos + 1])
    return InputError(
        field,
        f"is no JSON: {what} at line {line}, column {column}{found}",
        hint="names and texts stand in double quotes, entries are parted by commas",
    )


def _found(character: str) -> str:
    """Say which character it is, if it cannot be one of a private key's."""
    if not character:
        return ", where the text ends"
    if character.isalnum() or character in "+/=-_":
        return ""
    return f", found {character!r}" if character.isprintable() else f", found U+{ord(character):04X}"
