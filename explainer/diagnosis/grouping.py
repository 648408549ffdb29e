"""Put what was found in order: the smallest explanations, likeliest first, equal ones together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from explainer.diagnosis.model import Explanation
from explainer.diagnosis.search import Found
from explainer.pipeline.catalogue import DECISIONS, MISTAKES, decision_of
from explainer.pipeline.model import Mistake, cost
from explainer.pipeline.run import sign
from explainer.request import Request

_PLACES = {decision.id: place for place, decision in enumerate(DECISIONS)}


def grouped(request: Request, found: Iterable[Found]) -> Iterator[Explanation]:
    """Yield the smallest of the explanations, likeliest first, each with those it cannot be told from.

    An explanation that contains another is dropped. Of the rest those with the fewest mistakes are
    kept, and those with more that are likelier all the same. Whatever differs from one of them in a
    single mistake and gives the same bytes for this request is listed with it, not beside it.
    """
    listed: set[frozenset[str]] = set()
    for one in _smallest(list(found)):
        if _ids(one.mistakes) in listed:
            continue
        same = tuple(_interchangeable(request, one.mistakes))
        listed.update(_ids(mistakes) for mistakes in (one.mistakes, *same))
        yield Explanation(one.mistakes, one.cost, same)


def _smallest(found: list[Found]) -> list[Found]:
    sets = [_ids(one.mistakes) for one in found]
    free = [one for one, ids in zip(found, sets, strict=True) if not any(other < ids for other in sets)]
    fewest = min([len(one.mistakes) for one in free], default=0)
    likeliest = min([one.cost for one in free if len(one.mistakes) == fewest], default=0.0)
    kept = [one for one in free if len(one.mistakes) == fewest or one.cost < likeliest]
    return sorted(kept, key=lambda one: (one.cost, [mistake.id for mistake in one.mistakes]))


def _interchangeable(request: Request, mistakes: tuple[Mistake, ...]) -> Iterator[tuple[Mistake, ...]]:
    """Yield the combinations that differ in one mistake and give the same signature here."""
    signature = sign(request, mistakes)
    taken = {decision_of(mistake).id for mistake in mistakes}
    for index, mistake in enumerate(mistakes):
        others = taken - {decision_of(mistake).id}
        rest = mistakes[:index] + mistakes[index + 1 :]
        for other in sorted(MISTAKES, key=cost):
            if other.id == mistake.id or decision_of(other).id in others:
                continue
            try:
                if sign(request, (*rest, other)) == signature:
                    yield in_order((*rest, other))
            except ValueError:
                continue


def led_by(explanation: Explanation, fit: Callable[[tuple[Mistake, ...]], tuple[int, ...]]) -> Explanation:
    """Return an explanation with those that fit best in front of those they cannot be told from."""
    every = (explanation.mistakes, *explanation.same)
    first = max(every, key=fit)
    same = tuple([one for one in every if one is not first])
    return Explanation(first, sum(cost(mistake) for mistake in first), same)


def in_order(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    """Return mistakes in the order in which the pipeline makes them."""
    return tuple(sorted(mistakes, key=lambda mistake: _PLACES[decision_of(mistake).id]))


def _ids(mistakes: Iterable[Mistake]) -> frozenset[str]:
    return frozenset([mistake.id for mistake in mistakes])
