"""The form of the message as a whole."""

from __future__ import annotations

from explainer.pipeline.model import Mistake

TEXT: tuple[Mistake, ...] = ()
