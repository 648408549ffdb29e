"""Which fields the hashed text has, and in which order."""

from __future__ import annotations

from explainer.pipeline.model import Mistake

FIELDS: tuple[Mistake, ...] = ()
