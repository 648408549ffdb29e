"""The curl commands of a paste, wherever they stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from explainer.intake.readers.curl.command import Command, Request
from explainer.intake.readers.curl.here import read_here
from explainer.intake.readers.curl.piped import Pipes
from explainer.intake.readers.curl.request import read_request
from explainer.intake.readers.curl.shells import LANGUAGES, Shells
from explainer.intake.readers.curl.words import Source
from explainer.intake.readers.model import Part, Span

_CURL = re.compile(r"\bcurl(?:\.exe)?(?=[ \t\\`^\r\n])", re.IGNORECASE)
_IN_FRONT = " \t\r\n;&|(`'\"$>%#\u276f/\\"
_FRONT = re.compile(
    r"[ \t]*(?:[^\n'\"`=]{0,80}[$#%>\u276f\u279c\u00bb][ \t]*)?"
    r"(?:(?:sudo|time|command|exec|nohup)[ \t]+)*(?:[\w.:~/\\-]{0,200}[/\\])?"
)
_LONGEST_FRONT = 300
MOST = 10_000
"""Words and signs of commands that are looked at in one paste."""


def read_curl(text: str) -> Iterator[Part]:
    """Yield each request that a curl command makes, as the shell and curl read it.

    Of a paste with more than `MOST` words in commands the rest is left unread.
    """
    source = Source(text)
    shells = Shells(source)
    left = MOST
    pipes = Pipes(source)
    at = reached = 0
    while left and (name := _CURL.search(text, at)):
        at = name.end()
        before = text[name.start() - 1] if name.start() else " "
        end = _limit(source, name.start()) if before in _IN_FRONT else None
        if end is None:
            continue
        shell = shells.at(name.start(), end)
        command = Command(shell(source, at, end), at, left)
        left = max(left - command.taken, 0)
        if command.here is not None and (here := read_here(source, *command.here)) is not None:
            command.reads(here.word, here.end)
        piped = pipes.read(name.start(), reached) if command.here is None else None
        if piped is not None:
            command.reads(piped.word, command.end)
        at = reached = command.end
        start = front(source, piped.start if piped else name.start())
        for request, span in _requests(command, start) if left else ():
            part = read_request(request, span)
            if part:
                yield replace(part, language=LANGUAGES.get(shell, ""))


def _limit(source: Source, at: int) -> int | None:
    """Return where a command has to end: at the quote that it stands in, else with the paste.

    None if it stands in a quote together with escapes, which belong to another language.
    """
    quote = source.text[at - 1 : at]
    if quote not in ("`", "'", '"') or not quote:
        return len(source.text)
    close = source.text.find(quote, at)
    if close < 0:
        return len(source.text)
    return close if quote == "`" or source.text.find("\\", at, close) < 0 else None


def front(source: Source, at: int) -> int:
    """Return where a command begins with its prompt, its folder and the program that runs it."""
    begin = max(source.line(at)[0], at - _LONGEST_FRONT)
    return begin if _FRONT.fullmatch(source.text, begin, at) else at


def _requests(command: Command, start: int) -> Iterator[tuple[Request, Span]]:
    """Yield each request with its stretch; one behind --next begins there."""
    if command.other or not command.requests[0].given:
        return
    starts = [start, *[request.given[0].word.span[0] for request in command.requests[1:]]]
    for request, begin, end in zip(command.requests, starts, [*starts[1:], command.end], strict=True):
        yield request, (begin, end)
