"""Look up what the stages declare: every mistake, decision and note by its id."""

from __future__ import annotations

from explainer.pipeline.model import Decision, Mistake, Note, Stage
from explainer.stages import NOTES, STAGES

DECISIONS: tuple[Decision, ...] = tuple(decision for stage in STAGES for decision in stage.decisions)
MISTAKES: tuple[Mistake, ...] = tuple(mistake for decision in DECISIONS for mistake in decision.mistakes)

_MISTAKES = {mistake.id: (mistake, decision) for decision in DECISIONS for mistake in decision.mistakes}
_STAGES = {stage.id: stage for stage in STAGES}
_NOTES = {note.id: note for note in NOTES}


def mistake(id: str) -> Mistake:
    """Return the mistake with this id. Raises KeyError."""
    return _MISTAKES[id][0]


def decision_of(mistake: Mistake) -> Decision:
    """Return the decision that this mistake is a wrong option of. Raises KeyError."""
    return _MISTAKES[mistake.id][1]


def stage(id: str) -> Stage:
    """Return the stage with this id. Raises KeyError."""
    return _STAGES[id]


def note(id: str) -> Note:
    """Return the note with this id. Raises KeyError."""
    return _NOTES[id]
