"""How the MAC's bytes are written as text."""

from __future__ import annotations

from binascii import hexlify

from explainer.pipeline.model import Mistake, Via

ENCODING: tuple[Mistake, ...] = (
    Mistake(
        id="signature-as-hex",
        title="The signature is written as 128 characters of lowercase hex",
        apply=Via(hexlify),
        why="hexdigest() is the method that most examples of HMAC call.",
        fix="Write the MAC's bytes as base64.",
        languages=("C++", "Java", "Ruby", "Python"),
        seen=5,
        source="https://github.com/voidloop/krakenapi",
    ),
)
