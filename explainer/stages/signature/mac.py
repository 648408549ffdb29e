"""Which bytes are written down: the MAC cut, or what it became as text."""

from __future__ import annotations

from explainer.pipeline.model import Mistake
from explainer.pipeline.traced import Data
from explainer.stages.charset import charset_mistakes

_KEPT = 32


def cut(mac: Data) -> Data:
    """Return the first half of the MAC."""
    return mac[:_KEPT]


MAC: tuple[Mistake, ...] = (
    Mistake(
        id="mac-cut-to-32-bytes",
        title="Only the first 32 bytes of the MAC are written down",
        apply=cut,
        why="A buffer of SHA-256's size was used for the output of SHA-512.",
        fix="Keep all 64 bytes; ask the HMAC function for its output's length.",
        languages=("C", "C++", "Rust"),
        needs="a MAC of more than 32 bytes",
    ),
    *charset_mistakes("mac", "the MAC"),
)
