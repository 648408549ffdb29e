"""Bytes as programs print them: functions from bytes to the ASCII text that stands for them."""

from __future__ import annotations

from binascii import hexlify

hex_lower = hexlify


def hex_upper(data: bytes) -> bytes:
    """Two capital hex digits for each byte."""
    return hexlify(data).upper()


def python_repr(data: bytes) -> bytes:
    """What str() of bytes gives in Python: b'...' with escapes."""
    return repr(data).encode()
