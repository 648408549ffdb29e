"""Values printed as bare digits: hex, base64, lists of numbers, and lines of digest tools."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

from explainer.intake.dumps.reading import CUT, Reading, until_dots

_HEX_TEXT = re.compile(r"[0-9A-Fa-f\s:,-]+")
_HEX_PREFIXED = re.compile(r"0[xX][0-9A-Fa-f]+")
_SEPARATED = re.compile(r"[\s,]+")
_INNER_BLANK = re.compile(r"\s")
_WORD = 4

DECIMAL = {str(number): number for number in range(-128, 256)}
"""A byte as a decimal number, signed or unsigned."""

_STANDARD = re.compile(r"[A-Za-z0-9+/]*={0,2}")
_URL_SAFE = re.compile(r"[A-Za-z0-9_-]*={0,2}")
_SIXTETS = {
    letter: number
    for number, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
} | {"+": 62, "-": 62, "/": 63, "_": 63}

_LONGEST_NAME = 300
_CHECKSUM = re.compile(r"\\?([0-9A-Fa-f]{32,128}) [ *][^\n]+")
_DIGEST_DIGITS = frozenset({32, 40, 56, 64, 96, 128})


def hexes(text: str) -> Iterator[Reading]:
    """Read hex: plain, spaced, with colons, dashes, commas or 0x, wrapped or not (xxd -p, od -An)."""
    head, complete = until_dots(text)
    groups = _hex_groups(head)
    if groups is None:
        return
    odd = bool(len(groups[-1]) % 2) and not complete
    if odd:
        groups[-1] = groups[-1][:-1]
    if any(len(group) % 2 for group in groups):
        return
    skipped = (CUT,) if not complete else ()
    data = bytes.fromhex("".join(groups))
    if data:
        yield Reading(data, "hex", complete, (*skipped, "half a byte") if odd else skipped)
    if len(groups) > 1 and complete and _SEPARATED.search(head) and {*map(len, groups)} == {_WORD}:
        swapped = bytearray(len(data))
        swapped[::2], swapped[1::2] = data[1::2], data[::2]
        yield Reading(bytes(swapped), "hex-words")


def _hex_groups(text: str) -> list[str] | None:
    if text[:2] in ("\\x", "\\X"):
        text = text[2:]
    if text[:2] in ("0x", "0X"):
        groups = _SEPARATED.split(text.rstrip(","))
        if not all(_HEX_PREFIXED.fullmatch(group) for group in groups):
            return None
        digits = [group[2:] for group in groups]
        return digits if len(digits) == 1 else ["0" + group if len(group) == 1 else group for group in digits]
    if not _HEX_TEXT.fullmatch(text):
        return None
    marks = [mark for mark in ":,-" if mark in text]
    if len(marks) > 1:
        return None
    if marks and marks[0] != "," and any(_INNER_BLANK.search(line.strip()) for line in text.split("\n")):
        return None
    return (text.replace(marks[0], " ") if marks else text).split() or None


def decimals(text: str) -> Iterator[Reading]:
    """Read two or more decimal bytes that stand without brackets: 12 250 or -12,34."""
    head, complete = until_dots(text)
    numbers = byte_numbers(head)
    if numbers is not None and len(numbers) > 1:
        yield byte_list(numbers, complete)


def byte_numbers(text: str) -> list[int] | None:
    """Return the decimal bytes in a text, or None. Above 127 and below 0 never go together."""
    numbers = []
    for word in text.replace(",", " ").split():
        number = DECIMAL.get(word)
        if number is None:
            return None
        numbers.append(number)
    if numbers and min(numbers) < 0 and max(numbers) > 127:
        return None
    return numbers


def to_bytes(numbers: list[int]) -> bytes:
    """Return signed or unsigned bytes as bytes."""
    return bytes([number & 0xFF for number in numbers])


def byte_list(numbers: list[int], complete: bool) -> Reading:
    """Return the reading of a plain list of decimal bytes."""
    form = "signed-bytes" if numbers and min(numbers) < 0 else "unsigned-bytes"
    return Reading(to_bytes(numbers), form, complete, () if complete else (CUT,))


def base64s(text: str) -> Iterator[Reading]:
    """Read base64 or URL-safe base64, padded or not, in one line or wrapped."""
    head, complete = until_dots(text)
    lines = [line.strip() for line in head.split("\n")]
    if len({len(line) for line in lines[:-1]} | {max(len(lines[0]), len(lines[-1]))}) > 1:
        return
    joined = "".join(lines)
    form = "base64" if _STANDARD.fullmatch(joined) else "base64url" if _URL_SAFE.fullmatch(joined) else ""
    stem = joined.rstrip("=")
    if not form or len(stem) < 2:
        return
    if not complete:
        stem = stem[: len(stem) - (len(stem) % 4 == 1)]
        yield Reading(_decode(stem), form, False, (CUT,))
    elif len(stem) % 4 != 1 and len(joined) - len(stem) in (0, -len(stem) % 4):
        unused = _SIXTETS[stem[-1]] & {0: 0, 2: 0x0F, 3: 0x03}[len(stem) % 4]
        yield Reading(_decode(stem), form, skipped=("bits behind the last byte",) if unused else ())


def _decode(stem: str) -> bytes:
    return base64.b64decode(stem.replace("-", "+").replace("_", "/") + "=" * (-len(stem) % 4))


def digest_lines(text: str) -> Iterator[Reading]:
    """Read one line of openssl dgst, of sha256sum and its kind, or of sha256sum --tag."""
    if "\n" in text:
        return
    name, equals, value = text.rpartition("= ")
    if equals and len(name) <= _LONGEST_NAME and "(" in name and name.rstrip().endswith(")"):
        for reading in hexes(value.strip()):
            skipped = ("the digest's name", *reading.skipped)
            yield Reading(reading.data, "openssl-digest", reading.complete, skipped)
    line = _CHECKSUM.fullmatch(text)
    if line and len(line[1]) in _DIGEST_DIGITS:
        yield Reading(bytes.fromhex(line[1]), "checksum", skipped=("the file's name",))
