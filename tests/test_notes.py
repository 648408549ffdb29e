"""The notes and the survey's rows: nothing that people met is missing."""

from __future__ import annotations

import pytest

from explainer.pipeline.catalogue import MISTAKES, decision_of, note
from explainer.pipeline.model import Note
from explainer.stages import NOTES, STAGES
from tests.paths import DATA, load

SURVEY: dict[str, list[str]] = load(DATA / "survey-key-output.json")
IDS = {mistake.id for mistake in MISTAKES}
NOTE_IDS = [note.id for note in NOTES]


def test_ids_are_unique() -> None:
    assert len(set(NOTE_IDS)) == len(NOTE_IDS)
    assert not IDS & set(NOTE_IDS)


@pytest.mark.parametrize("entry", NOTES, ids=NOTE_IDS)
class TestNote:
    def test_is_found_by_its_id(self, entry: Note) -> None:
        assert note(entry.id) is entry

    def test_says_where_it_belongs_and_what_to_do(self, entry: Note) -> None:
        assert entry.stage in {stage.id for stage in STAGES}
        assert entry.about in {"nonce", "http", "account"}
        assert len(entry.title) <= 70
        assert not entry.title.endswith(".")
        assert entry.text.endswith(".")
        assert entry.fix.endswith(".")
        assert entry.answer


@pytest.mark.parametrize("row", SURVEY)
def test_every_row_of_the_survey_is_a_mistake_or_a_note(row: str) -> None:
    assert SURVEY[row]
    assert set(SURVEY[row]) <= IDS | set(NOTE_IDS)


def test_the_survey_s_rows_are_complete() -> None:
    sections = {"S": 14, "H": 6, "O": 13, "W": 7, "A": 5}
    rows = {f"{letter}{number}" for letter, most in sections.items() for number in range(1, most + 1)}
    # H4, the HMAC over a text of the message, is about the message.
    assert rows - {"H4"} | {"N7", "N8", "N9", "N10", "N11", "N14"} == set(SURVEY)


def test_a_row_of_bytes_is_told_at_the_stage_that_it_is_about() -> None:
    stages = {"S": "secret", "H": "hmac", "O": "signature"}
    by_id = {mistake.id: decision_of(mistake).stage for mistake in MISTAKES}
    for row, ids in SURVEY.items():
        if row[0] in stages:
            assert {by_id[id] for id in ids if id in by_id} <= {stages[row[0]]}
