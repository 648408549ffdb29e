"""What is hashed: the nonce's place, what stands in between, the order, the form."""

from __future__ import annotations

from explainer.pipeline.model import Mistake

PREFIX: tuple[Mistake, ...] = (
    Mistake(
        id="nonce-not-hashed",
        title="The POST data is hashed without the nonce in front",
        apply=lambda prefix: prefix[:0],
        why=(
            "The nonce is already inside the POST data, so putting it in front once more looks like"
            " an error; articles leave it out."
        ),
        fix="Hash the nonce followed by the POST data; the nonce belongs there twice.",
        languages=("JavaScript", "Python", "TypeScript"),
        seen=9,
        source="https://superuser.com/questions/1123526",
    ),
)

SEPARATOR: tuple[Mistake, ...] = ()
INPUT: tuple[Mistake, ...] = ()
TEXT: tuple[Mistake, ...] = ()
