"""Look up what the stages declare: every mistake, decision and note by its id."""

from __future__ import annotations

import re
from collections.abc import Callable

from explainer.pipeline.model import Decision, Mistake, Note, Stage
from explainer.stages import NOTES, STAGES

DECISIONS: tuple[Decision, ...] = tuple(decision for stage in STAGES for decision in stage.decisions)
MISTAKES: tuple[Mistake, ...] = tuple(mistake for decision in DECISIONS for mistake in decision.mistakes)

_MISTAKES = {mistake.id: (mistake, decision) for decision in DECISIONS for mistake in decision.mistakes}
_STAGES = {stage.id: stage for stage in STAGES}
_NOTES = {note.id: note for note in NOTES}
_ALIKE = {"doubl": "twice"}
"""Words that people search for, without their ending, and what is said here."""
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|e)$")


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


def with_words(query: str) -> frozenset[str]:
    """Return the ids of the mistakes and notes that have all words of a query; all for an empty one.

    Those that have them in their name come alone; only if none has, all that is said of them is
    searched. The ending of a word does not count (decoding finds decoded), and `-` and `_` are alike.
    """
    words = [_ENDING.sub("", _plain(word)) for word in query.split()]
    return _having(words, _name) or _having(words, _said)


def _having(words: list[str], text: Callable[[Mistake | Note], str]) -> frozenset[str]:
    entries: tuple[Mistake | Note, ...] = (*MISTAKES, *NOTES)
    found = []
    for entry in entries:
        there = _plain(text(entry)) if words else ""
        if all(word in there or _ALIKE.get(word, word) in there for word in words):
            found.append(entry.id)
    return frozenset(found)


def _plain(text: str) -> str:
    return text.casefold().replace("-", " ").replace("_", " ")


def _name(entry: Mistake | Note) -> str:
    return " ".join((entry.id, entry.title, *entry.languages))


def _said(entry: Mistake | Note) -> str:
    said = entry.why if isinstance(entry, Mistake) else entry.text
    return " ".join((_name(entry), said, entry.fix, entry.answer))
