"""Runs with many mistakes, made in batches and not kept.

Up to a few mistakes a `Space` keeps all variants. For more, the last mistake is put on top here:
for each decision, each kept variant before it, each of its wrong options, and the right way from
there on. Columns of values go through one function at a time, which is what makes it fast.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import compress
from math import inf
from operator import eq
from typing import NamedTuple, TypeVar

from explainer.diagnosis.columns import Column, mapped, once_each
from explainer.diagnosis.space import Names, Option, Space, Variant, clash, columns_of, needed
from explainer.pipeline.model import Mistake

_Value = TypeVar("_Value")


class Window(NamedTuple):
    """Costs from low up to, not including, high; in bits."""

    low: float = 0.0
    high: float = inf


ALL = Window()
_LOW_ENOUGH = 12.0
"""Below this many bits only few runs are left, and those are found without making all others."""


class Batch(NamedTuple):
    """Some runs side by side, cheapest first: columns of values in the order of the names asked for."""

    columns: tuple[Column, ...]
    costs: list[float]
    """What the runs cost in bits, less what is `extra` for all of them."""
    extra: float
    made: Callable[[int], tuple[Mistake, ...]]
    """The mistakes of the run at an index."""

    def __len__(self) -> int:
        return len(self.costs)

    def cost(self, index: int) -> float:
        """Return what a run costs in bits."""
        return self.costs[index] + self.extra

    def between(self, window: Window) -> Batch:
        """Return the runs whose cost is in the window."""
        low, high = window.low - self.extra, window.high - self.extra
        first, last = bisect_left(self.costs, low), bisect_left(self.costs, high)
        if first == 0 and last == len(self.costs):
            return self
        made = self.made
        return Batch(
            tuple([column[first:last] for column in self.columns]),
            self.costs[first:last],
            self.extra,
            lambda index: made(first + index),
        )


class Share(NamedTuple):
    """Which part of a long level is searched here, when two processes search it together."""

    parts: tuple[int, ...] = (0,)
    of: int = 1

    def has(self, batch: int) -> bool:
        """Return whether the batch with this number is searched here."""
        return batch % self.of in self.parts

    @property
    def other(self) -> Share:
        """What the other process searches."""
        return Share(tuple([part for part in range(self.of) if part not in self.parts]), self.of)


WHOLE = Share()


def stream(
    space: Space, names: Names, upto: int, mistakes: int, window: Window = ALL, share: Share = WHOLE
) -> Iterator[Batch]:
    """Yield all runs with exactly so many mistakes and a cost in the window, as values of `names`.

    Runs with few mistakes come from the space, without duplicates; beyond its depth some values
    come more than once.
    """
    varying, constant = space.split(names, upto)
    if mistakes <= space.depth_of(varying):
        high = inf if window.high > _LOW_ENOUGH else window.high
        kept = space.kept(varying, upto, mistakes, high)
        stored = _stored(kept, varying, constant, names, window, space.side_by_side)
        yield from (batch for number, batch in enumerate(stored, mistakes) if share.has(number))
        return
    for place in range(upto):
        writes = space.decisions[place].writes
        after, way = _way(space, names, place + 1, upto)
        if writes not in after:
            continue
        for need, options in _together(space, place, after):
            inner = Window(0.0, window.high - min(option.cost for _, option in options))
            for number, batch in enumerate(stream(space, need, place, mistakes - 1, inner), place):
                if not share.has(number):
                    continue
                for reads, option in options:
                    chosen = batch.between(Window(window.low - option.cost, window.high - option.cost))
                    if len(chosen):
                        made = _apply(space, place, chosen, need, reads, after, option)
                        yield _complete(space, made, after, way, names)


def forced(space: Space, place: int, column: Column, names: Names, upto: int) -> Batch:
    """Return runs that are right but for the decision at `place`, which gives these values."""
    after, way = _way(space, names, place + 1, upto)
    writes = space.decisions[place].writes
    rest = tuple([name for name in after if name != writes])
    columns = columns_of(space.variants(rest, place, 0) * len(column), rest, {}) | {writes: column}
    batch = Batch(tuple([columns[name] for name in after]), [0.0] * len(column), 0.0, lambda index: ())
    return _complete(space, batch, after, way, names)


def _together(space: Space, place: int, after: Names) -> Iterator[tuple[Names, list[tuple[Names, Option]]]]:
    """Yield the wrong options of a decision with what must be known before them.

    Those that read what the right way does not pass through are put together: such runs are made
    anew each time, so once for all of them.
    """
    wide: list[tuple[Names, Option]] = []
    known: Names = ()
    for reads, options in space.groups[place]:
        wrong = [(reads, option) for option in options if option.mistake is not None]
        need = needed(after, space.decisions[place].writes, reads)
        if not wrong:
            continue
        if space.depth_of(space.split(need, place)[0]) == space.depth:
            yield need, wrong
        else:
            wide += wrong
            known = tuple(sorted({*known, *need}))
    if wide:
        yield known, wide


def _stored(
    variants: list[Variant],
    varying: Names,
    constant: dict[str, bytes],
    names: Names,
    window: Window,
    size: int,
) -> Iterator[Batch]:
    costs = [variant.cost for variant in variants]
    first, last = bisect_left(costs, window.low), bisect_left(costs, window.high)
    for start in range(first, last, size):
        part = variants[start : min(start + size, last)]
        columns = columns_of(part, varying, constant)
        yield Batch(
            tuple([columns[name] for name in names]), costs[start : start + len(part)], 0.0, _made_by(part)
        )


def _made_by(variants: list[Variant]) -> Callable[[int], tuple[Mistake, ...]]:
    return lambda index: variants[index].mistakes


def _way(space: Space, names: Names, start: int, upto: int) -> tuple[Names, list[int]]:
    """Return what is needed after `start` decisions to have `names` after `upto`, and the way there.

    The way is the places of the decisions to make, all of them right.
    """
    places = []
    for place in range(upto - 1, start - 1, -1):
        writes = space.decisions[place].writes
        if writes in names:
            names = needed(names, writes, space.right[place][0])
            places.append(place)
    return names, places[::-1]


def _apply(
    space: Space, place: int, batch: Batch, need: Names, reads: Names, after: Names, option: Option
) -> Batch:
    """Return what a wrong option of the decision at `place` makes of runs, but for those it leaves alone."""
    columns = dict(zip(need, batch.columns, strict=True))
    out, lost, merged = once_each(option.function, [columns[name] for name in reads])
    made, mistake, writes = batch.made, option.mistake, space.decisions[place].writes
    assert mistake is not None
    right_reads, right = space.right[place]
    if right is None and right_reads[0] in columns:
        lost.update(compress(range(len(batch)), map(eq, columns[right_reads[0]], out)))
    rivals = space.rivals[place]
    if rivals:
        lost.update([index for index in range(len(batch)) if clash(made(index), rivals)])
    columns[writes] = out
    kept = _without(lost, len(batch))
    if merged:
        kept = _first(list(zip(*[columns[name] for name in after], strict=True)), kept)
    columns = {name: _picked(column, kept) for name, column in columns.items()}
    return Batch(
        tuple([columns[name] for name in after]),
        _picked(batch.costs, kept),
        batch.extra + option.cost,
        lambda index: (*made(index if kept is None else kept[index]), mistake),
    )


def _first(rows: list[tuple[bytes, ...]], kept: list[int] | None) -> list[int]:
    """Return the indices of those kept that are like no earlier one."""
    backwards = range(len(rows) - 1, -1, -1) if kept is None else kept[::-1]
    return sorted({rows[index]: index for index in backwards}.values())


def _complete(space: Space, batch: Batch, have: Names, way: list[int], names: Names) -> Batch:
    columns = dict(zip(have, batch.columns, strict=True))
    made, costs = batch.made, batch.costs
    for place in way:
        decision = space.decisions[place]
        reads, function = space.right[place]
        columns[decision.writes], lost = mapped(function, [columns[name] for name in reads])
        kept = _without(lost, len(costs))
        if kept is not None:
            columns = {name: _picked(column, kept) for name, column in columns.items()}
            costs = _picked(costs, kept)
            made = _renumbered(made, kept)
    return Batch(tuple([columns[name] for name in names]), costs, batch.extra, made)


def _renumbered(
    made: Callable[[int], tuple[Mistake, ...]], kept: list[int]
) -> Callable[[int], tuple[Mistake, ...]]:
    return lambda index: made(kept[index])


def _without(lost: set[int], size: int) -> list[int] | None:
    return [index for index in range(size) if index not in lost] if lost else None


def _picked(values: list[_Value], kept: list[int] | None) -> list[_Value]:
    return values if kept is None else [values[index] for index in kept]
