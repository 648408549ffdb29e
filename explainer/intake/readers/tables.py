"""Tables of names and values: Markdown, what databases and spreadsheets give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from explainer.intake.readers.fields import read_field
from explainer.intake.readers.lines import telling
from explainer.intake.readers.model import Found, Part, Remark

MOST = 1000
"""Rows of one table that are read; more are no longer those of one request."""

_ROWS = re.compile(r"(?:^[ \t]{0,9}(?:\|[^\n]*\||\+[-+=]{2,2000}\+)[ \t]*\r?(?:\n|\Z)){2,}", re.M)
_TABBED = re.compile(r"(?:^[^\t\n]{1,60}(?:\t[^\t\n]{0,4000}){1,20}(?:\n|\Z)){2,}", re.M)
_ROW = re.compile(r"[^\n]+")
_CELL = re.compile(r"[^|\n]+")
_TAB_CELL = re.compile(r"[^\t\n]+")
_RULE = re.compile(r"[ \t|:+=-]*\r?")
_TICKS = "`*\"'"


class _Cell(NamedTuple):
    text: str
    start: int


def read_tables(text: str) -> Iterator[Part]:
    """Yield the values of tables that have a name in front of each value, or above it."""
    for table, cell in ((_ROWS, _CELL), (_TABBED, _TAB_CELL)):
        for found in table.finditer(text):
            yield from _table(text, found.start(), found.end(), cell)


def _table(text: str, start: int, end: int, cell: re.Pattern[str]) -> Iterator[Part]:
    rows = [
        [_trimmed(one) for one in cell.finditer(text, *row.span()) if one[0].strip()]
        for row in islice(_ROW.finditer(text, start, end), MOST)
        if not _RULE.fullmatch(row[0])
    ]
    if not rows:
        return
    above = [telling(one.text) for one in rows[0]]
    if sum(name is not None for name in above) > 1:
        pairs = [(name, row[0]) for row in rows[1:2] for name, *row in zip(rows[0], row, strict=False)]
    else:
        pairs = [(row[0], row[1]) for row in rows if len(row) == 2]
    said: list[Found | Remark] = []
    for name, value in pairs:
        known = telling(name.text)
        if known is not None:
            span = value.start, value.start + len(value.text)
            said += read_field(known.text, value.text, span, f"the table's {known.text}", literal=True)
    found = tuple([one for one in said if isinstance(one, Found)])
    if len(found) > 1:
        whole = start, start + len(text[start:end].rstrip())
        yield Part("lines", whole, found, tuple([one for one in said if isinstance(one, Remark)]))


def _trimmed(cell: re.Match[str]) -> _Cell:
    """Return what stands in a cell without the blanks around it and the marks of code."""
    text = cell[0].strip()
    for mark in _TICKS:
        if len(text) > 2 and text[0] == text[-1] == mark:
            text = text.strip(mark)
    return _Cell(text, cell.start() + cell[0].index(text))
