"""A name with a value: which field of a request it gives, if the value can be one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.intake.readers.addresses import read_address
from explainer.intake.readers.model import KEYLIKE, Field, Found, Remark, Span, exact
from explainer.intake.readers.names import meaning, plain
from explainer.secret import Secret

_NUMBER = re.compile(r"[+-]?\d[\d.,_' ]*(?:[eE][+-]?\d{1,4})?")
_INTEGER_SUFFIX = re.compile(r"(\d)(?:n|[uU]?[lL]{1,2})\Z")
_FORM = re.compile(r"[\w\[\]%.~-]+=(?!=)(?![^&\n]*[({])[^\n]*")
_CODE = re.compile(r"[A-Za-z0-9+/=_%-]{20,}")
"""What may be a key or a signature and is no expression of a programming language."""
_OBJECT = re.compile(r"\[object \w{1,20}\]")
_METHOD = re.compile(r"(?i:get|post|put|delete|patch)")
_ADDRESS = re.compile(r"(?:https?://|/|[\w.-]{1,60}/)[^\s\"'`(){}|\\^<>,;]*")
_LONGEST_NONCE = 60
_LONGEST_LEFT_OUT = 120
_LEFT_OUT = re.compile(
    r"<[^>]*>|[xX*.…•#_ -]*|.*(?:redacted|your|placeholder|hidden|removed|changeme|insert"
    r"|my_?(?:api|secret|private|key)|\.\.\.|…|\*\*\*|•••|xxxxx).*",
    re.IGNORECASE,
)


def read_field(name: str, value: str, span: Span, how: str, *, literal: bool) -> Iterator[Found | Remark]:
    """Yield what a value says that stands beside a name; nothing if it is none of a request.

    `literal` says that the value is one for sure, such as a text in quotes; otherwise it may be an
    expression in code, and only what cannot be one is taken. `span` is where the value stands, with its
    quotes.
    """
    meant = meaning(name)
    if meant is None or not value.strip():
        return
    field = meant.field
    if not _fits(plain(name), field, value, literal):
        return
    if field in ("secret", "api_key", "signature") and is_left_out(value):
        if field == "secret":
            yield Remark("secret-left-out", _LEFT_OUT_SAID, span)
    elif field == "path":
        as_written = span if span[1] - span[0] != len(value) else None
        yield from read_address(value, span[0], how, span=as_written)
    elif field == "secret":
        yield Found(field, Secret(exact(value)), span, how)
    elif field == "observed":
        yield Found(field, exact(value), span, how, stage=meant.stage)
    elif plain(name) == "key" and KEYLIKE.fullmatch(value.strip()):
        yield Found("observed", exact(value), span, how)
    else:
        yield Found(field, exact(value if literal or field != "nonce" else bare_integer(value)), span, how)


def is_left_out(value: str) -> bool:
    """Return whether somebody wrote something in place of a key, to keep it to himself."""
    if len(value) > _LONGEST_LEFT_OUT or KEYLIKE.fullmatch(value.strip()):
        return False
    return _LEFT_OUT.fullmatch(value.strip()) is not None


def is_form(text: str) -> bool:
    """Return whether a text without quotes can be a form body: names and values, and no expression."""
    return _FORM.fullmatch(text) is not None


def bare_integer(text: str) -> str:
    """Return a number without the letters that mark a long one in code: 12n, 12L."""
    return _INTEGER_SUFFIX.sub(r"\1", text)


def _fits(name: str, field: Field, value: str, literal: bool) -> bool:
    """Return whether a value can be one of this field."""
    if field == "nonce":
        number = _NUMBER.fullmatch(bare_integer(value))
        return number is not None or (literal and len(value) <= _LONGEST_NONCE)
    if field == "path":
        return _ADDRESS.fullmatch(value) is not None
    if field == "method":
        return _METHOD.fullmatch(value) is not None
    if field == "content_type":
        return "/" in value
    if field == "body":
        return "=" in value if literal else is_form(value)
    if field == "signature" and _OBJECT.fullmatch(value):
        return True
    return (literal and name != "key") or (_CODE.fullmatch(value) is not None and not _is_identifier(value))


def _is_identifier(text: str) -> bool:
    """Return whether a text is more likely the name of a variable than a key."""
    words = text.replace("_", "")
    return words.isalpha() and text.isidentifier() and ("_" in text or text == text.lower() or len(text) < 40)


_LEFT_OUT_SAID = (
    "the private key is left out here; none is needed if your code signs the published example instead"
    " (explainer challenge)"
)


MADE = (
    "the body was made from these parameters, URL-encoded in their order; if your code writes it otherwise,"
    " paste the body that it sends"
)
"""What to say about a body that does not stand in the paste."""
SENT_AS_JSON = (
    "the Content-Type says JSON, so this text was taken for the POST data, byte for byte; if your code writes"
    " it otherwise, paste the body that it sends"
)
MADE_AS_JSON = (
    "the body was made from these values as JSON, in their order and with the spaces that this encoder puts;"
    " if your code writes it otherwise, paste the body that it sends"
)


def encodable(text: str) -> bool:
    """Return whether a text has a UTF-8 form."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
