"""How single values are written in the hashed text."""

from __future__ import annotations

from explainer.pipeline.model import Mistake

VALUES: tuple[Mistake, ...] = ()
