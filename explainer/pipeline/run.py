"""Run the pipeline: all right, or with some decisions made wrong, and keep what each stage gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from explainer.pipeline.model import Apply, Decision, Mistake, Stage
from explainer.pipeline.traced import Data, Origin, Span, Traced
from explainer.request import Request, find_nonce
from explainer.stages import STAGES

_NOTHING = Traced(b"", ())


class Step(NamedTuple):
    """What one stage did."""

    stage: Stage
    inputs: tuple[tuple[str, Traced], ...]
    """The values that went in, by name, as they were when the stage began."""
    values: dict[str, Traced]
    """All that the stage wrote, by name."""
    value: Traced
    """What the stage gives."""
    mistakes: tuple[Mistake, ...]
    """The mistakes made here."""


class Trace(NamedTuple):
    """A whole signature with everything in between; `steps` are the seven stages in order."""

    request: Request
    steps: tuple[Step, ...]
    mistakes: tuple[Mistake, ...]

    @property
    def signature(self) -> str:
        """The API-Sign that comes out: 88 characters of base64 when nothing is wrong."""
        return self.steps[-1].value.data.decode("latin-1")

    def step(self, stage: str) -> Step:
        """Return the step of the stage with this id. Raises KeyError for an unknown id."""
        for step in self.steps:
            if step.stage.id == stage:
                return step
        raise KeyError(stage)


def inputs_of(request: Request) -> dict[str, Traced]:
    """Return the values that the pipeline starts from, each of its origin."""
    return {
        "given_nonce": Traced.whole(request.nonce, Origin.NONCE),
        "body": _body(request.body, request.nonce),
        "uri_path": Traced.whole(request.path, Origin.PATH),
        "private_key": Traced.whole(request.secret.expose(), Origin.KEY),
        "api_key": Traced.whole(request.api_key, Origin.API_KEY),
        "hash_separator": _NOTHING,
        "message_separator": _NOTHING,
    }


def plain_inputs(request: Request) -> dict[str, bytes]:
    """Return the same values as plain bytes, for runs that are only compared."""
    return {name: value.data for name, value in inputs_of(request).items()}


def explain(request: Request, mistakes: Iterable[Mistake | str] = ()) -> Trace:
    """Sign a request and keep every stage, with the mistakes given (none: the right API-Sign).

    Mistakes are entries of the catalogue or their ids, at most one for each decision. Raises
    InputError if the private key is no base64, KeyError for an unknown id, CannotApply if a
    mistake needs what the request does not have, ValueError for two mistakes of one decision or
    of rivals.
    """
    chosen = choose(mistakes)
    values = inputs_of(request)
    steps = []
    for stage in STAGES:
        inputs = tuple([(name, values[name]) for name in stage.takes])
        written = {}
        made = []
        for decision in stage.decisions:
            option = chosen.get(decision.id)
            if option is not None:
                made.append(option)
            elif decision.right is None and decision.writes == decision.subject:
                continue
            decide(decision, option, values)
            written[decision.writes] = values[decision.writes]
        steps.append(Step(stage, inputs, written, values[stage.value], tuple(made)))
    return Trace(request, tuple(steps), tuple([made for step in steps for made in step.mistakes]))


def outcome(values: dict[str, Data], chosen: Mapping[str, Mistake]) -> Data:
    """Run all decisions over `values` (bytes or traced, changed in place); return the signature."""
    for stage in STAGES:
        for decision in stage.decisions:
            decide(decision, chosen.get(decision.id), values)
    return values["signature"]


def sign(request: Request, mistakes: Iterable[Mistake | str] = ()) -> str:
    """Return the API-Sign alone, without a trace. Raises as `explain` does."""
    return outcome(plain_inputs(request), choose(mistakes)).decode("latin-1")


def decide(decision: Decision, option: Mistake | None, values: dict[str, Data]) -> None:
    """Make one decision: the option's way, or the right way without one."""
    apply: Apply | None = decision.right if option is None else option.apply
    if apply is None:
        values[decision.writes] = values[decision.subject]
    else:
        values[decision.writes] = apply(*[values[name] for name in decision.reads(apply)])


def choose(mistakes: Iterable[Mistake | str]) -> dict[str, Mistake]:
    """Return the mistakes by the id of their decision.

    Raises KeyError for an unknown id and ValueError for two mistakes of one decision or of rivals.
    """
    mistakes = tuple(mistakes)
    if not mistakes:
        return {}
    from explainer.pipeline.catalogue import decision_of
    from explainer.pipeline.catalogue import mistake as find_mistake

    chosen: dict[str, Mistake] = {}
    for given in mistakes:
        found = find_mistake(given) if isinstance(given, str) else given
        decision = decision_of(found)
        other = chosen.setdefault(decision.id, found)
        if other is not found:
            raise _two_answers(other, found, decision)
    for found in chosen.values():
        decision = decision_of(found)
        for rival in decision.rivals:
            if rival in chosen:
                raise _two_answers(chosen[rival], found, decision)
    return chosen


def _two_answers(one: Mistake, other: Mistake, decision: Decision) -> ValueError:
    return ValueError(f"{one.id} and {other.id} are two answers to one question: {decision.question}")


def _body(body: bytes, nonce: bytes) -> Traced:
    """Return the body with the nonce that it carries marked as such."""
    found = find_nonce(body, nonce)
    if found is None:
        return Traced.whole(body, Origin.POSTDATA)
    start, end = found
    spans = (
        Span(0, start, Origin.POSTDATA),
        Span(start, end, Origin.NONCE),
        Span(end, len(body), Origin.POSTDATA),
    )
    return Traced(body, tuple([span for span in spans if span.end > span.start]))
