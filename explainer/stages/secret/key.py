"""What happens to the key's bytes once they are decoded."""

from __future__ import annotations

from explainer.pipeline.model import Mistake

KEY: tuple[Mistake, ...] = ()
