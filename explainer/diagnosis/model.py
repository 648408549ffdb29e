"""What a diagnosis takes and gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from explainer.diagnosis.answers import Told
from explainer.diagnosis.checks import Check
from explainer.diagnosis.elsewhere import Elsewhere
from explainer.diagnosis.schemes import Scheme
from explainer.pipeline.model import Mistake
from explainer.request import Request

_TELLING = 4
"""Bytes of a beginning below which it may fit by chance."""


class Verdict(Enum):
    """The answer in one word."""

    CORRECT = "correct"
    EXPLAINED = "explained"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Observed:
    """A value that the person's code printed on the way, read in every way that makes sense."""

    stage: str
    """Id of the stage it is said to belong to; empty if nothing was said."""
    readings: tuple[bytes, ...] = field(repr=False)
    """The bytes it may stand for, most specific first. They may be key bytes: never in a repr."""
    beginnings: tuple[bytes, ...] = field(default=(), repr=False)
    """The same for what a dump that stops early shows of it."""

    def shows(self, value: bytes) -> bool:
        """Return whether the value is what was printed, or begins with what was printed of it."""
        return value in self.readings or any(
            len(beginning) >= _TELLING and value.startswith(beginning) for beginning in self.beginnings
        )


class Finding(NamedTuple):
    """What an observed value turned out to be."""

    observed: Observed
    name: str
    """Name of the pipeline's value that it is, or is held against."""
    stage: str
    """Id of the stage that writes it; empty if the value could not be placed."""
    mistakes: tuple[Mistake, ...] | None
    """What gives it: nothing, when it is right; None when nothing in the catalogue does."""

    @property
    def right(self) -> bool:
        return self.mistakes == ()


class Downstream(NamedTuple):
    """What gives the pasted signature when an unexplained observed value is taken as it is.

    It cannot be run again from the request alone; it tells where to look: before that value.
    """

    finding: Finding
    mistakes: tuple[Mistake, ...]
    """What is done wrong after the value; nothing, when all that follows is right."""


class Explanation(NamedTuple):
    """Mistakes that give exactly what was pasted, in the order of the pipeline."""

    mistakes: tuple[Mistake, ...]
    cost: float
    """How surprising it is, in bits: the sum of the mistakes' costs."""
    same: tuple[tuple[Mistake, ...], ...] = ()
    """Other combinations of as many mistakes that give the same bytes for this request."""


class Searched(NamedTuple):
    """What was tried."""

    candidates: int
    """Signatures made and compared."""
    seconds: float
    complete_up_to: int
    """All combinations of up to so many mistakes were tried, whatever output is on top; -1 for none."""
    steps: tuple[str, ...]
    """The steps that were finished: observed, catalogue, the families' names, together, nonces, deeper."""
    cut_short: bool
    """Whether time ran out or the search was cancelled before everything was tried."""
    interrupted: bool = False
    """Whether it was cancelled."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A verdict with its proof: every explanation can be run again with `explain`."""

    request: Request
    verdict: Verdict
    explanations: tuple[Explanation, ...]
    """The smallest, likeliest first."""
    schemes: tuple[Scheme, ...]
    """Whole formulas of other services that give the pasted signature from these inputs."""
    other_request: int | None
    """Index of another of the given requests whose right signature this is."""
    findings: tuple[Finding, ...]
    """What the observed values are, in the order given."""
    searched: Searched
    checks: tuple[Check, ...]
    proven: Explanation | None = None
    """If nothing explains the signature: what the observed values prove all the same."""
    downstream: Downstream | None = None
    """If nothing explains the signature from the start: what explains it from an observed value on."""
    no_mac: bool = False
    """If nothing explains the signature: whether its text can hold no MAC, so that little had to be tried."""
    elsewhere: tuple[Elsewhere, ...] = ()
    """If the signature is right: what else Kraken refuses, what the input shows first."""
    told: tuple[Told, ...] = ()
    """What Kraken's answer tells, if it is known."""
