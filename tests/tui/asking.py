"""A question of the practice that does not come by chance."""

from __future__ import annotations

from explainer.diagnosis.practice import Question
from explainer.example import EXAMPLE
from explainer.pipeline.catalogue import mistake
from explainer.pipeline.run import sign

IDS = ("secret-not-decoded", "digest-as-hex", "nonce-not-hashed")
QUESTION = Question(
    EXAMPLE, tuple([(mistake(id),) for id in IDS]), tuple([sign(EXAMPLE, [id]) for id in IDS]), made=1
)
