"""What is joined to the path, in which order, and what stands in between."""

from __future__ import annotations

from explainer.pipeline.model import Joins, Mistake
from explainer.stages.separators import punctuation, separator_mistakes

_FIX = "Join the path and the digest, in this order, and nothing else."

SEPARATOR = separator_mistakes(
    "message",
    "path and digest",
    "Put the digest right after the path: nothing belongs in between.",
)
PUNCTUATION = punctuation(SEPARATOR)

OTHER_PARTS = Mistake(
    id="message-of-other-parts",
    title="The POST data alone is authenticated: no path, no SHA-256",
    apply=Joins("postdata"),
    why="Many exchanges want an HMAC of the parameters, or of a few texts in a row, without a hash inside.",
    fix="Authenticate the path followed by the SHA-256 digest of nonce and POST data.",
    languages=("JavaScript", "Python", "PHP"),
)
"""Stands for all other parts and orders."""

JOIN: tuple[Mistake, ...] = (
    Mistake(
        id="digest-before-path",
        title="The digest stands in front of the path",
        apply=Joins("joined_digest", "message_separator", "path"),
        why="The digest is computed first and written down first.",
        fix=_FIX,
    ),
    Mistake(
        id="body-between-path-and-digest",
        title="The POST data stands between path and digest",
        apply=Joins("path", "message_separator", "postdata", "message_separator", "joined_digest"),
        why="The digest is added to the data it covers, as a checksum, and does not replace it.",
        fix=_FIX,
        languages=("JavaScript",),
        seen=1,
        source="a public JavaScript client",
    ),
    Mistake(
        id="body-in-place-of-path",
        title="The POST data stands in front of the digest, without a path",
        apply=Joins("postdata", "message_separator", "joined_digest"),
        why="'postdata' is passed where the function wants the path.",
        fix=_FIX,
        languages=("JavaScript",),
        seen=1,
        source="a public JavaScript client",
    ),
    Mistake(
        id="nonce-between-path-and-digest",
        title="The nonce stands between path and digest",
        apply=Joins("path", "message_separator", "given_nonce", "message_separator", "joined_digest"),
        why="The formula's nonce is read as a part of the message as well.",
        fix="The nonce goes into the hash only; join path and digest.",
    ),
    OTHER_PARTS,
)
