"""What else Kraken refuses when the signature is right, ordered by what the input shows.

The notes say what goes wrong around a signature. A check that found something points to a note, and
what is known of the request rules others out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from explainer.diagnosis.checks import SEVERITIES, Check
from explainer.diagnosis.nonces import unit
from explainer.pipeline.catalogue import note
from explainer.pipeline.model import Note
from explainer.request import Request
from explainer.stages import NOTES

ANSWERS = ("EAPI:Invalid signature", "EAPI:Invalid key", "EAPI:Invalid nonce")
"""What Kraken answers to a request that it does not let in."""


class Elsewhere(NamedTuple):
    """A cause that has nothing to do with the signature's bytes."""

    note: Note
    because: str
    """What in the input speaks for it, as a statement; empty if nothing does."""

    @property
    def answers(self) -> tuple[str, ...]:
        """Which of `ANSWERS` it leads to."""
        return tuple([answer for answer in ANSWERS if answer in self.note.answer])

    def leads_to(self, errors: Sequence[str]) -> bool:
        """Return whether one of these errors is what Kraken answers to it."""
        return any(error in self.note.answer for error in errors)


class _Clue(NamedTuple):
    """A check that points to a note."""

    check: str
    note: str
    because: str


_CLUES = (
    _Clue("method-not-post", "get-request", "the method is not POST"),
    _Clue(
        "body-differs-from-sent",
        "signature-of-another-attempt",
        "the body sent is not the one signed",
    ),
    _Clue(
        "nonce-differs-from-body",
        "signature-of-another-attempt",
        "the nonce that was signed is not the one in the POST data",
    ),
    _Clue(
        "nonce-differs-from-given",
        "signature-of-another-attempt",
        "the nonce that was signed is not the one that was sent",
    ),
    _Clue("nonce-not-in-body", "nonce-only-in-header", "the POST data carries no nonce"),
    _Clue("nonce-too-large", "nonce-too-far-ahead", "the nonce does not fit into 64 bits"),
    _Clue("json-sent-as-form", "content-type-mismatch", "the body is JSON and is declared as a form"),
    _Clue("form-sent-as-json", "content-type-mismatch", "the body is a form and is declared as JSON"),
    _Clue("form-sent-as-multipart", "content-type-mismatch", "the body is declared as multipart and is none"),
    _Clue("content-type-unusual", "content-type-mismatch", "the Content-Type is none that Kraken takes"),
    _Clue("content-type-missing", "no-content-type", "there is no Content-Type"),
    _Clue("body-is-multipart", "multipart-body", "the body is multipart/form-data"),
    _Clue("path-has-parameters", "parameters-in-url", "the path has parameters"),
    _Clue("path-of-derivatives", "other-kraken-product", "the path is one of Kraken Derivatives"),
    _Clue("keys-swapped", "key-of-another-account", "API key and private key look swapped"),
    _Clue("secret-unusual-size", "key-of-another-account", "the private key has not 64 bytes"),
    _Clue("secret-published", "key-of-another-account", "the private key is a published example"),
    _Clue("api-key-foreign-character", "header-with-line-feed", "the API key has a character of no key"),
    _Clue("nonce-odd-scale", "nonce-constant", "the nonce is no time"),
    _Clue("nonce-other-epoch", "nonce-unit-changed", "the nonce does not count from 1970"),
    _Clue("otp-empty", "otp-missing", "the otp is empty"),
    _Clue("otp-present", "otp-not-wanted", "the POST data has an otp"),
    _Clue("otp-absent", "otp-missing", "the POST data has no otp"),
    _Clue("nonce-in-seconds", "nonce-unit-changed", "the nonce counts seconds, the coarsest unit"),
)
_COARSE = {"ms": "the nonce counts milliseconds", "us": "the nonce counts microseconds"}
"""By unit of the nonce: a key that has seen a finer one refuses it."""


class _Known(NamedTuple):
    """What rules notes out."""

    checks: frozenset[str]
    nonce: bytes
    content_type: str | None
    method: str | None


_RULED_OUT: dict[str, Callable[[_Known], bool]] = {
    # The signature was computed, and how the answer is read is another matter.
    "signature-hard-coded": lambda known: True,
    "status-200-is-success": lambda known: True,
    "otp-missing": lambda known: "otp-present" in known.checks,
    "otp-not-wanted": lambda known: "otp-absent" in known.checks,
    "get-request": lambda known: known.method is not None,
    "no-content-type": lambda known: bool(known.content_type),
    "content-type-mismatch": lambda known: bool(known.content_type),
    "multipart-body": lambda known: bool(known.content_type),
    "nonce-only-in-header": lambda known: "nonce-not-in-body" not in known.checks,
    "nonce-unit-changed": lambda known: unit(known.nonce) == "ns",
}
"""When a note to which no check points cannot be what is wrong."""


def elsewhere(
    request: Request,
    checks: Sequence[Check],
    *,
    content_type: str | None = None,
    method: str | None = None,
    answer: Sequence[str] = (),
) -> tuple[Elsewhere, ...]:
    """Return the causes that are left when the signature of this request is right.

    Those that the input shows come first, the gravest check first; then the others by the error
    that Kraken answers, in the order of `ANSWERS`, and by how often they were seen. Where it is known
    what Kraken answered, what leads to that comes before all else. `checks` are those of the same request;
    content type and method are given as to `check`.
    """
    shown = _shown(request, checks)
    known = _Known(frozenset([one.id for one in checks]), request.nonce, content_type, method)
    left = [Elsewhere(one, "") for one in NOTES if one.id not in shown and not _is_ruled_out(one, known)]
    refused = [one for one in left if one.answers]
    refused.sort(key=lambda one: (ANSWERS.index(one.answers[0]), -one.note.seen))
    return tuple(sorted([*shown.values(), *refused], key=lambda one: not one.leads_to(answer)))


def _is_ruled_out(one: Note, known: _Known) -> bool:
    return one.id in _RULED_OUT and _RULED_OUT[one.id](known)


def _shown(request: Request, checks: Sequence[Check]) -> dict[str, Elsewhere]:
    """Return the causes that something in the input speaks for, by the note's id."""
    severities = {one.id: SEVERITIES.index(one.severity) for one in checks}
    clues = sorted([clue for clue in _CLUES if clue.check in severities], key=lambda c: severities[c.check])
    shown: dict[str, Elsewhere] = {}
    for clue in clues:
        shown.setdefault(clue.note, Elsewhere(note(clue.note), clue.because))
    coarse = _COARSE.get(unit(request.nonce) or "")
    if coarse:
        id = "nonce-unit-changed"
        shown.setdefault(id, Elsewhere(note(id), coarse))
    return shown
