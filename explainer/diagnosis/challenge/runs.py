"""What code with given mistakes answers: to one request all the single ones at once, or any set."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

from explainer.diagnosis.challenge.model import Way
from explainer.errors import CannotApply
from explainer.pipeline.catalogue import DECISIONS, MISTAKES
from explainer.pipeline.model import Mistake
from explainer.pipeline.run import choose, decide, plain_inputs
from explainer.request import Request

Outcome = bytes | None
"""A signature as bytes; None for code that stops with an error."""

SINGLE: tuple[Way, ...] = ((), *[(mistake,) for mistake in MISTAKES])
"""The right way, then each mistake alone."""

_REMAINING = tuple(
    [
        [one for one in DECISIONS[place:] if one.right is not None or one.writes != one.subject]
        for place in range(len(DECISIONS) + 1)
    ]
)
"""By place, the decisions from there on whose right way does something."""


class Run(NamedTuple):
    """One run of the pipeline."""

    signature: Outcome
    written: tuple[tuple[str, bytes], ...]
    """The values written on the way, as far as it came, each with the id of its stage."""


def run(request: Request, mistakes: Iterable[Mistake]) -> Run:
    """Return what code with these mistakes does with a request.

    A mistake that cannot be made with this request is not made. Raises ValueError for two mistakes
    of one decision.
    """
    chosen = choose(mistakes)
    values = plain_inputs(request)
    written = []
    try:
        for decision in DECISIONS:
            option = chosen.get(decision.id)
            try:
                decide(decision, option, values)
            except CannotApply:
                decide(decision, None, values)
            written.append((decision.stage, values[decision.writes]))
    except ValueError:
        return Run(None, tuple(written))
    return Run(values["signature"], tuple(written))


def singles(request: Request) -> tuple[Outcome, ...]:
    """Return what the right way and each mistake alone give, in the order of SINGLE."""
    values = plain_inputs(request)
    made: list[Outcome] = []
    skipped: list[int] = []
    alive = True
    for place, decision in enumerate(DECISIONS):
        for mistake in decision.mistakes:
            fork = dict(values)
            try:
                if alive:
                    decide(decision, mistake, fork)
            except CannotApply:
                skipped.append(len(made))
                made.append(None)
                continue
            except ValueError:
                made.append(None)
                continue
            made.append(_finish(fork, place + 1) if alive else None)
        if alive:
            try:
                decide(decision, None, values)
            except ValueError:
                alive = False
    right = values["signature"] if alive else None
    for index in skipped:
        made[index] = right
    return (right, *made)


@lru_cache(maxsize=64)
def asked(request: Request) -> tuple[Outcome, ...]:
    """Return `singles` of a challenge's request, kept: they are the same for everybody."""
    return singles(request)


def alternatives(request: Request, way: Way) -> tuple[tuple[tuple[Mistake, ...], ...], tuple[Mistake, ...]]:
    """Return what gives the same in place of each mistake of a way, and what changes nothing beside."""
    made = run(request, way).signature
    in_place = tuple([_same(request, way[:at] + way[at + 1 :], made) for at in range(len(way))])
    return in_place, _same(request, way, made)


def _same(request: Request, rest: Way, made: Outcome) -> tuple[Mistake, ...]:
    found = []
    for mistake in MISTAKES:
        with suppress(ValueError):
            if run(request, (*rest, mistake)).signature == made:
                found.append(mistake)
    return tuple(found)


def _finish(values: dict[str, bytes], place: int) -> Outcome:
    try:
        for decision in _REMAINING[place]:
            decide(decision, None, values)
    except ValueError:
        return None
    return values["signature"]
