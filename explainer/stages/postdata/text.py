"""What happens to the finished text before it is hashed."""

from __future__ import annotations

from explainer.pipeline.model import Mistake

TEXT: tuple[Mistake, ...] = ()
