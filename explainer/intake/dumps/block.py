"""Several printed values in one text: lines with labels, objects, dumps under a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from explainer.errors import InputError
from explainer.intake.dumps.layout import Layout
from explainer.intake.dumps.reading import Reading
from explainer.intake.dumps.value import check_size, read_value
from explainer.intake.dumps.wrapping import lines_from, starts_table

MOST = 500
"""Most values that one text may hold."""

_MOST_NAMED = 10_000
_DEEPEST = 6
_BLANK = " \t\r\n\ufeff"
_NAMED = re.compile(r"([\"'`]?)([A-Za-z_$(\[][^\"'`=\n]{0,60}?)\1([ \t]{0,9})(=>|:=|->|=|:)(?!//)([ \t]*)")
_INTRODUCED = re.compile(
    r"([A-Za-z_][^\n]{0,60}?)[ \t]{1,9}"
    r"(?=<Buffer|[A-Za-z0-9]{0,20}Array\b|[\[{]|b?[\"']|0x|[0-9A-Fa-f]{2}[ :-][0-9A-Fa-f]{2}[ :-])"
)
_LAST_WORD = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_LONGEST_LABEL = 60
_LITERAL = ("'", '"', "`", "$", "(", "[]byte(")

_WEAK = frozenset({"base64", "base64url", "binary-string", "od-characters", "openssl-digest", "text"})
"""Forms that a label and its value may have together by chance."""
_ESCAPED = frozenset({"escaped-bytes", "escaped-text"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """One value of a text, with the name that stands in front of it."""

    label: str
    """The name as printed, without quotes and separator; empty if there is none."""
    readings: tuple[Reading, ...]
    span: tuple[int, int]
    """Start and end of the value in the text, without its label."""


def read_values(text: str) -> tuple[Labelled, ...]:
    """Return the values of a text in their order, each with its label and all its readings.

    Where it cannot be known whether lines are one wrapped value or several, both are given, so
    spans may overlap; the same goes for nonce=1, which is a name with a value and a whole body.
    A label with nothing behind or below it is no value.
    Raises InputError for a text of more than `LARGEST` characters, for more than `MOST` values and
    for half a surrogate pair.
    """
    check_size(text)
    block = _Block(text)
    block.read()
    return tuple(block.found)


class _Block:
    """A text on its way to being read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.layout = Layout(text)
        self.found: list[Labelled] = []
        self.named = 0

    def read(self) -> None:
        """Read value after value; a label alone on its line belongs to the value below it."""
        at, heading = 0, ""
        while at < len(self.text):
            line_end = self.layout.line_end(at)
            line = self.text[at:line_end]
            if not line.strip(_BLANK):
                at, heading = line_end + 1, ""
                continue
            label, start, end = heading, at, line_end
            if not starts_table(line):
                end = self.layout.value_end(at)
                name, start = self._label(at, end)
                label = name or heading
                if name and start == end:
                    at, heading = line_end + 1, name
                    continue
            lines = lines_from(self.text, start)
            if lines is None:
                self._value(label, start, end)
            else:
                end = lines.spans[-1][1]
                self._add(label, start, end)
                for span in lines.spans if lines.doubtful else ():
                    self._add("", *self._trim(*span))
            at, heading = end + 1, ""

    def _value(self, label: str, start: int, end: int, depth: int = 0) -> None:
        """Add one value; of an object or a list that is no dump, its members."""
        start, end = self._trim(start, end)
        value = self.text[start:end]
        readings = read_value(value)
        if _strong(readings, value) or depth == _DEEPEST or not self._is_container(start, end):
            self._add(label, start, end, readings)
            return
        if value[1:].lstrip(_BLANK).startswith('"'):
            self._add(label, start, end, readings)
            if label:
                return
        for begin, stop in self.layout.parts(start + 1, end - 1):
            name, at = self._label(begin, stop)
            if at < stop and self.text[at:stop].strip(_BLANK):
                self._value(name or label, at, stop, depth + 1)

    def _is_container(self, start: int, end: int) -> bool:
        return self.text[start : start + 1] in ("{", "[") and self.layout.end_of(start) == end

    def _label(self, start: int, end: int) -> tuple[str, int]:
        """Return the label that a stretch of text begins with, and where its value begins."""
        self.named += 1
        if self.named > _MOST_NAMED:
            raise _too_many(f"there are more than {_MOST_NAMED:,} lines and names")
        start, end = self._trim(start, end)
        text = self.text[start:end]
        if not text or _strong(read_value(text), text):
            return "", start
        named = _NAMED.match(self.text, start, end)
        if named:
            quote, name, before, sign, after = named.groups()
            value = self.text[named.end() : end]
            if sign == "=" and not (quote or before or after):
                if not value.strip("=") or ("&" in value and "=" in value):
                    return "", start
                if name == "nonce":
                    self._add("", start, end)
            return name.strip(), named.end()
        introduced = _INTRODUCED.match(self.text, start, end)
        if introduced:
            return introduced[1], introduced.end()
        front, _, last = text.rpartition(" ")
        if front[:1].isalpha() and len(front) <= _LONGEST_LABEL and _LAST_WORD.fullmatch(last):
            return front.strip(), end - len(last)
        return "", start

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        piece = self.text[start:end]
        bare = piece.strip(_BLANK)
        start += len(piece) - len(piece.lstrip(_BLANK))
        return start, start + len(bare)

    def _add(self, label: str, start: int, end: int, readings: tuple[Reading, ...] = ()) -> None:
        if len(self.found) == MOST:
            raise _too_many(f"there are more than {MOST}")
        readings = readings or read_value(self.text[start:end])
        self.found.append(Labelled(label, readings, (start, end)))


def _too_many(problem: str) -> InputError:
    return InputError("values", problem, hint="give only what your code printed for this one request")


def _strong(readings: tuple[Reading, ...], text: str) -> bool:
    """Return whether a value says what it is: a dump, a literal, a list, hex."""
    form = readings[0].form
    return form not in _WEAK and (form not in _ESCAPED or text.startswith(_LITERAL))
