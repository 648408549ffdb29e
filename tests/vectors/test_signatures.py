"""signatures.json against hashlib and hmac alone, and against what was published elsewhere."""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any

import pytest

from explainer.errors import InputError
from explainer.example import EXAMPLE, SIGNATURE
from explainer.pipeline.run import explain, sign
from explainer.request import Request
from tests.paths import DATA, VECTORS, load

TESTS = load(VECTORS / "signatures.json")["tests"]
PUBLISHED = load(DATA / "published-spot.json")


def secret_of(test: dict[str, Any]) -> str:
    """Return the secret as strict base64."""
    secret: str = test.get("strict_secret", test["request"]["secret"])
    return secret


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test["id"])
class TestVector:
    def test_each_stage_is_what_the_standard_library_computes(self, test: dict[str, Any]) -> None:
        request = test["request"]
        digest = sha256((request["nonce"] + request["body"]).encode()).digest()
        key = b64decode(secret_of(test), validate=True)
        message = request["path"].encode() + digest
        mac = hmac.new(key, message, "sha512").digest()
        expected = {
            "nonce": request["nonce"].encode(),
            "postdata": request["body"].encode(),
            "sha256": digest,
            "message": message,
            "secret": key,
            "hmac": mac,
            "signature": b64encode(mac),
        }
        assert {stage: value["hex"] for stage, value in test["stages"].items()} == {
            stage: value.hex() for stage, value in expected.items()
        }

    def test_text_is_what_the_hex_says(self, test: dict[str, Any]) -> None:
        for value in test["stages"].values():
            if "text" in value:
                assert value["text"].encode() == bytes.fromhex(value["hex"])

    def test_nonce_is_in_the_body(self, test: dict[str, Any]) -> None:
        request = test["request"]
        assert request["nonce"] in request["body"] or "FormulaOnly" in test["flags"]


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda published: published["id"])
class TestPublished:
    def test_the_vector_has_the_published_request_and_signature(self, published: dict[str, Any]) -> None:
        test = next(test for test in TESTS if test["id"] == published["id"])
        assert "Published" in test["flags"]
        assert test["source"] == published["source"]
        assert test["request"] == {name: published[name] for name in ("path", "nonce", "body", "secret")}
        assert test["stages"]["signature"]["text"] == published["signature"]
        assert len(bytes.fromhex(test["stages"]["secret"]["hex"])) == published["key_bytes"]

    def test_the_pipeline_signs_it(self, published: dict[str, Any]) -> None:
        test = next(test for test in TESTS if test["id"] == published["id"])
        request = Request.of(published["path"], published["body"], secret=secret_of(test))
        assert sign(request) == published["signature"]
        assert explain(request).signature == published["signature"]


def test_published_and_flagged_are_the_same() -> None:
    flagged = [test["id"] for test in TESTS if "Published" in test["flags"]]
    assert flagged == [published["id"] for published in PUBLISHED]


def test_strict_secret_stands_where_the_published_one_is_not_strict() -> None:
    for test in TESTS:
        assert ("strict_secret" in test) is ("LenientSecret" in test["flags"])


def test_a_lenient_decoder_makes_the_same_of_a_lenient_secret() -> None:
    for test in TESTS:
        if "LenientSecret" in test["flags"]:
            fields = test["request"]
            request = Request.of(
                fields["path"], fields["body"], nonce=fields["nonce"], secret=fields["secret"]
            )
            signed = sign(request, ["secret-decoded-like-node"])
            assert signed == test["stages"]["signature"]["text"], test["id"]
            with pytest.raises(InputError, match=r"^secret: "):
                sign(request)


def test_the_example_is_the_one_of_the_documentation() -> None:
    assert TESTS[0]["id"] == "kraken-docs"
    assert sign(EXAMPLE) == SIGNATURE == PUBLISHED[0]["signature"]


def test_lengths_are_those_in_the_ids() -> None:
    for test in TESTS:
        if "Length" in test["flags"]:
            kind, _, size = test["id"].removesuffix("-bytes").rpartition("-")
            request = test["request"]
            given = request["nonce"] + request["body"] if kind == "hash-input" else request["path"] + "*" * 32
            assert len(given) == int(size)
