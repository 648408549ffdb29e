"""Stage 7: the MAC as base64, which goes into the API-Sign header."""

from __future__ import annotations

from base64 import b64encode

from explainer.pipeline.model import Decision, Later, Stage, Via

STAGE = Stage(
    id="signature",
    title="API-Sign",
    value="signature",
    formula="API-Sign = base64({mac})",
    takes=("mac",),
    gives="88 characters of base64 that end in '==', on one line",
    does=(
        "Write the 64 bytes of the MAC as base64 with the standard alphabet ('+' and '/'), padded"
        " with '==', and send it in the API-Sign header, beside the public key in API-Key."
    ),
    why=(
        "A header carries text, so the bytes need one. Kraken decodes base64; hex is the same"
        " bytes written another way, and Kraken does not read it."
    ),
    source="https://docs.kraken.com/api/docs/guides/spot-rest-auth",
    decisions=(
        Decision(
            id="signature.mac",
            question="Which bytes are written down?",
            subject="mac",
            writes="mac",
            right_way="all 64 bytes of the MAC, unchanged",
            right=None,
            mistakes=Later(f"{__name__}.mac", "MAC"),
        ),
        Decision(
            id="signature.encoding",
            question="How are the bytes written as text?",
            subject="mac",
            writes="signature",
            right_way="standard base64, padded",
            right=Via(b64encode),
            mistakes=Later(f"{__name__}.encoding", "ENCODING"),
        ),
        Decision(
            id="signature.text",
            question="What happens to the text on its way into the header?",
            subject="signature",
            writes="signature",
            right_way="nothing",
            right=None,
            mistakes=Later(f"{__name__}.text", "TEXT"),
        ),
    ),
)
