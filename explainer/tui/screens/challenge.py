"""The challenge: requests to be signed by somebody's own code, and what its signatures show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from time import sleep
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Label
from textual.worker import Worker, get_current_worker

from explainer.diagnosis.challenge import Identification, identifying
from explainer.diagnosis.search import Progress
from explainer.languages import Language
from explainer.render.challenge import values_of
from explainer.tui.challenge import Asking
from explainer.tui.document import Block, Lines
from explainer.tui.drafts import with_line_feeds
from explainer.tui.keys import CHALLENGE_KEYS, SHARED_KEYS, Context, Key, bindings
from explainer.tui.messages import Followed
from explainer.tui.pages import challenge as pages
from explainer.tui.pages.frame import footer_line
from explainer.tui.terminal import as_pasted
from explainer.tui.theme import other
from explainer.tui.widgets.canvas import Canvas, blank_lines
from explainer.tui.widgets.fields import Field

_COPIED = "copied, if your terminal lets programs do that (OSC 52)"
_BREATH = 0.001
"""Seconds that the search leaves to the screen every few milliseconds."""


@dataclass
class Identified(Message):
    """The search has come further, or to its end."""

    run: int
    event: Progress | Identification


class Title(Canvas[Asking]):
    """The line at the top."""

    def document(self, state: Asking, width: int) -> Block:
        return Lines([pages.title_line(state, width)])


class Sheet(Canvas[Asking]):
    """The request that is to be signed, or the verdict."""

    SCROLLS = True

    def __init__(self) -> None:
        super().__init__(id="sheet")
        self.lead = " "

    def document(self, state: Asking, width: int) -> Block:
        return pages.page(state, width)

    def follow(self, before: Asking, now: Asking) -> None:
        if (before.challenge, before.answers) != (now.challenge, now.answers):
            self.set_reactive(Sheet.top, 0)
        self.remake()


class Status(Canvas[Asking]):
    """What has to be said, above the footer."""

    def __init__(self) -> None:
        super().__init__(classes="status")
        self.lead = " "

    def document(self, state: Asking, width: int) -> Block:
        return pages.status(state, width)


class Footer(Canvas[Asking]):
    """The keys that are most useful now."""

    context: reactive[Context] = reactive(Context.CHALLENGE, init=False)

    def document(self, state: Asking, width: int) -> Block:
        return Lines([footer_line(self.context, width)])

    def watch_context(self) -> None:
        self.remake()


class ChallengeScreen(Screen[None]):
    """Asks, searches in a thread of its own, and ends with the verdict."""

    KEYS: ClassVar[tuple[Key, ...]] = (*CHALLENGE_KEYS, *SHARED_KEYS)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    AUTO_FOCUS = ""

    state: reactive[Asking] = reactive(Asking, init=False)

    def __init__(self, language: Language) -> None:
        """`language` is the one in which the verdict shows the right code."""
        super().__init__(classes="sheet-screen")
        self.set_reactive(ChallengeScreen.state, Asking(language=language))
        self._signature = Field("answer", "", placeholder="the API-Sign that your code makes; or error, skip")
        self._sent = Field("sent", "", placeholder="only if your code sends other POST data than above")
        self._runs = 0
        self._worker: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        yield Title(classes="line").data_bind(ChallengeScreen.state)
        yield Sheet().data_bind(ChallengeScreen.state)
        yield Horizontal(Label("API-Sign", classes="label", markup=False), self._signature, id="answer")
        sent = Horizontal(Label("POST data", classes="label", markup=False), self._sent, id="sent")
        sent.display = False
        yield sent
        yield Status().data_bind(ChallengeScreen.state)
        yield Footer(classes="line").data_bind(ChallengeScreen.state)

    def render_lines(self, crop: Region) -> list[Strip]:
        return blank_lines(self, crop)

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
        self.query_one(Footer).context = self.context

    @property
    def context(self) -> Context:
        """What a person is doing now."""
        if self.focused is not None:
            return Context.ANSWER
        return Context.JUDGED if self.state.challenge is None else Context.CHALLENGE

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
        self._answer(with_line_feeds(as_pasted(event.text))[0])

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

    def action_undo(self) -> None:
        self._stop()
        self._become(self.state.undone())

    def _become(self, state: Asking) -> None:
        """Show a new state; the fields are for the next answer when one was taken."""
        if (state.answers, state.skipped, state.challenge) != (
            self.state.answers,
            self.state.skipped,
            self.state.challenge,
        ):
            self._signature.put("")
            self._sent.put("")
            self.set_focus(None)
        self.state = state

    # The search

    def _search(self) -> None:
        self._runs += 1
        work = partial(self._identify, self._runs, self.state)
        self._worker = self.run_worker(work, thread=True, exclusive=True, group="identify")

    def _identify(self, run: int, asking: Asking) -> None:
        """Look for what explains the answers, in a thread, until it is found or nobody wants it."""
        worker = get_current_worker()
        for event in identifying(asking.answers, before=asking.known, skipped=asking.skipped):
            if worker.is_cancelled:
                return
            self.post_message(Identified(run, event))
            sleep(_BREATH)

    def on_identified(self, message: Identified) -> None:
        if message.run != self._runs or not self.state.searching:
            return
        if isinstance(message.event, Progress):
            self.state = self.state.progressed(message.event.candidates)
        else:
            self._become(self.state.learnt(message.event))

    def _stop(self) -> None:
        if self._worker is not None:
            self._worker.cancel()

    # What is found

    def action_copy(self) -> None:
        challenge = self.state.challenge
        if challenge is not None:
            self._copy(
                "\n".join([f"{label}: {value}" for label, value in values_of(challenge)]), "the request"
            )

    def action_report(self) -> None:
        report = self.state.report
        if report is None:
            self.state = self.state.say("there is nothing to report before the first answer")
        else:
            self._copy(report, "the report")

    def _copy(self, text: str, what: str) -> None:
        self.app.copy_to_clipboard(text)
        self.state = self.state.say(f"{what} was {_COPIED}")

    def action_tutorial(self) -> None:
        shown = self.state.tutorial
        if shown is None:
            self.state = self.state.say("there is no mistake yet that the tutorial could show")
            return
        from explainer.tui.screens.tutorial import Tutorial

        self.app.push_screen(Tutorial(shown.speak(self.state.language.id)))

    # The rest

    def action_language(self) -> None:
        self.state = self.state.next_language()

    def action_back(self) -> None:
        """Leave the field, stop the search, or close the challenge."""
        if self.focused is not None:
            self.set_focus(None)
        elif self.state.searching:
            self.action_undo()
        else:
            self.dismiss(None)

    def action_move(self, by: int) -> None:
        self.query_one(Sheet).scroll_by(by)

    def action_page(self, by: int) -> None:
        sheet = self.query_one(Sheet)
        sheet.scroll_by(by * max(sheet.size.height - 2, 1))

    def action_far(self, by: int) -> None:
        far = 1_000_000_000
        self.action_move(by * far)

    def action_theme(self) -> None:
        self.app.theme = other(self.app.theme)

    def action_help(self) -> None:
        from explainer.tui.screens.help import Help

        self.app.push_screen(Help())

    async def on_followed(self, message: Followed) -> None:
        await self.app.run_action(message.link.argument, self)
