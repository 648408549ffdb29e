"""Bytes as programs print them: functions from bytes to the ASCII text that stands for them."""

from __future__ import annotations

from binascii import hexlify

hex_lower = hexlify


def hex_upper(data: bytes) -> bytes:
    """Two capital hex digits for each byte."""
    return hexlify(data).upper()


def hex_dashed(data: bytes) -> bytes:
    """Capital hex with a '-' between the bytes: BitConverter.ToString of .NET."""
    return data.hex("-").upper().encode()


def decimal_list(data: bytes) -> bytes:
    """Decimal numbers with commas, 12,250: String(uint8Array) of JavaScript."""
    return b",".join([b"%d" % byte for byte in data])


def signed_list(data: bytes) -> bytes:
    """Signed decimal numbers in brackets, [12, -6]: Arrays.toString of Java."""
    return b"[" + b", ".join([b"%d" % (byte - (byte >> 7 << 8)) for byte in data]) + b"]"


def python_repr(data: bytes) -> bytes:
    """What str() of bytes gives in Python: b'...' with escapes."""
    return repr(data).encode()
