"""Put another nonce where the body carries the given one."""

from __future__ import annotations

from explainer.pipeline.model import Via
from explainer.pipeline.traced import Data
from explainer.request import find_nonce

_BARE = " {}$<>"
"""A space, which is a '+' in the end, and what only a template that nobody filled in has."""


def carry(body: Data, given_nonce: Data, nonce: Data) -> Data:
    """Return the body with the nonce that the code made in place of the given one.

    The nonce is escaped as the body needs it: percent-encoded in a form, quotes and the like in a
    JSON string, as it is for a JSON number. A body that does not carry the given one is unchanged.
    """
    if nonce == given_nonce:
        return body
    if isinstance(body, bytes):
        place = find(body, given_nonce)
        plain = body
    else:
        place = find(body.data, given_nonce.data)
        plain = body.data
    if place is None:
        return body
    start, end = place
    if plain.lstrip()[:1] != b"{":
        nonce = Via(_in_form)(nonce)
    elif plain[start - 1 : start] == b'"':
        nonce = Via(_in_json)(nonce)
    return body[:start] + nonce + body[end:]


def find(body: bytes, nonce: bytes) -> tuple[int, int] | None:
    """Return where the body carries this nonce, percent-encoded or not, as offsets, or None."""
    return find_nonce(body, nonce) or find_nonce(body, _in_form(nonce))


def _in_form(nonce: bytes) -> bytes:
    from urllib.parse import quote_from_bytes

    return quote_from_bytes(nonce, _BARE).replace(" ", "+").encode()


def _in_json(nonce: bytes) -> bytes:
    import json

    return json.dumps(nonce.decode("utf-8", "replace"))[1:-1].encode()
