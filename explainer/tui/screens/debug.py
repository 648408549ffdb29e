"""The debug screen: paste what there is, see what was understood, and get the mistake with its proof."""

from __future__ import annotations

from threading import Event
from time import monotonic
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Region
from textual.reactive import reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.timer import Timer
from textual.worker import get_current_worker

from explainer.aside import Aside
from explainer.diagnosing import MISTAKES, SECONDS
from explainer.diagnosis.investigate import Step
from explainer.intake.case import Case
from explainer.tui.debugging import Debug, Pane
from explainer.tui.forms import Outcome
from explainer.tui.keys import DEBUG_KEYS, SHARED_KEYS, Context, bindings
from explainer.tui.messages import Closed, Diagnosed, Edited, Failed, Followed, Misplaced, Progressed
from explainer.tui.opening import show, show_kept
from explainer.tui.pages.debug import left_width
from explainer.tui.theme import other
from explainer.tui.widgets.canvas import Canvas, blank_lines
from explainer.tui.widgets.debugging import (
    DebugBottom,
    DebugForm,
    DebugHead,
    DebugLeft,
    DebugPanes,
    DebugTop,
    PastePage,
    VerdictPage,
)
from explainer.wire import Gone

LONGER = 60.0
"""Seconds for which is searched when somebody asks for it again."""
_PAUSE = 0.35
"""Seconds without an edit after which the search begins."""
_CONTEXTS = {Pane.PASTE: Context.PASTE, Pane.FIELDS: Context.FORM, Pane.VERDICT: Context.VERDICT}


class DebugScreen(Screen[None]):
    """Holds the state; every key, paste and report of the search makes a new one, which the widgets paint."""

    KEYS = (*DEBUG_KEYS, *SHARED_KEYS)
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    AUTO_FOCUS = ""

    state: reactive[Debug] = reactive(Debug, init=False)

    def __init__(
        self,
        state: Debug,
        *,
        seconds: float = SECONDS,
        mistakes: int = MISTAKES,
        aside: Aside | None = None,
    ) -> None:
        """Search for so many seconds and so many mistakes together, unless asked to go on.

        It is done in `aside`, or in a process that ends with the screen.
        """
        super().__init__()
        self._aside = aside or Aside()
        self._ends = aside is None
        self.set_reactive(DebugScreen.state, state)
        self._seconds = seconds
        self._mistakes = mistakes
        self._stop = Event()
        self._soon: Timer | None = None

    def compose(self) -> ComposeResult:
        yield DebugTop(id="debug-top").data_bind(DebugScreen.state)
        yield DebugHead(id="debug-head").data_bind(DebugScreen.state)
        with DebugPanes(id="debug-panes"):
            with DebugLeft(id="debug-left"):
                yield PastePage().data_bind(DebugScreen.state)
                yield DebugForm(self.state).data_bind(DebugScreen.state)
            yield VerdictPage().data_bind(DebugScreen.state)
        yield DebugBottom(id="debug-bottom").data_bind(DebugScreen.state)

    def render_lines(self, crop: Region) -> list[Strip]:
        return blank_lines(self, crop)

    def on_mount(self) -> None:
        self._arrange()
        self.run_worker(self._aside.start, group="search", thread=True)
        self._search()
        self.call_after_refresh(self._lay_out_fields)

    def on_unmount(self) -> None:
        self._stop.set()
        if self._ends:
            self._aside.end()

    def _lay_out_fields(self) -> None:
        """Lay the fields out unseen, so that the key which shows them first is answered as fast as others."""
        form = self.query_one(DebugForm)
        if not form.display:
            with self.app.batch_update():
                form.display = True
                self._refresh_layout()
                form.display = False

    def on_resize(self) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """Put the verdict beside the rest where there is room, else in its place."""
        left = left_width(self.app.size.width)
        self.query_one("#debug-left").styles.width = left or "1fr"
        self.query_one(DebugHead).left = left
        verdict = self.query_one(VerdictPage)
        verdict.lead = "│ " if left else " "
        verdict.remake()
        self._show_pane()

    def watch_state(self, before: Debug, now: Debug) -> None:
        if not self.is_mounted:
            return
        if before.pane is not now.pane:
            self._show_pane()
        self._tell_context()

    def _show_pane(self) -> None:
        """Show the part that the keys work on; at once, because a field can only then take the focus."""
        pane, side = self.state.pane, self.query_one(DebugHead).left > 0
        self.query_one(VerdictPage).display = side or pane is Pane.VERDICT
        self.query_one("#debug-left").display = side or pane is not Pane.VERDICT
        if pane is not Pane.VERDICT:
            self.query_one(DebugForm).display = pane is Pane.FIELDS
            self.query_one(PastePage).display = pane is Pane.PASTE

    def on_descendant_focus(self) -> None:
        self._tell_context()

    def on_descendant_blur(self) -> None:
        self._tell_context()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out what cannot do anything now."""
        return self.works(action)

    def works(self, action: str) -> bool:
        """Return whether an action can do anything now."""
        return self.state.works(action)

    @property
    def context(self) -> Context:
        """What a person is doing now."""
        return Context.EDIT if self.focused is not None else _CONTEXTS[self.state.pane]

    def _tell_context(self) -> None:
        if self.is_mounted:
            self.query_one(DebugBottom).context = self.context

    # The paste

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted while no field has the focus."""
        event.stop()
        self.state = self.state.paste(event.text).show(Pane.PASTE)
        self._search()

    def action_clear(self) -> None:
        self._stop.set()
        self.state = self.state.clear().show(Pane.PASTE)
        self._search()

    # The fields

    def action_fields(self) -> None:
        self.state = self.state.show(Pane.FIELDS)
        self.query_one(DebugForm).focus_wanted()

    def action_choose(self, number: int) -> None:
        self.state = self.state.choose(number - 1)
        self._search()

    def action_switch(self, by: int) -> None:
        self.state = self.state.switch(by)
        self._search()

    def on_edited(self, message: Edited) -> None:
        self.state = self.state.edit(message.field, message.text)
        self._search_soon()

    def on_misplaced(self, message: Misplaced) -> None:
        self.state = self.state.misplaced(message.field, message.key)
        self._search_soon()

    def _search_soon(self) -> None:
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(_PAUSE, self._search)

    def on_closed(self, message: Closed) -> None:
        self.set_focus(None)
        self._tell_context()

    # The search

    def _search(self, seconds: float | None = None) -> None:
        """Begin the search for the form that waits for one; what is not wanted any more ends."""
        if self.state.running is None:
            # What still runs was for values that have changed since.
            self._stop.set()
            at = self.state.waiting
            case = None if at is None else self.state.forms[at].case
            if at is None or case is None:
                return
            self.state = self.state.started(at)
            outcome = self.state.running
            assert outcome is not None
            self._stop = Event()
            seconds = seconds or self._seconds
            work = _Search(self, self._aside, outcome, case, self._stop, seconds, self._mistakes)
            self.run_worker(work.run, group="search", thread=True, exit_on_error=False)

    def on_progressed(self, message: Progressed) -> None:
        self.state = self.state.progressed(message.run, message.step, message.seconds)

    def on_diagnosed(self, message: Diagnosed) -> None:
        self.state = self.state.diagnosed(message.run, message.found, stopped=message.stopped)
        self._search()

    def on_failed(self, message: Failed) -> None:
        self.state = self.state.failed(message.run, message.problem)
        self._search()

    def action_again(self) -> None:
        self.state = self.state.again()
        self._search(LONGER)

    # The verdict

    def action_challenge(self) -> None:
        """Find the mistake without a private key."""
        show_kept(self.app, "challenge", self.state.language)

    def action_select(self, by: int) -> None:
        self.state = self.state.select(by)

    def action_open(self) -> None:
        shown = self.state.tutorial
        if shown is not None:
            show(self.app, "tutorial", shown)

    def action_report(self) -> None:
        from explainer.render.report import report

        if self.state.found is not None:
            text = report(self.state.found, language=self.state.language)
            show(self.app, "report", text, "explainer diagnose --report")

    # Walking

    def action_turn(self, by: int) -> None:
        self.state = self.state.turn(by)

    def action_go(self) -> None:
        """Do what most likely comes next."""
        asked = bool(self.state.form.conflicts)
        if self.state.pane is Pane.FIELDS and self.state.found is None and not asked:
            self.action_fields()
        elif self.state.pane is Pane.VERDICT and self.state.explanation is not None:
            self.action_open()
        else:
            ready = asked or self.state.outcome is not None
            self.state = self.state.show(Pane.VERDICT if ready else Pane.FIELDS)

    def action_move(self, by: int) -> None:
        if self.state.pane is Pane.FIELDS:
            self.query_one(DebugForm).scroll_relative(y=by, animate=False)
        else:
            self._page.scroll_by(by)

    def action_page(self, by: int) -> None:
        self.action_move(by * max(self.query_one("#debug-panes").size.height - 2, 1))

    def action_read_on(self) -> None:
        self.action_page(1)

    def action_far(self, by: int) -> None:
        self.action_move(by * 1_000_000)

    @property
    def _page(self) -> Canvas[Debug]:
        return self.query_one(VerdictPage if self.state.pane is Pane.VERDICT else PastePage)

    # The rest

    def action_language(self) -> None:
        self.state = self.state.next_language()

    def action_theme(self) -> None:
        self.app.theme = other(self.app.theme)

    def action_help(self) -> None:
        show(self.app, "help", self.context)

    def action_back(self) -> None:
        """End the search, then go back to the paste, then to the tutorial. A field was left before."""
        if self.state.running is not None:
            self._stop.set()
        elif self.state.pane is not Pane.PASTE:
            self.state = self.state.show(Pane.PASTE)
        else:
            self.action_leave()

    def action_leave(self) -> None:
        self.app.pop_screen()

    async def on_followed(self, message: Followed) -> None:
        action, argument = message.link
        if action == "pane":
            self.state = self.state.show(Pane(argument))
        elif action == "choose":
            self.action_choose(int(argument) + 1)
        elif action == "request":
            self.action_switch(int(argument) - self.state.at)
        elif action == "open":
            self.state = self.state.select(int(argument) - self.state.cursor)
            self.action_open()
        elif action == "run":
            form = self.query_one(DebugForm)
            name = argument.partition("(")[0]
            await self.app.run_action(argument, form if hasattr(form, f"action_{name}") else self)
        else:
            await self.run_action(action)


class _Search:
    """One search: it goes on in another process, and a thread of its own waits for what it tells."""

    def __init__(
        self,
        screen: DebugScreen,
        aside: Aside,
        outcome: Outcome,
        case: Case,
        stop: Event,
        seconds: float,
        mistakes: int,
    ) -> None:
        self._screen = screen
        self._aside = aside
        self._run = outcome.run
        self._others = outcome.others
        self._case = case
        self._stop = stop
        self._seconds = seconds
        self._mistakes = mistakes
        self._begin = monotonic()

    def run(self) -> None:
        """Search, and tell the screen how far it is and what came of it."""
        worker = get_current_worker()
        case = self._case
        try:
            found = self._aside.diagnose(
                case.request,
                case.observed,
                others=self._others,
                **case.sent,
                seconds=self._seconds,
                max_mistakes=self._mistakes,
                progress=self._progress,
                cancelled=lambda: self._stop.is_set() or worker.is_cancelled,
            )
        except Gone:
            self._screen.post_message(Failed(self._run, "The search was ended from outside"))
        except Exception as error:
            # Its message may hold what was searched, so only its kind is told.
            self._screen.post_message(Failed(self._run, f"Internal error: {type(error).__name__}"))
        else:
            self._screen.post_message(Diagnosed(self._run, found, self._stop.is_set()))

    def _progress(self, step: Step) -> None:
        self._screen.post_message(Progressed(self._run, step, monotonic() - self._begin))
