"""The keys of the screens that ask: the challenge and the practice."""

from __future__ import annotations

from explainer.tui.keys.model import Context, Key

_ASKED = (Context.CHALLENGE,)
_JUDGED = (Context.JUDGED,)

CHALLENGE_KEYS: tuple[Key, ...] = (
    Key(
        ("enter",),
        "answer",
        "answer",
        "type the API-Sign that your code makes, and again: take it; a paste needs no key",
        "In the challenge",
        (Context.ANSWER,),
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
    Key(
        ("u",),
        "undo",
        "undo",
        "take the last answer or skip back; after the verdict back to the request",
        "In the challenge",
        (*_ASKED, *_JUDGED),
        (Context.JUDGED, "to the request"),
    ),
    Key(("b",), "body", "body", "your code sends other POST data: say which", "In the challenge", _ASKED),
    Key(("v",), "verdict", "verdict", "the verdict on the answers so far", "In the challenge", _ASKED),
    Key(
        ("o",),
        "tutorial",
        "see it",
        "see your mistakes in the tutorial, right beside wrong; Esc comes back",
        "In the challenge",
        _JUDGED,
    ),
    Key(("l",), "language", "language", "the code in the next language", "In the challenge", _JUDGED),
    Key(
        ("escape",),
        "back",
        "back",
        "leave the field, stop the search, or close the challenge, which goes on there next time",
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
        ("enter",),
        "next",
        "next",
        "after an answer the next question, before it down the page; so does Space",
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
