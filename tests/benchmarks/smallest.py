"""The smallest Textual app with a header and a footer, to measure against."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header


class Smallest(App[None]):
    """Shows its title and one key."""

    TITLE = "Smallest"
    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        yield Header()
        yield Footer()


if __name__ == "__main__":
    Smallest().run()
