"""Which shell a command was written for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from explainer.intake.readers.curl.bash import bash_words
from explainer.intake.readers.curl.cmd import cmd_words
from explainer.intake.readers.curl.powershell import powershell_words
from explainer.intake.readers.curl.words import Shell, Source

_PROMPTS: tuple[tuple[re.Pattern[str], Shell], ...] = (
    (re.compile(r"[ \t]*PS(?: [^\n>]*)?>[ \t]*"), powershell_words),
    (re.compile(r"[ \t]*[A-Za-z]:\\[^\n>]*>[ \t]*"), cmd_words),
)
_CONTINUATIONS: tuple[tuple[str, Shell], ...] = (
    ("`", powershell_words),
    ("^", cmd_words),
    ("\\", bash_words),
)
_POWERSHELL = re.compile(r"\$env:|@['\"]\r?$")
_CMD = re.compile(r"\^[\"&%^{}\[\]\\|<>]|%[A-Z][A-Z_]{2,}%")
_QUOTE = re.compile(r"[\"']")
"""The first of a line is no apostrophe in one for cmd, which has no such quotes."""
_LONGEST_PROMPT = 200

LANGUAGES: Mapping[Shell, str] = MappingProxyType({bash_words: "bash", powershell_words: "powershell"})
"""The language that a command is code of, by how its shell reads words."""


class Shells:
    """The shells that the commands of a paste were written for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._shown: dict[int, Shell | None] = {}

    def at(self, at: int, end: int) -> Shell:
        """Return how to read the command whose name stands at a place: what its line shows, else bash."""
        text = self._source.text
        start, line_end = self._source.line(at)
        before = text[max(start, at - _LONGEST_PROMPT) : at]
        for prompt, shell in _PROMPTS:
            if prompt.match(before):
                return shell
        if start not in self._shown:
            self._shown[start] = _shown_by(text[start:line_end], line_end < end)
        shown = self._shown[start]
        if shown is None and text[at : at + len(_WINDOWS)].lower() == _WINDOWS:
            return powershell_words if text.find("'", at, line_end) >= 0 else cmd_words
        return shown or bash_words


_WINDOWS = "curl.exe"


def _shown_by(line: str, goes_on: bool) -> Shell | None:
    """Return the shell that a command's first line shows, None if it shows none."""
    for sign, shell in _CONTINUATIONS if goes_on else ():
        if line.rstrip(" \t\r").endswith(sign):
            return shell
    if _POWERSHELL.search(line):
        return powershell_words
    quote = _QUOTE.search(line)
    return cmd_words if _CMD.search(line) and (quote is None or quote[0] == '"') else None
