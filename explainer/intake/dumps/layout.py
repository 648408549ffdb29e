"""Where brackets and strings in a text begin and end, found in one pass."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

_TOKEN = re.compile(r"\\.|[\"'`\[\]{}()\n]")
_STEP = re.compile(r"[\"'`\[{(,]")
_CLOSES = {"]": "[", "}": "{", ")": "("}


class Layout:
    """The brackets and one-line strings of a text. Brackets inside strings do not count."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: dict[int, int] = {}
        """Where what begins at an offset is over, for each bracket that closes and each string."""
        self._long: list[int] = []
        """Where brackets open that close on a later line, in order."""
        self._find()

    def line_end(self, at: int) -> int:
        """Return where the line at an offset ends, without its line feed."""
        end = self._text.find("\n", at)
        return len(self._text) if end < 0 else end

    def value_end(self, at: int) -> int:
        """Return where a value that begins at an offset ends: its line, or that of its last bracket."""
        while True:
            line = self.line_end(at)
            place = bisect_left(self._long, at)
            if place == len(self._long) or self._long[place] >= line:
                return line
            at = self._ends[self._long[place]]

    def end_of(self, at: int) -> int | None:
        """Return where the bracket or string that begins at an offset is over, or None."""
        return self._ends.get(at)

    def parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the start and end of what the commas between two offsets part, brackets kept whole."""
        begin = at = start
        while (token := _STEP.search(self._text, at, end)) is not None:
            if token[0] == ",":
                yield begin, token.start()
                begin = at = token.end()
            else:
                at = min(self._ends.get(token.start(), token.end()), end)
        yield begin, end

    def _find(self) -> None:
        text = self._text
        opened: list[int] = []
        waiting = dict.fromkeys("[{(", 0)
        quoted = -1
        line = 0
        long = []
        for token in _TOKEN.finditer(text):
            mark, at = token[0], token.start()
            if mark == "\n":
                quoted, line = -1, at
            elif quoted >= 0:
                if mark == text[quoted]:
                    self._ends[quoted], quoted = at + 1, -1
            elif mark in "\"'`":
                quoted = at if _may_open(text, at) else -1
            elif mark in waiting:
                opened.append(at)
                waiting[mark] += 1
            elif waiting.get(_CLOSES.get(mark, ""), 0):
                while opened:
                    start = opened.pop()
                    waiting[text[start]] -= 1
                    if text[start] == _CLOSES[mark]:
                        self._ends[start] = at + 1
                        if start < line:
                            long.append(start)
                        break
        self._long = sorted(long)


def _may_open(text: str, at: int) -> bool:
    """Whether a quote can open a string: no apostrophe behind a letter, a Python b excepted."""
    before = text[at - 1 : at]
    return not before.isalnum() or (before in "bB" and not text[at - 2 : at - 1].isalnum())
