"""How the parameters as a whole are encoded in the hashed text."""

from __future__ import annotations

from explainer.pipeline.model import Mistake

ENCODING: tuple[Mistake, ...] = ()
