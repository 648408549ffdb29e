"""The whole way from what a person has to a verdict, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import inf
from operator import attrgetter
from typing import NamedTuple

from explainer.diagnosis.checks import check
from explainer.diagnosis.families import (
    CUTS,
    FAMILIES,
    Members,
    first_members,
    further_members,
    further_nonces,
    in_place_of,
    likely_members,
)
from explainer.diagnosis.grouping import grouped
from explainer.diagnosis.model import Diagnosis, Downstream, Explanation, Finding, Observed, Searched, Verdict
from explainer.diagnosis.observed import (
    judged_by,
    place,
    place_among,
    proven_by,
    split,
    taken_as_given,
    verdict_on,
)
from explainer.diagnosis.outputs import candidates, pasted
from explainer.diagnosis.schemes import Scheme, other_request, recognise
from explainer.diagnosis.search import DIVIDED, EXHAUSTIVE, Found, Progress, Search
from explainer.diagnosis.space import Space
from explainer.diagnosis.streams import WHOLE, Share
from explainer.errors import InputError
from explainer.pipeline.catalogue import DECISIONS, decision_of, mistake
from explainer.pipeline.model import Mistake, cost
from explainer.pipeline.run import explain, plain_inputs, sign
from explainer.request import Request

_AFTER = 2
"""Most mistakes that are looked for after an observed value that nothing explains."""
_ALONE = 1
"""Up to so many mistakes all is tried before another process could help."""


class Step(NamedTuple):
    """Where the investigation is."""

    name: str
    """observed, catalogue, cuts, nonces, the families' names, together, deeper; some come in two parts."""
    candidates: int
    level: int
    complete_up_to: int
    waiting: bool = False
    """Whether there is nothing to do here until the search of the other share has gone on."""


class Report(NamedTuple):
    """What the search of the other share has done by now."""

    candidates: int = 0
    complete_up_to: int = DIVIDED - 1
    finished: int = DIVIDED - 1
    """The last level that it went through, in full or as far as it is of use."""
    found: tuple[tuple[str, ...], ...] = ()
    """Ids of mistakes that give the signature."""
    lost: bool = False
    """Whether it ended before its time: nothing more comes from it."""


class Investigation:
    """One diagnosis under way. Go through `events` as far as time allows, then ask for the `result`.

    Nothing here looks at a clock and nothing runs by itself: not going on is how it is cancelled.
    """

    def __init__(
        self,
        request: Request,
        observed: Sequence[Observed] = (),
        *,
        others: Sequence[Request] = (),
        most: int = 4,
        every_level: bool = False,
        share: Share = WHOLE,
    ) -> None:
        """Take a request with the signature in question, or with observed values, or both.

        `most` mistakes before the output are tried; `every_level` goes on after an explanation.
        With a `share`, somebody else searches the rest of the levels from `DIVIDED` on, as long as
        this is `helped`; what he reports is to be given to `take`.
        Raises InputError if there is neither a signature nor an observed value.
        """
        if request.signature is None and not observed:
            raise InputError(
                "signature",
                "none given, and no value that your code printed",
                hint="give the API-Sign that your code makes, or sign a challenge: explainer challenge",
            )
        self.request = request
        self._observed = tuple(observed)
        self._others = tuple(others)
        self._most = most
        self._every_level = every_level
        self._share = share
        self._divided = False
        self._elsewhere = Report()
        self._whole_here = most if share == WHOLE else DIVIDED - 1
        self._inputs = plain_inputs(request)
        self._found: dict[tuple[str, ...], Found] = {}
        self._findings: tuple[Finding, ...] = ()
        self._schemes: tuple[Scheme, ...] = ()
        self._other: int | None = None
        self._correct = False
        self._no_mac = False
        self._downstream: Downstream | None = None
        self._candidates = 0
        self._complete_here = -1
        self._steps: list[str] = []
        self._finished = False

    def events(self) -> Iterator[Step]:
        """Do the work, a few milliseconds at a time."""
        yield from self._place_observed()
        if self.request.signature is not None and not self._is_right():
            yield from self._explain_signature(pasted(self.request.signature))
        self._finished = True

    def result(self, seconds: float = 0.0) -> Diagnosis:
        """Return what is known by now; `seconds` is what the caller measured."""
        explanations = tuple(grouped(self.request, self._found.values()))
        if self._correct:
            verdict = Verdict.CORRECT
        elif explanations or self._schemes or self._other is not None:
            verdict = Verdict.EXPLAINED
        elif self.request.signature is None and self._finished:
            verdict = verdict_on(self._findings)
            if verdict is Verdict.EXPLAINED:
                explanations = (proven_by(self._inputs, self._findings),)
        else:
            verdict = Verdict.UNEXPLAINED
        proven = proven_by(self._inputs, self._findings) if verdict is Verdict.UNEXPLAINED else None
        return Diagnosis(
            request=self.request,
            verdict=verdict,
            explanations=explanations,
            schemes=self._schemes,
            other_request=self._other,
            findings=self._judged(explanations),
            searched=Searched(
                self._tried,
                seconds,
                self._complete,
                tuple(self._steps),
                not self._finished,
            ),
            checks=check(self.request),
            proven=proven if proven and proven.mistakes else None,
            downstream=None if self.known else self._downstream,
            no_mac=self._no_mac,
        )

    def _judged(self, explanations: Sequence[Explanation]) -> tuple[Finding, ...]:
        """Return the findings, those that nothing explained held against the proven run."""
        if not explanations or all(one.mistakes is not None for one in self._findings):
            return self._findings
        trace = explain(self.request, explanations[0].mistakes)
        return tuple([judged_by(trace, one) if one.mistakes is None else one for one in self._findings])

    def _place_observed(self) -> Iterator[Step]:
        if self._observed:
            space = Space(self._inputs, DECISIONS)
            for one in self._observed:
                finding = place(space, one)
                for members in self._members(space):
                    if finding.mistakes is not None:
                        break
                    yield Step("observed", 0, 0, -1)
                    finding = place_among(space, one, members) or finding
                self._findings += (finding,)
                yield Step("observed", 0, 0, -1)
            self._done("observed")

    def _members(self, space: Space) -> Iterator[Members]:
        """Yield the members that a printed value may show: the likely ones, and without a signature all."""
        yield from likely_members(self.request, space)
        if self.request.signature is None:
            yield from further_members(FAMILIES, self.request, space)

    def _is_right(self) -> bool:
        try:
            self._correct = sign(self.request) == self.request.signature
        except ValueError:
            self._correct = False
        return self._correct

    def _explain_signature(self, signature: bytes) -> Iterator[Step]:
        self._schemes = recognise(self.request, candidates(signature))
        self._other = other_request(self.request, self._others)
        cut = split(self._inputs, self._findings)
        if cut is not None:
            inputs, decisions, proven = cut
            yield from self._run("observed", Search(inputs, signature, decisions), EXHAUSTIVE, proven=proven)
            if self._found and not self._every_level:
                return
        search = Search(self._inputs, signature)
        yield from self._exhaust(search)
        self._done("catalogue")
        if not (self.known or search.whole):
            yield from self._cuts(signature)
        if not (self.known or search.readable):
            # What loses bytes of a MAC was tried, and no more can give such a text.
            self._no_mac = True
            return
        # The steps in between keep variants of their own: both together would be too much for a large body.
        search.space.forget()
        for further in (
            self._from_values_on(signature),
            self._families(search),
            self._together(signature),
            self._other_nonces(search),
        ):
            if not self.known:
                yield from further
        if self._most > EXHAUSTIVE and (self._every_level or not self.known):
            share = self._share
            self._divided = share != WHOLE
            if self._elsewhere.lost:
                share, self._whole_here = WHOLE, self._most
            yield from self._run("deeper", search, self._most, least=EXHAUSTIVE + 1, share=share)
            self._done("deeper")

    def _exhaust(self, search: Search) -> Iterator[Step]:
        """Try all of the catalogue up to `EXHAUSTIVE` mistakes, the levels that take long in two shares.

        Before these comes what is one mistake as well: the likely members of families.
        """
        most = min(self._most, EXHAUSTIVE)
        yield from self._run("catalogue", search, min(most, _ALONE))
        unknown = self._every_level or not self.known
        self._divided = self._share != WHOLE and most >= DIVIDED and unknown
        if self._divided:
            yield Step("catalogue", self._tried, _ALONE + 1, self._complete)
        yield from self._run("catalogue", search, min(most, DIVIDED - 1), least=_ALONE + 1)
        if search.readable and not self.known:
            yield from self._try(search, likely_members(self.request, search.space))
        if most < DIVIDED:
            return
        self._divided = self._divided and (self._every_level or not self.known)
        share = self._share if self._divided else WHOLE
        yield from self._run("catalogue", search, most, least=DIVIDED, share=share)
        while self._divided and self._awaited(most):
            yield Step("catalogue", self._tried, most, self._complete, waiting=True)
        if self._divided and (self._elsewhere.finished < most or self._elsewhere.found):
            # What is left undone: what is likelier than what was found, or all if the other one was lost.
            rest = WHOLE if self._elsewhere.found else share.other
            yield from self._run("catalogue", search, most, least=DIVIDED, share=rest, to_the_end=True)
            if self._every_level or not self.known:
                self._whole_here = most

    def _awaited(self, level: int) -> bool:
        """Return whether the other share of a level is still searched, and of use."""
        other = self._elsewhere
        return other.finished < level and not other.lost and (self._every_level or not self.known)

    def _from_values_on(self, signature: bytes) -> Iterator[Step]:
        """Look for what gives the signature from a value on that nothing explains."""
        for finding in self._findings:
            if finding.mistakes is not None or not finding.stage or self._downstream is not None:
                continue
            for inputs, decisions in taken_as_given(self._inputs, finding):
                search = Search(inputs, signature, decisions)
                before = self._candidates
                for event in search.run(_AFTER):
                    if isinstance(event, Found):
                        self._downstream = Downstream(finding, event.mistakes)
                        return
                    self._candidates = before + event.candidates
                    yield Step("observed", self._tried, event.level, self._complete)

    @property
    def known(self) -> bool:
        """Whether the signature is explained."""
        return bool(self._found or self._schemes) or self._other is not None

    @property
    def _complete(self) -> int:
        return min(self._complete_here, max(self._whole_here, self._elsewhere.complete_up_to))

    @property
    def _tried(self) -> int:
        return self._candidates + self._elsewhere.candidates

    @property
    def helped(self) -> bool:
        """Whether somebody else is to search the other share now."""
        return self._divided and not self._elsewhere.lost

    def take(self, report: Report) -> None:
        """Add what the search of the other share has done."""
        for ids in report.found[len(self._elsewhere.found) :]:
            self._keep(tuple([mistake(id) for id in ids]))
        self._elsewhere = report

    def _run(
        self,
        name: str,
        search: Search,
        most: int,
        *,
        least: int = 0,
        proven: tuple[Mistake, ...] = (),
        share: Share = WHOLE,
        to_the_end: bool = False,
    ) -> Iterator[Step]:
        """Search, and stop when the other share has an explanation unless `to_the_end`."""
        before = self._candidates - search.candidates
        best = min([found.cost for found in self._found.values()], default=inf)
        known = len(self._elsewhere.found)
        for event in search.run(most, least=least, every_level=self._every_level, best=best, share=share):
            if isinstance(event, Found):
                self._keep((*proven, *event.mistakes))
            else:
                self._count(name, before, event, least)
                yield Step(name, self._tried, event.level, self._complete)
                if not to_the_end and len(self._elsewhere.found) > known and not self._every_level:
                    break

    def _count(self, name: str, before: int, event: Progress, least: int) -> None:
        self._candidates = before + event.candidates
        # A search takes it that what comes before its first level is complete.
        follows = self._complete_here >= least - 1 and event.complete_up_to >= least
        if follows and name in ("catalogue", "deeper"):
            self._complete_here = event.complete_up_to

    def _keep(self, mistakes: tuple[Mistake, ...]) -> None:
        """Keep what was found once it has been run again and gave the pasted signature."""
        try:
            made = sign(self.request, mistakes)
        except ValueError:
            # The text has nothing of the MAC in it, and without a usable key there is no MAC.
            return
        if made == self.request.signature:
            found = Found(mistakes, sum(cost(one) for one in mistakes))
            self._found.setdefault(tuple([one.id for one in mistakes]), found)

    def _cuts(self, signature: bytes) -> Iterator[Step]:
        """Take the text for the beginning or the end of a signature."""
        members = tuple(CUTS.members(self.request))
        search = Search(self._inputs, signature, in_place_of(CUTS.entry, members))
        yield from self._run("cuts", search, EXHAUSTIVE - 1)

    def _families(self, search: Search) -> Iterator[Step]:
        """Try the other members of families, as many as there is time for."""
        for name, families in groupby(FAMILIES, attrgetter("name")):
            yield from self._try(search, further_members(families, self.request, search.space))
            if self._found:
                return
            self._done(name)

    def _other_nonces(self, search: Search) -> Iterator[Step]:
        """Try all other nonces near the one sent and in other units."""
        yield from self._try(search, further_nonces(self.request, search.space))
        if not self._found:
            self._done("nonces")

    def _together(self, signature: bytes) -> Iterator[Step]:
        """Try the nearest nonces and the first members of families, each with every other mistake."""
        if self._most < 2:
            return
        for entry, members in first_members(self.request):
            pairs = Search(self._inputs, signature, in_place_of(entry, members), deepest=1)
            yield from self._run("together", pairs, 2, least=2)
            if self._found:
                return
        self._done("together")

    def _try(self, search: Search, members: Iterable[Members]) -> Iterator[Step]:
        """Try members of families, all else right, until one gives the signature."""
        for step, entry, values, member in members:
            yield Step(step, self._tried, 1, self._complete)
            before = self._candidates - search.candidates
            for event in search.forced(decision_of(entry).id, values):
                if event is not None:
                    index, mistakes = event
                    self._keep((member(index), *mistakes))
                self._candidates = before + search.candidates
                yield Step(step, self._tried, 1, self._complete)
            if self._found:
                return

    def _done(self, name: str) -> None:
        if name not in self._steps:
            self._steps.append(name)
