"""Rules about the values of a body's fields: what languages print instead of a value, and the otp."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from explainer.diagnosis.checks.body_fields import Field
from explainer.diagnosis.checks.model import Hit, Rule, Subject, found

_NOTHING = frozenset({"undefined", "None", "null", "NaN", "nil"})
_PYTHON = re.compile(r"[\[(]b?'|\{'|b'|<[\w.]{1,60} object at ")
_JAVA = re.compile(r"\{[A-Za-z_]\w{0,40}=|\[[A-Za-z_]\w{0,40}, ")
_AMOUNTS = frozenset({"price", "price2", "volume", "displayvol", "amount"})
_DECIMAL_COMMA = re.compile(r"[0-9]{1,30},[0-9]{1,30}")
_SCIENTIFIC = re.compile(r"[0-9.]{1,30}[eE][+-]?[0-9]{1,4}")
_SIGNATURES = frozenset({"sign", "signature", "api-sign", "api_sign", "apisign"})


def _field(field: Field | None) -> Hit | None:
    return None if field is None else Hit(field.position)


def _object_text(subject: Subject) -> Hit | None:
    return _field(next((f for f in subject.body.fields if "[object " in f.value), None))


def _array_text(subject: Subject) -> Hit | None:
    return _field(next((f for f in subject.body.fields if f.value == "Array" and f.name != "nonce"), None))


def _nothing(subject: Subject) -> Hit | None:
    for field in subject.body.fields:
        if field.value in _NOTHING:
            return Hit(field.position, field.value)
    return None


def _printed_collection(subject: Subject) -> Hit | None:
    for field in subject.body.fields:
        if _PYTHON.match(field.value) or _JAVA.match(field.value):
            return Hit(field.position)
    whole = unquote_to_bytes(subject.request.body[:200]).decode(errors="replace")
    return Hit(0) if subject.body.kind == "form" and (_PYTHON.match(whole) or _JAVA.match(whole)) else None


def _decimal_comma(subject: Subject) -> Hit | None:
    fields = [f for f in subject.body.fields if f.name in _AMOUNTS]
    return _field(next((f for f in fields if _DECIMAL_COMMA.fullmatch(f.value)), None))


def _scientific(subject: Subject) -> Hit | None:
    fields = [f for f in subject.body.fields if f.name in _AMOUNTS]
    return _field(next((f for f in fields if _SCIENTIFIC.fullmatch(f.value)), None))


def _carries_signature(subject: Subject) -> Hit | None:
    return _field(next((f for f in subject.body.fields if f.name.lower() in _SIGNATURES), None))


def _capital_boolean(subject: Subject) -> Hit | None:
    return _field(next((f for f in subject.body.fields if f.value in ("True", "False")), None))


def _otp_empty(subject: Subject) -> Hit | None:
    return _field(next((f for f in subject.body.values("otp") if not f.value.strip()), None))


def _otp_present(subject: Subject) -> Hit | None:
    return _field(next((f for f in subject.body.values("otp") if f.value.strip()), None))


def _otp_absent(subject: Subject) -> Hit | None:
    return found(subject.body.kind in ("form", "json") and not subject.body.values("otp"))


RULES = (
    Rule(
        "body-object-text",
        "error",
        "body",
        "a field's value is [object ...], which is how JavaScript prints an object: write its members as"
        " fields of their own, close[ordertype]=..., or send JSON",
        _object_text,
    ),
    Rule(
        "body-array-text",
        "warning",
        "body",
        "a field's value is Array, which is how PHP prints one: join it or repeat the field",
        _array_text,
    ),
    Rule(
        "body-nothing-as-text",
        "warning",
        "body",
        "a field's value is the word {detail}: leave a field without a value out, before signing and sending",
        _nothing,
    ),
    Rule(
        "body-printed-collection",
        "warning",
        "body",
        "a list or map was turned into text by the language, not by an encoder: write name=value pairs",
        _printed_collection,
    ),
    Rule(
        "body-decimal-comma",
        "warning",
        "body",
        "an amount has a decimal comma: format numbers with a point, whatever the computer's country",
        _decimal_comma,
    ),
    Rule(
        "body-scientific-number",
        "warning",
        "body",
        "an amount is in scientific notation: format it as a plain decimal number, best kept as text",
        _scientific,
    ),
    Rule(
        "body-carries-signature",
        "warning",
        "body",
        "the signature is a field of the body; Kraken takes it in the API-Sign header",
        _carries_signature,
    ),
    Rule(
        "otp-empty",
        "warning",
        "body",
        "otp is empty: send the current code, or leave the field out if the API key has no 2FA",
        _otp_empty,
    ),
    Rule(
        "body-capital-boolean",
        "hint",
        "body",
        "True and False are Python's spelling: right if they are sent so, but some clients write true"
        " and false",
        _capital_boolean,
    ),
    Rule(
        "otp-present",
        "hint",
        "body",
        "the body has an otp: it belongs there only if the API key itself has 2FA, has to be current, and has"
        " to be signed with the rest",
        _otp_present,
    ),
    Rule(
        "otp-absent",
        "hint",
        "body",
        "the body has no otp: right unless the API key has 2FA; then every call needs one, and without it"
        " Kraken may answer EAPI:Invalid signature to a correct signature",
        _otp_absent,
    ),
)
