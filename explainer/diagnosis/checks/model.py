"""What a check is, and what the rules look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from explainer.diagnosis.checks.body_fields import Body, parse_body
from explainer.request import Request

Severity = Literal["error", "warning", "hint"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")
"""From what cannot work, over what most likely does not, to what is worth knowing."""


@dataclass(frozen=True, slots=True)
class Check:
    """Something about the input that stands out without looking at the cryptography."""

    id: str
    """Stable: nonce-not-in-body."""
    severity: Severity
    field: str
    """Name of the part of the input that it is about, a key of `FIELDS`' order."""
    message: str
    """What is there and what to do. Quotes neither a private nor a public key."""
    position: int | None = None
    """Offset in the field, counted from 0: bytes, or characters in the signature."""


class Hit(NamedTuple):
    """Where a rule found what it looks for, and what its message says about it."""

    position: int | None = None
    detail: str = ""


FOUND = Hit()


class Subject(NamedTuple):
    """A request with all that is known about how it was sent."""

    request: Request
    secret: bytes
    """The private key's text."""
    body: Body
    content_type: str | None
    """The media type without parameters, in lower case; empty if the header is missing."""
    method: str | None
    sent_body: bytes | None
    given_nonce: bytes | None

    @classmethod
    def of(
        cls,
        request: Request,
        content_type: str | None,
        method: str | None,
        sent_body: bytes | None,
        given_nonce: bytes | None,
    ) -> Subject:
        """Parse what the rules share."""
        return cls(
            request=request,
            secret=request.secret.expose(),
            body=parse_body(request.body),
            content_type=None if content_type is None else content_type.partition(";")[0].strip().lower(),
            method=None if method is None else method.strip().upper(),
            sent_body=sent_body,
            given_nonce=given_nonce,
        )

    def __repr__(self) -> str:
        return f"Subject({self.request.path!r})"


class Rule(NamedTuple):
    """One check as data: what it says, and the function that finds it."""

    id: str
    severity: Severity
    field: str
    message: str
    """{detail} stands for what the function has to say."""
    find: Callable[[Subject], Hit | None]


def found(condition: object) -> Hit | None:
    """Return a hit without a place if the condition holds."""
    return FOUND if condition else None
