"""The pipeline's own hash, MAC and base64 against vectors that others published."""

from __future__ import annotations

from typing import Any

import pytest

from explainer.pipeline.model import Via
from explainer.secret import decode_base64
from explainer.stages import hmac, sha256, signature
from tests.paths import VECTORS, load

PRIMITIVES = VECTORS / "primitives"

MACS = [
    (test, group["tagSize"] // 8)
    for name in ("hmac_sha512_rfc4231.json", "hmac_sha512_wycheproof.json")
    for group in load(PRIMITIVES / name)["testGroups"]
    for test in group["tests"]
]


@pytest.mark.parametrize(("test", "size"), MACS, ids=lambda value: str(value)[:16])
def test_mac(test: dict[str, Any], size: int) -> None:
    tag = hmac.mac(bytes.fromhex(test["key"]), bytes.fromhex(test["msg"]))[:size]
    assert (tag.hex() == test["tag"]) is (test["result"] == "valid")


def test_group_sizes_are_those_of_their_tests() -> None:
    for name in ("hmac_sha512_rfc4231.json", "hmac_sha512_wycheproof.json"):
        for group in load(PRIMITIVES / name)["testGroups"]:
            for test in group["tests"]:
                assert len(bytes.fromhex(test["key"])) * 8 == group["keySize"]
                assert len(bytes.fromhex(test["tag"])) * 8 == group["tagSize"]


@pytest.mark.parametrize(
    "test", load(PRIMITIVES / "sha256_nist.json")["tests"], ids=lambda test: test["tcId"]
)
def test_digest(test: dict[str, Any]) -> None:
    message = bytes.fromhex(test["msg"]) * test.get("repeat", 1)
    assert sha256.digest(message).hex() == test["digest"]


@pytest.mark.parametrize(
    "test", load(PRIMITIVES / "base64_rfc4648.json")["tests"], ids=lambda test: test["tcId"]
)
def test_base64(test: dict[str, Any]) -> None:
    encode = next(decision.right for decision in signature.STAGE.decisions if decision.right is not None)
    assert isinstance(encode, Via)
    data = bytes.fromhex(test["data"])
    assert encode(data) == test["base64"].encode()
    assert decode_base64(test["base64"].encode()) == data
