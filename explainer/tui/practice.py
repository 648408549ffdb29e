"""The practice as one immutable value: what is asked, what was answered, how many were right.

Pure, as the tutorial's state is; chance is handed in.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from explainer.diagnosis.challenge import Way
from explainer.diagnosis.model import Explanation
from explainer.diagnosis.practice import Chance, Question, level_after, question
from explainer.languages import LANGUAGES, Language, next_language
from explainer.pipeline.model import cost
from explainer.tui.state import State

HINTS = 2
"""A value that the code printed, and the right one beside it."""


@dataclass(frozen=True, eq=False)
class Practice:
    """Everything that the practice's screen shows."""

    question: Question
    hints: int = 0
    """How many hints were asked for."""
    answer: int | None = None
    """Index of the candidate that was chosen; None before that."""
    right: int = 0
    """How many answers were right so far."""
    given: int = 0
    """How many answers there were so far."""
    done: tuple[Way, ...] = field(default=(), repr=False)
    """What the code did in the questions before."""
    language: Language = field(default=LANGUAGES[0], repr=False)

    @classmethod
    def begun(cls, chance: Chance, language: Language = LANGUAGES[0]) -> Practice:
        return cls(question(chance, 0), language=language)

    @property
    def level(self) -> int:
        """How hard the question is, an index of LEVELS."""
        return level_after(self.right - self.was_right)

    @property
    def was_right(self) -> bool:
        """Whether the answer to this question is right; false before it is given."""
        return self.answer is not None and self.question.is_right(self.answer)

    def guess(self, answer: int) -> Practice:
        """Take the first answer to the question; a second one changes nothing."""
        if self.answer is not None:
            return self
        right = self.right + self.question.is_right(answer)
        return replace(self, answer=answer, right=right, given=self.given + 1)

    def hint(self) -> Practice:
        return self if self.answer is not None else replace(self, hints=min(self.hints + 1, HINTS))

    def next(self, chance: Chance) -> Practice:
        """Ask the next question, as hard as the right answers allow."""
        if self.answer is None:
            return self
        done = (*self.done, self.explanation.mistakes)
        asked = question(chance, level_after(self.right), done)
        return replace(self, question=asked, hints=0, answer=None, done=done)

    def next_language(self) -> Practice:
        return replace(self, language=next_language(self.language))

    @property
    def explanation(self) -> Explanation:
        """What the code did."""
        way = self.question.candidates[self.question.made]
        return Explanation(way, sum([cost(mistake) for mistake in way]))

    @property
    def tutorial(self) -> State | None:
        """What the code did, turned on in the tutorial; None before the answer."""
        if self.answer is None:
            return None
        shown = State.of(self.question.request).with_mistakes(self.explanation.mistakes)
        return shown.speak(self.language.id)
