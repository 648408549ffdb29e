"""Other parts than the right ones, joined in any order: what is hashed, or what is authenticated."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import reduce
from itertools import permutations
from operator import add
from typing import Any, NamedTuple

from explainer.errors import CannotApply
from explainer.pipeline.model import Apply, Makes, Mistake, Via
from explainer.pipeline.traced import Origin
from explainer.stages.otherwise import always


class Part(NamedTuple):
    """A text that is joined to others."""

    words: str
    """What it is, in a title."""
    reads: str
    """The pipeline's value that it is made of; empty for a text that is always the same."""
    write: Callable[[bytes], bytes] = bytes


POST = Part("'POST'", "", always(b"POST"))
NONCE = Part("nonce", "prefix")
DATA = Part("POST data", "postdata")
API_KEY = Part("API key", "api_key")


class _Joined(Makes):
    """Joins parts; each keeps its bytes' origins."""

    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = tuple(parts)
        super().__init__(
            Origin.ADDED, self._join, *dict.fromkeys([part.reads for part in parts if part.reads])
        )

    def __call__(self, *values: Any) -> Any:
        """Return the values joined. Raises CannotApply if one of them is empty."""
        return self._join(*values)

    def _join(self, *values: Any) -> Any:
        if not all(map(len, values)):
            raise CannotApply("one of the parts is empty")
        given = dict(zip(self.reads, values, strict=True))
        written = [
            Via(part.write)(given[part.reads]) if part.reads else part.write(b"") for part in self.parts
        ]
        return reduce(add, written)


def joined(parts: Sequence[Part]) -> Apply:
    """Return a function that joins these parts, and raises CannotApply if one of them is empty."""
    return _Joined(parts)


def other_orders(
    entry: Mistake, begins: str, known: Collection[tuple[Part, ...]], groups: Sequence[Sequence[Part]]
) -> Iterator[Mistake]:
    """Yield the entry for all orders of some or all parts of each group but the known ones, fewest first.

    `begins` begins the titles, which go on with the parts as a formula.
    """
    for parts in _orders(groups):
        if parts not in known:
            words = " + ".join([part.words for part in parts])
            yield entry._replace(title=f"{begins} {words}", apply=joined(parts))


def _orders(groups: Sequence[Sequence[Part]]) -> list[tuple[Part, ...]]:
    """Return each order once."""
    found: dict[tuple[Part, ...], None] = {}
    for group in groups:
        for count in range(1, len(group) + 1):
            found.update(dict.fromkeys(permutations(group, count)))
    return sorted(found, key=len)
