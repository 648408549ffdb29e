"""Stage 2: the POST data, one text that is both hashed and sent."""

from __future__ import annotations

from explainer.pipeline.model import Decision, Later, Stage

STAGE = Stage(
    id="postdata",
    title="POST data",
    value="postdata",
    formula="postdata = {postdata}",
    takes=("postdata",),
    gives="the body's bytes, exactly as they are sent",
    does=(
        "Write all parameters, the nonce among them, as one text: name=value pairs joined by '&',"
        " each value percent-encoded (or one JSON object). Any order will do, and a space may be"
        " '+' or '%20'. What counts is that the text hashed here is, byte for byte, the body sent."
    ),
    why=(
        "The signature has to cover every parameter, or somebody in between could change the volume"
        " of an order. Kraken hashes the body that arrives; it never rebuilds it from the"
        " parameters. So encode once, keep the text, sign it and send it."
    ),
    source="https://docs.kraken.com/api/docs/guides/spot-rest-auth",
    decisions=(
        Decision(
            id="postdata.fields",
            question="Which fields are in the hashed text?",
            subject="postdata",
            writes="postdata",
            right_way="those that are sent",
            right=None,
            mistakes=Later(f"{__name__}.fields", "FIELDS"),
        ),
        Decision(
            id="postdata.order",
            question="In which order are they in the hashed text?",
            subject="postdata",
            writes="postdata",
            right_way="the order in which they are sent",
            right=None,
            mistakes=Later(f"{__name__}.order", "ORDER"),
        ),
        Decision(
            id="postdata.format",
            question="In which format is the hashed text: form, JSON, something else?",
            subject="postdata",
            writes="postdata",
            right_way="the format that is sent",
            right=None,
            mistakes=Later(f"{__name__}.format", "FORMAT"),
        ),
        Decision(
            id="postdata.containers",
            question="How are lists and nested objects written in the hashed text?",
            subject="postdata",
            writes="postdata",
            right_way="as they are sent",
            right=None,
            mistakes=Later(f"{__name__}.containers", "CONTAINERS"),
        ),
        Decision(
            id="postdata.values",
            question="How are single values written in the hashed text?",
            subject="postdata",
            writes="postdata",
            right_way="as they are sent",
            right=None,
            mistakes=Later(f"{__name__}.values", "VALUES"),
        ),
        Decision(
            id="postdata.spelling",
            question="Which characters of the hashed text are escaped, and how?",
            subject="postdata",
            writes="postdata",
            right_way="those that are escaped in the body, in the same way, once",
            right=None,
            mistakes=Later(f"{__name__}.spelling", "SPELLING"),
        ),
        Decision(
            id="postdata.text",
            question="What else happens to the text before it is hashed?",
            subject="postdata",
            writes="postdata",
            right_way="nothing: its UTF-8 bytes are hashed and sent",
            right=None,
            mistakes=Later(f"{__name__}.text", "TEXT"),
        ),
    ),
)
