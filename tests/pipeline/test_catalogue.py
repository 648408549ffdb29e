"""What the stages declare: whole, well written, and able to do what it says."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from explainer.example import EXAMPLE
from explainer.pipeline import catalogue
from explainer.pipeline.catalogue import DECISIONS, MISTAKES
from explainer.pipeline.model import Apply, Decision, Mistake, Note, Stage, cost
from explainer.pipeline.run import inputs_of, sign
from explainer.stages import NOTES, STAGES
from explainer.vectors.documents import outcome, witness
from explainer.vectors.requests import VECTORS

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ANSWER = re.compile(r"(E[A-Z][A-Za-z]+:)?[A-Za-z].*[^.]")

LANGUAGES = frozenset(
    {
        *(
            "AutoIt",
            "C",
            "C#",
            "C++",
            "Common Lisp",
            "Dart",
            "Excel",
            "F#",
            "Go",
            "Google Apps Script",
            "Groovy",
        ),
        *("Java", "JavaScript", "Julia", "Kotlin", "Perl", "PHP", "PowerShell", "Python", "R", "Ruby"),
        *("Rust", "Scala", "SQL", "Swift", "Tcl", "TypeScript", "VB.NET", "VBA", "YAML", "bash", "curl"),
        *("Delphi", "Lua", "Objective-C", "Postman", "cmd"),
    }
)

ORDINARY = [vector for vector in VECTORS if not {"Key", "LenientSecret", "FormulaOnly"} & set(vector.flags)]


ENTRIES: tuple[Mistake | Note, ...] = (*MISTAKES, *NOTES)


def test_ids_are_unique() -> None:
    ids = [entry.id for entry in ENTRIES]
    assert len(ids) == len(set(ids))


def test_titles_are_unique() -> None:
    titles = [entry.title for entry in ENTRIES]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
class TestWords:
    def test_id(self, entry: Mistake | Note) -> None:
        assert KEBAB.fullmatch(entry.id)

    def test_title(self, entry: Mistake | Note) -> None:
        assert 10 <= len(entry.title) <= 70
        assert not entry.title.endswith(".")

    def test_sentences(self, entry: Mistake | Note) -> None:
        why = entry.why if isinstance(entry, Mistake) else entry.text
        for text in (why, entry.fix):
            assert len(text) >= 10
            assert text.endswith(".")
            assert text == " ".join(text.split())

    def test_answer(self, entry: Mistake | Note) -> None:
        assert ANSWER.fullmatch(entry.answer)

    def test_languages(self, entry: Mistake | Note) -> None:
        assert set(entry.languages) <= LANGUAGES
        assert len(entry.languages) == len(set(entry.languages))


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.id)
def test_note_belongs_somewhere(note: Note) -> None:
    assert note.about in ("nonce", "http", "account")
    assert catalogue.stage(note.stage) in STAGES
    assert catalogue.note(note.id) is note


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.id)
class TestMistake:
    def test_is_found_by_its_id(self, mistake: Mistake) -> None:
        assert catalogue.mistake(mistake.id) is mistake
        assert mistake in catalogue.decision_of(mistake).mistakes

    def test_changes_every_ordinary_request_or_says_what_it_needs(self, mistake: Mistake) -> None:
        if not mistake.needs:
            unchanged = [
                vector.id
                for vector in ORDINARY
                if outcome(vector.request, mistake) in (None, sign(vector.request))
            ]
            assert unchanged == []

    def test_changes_something(self, mistake: Mistake) -> None:
        assert outcome(EXAMPLE, mistake) not in (None, sign(EXAMPLE)) or witness(mistake) is not None

    def test_says_what_it_needs_in_words_that_go_on(self, mistake: Mistake) -> None:
        assert not mistake.needs.endswith(".")
        assert not mistake.needs[:1].isupper() or mistake.needs.split()[0].isupper()

    def test_costs_more_the_less_it_was_seen(self, mistake: Mistake) -> None:
        assert 0 < cost(mistake) <= cost(next(other for other in MISTAKES if other.seen == 0))


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.id)
class TestStage:
    def test_words(self, stage: Stage) -> None:
        for text in (stage.does, stage.why):
            assert text.endswith(".")
        assert stage.source.startswith("https://")
        assert not stage.gives.endswith(".")

    def test_owns_its_decisions(self, stage: Stage) -> None:
        assert stage.decisions
        for decision in stage.decisions:
            assert re.fullmatch(rf"{stage.id}\.[a-z]+", decision.id)
            assert decision.stage == stage.id
            assert decision.question.endswith("?")

    def test_gives_what_it_writes(self, stage: Stage) -> None:
        assert stage.value in {decision.writes for decision in stage.decisions}

    def test_formula_names_values(self, stage: Stage) -> None:
        names = {name for _, name, _, _ in Formatter().parse(stage.formula) if name}
        written = {decision.writes for decision in stage.decisions}
        assert names <= {*stage.takes, *written}


def test_every_value_is_there_before_it_is_read() -> None:
    names = set(inputs_of(EXAMPLE))
    for stage in STAGES:
        assert set(stage.takes) <= names
        for decision in stage.decisions:
            assert decision.subject in names
            for apply in _options(decision):
                assert set(decision.reads(apply)) <= names, decision.id
            names.add(decision.writes)
    assert "signature" in names


def test_decisions_are_unique() -> None:
    ids = [decision.id for decision in DECISIONS]
    assert len(ids) == len(set(ids))


def _options(decision: Decision) -> list[Apply]:
    right = [] if decision.right is None else [decision.right]
    return [*right, *[mistake.apply for mistake in decision.mistakes]]
