"""Values that code printed without a name that tells: dumps, lists of bytes, hex, base64."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.errors import InputError
from explainer.intake.dumps import read_values
from explainer.intake.readers.model import Found, Part, exact
from explainer.intake.readers.names import stage_of
from explainer.intake.readers.printouts import is_value

_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\n\S]*\S[^\n]*)*")
"""Neighbouring lines that are not blank."""
_SIGN = re.compile(
    r"<Buffer|Uint8|ArrayBuffer|\bb[\"']|\\x[0-9A-Fa-f]{2}|\"words\"|0x[0-9A-Fa-f]{2}|[A-Za-z0-9+/_-]{20}"
    r"|(?:[0-9A-Fa-f]{2,8}[ :,-]){4}|(?:-?\d{1,3},\s{0,3}){4}|byte\[\]"
)
_LARGEST_BLOCK = 20_000
_BUDGET = 60_000
"""Characters that are looked through; more are no longer what was printed for one request."""


def read_printed(text: str) -> Iterator[Part]:
    """Yield the values that are bytes for sure, each with the stage that its label names, if it has one."""
    left = _BUDGET
    for block in _BLOCK.finditer(text):
        size = block.end() - block.start()
        if size <= min(_LARGEST_BLOCK, left) and _SIGN.search(text, block.start(), block.end()):
            left -= size
            yield from _values(text, block.start(), block.end())


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
        how = f"the label {value.label}" if stage else "a value without a name that tells"
        label = text.rfind(value.label, done, begin) if value.label else -1
        found = Found("observed", exact(printed), (begin, stop), how, stage)
        yield Part("values", (label if label >= 0 else begin, stop), (found,))
        done = stop
