"""Stage 1: the nonce, a number that only ever grows, as text."""

from __future__ import annotations

from explainer.pipeline.model import Decision, Later, Stage
from explainer.stages.nonce.carry import carry

STAGE = Stage(
    id="nonce",
    title="Nonce",
    value="prefix",
    formula="nonce = {prefix}",
    takes=("given_nonce",),
    gives="the nonce as decimal digits, the very text that is also sent in the POST data",
    does=(
        "Take a whole number that is larger than every nonce this API key has used, and write it as"
        " plain digits. Most clients read the clock in milliseconds. Write it once, keep that text,"
        " and use it in both places: in the POST data and in front of it when it is hashed."
    ),
    why=(
        "A signed request that somebody recorded must not work twice. Kraken remembers the last"
        " nonce of each key and refuses any that is not greater, so a replayed request is dead. It"
        " has to be always increasing: a random or merely unique number fails."
    ),
    source="https://docs.kraken.com/api/docs/guides/spot-rest-auth",
    decisions=(
        Decision(
            id="nonce.value",
            question="What text does the code write for the nonce, everywhere?",
            subject="given_nonce",
            writes="nonce",
            right_way="the nonce as sent, in plain digits",
            right=None,
            mistakes=Later(f"{__name__}.places", "EVERYWHERE"),
        ),
        Decision(
            id="nonce.prefix",
            question="Which nonce is put in front of the POST data when it is hashed?",
            subject="nonce",
            writes="prefix",
            right_way="the same text as in the POST data",
            right=None,
            mistakes=Later(f"{__name__}.places", "PREFIX"),
            rivals=("nonce.value",),
        ),
        Decision(
            id="nonce.field",
            question="Which nonce does the hashed POST data carry?",
            subject="body",
            writes="postdata",
            right_way="the same text as the one in front",
            right=carry,
            mistakes=Later(f"{__name__}.places", "FIELD"),
            rivals=("nonce.value", "nonce.prefix"),
        ),
    ),
)
