"""Statements in code that call something."""

from __future__ import annotations

import re

MOST = 300
"""Calls of one language that are read in one text."""
_FRONT = re.compile(
    r"[ \t]{0,80}(?:>>>[ \t])?"
    r"(?:(?:return|async|with|await|(?:const[ ]|let[ ]|var[ ])?[$A-Za-z_{][\w$., {}]{0,60}:?=)"
    r"[ \t]{0,9}){0,3}"
)
_SET = re.compile(
    r"(?:(?:const|let|var)[ \t]{1,9})?([$A-Za-z_][\w$]{0,60})[ \t]{0,9}(?:,[ ]?\w{1,40}[ \t]{0,9})?:?="
)
_LONGEST_FRONT = 120


def start_of(text: str, at: int) -> int:
    """Return where the statement begins that a call at a place is the end of."""
    begin = max(text.rfind("\n", 0, at) + 1, at - _LONGEST_FRONT)
    front = _FRONT.fullmatch(text, begin, at)
    return begin + len(front[0]) - len(front[0].lstrip()) if front else at


def name_set(text: str, start: int, at: int) -> str:
    """Return the name that a statement sets to what a call at a place gives; empty if there is none."""
    name = _SET.match(text, start, at)
    return name[1] if name else ""
