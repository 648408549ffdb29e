"""Real cases: each wrong signature is explained by the mistakes that its code makes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from explainer.diagnosis.investigate import Investigation
from explainer.diagnosis.model import Diagnosis, Verdict
from explainer.pipeline.run import sign
from explainer.request import Request

DATA = Path(__file__).parent.parent / "data"
CASES: list[dict[str, Any]] = json.loads((DATA / "cases.json").read_text())["cases"]
SURVEY: dict[str, list[str]] = {
    row: ids for file in DATA.glob("survey-*.json") for row, ids in json.loads(file.read_text()).items()
}

NOT_IN_THE_BYTES = {
    # The hashed body and the sent body are both empty: that the nonce is not sent is a check's matter.
    ("cpp-6dfa147", "N3"),
    # The example's parameters are in alphabetical order already.
    ("kdj-sorted", "B24"),
}


def diagnose(request: Request) -> Diagnosis:
    investigation = Investigation(request, most=3)
    for _ in investigation.events():
        pass
    return investigation.result()


def request_of(case: dict[str, Any]) -> Request:
    given = case["request"]
    return Request.of(
        given["path"],
        given["body"],
        secret=given["secret"],
        nonce=given["nonce"],
        signature=given["signature"],
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_is_explained_by_the_mistakes_its_code_makes(case: dict[str, Any]) -> None:
    request = request_of(case)
    diagnosis = diagnose(request)
    assert diagnosis.verdict is Verdict.EXPLAINED
    best = diagnosis.explanations[0]
    assert sign(request, best.mistakes) == request.signature
    for row in case["rows"]:
        if (case["id"], row) not in NOT_IN_THE_BYTES:
            named = {mistake.id for mistakes in (best.mistakes, *best.same) for mistake in mistakes}
            assert named & set(SURVEY[row]), f"{row} is not among {sorted(named)}"
