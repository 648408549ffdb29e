"""What code puts between two parts that Kraken joins with nothing in between: one family, two places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from explainer.pipeline.model import Mistake, Via
from explainer.stages.otherwise import always, ending, otherwise


class _Separator(NamedTuple):
    name: str
    words: str
    """How a title begins."""
    data: bytes
    why: str
    languages: tuple[str, ...] = ()
    seen: int = 0
    source: str = ""


_OTHERS = "punctuation"
"""Ends the id of the entry that stands for all other marks."""
_MARKS = {
    **{f"A {mark!r}": mark.encode() for mark in "|,;.-_/=?#"},
    "A tab": b"\t",
    "A comma and a space": b", ",
}

_FAMILY: tuple[_Separator, ...] = (
    _Separator(
        "nul",
        "A NUL byte",
        b"\0",
        "MtGox wanted a NUL byte between the parts of what it hashed, and code written for it lives on.",
        ("Java",),
        3,
        "https://github.com/knowm/XChange/commit/08d4e296c8",
    ),
    _Separator(
        "line-feed",
        "A line feed",
        b"\n",
        "echo, a line of a file and join('\\n') each put a line feed between two parts.",
        ("bash", "Java", "Python"),
    ),
    _Separator(
        "crlf",
        "CR LF",
        b"\r\n",
        "PowerShell and files from Windows end a line with CR LF, and the parts come from two lines.",
        ("PowerShell",),
    ),
    _Separator(
        "ampersand",
        "An '&'",
        b"&",
        "The parts look like parameters, and the join with '&' that makes the POST data is at hand.",
    ),
    _Separator(
        _OTHERS,
        "A ':'",
        b":",
        "Other schemes have a mark between the parts of what they sign; HTTP Basic has a colon.",
    ),
    _Separator(
        "space",
        "A space",
        b" ",
        "echo with two arguments, print(a, b) and join(' ') put a space between two parts.",
        ("bash", "Python"),
    ),
    _Separator(
        "plus",
        "A '+'",
        b"+",
        "The '+' of the formula is taken for a character; it only means: one after the other.",
    ),
)


def separator_mistakes(what: str, parts: str, fix: str) -> tuple[Mistake, ...]:
    """Return one mistake for each separator, for a decision whose subject is the empty separator.

    `what` begins the ids ("hash" gives hash-separator-nul), `parts` names in titles what is joined.
    """
    return tuple(
        [
            Mistake(
                id=f"{what}-separator-{separator.name}",
                title=f"{separator.words} stands between {parts}",
                apply=Via(always(separator.data)),
                why=separator.why,
                fix=fix,
                languages=separator.languages,
                seen=separator.seen,
                source=separator.source,
            )
            for separator in _FAMILY
        ]
    )


def punctuation(entries: tuple[Mistake, ...]) -> Mistake:
    """Return the entry that stands for other marks."""
    return ending(entries, _OTHERS)


def any_separator(entry: Mistake, parts: str) -> Iterator[Mistake]:
    """Yield that entry for each other mark that stands between the parts, named as in titles."""
    changes = {f"{words} stands between {parts}": always(mark) for words, mark in _MARKS.items()}
    return otherwise(entry, changes)
