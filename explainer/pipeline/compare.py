"""Hold a trace with mistakes against the right one, stage by stage."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from explainer.pipeline.model import Stage
from explainer.pipeline.run import Step, Trace
from explainer.pipeline.traced import Origin, Traced, shared_prefix


class Effect(Enum):
    """How a stage's value came to differ, if it does."""

    SAME = "same"
    CAUSED = "caused"
    """The inputs are right: a mistake here made the difference."""
    ADDED = "added"
    """The inputs were wrong already and a mistake here changes more."""
    INHERITED = "inherited"
    """No mistake here: the stage did the right thing with wrong inputs."""


class Difference(NamedTuple):
    """One stage, right and wrong."""

    stage: Stage
    right: Step
    wrong: Step
    effect: Effect
    changed_right: tuple[int, int]
    """Start and end of the bytes of the right value that differ; equal when there are none."""
    changed_wrong: tuple[int, int]
    """The same for the wrong value."""

    @property
    def same(self) -> bool:
        return self.effect is Effect.SAME

    @property
    def scattered(self) -> bool:
        """Whether the value is the output of a hash, where comparing single bytes says nothing.

        One wrong bit before a hash changes about half of the bits after it.
        """
        return self.effect is not Effect.SAME and any(
            is_hash_output(step.value) for step in (self.right, self.wrong)
        )


def compare(right: Trace, wrong: Trace) -> tuple[Difference, ...]:
    """Return one difference for each of the seven stages, in order."""
    differences = []
    for a, b in zip(right.steps, wrong.steps, strict=True):
        same = a.value.data == b.value.data
        inputs_same = [x.data for _, x in a.inputs] == [x.data for _, x in b.inputs]
        if same:
            effect = Effect.SAME
        elif not b.mistakes:
            effect = Effect.INHERITED
        else:
            effect = Effect.CAUSED if inputs_same else Effect.ADDED
        differences.append(Difference(a.stage, a, b, effect, *changed(a.value.data, b.value.data)))
    return tuple(differences)


def first_difference(right: Trace, wrong: Trace) -> Difference | None:
    """Return the first stage whose value differs: where the search for a mistake starts."""
    return next((difference for difference in compare(right, wrong) if not difference.same), None)


def changed(right: bytes, wrong: bytes) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the part of each value that is left when what they begin and end with alike is taken off."""
    start = shared_prefix(right, wrong)
    tail = shared_prefix(right[start:][::-1], wrong[start:][::-1])
    return (start, len(right) - tail), (start, len(wrong) - tail)


def is_hash_output(value: Traced) -> bool:
    """Return whether a value is a digest or a MAC, or what one was written as."""
    return bool(value.spans) and value.spans[0].origin in (Origin.DIGEST, Origin.MAC)
