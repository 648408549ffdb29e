"""Stage 5: the private key, base64-decoded to the bytes that key the HMAC."""

from __future__ import annotations

from explainer.pipeline.model import Decision, Later, Makes, Stage
from explainer.pipeline.traced import Origin
from explainer.secret import decode_base64

STAGE = Stage(
    id="secret",
    title="Private key",
    value="key",
    formula="key = base64decode({private_key})",
    takes=("private_key",),
    gives="the key's bytes, 64 in all keys that Kraken shows",
    does=(
        "Decode the private key from base64. Kraken shows it as 88 characters of text; they stand"
        " for 64 bytes, and those bytes are the key. Decode it once and keep it as bytes."
    ),
    why=(
        "A key is random bytes, and base64 is how one carries bytes through a web page or a"
        " configuration file. The text and the bytes are different keys: 88 characters that"
        " nobody decoded give a signature that looks right and never is."
    ),
    source="https://docs.kraken.com/api/docs/guides/spot-rest-auth",
    decisions=(
        Decision(
            id="secret.text",
            question="Which text is taken for the private key?",
            subject="private_key",
            writes="key_text",
            right_way="the private key, whole, as Kraken shows it",
            right=None,
            mistakes=Later(f"{__name__}.text", "TEXT"),
        ),
        Decision(
            id="secret.decode",
            question="How does that text become a key?",
            subject="key_text",
            writes="key",
            right_way="decoded from base64, once",
            right=Makes(Origin.KEY, decode_base64),
            mistakes=Later(f"{__name__}.decode", "DECODE"),
        ),
        Decision(
            id="secret.key",
            question="What else happens to the key's bytes?",
            subject="key",
            writes="key",
            right_way="nothing",
            right=None,
            mistakes=Later(f"{__name__}.key", "KEY"),
        ),
    ),
)
