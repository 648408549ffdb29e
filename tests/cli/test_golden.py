"""What people read, compared whole. UPDATE_GOLDEN=1 writes the files anew: look at the difference then."""

from __future__ import annotations

import os

import pytest

from tests.cli.conftest import EXAMPLE_KEY, Cli
from tests.paths import ROOT

GOLDEN = ROOT / "tests" / "golden"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"

CASES = {
    "help": ["--help"],
    "explain": ["explain"],
    "explain-wide": ["explain"],
    "explain-narrow": ["explain"],
    "explain-in-colour": ["explain", "--color", "always"],
    "explain-python": ["explain", "--language", "python"],
    "explain-hidden": ["explain", "-"],
    "mistake": ["explain", "--mistake", "digest-cut-to-20-bytes"],
    "mistake-in-text": ["mistakes", "signature-wrapped-at-76"],
    "article": ["explain", "--article"],
    "note": ["mistakes", "get-request"],
    "error-in-json": ["explain", "-"],
    "error-in-key": ["explain", "-"],
    "error-in-text": ["explain", "-"],
}
STDIN = {
    "explain-hidden": r'{"path": "/0/\u00c4\n", "body": "nonce=1&x=\u202e\u001b[31m", "secret": "aGk="}',
    "error-in-json": '{\n  "path": "/0/private/Balance"\n  "body": "nonce=17"\n}\n',
    "error-in-key": f'{{"path": "/0/private/Balance", "body": "nonce=17", "secret": "{EXAMPLE_KEY[:-2]}"}}',
    "error-in-text": r'{"path": "/0/private/Balance", "body": "nonce=17&note=\ud83d!", "secret": "aGlk"}',
}
COLUMNS = {"explain-wide": "140", "explain-narrow": "60"}


@pytest.mark.parametrize("name", CASES)
def test_output(cli: Cli, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", COLUMNS.get(name, "80"))
    ran = cli(*CASES[name], stdin=STDIN.get(name, ""))
    file = GOLDEN / f"{name}.txt"
    if UPDATE:
        file.write_text(ran.out + ran.err, encoding="utf-8", newline="\n")
    assert ran.out + ran.err == file.read_text(encoding="utf-8")


def test_every_golden_file_is_compared() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(CASES)
