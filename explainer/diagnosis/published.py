"""A diagnosis without a byte of the request that it was made from: the same mistakes on a published one."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from explainer.diagnosis.challenge.pool import POOL
from explainer.diagnosis.checks import RULES, Check
from explainer.diagnosis.model import Diagnosis, Downstream, Explanation, Finding, Observed, Verdict
from explainer.example import EXAMPLE, SIGNATURE
from explainer.pipeline.catalogue import mistake
from explainer.pipeline.model import Mistake
from explainer.pipeline.run import sign
from explainer.request import Request

_DETAIL = "{detail}"
_RULES = {rule.id: rule for rule in RULES}


def _withdrawal(key: str) -> Request:
    """Return a call as people make it, with a value that is escaped, by the published key."""
    nonce = EXAMPLE.nonce.decode()
    body = f"nonce={nonce}&asset=XBT&key={key}&amount=0.725"
    return Request.of(b"/0/private/Withdraw", body, nonce=nonce, secret=EXAMPLE.secret.expose())


WITHDRAWALS = {
    "withdrawal": _withdrawal("cold+wallet%2F2"),
    "withdrawal-percent-20": _withdrawal("cold%20wallet%2F2"),
}
"""What shows how values are escaped, by an id; no challenge."""
_ON = {"": EXAMPLE} | WITHDRAWALS | {one.id: one.request for one in POOL}
"""The published requests by their ids; Kraken's example, which comes first, has none."""


class Published(NamedTuple):
    """A diagnosis that may be seen by everybody."""

    found: Diagnosis
    """Its request is published, and has the signature that the mistakes or the recipe give there.

    Checks have no message where that would quote the input, and values have lost their bytes.
    """
    on: str | None
    """Id of the published request, empty for Kraken's example; None if nothing can be shown."""


def published(found: Diagnosis) -> Published:
    """Return a diagnosis as it would be of a published request: the first on which all of it shows.

    A member of a family carries bytes of the request that it was found in; the entry of the catalogue
    takes its place. What comes back depends on nothing but the verdict and the ids of what was found.
    """
    explanations = tuple([_explanation(one) for one in found.explanations])
    on, signature = _shown(explanations, found)
    without_signature = found.request.signature is None and on is None
    told = replace(
        found,
        request=_ON[on or ""]._replace(signature=None if without_signature else signature),
        explanations=explanations,
        findings=tuple([_finding(one) for one in found.findings]),
        searched=found.searched._replace(candidates=0),
        checks=tuple([_check(one) for one in found.checks]),
        proven=found.proven and _explanation(found.proven),
        downstream=found.downstream and _downstream(found.downstream),
    )
    return Published(told, on)


def with_right_signature() -> Iterator[Request]:
    """Yield the published requests that have a right signature: some have a private key that is broken."""
    return (request for request in _ON.values() if _outcome(request, ()) is not None)


def shown_on(mistakes: Sequence[Mistake], requests: Iterable[Request]) -> Request | None:
    """Return the first request on which each of the mistakes shows beside the others.

    If there is none, the first on which they can be made and change the signature; None without any.
    """
    second = None
    for request in requests:
        wrong = _outcome(request, mistakes)
        if wrong is None or wrong == _outcome(request, ()):
            continue
        less = [[other for other in mistakes if other is not one] for one in mistakes]
        if all(_outcome(request, rest) != wrong for rest in less):
            return request
        second = second or request
    return second


def _shown(explanations: Sequence[Explanation], found: Diagnosis) -> tuple[str | None, str]:
    """Return where it shows, as in `Published`, and the signature that comes out there."""
    if explanations:
        mistakes = explanations[0].mistakes
        request = shown_on(mistakes, _ON.values())
        if request is not None:
            return next(id for id, one in _ON.items() if one == request), sign(request, mistakes)
    for scheme in found.schemes[:1]:
        for id, request in _ON.items():
            for mac in scheme.macs(request):
                return id, b64encode(mac).decode()
    return None, SIGNATURE if found.verdict is Verdict.CORRECT else ""


def _outcome(request: Request, mistakes: Sequence[Mistake]) -> str | None:
    try:
        return sign(request, mistakes)
    except ValueError:
        return None


def _entries(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    return tuple([mistake(one.id) for one in mistakes])


def _explanation(one: Explanation) -> Explanation:
    return Explanation(_entries(one.mistakes), one.cost, tuple([_entries(way) for way in one.same]))


def _finding(one: Finding) -> Finding:
    mistakes = None if one.mistakes is None else _entries(one.mistakes)
    return one._replace(observed=Observed(one.observed.stage, ()), mistakes=mistakes)


def _downstream(one: Downstream) -> Downstream:
    return Downstream(_finding(one.finding), _entries(one.mistakes))


def _check(one: Check) -> Check:
    """Return a check without what its message quotes, and without the place."""
    message = _RULES[one.id].message
    return replace(one, message="" if _DETAIL in message else message, position=None)
