"""Every row of the survey of mistakes became mistakes or notes of the catalogue."""

from __future__ import annotations

import pytest

from explainer.pipeline.catalogue import MISTAKES
from explainer.stages import NOTES
from tests.paths import DATA, load

ROWS = {
    "N": 16,  # nonce
    "B": 24,  # body
    "C": 8,  # SHA-256 input
    "D": 17,  # digest form
    "P": 13,  # path
    "F": 5,  # concatenation
    "S": 14,  # secret
    "H": 6,  # HMAC
    "O": 13,  # output
    "W": 7,  # HTTP
    "A": 5,  # account
}
FILES = sorted(DATA.glob("survey-*.json"))
SURVEY = {
    row: [id for path in FILES for id in load(path).get(row, ())]
    for row in (f"{letter}{number}" for letter, count in ROWS.items() for number in range(1, count + 1))
}
"""What each row became; a row whose mistakes belong to several stages is in several files."""

KNOWN = {mistake.id for mistake in MISTAKES} | {note.id for note in NOTES}


def test_the_files_have_no_other_rows() -> None:
    assert {row for path in FILES for row in load(path)} <= set(SURVEY)


@pytest.mark.parametrize(("row", "ids"), SURVEY.items(), ids=SURVEY.keys())
def test_row_is_in_the_catalogue(row: str, ids: list[str]) -> None:
    assert ids, f"{row} became nothing"
    assert set(ids) <= KNOWN


def test_every_entry_comes_from_the_survey() -> None:
    assert {id for ids in SURVEY.values() for id in ids} == KNOWN
