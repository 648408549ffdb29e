"""The seven stages of an API-Sign in order, each in a folder of its own, and the notes.

base64(HMAC-SHA512(base64decode(private key), URI path + SHA256(nonce + POST data)))
"""

from __future__ import annotations

from collections.abc import Sequence

from explainer.pipeline.model import Later, Note, Stage
from explainer.stages import hmac, message, nonce, postdata, secret, sha256, signature

STAGES: tuple[Stage, ...] = (
    nonce.STAGE,
    postdata.STAGE,
    sha256.STAGE,
    message.STAGE,
    secret.STAGE,
    hmac.STAGE,
    signature.STAGE,
)

NOTES: Sequence[Note] = Later("explainer.stages.notes", "NOTES")
