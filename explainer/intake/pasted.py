"""What a paste turned out to be: its parts, and the requests that they make together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from explainer.intake.draft import Draft, text_of_bytes
from explainer.intake.readers.model import Field, Found, Part, Remark, Span
from explainer.secret import Secret

FIELDS: tuple[Field, ...] = (
    "path",
    "nonce",
    "body",
    "secret",
    "api_key",
    "signature",
    "content_type",
    "method",
)
"""The fields of which a request has one."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field for which the paste has several values. None of them is taken until somebody chooses."""

    field: Field
    choices: tuple[Found, ...]
    """One for each value, in the order of the paste; at least two.

    For a value without a name they are the fields that it may be.
    """


@dataclass(frozen=True, slots=True)
class PastedRequest:
    """One request of a paste."""

    found: tuple[Found, ...]
    """Every field with the place it was found at, in the order of the paste, those in conflict among them."""
    draft: Draft
    """The fields together; one in conflict is None, until `choose`."""
    conflicts: tuple[Conflict, ...] = ()
    remarks: tuple[Remark, ...] = ()
    """What has to be said about it, in the order of the paste."""

    @property
    def start(self) -> int:
        """Where it begins in the paste; its keys can stand elsewhere, for several requests."""
        own = [found for found in self.found if found.field not in ("secret", "api_key")]
        return min([found.span[0] for found in own or self.found], default=0)

    def passed_over(self, found: Found) -> bool:
        """Return whether another value was taken in place of this one."""
        taken = getattr(self.draft, found.field, None)
        settled = all(conflict.field != found.field for conflict in self.conflicts)
        return settled and isinstance(taken, (bytes, str)) and taken != as_drafted(found)

    def choose(self, field: Field, index: int) -> PastedRequest:
        """Take one of the values of a field in conflict. Raises KeyError if there is no such conflict."""
        chosen = next((one for one in self.conflicts if one.field == field), None)
        if chosen is None:
            raise KeyError(field)
        taken = chosen.choices[index]
        return replace(
            self,
            draft=self.draft._replace(**{taken.field: as_drafted(taken)}),
            conflicts=tuple([one for one in self.conflicts if one is not chosen]),
        )


@dataclass(frozen=True, slots=True)
class Pasted:
    """A paste that was read. The text has bullets where secrets stood; places are the same."""

    text: str = ""
    parts: tuple[Part, ...] = ()
    requests: tuple[PastedRequest, ...] = ()
    """At least one if anything of a request was found; several only if the paste has several."""
    unread: tuple[Span, ...] = ()
    """What was not understood, a stretch each, without the white space around it."""
    remarks: tuple[Remark, ...] = ()
    """What has to be said about the paste as a whole."""
    fronts: tuple[Span, ...] = ()
    """What stands in front of its lines and between them and is no part of them: log prefixes, fences."""

    def line(self, at: int) -> int:
        """Return the number of the line in which a place is, counted from 1."""
        return self.text.count("\n", 0, at) + 1

    def excerpt(self, span: Span) -> str:
        """Return what stands in a stretch, without secrets."""
        return self.text[slice(*span)]


def as_drafted(found: Found) -> Any:
    """Return a value as a draft has it: a secret as it is, header values as text, the rest as bytes."""
    if isinstance(found.value, Secret) or found.field not in ("signature", "content_type", "method"):
        return found.value
    return text_of_bytes(found.value)
