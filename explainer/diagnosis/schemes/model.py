"""What a scheme is, and what of a request its formula may use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256, sha512

from explainer.request import Request
from explainer.stages.postdata.bodies import is_json, keep, parameters
from explainer.stages.postdata.notation import JSON, JSON_SPACED
from explainer.stages.secret.decode import like_php


@dataclass(frozen=True, slots=True)
class Given:
    """A request as the formulas of other schemes see it."""

    path: bytes
    nonce: bytes
    body: bytes
    without_nonce: bytes
    """The body without its nonce field, for schemes that send the nonce in a header."""
    json: tuple[bytes, ...]
    """The parameters without the nonce as JSON texts, compact and spaced; empty if unreadable."""
    whole_json: tuple[bytes, ...]
    """The same with the nonce."""
    key: bytes = field(repr=False)
    """The decoded private key; what is no base64 in it is skipped."""
    text: bytes = field(repr=False)
    """The private key's text."""
    api_key: bytes

    @classmethod
    def of(cls, request: Request) -> Given:
        """Return what a request gives; a body that cannot be read has no JSON form."""
        without_nonce = request.body
        json: tuple[bytes, ...] = ()
        whole_json: tuple[bytes, ...] = ()
        with suppress(ValueError):
            without_nonce = keep(request.body, lambda name: name != "nonce")
            json, whole_json = _json_texts(without_nonce), _json_texts(request.body)
        text = request.secret.expose()
        return cls(
            request.path,
            request.nonce,
            request.body,
            without_nonce,
            json,
            whole_json,
            like_php(text),
            text,
            request.api_key,
        )

    @property
    def keys(self) -> tuple[bytes, bytes]:
        """The private key as another exchange's code takes it: as text, or decoded after all."""
        return self.text, self.key

    @property
    def bodies(self) -> tuple[bytes, bytes]:
        """The body with and without its nonce field."""
        return self.body, self.without_nonce

    @property
    def digest(self) -> bytes:
        """SHA-256 of nonce and body, 32 bytes."""
        return sha256(self.nonce + self.body).digest()


def _json_texts(body: bytes) -> tuple[bytes, ...]:
    if is_json(body):
        return (body,)
    values = parameters(body)
    return tuple([notation.text(values).encode() for notation in (JSON, JSON_SPACED)])


@dataclass(frozen=True, slots=True)
class Scheme:
    """A whole recipe of another service."""

    id: str
    """Stable, says whose recipe it is."""
    title: str
    """Whose signature it is, as a short statement without a full stop."""
    formula: str
    why: str
    """How such a signature comes to be sent to Kraken Spot."""
    fix: str
    make: Callable[[Given], Iterable[bytes]]
    """The MACs that the recipe gives, in its usual variants; none when inputs are missing."""
    source: str
    """Where the recipe is described."""

    def macs(self, request: Request) -> tuple[bytes, ...]:
        """Return the MACs that this recipe gives for a request; empty if it lacks an input."""
        return tuple(dict.fromkeys(self.make(Given.of(request))))


def hash256(*parts: bytes) -> bytes:
    """Return SHA-256 of the parts joined, 32 bytes."""
    return sha256(b"".join(parts)).digest()


def hex512(data: bytes) -> bytes:
    """Return SHA-512 as 128 characters of lowercase hex."""
    return sha512(data).hexdigest().encode()
