"""How the private key's text becomes a key."""

from __future__ import annotations

from explainer.pipeline.model import Mistake, Via

DECODE: tuple[Mistake, ...] = (
    Mistake(
        id="secret-not-decoded",
        title="The private key's text is the key, not decoded",
        apply=Via(bytes),
        why="The private key is shown as text, so it is used as text; nothing says that it is base64.",
        fix="Decode the private key from base64 and key the HMAC with the bytes.",
        languages=("Python", "bash", "VBA"),
        seen=6,
        source="https://github.com/Querela/Kraken-API-VBA",
    ),
)
