"""What people read of diagnoses and challenges, compared whole but for times and counts.

UPDATE_GOLDEN=1 writes the files anew: look at the difference then.
"""

from __future__ import annotations

import json
import os
import re

import pytest

from explainer.article import ARTICLE_MISTAKES
from explainer.diagnosis.challenge import first, outcome
from explainer.example import EXAMPLE, SIGNATURE
from explainer.pipeline.catalogue import mistake
from explainer.pipeline.run import explain, sign
from tests.cli.conftest import Cli
from tests.cli.diagnosing import OWN, UNKNOWN, given
from tests.cli.test_secret_stays import KEY
from tests.paths import ROOT

GOLDEN = ROOT / "tests" / "golden" / "diagnoses"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"


def of_example(*mistakes: str) -> list[str]:
    return ["diagnose", "--signature", sign(EXAMPLE, mistakes)]


def value(stage: str, *mistakes: str) -> str:
    return explain(EXAMPLE, mistakes).step(stage).value.data.hex()


ANSWERED = outcome(first(), (mistake("digest-as-hex"),)) or b""

CASES: dict[str, list[str]] = {
    "right": ["diagnose", "--signature", SIGNATURE],
    "article": of_example(*ARTICLE_MISTAKES),
    "narrow": of_example("digest-as-hex", "secret-not-decoded"),
    "wide-in-javascript": [*of_example("nonce-not-hashed", "signature-as-hex"), "--language", "javascript"],
    "in-colour": [*of_example("secret-not-decoded"), "--color", "always"],
    "own-key": ["diagnose", "-"],
    "key-as-signature": ["diagnose", "-", "--seconds", "0"],
    "unexplained": ["diagnose", "--signature", UNKNOWN, "--seconds", "0"],
    "value-explained": ["diagnose", "--observed", value("message", "digest-as-hex")],
    "value-unexplained": [
        "diagnose",
        "--observed",
        "nonce=1616492376594",
        "--observed",
        "postdata=nonce=16164",
    ],
    "values-right": ["diagnose", "--observed", f"sha256={value('sha256')}", "--observed", value("message")],
    "nothing": ["diagnose"],
    "challenge": ["challenge"],
}
STDIN = {
    "own-key": given(signature=sign(OWN, ["secret-not-decoded"]), content_type="", method="GET"),
    "key-as-signature": given(signature=KEY),
    "challenge": f"{ANSWERED.decode()}\n",
}
COLUMNS = {"narrow": "60", "wide-in-javascript": "140"}

CHANGING = (
    (re.compile(r"[\d,]+ signatures? made and compared"), "N signatures made and compared"),
    (re.compile(r"(?:\d+\.\d|less\s+than\s+0\.1) s\b"), "T s"),
    (re.compile(r"\d+\.\d seconds"), "T seconds"),
    (re.compile(r"among the \d+ of"), "among the N of"),
    (re.compile(r"recipes of \d+ other"), "recipes of N other"),
)


def normalised(text: str) -> str:
    for pattern, instead in CHANGING:
        text = pattern.sub(instead, text)
    return text


@pytest.mark.parametrize("name", CASES)
def test_output(cli: Cli, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", COLUMNS.get(name, "80"))
    ran = cli(*CASES[name], stdin=STDIN.get(name, ""))
    shown = normalised(ran.out + ran.err)
    file = GOLDEN / f"{name}.txt"
    if UPDATE:
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == file.read_text(encoding="utf-8")


def test_every_golden_file_is_compared() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(CASES)


def test_the_json_of_a_diagnosis(cli: Cli) -> None:
    ran = cli(*of_example("digest-as-hex"), "--json")
    document = json.loads(ran.out)
    assert document["verdict"] == "explained"
    assert document["explanations"][0] == {
        "mistakes": [
            {
                "id": "digest-as-hex",
                "stage": "sha256",
                "title": "The digest is joined as 64 characters of lowercase hex",
                "fix": "Join the 32 raw bytes: digest() in Python and Node, hash(..., true) in PHP.",
            }
        ],
        "cost": document["explanations"][0]["cost"],
        "same": [],
    }
    assert document["first_difference"] == "sha256"
    assert [stage["effect"] for stage in document["stages"]] == [
        *("same", "same", "caused", "inherited", "same", "inherited", "inherited")
    ]
    assert document["right_signature"] == SIGNATURE
