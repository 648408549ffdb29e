"""How the message is authenticated."""

from __future__ import annotations

from explainer.pipeline.model import Mistake

MAC: tuple[Mistake, ...] = ()
