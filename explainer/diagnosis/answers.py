"""What Kraken's answer tells about a signature, and no more.

The errors and their usual meaning are those of docs.kraken.com (Spot REST, errors) and of Kraken's support
pages. In which order Kraken checks key, nonce, one-time password and signature is not documented.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Told(NamedTuple):
    """One error of an answer and what it says."""

    error: str
    """As Kraken wrote it; empty for an answer without an error."""
    meaning: str


class _Meaning(NamedTuple):
    """What an error says, by how it begins."""

    start: str
    accepted: bool
    """Whether the signature was accepted: the error comes from behind it."""
    words: str


_MEANINGS = (
    _Meaning(
        "EAPI:Invalid signature",
        False,
        "what came with the API key was not the signature that Kraken computed, or a one-time password was"
        " missing; which of it, it does not say",
    ),
    _Meaning(
        "EAPI:Invalid key",
        False,
        "the API-Key header is missing or malformed, or there is no such key; older threads report it for"
        " wrong signatures, too",
    ),
    _Meaning(
        "EAPI:Invalid nonce",
        False,
        "the nonce was not greater than the last one taken for this key; older threads report it for"
        " malformed POST data, too. It does not say whether the signature was looked at",
    ),
    _Meaning(
        "EGeneral:Temporary lockout",
        False,
        "too many requests failed before: wait some minutes, and do not try again at once",
    ),
    _Meaning("EGeneral:Permission denied", True, "the key lacks a permission"),
    _Meaning("EAPI:Rate limit exceeded", True, "there were too many calls"),
    _Meaning("EGeneral:Invalid arguments", True, "a parameter was refused"),
)
_ACCEPTED = "the signature of that request was accepted"
_CONTRADICTS = (
    ", so what stands here is not what Kraken got: another signature, other POST data, or another key"
)
_UNKNOWN = "nothing is known here that it says about the signature"


def told(errors: Sequence[str], *, wrong: bool) -> tuple[Told, ...]:
    """Return what the errors of an answer tell; no errors mean that Kraken took the request.

    `wrong` says whether the signature at hand is wrong.
    """
    if not errors:
        return (Told("", _accepted(wrong)),)
    return tuple([Told(error, _meaning(error, wrong)) for error in errors])


def _meaning(error: str, wrong: bool) -> str:
    found = next((one for one in _MEANINGS if error.startswith(one.start)), None)
    if found is None:
        return _UNKNOWN
    return f"{found.words}; {_accepted(wrong)}" if found.accepted else found.words


def _accepted(wrong: bool) -> str:
    return _ACCEPTED + _CONTRADICTS if wrong else _ACCEPTED
