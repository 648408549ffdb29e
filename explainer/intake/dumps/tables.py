"""Dumps with an offset in front of each row: xxd, hexdump, od, Format-Hex, our own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from explainer.intake.dumps.reading import Reading

_ROW = re.compile(r"([0-9A-Fa-f]{4,16})(:?)(?: (.*)|$)")
_SHORT_OFFSET = 6
"""Digits of an offset that only our own dumps fall below."""
_PAIR = re.compile(r"[0-9A-Fa-f]{2}")
_LONGEST_WORD = 16
_MOST_WORDS = 64
_COLUMN = 4
_BLANK = " " * _COLUMN
_ROW_SIZE = 16
_LARGEST = 1 << 20
_NAMED = {rf"\{name}": byte for name, byte in zip("0abtnvfr", b"\0\a\b\t\n\v\f\r", strict=True)}
OFFSETS = "offsets"
TEXT_COLUMN = "the text column"
OPEN_END = "what may follow, as the dump does not show its end"


class _Row(NamedTuple):
    offset: str
    colon: bool
    rest: str
    """What stands behind the offset, without the space that ends it."""
    repeated: bool
    """Whether a '*' follows: the row fills the gap up to the next offset, or goes on as nobody knows."""


class _Table(NamedTuple):
    """How one program lays out a row."""

    form: str
    cells: Callable[[str], bytes | None]
    """Gives a row's bytes, or None when the row is not laid out so."""
    colon: bool = False
    radixes: tuple[int, ...] = (8, 16, 10)
    """In which the program counts its offsets."""
    closes: bool = True
    """Whether the program ends with a line that holds only the total."""
    pad: bytes = b""
    """The byte with which the last row is filled up."""
    short: bool = False
    """Whether trailing pad bytes may be missing, because copying drops spaces at the end of a line."""
    skipped: tuple[str, ...] = (OFFSETS,)


def _groups(text: str) -> bytes | None:
    """Return the bytes of hex groups in their order."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return None


def _xxd(rest: str) -> bytes | None:
    return _groups(rest.lstrip().partition("  ")[0])


def _xxd_bits(rest: str) -> bytes | None:
    words = rest.lstrip().partition("  ")[0].split()
    if not words or any(len(word) != 8 or not set(word) <= {"0", "1"} for word in words):
        return None
    return bytes([int(word, 2) for word in words])


def _xxd_words(rest: str) -> bytes | None:
    """Return words with the low byte first; only the text column tells them from groups of four bytes."""
    words, data, rest = rest.split(), b"", rest.rstrip()
    for count, word in enumerate(words[:_MOST_WORDS], 1):
        data += (_groups(word) or b"")[::-1]
        shown = "".join([chr(byte) if 0x20 <= byte < 0x7F else "." for byte in data]).rstrip()
        if rest.endswith(shown) and rest[: len(rest) - len(shown)].split() == words[:count]:
            return data
    return None


def _canonical(rest: str) -> bytes | None:
    cells, bar, shown = rest.partition("|")
    data = _groups(cells) if bar else None
    return data if data is not None and _frames(shown, "|", len(data)) else None


def _frames(shown: str, bar: str, size: int) -> bool:
    """Return whether a text column of so many characters ends here with this bar."""
    shown = shown.rstrip()
    return len(shown) == size + 1 and shown.endswith(bar)


def _format_hex(rest: str) -> bytes | None:
    """Return up to 16 bytes in front of a text column, which is there unless it is all blank."""
    rest = rest.lstrip()
    cells = bytearray()
    for pair in rest.split(" ")[:_ROW_SIZE]:
        if not pair:
            break
        if not _PAIR.fullmatch(pair):
            return None
        cells.append(int(pair, 16))
    text = rest[3 * len(cells) :].strip()
    is_od = text.startswith(">") and _frames(text[1:], "<", len(cells))
    is_other = is_od or _canonical(rest) is not None
    return None if is_other or not (text or not cells.strip(b" ")) else bytes(cells)


def _own(rest: str) -> bytes | None:
    """Return bytes of which the text column tells the same, with the letters of their origins behind it."""
    cells, _, shown = rest.partition("  ")
    data = _groups(cells)
    if not data:
        return None
    shown = shown.replace(".", _DOT).lstrip()
    text = "".join([chr(byte) if 0x20 <= byte < 0x7F else _DOT for byte in data]).replace(".", _DOT).lstrip()
    return data if shown.startswith(text) and _LETTERS.fullmatch(shown[len(text) :].strip()) else None


def _units(digits: int, radix: int, size: int) -> Callable[[str], bytes | None]:
    """Return a reader of words of so many digits (0: any number), `size` bytes each, low byte first."""

    def read(rest: str) -> bytes | None:
        cells = bytearray()
        for word in rest.partition("  >")[0].split():
            if (
                (digits and len(word) != digits)
                or len(word) > _LONGEST_WORD
                or not word.isascii()
                or not word.isalnum()
            ):
                return None
            try:
                cells += int(word, radix).to_bytes(size, "little")
            except (ValueError, OverflowError):
                return None
        return bytes(cells)

    return read


def _signed(rest: str) -> bytes | None:
    cells = bytearray()
    for word in rest.split():
        if len(word) > 4 or not word.removeprefix("-").isdecimal() or not -128 <= int(word) < 128:
            return None
        cells.append(int(word) & 0xFF)
    return bytes(cells)


def character_cells(rest: str) -> bytes | None:
    """Return the bytes of od -c's columns, four characters each: "   a", "  \\n", " 377"."""
    cells = bytearray()
    for at in range(0, len(rest), _COLUMN):
        column = rest[at : at + _COLUMN]
        name = column.lstrip()
        if column == _BLANK:
            cells.append(0x20)
        elif name in _NAMED:
            cells.append(_NAMED[name])
        elif len(name) == 1 and " " < name < "\x7f":
            cells.append(ord(name))
        elif len(name) == 3 and name.isascii() and name.isdecimal() and name <= "377" and set(name) <= _OCTAL:
            cells.append(int(name, 8))
        else:
            return None
    return bytes(cells)


_DOT = "·"
_LETTERS = re.compile(r"(?:[A-Z+]\d* ?)+")
_OCTAL = frozenset("01234567")


def _characters(rest: str) -> bytes | None:
    """Read the columns of GNU od and hexdump, or one further to the right as BSD's od prints them."""
    rest = rest.rstrip()
    cells = character_cells(" " + rest if rest else "")
    return cells if cells is not None or rest[:1] != " " else character_cells(rest)


_TABLES = (
    _Table("xxd", _xxd, colon=True, radixes=(16,), closes=False, skipped=(OFFSETS, TEXT_COLUMN)),
    _Table("xxd-bits", _xxd_bits, colon=True, radixes=(16,), closes=False, skipped=(OFFSETS, TEXT_COLUMN)),
    _Table("xxd-words", _xxd_words, colon=True, radixes=(16,), closes=False, skipped=(OFFSETS, TEXT_COLUMN)),
    _Table("hexdump-canonical", _canonical, radixes=(16,), skipped=(OFFSETS, TEXT_COLUMN)),
    _Table("od-hex", _units(2, 16, 1)),
    _Table("hexdump-words", _units(4, 16, 2), radixes=(16, 8, 10), pad=b"\0"),
    _Table("od-hex-words", _units(8, 16, 4), pad=b"\0"),
    _Table("od-hex-long-words", _units(16, 16, 8), pad=b"\0"),
    _Table("od-octal", _units(3, 8, 1)),
    _Table("od-octal-words", _units(6, 8, 2), pad=b"\0"),
    _Table("od-decimal", _units(0, 10, 1)),
    _Table("od-signed", _signed),
    _Table("od-characters", _characters, pad=b" ", short=True),
)
# Its rows are those of od -tx1z but for the look of the text column, so it is asked last.
_FORMAT_HEX = _Table("format-hex", _format_hex, radixes=(16,), closes=False, skipped=(OFFSETS, TEXT_COLUMN))

_OWN = _Table("own-dump", _own, radixes=(16,), closes=False, skipped=(OFFSETS, TEXT_COLUMN))


def tables(text: str) -> Iterator[Reading]:
    """Read a dump with offsets, which start at 0 and follow from the rows, `*` for equal rows too."""
    rows = _rows(text)
    if not rows:
        return
    if len(rows[0].offset) < _SHORT_OFFSET:
        own = _read(_OWN, rows)
        yield from () if own is None else (own,)
        return
    known = [_read(table, rows) for table in _TABLES if table.colon == rows[0].colon]
    readings = [reading for reading in known if reading is not None]
    if not rows[0].colon and not any(reading.complete for reading in readings):
        shown = _read(_FORMAT_HEX, rows)
        readings += [] if shown is None else [shown]
    yield from readings


def characters(text: str) -> Iterator[Reading]:
    """Read od -An -c: the columns of od -c without offsets."""
    data = bytearray()
    for line in text.split("\n"):
        line = line.rstrip("\r")
        cells = character_cells(line.rjust(-(-len(line) // _COLUMN) * _COLUMN))
        if cells is None:
            return
        data += cells
    if len(data) > 1:
        yield Reading(bytes(data), "od-characters")


def _rows(text: str) -> list[_Row] | None:
    """Return the rows, or None if a line is no row. Format-Hex's headings are left out."""
    rows: list[_Row] = []
    for line in text.split("\n"):
        line = line.strip("\r").lstrip()
        found = _ROW.fullmatch(line)
        if found:
            rows.append(_Row(found[1], bool(found[2]), found[3] or "", False))
        elif rows and (line.rstrip() == "*" or _CUT.match(line)):
            rows[-1] = rows[-1]._replace(repeated=True)
        elif line.strip() and (rows or not _HEADING.match(line)):
            return None
    return rows


_CUT = re.compile(r"(?:…|\.\.\.) +and [\d,]+ more bytes")
_HEADING = re.compile(r"Path:|Label:|Offset Bytes|-{6} -{6}|00 01 02 03 ")


def _read(table: _Table, rows: list[_Row]) -> Reading | None:
    cells = [table.cells(row.rest) if row.rest.strip() or table.short else b"" for row in rows]
    if any(row is None for row in cells):
        return None
    for radix in table.radixes:
        data = _assemble(table, rows, [row or b"" for row in cells], radix)
        if data is not None:
            break
    else:
        return None
    shorter = not table.short and len(cells[-1] or b"") < len(cells[0] or b"")
    closed = (not table.closes or not rows[-1].rest.strip() or shorter) and not rows[-1].repeated
    return Reading(data, table.form, closed, table.skipped if closed else (*table.skipped, OPEN_END))


def _assemble(table: _Table, rows: list[_Row], cells: list[bytes], radix: int) -> bytes | None:
    """Return the bytes of all rows if each offset is what the rows before it add up to."""
    try:
        offsets = [int(row.offset, radix) for row in rows]
    except ValueError:
        return None
    if offsets[0] or offsets[-1] > _LARGEST:
        return None
    data = bytearray()
    width = 0
    for row, part, start, end in zip(rows, cells, offsets, [*offsets[1:], None], strict=True):
        if start != len(data):
            return None
        if row.repeated and end is not None:
            width = width or (max(len(part), _ROW_SIZE) if table.short else len(part))
        size = len(part) if end is None else width if row.repeated else end - start
        fitted = _fit(part, size, table)
        if fitted is None:
            return None
        width = width or size
        data += fitted
        if row.repeated and end is not None:
            if not fitted or end < len(data) or (end - start) % len(fitted):
                return None
            data += fitted * ((end - len(data)) // len(fitted))
    return bytes(data)


def _fit(part: bytes, size: int, table: _Table) -> bytes | None:
    """Return the row cut or filled to its size, if only padding is cut or filled."""
    if len(part) < size and table.short:
        return part.ljust(size, table.pad)
    extra = part[size:]
    if len(part) < size or (extra and not (table.pad and extra == table.pad * len(extra))):
        return None
    return part[:size]
