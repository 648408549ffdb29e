"""Remember what was computed of short inputs.

The diagnosis asks for every change of some thousand bodies: each is read once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

REMEMBERED = 4096
"""How many results are kept."""
SHORT = 4096
"""Longest input in bytes or characters that is remembered."""

_In = TypeVar("_In", bytes, str)
_Out = TypeVar("_Out")


def remembered(function: Callable[[_In], _Out]) -> Callable[[_In], _Out]:
    """Keep the last results for short inputs."""
    cached = lru_cache(REMEMBERED)(function)

    @wraps(function)
    def call(given: _In) -> _Out:
        return cached(given) if len(given) <= SHORT else function(given)

    return call
