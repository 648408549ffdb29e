"""Calls of HTTP clients in source code, and the requests that these clients then send."""

from __future__ import annotations

from explainer.intake.readers.calls.reader import read_calls

__all__ = ["read_calls"]
