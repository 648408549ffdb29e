"""Remember what was computed of short inputs.

The diagnosis asks for every change of some thousand bodies: each is read once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

REMEMBERED = 4096
"""How many results are kept."""
SHORT = 1024
"""Up to so many bytes or characters, so many results are kept; of longer inputs a quarter."""
LONG = 8192
"""Longest input in bytes or characters that is remembered."""

_In = TypeVar("_In", bytes, str)
_Out = TypeVar("_Out")


def by_size(function: Callable[[_In], _Out]) -> Callable[[int], Callable[[_In], _Out]]:
    """Return what gives, for inputs of up to so many bytes or characters, the function to call.

    It keeps its last results, but for inputs that are too long.
    """
    of_short = lru_cache(REMEMBERED)(function)
    of_long = lru_cache(REMEMBERED // 4)(function)

    def choose(size: int) -> Callable[[_In], _Out]:
        if size <= SHORT:
            return of_short
        return of_long if size <= LONG else function

    return choose


def remembered(function: Callable[[_In], _Out]) -> Callable[[_In], _Out]:
    """Keep the last results, but for inputs that are too long."""
    choose = by_size(function)

    @wraps(function)
    def call(given: _In) -> _Out:
        return choose(len(given))(given)

    return call
