"""Place the values that somebody's code printed: which stage, right or wrong, by which mistakes."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.diagnosis.model import Finding, Observed
from explainer.diagnosis.space import Space
from explainer.pipeline.catalogue import DECISIONS, decision_of
from explainer.pipeline.model import Decision, Mistake
from explainer.pipeline.run import decide

_LAST = {decision.writes: place for place, decision in enumerate(DECISIONS)}
"""Place of the last decision that writes a value."""
_STAGES = {
    decision.writes: decision.stage for decision in DECISIONS if not decision.writes.endswith("_separator")
}
"""Stage of each value that somebody may print; what is put between two others is none."""
_MESSAGE_ARM = ("nonce", "postdata", "sha256", "message")
_KEY_ARM = ("secret",)
_ELSEWHERE = 1
"""Mistakes with which a value is looked for at other stages than the one it is said to belong to."""


def place(space: Space, observed: Observed) -> Finding:
    """Return what this value is: the fewest, then likeliest mistakes that give it, or none.

    A value that cannot be of the stage it is said to belong to may be one of another.
    """
    names = [name for name in _STAGES if observed.stage in ("", _STAGES[name])]
    found = _placed(space, observed, names, space.depth)
    if found is None and observed.stage:
        found = _placed(space, observed, [name for name in _STAGES if name not in names], _ELSEWHERE)
    if found is not None:
        return found
    name = names[-1] if observed.stage and names else ""
    return Finding(observed, name, observed.stage if name else "", None)


def _placed(space: Space, observed: Observed, names: Sequence[str], most: int) -> Finding | None:
    best: tuple[float, Finding] | None = None
    for mistakes in range(most + 1):
        for name in names:
            for variant in space.variants((name,), _LAST[name] + 1, mistakes):
                if observed.shows(variant.values[0]) and (best is None or variant.cost < best[0]):
                    best = variant.cost, Finding(observed, name, _STAGES[name], variant.mistakes)
        if best is not None:
            return best[1]
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
        last = max(known, key=lambda one: _LAST[one.name])
        made = {decision_of(mistake).id: mistake for mistake in last.mistakes or ()}
        for decision in DECISIONS[: _LAST[last.name] + 1]:
            if decision.stage in arm:
                decide(decision, made.get(decision.id), values)
                closed.add(decision.id)
        proven.extend(made.values())
    if not closed:
        return None
    return values, tuple([decision for decision in DECISIONS if decision.id not in closed]), tuple(proven)
