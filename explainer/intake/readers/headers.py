"""The headers of a request that say something about how it was signed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from explainer.intake.readers.model import Field, Found, Span, exact

_FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "api-key": "api_key",
        "api-sign": "signature",
        "api-nonce": "nonce",
        "content-type": "content_type",
        "host": "host",
    }
)


def read_header(name: str, value: str, span: Span) -> Found | None:
    """Return the field that a header stands for, None for one that says nothing about the signature.

    `value` is the header's value without the white space around it that HTTP allows; `span` is where it
    stands in the paste.
    """
    field = _FIELDS.get(name.strip().lower())
    return None if field is None else Found(field, exact(value), span, f"the header {name.strip()}")
