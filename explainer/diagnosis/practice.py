"""Practice: what did this code do? A wrong signature, and three ways to make one, of which one was gone.

Whoever answers is graded as a diagnosis is proven: the way has to give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from explainer.diagnosis.challenge.model import Way
from explainer.diagnosis.challenge.pool import POOL
from explainer.diagnosis.challenge.runs import SINGLE, asked
from explainer.example import EXAMPLE
from explainer.pipeline.catalogue import decision_of
from explainer.pipeline.model import Mistake, cost
from explainer.pipeline.run import sign
from explainer.request import Request

Item = TypeVar("Item")

LEVELS = (
    "mistakes that many make",
    "rarer mistakes too",
    "near misses, all at one stage",
    "two mistakes at once",
)
"""What is asked, from easy to hard."""
_OFTEN = 2
"""Sightings from which on a mistake is one that many make."""
_TRIES = 60


class Chance(Protocol):
    """Where chance comes from: a `random.Random`."""

    def random(self) -> float:
        """Return a number from 0 up to, not including, 1."""


class Question(NamedTuple):
    """A published request, the wrong API-Sign that some code made of it, and what that code may have done."""

    request: Request
    candidates: tuple[Way, ...]
    """Three ways, no two of which give the same here."""
    signatures: tuple[str, ...]
    """What each gives."""
    made: int
    """Index of the way that was gone."""

    @property
    def signature(self) -> str:
        """The wrong API-Sign."""
        return self.signatures[self.made]

    def is_right(self, answer: int) -> bool:
        """Return whether the candidate with this index gives exactly the wrong API-Sign."""
        return self.signatures[answer] == self.signature


class _Shown(NamedTuple):
    """A way that shows on a request."""

    way: Way
    signature: str


def question(chance: Chance, level: int, done: Collection[Way] = ()) -> Question:
    """Return a question of a level, an index of LEVELS, about none of the ways that were asked already.

    When nothing else is found it is an easier one, or one that was asked already. Raises IndexError
    for another level.
    """
    ask = (_often, _any, _near, _double)[level]
    requests = [EXAMPLE] if level == 0 else [EXAMPLE, *[one.request for one in POOL]]
    for _ in range(_TRIES):
        request = _one_of(chance, requests)
        shown = list(_singles(request))
        found = ask(chance, request, shown) if shown else []
        if len({one.signature for one in found}) == 3 and found[0].way not in done:
            return _mixed(chance, request, found)
    return question(chance, max(level - 1, 0))


def level_after(right: int) -> int:
    """Return the level for somebody who gave so many right answers: two of each, then the last."""
    return min(right // 2, len(LEVELS) - 1)


def _often(chance: Chance, request: Request, shown: Sequence[_Shown]) -> list[_Shown]:
    return _any(chance, request, [one for one in shown if one.way[0].seen >= _OFTEN])


def _any(chance: Chance, request: Request, shown: Sequence[_Shown]) -> list[_Shown]:
    """Return three of different stages."""
    return _picked(chance, shown, lambda one, other: _stage(one.way[0]) != _stage(other.way[0]))


def _near(chance: Chance, request: Request, shown: Sequence[_Shown]) -> list[_Shown]:
    """Return three of one stage."""
    return _picked(chance, shown, lambda one, other: _stage(one.way[0]) == _stage(other.way[0]))


def _double(chance: Chance, request: Request, shown: Sequence[_Shown]) -> list[_Shown]:
    """Return a pair of mistakes, and the same with another one in place of the first or the second."""
    pair = _any(chance, request, shown)[:2]
    pair.sort(key=lambda one: _place(one.way[0]))
    others = [_near(chance, request, [one, *_of_stage(shown, one)])[:2] for one in pair]
    if any(len(two) < 2 for two in (pair, *others)):
        return []
    first, second = [one.way[0] for one in pair]
    third, fourth = [next(one.way[0] for one in two if one.way[0] not in (first, second)) for two in others]
    ways = [(first, second), (third, second), (first, fourth)]
    return [_Shown(way, signature) for way in ways if (signature := _signed(request, way)) is not None]


def _of_stage(shown: Sequence[_Shown], one: _Shown) -> list[_Shown]:
    return [other for other in shown if _stage(other.way[0]) == _stage(one.way[0])]


def _signed(request: Request, way: Way) -> str | None:
    try:
        return sign(request, way)
    except ValueError:
        return None


def _singles(request: Request) -> Iterator[_Shown]:
    """Yield the single mistakes that show on a request; none if the right way does not work there."""
    right, *wrong = asked(request)
    for way, made in zip(SINGLE[1:], wrong, strict=True):
        if right is not None and made is not None and made != right:
            yield _Shown(way, made.decode("latin-1"))


def _picked(
    chance: Chance, shown: Sequence[_Shown], beside: Callable[[_Shown, _Shown], bool]
) -> list[_Shown]:
    """Return up to three, likelier ones rather, that may stand beside each other and give different bytes."""
    found: list[_Shown] = []
    left = list(shown)
    while left and len(found) < 3:
        chosen = _one_of(chance, left, [2.0 ** -cost(one.way[0]) for one in left])
        found.append(chosen)
        left = [one for one in left if one.signature != chosen.signature and beside(chosen, one)]
    return found


def _mixed(chance: Chance, request: Request, found: Sequence[_Shown]) -> Question:
    """Return the question in which the first of what was found was made, in any order."""
    left, order = list(found), []
    while left:
        order.append(_one_of(chance, left))
        left.remove(order[-1])
    candidates = tuple([one.way for one in order])
    return Question(request, candidates, tuple([one.signature for one in order]), order.index(found[0]))


def _one_of(chance: Chance, items: Sequence[Item], weights: Sequence[float] = ()) -> Item:
    """Return one of some items, each as likely as its weight; all alike without weights."""
    weights = weights or [1.0] * len(items)
    at = chance.random() * sum(weights)
    for item, weight in zip(items, weights, strict=True):
        at -= weight
        if at < 0:
            return item
    return items[-1]


def _stage(mistake: Mistake) -> str:
    return decision_of(mistake).stage


def _place(mistake: Mistake) -> int:
    return next(at for at, way in enumerate(SINGLE) if mistake in way)
