"""Values that code printed without a name that tells: dumps, lists of bytes, hex, base64."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from explainer.errors import InputError
from explainer.intake.dumps import read_values
from explainer.intake.readers.model import KEYLIKE, Found, Part, exact
from explainer.intake.readers.names import stage_of
from explainer.intake.readers.printouts import MOST, is_value

_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\n\S]*\S[^\n]*)*")
"""Neighbouring lines that are not blank."""
_SIGN = re.compile(
    r"<Buffer|Uint8|ArrayBuffer|\bb[\"']|\\x[0-9A-Fa-f]{2}|\"words\"|0x[0-9A-Fa-f]{2}|[A-Za-z0-9+/_-]{20}"
    r"|(?:[0-9A-Fa-f]{2,8}[ :,-]){4}|(?:-?\d{1,3},\s{0,3}){4}|byte\[\]"
)
_NAMELESS = "a value without a name that tells"
_LARGEST_BLOCK = 20_000
_BUDGET = 60_000
"""Characters that are looked through; more are no longer what was printed for one request."""


def read_printed(text: str) -> Iterator[Part]:
    """Yield the values that are bytes for sure, each with the stage that its label names, if it has one."""
    left = _BUDGET
    done = 0
    for block in _BLOCK.finditer(text):
        size = block.end() - block.start()
        if size <= min(_LARGEST_BLOCK, left) and _SIGN.search(text, block.start(), block.end()):
            left -= size
            for part in _values(text, block.start(), block.end()):
                yield from _keylike(text, done, part.span[0])
                yield part
                done = part.span[1]
    yield from _keylike(text, done, len(text))


def _keylike(text: str, start: int, end: int) -> Iterator[Part]:
    """Yield what is as long as a MAC or a private key, wherever it stands: in a comment, behind an arrow."""
    for match in islice(KEYLIKE.finditer(text, start, end), MOST):
        found = Found("observed", exact(match[0]), match.span(), _NAMELESS)
        yield Part("values", match.span(), (found,))


def _values(text: str, start: int, end: int) -> Iterator[Part]:
    try:
        values = read_values(text[start:end])
    except InputError:
        return
    done = start
    for value in values:
        begin, stop = start + value.span[0], start + value.span[1]
        printed = text[begin:stop]
        if begin < done or not is_value(printed):
            continue
        stage = stage_of(value.label)
        how = f"the label {value.label}" if stage else _NAMELESS
        label = text.rfind(value.label, done, begin) if value.label else -1
        found = Found("observed", exact(printed), (begin, stop), how, stage)
        yield Part("values", (label if label >= 0 else begin, stop), (found,))
        done = stop
