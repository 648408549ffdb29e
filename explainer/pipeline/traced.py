"""Bytes that remember where they came from.

The same step functions run over two kinds of value: plain `bytes` when the diagnosis tries many
combinations, and `Traced` when a person wants to see them. `Traced` can be joined with `+` and
sent through a bytes-to-bytes function; both keep the origin of every byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from typing import NamedTuple, TypeVar

_BASE64_GROUP = 4


class Origin(Enum):
    """Where a byte came from."""

    NONCE = "nonce"
    POSTDATA = "postdata"
    PATH = "path"
    DIGEST = "digest"
    KEY = "key"
    MAC = "mac"
    API_KEY = "api-key"
    ADDED = "added"

    @property
    def secret(self) -> bool:
        """Whether such a byte gives away (a part of) the private key."""
        return self is Origin.KEY


class Span(NamedTuple):
    """The bytes from start up to, not including, end have this origin."""

    start: int
    end: int
    origin: Origin


class Traced:
    """A value and the origin of each of its bytes.

    The spans tile the value in order, without gap or overlap; none is empty.
    """

    __slots__ = ("data", "spans")

    def __init__(self, data: bytes, spans: tuple[Span, ...]) -> None:
        self.data = data
        self.spans = spans

    @classmethod
    def whole(cls, data: bytes, origin: Origin) -> Traced:
        """Return a value all of whose bytes have one origin."""
        return cls(data, (Span(0, len(data), origin),) if data else ())

    def __add__(self, other: Traced | bytes) -> Traced:
        if isinstance(other, bytes):
            other = Traced.whole(other, Origin.ADDED)
        if not other.data:
            return self
        size = len(self.data)
        return Traced(
            self.data + other.data,
            self.spans + tuple([Span(a + size, b + size, origin) for a, b, origin in other.spans]),
        )

    def __radd__(self, other: bytes) -> Traced:
        return Traced.whole(other, Origin.ADDED) + self

    def __getitem__(self, part: slice) -> Traced:
        start, stop, step = part.indices(len(self.data))
        if step != 1:
            raise ValueError("only runs of bytes can be cut out")
        spans = (
            Span(max(a, start) - start, min(b, stop) - start, origin)
            for a, b, origin in self.spans
            if max(a, start) < min(b, stop)
        )
        return Traced(self.data[start:stop], tuple(spans))

    def __len__(self) -> int:
        return len(self.data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Traced) and self.data == other.data and self.spans == other.spans

    def __hash__(self) -> int:
        return hash((self.data, self.spans))

    def __repr__(self) -> str:
        return f"Traced({len(self.data)} bytes: {', '.join(o.value for _, _, o in self.spans)})"

    @property
    def secret(self) -> bool:
        """Whether any byte gives away (a part of) the private key."""
        return any(span.origin.secret for span in self.spans)

    def via(self, function: Callable[[bytes], bytes]) -> Traced:
        """Send the value through a function and keep the origins.

        A function that works from left to right (hex, base64, percent-encoding, a charset) maps
        each span to what its bytes became. After one that rebuilds the value, a span's bytes are
        looked for in the result, and the rest is of the longest span's origin.
        """
        data = function(self.data)
        if len(self.spans) <= 1:
            return Traced.whole(data, self.spans[0].origin if self.spans else Origin.ADDED)
        spans = self._streamed(function, data)
        return Traced(data, tuple(self._found_again(data) if spans is None else spans))

    def _streamed(self, function: Callable[[bytes], bytes], data: bytes) -> list[Span] | None:
        spans: list[Span] = []
        start = 0
        for _, stop, origin in self.spans[:-1]:
            try:
                prefix = function(self.data[:stop])
            except ValueError:
                return None
            end = shared_prefix(prefix, data)
            if end < max(start, len(prefix) - _BASE64_GROUP):
                return None
            if end > start:
                spans.append(Span(start, end, origin))
            start = end
        if start < len(data):
            spans.append(Span(start, len(data), self.spans[-1].origin))
        return spans

    def _found_again(self, data: bytes) -> Iterator[Span]:
        main = max(self.spans, key=lambda span: span.end - span.start).origin
        start = 0
        for a, b, origin in self.spans:
            at = data.find(self.data[a:b], start) if origin is not main else -1
            if at < 0:
                continue
            if at > start:
                yield Span(start, at, main)
            start = at + b - a
            yield Span(at, start, origin)
        if start < len(data):
            yield Span(start, len(data), main)


def shared_prefix(a: bytes, b: bytes) -> int:
    """Return how many bytes two values begin with alike."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


Data = TypeVar("Data", bytes, Traced)
"""What step functions work on: both kinds of value know `+`, slices and `len`."""
