"""The file of --secret-file: the key alone or one setting of it, and what is said of all else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from explainer.exits import Exit
from explainer.pipeline.run import sign
from tests.cli.conftest import EXAMPLE_KEY, Cli, Ran
from tests.cli.diagnosing import BODY, OWN
from tests.cli.test_secret_stays import KEY, leaks


def signed(cli: Cli, tmp_path: Path, text: str) -> Ran:
    """Sign with the key of a file that holds this text."""
    file = tmp_path / "key"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    request = ("--path", "/0/private/Balance", "--body", BODY)
    return cli("explain", *request, "--secret-file", str(file), "--stage", "signature")


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_the_key_alone(cli: Cli, tmp_path: Path, end: str) -> None:
    ran = signed(cli, tmp_path, KEY + end)
    assert (ran.code, ran.out, ran.err) == (Exit.FINE, f"{sign(OWN)}\n", "")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (f"KRAKEN_SECRET={KEY}\n", "the line KRAKEN_SECRET (line 1)"),
        (f'# Kraken\nKRAKEN_API_KEY=abc\nexport API_SECRET="{KEY}"\n', "the line API_SECRET (line 3)"),
        (json.dumps({"key": "abc", "secret": KEY}), " (line 1)"),
        (f'[kraken]\nsecret = "{KEY}"\n', " (line 2)"),
    ],
    ids=["one setting", "env", "JSON", "TOML"],
)
def test_the_key_of_one_setting(cli: Cli, tmp_path: Path, text: str, where: str) -> None:
    ran = signed(cli, tmp_path, text)
    assert (ran.code, ran.out) == (Exit.FINE, f"{sign(OWN)}\n")
    assert ran.err.startswith("explainer: the private key is that of ")
    assert where in ran.said
    assert leaks(ran) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"A_SECRET={KEY}\nB_SECRET={EXAMPLE_KEY}\n", "2 private keys: the line A_SECRET (line 1), the line"),
        ("KRAKEN_API_KEY=abc\n", "settings, but no private key: the line KRAKEN_API_KEY (line 1)"),
    ],
    ids=["two keys", "no key"],
)
def test_settings_without_one_key(cli: Cli, tmp_path: Path, text: str, said: str) -> None:
    ran = signed(cli, tmp_path, text)
    assert (ran.code, ran.out) == (Exit.UNUSABLE, "")
    assert said in ran.said
    assert "What to do: give a file that holds nothing but the key" in ran.said
    assert leaks(ran) == []
    assert EXAMPLE_KEY not in ran.err
