"""All values that a run of the pipeline can take with a given number of mistakes.

A value after some decisions depends only on the decisions that write it or what it is made from.
So the variants of a set of values are found backwards: the last decision that writes one of them,
each of its options, and the variants of what that option reads. Each set is computed once, and of
variants with equal bytes only those are kept that no other beats in both number and cost.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import inf
from operator import itemgetter
from typing import NamedTuple

from explainer.diagnosis.columns import Column, Function, once_each
from explainer.pipeline.catalogue import MISTAKES
from explainer.pipeline.model import Decision, Mistake, cost, on_bytes

Names = tuple[str, ...]
LEAST_COST = min([cost(mistake) for mistake in MISTAKES])
"""What the likeliest mistake costs, in bits."""
BATCH = 2048
"""Most candidates between two looks at the clock: some 2 ms."""
_HELD = 2 << 20
"""Bytes of one value that are held at the same time for as many candidates."""
_DEPTHS = ((2, 6144), (1, 65_536), (0, inf))
"""How deep variants are kept, by the size of a request in bytes: some 20,000 of two mistakes."""


class Variant(NamedTuple):
    """Bytes of some values, and the mistakes that gave them."""

    values: tuple[bytes, ...]
    mistakes: tuple[Mistake, ...]
    cost: float


class Option(NamedTuple):
    """One way to make a decision, as a function of plain bytes."""

    mistake: Mistake | None
    """None for the right way."""
    function: Function | None
    """None when the subject passes unchanged."""
    cost: float


class Group(NamedTuple):
    """The options of a decision that read the same values."""

    reads: Names
    options: tuple[Option, ...]


class Space:
    """The variants of one request, computed when asked for and kept."""

    def __init__(self, inputs: dict[str, bytes], decisions: Sequence[Decision], deepest: int = 2) -> None:
        """Take the pipeline's inputs and its decisions in order.

        Variants of up to `deepest` mistakes are kept, fewer for a large request.
        """
        self.inputs = inputs
        self.decisions = tuple(decisions)
        self.groups = tuple([tuple(_groups(decision)) for decision in decisions])
        self.right = tuple([_right(decision) for decision in decisions])
        self.rivals = tuple([frozenset(_rivals(decision, decisions)) for decision in decisions])
        size = sum(len(value) for value in inputs.values())
        self.depth = min(deepest, next(depth for depth, most in _DEPTHS if size <= most))
        """Up to so many mistakes, variants are kept and duplicates dropped; beyond, they are only tried."""
        self.side_by_side = max(1, min(BATCH, _HELD // (size + 1)))
        """How many candidates go through the functions together: fewer of a large request."""
        self._main = frozenset(self._main_way())
        self._written: dict[str, int] = {}
        for place, decision in enumerate(decisions):
            self._written.setdefault(decision.writes, place)
        self._lists: dict[tuple[Names, int, int, float], list[Variant]] = {}
        self._best: dict[tuple[Names, int, float], dict[tuple[bytes, ...], float]] = {}

    def variants(self, names: Names, upto: int, mistakes: int, high: float = inf) -> list[Variant]:
        """Return the variants of the named values after `upto` decisions with exactly so many mistakes.

        Cheapest first, and only those that cost less than `high`. A value is looked up as it is
        after those decisions.
        """
        varying, constant = self.split(names, upto)
        kept = self.kept(varying, upto, mistakes, high)
        if not constant:
            return kept
        pick = picker(varying + tuple(constant), names)
        fixed = tuple(constant.values())
        return [Variant(pick(values + fixed), made, cost) for values, made, cost in kept]

    def forget(self) -> None:
        """Let go of the variants that are kept; they are made again when they are asked for again."""
        self._lists.clear()
        self._best.clear()

    def depth_of(self, varying: Names) -> int:
        """Return up to how many mistakes variants of these values are kept.

        That is `depth` for what the right way to a message or key passes through. Other values are
        asked for by single options only.
        """
        return self.depth if varying in self._main else min(self.depth, 1)

    def _main_way(self) -> Iterator[Names]:
        for end in ("message", "key"):
            names: Names = (end,)
            for place in range(len(self.decisions) - 1, -1, -1):
                written = {decision.writes for decision in self.decisions[: place + 1]}
                yield tuple([name for name in names if name in written])
                writes = self.decisions[place].writes
                if writes in names:
                    names = needed(names, writes, self.right[place][0])

    def split(self, names: Names, upto: int) -> tuple[Names, dict[str, bytes]]:
        """Return the names that some decision before `upto` writes, and the others with their bytes."""
        varying = tuple([name for name in names if self._written.get(name, upto) < upto])
        return varying, {name: self.inputs[name] for name in names if name not in varying}

    def kept(self, names: Names, upto: int, mistakes: int, high: float) -> list[Variant]:
        """Return `variants` of names that are sorted and all written before `upto`."""
        while upto and self.decisions[upto - 1].writes not in names:
            upto -= 1
        if high <= mistakes * LEAST_COST:
            return []
        key = (names, upto, mistakes, high)
        every = self._lists.get((names, upto, mistakes, inf))
        if every is not None:
            return _below(every, high)
        if key not in self._lists:
            self._lists[key] = self._made(names, upto, mistakes, high)
        return self._lists[key]

    def _made(self, names: Names, upto: int, mistakes: int, high: float) -> list[Variant]:
        if upto == 0:
            return [] if mistakes else [Variant((), (), 0.0)]
        if mistakes:
            self.kept(names, upto, mistakes - 1, high)
        decision, rivals = self.decisions[upto - 1], self.rivals[upto - 1]
        best = self._best.setdefault((names, upto, high), {})
        found: dict[tuple[bytes, ...], Variant] = {}
        for reads, options in self.groups[upto - 1]:
            need, constant = self.split(needed(names, decision.writes, reads), upto - 1)
            for wrong in (False, True)[: mistakes + 1]:
                chosen = [option for option in options if (option.mistake is not None) is wrong]
                if not chosen:
                    continue
                base = self.kept(need, upto - 1, mistakes - wrong, high)
                if wrong and rivals:
                    base = [variant for variant in base if not clash(variant.mistakes, rivals)]
                columns = columns_of(base, need, constant)
                for option in chosen:
                    part = _below(base, high - option.cost)
                    if not part:
                        break
                    if option.function is None and need == names:
                        _keep_as_they_are(part, best, found)
                        continue
                    out, lost, _ = once_each(option.function, [columns[name][: len(part)] for name in reads])
                    made = columns | {decision.writes: out}
                    rows = zip(*[made[name] for name in names], strict=False)
                    _keep_made(part, rows, lost, option, best, found)
        return sorted(found.values(), key=itemgetter(2))


def _below(variants: list[Variant], high: float) -> list[Variant]:
    """Return the variants that cost less, which come first."""
    return variants if high == inf else variants[: bisect_left(variants, high, key=itemgetter(2))]


def columns_of(variants: list[Variant], names: Names, constant: dict[str, bytes]) -> dict[str, Column]:
    """Return the columns of variants of `names`, and of what is the same for all of them."""
    columns = {name: [variant.values[at] for variant in variants] for at, name in enumerate(names)}
    return columns | {name: [value] * len(variants) for name, value in constant.items()}


def _keep_made(
    base: list[Variant],
    rows: Iterable[tuple[bytes, ...]],
    lost: set[int],
    option: Option,
    best: dict[tuple[bytes, ...], float],
    found: dict[tuple[bytes, ...], Variant],
) -> None:
    """Keep what an option made of variants, but for what others make that are better."""
    made = () if option.mistake is None else (option.mistake,)
    for index, (row, (_, earlier, so_far)) in enumerate(zip(rows, base, strict=False)):
        total = so_far + option.cost
        if best.get(row, total + 1) > total and index not in lost:
            best[row] = total
            found[row] = Variant(row, earlier + made, total)


def _keep_as_they_are(
    variants: list[Variant], best: dict[tuple[bytes, ...], float], found: dict[tuple[bytes, ...], Variant]
) -> None:
    for variant in variants:
        values, _, total = variant
        if best.get(values, total + 1) > total:
            best[values] = total
            found[values] = variant


def clash(mistakes: tuple[Mistake, ...], rivals: frozenset[str]) -> bool:
    """Return whether one of the mistakes is among the rivals, given by id."""
    return not rivals.isdisjoint([mistake.id for mistake in mistakes])


def needed(names: Names, writes: str, reads: Names) -> Names:
    """Return the values that must be known before a decision to have `names` after it."""
    return tuple(sorted({*names, *reads} - ({writes} - set(reads))))


def picker(names: Names, wanted: Names) -> Callable[[tuple[bytes, ...]], tuple[bytes, ...]]:
    """Return a function that picks the wanted values, in that order, from values of `names`."""
    places = [names.index(name) for name in wanted]
    if not places:
        return lambda values: ()
    if len(places) == 1:
        place = places[0]
        return lambda values: (values[place],)
    return itemgetter(*places)


def _groups(decision: Decision) -> Iterator[Group]:
    right_reads, right = _right(decision)
    groups = {right_reads: [Option(None, right, 0.0)]}
    for mistake in decision.mistakes:
        option = Option(mistake, on_bytes(mistake.apply), cost(mistake))
        groups.setdefault(decision.reads(mistake.apply), []).append(option)
    for reads, options in groups.items():
        yield Group(reads, tuple(sorted(options, key=itemgetter(2))))


def _rivals(decision: Decision, decisions: Sequence[Decision]) -> Iterator[str]:
    for other in decisions:
        if other.id in decision.rivals:
            yield from [mistake.id for mistake in other.mistakes]


def _right(decision: Decision) -> tuple[Names, Function | None]:
    right = decision.right
    return ((decision.subject,), None) if right is None else (decision.reads(right), on_bytes(right))
