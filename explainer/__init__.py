"""Kraken's API-Sign, explained byte by byte."""

from __future__ import annotations

__version__ = "0.1.0"
