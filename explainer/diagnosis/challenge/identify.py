"""Tell from answers which mistakes were made, and choose what to ask next.

One mistake is looked up: what each gives on every challenge is known beforehand. Several mistakes
are searched for in one answer and have to reproduce all the others.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from itertools import islice, product
from math import log2

from explainer.diagnosis.challenge.model import Answer, Apart, Challenge, Group, Identification, Way, weight
from explainer.diagnosis.challenge.pool import POOL
from explainer.diagnosis.challenge.pool import challenge as by_id
from explainer.diagnosis.challenge.runs import SINGLE, Outcome, alternatives, asked, run, singles
from explainer.diagnosis.grouping import in_order
from explainer.diagnosis.outputs import candidates, pasted
from explainer.diagnosis.schemes import Scheme, recognise
from explainer.diagnosis.search import EXHAUSTIVE, Found, Progress, Search
from explainer.pipeline.catalogue import DECISIONS, decision_of
from explainer.pipeline.model import Mistake
from explainer.pipeline.run import plain_inputs

_BODY = frozenset([decision.id for decision in DECISIONS if decision.writes == "postdata"])
_PLAIN = tuple([by_id(id) for id in ("plain-form", "key-of-letters", "rich-form")])
"""What is asked when nothing explains an answer, plainest first: the fewer parts, the fewer mistakes."""
_MALFORMED = tuple([challenge for challenge in POOL if challenge.malformed])
_LEAST_MAC = 20
"""Bytes of the shortest MAC that a known mistake makes."""
_VARIED = 8
"""Explanations of one answer, likeliest first, that are varied when they do not fit the others."""
_VARIATIONS = 4_000


def first() -> Challenge:
    """Return the challenge to begin with: plain values that every program writes alike."""
    return POOL[0]


def next_challenge(answers: Sequence[Answer]) -> Challenge | None:
    """Return the challenge that tells most after these answers, or None when no challenge tells more."""
    return identify(answers).next


def identify(
    answers: Sequence[Answer],
    *,
    before: Identification | None = None,
    skipped: Collection[Challenge] = (),
    most: int = EXHAUSTIVE,
) -> Identification:
    """Return what fits all answers: single mistakes, else combinations of up to `most` and the output.

    Looking for combinations takes up to a few seconds; `identifying` does the same in steps. With
    what was identified `before` the last answer they are not searched again as long as some fit.
    What was `skipped` is not asked.
    """
    *_, last = identifying(answers, before=before, skipped=skipped, most=most)
    assert isinstance(last, Identification)
    return last


def identifying(
    answers: Sequence[Answer],
    *,
    before: Identification | None = None,
    skipped: Collection[Challenge] = (),
    most: int = EXHAUSTIVE,
) -> Iterator[Progress | Identification]:
    """Yield progress every few milliseconds while combinations are searched, then what fits."""
    ways = [SINGLE[place] for place in _fitting_singles(answers)]
    tried = before.candidates if before else 0
    if not ways and before:
        known = [way for group in before.groups for way in group.ways]
        ways = [way for way in known if _fits_all(way, answers)]
    if not ways:
        for event in _combinations(answers, most):
            if isinstance(event, Progress):
                tried = max(tried, event.candidates)
                yield event
            else:
                ways.append(event)
    groups, schemes = _grouped(ways), _schemes(answers)
    gone = [*(answer.challenge for answer in answers), *skipped]
    apart = None
    if len(answers) == 2 and not (groups or schemes):
        apart = yield from _apart(answers, most)
    yield Identification(
        groups=groups,
        next=_next(ways, gone, again=len(answers) == 1 and not schemes),
        schemes=schemes,
        body_assumed=bool(groups and answers) and _about_unknown_body(groups[0], answers),
        candidates=tried,
        by_error=_only_errors(answers),
        nothing_came_out=bool(answers) and all(answer.signature is None for answer in answers),
        apart=apart,
    )


def _next(ways: Sequence[Way], gone: Sequence[Challenge], *, again: bool) -> Challenge | None:
    """Return what to ask after these; one more if nothing explains the only answer so far."""
    if not gone:
        return first()
    if not ways and again:
        return next((plain for plain in _PLAIN if plain not in gone), None)
    return _most_telling(ways, gone)


def _apart(answers: Sequence[Answer], most: int) -> Generator[Progress, None, Apart | None]:
    """Look at each of two answers alone: one may have been damaged on the way."""
    for other, alone in (answers, answers[::-1]):
        ways = [SINGLE[place] for place in _fitting_singles([alone])]
        for event in () if ways else _combinations([alone], most):
            if isinstance(event, Progress):
                yield event
            else:
                ways.append(event)
        if ways:
            return Apart(other.challenge, max(ways, key=weight))
    return None


def _only_errors(answers: Sequence[Answer]) -> bool:
    """Return whether some answers are errors and all others are right."""
    came_out = [answer for answer in answers if answer.signature is not None]
    return len(came_out) < len(answers) and all(fits((), answer) for answer in came_out)


def outcome(challenge: Challenge, way: Way) -> Outcome:
    """Return what code that goes this way makes of a challenge: its API-Sign, None for an error."""
    place = _PLACES.get(_ids(way))
    if place is None:
        return run(challenge.request, way).signature
    return asked(challenge.request)[place]


def fits(way: Way, answer: Answer) -> bool:
    """Return whether code that goes this way gives this answer, with all that it printed."""
    made = run(answer.request, way)
    return made.signature == _given(answer) and all(
        any(observed.stage in ("", stage) and observed.shows(value) for stage, value in made.written)
        for observed in answer.observed
    )


def _fits_all(way: Way, answers: Iterable[Answer]) -> bool:
    try:
        return all(fits(way, answer) for answer in answers)
    except ValueError:
        return False


def _given(answer: Answer) -> Outcome:
    return None if answer.signature is None else pasted(answer.signature)


def is_known_answer(challenge: Challenge, text: str) -> bool:
    """Return whether the right way or one known mistake makes exactly this of a challenge."""
    return pasted(text) in asked(challenge.request)


def may_be_signature(challenge: Challenge, text: str) -> bool:
    """Return whether code may have made this of a challenge: a known mistake does, or it may be a MAC."""
    given = pasted(text)
    return is_known_answer(challenge, text) or any(
        len(reading) >= _LEAST_MAC and (reading != given or not reading.isascii())
        for reading in candidates(given)
    )


def _fitting_singles(answers: Iterable[Answer]) -> list[int]:
    places = list(range(len(SINGLE)))
    for answer in answers:
        made = asked(answer.request) if answer.body is None else singles(answer.request)
        given = _given(answer)
        places = [place for place in places if made[place] == given]
        if answer.observed:
            places = [place for place in places if fits(SINGLE[place], answer)]
    return places


def _combinations(answers: Sequence[Answer], most: int) -> Iterator[Progress | Way]:
    """Yield the combinations that reproduce all answers.

    A combination that makes all answers explains each; so one that is left without an explanation
    ends the search. What explains one answer may hide part of what is wrong: a mistake that shows
    there as another one does, or not at all.
    """
    tried = 0
    explained: list[list[Way]] = []
    for answer in answers:
        given = _given(answer)
        if given is None:
            continue
        search = Search(plain_inputs(answer.request), given)
        found = []
        for event in search.run(most):
            if isinstance(event, Found):
                found.append(event)
            else:
                yield event._replace(candidates=tried + event.candidates)
        tried += search.candidates
        if not found:
            return
        found.sort(key=lambda one: one.cost)
        explained.append([in_order(one.mistakes) for one in found])
        for added in (False, True):
            varied = [*explained[-1], *_varied(answer, explained[-1][:_VARIED], added)]
            fitting = {_ids(way): way for way in varied if _fits_all(way, answers)}
            if fitting:
                yield from _smallest(fitting.values())
                return
    for parts in islice(product(*explained), _VARIATIONS if explained else 0):
        way = _together(parts)
        if _fits_all(way, answers):
            yield way


def _smallest(ways: Collection[Way]) -> Iterator[Way]:
    """Yield the ways with the fewest mistakes, and those with more that are likelier all the same."""
    fewest = min([len(way) for way in ways])
    heaviest = max([weight(way) for way in ways if len(way) == fewest])
    for way in ways:
        if len(way) == fewest or weight(way) > heaviest:
            yield way


def _varied(answer: Answer, ways: Iterable[Way], added: bool) -> Iterator[Way]:
    """Yield all that gives the same as these ways there: other mistakes, and another one `added`."""
    for way in ways:
        in_place, beside = alternatives(answer.request, way)
        choices = product(*in_place, beside if added else (None,))
        for chosen in islice(choices, _VARIATIONS):
            made = [mistake for mistake in chosen if mistake is not None]
            if len({decision_of(mistake).id for mistake in made}) == len(made):
                yield in_order(made)


def _together(parts: Iterable[Way]) -> Way:
    """Return all mistakes of several explanations, the first of each decision."""
    made: dict[str, Mistake] = {}
    for way in parts:
        for mistake in way:
            made.setdefault(decision_of(mistake).id, mistake)
    return in_order(made.values())


def _grouped(ways: Iterable[Way]) -> tuple[Group, ...]:
    groups: dict[tuple[Outcome, ...], list[Way]] = {}
    for way in sorted(ways, key=weight, reverse=True):
        groups.setdefault(tuple([outcome(challenge, way) for challenge in POOL]), []).append(way)
    found = [Group(tuple(group), lenient=_lenient(group[0])) for group in groups.values()]
    return tuple(sorted(found, key=_heaviest_first))


def _lenient(way: Way) -> bool:
    """Return whether a way differs from the right one with malformed private keys alone."""
    differs = [challenge for challenge in POOL if outcome(challenge, way) != outcome(challenge, ())]
    return bool(differs) and all(challenge in _MALFORMED for challenge in differs)


def _heaviest_first(group: Group) -> float:
    return -group.weight


def _most_telling(ways: Sequence[Way], asked_already: Sequence[Challenge]) -> Challenge | None:
    """Return the challenge after which least is left to ask, by how often each way is gone.

    While the code may be right, a malformed private key tells nothing that matters.
    """
    best: tuple[float, Challenge] | None = None
    maybe_right = any(not way or _lenient(way) for way in ways)
    for challenge in POOL:
        if challenge in asked_already or (maybe_right and challenge in _MALFORMED):
            continue
        parts: dict[Outcome, float] = {}
        for way in ways:
            made = outcome(challenge, way)
            parts[made] = parts.get(made, 0.0) + weight(way)
        left = sum([part * log2(part) for part in parts.values()])
        if len(parts) > 1 and (best is None or left < best[0]):
            best = left, challenge
    return best[1] if best else None


def _schemes(answers: Sequence[Answer]) -> tuple[Scheme, ...]:
    """Return the recipes of other services that give all signatures."""
    common: tuple[Scheme, ...] | None = None
    for answer in answers:
        given = _given(answer)
        if given is not None:
            these = recognise(answer.request, candidates(given))
            common = these if common is None else tuple([one for one in common if one in these])
    return common or ()


def _about_unknown_body(group: Group, answers: Iterable[Answer]) -> bool:
    return all(answer.body is None for answer in answers) and all(
        any(decision_of(mistake).id in _BODY for mistake in way) for way in group.ways
    )


def _ids(way: Way) -> tuple[str, ...]:
    return tuple([mistake.id for mistake in way])


_PLACES = {_ids(way): place for place, way in enumerate(SINGLE)}
