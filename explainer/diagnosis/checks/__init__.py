"""Look at a request alone, without any cryptography, and say what stands out and what to do.

An error cannot work, a warning most likely does not, a hint is worth knowing when everything else
is right. Whether something may be spelled in another way is never an error: only a difference
between what is signed and what is sent is.
"""

from __future__ import annotations

from explainer.diagnosis.checks import body, body_values, http, nonce, path, secret, signature
from explainer.diagnosis.checks.model import SEVERITIES, Check, Hit, Rule, Severity, Subject
from explainer.request import Request

__all__ = ["FIELDS", "RULES", "SEVERITIES", "Check", "Hit", "Rule", "Severity", "check"]

RULES: tuple[Rule, ...] = (
    *signature.RULES,
    *secret.RULES,
    *nonce.RULES,
    *path.RULES,
    *body.RULES,
    *body_values.RULES,
    *http.RULES,
)
"""Every rule, in the order of the fields; a signature that is the private key comes first of all."""

FIELDS: tuple[str, ...] = tuple(dict.fromkeys(rule.field for rule in RULES))
"""The fields that checks are about, in their order."""


def check(
    request: Request,
    *,
    content_type: str | None = None,
    method: str | None = None,
    sent_body: bytes | None = None,
    given_nonce: bytes | None = None,
) -> tuple[Check, ...]:
    """Return what stands out in a request: errors first, then in the order of the fields.

    None means that something is not known; an empty content type means that the header is missing.
    `sent_body` are the bytes that went out, if they are known apart from the signed ones, and
    `given_nonce` is a nonce named outside the body, in a header or a file. Raises nothing.
    """
    subject = Subject.of(request, content_type, method, sent_body, given_nonce)
    hits = [(rule, rule.find(subject)) for rule in RULES]
    checks = [
        Check(rule.id, rule.severity, rule.field, rule.message.format(detail=hit.detail), hit.position)
        for rule, hit in hits
        if hit is not None
    ]
    return tuple(sorted(checks, key=lambda one: SEVERITIES.index(one.severity)))
