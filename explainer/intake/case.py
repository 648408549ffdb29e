"""What is to be diagnosed: a request with a signature in question, with printed values, or both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from explainer.diagnosis.checks import Check, check
from explainer.diagnosis.model import Observed
from explainer.errors import InputError
from explainer.example import EXAMPLE
from explainer.intake.draft import Draft
from explainer.intake.observed import claimed_signature, read_printed
from explainer.request import Request, nonce_in
from explainer.secret import Secret


class Case(NamedTuple):
    """A request as a diagnosis takes it."""

    request: Request
    observed: tuple[Observed, ...]
    content_type: str | None = None
    method: str | None = None
    sent_body: bytes | None = None
    answer: tuple[str, ...] | None = None

    @property
    def sent(self) -> dict[str, Any]:
        """What is known of how it was sent and answered, by the names that `diagnose` takes."""
        return {name: value for name, value in self._asdict().items() if name not in ("request", "observed")}

    def __repr__(self) -> str:
        return "Case"


def case_of(draft: Draft, dumps: Sequence[Observed] = ()) -> Case:
    """Return the case that a draft describes; without a request it is Kraken's published example.

    `dumps` are observed values beside those of the draft, which are no text. Raises InputError for what
    is missing, and for what cannot be used.
    """
    draft = with_claimed_signature(draft)
    observed = (*read_printed(draft.observed or ()), *dumps)
    missing = missing_for_case(draft, bool(dumps))
    if missing:
        raise InputError(", ".join(missing), "not given")
    if draft.without_request:
        request = EXAMPLE._replace(signature=draft.signature)
    else:
        request = draft.request(needs_secret=draft.signature is not None)
    return Case(request, observed, draft.content_type, draft.method, draft.sent_body, draft.answer)


def others_of(request: Request, known: Iterable[Request]) -> tuple[Request, ...]:
    """Return further requests whose right signature may have been taken for this one's.

    These are those that are known beside it, and Kraken's published example, whose signature many copy.
    """
    others = [one for one in known if one is not request]
    return tuple(others if request._replace(signature=None) == EXAMPLE else [*others, EXAMPLE])


def with_claimed_signature(draft: Draft) -> Draft:
    """Return the draft with the printed value that is said to be the API-Sign, if it has no other."""
    if draft.signature is not None or not draft.observed:
        return draft
    return draft._replace(signature=claimed_signature(draft.observed))


def missing_for_case(draft: Draft, dumped: bool = False) -> tuple[str, ...]:
    """Return the names of the fields without which nothing can be diagnosed.

    `dumped` says that there are observed values beside those of the draft.
    """
    draft = with_claimed_signature(draft)
    nothing = draft.signature is None and not (draft.observed or dumped)
    request: tuple[str, ...] = () if draft.without_request and not nothing else draft.missing
    if draft.signature is None and not nothing:
        # Values up to the message can be judged without the key.
        request = tuple([name for name in request if name != "secret"])
    return (*request, "signature") if nothing else request


def checks_of(draft: Draft) -> tuple[Check, ...]:
    """Return what stands out in the fields that are given already. Raises nothing."""
    draft = with_claimed_signature(draft)
    body = draft.body or b""
    given_nonce = nonce_in(body) if draft.nonce is None else draft.nonce
    request = Request(
        path=draft.path or b"",
        nonce=given_nonce or b"",
        body=body,
        secret=draft.secret or Secret(b""),
        api_key=draft.api_key or b"",
        signature=draft.signature,
    )
    given = {name for name, value in draft._asdict().items() if value is not None}
    given |= {"nonce"} if given_nonce is not None else set()
    # What is said about a nonce holds it against the body.
    given -= {"nonce"} if draft.body is None else set()
    found = check(request, content_type=draft.content_type, method=draft.method, sent_body=draft.sent_body)
    return tuple([one for one in found if one.field in given])
