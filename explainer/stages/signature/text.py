"""What happens to the signature's text on its way into the header."""

from __future__ import annotations

from explainer.pipeline.model import Mistake

TEXT: tuple[Mistake, ...] = ()
