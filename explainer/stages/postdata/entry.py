"""What the entries of this stage have in common."""

from __future__ import annotations

from collections.abc import Callable

from explainer.pipeline.model import Mistake, Via

ANSWER = "EAPI:Invalid signature (sometimes EAPI:Invalid key)"
"""What Kraken answers when the body differs from the hashed text."""

SEND_THE_SIGNED_TEXT = "Build the body once as text, sign that text and send that same text."


def entry(
    id: str,
    title: str,
    change: Callable[[bytes], bytes],
    why: str,
    fix: str = SEND_THE_SIGNED_TEXT,
    languages: tuple[str, ...] = (),
    seen: int = 0,
    source: str = "",
    needs: str = "",
    answer: str = ANSWER,
) -> Mistake:
    """Return a mistake that makes the hashed text from the body as it is sent."""
    return Mistake(id, title, Via(change), why, fix, languages, seen, source, answer, needs)
