"""Which text is taken for the private key."""

from __future__ import annotations

from explainer.pipeline.model import Mistake

TEXT: tuple[Mistake, ...] = ()
