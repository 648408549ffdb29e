"""The keys of the tutorial, its fields and its search; some of them work on every screen."""

from __future__ import annotations

from explainer.tui.keys.model import Context, Key

_READING = (Context.STAGE, Context.ARTICLE)

KEYS: tuple[Key, ...] = (
    Key(
        ("space",),
        "read_on",
        "read",
        "read on: down the page, then to the next stage; in the list: on or off",
        "Walk",
        (*_READING, Context.REPORT),
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
        (Context.ARTICLE, "end"),
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
        ("d",),
        "app.debug",
        "debug",
        "debug a signature of your own (so does pasting anything); in a tutorial opened from there: back",
        "Find out",
        (Context.STAGE,),
    ),
    Key(
        ("s",),
        "challenge",
        "challenge",
        "sign a challenge with your code: find its mistakes without a key of yours",
        "Find out",
        (Context.STAGE,),
    ),
    Key(
        ("g",),
        "practice",
        "practice",
        "practise: tell from a wrong signature what the code did",
        "Find out",
        (Context.STAGE,),
    ),
    Key(("l",), "language", "language", "the code in the next language", "Look"),
    Key(("t",), "theme", "theme", "dark or light", "Look"),
    Key(
        ("escape",),
        "back",
        "back",
        "close what is open; back to the stage, then to the screen that opened this one",
        "Program",
        (Context.STAGE, Context.LIST),
    ),
    Key(("f1", "question_mark"), "help", "help", "this list of keys", "Program", tuple(Context)),
    Key(
        ("ctrl+p",),
        "app.command_palette",
        "commands",
        "find a command by its name, or by what it does",
        "Program",
    ),
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

EDIT_KEYS: tuple[Key, ...] = (
    Key(("ctrl+a",), "home", "start", "to the start of the whole text", "In the fields"),
    Key(("ctrl+e",), "end", "end", "to its end", "In the fields"),
    Key(
        ("ctrl+u",), "delete_left_all", "delete", "delete all that stands before the cursor", "In the fields"
    ),
    Key(("ctrl+k",), "delete_right_all", "delete", "delete all that stands behind it", "In the fields"),
    Key(
        ("f7",),
        "select_all",
        "select",
        "select all; what is typed or pasted then takes its place",
        "In the fields",
    ),
)
"""What the fields themselves do, whether they have one line or several."""

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

_SHARED = ("read_on", "move", "page", "far", "theme", "help", "app.quit")
SHARED_KEYS: tuple[Key, ...] = tuple([key for key in KEYS if key.action.partition("(")[0] in _SHARED])
"""What works on every screen."""
