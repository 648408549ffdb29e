"""What texts of keys look like: junk around them, placeholders, base64 read leniently."""

from __future__ import annotations

import base64
import re

BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
BLANK = b" \t\r\n\v\f"
QUOTES = (b'"', b"'", b"`", "\u201c".encode(), "\u201d".encode(), "\u2018".encode(), "\u2019".encode())
INVISIBLE = tuple(
    chr(code).encode() for code in (0xA0, 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)
)
"""No-break space, soft hyphen, zero-width and direction marks, word joiner, byte order mark."""

KEY_SIZE = 64
"""Bytes of every private key and API-Sign in Kraken's samples; nobody promises it."""
API_KEY_SIZE = 42
"""Bytes of every public key in Kraken's samples, 56 characters; nobody promises it."""

_STANDARD = re.compile(rb"[A-Za-z0-9+/]*")
_URL_SAFE = re.compile(rb"[A-Za-z0-9_-]*")
_HEX = re.compile(rb"(?:[0-9A-Fa-f]{2})+")
_PERCENT = re.compile(rb"%(?:2[BbFf]|3[Dd])")
_PLACEHOLDER = re.compile(
    rb"(?:undefined|null|none|nil|nan|true|false|x{3,}|\*{3,}|\.{3,}|changeme|todo|hmackey|"
    rb"(?:my|your|the|insert|enter|replace|put)?[ _-]?(?:kraken)?[ _-]?(?:api|private|public)?[ _-]?"
    rb"(?:key|secret|private|token|sign)(?:[ _-]?(?:key|here|goes[ _-]here))?|"
    rb"\$\{?[A-Za-z_][A-Za-z0-9_]*\}?|\{\{?[^{}]{0,80}\}?\}|%[A-Za-z_][A-Za-z0-9_]*%|<[^<>]{0,80}>|"
    rb"(?:process\.env|os\.environ|ENV)\b[^\n]{0,80}|\[object [A-Za-z]{1,40}\])",
    re.IGNORECASE,
)
_LONGEST_PLACEHOLDER = 100


def is_placeholder(text: bytes) -> bool:
    """Return whether a text stands where a value should be: a name, a template, undefined."""
    return len(text) <= _LONGEST_PLACEHOLDER and bool(_PLACEHOLDER.fullmatch(text))


def bare(text: bytes) -> bytes:
    """Return a key's text without what copying and configuration files put around and into it."""
    for mark in BYTE_ORDER_MARKS:
        text = text.removeprefix(mark)
    for sequence in (*INVISIBLE, *[bytes([byte]) for byte in BLANK]):
        text = text.replace(sequence, b"")
    for quote in QUOTES:
        text = text.removeprefix(quote).removesuffix(quote)
    return text


def decoded(text: bytes) -> bytes | None:
    """Return what base64 in either alphabet stands for, padded or not, or None."""
    stem = text.rstrip(b"=")
    if len(stem) % 4 == 1 or len(text) - len(stem) > 2 or not stem:
        return None
    if _STANDARD.fullmatch(stem) or _URL_SAFE.fullmatch(stem):
        plain = stem.replace(b"-", b"+").replace(b"_", b"/")
        return base64.b64decode(plain + b"=" * (-len(plain) % 4))
    return None


def is_url_safe(text: bytes) -> bool:
    """Return whether this is base64 in the URL-safe alphabet and no other."""
    stem = text.rstrip(b"=")
    return bool(_URL_SAFE.fullmatch(stem)) and not _STANDARD.fullmatch(stem)


def is_hex(text: bytes) -> bool:
    """Return whether this is hex, of at least 16 bytes so that it is no accident."""
    return len(text) >= 32 and bool(_HEX.fullmatch(text))


def is_percent_encoded(text: bytes) -> bool:
    """Return whether '+', '/' or '=' stand there percent-encoded."""
    return bool(_PERCENT.search(text))
