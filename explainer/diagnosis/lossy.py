"""Ways to write a MAC down that lose something of it: a charset, a cut, folded case.

They cannot be read backwards, so they are applied to every MAC that the search makes, to whole
columns at a time, and what two ways begin with is done once for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from explainer.diagnosis.columns import Column, Function, mapped
from explainer.diagnosis.outputs import SAMPLES, candidates, ways, write_down
from explainer.diagnosis.space import Option, Space
from explainer.pipeline.model import Decision, Mistake


class Projection(NamedTuple):
    """A way to write a MAC down that loses something, and what must come out."""

    way: tuple[Option, ...]
    target: bytes
    mistakes: tuple[Mistake, ...]
    cost: float

    def fits(self, mac: bytes) -> bool:
        """Return whether this MAC, written down like that, is the pasted text."""
        try:
            return write_down(mac, self.way) == self.target
        except ValueError:
            return False


class _Step(NamedTuple):
    """A function that some ways have at the same place, with the same ones before it."""

    function: Function | None
    ending: dict[bytes, list[Projection]]
    """Those that end here, by what must come out."""
    after: tuple[_Step, ...]


class Sieve:
    """All projections together, which find the MACs that fit one of them."""

    def __init__(self, projections: Sequence[Projection]) -> None:
        self._steps = _steps(projections, 0)

    def __bool__(self) -> bool:
        """Whether there is any projection."""
        return bool(self._steps)

    def fitting(self, macs: Column) -> Iterator[tuple[int, Projection]]:
        """Yield the indices of the MACs that fit, each with what it fits."""
        for index, projection in _reached(self._steps, macs):
            if projection.fits(macs[index]):
                yield index, projection


def projections(signature: bytes, space: Space, decisions: Sequence[Decision]) -> Iterator[Projection]:
    """Yield the ways to write a MAC down that lose something and may have given this text.

    Such a function changes a MAC, and leaves alone what has been through it already.
    """
    texts = candidates(signature)
    for way in ways(space, decisions):
        made = tuple([option.mistake for option in way if option.mistake])
        cost = sum(option.cost for option in way)
        with suppress(ValueError):
            last, first = way[-1], way[0]
            if last.mistake and last.function and last.function(signature) == signature:
                if not _undone(way) and _may_give(way, signature):
                    yield Projection(way, signature, made, cost)
            elif first.mistake and first.function and _may_give(way[:1], b""):
                for text in texts:
                    if first.function(text) == text and write_down(text, way[1:]) == signature:
                        yield Projection(way[:1], text, made, cost)


def _may_give(way: tuple[Option, ...], text: bytes) -> bool:
    """Return whether this way loses something of a MAC, yet tells MACs apart, and fits the text's length."""
    written = write_down(SAMPLES[0][0], way)
    if written is not None and SAMPLES[0][0] in candidates(written):
        return False
    outputs = [{write_down(sample, way) for sample in samples} for samples in SAMPLES]
    differing = [written - {None} for written in outputs if len(written) > 1]
    lengths = [{len(one or b"") for one in written} for written in differing]
    fixed = all(len(sizes) == 1 for sizes in lengths)
    return bool(differing) and (not fixed or not text or any(len(text) in sizes for sizes in lengths))


def _undone(way: tuple[Option, ...]) -> bool:
    """Return whether what the way does last can be read backwards.

    Then only the text that it leaves alone gives that text, and that is no mistake.
    """
    text, written = write_down(SAMPLES[0][0], way[:-1]), write_down(SAMPLES[0][0], way)
    return written is not None and text in candidates(written)


def _steps(projections: Sequence[Projection], place: int) -> tuple[_Step, ...]:
    together: dict[int, list[Projection]] = {}
    for projection in projections:
        together.setdefault(id(projection.way[place]), []).append(projection)
    steps = []
    for same in together.values():
        ending: dict[bytes, list[Projection]] = {}
        for projection in same:
            if len(projection.way) == place + 1:
                ending.setdefault(projection.target, []).append(projection)
        further = [projection for projection in same if len(projection.way) > place + 1]
        steps.append(_Step(same[0].way[place].function, ending, _steps(further, place + 1)))
    return tuple(steps)


def _reached(steps: tuple[_Step, ...], column: Column) -> Iterator[tuple[int, Projection]]:
    for function, ending, after in steps:
        made, _ = mapped(function, [column])
        if ending and not ending.keys().isdisjoint(made):
            for index, one in enumerate(made):
                for projection in ending.get(one, ()):
                    yield index, projection
        yield from _reached(after, made)
