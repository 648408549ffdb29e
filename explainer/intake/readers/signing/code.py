"""A text of code as far as calls and settings of names can be told in it, whatever the language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from explainer.intake.readers.calls.reader import COMMENT
from explainer.intake.readers.model import Span
from explainer.intake.readers.strings import Strings

MOST = 20
"""Calls in a chain."""
LONGEST = 2_000
"""Characters that the arguments of a call may have, and what stands in front of it in its line."""
_LONGEST_VALUE = 600
_MOST_SET = 2_000
_SIGN = re.compile(r"[\"'`()\[\]{},]")
_CHAINED = re.compile(r"\s{0,200}(?:\.|->)\s{0,20}([A-Za-z]\w{0,40})\s{0,9}\(")
_SHOWN = re.compile(
    r"(?i)\b(?:print|printf|println|fprint\w*|echo|console\.\w+|log\w*(?:\.\w+)?|error_log|print_r|var_dump|puts"
    r"|dump|assert\w*|(?:write|print)ln|sprintln|writeline|write-(?:host|output))\b(?!\s{0,9}:?=)[^;\n]{0,200}\Z"
)
"""What stands in front of a call whose value is printed, and goes nowhere else."""
_VALUE = (
    r"\b{}(?:[ \t]{{0,9}}:[ \t]{{0,9}}[\w<>\[\], ]{{1,40}})?(?:[ \t]{{0,9}},[ \t]{{0,9}}\w{{1,20}})?"
    r"[ \t]{{0,9}}[.+:]?=(?!=)[\s(]{{0,80}}([^;\n]{{0,400}})"
)
"""What a name is set to, with a type behind it or none."""
_SET = re.compile(
    r"(?<![\w.$>&])\$?(?:(?:this|self)(?:\.|->))?@?([A-Za-z_]\w{0,60})"
    r"(?:[ \t]{0,9}:[ \t]{0,9}[\w<>\[\]]{1,40})?(?:[ \t]{0,9},[ \t]{0,9}\w{1,20})?"
    r"[ \t]{0,30}:?=(?![=>~])[ \t]{0,30}(?:\r?\n[ \t]{0,80})?"
)
_ENDS = re.compile(r"[\"'`()\[\]{};\n]")
_GOES_ON = re.compile(r"\s{0,200}(?:\.|->|[+.]\s)")
_BEFORE_NAME = r"(?:(?:new|await)\b[ ]{1,9}|&|\(\w{1,9}\[\]\)[ ]?){0,3}(?:\$?(?:this|self)(?:\.|->))?[$@]?"
_HEAD = re.compile(
    rf"\s{{0,80}}(?:return\b\s{{1,9}})?{_BEFORE_NAME}"
    r"(?P<name>(?:[A-Za-z_]\w{0,60}(?:\.|->|::)){0,5}[A-Za-z_]\w{0,60}|\[\]byte)"
)
_BEFORE = re.compile(
    r"(?:(?:\b(?:new|await)[ ]{1,9}|&|\(\w{1,9}\[\]\)[ ]?){1,3}(?:\$?(?:this|self)(?:\.|->))?[$@]?"
    r"|\$?\b(?:this|self)(?:\.|->)[$@]?|[$@])\Z"
)
_FRONT = 200
"""Characters in front of a name that are looked at to tell where it goes."""
_SETS = re.compile(r"[\w\])\"'>]\s{0,30}:?=\s{0,80}\Z")
_SET_BEHIND = re.compile(
    r"[ \t]{0,30}(?::[ \t]{0,9}[\w<>\[\]]{1,40}[ \t]{0,9})?(?:,[ \t]{0,9}\w{1,20}[ \t]{0,9})?:?=(?![=>~])"
)
_ENDS_LINE = re.compile(r"[ \t\r]{0,80}(?:;|\n|\Z|//|#)")
_INDEX = re.compile(r"\[[\w: ]{0,20}\]")
IDENTIFIER = re.compile(
    r"(?:[\w$@]{1,60}(?:\.(?!\$)|->|::)){0,4}[$@]?([A-Za-z_]\w{0,60})(?:\[[\"']([\w-]{1,40})[\"']\])?"
)
_FROM_HEX = re.compile(
    r"(?i)fromhex|unhexlify|hex2bin|pack\(\s{0,9}['\"]H\*|,\s{0,9}['\"]hex['\"]\s{0,9}\)|Hex\.parse|hex\.Decode|parseHex|decodeHex|FromHexString"
)
_ENCODING = re.compile(
    r"\.(?:encode|getBytes|toByteArray)\([^()]{0,40}\)|\b(?:bytes|str\.encode|Buffer\.from)\(|\[\]byte\("
    r"|\b(?:System\.Text\.)?Encoding\.\w{1,9}\.GetBytes\(|[()]|,\s{0,9}['\"][\w-]+['\"]"
)
"""What makes a text bytes, around its name."""
_BODY = re.compile(
    r"(?i)post_?(?:data|body|string)|body|payload|form(?:_?data)?|query(?:_?string)?|encoded_?params|qs"
)


class Operation(NamedTuple):
    """A name, or a call with those that are chained to it."""

    name: str
    """With the object or the module in front of it."""
    arguments: tuple[Span, ...] | None
    """Where the arguments stand; None for a name alone."""
    chain: tuple[tuple[str, tuple[Span, ...]], ...]
    """Name and arguments of each method that is called on it."""
    span: Span
    awaited: bool = False


class Code:
    """One text of code."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._strings = Strings(text)
        self._found: dict[str, list[str]] = {}

    def is_shown(self, at: int) -> bool:
        """Return whether a place is in a comment, or in what is only printed."""
        line = self.text.rfind("\n", 0, at) + 1
        front = self.text[max(line, at - LONGEST) : at]
        return COMMENT.match(front) is not None or _SHOWN.search(front) is not None

    def settings(self) -> Iterator[tuple[str, Span]]:
        """Yield each name that is set, and where the value stands that it is set to."""
        for match in islice(_SET.finditer(self.text), _MOST_SET):
            yield match[1], (match.end(), self._end_of_value(match.end()))

    def _end_of_value(self, at: int) -> int:
        """Return where a value ends: at a semicolon, or at a line end outside of brackets."""
        depth, last = 0, min(len(self.text), at + _LONGEST_VALUE)
        while (sign := _ENDS.search(self.text, at, last)) is not None:
            at = sign.end()
            if sign[0] in "\"'`":
                string = self._strings.read(sign.start())
                at = at if string is None else string.end
            elif sign[0] in "([{":
                depth += 1
            elif sign[0] in ")]}":
                depth -= 1
            if (
                depth < 0
                or sign[0] == ";"
                or (sign[0] == "\n" and not depth and not _GOES_ON.match(self.text, at))
            ):
                return sign.start()
        return last

    def is_set(self, span: Span) -> bool:
        """Return whether a name is set there, or to what stands there and nothing more."""
        if _SET_BEHIND.match(self.text, span[1]):
            return True
        return (
            _SETS.search(self.front(span[0])) is not None and _ENDS_LINE.match(self.text, span[1]) is not None
        )

    def front(self, at: int) -> str:
        """Return what stands in front of a name or a call, without what belongs to it."""
        return _BEFORE.sub("", self.text[max(0, at - _FRONT) : at], count=1)

    def set_to(self, name: str) -> list[str]:
        """Return the begin of each value that a name is set to."""
        return self.all(_VALUE.format(name))

    def all(self, pattern: str) -> list[str]:
        """Return what a pattern finds in the text, which is looked through once for each."""
        if pattern not in self._found:
            self._found[pattern] = re.findall(pattern, self.text)
        return self._found[pattern]

    def operation(self, at: int) -> Operation | None:
        """Return the name or the call that begins at a place; None if none does, or it is not closed."""
        head = _HEAD.match(self.text, at)
        if head is None:
            return None
        end, arguments = head.end(), None
        if self.text.startswith("(", end):
            first = self.arguments(end)
            if first is None:
                return None
            arguments, end = first
        chain, end = self.chain(end)
        index = _INDEX.match(self.text, end)
        end = index.end() if index else end
        name = head["name"].replace("->", ".").replace("::", ".")
        return Operation(name, arguments, chain, (head.start("name"), end), "await" in head[0])

    def chain(self, end: int) -> tuple[tuple[tuple[str, tuple[Span, ...]], ...], int]:
        """Return the calls that are chained to what ends at a place, and where they end."""
        chain: list[tuple[str, tuple[Span, ...]]] = []
        while len(chain) < MOST and (method := _CHAINED.match(self.text, end)) is not None:
            more = self.arguments(method.end() - 1)
            if more is None:
                break
            chain.append((method[1], more[0]))
            end = more[1]
        return tuple(chain), end

    def arguments(self, opening: int) -> tuple[tuple[Span, ...], int] | None:
        """Return where arguments stand behind an opening bracket, and the place behind the closing one."""
        depth, begin, at = 0, opening + 1, opening
        arguments: list[Span] = []
        while (sign := _SIGN.search(self.text, at, opening + LONGEST)) is not None:
            at = sign.end()
            if sign[0] in "\"'`":
                string = self._strings.read(sign.start())
                at = at if string is None else string.end
            elif sign[0] == ",":
                if depth == 1:
                    arguments.append((begin, sign.start()))
                    begin = at
            else:
                depth += 1 if sign[0] in "([{" else -1
                if depth == 0:
                    return (*arguments, (begin, sign.start())), at
        return None

    def piece(self, span: Span) -> str:
        """Return what stands in a stretch."""
        return self.text[slice(*span)]

    @cached_property
    def reads_hex(self) -> bool:
        """Whether anything in the text makes bytes of hex."""
        return _FROM_HEX.search(self.text) is not None

    def is_body_alone(self, hashed: str, *, followed: bool = True) -> bool:
        """Return whether what is hashed is a name of the POST data that no nonce was put in front of."""
        name = IDENTIFIER.fullmatch(_ENCODING.sub("", hashed).strip())
        if name is None or name[2]:
            return False
        values = self.set_to(name[1])
        if not _BODY.fullmatch(name[1]):
            return followed and len(values) == 1 and self.is_body_alone(values[0], followed=False)
        return not any("nonce" in value.lower() for value in values)
