"""A request that may not be whole yet: what a file, flags or a form gave so far."""

from __future__ import annotations

from typing import NamedTuple

from explainer.errors import InputError
from explainer.request import Request, nonce_in
from explainer.secret import Secret
from explainer.stages import STAGES

STAGE_IDS = tuple(stage.id for stage in STAGES)
LARGEST = 16 * 1024 * 1024
"""Bytes that a request may have at most."""
CUT = "of a long log give one request: grep -C 30 API-Sign LOG | explainer diagnose -"
"""How to make a paste short enough."""


class UnusableText(InputError):
    """An InputError about a character in a text that is no secret and may be shown."""

    def __init__(self, error: InputError, text: str) -> None:
        super().__init__(error.field, error.problem, position=error.position, hint=error.hint)
        self.text = text


class Printed(NamedTuple):
    """A value as somebody's code printed it, not read yet. It may be a key, so its repr does not show it."""

    stage: str
    """Id of the stage it is said to belong to; empty for a value without a name, or a text with several."""
    text: str

    def __repr__(self) -> str:
        return f"Printed({self.stage!r})"


class Draft(NamedTuple):
    """The fields of a request, None where nothing was given."""

    path: bytes | None = None
    nonce: bytes | None = None
    body: bytes | None = None
    secret: Secret | None = None
    api_key: bytes | None = None
    signature: str | None = None
    observed: tuple[Printed, ...] | None = None
    content_type: str | None = None
    """The Content-Type it was sent with; empty if it had none."""
    method: str | None = None
    sent_body: bytes | None = None
    """The body that went out, if it is known apart from the signed one."""
    answer: tuple[str, ...] | None = None
    """The errors that Kraken answered with; empty if it took the request."""

    def over(self, other: Draft) -> Draft:
        """Return these fields, and the other's where nothing was given here."""
        given = {name: value for name, value in self._asdict().items() if value is not None}
        return other._replace(**given)

    @property
    def empty(self) -> bool:
        return all(field is None for field in self)

    @property
    def without_request(self) -> bool:
        """Whether nothing says what was signed, only what came out."""
        return all(field is None for field in (self.path, self.nonce, self.body, self.secret, self.api_key))

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the fields without which nothing can be signed; a body may bring its nonce."""
        missing = [name for name in ("path", "body") if getattr(self, name) is None]
        if self.nonce is None and (self.body is None or nonce_in(self.body) is None):
            missing.append("nonce")
        if self.secret is None:
            missing.append("secret")
        return tuple(missing)

    def request(self, *, needs_secret: bool = True) -> Request:
        """Return the request; without a private key it gets an empty one, unless it needs one.

        Raises InputError for what is missing and for a private key that is empty.
        """
        missing = [name for name in self.missing if needs_secret or name != "secret"]
        if missing or self.path is None or self.body is None:
            raise InputError(", ".join(missing), "not given", hint=_WANTED)
        if self.secret is not None and not self.secret:
            raise InputError("secret", "is empty", hint="give the private key, base64 as Kraken shows it")
        return Request.of(
            self.path,
            self.body,
            nonce=self.nonce,
            secret=self.secret or Secret(b""),
            api_key=self.api_key or b"",
            signature=self.signature,
        )


def text_of_bytes(data: bytes) -> str:
    """Return bytes as text; bytes that are no valid text become a character each."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


_WANTED = "a request has a path, a body (it may be empty), a nonce (unless the body has it) and a private key"
