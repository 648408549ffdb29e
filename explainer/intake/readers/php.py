"""Arrays that PHP printed with print_r and var_dump."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from explainer.intake.readers.literals import DEEPEST, Constant, Items, Number, Pairs, Text, Value
from explainer.intake.readers.messages import after_bytes
from explainer.intake.readers.model import Part
from explainer.intake.readers.objects import object_part

_BEGIN = re.compile(r"(?:\bArray[ \t]*\r?\n[ \t]*\(|\barray\(\d{1,6}\)[ \t]*\{)[ \t]*\r?\n")
_PRINTED = re.compile(r"Array[ \t]*\r?\n[ \t]*\([ \t]*\r?\n")
_PRINTED_KEY = re.compile(r"[ \t]*\[([^\]\n]{1,200})\] =>[ ]?")
_PRINTED_END = re.compile(r"[ \t]*\)[ \t]*\r?(?:\n|\Z)")
_REST = re.compile(r"[^\r\n]*")
_DUMPED = re.compile(r"array\(\d{1,6}\)[ \t]*\{[ \t]*\r?\n")
_DUMPED_KEY = re.compile(r"[ \t]*\[(?:\"([^\"\n]{0,200})\"|(\d{1,20}))\][ \t]*=>\s{0,200}")
_DUMPED_END = re.compile(r"[ \t]*\}")
_STRING = re.compile(r"string\((\d{1,9})\)[ ]\"")
_SCALAR = re.compile(r"(?:int|float)\(([^()\n]{1,60})\)|bool\((true|false)\)|(NULL)")
_GAP = re.compile(r"(?:[ \t]*\r?\n)*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:E[+-]?\d+)?")


class _Read(NamedTuple):
    value: Value
    end: int


def read_php(text: str) -> Iterator[Part]:
    """Yield the arrays that say something about a request."""
    at = 0
    while (begin := _BEGIN.search(text, at)) is not None:
        read = _array(text, begin.start(), 0)
        part = None if read is None else object_part(text, read.value, at)
        at = read.end if read is not None else begin.end()
        if part is not None:
            yield part


def _array(text: str, start: int, depth: int) -> _Read | None:
    """Return the array at a place, None if there is none or it is not closed."""
    if depth >= DEEPEST:
        return None
    if (opened := _PRINTED.match(text, start)) is not None:
        key, closing, value = _PRINTED_KEY, _PRINTED_END, _printed
    elif (opened := _DUMPED.match(text, start)) is not None:
        key, closing, value = _DUMPED_KEY, _DUMPED_END, _dumped
    else:
        return None
    pairs: list[tuple[str, Value]] = []
    at = opened.end()
    while (named := key.match(text, at)) is not None:
        read = value(text, named.end(), depth + 1)
        if read is None:
            return None
        pairs.append((next(group for group in named.groups() if group is not None), read.value))
        gap = _GAP.match(text, read.end)
        at = gap.end() if gap else read.end
    end = closing.match(text, at)
    if end is None:
        return None
    span = (start, start + len(text[start : end.end()].rstrip()))
    if [name for name, _ in pairs] == [str(number) for number in range(len(pairs))]:
        return _Read(Items(tuple([item for _, item in pairs]), span), end.end())
    return _Read(Pairs(tuple(pairs), span, php=True), end.end())


def _printed(text: str, at: int, depth: int) -> _Read | None:
    """Return a value of print_r: an array, or all up to the end of its line."""
    if _PRINTED.match(text, at):
        return _array(text, at, depth)
    rest = _REST.match(text, at)
    end = rest.end() if rest else at
    return _Read(Text(text[at:end], (at, end)), end)


def _dumped(text: str, at: int, depth: int) -> _Read | None:
    """Return a value of var_dump: an array, a string of so many bytes, a number, a constant."""
    if (string := _STRING.match(text, at)) is not None:
        end = after_bytes(text, string.end(), int(string[1]))
        if end is None or text[end : end + 1] != '"':
            return None
        return _Read(Text(text[string.end() : end], (string.end(), end)), end + 1)
    scalar = _SCALAR.match(text, at)
    if scalar is None:
        return _array(text, at, depth)
    if scalar[1] is None:
        return _Read(Constant(scalar[0].removeprefix("bool(").removesuffix(")"), scalar.span()), scalar.end())
    if _NUMBER.fullmatch(scalar[1]) is None:
        return None
    return _Read(Number(scalar[1], scalar.span(1)), scalar.end())
