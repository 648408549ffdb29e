"""Statements in code that call something."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeVar

from explainer.intake.readers.calls.known import Known
from explainer.intake.readers.model import Part

K = TypeVar("K", bound=Known)
"""The language that values are read in."""
Read = Callable[[K, re.Match[str]], "Part | None"]
"""Returns the request that a match of a pattern begins, None if it begins none."""

MOST = 300
"""Calls of one kind that are read in one text."""
_FRONT = re.compile(
    r"[ \t]{0,80}(?:>>>[ \t])?"
    r"(?:(?:return|async|with|await|(?:const[ ]|let[ ]|var[ ])?[$A-Za-z_{][\w$., {}]{0,60}:?=)"
    r"[ \t]{0,9}){0,3}"
)
_SET = re.compile(
    r"(?:(?:const|let|var)[ \t]{1,9})?([$A-Za-z_][\w$]{0,60})[ \t]{0,9}(?:,[ ]?\w{1,40}[ \t]{0,9})?:?="
)
_SET_BEFORE = re.compile(r"(\w{1,60})[ ]?=[ ]?(?:\([\w. ]{1,60}\)[ ]?)?\Z")
_LONGEST_FRONT = 120


def read_each(known: K, *kinds: tuple[re.Pattern[str], Read[K]]) -> Iterator[Part]:
    """Yield the requests of each kind of call, which begin where its pattern matches."""
    for pattern, read in kinds:
        for begun in islice(pattern.finditer(known.text), MOST):
            part = read(known, begun)
            if part is not None:
                yield part


def start_of(text: str, at: int) -> int:
    """Return where the statement begins that a call at a place is the end of."""
    begin = max(text.rfind("\n", 0, at) + 1, at - _LONGEST_FRONT)
    front = _FRONT.fullmatch(text, begin, at)
    return begin + len(front[0]) - len(front[0].lstrip()) if front else at


def name_set(text: str, start: int, at: int) -> str:
    """Return the name that a statement sets to what a call at a place gives; empty if there is none."""
    name = _SET.match(text, start, at)
    return name[1] if name else ""


def name_before(text: str, at: int) -> str:
    """Return the same for a name behind its type, and a call that may be cast to one."""
    line = text.rfind("\n", 0, at) + 1
    name = _SET_BEFORE.search(text, max(line, at - _LONGEST_FRONT), at)
    return name[1] if name else ""
