"""Diagnose a signature within a time: the investigation of the core, driven by a clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from time import monotonic

from explainer.diagnosis.checks import check
from explainer.diagnosis.elsewhere import elsewhere
from explainer.diagnosis.investigate import Investigation, Step
from explainer.diagnosis.model import Diagnosis, Observed, Verdict
from explainer.request import Request

SECONDS = 10.0
"""How long is searched unless something else is said."""
MISTAKES = 4
"""How many mistakes before the output are tried together unless something else is said."""


def diagnose(
    request: Request,
    observed: Sequence[Observed] = (),
    *,
    others: Sequence[Request] = (),
    content_type: str | None = None,
    method: str | None = None,
    sent_body: bytes | None = None,
    given_nonce: bytes | None = None,
    seconds: float | None = SECONDS,
    max_mistakes: int = MISTAKES,
    every_level: bool = False,
    progress: Callable[[Step], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Diagnosis:
    """Return which mistakes give the request's signature, or the observed values, exactly.

    `observed` are values that the code printed on the way (`read_observed` reads one from text).
    Without a signature they alone are explained, and the private key may be empty. `others` are
    further requests whose right signature it may be. What is known about how the request was sent
    feeds the checks: None means that it is not known, an empty content type that there was none.

    The search ends when it is complete up to `max_mistakes` mistakes before the output, after
    `seconds` (None: never), or when `cancelled` returns true; `progress` and `cancelled` are called
    every few milliseconds in this thread. Without `every_level` it ends with the smallest
    explanations. What is known by then comes back; `searched` says how far it got.

    Raises InputError if the request has no signature and nothing was observed.
    """
    begin = monotonic()
    investigation = Investigation(
        request, observed, others=others, most=max_mistakes, every_level=every_level
    )
    for step in investigation.events():
        if progress is not None:
            progress(step)
        if cancelled is not None and cancelled():
            break
        if seconds is not None and monotonic() - begin >= seconds:
            break
    result = investigation.result(monotonic() - begin)
    checks = check(
        request, content_type=content_type, method=method, sent_body=sent_body, given_nonce=given_nonce
    )
    if request.signature is None and not request.secret:
        checks = tuple([one for one in checks if one.field != "secret"])
    if result.verdict is not Verdict.CORRECT or request.signature is None:
        return replace(result, checks=checks)
    causes = elsewhere(request, checks, content_type=content_type, method=method)
    return replace(result, checks=checks, elsewhere=causes)
