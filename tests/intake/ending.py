"""A guard against readers that run for ever: for texts of hundreds of thousands of characters."""

from __future__ import annotations

import time

from explainer.intake.readers.model import Part, Reader

_FOR_EVER = 60.0
"""Seconds of processor time. A reader takes about one, and many minutes if its time grows with the square."""


def read_to_the_end(reader: Reader, text: str) -> list[Part]:
    """Return the parts of a text. Fails if finding them took as long as if it had no end."""
    start = time.process_time()
    parts = list(reader(text))
    assert time.process_time() - start < _FOR_EVER
    return parts
