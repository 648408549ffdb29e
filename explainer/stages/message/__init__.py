"""Stage 4: the message to be authenticated, the URI path followed by the digest."""

from __future__ import annotations

from explainer.pipeline.model import Decision, Joins, Later, Stage

STAGE = Stage(
    id="message",
    title="Path + digest",
    value="message",
    formula="message = {path} + {joined_digest}",
    takes=("uri_path", "joined_digest"),
    gives="the path's bytes, then the 32 bytes of the digest",
    does=(
        "Put the URI path's bytes in front of the digest's, with nothing in between. The path is"
        " what stands in the request line, from /0/private on: no host, no query. Join bytes to"
        " bytes; the digest is no text, and every attempt to make it one changes it."
    ),
    why=(
        "The path says what is asked for. Without it a signed body for one endpoint could be sent"
        " to another. It stays outside the SHA-256, in clear."
    ),
    source="https://docs.kraken.com/api/docs/guides/spot-rest-auth",
    decisions=(
        Decision(
            id="message.path",
            question="Which path is signed?",
            subject="uri_path",
            writes="path",
            right_way="the URI path of the call, from /0/private on",
            right=None,
            mistakes=Later(f"{__name__}.path", "PATH"),
        ),
        Decision(
            id="message.separator",
            question="What stands between path and digest?",
            subject="message_separator",
            writes="message_separator",
            right_way="nothing",
            right=None,
            mistakes=Later(f"{__name__}.parts", "SEPARATOR"),
        ),
        Decision(
            id="message.join",
            question="What is joined, in which order?",
            subject="joined_digest",
            writes="message",
            right_way="the path, then the digest",
            right=Joins("path", "message_separator", "joined_digest"),
            mistakes=Later(f"{__name__}.parts", "JOIN"),
        ),
        Decision(
            id="message.text",
            question="In which form is the message?",
            subject="message",
            writes="message",
            right_way="its bytes as they are",
            right=None,
            mistakes=Later(f"{__name__}.text", "TEXT"),
        ),
    ),
)
