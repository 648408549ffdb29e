"""A terminal that every test can rely on."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say that the terminal has all colours, and do not wait long for a screen that is idle."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    # Textual's own test driver sleeps 20 ms at a time until the process is idle.
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 1 / 1000)
