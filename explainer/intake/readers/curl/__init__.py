"""A curl command as bash, cmd or PowerShell reads it, and the request that curl then sends."""

from __future__ import annotations

from explainer.intake.readers.curl.reader import read_curl

__all__ = ["read_curl"]
