"""Which hash is taken of nonce and POST data."""

from __future__ import annotations

from explainer.pipeline.model import Mistake

HASH: tuple[Mistake, ...] = ()
