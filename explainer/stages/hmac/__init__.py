"""Stage 6: HMAC-SHA512 of the message under the key, 64 raw bytes."""

from __future__ import annotations

from hmac import digest

from explainer.pipeline.model import Decision, Later, Makes, Stage
from explainer.pipeline.traced import Origin


def mac(key: bytes, message: bytes) -> bytes:
    """Return the HMAC-SHA512 of the message, 64 bytes (RFC 2104, FIPS 198-1)."""
    return digest(key, message, "sha512")


STAGE = Stage(
    id="hmac",
    title="HMAC-SHA512",
    value="mac",
    formula="mac = HMAC-SHA512({key}, {message})",
    takes=("key", "message"),
    gives="the MAC, 64 raw bytes",
    does=(
        "Compute the HMAC with SHA-512, the decoded private key as its key and path + digest as"
        " its message. HMAC hashes twice: first the message with the key mixed in, then that"
        " result with the key mixed in another way."
    ),
    why=(
        "Only somebody who has the key can make this value, and Kraken, who has it too, makes it"
        " again and compares. The key itself never travels. A plain hash of key and message can"
        " be extended by others; HMAC cannot."
    ),
    source="https://docs.kraken.com/api/docs/guides/spot-rest-auth",
    decisions=(
        Decision(
            id="hmac.mac",
            question="How is the message authenticated?",
            subject="message",
            writes="mac",
            right_way="HMAC-SHA512, the key first, the message second",
            right=Makes(Origin.MAC, mac, "key", "message"),
            mistakes=Later(f"{__name__}.algorithm", "MAC"),
        ),
    ),
)
