"""The headers of a request that say something about how it was signed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from explainer.intake.readers.fields import is_left_out
from explainer.intake.readers.model import Field, Found, Span, exact
from explainer.intake.readers.names import meaning
from explainer.secret import Secret

_FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "api-key": "api_key",
        "api-sign": "signature",
        "api-nonce": "nonce",
        "nonce": "nonce",
        "content-type": "content_type",
        "host": "host",
    }
)


def read_header(name: str, value: str, span: Span) -> Found | None:
    """Return the field that a header stands for, None for one that says nothing about the signature.

    `value` is the header's value without the white space around it that HTTP allows; `span` is where it
    stands in the paste. A private key that is sent in a header is found as such.
    """
    name = name.strip()
    how = f"the header {name}"
    field = _FIELDS.get(name.lower())
    if field is None:
        said = meaning(name)
        is_secret = said is not None and said.field == "secret"
        return Found("secret", Secret(exact(value)), span, how) if is_secret else None
    if field in ("api_key", "signature") and value and is_left_out(value):
        return None
    if field == "host":
        value = value.partition(":")[0].lower()
    return Found(field, exact(value), span, how)
