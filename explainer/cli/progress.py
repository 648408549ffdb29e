"""How far a search is, on one line of the terminal, and the signals that end it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType
from typing import NoReturn

from explainer.diagnosis.investigate import Step
from explainer.render.searched import doing, signatures

_BETWEEN = 0.1
"""Seconds between two writes."""
_WIDTH = 80


class ProgressLine:
    """A line on standard error that is rewritten and, at the end, erased; nothing without a terminal."""

    def __init__(self) -> None:
        self._on = sys.stderr.isatty() and os.environ.get("TERM", "") not in ("", "dumb")
        self._begin = monotonic()
        self._last = self._begin
        self._shown = False

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *problem: object) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def step(self, step: Step) -> None:
        """Show where a diagnosis is."""
        self.show(doing(step), step.candidates)

    def show(self, doing: str, candidates: int) -> None:
        """Show what is tried, ten times a second at most."""
        now = monotonic()
        if not self._on or now - self._last < _BETWEEN:
            return
        self._last = now
        self._shown = True
        tried = f", {signatures(candidates)}" if candidates else ""
        text = f"{doing}{tried}, {now - self._begin:.1f} s (Ctrl-C: what is known so far)"
        sys.stderr.write(f"\r{text[: _columns() - 1]}\x1b[K")
        sys.stderr.flush()


@contextmanager
def stopping() -> Iterator[Callable[[], bool]]:
    """Give a function that says whether Ctrl-C was pressed; pressed again, it interrupts as usual.

    SIGTERM leaves by SystemExit, so that the line is erased and the second process ended.
    """
    pressed = False

    def press(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True

    def end(number: int, frame: FrameType | None) -> NoReturn:
        raise SystemExit(128 + number)

    before = {
        number: signal.signal(number, handler)
        for number, handler in ((signal.SIGINT, press), (signal.SIGTERM, end))
    }
    try:
        yield lambda: pressed
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or _WIDTH
    except (OSError, ValueError):
        return _WIDTH
