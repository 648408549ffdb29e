"""The signs of stages when mistakes are on, and of the list of mistakes, and what each means in words."""

from __future__ import annotations

from typing import NamedTuple

from explainer.pipeline.compare import Effect


class Mark(NamedTuple):
    """A sign, its style, and words."""

    sign: str
    style: str
    words: str


MARKS = {
    Effect.SAME: Mark("✓", "right", "not touched by the mistakes that are on"),
    Effect.CAUSED: Mark("✗", "wrong", "goes wrong here"),
    Effect.ADDED: Mark("✗", "wrong", "was wrong already, and goes more wrong here"),
    Effect.INHERITED: Mark("~", "inherited", "does the right thing with a wrong input"),
}
REFUSED = Mark("-", "muted", "chosen, and cannot be made with this request")
LISTED = (
    Mark("✓", "right", "the right way; ○ while a mistake stands in its place"),
    Mark("○", "muted", "a mistake that can be turned on"),
    Mark("✗", "wrong", "one that is on"),
    Mark("·", "muted", "what goes wrong without a wrong byte"),
    Mark("7x", "muted", "met 7 times in a survey of public code and threads; no number: never"),
)
"""The signs in the list of mistakes."""
NAMES = {
    "nonce": "nonce",
    "postdata": "POST data",
    "sha256": "SHA-256",
    "message": "message",
    "secret": "key",
    "hmac": "HMAC",
    "signature": "API-Sign",
}
"""The stages' short names, as in the picture of the flow."""
STYLES = {
    "nonce": "nonce",
    "postdata": "postdata",
    "sha256": "digest",
    "message": "",
    "secret": "key",
    "hmac": "mac",
    "signature": "mac",
}
"""The colour of what each stage gives; none where it is of several."""
