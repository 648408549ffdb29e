"""Which path is signed."""

from __future__ import annotations

from explainer.pipeline.model import Mistake

PATH: tuple[Mistake, ...] = ()
