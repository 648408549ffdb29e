"""Nonces that code may have made beside the one it sent: a second look at the clock, another unit."""

from __future__ import annotations

from collections.abc import Iterator

_UNITS = {10: "s", 13: "ms", 16: "us", 19: "ns"}
"""Unit of a nonce by its number of digits, for clocks between 2001 and 2286."""
_PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_REACH = {"s": 5, "ms": 5_000, "us": 50_000, "ns": 50_000}
"""How far two looks at the clock may be apart: 5 s, but 50 ms in microseconds (100,000 values)."""
_STEPS = 5_000


def unit(nonce: bytes) -> str | None:
    """Return the unit (s, ms, us, ns) that the nonce's number of digits suggests, or None."""
    return _UNITS.get(len(nonce)) if nonce.isdigit() else None


def near(nonce: bytes, reach: int | None = None) -> tuple[bytes, ...]:
    """Return the nonces within reach of this one in its own unit, nearest first, itself left out."""
    if not nonce.isdigit():
        return ()
    number = int(nonce)
    most = _REACH.get(unit(nonce) or "", _STEPS)
    reach = most if reach is None else min(reach, most)
    return tuple([b"%d" % value for value in _around(number, reach) if value != number])


def rescaled(nonce: bytes, reach: int | None = None) -> Iterator[tuple[bytes, ...]]:
    """Yield, for each other unit, the nonces that a clock shows at the same time, give or take as many."""
    own = unit(nonce)
    if own is None:
        return
    number = int(nonce)
    for other, per_second in _PER_SECOND.items():
        if other == own:
            continue
        factor = per_second / _PER_SECOND[own]
        # A coarser clock hides what follows: up to one unit of it may have passed.
        first = number * int(factor) if factor > 1 else number // round(1 / factor)
        most = _REACH[other] if reach is None else min(reach, _REACH[other])
        hidden = min(int(factor), 1_000) if factor > 1 else 0
        values = sorted({*_around(first, most), *range(first, first + hidden)}, key=lambda v: abs(v - first))
        yield tuple([b"%d" % value for value in values])


def _around(number: int, reach: int) -> Iterator[int]:
    yield number
    for distance in range(1, reach + 1):
        yield number + distance
        if number >= distance:
            yield number - distance
