"""What the screens have in common that show one long page between a title and the keys."""

from __future__ import annotations

from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from explainer.tui.document import Block, Lines
from explainer.tui.keys import Context
from explainer.tui.messages import Followed
from explainer.tui.opening import show
from explainer.tui.pages.frame import footer_line
from explainer.tui.state import State
from explainer.tui.theme import other
from explainer.tui.widgets.canvas import Canvas, blank_lines

_FAR = 1_000_000_000


class SheetScreen(Screen[None]):
    """Scrolls the page with the id `sheet`, and does what the keys do that work everywhere."""

    AUTO_FOCUS = ""

    @property
    def context(self) -> Context:
        """What a person is doing now."""
        raise NotImplementedError

    def works(self, action: str) -> bool:
        """Return whether an action can do anything now, so that the footer shows its key."""
        return True

    @property
    def sheet(self) -> Canvas[object]:
        return self.query_one("#sheet", Canvas)

    def footer(self, state: object, width: int) -> Block:
        """Return the keys that are most useful now, for a canvas."""
        return Lines([footer_line(self.context, width, self.works)])

    def open_tutorial(self, state: State | None) -> None:
        """Show a request with mistakes in the tutorial, which leads back here; ring if there is none."""
        if state is None:
            self.app.bell()
            return
        show(self.app, "tutorial", state)

    def render_lines(self, crop: Region) -> list[Strip]:
        return blank_lines(self, crop)

    def action_move(self, by: int) -> None:
        self.sheet.scroll_by(by)

    def action_page(self, by: int) -> None:
        self.sheet.scroll_by(by * max(self.sheet.size.height - 2, 1))

    def action_read_on(self) -> None:
        self.action_page(1)

    def action_far(self, by: int) -> None:
        self.action_move(by * _FAR)

    def action_theme(self) -> None:
        self.app.theme = other(self.app.theme)

    def action_help(self) -> None:
        show(self.app, "help", self.context)

    async def on_followed(self, message: Followed) -> None:
        await self.app.run_action(message.link.argument, self)
