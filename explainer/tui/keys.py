"""The one list of keys: the bindings, the footer, the help screen and the README's table read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    ends: Context | None = None
    """What the keys end when pressed again; the footer says so there."""
    together: str = ""
    """How all the keys are written, where it matters which of them it is."""

    def label_in(self, context: Context) -> str:
        """Return what the footer says that the keys do."""
        return "end" if context is self.ends else self.label

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

Groups = list[tuple[str, list[Key]]]
"""Keys by the heading that they stand under."""

_READING = (Context.STAGE, Context.ARTICLE)

KEYS: tuple[Key, ...] = (
    Key(
        ("space",),
        "read_on",
        "read",
        "read on: down the page, then to the next stage; in the list: on or off",
        "Walk",
        _READING,
    ),
    Key(("right", "n"), "step(1)", "next", "the next stage; in the article its next point", "Walk", _READING),
    Key(("left", "p"), "step(-1)", "back", "the stage or point before", "Walk", (Context.ARTICLE,)),
    Key(("backspace", "b"), "read_back", "read back", "up the page, then to the stage before", "Walk"),
    Key(tuple("1234567"), "stage({key})", "stage", "the stage with this number", "Walk", together="1 … 7"),
    Key(("0", "w"), "go('whole')", "whole", "all stages on one page", "Walk"),
    Key(("up", "k"), "move(-1)", "up", "a line up; in the list the entry above", "Walk"),
    Key(
        ("down", "j"),
        "move(1)",
        "choose",
        "a line down; in the list the entry below",
        "Walk",
        (Context.LIST,),
    ),
    Key(("pageup",), "page(-1)", "page up", "a page up", "Walk"),
    Key(("pagedown",), "page(1)", "page down", "a page down", "Walk"),
    Key(("home",), "far(-1)", "top", "to the top", "Walk"),
    Key(("end",), "far(1)", "end", "to the end", "Walk"),
    Key(
        ("m", "tab", "shift+tab"),
        "mistakes",
        "mistakes",
        "to the mistakes people make, and back to the stage",
        "Mistakes",
        (Context.STAGE,),
    ),
    Key(
        ("enter",),
        "choose",
        "on/off",
        "in the list: turn the mistake on or off and show what it does",
        "Mistakes",
        (Context.LIST,),
    ),
    Key(
        ("J", "shift+down"), "detail(1)", "down", "in the list: a line down in the words below it", "Mistakes"
    ),
    Key(("K", "shift+up"), "detail(-1)", "up", "in the list: a line up in the words below it", "Mistakes"),
    Key(("slash",), "search", "search", "search the mistakes of all stages", "Mistakes", (Context.LIST,)),
    Key(("c",), "clear", "clear", "turn all mistakes off", "Mistakes"),
    Key(
        ("a",),
        "article",
        "article",
        "turn on all mistakes of a published article and walk through it; again: end it",
        "Mistakes",
        _READING,
        Context.ARTICLE,
    ),
    Key(("e", "f2"), "fields", "edit", "edit path, nonce, POST data and keys in place", "Request", _READING),
    Key(
        ("ctrl+r",),
        "reveal",
        "show key",
        "show the private key for 20 seconds, or hide it again",
        "Request",
        (Context.FIELDS,),
    ),
    Key(
        ("s",),
        "challenge",
        "challenge",
        "sign a challenge with your code: find its mistakes without a key of yours",
        "Find out",
    ),
    Key(
        ("g",), "practice", "practice", "practise: tell from a wrong signature what the code did", "Find out"
    ),
    Key(("l",), "language", "language", "the code in the next language", "Look"),
    Key(("t",), "theme", "theme", "dark or light", "Look"),
    Key(
        ("d",),
        "app.debug",
        "debug",
        "debug a signature of your own: paste anything; in a tutorial opened from there: back",
        "Program",
        (Context.STAGE,),
    ),
    Key(("escape",), "back", "back", "close what is open; back to the stage", "Program", (Context.LIST,)),
    Key(("f1", "question_mark"), "help", "help", "this list of keys", "Program", tuple(Context)),
    Key(("ctrl+p",), "app.command_palette", "commands", "find a command by its name", "Program"),
    Key(("ctrl+q",), "app.quit", "quit", "quit", "Program", tuple(Context)),
)

FIELD_KEYS: tuple[Key, ...] = (
    Key(
        ("tab", "enter", "down"),
        "next_field",
        "next field",
        "the next field; in the POST data Enter begins a new line and ↓ goes down a line",
        "In the fields",
        (Context.FIELDS, Context.EDIT),
    ),
    Key(
        ("shift+tab", "up"),
        "previous_field",
        "previous field",
        "the field before; in the POST data ↑ goes up a line",
        "In the fields",
    ),
    Key(("escape",), "close", "done", "close the fields", "In the fields", (Context.FIELDS, Context.EDIT)),
)

SEARCH_KEYS: tuple[Key, ...] = (
    Key(
        ("enter", "down"),
        "accept",
        "to the list",
        "to the list of what was found",
        "In the search",
        (Context.SEARCH,),
    ),
    Key(("escape",), "close", "end search", "forget the search", "In the search", (Context.SEARCH,)),
)

_SHARED = ("move", "page", "far", "theme", "help", "app.quit")
SHARED_KEYS: tuple[Key, ...] = tuple([key for key in KEYS if key.action.partition("(")[0] in _SHARED])
"""What works on every screen."""

_ASKED = (Context.CHALLENGE,)
_JUDGED = (Context.JUDGED,)

CHALLENGE_KEYS: tuple[Key, ...] = (
    Key(
        ("enter",),
        "answer",
        "answer",
        "type the API-Sign that your code makes, and again: take it; a paste needs no key",
        "In the challenge",
        (Context.CHALLENGE, Context.ANSWER),
    ),
    Key(
        ("y",),
        "copy",
        "copy",
        "copy what is to be signed; after the verdict a report without anything of yours",
        "In the challenge",
        (*_ASKED, *_JUDGED),
    ),
    Key(("e",), "error", "error", "your code stops with an error here", "In the challenge", _ASKED),
    Key(("s",), "skip", "skip", "your code cannot sign such a request", "In the challenge", _ASKED),
    Key(("b",), "body", "body", "your code sends other POST data: say which", "In the challenge", _ASKED),
    Key(("v",), "verdict", "verdict", "the verdict on the answers so far", "In the challenge"),
    Key(
        ("o",),
        "tutorial",
        "see it",
        "see your mistakes in the tutorial, right beside wrong; Esc comes back",
        "In the challenge",
        _JUDGED,
    ),
    Key(("u",), "undo", "undo", "take the last answer back", "In the challenge", _JUDGED),
    Key(("l",), "language", "language", "the code in the next language", "In the challenge", _JUDGED),
    Key(
        ("escape",),
        "back",
        "back",
        "leave the field, stop the search, or close the challenge",
        "In the challenge",
        (Context.CHALLENGE, Context.ANSWER, Context.JUDGED),
    ),
)

_GRADED = (Context.GRADED,)

PRACTICE_KEYS: tuple[Key, ...] = (
    Key(
        ("1", "2", "3"),
        "guess({key})",
        "answer",
        "what the code did: the first, the second or the third",
        "In the practice",
        (Context.PRACTICE,),
        together="1 2 3",
    ),
    Key(
        ("h",),
        "hint",
        "hint",
        "a value that the code printed on the way, then the right one beside it",
        "In the practice",
        (Context.PRACTICE,),
    ),
    Key(
        ("enter", "space"),
        "next",
        "next",
        "after an answer the next question, before it down the page",
        "In the practice",
        _GRADED,
    ),
    Key(
        ("o",),
        "tutorial",
        "see it",
        "see what the code did in the tutorial, right beside wrong; Esc comes back",
        "In the practice",
        _GRADED,
    ),
    Key(("l",), "language", "language", "the code in the next language", "In the practice", _GRADED),
    Key(
        ("escape",),
        "back",
        "back",
        "close the practice",
        "In the practice",
        (Context.PRACTICE, Context.GRADED),
    ),
)

_DEBUGGING = (Context.PASTE, Context.FORM, Context.VERDICT)

DEBUG_KEYS: tuple[Key, ...] = (
    Key(("tab",), "turn(1)", "next part", "from the paste to the fields to the verdict", "Debug", _DEBUGGING),
    Key(("shift+tab",), "turn(-1)", "part before", "the other way round", "Debug"),
    Key(
        ("enter",),
        "go",
        "go on",
        "what comes next: the fields, editing them, the stage where it begins to differ",
        "Debug",
        (Context.FORM,),
    ),
    Key(("e", "f2"), "fields", "edit", "edit the fields; the search follows", "Debug", (Context.PASTE,)),
    Key(
        ("o",),
        "open",
        "at its stage",
        "open the tutorial on exactly this request with these mistakes on",
        "Debug",
        (Context.VERDICT,),
    ),
    Key(("n",), "select(1)", "next", "the next explanation, if there are several", "Debug"),
    Key(("p",), "select(-1)", "previous", "the explanation before", "Debug"),
    Key(
        tuple("123456789"),
        "choose({key})",
        "choose",
        "the right one, where the paste has several values for a field",
        "Debug",
        together="1 … 9",
    ),
    Key(("right_square_bracket",), "switch(1)", "next request", "the next request of the paste", "Debug"),
    Key(("left_square_bracket",), "switch(-1)", "request before", "the request before", "Debug"),
    Key(
        ("y",),
        "report",
        "report",
        "a report without anything of yours, on the clipboard and to be read",
        "Debug",
        (Context.VERDICT,),
    ),
    Key(
        ("c",),
        "challenge",
        "challenge",
        "find the mistake without your private key: sign requests with a published one",
        "Debug",
        (Context.PASTE,),
    ),
    Key(("l",), "language", "language", "the code in the next language", "Debug"),
    Key(("r",), "again", "search again", "search again, for a minute", "Debug"),
    Key(
        ("x",), "clear", "clear", "forget all that was pasted; again: take it back", "Debug", (Context.PASTE,)
    ),
    Key(
        ("escape",),
        "back",
        "back",
        "end the search; then back to the paste; then to the tutorial, and all stays as it is",
        "Debug",
        _DEBUGGING,
    ),
    Key(("d",), "leave", "tutorial", "back to the tutorial; all stays as it is", "Debug"),
)

ALL_KEYS: tuple[Key, ...] = (
    *(*KEYS, *FIELD_KEYS, *SEARCH_KEYS),
    *(*DEBUG_KEYS, *CHALLENGE_KEYS, *PRACTICE_KEYS),
)


_OWN = {
    Context.FIELDS: FIELD_KEYS,
    Context.SEARCH: SEARCH_KEYS,
    Context.EDIT: FIELD_KEYS,
    **dict.fromkeys(_DEBUGGING, DEBUG_KEYS),
    **dict.fromkeys((Context.CHALLENGE, Context.ANSWER, Context.JUDGED), CHALLENGE_KEYS),
    **dict.fromkeys((Context.PRACTICE, Context.GRADED), PRACTICE_KEYS),
}
"""The keys that are bound before those of the tutorial."""


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


Works = Callable[[str], bool]
"""Returns whether the action with a name can do anything now."""


def any_works(action: str) -> bool:
    """Say of each action that it does something."""
    return True


def footer(context: Context, works: Works = any_works) -> tuple[Key, ...]:
    """Return what the footer shows of the keys that work, the most important first."""
    keys = [key for key in (*_OWN.get(context, ()), *KEYS) if context in key.footer]
    return tuple([key for key in keys if works(key.action.partition("(")[0])])


def grouped() -> Groups:
    """Return all keys by group, in the order in which people are told."""
    groups: dict[str, list[Key]] = {}
    for key in ALL_KEYS:
        groups.setdefault(key.group, []).append(key)
    return list(groups.items())


def markdown_table() -> str:
    """Return the table of keys that the README shows."""
    lines = ["| Key | What it does |", "|---|---|"]
    for group, keys in grouped():
        lines.append(f"| **{group}** | |")
        for key in keys:
            names = [key.together] if key.together else [key_name(name) for name in key.keys]
            lines.append(f"| {' '.join([f'`{name}`' for name in names])} | {key.words} |")
    return "\n".join(lines) + "\n"
