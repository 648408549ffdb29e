"""What a key is, and what a person is doing when it is pressed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from textual.binding import Binding, BindingType


class Context(Enum):
    """What a person is doing, which decides what the footer shows and what some keys mean."""

    STAGE = "a stage"
    LIST = "the list of mistakes"
    ARTICLE = "the article"
    FIELDS = "the fields of the request"
    SEARCH = "the search"
    CHALLENGE = "a challenge"
    ANSWER = "the answer to a challenge"
    JUDGED = "the verdict on a challenge"
    PRACTICE = "a question of the practice"
    GRADED = "an answer in the practice"
    PASTE = "the paste to debug"
    FORM = "the fields to debug"
    EDIT = "a field to debug"
    VERDICT = "the verdict"
    REPORT = "the report"


_MOVING = frozenset(
    [
        *("move", "page", "far", "detail", "read_on", "read_back", "choose", "turn", "select", "switch"),
        *("step", "app.quit", "app.command_palette"),
    ]
)
"""Actions that move about, or depend on what is highlighted; the palette offers to quit by itself."""


@dataclass(frozen=True, slots=True)
class Key:
    """Some keys that do the same."""

    keys: tuple[str, ...]
    """Textual's names for them."""
    action: str
    """The action of the screen that they run; {key} stands for the key."""
    label: str
    """For the footer."""
    words: str
    """For the help screen and the README."""
    group: str
    footer: tuple[Context, ...] = ()
    """Where the footer shows the first of the keys."""
    otherwise: tuple[Context, str] | None = None
    """Where the footer says something else, and what."""
    together: str = ""
    """How all the keys are written, where it matters which of them it is."""

    def label_in(self, context: Context) -> str:
        """Return what the footer says that the keys do."""
        return self.otherwise[1] if self.otherwise and context is self.otherwise[0] else self.label

    @property
    def is_command(self) -> bool:
        """Whether it is worth finding by its name: it does one thing, and more than move about."""
        return not self.together and self.action.partition("(")[0] not in _MOVING

    @property
    def shown(self) -> str:
        """The keys as the help screen writes them."""
        return self.together or " ".join([key_name(key) for key in self.keys])


_NAMES = {
    "right": "→",
    "left": "←",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "space": "Space",
    "backspace": "Backspace",
    "enter": "Enter",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "shift+up": "Shift+↑",
    "shift+down": "Shift+↓",
    "escape": "Esc",
    "slash": "/",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}


def key_name(key: str) -> str:
    """Return a key as people write it: ctrl+r as Ctrl+R."""
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return _NAMES.get(key, key.upper() if len(key) > 1 else key)


def short_name(key: str) -> str:
    """Return a key as the footer shows it: ctrl+r as ^R."""
    return f"^{key[5:].upper()}" if key.startswith("ctrl+") else key_name(key)


def bindings(keys: Iterable[Key]) -> list[BindingType]:
    """Return Textual's bindings. None has priority: a text field gets its keys first."""
    return [
        Binding(name, key.action.format(key=name), key.label, show=False) for key in keys for name in key.keys
    ]
