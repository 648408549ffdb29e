"""The texts that code writes instead of the nonce it sends, in one or both places."""

from __future__ import annotations

from explainer.pipeline.model import Mistake

EVERYWHERE: tuple[Mistake, ...] = ()
IN_PREFIX: tuple[Mistake, ...] = ()
IN_BODY: tuple[Mistake, ...] = ()
