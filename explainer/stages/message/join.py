"""What is joined to the path, in which order, and what stands in between."""

from __future__ import annotations

from explainer.pipeline.model import Mistake

SEPARATOR: tuple[Mistake, ...] = ()
JOIN: tuple[Mistake, ...] = ()
