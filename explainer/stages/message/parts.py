"""What is joined to the path, in which order, and what stands in between."""

from __future__ import annotations

from explainer.pipeline.model import Mistake
from explainer.pipeline.traced import Data
from explainer.stages.separators import separator_mistakes

_FIX = "Join the path and the digest, in this order, and nothing else."

SEPARATOR = separator_mistakes(
    "message",
    "path and digest",
    "Put the digest right after the path: nothing belongs in between.",
)


def digest_first(joined_digest: Data, message_separator: Data, path: Data) -> Data:
    """Return digest + path."""
    return joined_digest + message_separator + path


def body_between(path: Data, message_separator: Data, postdata: Data, joined_digest: Data) -> Data:
    """Return path + POST data + digest."""
    return path + message_separator + postdata + message_separator + joined_digest


def body_for_path(postdata: Data, message_separator: Data, joined_digest: Data) -> Data:
    """Return POST data + digest."""
    return postdata + message_separator + joined_digest


def nonce_between(path: Data, message_separator: Data, given_nonce: Data, joined_digest: Data) -> Data:
    """Return path + nonce + digest."""
    return path + message_separator + given_nonce + message_separator + joined_digest


JOIN: tuple[Mistake, ...] = (
    Mistake(
        id="digest-before-path",
        title="The digest stands in front of the path",
        apply=digest_first,
        why="The digest is computed first and written down first.",
        fix=_FIX,
    ),
    Mistake(
        id="body-between-path-and-digest",
        title="The POST data stands between path and digest",
        apply=body_between,
        why="The digest is added to the data it covers, as a checksum, and does not replace it.",
        fix=_FIX,
        languages=("JavaScript",),
        seen=1,
        source="a public JavaScript client",
    ),
    Mistake(
        id="body-in-place-of-path",
        title="The POST data stands in front of the digest, without a path",
        apply=body_for_path,
        why="'postdata' is passed where the function wants the path.",
        fix=_FIX,
        languages=("JavaScript",),
        seen=1,
        source="a public JavaScript client",
    ),
    Mistake(
        id="nonce-between-path-and-digest",
        title="The nonce stands between path and digest",
        apply=nonce_between,
        why="The formula's nonce is read as a part of the message as well.",
        fix="The nonce goes into the hash only; join path and digest.",
    ),
)
