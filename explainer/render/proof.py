"""An explanation run again beside the right way, as far as there is one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from explainer.errors import InputError
from explainer.pipeline.compare import Difference, changed, compare
from explainer.pipeline.model import Mistake
from explainer.pipeline.run import Step, Trace, explain
from explainer.request import Request
from explainer.secret import Secret

_KEY_STAGE = "secret"
_MISSING = "is not given"


class Right(NamedTuple):
    """The right way of a request; without a usable private key it ends before the stage that decodes it."""

    steps: tuple[Step, ...]
    problem: InputError | None
    """Why there is no right key."""
    trace: Trace
    """All stages; from the key on they mean nothing if there is a problem."""

    @property
    def signature(self) -> str | None:
        """The right API-Sign, if there is one."""
        return None if self.problem else self.trace.signature

    @property
    def why_not(self) -> str:
        """Why there is no right key, as a statement."""
        if self.problem is None:
            return ""
        problem = self.problem.problem
        return (
            f"the private key {problem}"
            if problem == _MISSING
            else f"the private key is no base64, {problem}"
        )

    def step(self, stage: str) -> Step | None:
        """Return the step of a stage, None if it is not known."""
        return next((step for step in self.steps if step.stage.id == stage), None)


class Proof(NamedTuple):
    """Mistakes made on a request."""

    right: Right
    wrong: Trace

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The stages whose right value is known, right and wrong."""
        return compare(self.right.trace, self.wrong)[: len(self.right.steps)]

    @property
    def first(self) -> Difference | None:
        """The first stage that differs, None if that is not known."""
        return next((difference for difference in self.differences if not difference.same), None)


def where_it_begins(difference: Difference) -> tuple[str, Difference]:
    """Return the value in which a stage begins to differ: its name, and the difference in it.

    What goes into a hash says more than what comes out, so it comes first.
    """
    known = dict(difference.right.inputs) | difference.right.values
    for name, wrong in difference.wrong.values.items():
        right = known.get(name)
        if right is not None and right.data != wrong.data and name not in difference.stage.takes:
            return name, difference._replace(
                right=difference.right._replace(value=right),
                wrong=difference.wrong._replace(value=wrong),
                changed_right=changed(right.data, wrong.data)[0],
                changed_wrong=changed(right.data, wrong.data)[1],
            )
    return difference.stage.value, difference


def right_way(request: Request) -> Right:
    """Return the right way as far as it goes. Never raises."""
    problem = None if request.secret else InputError(_KEY_STAGE, _MISSING)
    if problem is None:
        try:
            trace = explain(request)
            return Right(trace.steps, None, trace)
        except InputError as error:
            problem = error
    trace = explain(request._replace(secret=Secret(b"")))
    place = next(place for place, step in enumerate(trace.steps) if step.stage.id == _KEY_STAGE)
    return Right(trace.steps[:place], problem, trace)


def prove(request: Request, mistakes: Iterable[Mistake]) -> Proof:
    """Run mistakes again. Raises ValueError if they cannot be made on this request."""
    return Proof(right_way(request), explain(request, mistakes))
