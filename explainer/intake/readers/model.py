"""What a reader makes of a stretch of pasted text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from types import MappingProxyType
from typing import Literal

from explainer.secret import Secret

Span = tuple[int, int]
"""Start and end of a stretch of the paste, in characters."""

Field = Literal[
    "path", "nonce", "body", "secret", "api_key", "signature", "content_type", "method", "host", "observed"
]

KEYLIKE = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{86}==(?!=)")
"""64 bytes in base64: the size of Kraken's private keys and of its signatures alike."""

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "json-request": "a request as this program's JSON",
        "report": "a report of this program",
        "har": "a HAR file",
        "collection": "a collection of Postman or Insomnia",
        "curl": "a curl command",
        "command": "a command that sends a request",
        "http": "a raw HTTP request",
        "headers": "header lines",
        "curl-log": "what curl -v printed",
        "http-log": "a log of HTTP requests",
        "ccxt-log": "what ccxt printed in verbose mode",
        "node-log": "what Node.js printed",
        "call": "a call of an HTTP client in code",
        "object": "an object of parameters",
        "env": "settings as in a .env file",
        "code": "code that signs",
        "lines": "lines of names and values",
        "answer": "Kraken's answer",
        "values": "values that code printed",
    }
)
"""Every kind of part, with its title. An id never changes its meaning."""


@dataclass(frozen=True, slots=True)
class Found:
    """One field of a request, and where it stands in the paste."""

    field: Field
    value: bytes | Secret = attribute(repr=False)
    """Exactly what was given: text as UTF-8, bytes that were no UTF-8 as they were; for a secret a `Secret`.

    For `observed` it is the text that was printed, not read yet.
    """
    span: Span
    """Where the value stands, with the quotes or escapes that it is written in."""
    how: str
    """What says so, in words: "the option -d", "the header API-Sign", "the line KRAKEN_SECRET"."""
    stage: str = ""
    """For `observed` the id of the stage that its name says; empty if it says none."""
    made: bool = False
    """Whether the value does not stand there but was made from what does, such as a body from an object."""
    as_json: Found | None = attribute(default=None, repr=False)
    """For the body that was made of an object as a form: what it is where the Content-Type says JSON."""

    @property
    def concealed(self) -> bool:
        """Whether what stands there must not be shown: the private key, or bytes made of it."""
        return self.field == "secret" or self.stage == "secret"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say about a place in the paste: what there is, what was made of it, what to do."""

    id: str
    """Stable: curl-file-not-opened."""
    message: str
    """Quotes no value."""
    span: Span
    mistake: str = ""
    """Id of the mistake of the catalogue that code there looks like; empty for anything else."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the paste that a reader understood."""

    kind: str
    """A key of `KINDS`."""
    span: Span
    """All that belongs to it and stands together; nobody else reads it."""
    found: tuple[Found, ...] = ()
    remarks: tuple[Remark, ...] = ()
    whole: bool = False
    """Whether it is a request of its own, not only fields that belong to one."""
    unread: tuple[Span, ...] = ()
    """Stretches inside of it that say something about the request, but were not understood."""
    answer: tuple[str, ...] = ()
    """The errors in an answer of Kraken's, such as EAPI:Invalid signature."""
    answered: bool = False
    """Whether an answer of Kraken's is in it, with errors or without."""
    elsewhere: tuple[Span, ...] = ()
    """Stretches outside of it that belong to it too, such as where names in it are set; nobody else reads
    them."""
    language: str = ""
    """Id of the language that it is plainly code or output of; empty where nothing says so."""

    @property
    def title(self) -> str:
        """The kind in words, with an article."""
        return KINDS[self.kind]

    @property
    def places(self) -> tuple[Span, ...]:
        """All stretches that belong to it."""
        return self.span, *self.elsewhere


Reader = Callable[[str], Iterator[Part]]
"""Takes the whole paste, yields the parts of its kind in their order.

Bytes that are no UTF-8 stand in the text as lone surrogates (`surrogateescape`). Raises nothing for any
text, and takes time in proportion to its length.
"""


def exact(text: str) -> bytes:
    """Return the bytes that a piece of the paste was: UTF-8, and what was none as it was."""
    if text.isascii():
        return text.encode()
    return text.encode("utf-8", errors="surrogateescape" if _escaped_only(text) else "surrogatepass")


def _escaped_only(text: str) -> bool:
    return all(
        not "\ud800" <= character <= "\udfff" or "\udc80" <= character <= "\udcff" for character in text
    )
