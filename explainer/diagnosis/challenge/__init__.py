"""Diagnose without anything private: somebody signs a few example requests and shows what came out.

The requests are signed with published or made-up keys. What every mistake of the catalogue gives on
each is known beforehand, so the answers tell the mistakes apart; the next request is the one that
splits best what the answers so far leave open.
"""

from __future__ import annotations

from explainer.diagnosis.challenge.identify import (
    first,
    fits,
    identify,
    identifying,
    is_known_answer,
    may_be_signature,
    next_challenge,
    outcome,
)
from explainer.diagnosis.challenge.model import Answer, Apart, Challenge, Group, Identification, Way
from explainer.diagnosis.challenge.pool import POOL, challenge

__all__ = [
    "POOL",
    "Answer",
    "Apart",
    "Challenge",
    "Group",
    "Identification",
    "Way",
    "challenge",
    "first",
    "fits",
    "identify",
    "identifying",
    "is_known_answer",
    "may_be_signature",
    "next_challenge",
    "outcome",
]
