"""The tutorial's one screen: the flow, the page, the mistakes, and above them, when asked for, the fields."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Region
from textual.reactive import reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from explainer.stages import STAGES
from explainer.tui.drafts import TAKEN_OUT
from explainer.tui.keys import KEYS, Context, bindings
from explainer.tui.messages import Closed, Edited, Followed, Misplaced, Noticed, Searched
from explainer.tui.opening import show, show_kept
from explainer.tui.pages.frame import side_width
from explainer.tui.pages.mistakes import highlighted
from explainer.tui.state import Pane, State
from explainer.tui.theme import other
from explainer.tui.widgets.canvas import Canvas, blank_lines
from explainer.tui.widgets.frame import Bottom, Head, Top
from explainer.tui.widgets.panes import MistakeDetail, MistakeList, Mistakes, Page, Panes, Rule

SHOWN_FOR = 20
"""Seconds for which the private key is shown."""


class Tutorial(Screen[None]):
    """Holds the state; every key and click makes a new one, which the widgets paint."""

    KEYS = KEYS
    BINDINGS: ClassVar[list[BindingType]] = bindings(KEYS)
    AUTO_FOCUS = ""

    state: reactive[State] = reactive(State.example, init=False)

    def __init__(self, state: State) -> None:
        super().__init__()
        self.set_reactive(Tutorial.state, state)
        self._hiding: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Top(id="top").data_bind(Tutorial.state)
        yield Head(id="head").data_bind(Tutorial.state)
        with Panes(id="panes"):
            yield Page().data_bind(Tutorial.state)
            with Mistakes(id="mistakes"):
                yield MistakeList().data_bind(Tutorial.state)
                yield Rule().data_bind(Tutorial.state)
                yield MistakeDetail().data_bind(Tutorial.state)
        yield Bottom(self.works).data_bind(Tutorial.state)

    def render_lines(self, crop: Region) -> list[Strip]:
        return blank_lines(self, crop)

    def on_mount(self) -> None:
        self._arrange()
        if self.state.drafts.problems:
            self.action_fields()

    def on_resize(self) -> None:
        self._arrange()
        self.query_one(Top).remake()

    def _arrange(self) -> None:
        """Put the mistakes beside the page where there is room, else in its place."""
        side = side_width(self.app.size.width)
        head = self.query_one(Head)
        if side != head.side:
            self.set_class(side > 0, "-side")
            self.query_one("#mistakes").styles.width = side or "1fr"
            head.side = side
            for part in self.query_one("#mistakes").query(Canvas):
                part.lead = "│ " if side else " "
                part.remake()

    def watch_state(self, state: State) -> None:
        self.set_class(state.pane is Pane.MISTAKES, "-mistakes")
        self._tell_context()

    def on_descendant_focus(self) -> None:
        self._tell_context()

    def on_descendant_blur(self) -> None:
        self._tell_context()

    @property
    def context(self) -> Context:
        """What a person is doing now."""
        if self.focused is not None:
            return Context.SEARCH if self.query("#search *:focus") else Context.FIELDS
        if self.state.pane is Pane.MISTAKES:
            return Context.LIST
        return Context.STAGE if self.state.article is None else Context.ARTICLE

    def works(self, action: str) -> bool:
        """Return whether an action can do anything now: there is no way back out of the first screen."""
        return action != "back" or self.context is not Context.STAGE or self.app.screen_stack[:1] != [self]

    # Walking

    def action_step(self, by: int) -> None:
        self.state = self.state.step(by)

    def action_go(self, place: str) -> None:
        self.state = self.state.go(place)

    def action_stage(self, number: int) -> None:
        self.action_go(STAGES[number - 1].id)

    def action_read_on(self) -> None:
        if self.context is Context.LIST:
            self._choose(look=False)
        elif self._page.at_end:
            self.action_step(1)
        else:
            self.action_page(1)

    def action_read_back(self) -> None:
        if self._page.top == 0:
            before = self.state
            self.action_step(-1)
            if self.state.place != before.place or self.state.article != before.article:
                self._page.to_end()
        else:
            self.action_page(-1)

    def action_move(self, by: int) -> None:
        if self.context is not Context.LIST:
            self._page.scroll_by(by)
            return
        entry = self.query_one(MistakeList).listing.neighbour(by)
        if entry is not None:
            self.state = self.state.at(entry.id)

    def action_detail(self, by: int) -> None:
        if self._list_shown:
            self.query_one(MistakeDetail).scroll_by(by)

    def action_page(self, by: int) -> None:
        if self.context is Context.LIST:
            self.action_move(by * max(self.query_one(MistakeList).size.height - 2, 1))
        else:
            self._page.scroll_by(by * max(self._page.size.height - 2, 1))

    def action_far(self, by: int) -> None:
        far = 1_000_000_000
        self.action_move(by * far)

    # Mistakes

    def action_mistakes(self) -> None:
        if self.state.pane is Pane.STAGE:
            self.state = self.state.show(Pane.MISTAKES)
        else:
            self._forget_search()
            self.state = self.state.show(Pane.STAGE)

    def _forget_search(self) -> None:
        self.query("#search").remove()
        self.state = self.state.search("")

    def action_choose(self) -> None:
        if self.context is Context.LIST:
            self._choose(look=True)

    def _choose(self, *, look: bool) -> None:
        """Turn the highlighted mistake on or off; with `look`, show what it does."""
        entry = highlighted(self.state)
        if entry is None:
            return
        state = self.state.at(entry.id).choose(entry.item)
        if look and state.is_on(entry.id) and not self.has_class("-side"):
            state = state.show(Pane.STAGE)
        self.state = state

    def action_search(self) -> None:
        from explainer.tui.widgets.search import Search

        self.state = self.state.show(Pane.MISTAKES)
        found = self.query(Search)
        if found:
            self.set_focus(found.first().query_one("Field"))
        else:
            self.call_later(self._open_search, Search())

    async def _open_search(self, search: Widget) -> None:
        await self.query_one("#mistakes").mount(search, before=0)

    def action_clear(self) -> None:
        self.state = self.state.clear()

    def action_article(self) -> None:
        state = self.state
        self.state = state.read_article() if state.article is None else state.leave_article()

    # The request

    def action_fields(self) -> None:
        self.state = self.state.show(Pane.STAGE)
        # Later, because only what the screen itself runs can bind to its state.
        self.call_later(self._open_fields)

    async def _open_fields(self) -> None:
        from explainer.tui.widgets.inputs import Inputs

        opened = self.query(Inputs)
        if opened:
            # Closed fields are only hidden, so that what was typed is there still.
            opened.first().display = True
            opened.first().focus_wanted()
        else:
            await self.mount(Inputs(self.state).data_bind(Tutorial.state), before="#head")

    def action_reveal(self) -> None:
        """Show the private key for a while, or hide it again."""
        self._hide()
        if self.state.shown_for:
            self.state = self.state.reveal(0)
            return
        self.state = self.state.reveal(SHOWN_FOR)
        self._hiding = self.set_interval(1, self._count_down)

    def _count_down(self) -> None:
        self.state = self.state.reveal(max(self.state.shown_for - 1, 0))
        if not self.state.shown_for:
            self._hide()

    def _hide(self) -> None:
        if self._hiding is not None:
            self._hiding.stop()
            self._hiding = None

    # Other screens

    async def on_paste(self, event: events.Paste) -> None:
        """Debug what is pasted while no field has the focus."""
        event.stop()
        await self.run_action("app.debug")
        self.app.screen.post_message(events.Paste(event.text))

    def action_challenge(self) -> None:
        show_kept(self.app, "challenge", self.state.language)

    def action_practice(self) -> None:
        show(self.app, "practice", self.state.language)

    # The rest

    def action_language(self) -> None:
        self.state = self.state.next_language()

    def action_theme(self) -> None:
        self.app.theme = other(self.app.theme)

    def action_back(self) -> None:
        """Close what was opened last: the fields, the search, the list, the article.

        If another screen opened the tutorial, go back to that one in the end.
        """
        if self._fields_open:
            self.query_one("#inputs").display = False
            self.set_focus(None)
        elif (self.state.query or self.query("#search")) and self._list_shown:
            self._forget_search()
        elif self.state.pane is Pane.MISTAKES:
            self.action_mistakes()
        elif self.state.article is not None:
            self.action_article()
        elif self is not self.app.screen_stack[0]:
            self.dismiss(None)

    def action_help(self) -> None:
        show(self.app, "help", self.context)

    # What widgets tell

    def on_edited(self, message: Edited) -> None:
        self.state = self.state.edit(message.field, message.text)

    def on_misplaced(self, message: Misplaced) -> None:
        self.query_one("#inputs").post_message(Noticed(message.field, TAKEN_OUT))

    def on_searched(self, message: Searched) -> None:
        self.state = self.state.search(message.query)

    def on_closed(self, message: Closed) -> None:
        self.set_focus(None)
        self._tell_context()
        if self._fields_open or message.forget:
            self.action_back()

    async def on_followed(self, message: Followed) -> None:
        action, argument = message.link
        if action == "go":
            self.action_go(argument)
        elif action == "mistakes":
            self.state = self.state.show(Pane.MISTAKES)
        elif action == "choose":
            self.state = self.state.at(argument)
            self._choose(look=True)
        elif action == "language":
            self.state = self.state.speak(argument)
        elif action == "run":
            await self.app.run_action(argument, self._namespace(argument))
        else:
            await self.run_action(action)

    def _namespace(self, action: str) -> Widget:
        """Return the widget whose action a key of the footer runs."""
        for selector in ("#search", "#inputs"):
            found = self.query(selector)
            if found and hasattr(found.first(), f"action_{action}"):
                return found.first()
        return self

    @property
    def _fields_open(self) -> bool:
        return any(inputs.display for inputs in self.query("#inputs"))

    @property
    def _list_shown(self) -> bool:
        return self.state.pane is Pane.MISTAKES or self.has_class("-side")

    @property
    def _page(self) -> Page:
        return self.query_one(Page)

    def _tell_context(self) -> None:
        if self.is_mounted:
            self.query_one(Bottom).context = self.context
