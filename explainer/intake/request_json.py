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
from typing import Any

from explainer.errors import InputError
from explainer.intake.draft import STAGE_IDS, Draft, Printed
from explainer.intake.strict_json import bytes_of, is_number, kind, load, quote, suggestion, text_of
from explainer.request import form_body, json_body
from explainer.secret import Secret

_BODIES = ("body", "parameters", "json")
_SENT = ("content_type", "method", "sent_body")
FIELDS = ("path", "nonce", *_BODIES, "secret", "api_key", "signature", "observed", *_SENT)


def read_json(data: bytes) -> Draft:
    """Read a request from JSON in UTF-8; what it does not say is None.

    Raises InputError that names the field or the line; it never quotes a value.
    """
    fields = load(data, "request", _SHAPE)
    if not isinstance(fields, dict):
        raise InputError("request", f"is {kind(fields)}, not an object", hint=_SHAPE)
    for name in fields:
        if name not in FIELDS:
            hint = suggestion(name, "fields", FIELDS)
            raise InputError("request", f"has an unknown field, {quote(name)}", hint=hint)
    body = _body(fields)
    nonce = fields.get("nonce")
    secret = text_of("secret", fields.get("secret"))
    return Draft(
        path=bytes_of("path", fields.get("path")),
        nonce=bytes_of("nonce", str(nonce) if is_number(nonce) else nonce, "text or a whole number"),
        body=body,
        secret=None if secret is None else Secret(secret),
        api_key=bytes_of("api_key", fields.get("api_key")),
        signature=text_of("signature", fields.get("signature")),
        observed=printed_values(fields.get("observed")),
        content_type=text_of("content_type", fields.get("content_type")),
        method=text_of("method", fields.get("method")),
        sent_body=bytes_of("sent_body", fields.get("sent_body")),
    )


_SHAPE = 'give an object such as {"path": "/0/private/Balance", "body": "nonce=1", "secret": "..."}'


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
    body = fields.get("body")
    if body is not None and not isinstance(body, str):
        raise InputError(
            "body",
            f"is {kind(body)}, not the exact text that is sent, such as nonce=1616492376594",
            hint='for an object give "parameters", sent as a form, or "json", sent as JSON',
        )
    return bytes_of("body", body)


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
            "parameters", f"is {kind(value)}", hint="give an object or a list of [name, value] pairs"
        )
    for at, (name, item) in enumerate(pairs):
        if isinstance(item, bool) or not isinstance(item, (str, int)):
            raise InputError(
                f"parameters[{at}]",
                f"the value of {quote(name)} is {kind(item)}",
                hint="give the text that your code sends for it",
            )
    return [(name, str(item)) for name, item in pairs]


def printed_values(value: Any, field: str = "observed") -> tuple[Printed, ...] | None:
    """Return printed values from the JSON of a field. Raises InputError."""
    if value is None:
        return None
    if isinstance(value, dict):
        for stage in value:
            if stage not in STAGE_IDS:
                hint = suggestion(stage, "stages", STAGE_IDS)
                raise InputError(field, f"has no stage {quote(stage)}", hint=hint)
        return tuple([Printed(stage, _printed(f"{field}.{stage}", item)) for stage, item in value.items()])
    if isinstance(value, list) and not _is_byte_list(value):
        return tuple([Printed("", _printed(f"{field}[{at}]", item)) for at, item in enumerate(value)])
    return (Printed("", _printed(field, value)),)


def _printed(field: str, value: object) -> str:
    """Return a value as text; lists and objects as JSON, which is one of the notations of bytes."""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, dict)) or is_number(value):
        return json.dumps(value)
    raise InputError(field, f"is {kind(value)}", hint="give what your code printed, as text")


def _is_byte_list(value: list[Any]) -> bool:
    return len(value) > 1 and all(is_number(item) for item in value)
