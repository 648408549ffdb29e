"""The challenge: requests to be signed by somebody's own code, and what its signatures show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Label
from textual.worker import Worker, get_current_worker

from explainer.diagnosis.challenge import Identification, identifying
from explainer.diagnosis.search import Progress
from explainer.languages import Language
from explainer.tui.challenge import LONGEST, Asking
from explainer.tui.drafts import with_line_feeds
from explainer.tui.keys import CHALLENGE_KEYS, SHARED_KEYS, Context, Key, bindings
from explainer.tui.messages import Misplaced
from explainer.tui.opening import show
from explainer.tui.pages import challenge as pages
from explainer.tui.screens.sheet import SheetScreen
from explainer.tui.turns import give_way
from explainer.tui.widgets.canvas import Canvas
from explainer.tui.widgets.fields import Field
from explainer.tui.widgets.painted import Painted, Scrolled

_LEFT_OUT = "that looks like a private key, so it was taken out: a challenge needs none of yours"
_STOPPED = "stopped; what was answered is still in its field, hidden if a private key is as long"
_COPIED = "copied, if your terminal lets programs do that (OSC 52)"


@dataclass
class Identified(Message):
    """The search has come further, or to its end."""

    run: int
    event: Progress | Identification


class ChallengeScreen(SheetScreen):
    """Asks, searches in a thread of its own, and ends with the verdict."""

    KEYS: ClassVar[tuple[Key, ...]] = (*CHALLENGE_KEYS, *SHARED_KEYS)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)

    state: reactive[Asking] = reactive(Asking, init=False)

    def __init__(self, language: Language) -> None:
        """`language` is the one in which the verdict shows the right code."""
        super().__init__()
        self.set_reactive(ChallengeScreen.state, Asking(language=language))
        self._signature = Field(
            "answer", "", placeholder="paste what your code makes, or type it after Enter"
        )
        self._sent = Field("sent", "", placeholder="only if your code sends other POST data than above")
        self._runs = 0
        self._worker: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        yield Painted(pages.title, classes="line").data_bind(ChallengeScreen.state)
        yield Scrolled(pages.page, id="sheet").data_bind(ChallengeScreen.state)
        yield Horizontal(Label("API-Sign", classes="label", markup=False), self._signature, id="answer")
        sent = Horizontal(Label("POST data", classes="label", markup=False), self._sent, id="sent")
        sent.display = False
        yield sent
        yield Painted(pages.status, classes="status").data_bind(ChallengeScreen.state)
        yield Painted(self.footer, id="keys", classes="line").data_bind(ChallengeScreen.state)

    def watch_state(self, before: Asking, now: Asking) -> None:
        if now.searching and not before.searching:
            self._search()
        self._arrange()

    def on_descendant_focus(self) -> None:
        self._arrange()

    def on_descendant_blur(self) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """Show the fields that can be filled in now, and the keys."""
        if not self.is_mounted:
            return
        self.query_one("#answer").display = self.state.challenge is not None
        self.query_one("#sent").display = self._sent.has_focus or bool(self._sent.kept)
        self.query_one("#keys", Canvas).remake()

    @property
    def context(self) -> Context:
        """What a person is doing now."""
        if self.focused is not None:
            return Context.ANSWER
        return Context.JUDGED if self.state.challenge is None else Context.CHALLENGE

    def works(self, action: str) -> bool:
        return self.state.works(action)

    # Answers

    def action_answer(self) -> None:
        """Go to the field for the API-Sign, or take what stands in the field that has the focus."""
        if self.focused is self._sent and self.state.challenge is None:
            self._become(self.state.sends(self._sent.kept))
        elif self.focused is self._signature:
            self._answer(self._signature.kept)
        elif self.state.challenge is not None and not self.state.searching:
            self.set_focus(self._signature)

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted where no field has the focus."""
        event.stop()
        text, _ = with_line_feeds(event.text)
        if self.state.challenge is not None and not self.state.searching and len(text) <= LONGEST:
            self._signature.put(text)
        self._answer(text)

    def on_misplaced(self, message: Misplaced) -> None:
        self.state = self.state.say(_LEFT_OUT)

    def action_error(self) -> None:
        self._answer("error")

    def action_skip(self) -> None:
        self._answer("skip")

    def action_verdict(self) -> None:
        self._answer("verdict")

    def action_body(self) -> None:
        """Ask for the POST data that the code sends."""
        if not self.state.searching and (self.state.challenge is not None or self.state.answers):
            self.query_one("#sent").display = True
            self.set_focus(self._sent)

    def _answer(self, text: str) -> None:
        self._become(self.state.answered(text, self._sent.kept))
        if self.state.doubted is not None:
            self.set_focus(self._signature)
            # What is typed or pasted now takes its place.
            self._signature.action_select_all()

    def action_undo(self) -> None:
        self._stop()
        self._become(self.state.undone())

    def _become(self, state: Asking) -> None:
        """Show a new state; what was answered stays in its field until the search for it has ended."""
        if state.searching:
            self.set_focus(None)
        elif state.challenge is not self.state.challenge:
            self._clear()
        self.state = state

    def _clear(self) -> None:
        """Make room for the next answer."""
        self._signature.put("")
        self._sent.put("")
        self.set_focus(None)
        self.sheet.top = 0

    # The search

    def _search(self) -> None:
        self._runs += 1
        work = partial(self._identify, self.app, self._runs, self.state)
        self._worker = self.run_worker(work, thread=True, exclusive=True, group="identify")

    def _identify(self, app: App[Any], run: int, asking: Asking) -> None:
        """Look for what explains the answers, in a thread, until it is found or nobody wants it."""
        worker = get_current_worker()
        for event in identifying(asking.answers, before=asking.known, skipped=asking.skipped):
            if worker.is_cancelled:
                return
            self.post_message(Identified(run, event))
            give_way(app, lambda: worker.is_cancelled)

    def on_identified(self, message: Identified) -> None:
        if message.run != self._runs or not self.state.searching:
            return
        if isinstance(message.event, Progress):
            self.state = self.state.progressed(message.event.candidates)
        else:
            self._clear()
            self._become(self.state.learnt(message.event))

    def _stop(self) -> None:
        if self._worker is not None:
            self._worker.cancel()

    # What is found

    def action_copy(self) -> None:
        """Copy what is to be signed, after the verdict the report."""
        state = self.state
        if state.challenge is not None:
            self.app.copy_to_clipboard(pages.as_text(state.challenge))
            self.state = state.say(f"the request was {_COPIED}")
        elif state.report is not None:
            show(self.app, "report", state.report)

    def action_tutorial(self) -> None:
        self.open_tutorial(self.state.tutorial)

    # The rest

    def action_language(self) -> None:
        self.state = self.state.next_language()

    def action_back(self) -> None:
        """Leave the field, stop the search, or close the challenge."""
        if self.focused is not None:
            self.set_focus(None)
        elif self.state.searching:
            self.action_undo()
            if self._signature.kept or self._sent.kept:
                self.state = self.state.say(_STOPPED)
        else:
            self.dismiss(None)
