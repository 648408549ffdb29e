"""Rows of the survey are told where they belong: bytes at their stage, all else as a note."""

from __future__ import annotations

from explainer.pipeline.catalogue import MISTAKES, decision_of
from explainer.stages import NOTES
from tests.paths import DATA, load

SURVEY: dict[str, list[str]] = load(DATA / "survey-key-output.json")
STAGE_OF = {mistake.id: decision_of(mistake).stage for mistake in MISTAKES}
NOTE_IDS = {note.id for note in NOTES}


def test_a_row_of_bytes_is_told_at_its_stage() -> None:
    stages = {"S": "secret", "H": "hmac", "O": "signature"}
    for row, ids in SURVEY.items():
        stage = "message" if row == "H4" else stages.get(row[0])
        if stage is not None:
            assert {STAGE_OF[id] for id in ids if id in STAGE_OF} <= {stage}


def test_a_row_without_bytes_is_a_note() -> None:
    for row, ids in SURVEY.items():
        if row[0] in "NWA" or row == "S9":
            assert set(ids) <= NOTE_IDS


def test_rows_of_http_and_account_say_so() -> None:
    about = {note.id: note.about for note in NOTES}
    for row, ids in SURVEY.items():
        if row[0] in "WAN":
            assert {about[id] for id in ids} == {{"W": "http", "A": "account", "N": "nonce"}[row[0]]}
