"""Values that the code printed on the way, given to `explainer diagnose`."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path

import pytest

from explainer.example import EXAMPLE
from explainer.exits import Exit
from explainer.pipeline.run import explain, sign
from tests.cli.conftest import Cli
from tests.cli.diagnosing import BODY, OWN, in_json

DIGEST = explain(EXAMPLE).step("sha256").value.data
WRONG = explain(EXAMPLE, ["nonce-not-hashed"]).step("sha256").value.data


@pytest.mark.parametrize(
    "text",
    [
        DIGEST.hex(),
        f"sha256={DIGEST.hex()}",
        f"sha256=<Buffer {DIGEST.hex(' ')}>",
        "sha256=<Buffer 23 a1 c1 b3 4c ... 27 more bytes>",
        f"sha256={list(DIGEST)}",
        f"sha256={b64encode(DIGEST).decode()}",
        f"sha256={DIGEST!r}",
    ],
)
def test_right_in_any_notation(cli: Cli, text: str) -> None:
    ran = cli("diagnose", "--observed", text)
    assert ran.code == Exit.FINE
    assert ran.out.startswith("The value is right.\n")
    assert "If Kraken refuses" not in ran.out


def test_wrong_and_proven(cli: Cli) -> None:
    ran = cli("diagnose", "--observed", WRONG.hex())
    assert ran.code == Exit.WRONG
    assert ran.out.startswith("1 value is wrong: one mistake gives exactly these bytes.\n")
    assert "  The hash input\n  right   1616492376594nonce=" in ran.out
    assert "the digest of stage SHA-256: wrong, made by nonce-not-hashed" in ran.out


def test_a_path_with_a_digest_in_hex_is_no_key(cli: Cli) -> None:
    message = explain(EXAMPLE, ["digest-as-hex"]).step("message").value.data
    for text in (message.decode(), message.hex()):
        ran = cli("diagnose", "--observed", text)
        assert (ran.code, ran.err) == (Exit.WRONG, "")
        assert "made by digest-as-hex" in ran.out


def test_wrong_and_unexplained(cli: Cli) -> None:
    path = "message=/0/private/addorder, and no digest"
    ran = cli("diagnose", "--observed", path, "--observed", "nonce=1616492376594")
    assert ran.code == Exit.UNEXPLAINED
    assert ran.out.startswith("1 value is wrong, and no known mistake explains it.\n")
    assert "nonce    right" in ran.out
    assert "The first value that nothing explains" in ran.out


def test_the_stage_where_it_goes_wrong_is_named(cli: Cli) -> None:
    stages = [
        f"nonce={EXAMPLE.nonce.decode()}",
        f"postdata={EXAMPLE.body.decode()}",
        f"sha256={'00' * 32}",
    ]
    arguments = [argument for stage in stages for argument in ("--observed", stage)]
    assert "it is here that something goes wrong" in cli("diagnose", *arguments).out


def test_a_log(cli: Cli, tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    log.write_text(
        f"2026-11-23 10:00:00 INFO start\nnonce: 1616492376594\nsha256: {WRONG.hex()}\n",
    )
    ran = cli("diagnose", "--observed-file", str(log))
    assert ran.code == Exit.WRONG
    assert "value without a name is none" in ran.out or "values without a name are none" in ran.out
    again = cli("diagnose", "--observed-file", "-", stdin=log.read_bytes())
    assert again.out.partition("What was searched")[0] == ran.out.partition("What was searched")[0]


def test_bytes_in_a_file(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "digest"
    file.write_bytes(DIGEST)
    assert cli("diagnose", "--observed-file", str(file)).code == Exit.FINE


def test_in_the_request(cli: Cli) -> None:
    for observed in (
        {"sha256": WRONG.hex(), "nonce": 1616492376594},
        [WRONG.hex()],
        {"sha256": list(WRONG)},
        {"sha256": {"type": "Buffer", "data": list(WRONG)}},
        f"digest: {WRONG.hex()}",
    ):
        found = in_json(cli, "-", stdin=json.dumps({"observed": observed}))
        assert found["verdict"] == "explained"
        assert found["first_difference"] == "sha256"
        assert [finding["mistakes"] for finding in found["findings"]][:1] == [["nonce-not-hashed"]]


def test_the_signature_among_them(cli: Cli) -> None:
    wrong = sign(EXAMPLE, ["digest-as-hex"])
    found = in_json(cli, "-", stdin=json.dumps({"observed": {"signature": wrong}}))
    assert found["explanations"][0]["mistakes"][0]["id"] == "digest-as-hex"


def test_a_wrong_name(cli: Cli) -> None:
    ran = cli("diagnose", "--observed", f"hmac={DIGEST.hex()}")
    assert "hmac  not that, but the digest of stage SHA-256: right" in ran.out


@pytest.mark.parametrize("stage", ["sha256", "postdata"])
def test_the_signature_under_another_name_is_called_what_it_is(cli: Cli, stage: str) -> None:
    signature = sign(EXAMPLE)
    ran = cli("diagnose", "--signature", signature, "--observed", f"{stage}={signature}")
    assert f"{stage}  not that, but the API-Sign itself: right" in ran.out


def test_without_a_private_key(cli: Cli) -> None:
    digest = explain(OWN, ["nonce-not-hashed"]).step("sha256").value.data.hex()
    arguments = ("--path", "/0/private/Balance", "--body", BODY, "--observed", f"sha256={digest}")
    ran = cli("diagnose", *arguments)
    assert (ran.code, ran.err) == (Exit.WRONG, "")
    assert "nonce-not-hashed" in ran.out
    assert [stage["id"] for stage in in_json(cli, *arguments)["stages"]][-1:] == ["signature"]


@pytest.mark.parametrize("mistakes", [[], ["digest-as-hex"]])
def test_what_has_no_part_in_a_signature_that_is_known_is_no_finding_against_it(
    cli: Cli, mistakes: list[str]
) -> None:
    ran = cli("diagnose", "--signature", sign(EXAMPLE, mistakes), "--observed", f"sha256={bytes(32).hex()}")
    assert "sha256  not what this signature was made with" in ran.out
    assert "no known mistake gives it" not in ran.out
    assert "The first value that nothing explains" not in ran.out
