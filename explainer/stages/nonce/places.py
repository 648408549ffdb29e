"""The mistakes of each place of the nonce: what stands there, and a nonce made a second time for it."""

from __future__ import annotations

from explainer.pipeline.model import Mistake
from explainer.stages.nonce import again, texts
from explainer.stages.nonce.field import FIELD as _FIELD

EVERYWHERE: tuple[Mistake, ...] = (again.ELSEWHERE, *texts.EVERYWHERE)
PREFIX: tuple[Mistake, ...] = (again.IN_FRONT, *texts.IN_PREFIX)
FIELD: tuple[Mistake, ...] = (again.IN_BODY, *texts.IN_BODY, *_FIELD)
