"""An explanation run again beside the right way, as far as there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from explainer.errors import CannotApply, InputError
from explainer.pipeline.catalogue import decision_of
from explainer.pipeline.compare import Difference, Effect, changed, compare
from explainer.pipeline.model import Mistake
from explainer.pipeline.run import Step, Trace, explain
from explainer.request import Request, find_nonce, nonce_in
from explainer.secret import Secret
from explainer.stages import STAGES

_KEY_STAGE = "secret"
_ORDER = [stage.id for stage in STAGES]
_KEY_PLACE = _ORDER.index(_KEY_STAGE)
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
        """Why there is no right value, as a statement."""
        if self.problem is None:
            return "with this the private key cannot be decoded"
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
    reach: int
    """How many stages the mistakes could be run through: all, or those before an unusable private key."""

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The stages whose right value is known, right and wrong."""
        return compare(self.right.trace, self.wrong)[: min(len(self.right.steps), self.reach)]

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
    trace = explain(_without_key(request))
    return Right(trace.steps[:_KEY_PLACE], problem, trace)


def as_received(request: Request) -> Request:
    """Return the request with the nonce that counts: that of the POST data, where it carries another."""
    carried = nonce_in(request.body)
    if carried is None or find_nonce(request.body, request.nonce):
        return request
    return request._replace(nonce=carried)


def prove(request: Request, mistakes: Sequence[Mistake]) -> Proof:
    """Run mistakes again, as far as the private key can be used.

    Raises CannotApply if they cannot be made on this request.
    """
    right = right_way(request)
    try:
        wrong = explain(request, mistakes)
    except InputError:
        before = [one for one in mistakes if _ORDER.index(decision_of(one).stage) < _KEY_PLACE]
        return Proof(right, explain(_without_key(request), before), _KEY_PLACE)
    return Proof(right, wrong, len(wrong.steps))


def with_the_rest_mended(request: Request, difference: Difference) -> Difference | None:
    """Return what a stage's own mistakes make of it where all that goes in is right, None for nothing."""
    try:
        proof = prove(request, difference.wrong.mistakes)
    except CannotApply:
        return None
    alone = next((one for one in proof.differences if one.stage.id == difference.stage.id), None)
    return alone if alone is not None and alone.effect is Effect.CAUSED else None


def _without_key(request: Request) -> Request:
    return request._replace(secret=Secret(b""))
