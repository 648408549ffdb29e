"""The screens by their names, so that one opens another without knowing it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

from textual.app import App
from textual.screen import Screen

_SCREENS: Mapping[str, str] = MappingProxyType(
    {
        "tutorial": "Tutorial",
        "debug": "DebugScreen",
        "challenge": "ChallengeScreen",
        "practice": "PracticeScreen",
        "report": "ReportScreen",
        "help": "Help",
    }
)
"""The class of each, by the name of its module, which is loaded when it is wanted first."""


def made(name: str, *given: Any) -> Screen[None]:
    """Return a new screen with what it is given."""
    screen: Screen[None] = getattr(import_module(f"explainer.tui.screens.{name}"), _SCREENS[name])(*given)
    return screen


def show_kept(app: App[Any], name: str, *given: Any) -> None:
    """Show the one screen of its name, as it was left; what is above it goes.

    It is made with what is given when it is shown first.
    """
    if not app.is_screen_installed(name):
        # An installed screen stays as it is while others are shown.
        app.install_screen(made(name, *given), name)
    screen = app.get_screen(name)
    if screen not in app.screen_stack:
        app.push_screen(name)
    while app.screen is not screen:
        app.pop_screen()


def show(app: App[Any], name: str, *given: Any) -> None:
    """Show a new screen above the one that there is."""
    app.push_screen(made(name, *given))
