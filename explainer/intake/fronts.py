"""What stands in a paste around the text itself: what tools put in front of its lines, colours, fences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from explainer.intake.copied import Change
from explainer.intake.readers.model import Remark, Span
from explainer.intake.readers.views import part_of, without

_TAG = re.compile(r"</?(?:pre|code|span|br|p|div)(?:[ ][^<>\n]{0,200})?[ ]?/?>|\[/?code(?:=\w{1,20})?\]")
_NO_TEXT = re.compile(
    r"\A\ufeff|\x1b\[[0-9;:?]{0,20}[A-Za-z]|\x1b\]8;[^\x1b\x07\n]{0,2000}(?:\x1b\\|\x07)"
    rf"|{_TAG.pattern}"
)
"""A byte order mark, what makes a terminal write in colours or links, tags of HTML, and those of forums."""
_DAY = r"\d{4}-\d\d-\d\d"
_TIME = r"\d\d:\d\d:\d\d(?:\.\d{1,9})?"
_REQUEST_LINE = r"(?:GET|POST|PUT|PATCH|DELETE) \S{1,2000} HTTP/\d(?:\.\d)?[ \t]*\r?$"
_ALWAYS = re.compile(
    r"^[ \t]{0,9}(?:"
    r"[a-z0-9][\w.]{0,60}(?:[-_][\w.]{1,60}){0,5}[-_]\d{1,4}[ \t]{1,40}\|(?:[ ]|$)"
    r"|\[pod/[\w./-]{1,200}\](?:[ ]|$)"
    rf"|{_DAY}T\d\d:\d\d:\d\d\.\d{{6,9}}Z(?:[ ]|$)"
    rf"|(?:[A-Z][a-z]{{2}}[ ][ \d]\d[ ]{_TIME}|{_DAY}T{_TIME}[+-]\d\d:?\d\d)[ ]"
    r"(?:[\w.-]{1,64}[ ])?[\w./@-]{1,64}(?:\[[\w.]{1,20}\])?:(?:[ ]|$)"
    rf"|\d{{4}}/\d\d/\d\d[ ]{_TIME}[ ](?:[\w./-]{{1,100}}\.go:\d{{1,6}}:[ ])?"
    rf"|(?![0-9a-f]{{4,8}}: )[^\n\"'`]{{0,150}}?[:\]|-][ ](?={_REQUEST_LINE})"
    r"|PS (?:[A-Za-z]:|/|~)[^\n<>|\"']{0,200}>[ ](?=[$\w])(?!curl)"
    r"|(?:```|~~~)[\w+-]{0,30}[ \t]*\r?$"
    r")",
    re.MULTILINE,
)
"""docker compose, kubectl, docker -t, journald and syslog, Go, a log in front of a request line, prompts of
PowerShell, fences."""
_MOST_LEVELS = 3
_TAGS = (
    "tags of HTML or of a forum stand in this value; they were taken for what shows it and left out. If your"
    " code signs them, give the value as it is, by an option such as --body"
)


class _Run(NamedTuple):
    """What stands in front of each of several neighbouring lines."""

    front: re.Pattern[str]
    """Its first group is what stands there, `rest` is all behind it in the line."""
    fits: Callable[[list[re.Match[str]]], bool]
    """Whether lines that all have it make a run of it."""


def fronts(text: str) -> list[Span]:
    """Return the stretches of a text that are no part of what was printed or quoted, in their order."""
    spans: list[Span] = []
    for _ in range(_MOST_LEVELS):
        view = without(text, spans) if spans else part_of(text, 0, len(text))
        found = [view.span(*span) for span in _level(view.text)]
        if not found:
            break
        spans = _merged([*spans, *found])
    return spans


def tags_in(text: str, around: Iterable[Span]) -> Change:
    """Return which of the stretches around a text are tags, which could also be data."""
    return Remark("tags-left-out", _TAGS, (0, 0)), [span for span in around if _TAG.match(text, *span)]


def _level(text: str) -> list[Span]:
    """Return the stretches of one level: no line has two of them."""
    no_text = [match.span() for match in _NO_TEXT.finditer(text)]
    if no_text:
        return no_text
    always = [match.span() for match in _ALWAYS.finditer(text)]
    return always or next((spans for run in _RUNS if (spans := list(_of_run(text, run)))), [])


def _of_run(text: str, run: _Run) -> Iterator[Span]:
    held: list[re.Match[str]] = []
    for front in run.front.finditer(text):
        if held and front.start() != held[-1].end() + 1:
            yield from _fronts_of(held, run)
            held = []
        held.append(front)
    yield from _fronts_of(held, run)


def _fronts_of(held: list[re.Match[str]], run: _Run) -> Iterator[Span]:
    if held and run.fits(held):
        yield from [front.span(1) for front in held]


def _are_counted(held: list[re.Match[str]]) -> bool:
    """Return whether lines are numbered one by one, and are more than numbers themselves."""
    numbers = [int(front[2]) for front in held]
    counted = all(after == before + 1 for before, after in pairwise(numbers))
    return len(held) > 2 and counted and any(_WORD.search(front["rest"]) for front in held)


def _are_quoted(held: list[re.Match[str]]) -> bool:
    """Return whether lines are quoted as in mail, and neither a prompt nor what curl -v prints."""
    rests = [front["rest"] for front in held]
    prompts = all(front[1] == ">" and front["rest"].startswith(">") for front in held)
    return len(held) > 1 and not prompts and not any(map(_IS_REQUEST.match, rests))


def _are_comments(held: list[re.Match[str]]) -> bool:
    """Return whether comments have a request in them, and are of one kind."""
    alike = len({front[1].strip() for front in held}) == 1
    return alike and any(_SIGNED.match(front["rest"]) for front in held)


def _are_alike(held: list[re.Match[str]]) -> bool:
    return len(held) > 1 and len({front[1] for front in held}) == 1


_WORD = re.compile(r"[A-Za-z]{3}")
_IS_REQUEST = re.compile(_REQUEST_LINE)
_SIGNED = re.compile(
    r"(?i:api-(?:key|sign))[ \t]{0,9}:|(?:GET|POST|PUT)[ ](?:https?://[\w.:-]{1,100})?/\S{0,200}/private/"
)


def _line(front: str) -> re.Pattern[str]:
    """Return the expression for a line with a front, itself a group."""
    return re.compile(rf"^{front}(?P<rest>[^\n]*)", re.MULTILINE)


_RUNS = (
    _Run(_line(r"([ \t]{0,9}(\d{1,6})(?:\t|:[ ]?|[ ]?\|[ ]?|\.?[ ]{1,2}|(?=\r?$)))"), _are_counted),
    _Run(_line(r"(>(?:[ ]|(?=.)|$))"), _are_quoted),
    _Run(_line(r"([ \t]{0,60}(?://|#|--|\*|;)(?:[ ]|(?=\r?$)))"), _are_comments),
    _Run(_line(r"([\w.-]{1,60}[ ]{1,40}\|[ ])"), _are_alike),
)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return stretches in their order, those that touch or overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
