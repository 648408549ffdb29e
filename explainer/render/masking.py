"""Hide what gives away a private key, by where its bytes came from."""

from __future__ import annotations

from explainer.pipeline.traced import Traced
from explainer.request import Request


def may_show(request: Request, *, reveal: bool = False) -> bool:
    """Return whether bytes that come from the private key may be shown: told to, or published."""
    return reveal or request.secret.published


def hidden(value: Traced, *, show: bool) -> tuple[tuple[int, int], ...]:
    """Return the start and end of each run of bytes that must not be shown."""
    return () if show else tuple((a, b) for a, b, origin in value.spans if origin.secret)
