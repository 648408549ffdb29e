"""Search the catalogue for the mistakes that made a signature.

The pipeline has two arms, the message and the key, which meet in the HMAC. Both arms' variants are
made by number of mistakes; every pair whose numbers add up to the level is tried. A level is
finished before the next begins, and once something is found only cheaper explanations are looked
for further up, so the likeliest of all comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise, product
from math import inf
from typing import NamedTuple

from explainer.diagnosis.columns import Column, Function, mapped
from explainer.diagnosis.lossy import Projection, Sieve, projections
from explainer.diagnosis.macs import KEYED
from explainer.diagnosis.outputs import Output, Unrelated, candidates, outputs, unrelated
from explainer.diagnosis.space import Names, Option, Space, Variant
from explainer.diagnosis.streams import ALL, WHOLE, Share, Window, forced, stream
from explainer.pipeline.catalogue import DECISIONS, stage
from explainer.pipeline.model import Decision, Mistake

EXHAUSTIVE = 3
"""Up to so many mistakes, everything is tried within seconds; beyond, as much as there is time for."""
DIVIDED = 3
"""From so many mistakes on, a level takes long enough that two processes search it together."""
_WINDOWS = ((0.0, 18.0, inf), (0.0, 20.0, 22.0, 24.0, 26.0, 28.0, 30.0, 33.0, 36.0, inf))
"""A level that takes long goes by windows of cost, in bits, likeliest first: one that is still
exhaustive, and a deeper one."""
_LAST_STAGE = stage("signature").decisions
_KEY_ARM = frozenset({"key", "key_text"})
_MAC = 64


class Found(NamedTuple):
    """Mistakes, in the order of the decisions, that give exactly the pasted signature."""

    mistakes: tuple[Mistake, ...]
    cost: float


class Progress(NamedTuple):
    """How far the search is."""

    candidates: int
    """Signatures made so far."""
    level: int
    """How many mistakes are being tried now, those of the output not counted."""
    complete_up_to: int
    """All combinations of up to so many mistakes have been tried, none left out because something
    likelier was found; -1 before the first level."""


class Pairing(NamedTuple):
    """One way to make the MAC: from which values of the message's arm, with which key."""

    option: Option
    message: Names
    level: int
    """How many mistakes the message's arm has."""
    keys: tuple[tuple[Variant, Callable[[tuple[Column, ...]], list[bytes]]], ...]
    """Variants of the key's arm, and what makes MACs of columns of the message's arm with each."""


class Search:
    """One search: the space, what was pasted read backwards, and how many signatures were made."""

    def __init__(
        self,
        inputs: dict[str, bytes],
        signature: bytes,
        decisions: Sequence[Decision] = DECISIONS,
        *,
        deepest: int = 2,
    ) -> None:
        """Take the pipeline's inputs as plain bytes, what was pasted, and the decisions in question.

        `decisions` end with those of the HMAC and the signature; what earlier ones would write is
        among the inputs then. Variants of up to `deepest` mistakes are kept at most.
        """
        self.space = Space(inputs, decisions, deepest)
        self._upto = len(decisions) - len(_LAST_STAGE) - 1
        self.candidates = 0
        self._readings = candidates(signature)
        self.exact: dict[bytes, list[Output]] = {}
        for output in outputs(signature, self.space, _LAST_STAGE):
            self.exact.setdefault(output.mac, []).append(output)
        self.lossy = Sieve(tuple(projections(signature, self.space, _LAST_STAGE)))
        self.unrelated: tuple[Unrelated, ...] = tuple(unrelated(signature, self.space, self._upto + 1))

    def run(
        self,
        most: int,
        *,
        least: int = 0,
        every_level: bool = False,
        best: float = inf,
        share: Share = WHOLE,
    ) -> Iterator[Found | Progress]:
        """Yield what explains the signature as it is found, and progress every few milliseconds.

        Levels go from `least` up to `most` mistakes before the output. Unless `every_level`, once
        the signature is explained only cheaper explanations are looked for (a level whose variants
        are kept is finished first); `best` is the cost of one that is known already. Of the levels
        from `DIVIDED` on only this search's `share` is tried. To stop the search, do not go on.
        """
        complete = least - 1
        for level in range(least, most + 1):
            known, whole = best, True
            for found in [Found(*one[:2]) for one in self.unrelated if one.level == level]:
                best = min(best, found.cost)
                yield found
            for window in self._windows(level):
                limit = inf if every_level else known if level <= self.space.depth else best
                whole = whole and window.high <= limit
                bounds = Window(window.low, min(window.high, limit))
                for event in self._level(level, bounds, share if level >= DIVIDED else WHOLE):
                    if event is None:
                        yield Progress(self.candidates, level, complete)
                    else:
                        best = min(best, event.cost)
                        yield event
            complete = level if whole and complete == level - 1 else complete
            yield Progress(self.candidates, level, complete)

    def _windows(self, level: int) -> Iterator[Window]:
        if level <= self.space.depth:
            yield ALL
        else:
            for low, high in pairwise(_WINDOWS[level > EXHAUSTIVE]):
                yield Window(low, high)

    def forced(self, decision: str, column: Column) -> Iterator[tuple[int, tuple[Mistake, ...]] | None]:
        """Try values that one decision may give, all else right but the output, and the MAC if it must.

        Yields the index of each that gives the pasted signature with the mistakes behind it, and None
        every few milliseconds. The right way must be possible for all of them.
        """
        place = [one.id for one in self.space.decisions].index(decision)
        for option, message, _, keys in self._nearest_macs():
            for (_, make), start in product(keys, range(0, len(column), self.space.side_by_side)):
                part = column[start : start + self.space.side_by_side]
                made = make(forced(self.space, place, part, message, self._upto).columns)
                self.candidates += len(part)
                for index, output in self._judge(made, EXHAUSTIVE):
                    yield start + index, (*_one(option.mistake), *output.mistakes)
                yield None

    def _nearest_macs(self) -> list[Pairing]:
        """Return the right MAC, all before it right; if that cannot be what was pasted, those that can."""
        macs = self._macs(self.exact)
        right = [(reads, option) for reads, option in macs if option.mistake is None]
        return [self._pairing(option, reads, 0, 0) for reads, option in right or macs]

    def _level(self, level: int, window: Window, share: Share) -> Iterator[Found | None]:
        if window.low >= window.high or not (self.exact or (self.lossy and level < EXHAUSTIVE)):
            return
        for option, message, in_message, keys in self._pairings(level):
            if not keys:
                continue
            bounds = Window(
                window.low - option.cost - keys[-1][0].cost, window.high - option.cost - keys[0][0].cost
            )
            for batch in stream(self.space, message, self._upto, in_message, bounds, share):
                for key, make in keys:
                    price = option.cost + key.cost
                    part = batch.between(_less(window, price))
                    if not len(part):
                        continue
                    self.candidates += len(part)
                    for index, output in self._judge(make(part.columns), level):
                        made = (*part.made(index), *key.mistakes, *_one(option.mistake), *output.mistakes)
                        yield Found(made, part.cost(index) + price + output.cost)
                yield None

    def _pairings(self, level: int) -> Iterator[Pairing]:
        for reads, options in self.space.groups[self._upto]:
            for option in options:
                if self._possible(option, reads, level):
                    left = level - (option.mistake is not None)
                    for with_key in range(left + 1):
                        yield self._pairing(option, reads, left - with_key, with_key)

    def _pairing(self, option: Option, reads: Names, in_message: int, in_key: int) -> Pairing:
        """Return a way to make the MAC with so many mistakes in each arm."""
        message = tuple(sorted(name for name in reads if name not in _KEY_ARM))
        names = tuple(sorted(name for name in reads if name in _KEY_ARM))
        keys = [
            (key, _maker(option.function, reads, message, dict(zip(names, key.values, strict=True))))
            for key in self.space.variants(names, self._upto, in_key)
        ]
        return Pairing(option, message, in_message, tuple(keys))

    @property
    def whole(self) -> bool:
        """Whether what was pasted may be a whole MAC of SHA-512, however that was written down."""
        return any(len(reading) == _MAC for reading in self._readings)

    @property
    def readable(self) -> bool:
        """Whether what was pasted may have a MAC in it, however that was written down."""
        return bool(self._macs(self._readings))

    def _macs(self, texts: Iterable[bytes]) -> list[tuple[Names, Option]]:
        """Return the ways to make a MAC that may give one of some texts, with what they read."""
        every = [(reads, option) for reads, options in self.space.groups[self._upto] for option in options]
        return [(reads, option) for reads, option in every if _fits(option, reads, texts)]

    def _possible(self, option: Option, reads: Names, level: int) -> bool:
        """Return whether such a MAC can be what was pasted, or lost something on the way to it."""
        return (bool(self.lossy) and level < EXHAUSTIVE) or _fits(option, reads, self.exact)

    def _judge(self, macs: list[bytes], level: int) -> Iterator[tuple[int, Output | Projection]]:
        if any(mac in macs for mac in self.exact):
            for index, made in enumerate(macs):
                for output in self.exact.get(made, ()):
                    yield index, output
        if level < EXHAUSTIVE:
            yield from self.lossy.fitting(macs)


def _fits(option: Option, reads: Names, texts: Iterable[bytes]) -> bool:
    """Return whether one of some texts has the length of such a MAC, and is text or not as it is."""
    assert option.function is not None
    some = option.function(*[b"" for _ in reads])
    return any(len(text) == len(some) and (text.isascii() or not some.isascii()) for text in texts)


def _maker(
    function: Function | None, reads: Names, message: Names, key: dict[str, bytes]
) -> Callable[[tuple[Column, ...]], list[bytes]]:
    """Return what makes MACs of columns of the message's arm, with this key."""
    assert function is not None
    if function in KEYED:
        under_key = KEYED[function](key["key"])
        return lambda columns: under_key(columns[0])

    def make(columns: tuple[Column, ...]) -> list[bytes]:
        size = len(columns[0])
        given = [columns[message.index(name)] if name in message else [key[name]] * size for name in reads]
        made, _ = mapped(function, given)
        return made

    return make


def _less(window: Window, price: float) -> Window:
    return Window(window.low - price, window.high - price)


def _one(mistake: Mistake | None) -> tuple[Mistake, ...]:
    return () if mistake is None else (mistake,)
