"""Which bytes are written down: what the MAC became as text."""

from __future__ import annotations

from explainer.pipeline.model import Mistake
from explainer.pipeline.traced import Data
from explainer.stages.charset import charset_mistakes


def _first_half(mac: Data) -> Data:
    return mac[:32]


_HALF = Mistake(
    id="signature-of-half-the-mac",
    title="Only the first 32 bytes of the MAC are written down",
    apply=_first_half,
    why="The buffer or the length that is passed on is that of a SHA-256.",
    fix="Write all 64 bytes of the MAC as base64.",
    languages=("C", "C++"),
)

MAC: tuple[Mistake, ...] = (*charset_mistakes("mac"), _HALF)
