"""Literals of objects and lists in Python, JavaScript, PHP and JSON, read with the places of their values.

Nothing is evaluated: what is no literal is an `Expression`, of which only the place is known.
"""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from explainer.intake.readers.model import Span
from explainer.intake.readers.strings import String, Strings

DEEPEST = 12
"""Levels that are read; what is nested deeper is an expression."""
MOST = 20_000
"""Brackets and entries that are read in one text; more are no longer those of one request."""
_LONGEST = 50_000
"""Characters that an expression may have."""


class Text(NamedTuple):
    """A string."""

    value: str
    span: Span


class Number(NamedTuple):
    """A number as it is written."""

    written: str
    span: Span


class Constant(NamedTuple):
    """True, false, nothing: as it is written."""

    written: str
    span: Span


class Items(NamedTuple):
    """A list."""

    items: tuple[Value, ...]
    span: Span


class Pairs(NamedTuple):
    """An object, a dict, an array with keys."""

    pairs: tuple[tuple[str, Value], ...]
    """In their order; what is spread into it has an empty name."""
    span: Span
    php: bool = False

    def get(self, name: str) -> Value | None:
        """Return the value of a name, without regard to case; the last one, as languages have it."""
        return next((value for key, value in reversed(self.pairs) if key.lower() == name), None)


class Call(NamedTuple):
    """A call whose arguments were read: positional ones with an empty name."""

    function: str
    arguments: tuple[tuple[str, Value], ...]
    span: Span


class Expression(NamedTuple):
    """What is no literal."""

    span: Span


Value: TypeAlias = "Text | Number | Constant | Items | Pairs | Call | Expression"

_BLANK = re.compile(r"(?:\s+|//[^\n]*|#[^\n]*)+")
_INITIALISED = re.compile(r"([{\[])[ \t]{0,20}(?=\")")
_PARTED = {"{": re.compile(r"[ \t]{0,20},"), "[": re.compile(r"[ \t]{0,20}\][ \t]{0,20}=(?![=>])")}
"""What stands between name and value of an entry in C#."""
_NAME = re.compile(r"[A-Za-z_$][\w$-]*|\d{1,20}")
_KEYWORD = re.compile(r"([A-Za-z_]\w{0,60})[ \t]{0,9}[=:](?![=>])")
_NUMBER = re.compile(
    r"[-+]?(?:0[xX][0-9A-Fa-f]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d+)(?:[eE][-+]?\d{1,4})?)n?(?![\w.])"
)
_CONSTANT = re.compile(r"(?:True|False|None|true|false|null|undefined|NULL|TRUE|FALSE)(?![\w$.(\[])")
_CALL = re.compile(
    r"(?:new[ \t]{1,9})?([A-Za-z_$\\][\w$.\\]{0,60}(?:::[A-Za-z_]\w{0,60}){0,3})(?:<[\w, .<>\[\]]{0,80}>)?\("
)
_BEHIND = re.compile(r"\.(?:encode\([^()\n]{0,20}\)|toString\(\)|strip\(\)|trim\(\))")
_CLASS = re.compile(r"(?:(?:[A-Z]\w{0,40}(?:\(\d{1,6}\))?|\[[\w: ]{1,60}\])[ ]){1,2}(?=\{)")
"""What Node.js prints in front of an object that has a class."""
_GO_LIST = re.compile(r"\[\]string\{(?=[\"`])")
"""A list of strings in Go; those of url.Values and http.Header mostly have one."""
_STOP = re.compile(r"[\"'`\[{(\]}),;]|/\*")
_CLOSING = {"{": "}", "[": "]", "(": ")"}


class Literals:
    """Reads the literals of one text, each bracket at most once."""

    def __init__(self, text: str, *, php: bool = False) -> None:
        """`php` says that all strings are of PHP, also those that no arrow tells."""
        self._text = text
        self._php = php
        self._strings = Strings(text)
        self._read: dict[int, Value | None] = {}
        self._ends: dict[int, int | None] = {}
        self._comments_end = len(text)
        self._left = MOST

    def at(self, at: int, depth: int = 0) -> Value | None:
        """Return the object, list or call whose bracket stands at a place, None if it is none or not closed.

        For a call it is the place of its name.
        """
        if at not in self._read:
            if depth >= DEEPEST:
                return None
            self._read[at] = self._bracket(at, depth)
        return self._read[at]

    def plain(self, at: int) -> Value | None:
        """Return the literal or call that begins at a place, whatever follows it."""
        return self._literal(at, 0, self._php)

    def _bracket(self, at: int, depth: int) -> Value | None:
        self._left -= 1
        if self._left < 0:
            return None
        sign = self._text[at : at + 1]
        if sign == "{":
            return self._pairs(at, at + 1, "}", depth)
        if sign and sign in "[(":
            return self._list(at, at + 1, _CLOSING[sign], depth)
        called = _CALL.match(self._text, at)
        if called is None:
            return None
        if called[1].lower() == "array":
            return self._list(at, called.end(), ")", depth)
        return self._call(called, depth)

    def _pairs(self, start: int, at: int, closing: str, depth: int) -> Value | None:
        """Read the entries of an object up to its closing bracket."""
        pairs: list[tuple[str, Value]] = []
        while True:
            at = self._behind_blank(at)
            if self._text[at : at + 1] == closing:
                return Pairs(tuple(pairs), (start, at + 1))
            entry = self._entry(at, depth)
            if entry is None:
                return None
            pairs.append(entry[:2])
            at = self._behind_blank(entry[2])
            if self._text[at : at + 1] == ",":
                at += 1
            elif self._text[at : at + 1] != closing:
                return None

    def _entry(self, at: int, depth: int) -> tuple[str, Value, int] | None:
        """Return name, value and end of an entry of an object."""
        if self._text.startswith(("...", "**"), at):
            spread = self._expression(at)
            return None if spread is None else ("", spread, spread.span[1])
        initialised = _INITIALISED.match(self._text, at)
        if initialised is not None:
            return self._initialised(initialised, depth)
        string = self._strings.read(at)
        name = None if string else _NAME.match(self._text, at)
        if string is None and name is None:
            return None
        key = string.value if string else name[0] if name else ""
        end = string.end if string else name.end() if name else at
        sign = self._behind_blank(end)
        if self._text[sign : sign + 1] in (",", "}"):
            return (key, Expression((at, end)), end) if name else None
        arrow = self._text.startswith("=>", sign)
        if self._text[sign : sign + 1] != ":" and not arrow:
            return None
        value = self._value(self._behind_blank(sign + 1 + arrow), depth)
        return None if value is None else (key, value, value.span[1])

    def _initialised(self, opened: re.Match[str], depth: int) -> tuple[str, Value, int] | None:
        """Return an entry as C# writes it: {"name", value} or ["name"] = value."""
        name = self._strings.read(opened.end())
        sign = None if name is None else _PARTED[opened[1]].match(self._text, name.end)
        value = None if sign is None else self._value(self._behind_blank(sign.end()), depth)
        if name is None or value is None:
            return None
        end = value.span[1]
        if opened[1] == "{":
            end = self._behind_blank(end) + 1
            if self._text[end - 1 : end] != "}":
                return None
        return name.value, value, end

    def _list(self, start: int, at: int, closing: str, depth: int) -> Value | None:
        """Read a list, or an array of PHP with keys."""
        items: list[Value] = []
        pairs: list[tuple[str, Value]] = []
        while True:
            at = self._behind_blank(at)
            if self._text[at : at + 1] == closing:
                span = (start, at + 1)
                return (
                    Pairs(tuple(pairs), span, php=True) if pairs and not items else Items(tuple(items), span)
                )
            string = self._strings.read(at, php=True)
            word = None if string else _NAME.match(self._text, at)
            end = string.end if string else word.end() if word else at
            arrow = self._behind_blank(end)
            if (string or word) and self._text.startswith("=>", arrow):
                value = self._value(self._behind_blank(arrow + 2), depth, php=True)
                pairs += (
                    [] if value is None else [(string.value if string else word[0] if word else "", value)]
                )
            else:
                value = self._value(at, depth)
                items += [] if value is None else [value]
            if value is None or (items and pairs):
                return None
            at = self._behind_blank(value.span[1])
            if self._text[at : at + 1] == ",":
                at += 1
            elif self._text[at : at + 1] != closing:
                return None

    def _call(self, called: re.Match[str], depth: int) -> Value | None:
        arguments: list[tuple[str, Value]] = []
        at = called.end()
        while True:
            at = self._behind_blank(at)
            if self._text[at : at + 1] == ")":
                return Call(called[1], tuple(arguments), (called.start(), at + 1))
            keyword = _KEYWORD.match(self._text, at)
            value = self._value(self._behind_blank(keyword.end()) if keyword else at, depth)
            if value is None:
                return None
            arguments.append((keyword[1] if keyword else "", value))
            at = self._behind_blank(value.span[1])
            if self._text[at : at + 1] == ",":
                at += 1
            elif self._text[at : at + 1] != ")":
                return None

    def _value(self, at: int, depth: int, *, php: bool = False) -> Value | None:
        """Return what begins at a place and goes up to a comma or a closing bracket."""
        self._left -= 1
        if self._left < 0:
            return None
        value = self._literal(at, depth, php)
        if value is not None:
            end = value.span[1]
            if (behind := _BEHIND.match(self._text, end)) is not None:
                value = value._replace(span=(at, behind.end()))
                end = behind.end()
            if self._text[self._behind_blank(end) :][:1] in (",", "]", "}", ")"):
                return value
        return self._expression(at)

    def _expression(self, at: int) -> Expression | None:
        end = self._expression_end(at)
        written = self._text[at:end].rstrip() if end is not None else ""
        return Expression((at, at + len(written))) if written else None

    def _literal(self, at: int, depth: int, php: bool) -> Value | None:
        string = self._strings.read(at, php=php or self._php)
        if string is not None:
            return self._with_adjacent(string, php)
        if (number := _NUMBER.match(self._text, at)) is not None:
            return Number(number[0], number.span())
        if (constant := _CONSTANT.match(self._text, at)) is not None:
            return Constant(constant[0], constant.span())
        if (listed := _GO_LIST.match(self._text, at)) is not None:
            string = self._strings.read(listed.end())
            closed = string is not None and self._text[string.end : string.end + 1] == "}"
            return Text(string.value, (at, string.end + 1)) if string and closed else None
        named = _CLASS.match(self._text, at)
        value = self.at(named.end() if named else at, depth + 1)
        return value._replace(span=(at, value.span[1])) if named and value else value

    def _with_adjacent(self, string: String, php: bool) -> Text | None:
        """Return a string with those that follow it directly, which Python takes for one."""
        values, end, filled_in = [string.value], string.end, string.filled_in
        while (following := self._strings.read(self._behind_blank(end), php=php or self._php)) is not None:
            values.append(following.value)
            end, filled_in = following.end, filled_in or following.filled_in
        return None if filled_in else Text("".join(values), (string.start, end))

    def _behind_blank(self, at: int) -> int:
        while True:
            blank = _BLANK.match(self._text, at)
            at = blank.end() if blank else at
            if not self._text.startswith("/*", at) or at >= self._comments_end:
                return at
            end = self._text.find("*/", at + 2)
            if end < 0:
                self._comments_end = at
                return at
            at = end + 2

    def _expression_end(self, at: int) -> int | None:
        """Return where an expression ends, before a comma or the bracket that closes around it."""
        most = at + _LONGEST
        while (token := _STOP.search(self._text, at, most)) is not None:
            sign, start = token[0], token.start()
            if sign in "]}),;":
                return start
            if sign in "\"'`":
                string = self._strings.read(start)
                at = string.end if string else start + 1
            elif sign == "/*":
                at = max(self._behind_blank(start), start + 2)
            else:
                end = self._end_of(start)
                if end is None:
                    return None
                at = end
        return None

    def _end_of(self, start: int) -> int | None:
        """Return where the bracket at a place is closed. Every bracket on the way is kept in mind."""
        opened: list[int] = []
        at, most = start, start + _LONGEST
        while (token := _STOP.search(self._text, at, most)) is not None:
            sign, at = token[0], token.end()
            if sign in "\"'`":
                string = self._strings.read(token.start())
                at = string.end if string else at
            elif sign in _CLOSING:
                known = self._ends.get(token.start(), -1)
                if known is None:
                    break
                if known >= 0:
                    at = known
                else:
                    opened.append(token.start())
            elif sign in "]})" and opened:
                if _CLOSING[self._text[opened[-1]]] != sign:
                    break
                self._ends[opened.pop()] = at
            if not opened and start in self._ends:
                return self._ends[start]
        self._ends.update(dict.fromkeys([*opened, start]))
        return None
