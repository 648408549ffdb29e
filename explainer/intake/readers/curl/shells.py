"""Which shell a command was written for."""

from __future__ import annotations

import re

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
_CMD = re.compile(r"\^[\"&%^{}\[\]\\|<>]|%[A-Z][A-Z_]{2,}%")
_POWERSHELL = re.compile(r"\$env:|@['\"]\r?$")


def shell_of(source: Source, at: int, end: int) -> Shell:
    """Return how to read the command whose name stands at a place: what its first line shows, else bash."""
    text = source.text
    line_end = source.line_end(at, end)
    before = text[max(text.rfind("\n", 0, at) + 1, at - 200) : at]
    line = text[at:line_end]
    for prompt, shell in _PROMPTS:
        if prompt.match(before):
            return shell
    if line_end < end:
        for sign, shell in _CONTINUATIONS:
            if line.rstrip(" \t\r").endswith(sign):
                return shell
    if _POWERSHELL.search(line):
        return powershell_words
    if _CMD.search(line):
        return cmd_words
    if re.match(r"\S*curl\.exe\b", line, re.IGNORECASE):
        return powershell_words if "'" in line else cmd_words
    return bash_words
