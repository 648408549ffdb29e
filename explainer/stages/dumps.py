"""Bytes as programs print them: functions from bytes to the text that stands for them."""

from __future__ import annotations

import json
from binascii import hexlify

hex_lower = hexlify


def hex_upper(data: bytes) -> bytes:
    """Two capital hex digits for each byte."""
    return hexlify(data).upper()


def python_repr(data: bytes) -> bytes:
    """What str() of bytes gives in Python: b'...' with escapes."""
    return repr(data).encode()


def json_text(data: bytes) -> bytes:
    """What JSON writes for a text, in double quotes, letters beyond ASCII as they are."""
    return json.dumps(data.decode("utf-8", "replace"), ensure_ascii=False).encode()


_DECIMAL = tuple([b"%d" % byte for byte in range(256)])
_SIGNED = tuple([b"%d" % (byte - (byte >> 7 << 8)) for byte in range(256)])


def decimals(data: bytes) -> list[bytes]:
    """Return each byte as a decimal number."""
    return [_DECIMAL[byte] for byte in data]


def signed(data: bytes) -> list[bytes]:
    """Return each byte as a signed decimal number."""
    return [_SIGNED[byte] for byte in data]


def decimal_list(data: bytes) -> bytes:
    """Decimal numbers with commas, 35,161: String(uint8Array) of JavaScript."""
    return b",".join(decimals(data))


def number_list(data: bytes) -> bytes:
    """Decimal numbers in brackets, [35, 161]: str(list(data)) of Python."""
    return b"[" + b", ".join(decimals(data)) + b"]"


def signed_commas(data: bytes) -> bytes:
    """Signed numbers with commas, 35,-95: String() of the bytes that Apps Script gives."""
    return b",".join(signed(data))


def signed_list(data: bytes) -> bytes:
    """Signed numbers in brackets, [35, -95]: Arrays.toString of Java."""
    return b"[" + b", ".join(signed(data)) + b"]"


def spaced(data: bytes) -> bytes:
    """Numbers with spaces, 35 161: a byte array inside a string of PowerShell."""
    return b" ".join(decimals(data))
