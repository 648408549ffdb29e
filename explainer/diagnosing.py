"""Diagnose a signature within a time: the investigation of the core, driven by a clock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from time import monotonic, sleep

from explainer.diagnosis.answers import told
from explainer.diagnosis.checks import check
from explainer.diagnosis.elsewhere import elsewhere
from explainer.diagnosis.investigate import Investigation, Report, Step
from explainer.diagnosis.model import Diagnosis, Observed, Verdict
from explainer.diagnosis.search import DIVIDED
from explainer.diagnosis.streams import WHOLE
from explainer.request import Request
from explainer.second_core import OURS, SecondCore

SECONDS = 10.0
"""How long is searched unless something else is said."""
_POLL = 0.02
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
    answer: Sequence[str] | None = None,
    seconds: float | None = SECONDS,
    max_mistakes: int = MISTAKES,
    every_level: bool = False,
    cores: int | None = None,
    progress: Callable[[Step], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Diagnosis:
    """Return which mistakes give the request's signature, or the observed values, exactly.

    `observed` are values that the code printed on the way (`read_observed` reads one from text).
    Without a signature they alone are explained, and the private key may be empty. `others` are
    further requests whose right signature it may be. What is known about how the request was sent
    feeds the checks: None means that it is not known, an empty content type that there was none. `answer`
    are the errors that Kraken answered with, none if it took the request.

    The search ends when it is complete up to `max_mistakes` mistakes before the output, after
    `seconds` (None: never), or when `cancelled` returns true; `progress` and `cancelled` are called
    every few milliseconds in this thread. Without `every_level` it ends with the smallest
    explanations. What is known by then comes back; `searched` says how far it got. `cores` are those
    that are used, two at most; None means that all there are may be.

    Raises InputError if the request has no signature and nothing was observed.
    """
    begin = monotonic()
    together = max_mistakes >= DIVIDED and request.signature is not None and (cores or usable_cores()) > 1
    investigation = Investigation(
        request,
        observed,
        others=others,
        most=max_mistakes,
        every_level=every_level,
        share=OURS if together else WHOLE,
    )

    interrupted = False
    with ExitStack() as stack:
        second: list[SecondCore] = []
        for step in _to_the_end(investigation, second):
            if investigation.helped:
                if not second:
                    with suppress(OSError):
                        core = SecondCore(request, max_mistakes, every_level=every_level)
                        second.append(stack.enter_context(core))
                investigation.take(second[0].report() if second else Report(lost=True))
            if progress is not None:
                progress(step)
            interrupted = cancelled is not None and cancelled()
            if step.waiting:
                sleep(_POLL)
            if interrupted or (seconds is not None and monotonic() - begin >= seconds):
                break
    result = investigation.result(monotonic() - begin)
    if interrupted:
        result = replace(result, searched=result.searched._replace(interrupted=True))
    checks = check(
        request, content_type=content_type, method=method, sent_body=sent_body, given_nonce=given_nonce
    )
    if request.signature is None and not request.secret:
        checks = tuple([one for one in checks if one.field != "secret"])
    right = result.verdict is Verdict.CORRECT and request.signature is not None
    wrong = result.verdict is not Verdict.CORRECT and request.signature is not None
    causes = elsewhere(request, checks, content_type=content_type, method=method, answer=answer or ())
    return replace(
        result,
        checks=checks,
        elsewhere=causes if right else (),
        told=() if answer is None else told(answer, wrong=wrong),
    )


def _to_the_end(investigation: Investigation, second: Sequence[SecondCore]) -> Iterator[Step]:
    """Yield the investigation's events, then its last one again until the second core is done too."""
    step = None
    for step in investigation.events():
        yield step
    while step is not None and not investigation.known and any(core.running for core in second):
        yield step
        sleep(_POLL)
    if step is not None and second:
        yield step


def usable_cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
