"""Which bytes are written down."""

from __future__ import annotations

from explainer.pipeline.model import Mistake

MAC: tuple[Mistake, ...] = ()
