"""Values printed as items between brackets: Buffers, typed arrays, WordArrays, lists of bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from explainer.intake.dumps.digits import DECIMAL, byte_list, byte_numbers, to_bytes
from explainer.intake.dumps.reading import CUT, Reading, until_dots

_CLOSING = {"[": "]", "{": "}", "(": ")", "<": ">"}
_LONGEST_FRAME = 400
_BROWSER_TAIL = "buffer: ArrayBuffer("
_HEX_BYTE = (
    {f"{number:{form}}": number for number in range(256) for form in ("x", "X", "02x", "02X")}
    | {f"0x{number:{form}}": number for number in range(256) for form in ("x", "X", "02x", "02X")}
    | {f"0X{number:02X}": number for number in range(256)}
)
_GROUP = 8
_COUNT = re.compile(r"length = \d{1,9}, bytes = 0x")
_WORD = re.compile(r"-?[0-9]{1,10}")


class _Frame(NamedTuple):
    """One kind of brackets: what stands in front of the items, which bracket, what stands behind."""

    form: str
    head: str
    """Pattern of the text before the bracket without its white space; a group holds the item count."""
    opening: str
    tail: str
    """Pattern of the text behind the closing bracket; a group holds the byte count."""
    read: Callable[[str], bytes | None]


def _hex_bytes(items: str) -> bytes | None:
    """Return bytes written as one or two hex digits each, with or without 0x."""
    numbers = [_HEX_BYTE.get(word) for word in items.replace(",", " ").split()]
    known = [number for number in numbers if number is not None]
    return bytes(known) if len(known) == len(numbers) else None


def _buffer(items: str) -> bytes | None:
    return _hex_bytes(items.removeprefix("Buffer")) if items.startswith("Buffer") else None


def _decimals(items: str) -> bytes | None:
    numbers = byte_numbers(items)
    return None if numbers is None else to_bytes(numbers)


def _either(items: str) -> bytes | None:
    decimals = _decimals(items)
    return _hex_bytes(items) if decimals is None else decimals


def _words(items: str) -> bytes | None:
    """Return 32-bit words, signed or not, with the high byte first."""
    data = bytearray()
    for word in items.replace(",", " ").split():
        if not _WORD.fullmatch(word) or not -(1 << 31) <= int(word) < 1 << 32:
            return None
        data += (int(word) & 0xFFFFFFFF).to_bytes(4, "big")
    return bytes(data)


def _grouped(items: str) -> bytes | None:
    """Return bytes written as groups of eight hex digits, the last of which may be shorter."""
    *groups, last = items.split() or [""]
    if not last or len(last) > _GROUP or any(len(group) != _GROUP for group in groups):
        return None
    return _hex("".join([*groups, last]))


def _counted(items: str) -> bytes | None:
    """Return the bytes behind their number."""
    found = _COUNT.match(items)
    return _hex("".join(items[found.end() :].split())) if found else None


def _hex(digits: str) -> bytes | None:
    try:
        return bytes.fromhex(digits)
    except ValueError:
        return None


def _numbered(items: str) -> bytes | None:
    """Return bytes written as '0': 12, '1': 34 and so on, numbered from 0 without a gap."""
    numbers = []
    for place, pair in enumerate(items.rstrip(" \r\n\t,").split(",")):
        key, _, value = pair.partition(":")
        number = DECIMAL.get(value.strip())
        if number is None or key.strip(" \r\n\t\"'") != str(place):
            return None
        numbers.append(number)
    return to_bytes(numbers)


_QUOTE = "[\"']?"
_FRAMES = (
    _Frame("node-buffer", "", "<", "", _buffer),
    _Frame(
        "array-buffer",
        r"(?:Shared)?ArrayBuffer\{\[Uint8Contents\]:",
        "<",
        r",\[?byteLength\]?:(\d{1,9})\}",
        _hex_bytes,
    ),
    _Frame(
        "json-buffer",
        rf"\{{{_QUOTE}type{_QUOTE}:[\"']Buffer[\"'],{_QUOTE}data{_QUOTE}:",
        "[",
        r"\}",
        _decimals,
    ),
    _Frame(
        "word-array",
        rf"[\w.$]{{0,40}}\{{{_QUOTE}words{_QUOTE}:",
        "[",
        rf",{_QUOTE}sigBytes{_QUOTE}:(\d{{1,9}})\}}",
        _words,
    ),
    _Frame(
        "typed-array",
        r"(?:Uint8Array|Uint8ClampedArray|Int8Array|Buffer)(?:\((\d{1,9})\))?(?:\[Uint8Array\])?",
        "[",
        "",
        _decimals,
    ),
    _Frame("typed-array", r"new(?:Uint8Array|Int8Array)\(", "[", r"\);?", _either),
    _Frame("typed-array", r"Buffer\.from\(", "[", r"\);?", _either),
    _Frame("python-bytes", r"(?:bytes|bytearray)\(", "[", r"\)", _either),
    _Frame("ns-data", "", "<", "", _grouped),
    _Frame("ns-data", "", "{", "", _counted),
    _Frame("indexed-object", "", "{", "", _numbered),
    _Frame("byte-source", r"\[\d{0,9}\](?:byte|uint8)", "{", "", _either),
    _Frame("byte-source", r"(?:new)?s?[Bb]yte\[\]", "{", ";?", _either),
    _Frame("byte-source", r"u?byteArrayOf", "(", "", _either),
    _Frame("byte-source", "(?:UInt8|&|vec!)", "[", ";?", _either),
    _Frame("hex-list", "<?", "<", ">?", _hex_bytes),
    _Frame("hex-list", "", "[", "", _hex_bytes),
    _Frame("hex-list", "", "{", ";?", _hex_bytes),
)
_KNOWN = tuple((frame, re.compile(frame.head), re.compile(frame.tail)) for frame in _FRAMES)
_PLAIN = {("", "["): "", ("", "{"): "", ("", "("): "", ("<", "<"): ">"}


def framed(text: str) -> Iterator[Reading]:
    """Read a value between brackets, whatever language printed it. Dots among the items end it."""
    browser = text.rfind(_BROWSER_TAIL)
    if browser >= 0:
        text = text[:browser].rstrip(" ,\r\n\t") + "]"
    at = max(text.rfind(bracket) for bracket in _CLOSING)
    end = text.find(_CLOSING[text[at]], at) if at >= 0 else -1
    if end < 0 or at + len(text) - end > _LONGEST_FRAME:
        return
    head, opening, tail = _packed(text[:at]), text[at], _packed(text[end + 1 :])
    items, complete = until_dots(text[at + 1 : end])
    if _PLAIN.get((head, opening)) == tail:
        numbers = byte_numbers(items)
        if numbers is not None:
            yield byte_list(numbers, complete)
    for frame, head_pattern, tail_pattern in _KNOWN:
        front = head_pattern.fullmatch(head) if frame.opening == opening else None
        back = tail_pattern.fullmatch(tail) if front else None
        data = frame.read(items) if back else None
        if front and back and data is not None:
            sizes = [int(size) for size in (*front.groups(), *back.groups()) if size]
            reading = _sized(frame, data, complete, min(sizes, default=len(data)))
            if reading is not None:
                yield reading


def _sized(frame: _Frame, data: bytes, complete: bool, size: int) -> Reading | None:
    """Return the reading, held against the size that the frame states."""
    if frame.form == "word-array" and size < len(data):
        return Reading(data[:size], frame.form, complete, ("bytes of the last word behind sigBytes",))
    if size < len(data):
        return None
    complete = complete and size == len(data)
    return Reading(data, frame.form, complete, () if complete else (CUT,))


def _packed(text: str) -> str:
    return "".join(text.split())
