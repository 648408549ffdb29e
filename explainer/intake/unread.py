"""Which of what was not understood may hold a value of a request, and which only stands around."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.intake.pasted import Pasted
from explainer.intake.readers.model import Span
from explainer.intake.readers.names import meaning

_VALUE = re.compile(
    r"\d{8}|/private|/0/|%[0-9A-Fa-f]{2}|\w=[^\s=&]{1,200}&"
    r"|(?=[A-Za-z0-9+/=_-]{0,60}\d)(?=[0-9+/=_-]{0,60}[A-Za-z])[A-Za-z0-9+/=_-]{24}"
)
"""What a value looks like: a long number, an address, parameters, letters and digits without a blank."""
_SET = re.compile(r"[\"']?([\w\[\]-]{1,40})[\"']?\s{0,9}[=:]\s{0,9}[\"']?[^\s(){}\"']{1,200}[\"',;]{0,3}")
"""A name with one word behind it."""
_AROUND = re.compile(r"\s*(?:#(?!!)|//|/?\*|--|import\b|from\b|use\b|using\b|package\b|require|include)")
"""Comments, and what loads libraries."""


def telling(pasted: Pasted) -> Iterator[Span]:
    """Yield the lines of what was not understood that may hold a value."""
    return (span for span in lines_of(pasted) if _tells(pasted.excerpt(span)))


def lines_of(pasted: Pasted) -> Iterator[Span]:
    """Yield the lines of what was not understood, less those that are signs alone."""
    for start, end in pasted.unread:
        for line in pasted.excerpt((start, end)).splitlines(keepends=True):
            text = line.strip()
            if any(character.isalnum() for character in text):
                at = start + line.index(text)
                yield at, at + len(text)
            start += len(line)


def _tells(line: str) -> bool:
    if _VALUE.search(line):
        return True
    if _AROUND.match(line):
        return False
    named = _SET.fullmatch(line)
    return named is not None and meaning(named[1]) is not None
