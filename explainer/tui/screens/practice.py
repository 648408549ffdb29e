"""Practice: a wrong signature, three things that the code may have done, and the score."""

from __future__ import annotations

from random import Random
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import reactive

from explainer.languages import Language
from explainer.tui.keys import PRACTICE_KEYS, SHARED_KEYS, Context, Key, bindings
from explainer.tui.pages import practice as pages
from explainer.tui.practice import HINTS, Practice
from explainer.tui.screens.sheet import SheetScreen
from explainer.tui.widgets.painted import Painted, Scrolled


class PracticeScreen(SheetScreen):
    """Asks one question after the other, each a little harder."""

    KEYS: ClassVar[tuple[Key, ...]] = (*PRACTICE_KEYS, *SHARED_KEYS)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    state: reactive[Practice] = reactive(lambda: Practice.begun(Random()), init=False)

    def __init__(self, language: Language, chance: Random | None = None) -> None:
        """Show code in a language; `chance` picks the questions."""
        super().__init__()
        self._chance = chance or Random()
        self.set_reactive(PracticeScreen.state, Practice.begun(self._chance, language))

    def compose(self) -> ComposeResult:
        yield Painted(pages.title, classes="line").data_bind(PracticeScreen.state)
        yield Scrolled(pages.page, id="sheet").data_bind(PracticeScreen.state)
        yield Painted(self.footer, classes="line").data_bind(PracticeScreen.state)

    @property
    def context(self) -> Context:
        return Context.PRACTICE if self.state.answer is None else Context.GRADED

    def works(self, action: str) -> bool:
        answered = self.state.answer is not None
        if action in ("tutorial", "language"):
            return answered
        return action != "hint" or not (answered or self.state.hints == HINTS)

    def watch_state(self, before: Practice, now: Practice) -> None:
        if before.question is not now.question or before.answer != now.answer:
            self.sheet.top = 0

    def action_guess(self, number: int) -> None:
        self.state = self.state.guess(number - 1)

    def action_hint(self) -> None:
        self.state = self.state.hint()
        if self.state.answer is None:
            # Hints stand at the end.
            self.sheet.to_end()

    def action_next(self) -> None:
        if self.state.answer is None:
            self.action_page(1)
        else:
            self.state = self.state.next(self._chance)

    def action_read_on(self) -> None:
        self.action_next()

    def action_tutorial(self) -> None:
        self.open_tutorial(self.state.tutorial)

    def action_language(self) -> None:
        self.state = self.state.next_language()

    def action_back(self) -> None:
        self.dismiss(None)
