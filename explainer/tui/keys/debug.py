"""The keys of the debug screen, and of the report on what it found."""

from __future__ import annotations

from explainer.tui.keys.model import Context, Key

DEBUGGING = (Context.PASTE, Context.FORM, Context.VERDICT)
"""The three parts of the screen."""
_JUDGED = (Context.PASTE, Context.VERDICT)
"""Those in which there is room for what a verdict brings."""

DEBUG_KEYS: tuple[Key, ...] = (
    Key(
        ("tab", "right"),
        "turn(1)",
        "next part",
        "from the paste to the fields to the verdict",
        "Debug",
        DEBUGGING,
    ),
    Key(("shift+tab", "left"), "turn(-1)", "part before", "the other way round", "Debug"),
    Key(
        ("enter",),
        "go",
        "go on",
        "what comes next: the fields, editing them, the verdict, the stage where it begins to differ",
        "Debug",
        (Context.PASTE, Context.FORM),
    ),
    Key(
        ("o",),
        "open",
        "see it",
        "open the tutorial on exactly this request with these mistakes on",
        "Debug",
        _JUDGED,
    ),
    Key(
        ("n",),
        "select(1)",
        "next one",
        "the next explanation, if there are several",
        "Debug",
        (Context.VERDICT,),
    ),
    Key(("p",), "select(-1)", "previous", "the explanation before", "Debug"),
    Key(
        tuple("123456789"),
        "choose({key})",
        "choose",
        "the right one, where the paste has several values for a field",
        "Debug",
        together="1 … 9",
    ),
    Key(
        ("right_square_bracket",),
        "switch(1)",
        "next request",
        "the next request of the paste",
        "Debug",
        DEBUGGING,
    ),
    Key(("left_square_bracket",), "switch(-1)", "request before", "the request before", "Debug"),
    Key(
        ("y",),
        "report",
        "report",
        "a report without anything of yours, on the clipboard and to be read",
        "Debug",
        _JUDGED,
    ),
    Key(
        ("e", "f2"),
        "fields",
        "edit",
        "edit the fields; the search follows",
        "Debug",
        DEBUGGING,
    ),
    Key(
        ("c",),
        "challenge",
        "challenge",
        "find the mistake without your private key: sign requests with a published one",
        "Debug",
        (Context.PASTE, Context.VERDICT),
    ),
    Key(("l",), "language", "language", "the code in the next language", "Debug", (Context.VERDICT,)),
    Key(("r",), "again", "longer", "search again, for a minute", "Debug", (Context.VERDICT,)),
    Key(
        ("x",), "clear", "clear", "forget all that was pasted; again: take it back", "Debug", (Context.PASTE,)
    ),
    Key(
        ("escape",),
        "back",
        "back",
        "end the search; then back to the paste; then to the tutorial, and all stays as it is",
        "Debug",
        DEBUGGING,
        (Context.PASTE, "tutorial"),
    ),
    Key(("d",), "leave", "tutorial", "back to the tutorial; all stays as it is", "Debug"),
)

_REPORT = (Context.REPORT,)

REPORT_KEYS: tuple[Key, ...] = (
    Key(("y",), "copy", "copy again", "copy it once more", "In the report", _REPORT),
    Key(("escape", "q"), "back", "back", "close the report", "In the report", _REPORT),
)
