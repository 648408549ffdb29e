"""The JSON form of a request.

    {"path": "/0/private/Balance", "body": "nonce=1616492376594", "secret": "kQH5..."}

`path`, `secret`, `api_key` and `signature` are text; `nonce` is text or a whole number. The body
is one of `body` (the text, exactly as sent), `parameters` (an object or a list of [name, value]
pairs, URL-encoded in the order given) and `json` (any value, sent as compact JSON). All text
becomes UTF-8. Fields may be left out where they come from elsewhere.

For a diagnosis there may be more. `observed` holds what somebody's code printed on the way: an object
of values by stage id, a list of values without names, or one text with several, such as a log. A
value is text in any notation, a number, or the bytes as a list. `content_type` (empty if there was
none), `method` and `sent_body` say how the request was sent.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

from explainer.errors import InputError
from explainer.intake.draft import LARGEST, STAGE_IDS, Draft, Printed, UnusableText
from explainer.request import form_body, json_body
from explainer.secret import Secret, encode_text

_BODIES = ("body", "parameters", "json")
_SENT = ("content_type", "method", "sent_body")
_FIELDS = ("path", "nonce", *_BODIES, "secret", "api_key", "signature", "observed", *_SENT)


def read_json(data: bytes) -> Draft:
    """Read a request from JSON in UTF-8; what it does not say is None.

    Raises InputError that names the field or the line; it never quotes a value.
    """
    fields = _parse(_decode(data))
    for name in fields:
        if name not in _FIELDS:
            raise InputError("request", f"has an unknown field, {_quote(name)}", hint=_suggestion(name))
    body = _body(fields)
    nonce = fields.get("nonce")
    if isinstance(nonce, int) and not isinstance(nonce, bool):
        nonce = str(nonce)
    secret = _text("secret", fields.get("secret"))
    return Draft(
        path=_bytes("path", fields.get("path")),
        nonce=_bytes("nonce", nonce),
        body=body,
        secret=None if secret is None else Secret(secret),
        api_key=_bytes("api_key", fields.get("api_key")),
        signature=_text("signature", fields.get("signature")),
        observed=_observed(fields.get("observed")),
        content_type=_text("content_type", fields.get("content_type")),
        method=_text("method", fields.get("method")),
        sent_body=_bytes("sent_body", fields.get("sent_body")),
    )


def _decode(data: bytes) -> str:
    if len(data) > LARGEST:
        raise InputError(
            "request", f"has more than {LARGEST:,} bytes", hint="nothing Kraken takes is that long"
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError("request", "is UTF-16, not UTF-8", hint="save the file as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        lines = data[: error.start].split(b"\n")
        raise InputError(
            "request",
            f"the byte 0x{data[error.start]:02X} at line {len(lines)}, byte {len(lines[-1]) + 1}"
            " is no valid UTF-8",
            hint="save the file as UTF-8",
        ) from None


def _parse(text: str) -> dict[str, Any]:
    if not text.strip():
        raise InputError("request", "is empty", hint=_SHAPE)
    try:
        fields = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise _syntax_error(text, error) from None
    except RecursionError:
        raise InputError("request", "is nested too deeply", hint="a request is a flat object") from None
    except InputError:
        raise
    except ValueError:
        raise InputError("request", "has a number of thousands of digits", hint="write it as text") from None
    if not isinstance(fields, dict):
        raise InputError("request", f"is {_kind(fields)}, not an object", hint=_SHAPE)
    return fields


_SHAPE = 'give an object such as {"path": "/0/private/Balance", "body": "nonce=1", "secret": "..."}'


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in pairs:
        if name in fields:
            raise InputError(
                "request",
                f"has the field {_quote(name)} twice",
                hint="remove one; to send a parameter twice, give a list of [name, value] pairs",
            )
        fields[name] = value
    return fields


def _refuse(constant: str) -> NoReturn:
    raise InputError("request", f"{constant} is no JSON", hint="write it as text")


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


def _syntax_error(text: str, error: json.JSONDecodeError) -> InputError:
    """Say what is wrong at which place, without the text around it: that may be the private key."""
    what = next((words for start, words in _WHAT if error.msg.startswith(start)), "a mistake in the syntax")
    line = text.count("\n", 0, error.pos) + 1
    column = error.pos - (text.rfind("\n", 0, error.pos) + 1) + 1
    found = _found(text[error.pos : error.pos + 1])
    return InputError(
        "request",
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


def _body(fields: dict[str, Any]) -> bytes | None:
    given = [name for name in _BODIES if name in fields]
    if len(given) > 1:
        raise InputError(
            "request",
            f"has both {given[0]} and {given[1]}",
            hint="each of them is the whole body: leave one out",
        )
    if given == ["json"]:
        try:
            return json_body(fields["json"])
        except InputError as error:
            raise InputError("json", error.problem, hint=error.hint) from None
        except RecursionError:
            raise InputError("json", "is nested too deeply", hint="give the body's text instead") from None
    if given == ["parameters"]:
        return form_body(_parameters(fields["parameters"]))
    return _bytes("body", fields.get("body"))


def _parameters(value: Any) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        for at, pair in enumerate(value):
            if not (isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str)):
                raise InputError(
                    f"parameters[{at}]", "is no [name, value] pair", hint='write ["pair", "XBTUSD"]'
                )
        pairs = [(pair[0], pair[1]) for pair in value]
    else:
        raise InputError(
            "parameters", f"is {_kind(value)}", hint="give an object or a list of [name, value] pairs"
        )
    for at, (name, item) in enumerate(pairs):
        if isinstance(item, bool) or not isinstance(item, (str, int)):
            raise InputError(
                f"parameters[{at}]",
                f"the value of {_quote(name)} is {_kind(item)}",
                hint="give the text that your code sends for it",
            )
    return [(name, str(item)) for name, item in pairs]


def _observed(value: Any) -> tuple[Printed, ...] | None:
    if value is None:
        return None
    if isinstance(value, dict):
        for stage in value:
            if stage not in STAGE_IDS:
                raise InputError(
                    "observed", f"has no stage {_quote(stage)}", hint=_suggestion(stage, "stages", STAGE_IDS)
                )
        return tuple([Printed(stage, _printed(f"observed.{stage}", item)) for stage, item in value.items()])
    if isinstance(value, list) and not _is_byte_list(value):
        return tuple([Printed("", _printed(f"observed[{at}]", item)) for at, item in enumerate(value)])
    return (Printed("", _printed("observed", value)),)


def _printed(field: str, value: object) -> str:
    """Return a value as text; lists and objects as JSON, which is one of the notations of bytes."""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, dict)) or (isinstance(value, int) and not isinstance(value, bool)):
        return json.dumps(value)
    raise InputError(field, f"is {_kind(value)}", hint="give what your code printed, as text")


def _is_byte_list(value: list[Any]) -> bool:
    return len(value) > 1 and all(isinstance(item, int) and not isinstance(item, bool) for item in value)


def _bytes(field: str, value: object) -> bytes | None:
    text = _text(field, value)
    if text is None:
        return None
    try:
        return encode_text(text, field)
    except InputError as error:
        raise UnusableText(error, text) from None


def _text(field: str, value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    wanted = "text or a whole number" if field == "nonce" else "text"
    raise InputError(field, f"is {_kind(value)}, not {wanted}", hint="write it in double quotes")


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return {dict: "an object", list: "a list", str: "a text", int: "a number"}.get(
        type(value), "a number with a fraction"
    )


def _quote(name: str) -> str:
    """Return a field's name in quotes; not a long one, which may be a private key out of place."""
    return repr(name) if len(name) <= _LONGEST_NAME else f"whose name has {len(name)} characters"


_LONGEST_NAME = 24


def _suggestion(name: str, what: str = "fields", known: tuple[str, ...] = _FIELDS) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name.lower()[:_LONGEST_NAME], known, n=1)
    return f"did you mean {close[0]!r}?" if close else f"the {what} are {', '.join(known)}"
