"""The curl commands of a paste, wherever they stand in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from explainer.intake.readers.curl.command import Command, Request
from explainer.intake.readers.curl.here import read_here
from explainer.intake.readers.curl.request import read_request
from explainer.intake.readers.curl.shells import LANGUAGES, Shells
from explainer.intake.readers.curl.words import Source
from explainer.intake.readers.model import Part, Remark, Span

_CURL = re.compile(r"\bcurl(?:\.exe)?(?=[ \t\\`^\r\n])", re.IGNORECASE)
_IN_FRONT = " \t\r\n;&|(`'\"$>%#\u276f/\\"
_FRONT = re.compile(
    r"[ \t]*(?:[^\n'\"`=]{0,80}[$#%>\u276f\u279c\u00bb][ \t]*)?"
    r"(?:(?:sudo|time|command|exec|nohup)[ \t]+)*(?:[\w.:~/\\-]{0,200}[/\\])?"
)
_LONGEST_FRONT = 300
_TYPOGRAPHIC = re.compile(
    r"(?<![^\s=])(?:[\u201c-\u201f]([^\n\"\u201c-\u201f]*)[\u201c-\u201f]"
    r"|[\u2018-\u201b]([^\n'\u2018-\u201b]*)[\u2018-\u201b])(?!\S)"
)
_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\n\S]*\S[^\n]*)*")
"""Neighbouring lines that are not blank."""

MOST = 10_000
"""Words and signs of commands that are looked at in one paste."""


def read_curl(text: str) -> Iterator[Part]:
    """Yield each request that a curl command makes, as the shell and curl read it.

    Of a paste with more than `MOST` words in commands the rest is left unread.
    """
    text, curled = _straightened(text)
    source = Source(text)
    shells = Shells(source)
    left = MOST
    at = 0
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
        at = command.end
        for request, span in _requests(command, _front(source, name.start())) if left else ():
            part = read_request(request, span)
            if part:
                yield _with_typographic(replace(part, language=LANGUAGES.get(shell, "")), curled)


def _straightened(text: str) -> tuple[str, list[Span]]:
    """Return the text with plain quotes for typographic ones, and where those were.

    Only in blocks of lines without any plain quote: what changes quotes changes all, and beside plain ones
    they are data.
    """
    pieces: list[str] = []
    curled: list[Span] = []
    at = 0
    for block in _BLOCK.finditer(text):
        if '"' in block[0] or "'" in block[0]:
            continue
        found = [match.span() for match in _TYPOGRAPHIC.finditer(text, *block.span())]
        if found:
            curled += found
            pieces += [text[at : block.start()], _TYPOGRAPHIC.sub(_straight, block[0])]
            at = block.end()
    return "".join([*pieces, text[at:]]), curled


def _straight(quoted: re.Match[str]) -> str:
    """Return what stands in typographic quotes in plain ones; they take as much room."""
    return f"'{quoted[2]}'" if quoted[1] is None else f'"{quoted[1]}"'


def _with_typographic(part: Part, curled: list[Span]) -> Part:
    """Say it of a command if quotes in it were typographic."""
    within = [span for span in curled[bisect_left(curled, part.span) :][:1] if span[1] <= part.span[1]]
    remarks = [Remark("typographic-quotes", _TYPOGRAPHIC_QUOTES, span) for span in within]
    return replace(part, remarks=tuple(sorted([*part.remarks, *remarks], key=lambda one: one.span)))


_TYPOGRAPHIC_QUOTES = (
    "the quotes from here on are typographic, as messengers and word processors write them; they were read as"
    " plain ones, but a shell would send them along: type plain ones in your own command"
)


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


def _front(source: Source, at: int) -> int:
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
