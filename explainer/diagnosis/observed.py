"""Place the values that somebody's code printed: which stage, right or wrong, by which mistakes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from explainer.diagnosis.families import Members
from explainer.diagnosis.grouping import in_order
from explainer.diagnosis.model import Explanation, Finding, Observed, Verdict
from explainer.diagnosis.space import Space
from explainer.diagnosis.streams import forced
from explainer.pipeline.catalogue import DECISIONS, decision_of
from explainer.pipeline.catalogue import stage as find_stage
from explainer.pipeline.model import Decision, Mistake, cost
from explainer.pipeline.run import Trace, decide
from explainer.stages import STAGES

_GIVEN = frozenset(stage.value for stage in STAGES)
_PLACES = {
    (decision.stage, decision.writes): place
    for place, decision in enumerate(DECISIONS)
    if decision.writes == find_stage(decision.stage).value
    or not (decision.writes in _GIVEN or decision.writes.endswith("_separator"))
}
"""Stage and name of each value that somebody may print, and the last decision of the stage that writes it.

A stage that changes what another gives makes it no value of its own, and what is put between two
values is none.
"""
_MESSAGE_ARM = ("nonce", "postdata", "sha256", "message")
_KEY_ARM = ("secret",)
_ELSEWHERE = 1
"""Mistakes with which a value is looked for at other stages than the one it is said to belong to."""


def place(space: Space, observed: Observed) -> Finding:
    """Return what this value is: the fewest, then likeliest mistakes that give it, or none.

    A value that is said to belong to a stage is most likely what the stage gives, else another value
    of it, and may be one of another stage after all: a right one rather than a wrong one of its own.
    """
    if not observed.stage:
        return _placed(space, observed, tuple(_PLACES), space.depth) or Finding(observed, "", "", None)
    gives = (observed.stage, find_stage(observed.stage).value)
    own = [value for value in _PLACES if value[0] == observed.stage and value != gives]
    others = [value for value in _PLACES if value[0] != observed.stage]
    return (
        _placed(space, observed, [gives], 0)
        or _placed(space, observed, others, 0)
        or _placed(space, observed, [gives], space.depth)
        or _placed(space, observed, own, space.depth)
        or _placed(space, observed, others, _ELSEWHERE)
        or Finding(observed, gives[1], observed.stage, None)
    )


def _placed(space: Space, observed: Observed, values: Sequence[tuple[str, str]], most: int) -> Finding | None:
    best: tuple[float, Finding] | None = None
    for mistakes in range(most + 1):
        for stage, name in values:
            for variant in space.variants((name,), _PLACES[stage, name] + 1, mistakes):
                if observed.shows(variant.values[0]) and (best is None or variant.cost < best[0]):
                    best = variant.cost, Finding(observed, name, stage, variant.mistakes)
        if best is not None:
            return best[1]
    return None


def place_among(space: Space, observed: Observed, members: Members) -> Finding | None:
    """Return what a value is that one of some members of a family gives, all else right, or None."""
    place = DECISIONS.index(decision_of(members.entry))
    own = [value for value in _PLACES if value[0] == observed.stage]
    for stage, name in own or [value for value in _PLACES if value[0] in _MESSAGE_ARM]:
        if _PLACES[stage, name] >= place:
            made = forced(space, place, members.values, (name,), _PLACES[stage, name] + 1).columns[0]
            for index, value in enumerate(made):
                if members.values[index] and observed.shows(value):
                    return Finding(observed, name, stage, (members.member(index),))
    return None


def split(
    inputs: dict[str, bytes], findings: Sequence[Finding]
) -> tuple[dict[str, bytes], tuple[Decision, ...], tuple[Mistake, ...]] | None:
    """Return the search that is left when the values found are taken as they are, or None.

    It is the inputs, the decisions that are still open, and the mistakes proven so far. The last
    value of the message's arm and that of the key's are taken: a sum of searches, no product.
    """
    values = dict(inputs)
    proven: list[Mistake] = []
    closed: set[str] = set()
    for arm in (_MESSAGE_ARM, _KEY_ARM):
        known = [one for one in findings if one.mistakes is not None and one.stage in arm]
        if not known:
            continue
        last = max(known, key=lambda one: _PLACES[one.stage, one.name])
        made = {decision_of(mistake).id: mistake for mistake in last.mistakes or ()}
        for decision in DECISIONS[: _PLACES[last.stage, last.name] + 1]:
            if decision.stage in arm:
                decide(decision, made.get(decision.id), values)
                closed.add(decision.id)
        proven.extend(made.values())
    if not closed:
        return None
    return values, tuple([decision for decision in DECISIONS if decision.id not in closed]), tuple(proven)


def taken_as_given(
    inputs: dict[str, bytes], finding: Finding
) -> Iterator[tuple[dict[str, bytes], tuple[Decision, ...]]]:
    """Yield the searches from an unexplained value on: for each reading the inputs and open decisions.

    All else before it is taken to be right. Nothing is yielded for a value that no search begins at.
    """
    arm = next((arm for arm in (_MESSAGE_ARM, _KEY_ARM) if finding.stage in arm), None)
    if arm is None:
        return
    values = dict(inputs)
    closed = [one for one in DECISIONS[: _PLACES[finding.stage, finding.name] + 1] if one.stage in arm]
    for decision in closed:
        with suppress(ValueError):
            decide(decision, None, values)
    open_ones = tuple([decision for decision in DECISIONS if decision not in closed])
    for reading in finding.observed.readings:
        yield {**values, finding.name: reading}, open_ones


def judged_by(trace: Trace, finding: Finding) -> Finding:
    """Return what an unexplained value is in a run whose mistakes are proven, or the finding as it was."""
    made: tuple[Mistake, ...] = ()
    for step in trace.steps:
        made += step.mistakes
        for name, value in (*step.values.items(), (step.stage.value, step.value)):
            if (step.stage.id, name) in _PLACES and finding.observed.shows(value.data):
                arm = _KEY_ARM if step.stage.id in _KEY_ARM else _MESSAGE_ARM
                both = step.stage.id not in (*_KEY_ARM, *_MESSAGE_ARM)
                mistakes = tuple([one for one in made if both or decision_of(one).stage in arm])
                return Finding(finding.observed, name, step.stage.id, mistakes)
    return finding


def verdict_on(findings: Sequence[Finding]) -> Verdict:
    """Return the verdict on observed values without a signature.

    A value without a name that belongs nowhere may be no value of the pipeline at all: it does not
    weaken what others prove, but keeps the verdict from being that all is right.
    """
    if all(one.right for one in findings):
        return Verdict.CORRECT
    placed = [one for one in findings if one.stage]
    explained = all(one.mistakes is not None for one in placed) and not all(one.right for one in placed)
    return Verdict.EXPLAINED if explained else Verdict.UNEXPLAINED


def proven_by(inputs: dict[str, bytes], findings: Sequence[Finding]) -> Explanation:
    """Return what the observed values prove without any signature: the mistakes of both arms together."""
    late = [one for one in findings if one.mistakes and one.stage in ("hmac", "signature")]
    if late:
        proven = max([one.mistakes or () for one in late], key=len)
    else:
        cut = split(inputs, findings)
        proven = () if cut is None else cut[2]
    mistakes = in_order(proven)
    return Explanation(mistakes, sum(cost(mistake) for mistake in mistakes))
