"""Commands of PowerShell that send a request: Invoke-RestMethod and Invoke-WebRequest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.intake.readers.calls.bindings import Bindings
from explainer.intake.readers.calls.clients import POWERSHELL
from explainer.intake.readers.calls.known import Known, Read
from explainer.intake.readers.calls.sending import Sending
from explainer.intake.readers.calls.statements import read_each, start_of
from explainer.intake.readers.literals import Expression, Number, Pairs, Text, Value
from explainer.intake.readers.model import Part, Span

_COMMAND = re.compile(r"(?<![\w.-])(?i:Invoke-RestMethod|Invoke-WebRequest|irm|iwr)(?=[ \t`])")
_BETWEEN = re.compile(r"(?:[ \t]|`\r?\n)*")
_PARAMETER = re.compile(r"-([A-Za-z]{1,40})(?:[:]|(?=[ \t`\r\n]|\Z))")
_SWITCHES = frozenset({"usebasicparsing", "skipcertificatecheck", "disablekeepalive", "verbose", "debug"})
_BARE = re.compile(r"[^\s\"'`$@(){};|,]{1,2000}")
_UNKNOWN = re.compile(r"[^\n;|]{1,2000}?(?=[ \t]{1,9}-[A-Za-z]|[ \t]{0,9}(?:`?\r?\n|[;|]|\Z))")
_NAME = re.compile(r"\$(?!env:|true\b|false\b|null\b)(\w{1,60})(?![\w:(\[])")
_TYPE = re.compile(r"\[(?i:ordered|string|hashtable)\][ \t]{0,9}")
_NEW = re.compile(
    r"(?i:New-Object)[ \t]{1,9}[\"']?[\w.]{0,80}(?i:Dictionary|Hashtable)[\w.\[\],]{0,80}[\"']?"
    r"|\[[\w.]{0,80}(?i:Dictionary|Hashtable)[\w.\[\], ]{0,80}\]::new\(\)"
)
_KEY = re.compile(r"([\w-]{1,60})|\"([^\"$`\n]{1,60})\"|'([^'\n]{1,60})'")
_SEPARATOR = re.compile(r"(?:[\s;]|#[^\n]*(?=\n)|`\r?\n)*")
_EQUALS = re.compile(r"[ \t]{0,20}=[ \t]{0,20}")
_ENTRY_END = re.compile(r"[ \t]{0,20}(?:\r?\n|;|\}|#)")
_BEHIND = re.compile(r"[\s;|)]|\Z")
_REST = re.compile(r"[^\n;}]{1,2000}")
_DOUBLE = re.compile(r"\"((?:[^\"`]|`.|\"\")*)\"", re.DOTALL)
_SINGLE = re.compile(r"'((?:[^']|'')*)'")
_HERE = re.compile(r"@([\"'])[ \t]{0,20}\r?\n")
_PIECE = re.compile(r"`(.)|\"\"|\$\{?(\w{1,60})\}?|\$\((\$\w{1,60})\)|(\$)", re.DOTALL)
_CONTROLS = dict(zip("abefnrtv0", "\a\b\x1b\f\n\r\t\v\0", strict=True))
_NUMBER = re.compile(r"\d{1,30}(?![\w.])")
_MOST_ENTRIES = 500
_DEEPEST = 4
_PLAIN = re.compile(r"[\w.-]*", re.ASCII)


class PowerShell(Known):
    """Reads values in PowerShell."""

    _unclosed = False

    def of(self, value: Value, at: int, depth: int = 0) -> Value:
        """Return a value with what the variables in it hold at a place."""
        if isinstance(value, Text) and self.text[slice(*value.span)] == value.value:
            return value
        if isinstance(value, (Text, Expression)):
            return self._expression(Expression(value.span), at, depth)
        return value

    def end_of(self, start: int, at: int) -> int | None:
        """Return where the value at a place ends that a parameter is given, None if it is not known."""
        read = self._sum(start, at, 0)
        return read.end if read and _BEHIND.match(self.text, read.end) else None

    def _first(self, start: int, at: int, depth: int) -> Read | None:
        begin = start
        while (typed := _TYPE.match(self.text, start)) is not None:
            start = typed.end()
        if (new := _NEW.match(self.text, begin)) is not None:
            return Read(Pairs((), new.span()), new.end())
        if self.text.startswith("@{", start):
            return self._table(begin, start + 2, at, depth)
        if (number := _NUMBER.match(self.text, start)) is not None:
            return Read(Number(number[0], number.span()), number.end())
        if (name := _NAME.match(self.text, start)) is not None:
            held = self._held(name[0], at, depth)
            return None if held is None else Read(held, name.end())
        if self.text.startswith("(", start):
            inner = self._sum(start + 1, at, depth + 1)
            end = self._behind(inner.end) if inner else start
            return Read(inner.value, end + 1) if inner and self.text.startswith(")", end) else None
        return self._string(start, at, depth)

    def _string(self, start: int, at: int, depth: int) -> Read | None:
        here = _HERE.match(self.text, start)
        if here is not None:
            end = self.text.find(f"\n{here[1]}@", here.end() - 1)
            content = self.text[here.end() : end].removesuffix("\r") if end >= 0 else None
            double, end = here[1] == '"', end + 3
        elif self.text[start : start + 1] in ("'", '"') and not self._unclosed:
            double = self.text[start] == '"'
            quoted = (_DOUBLE if double else _SINGLE).match(self.text, start)
            self._unclosed = quoted is None
            content, end = (None, start) if quoted is None else (quoted[1], quoted.end())
        else:
            return None
        if content is not None and not double:
            content = content if here else content.replace("''", "'")
        elif content is not None:
            content = self._filled(content, at, depth, doubled=here is None)
        return None if content is None else Read(Text(content, (start, end)), end)

    def _filled(self, content: str, at: int, depth: int, *, doubled: bool) -> str | None:
        """Return a string with what its variables hold in their places, None if one is not known."""
        pieces: list[str] = []
        end = 0
        for piece in _PIECE.finditer(content):
            pieces.append(content[end : piece.start()])
            end = piece.end()
            name = f"${piece[2]}" if piece[2] else piece[3]
            filled = self._piece(name, True, at, depth) if name else None
            if piece[1]:
                filled = _CONTROLS.get(piece[1], piece[1])
            elif piece[0] == '""':
                filled = '"' if doubled else '""'
            if filled is None or piece[4]:
                return None
            pieces.append(filled)
        whole = "".join([*pieces, content[end:]])
        self._left -= len(whole) // 1000
        return whole

    def _table(self, start: int, place: int, at: int, depth: int) -> Read | None:
        """Return a hashtable; an entry that is not known is an expression in it."""
        pairs: dict[str, Value] = {}
        for _ in range(_MOST_ENTRIES if depth < _DEEPEST else 0):
            blank = _SEPARATOR.match(self.text, place)
            place = blank.end() if blank else place
            if self.text.startswith("}", place):
                return Read(Pairs(tuple(pairs.items()), (start, place + 1)), place + 1)
            key = _KEY.match(self.text, place)
            equals = _EQUALS.match(self.text, key.end()) if key else None
            if key is None or equals is None:
                return None
            read = self._sum(equals.end(), at, depth + 1)
            if read is None or not _ENTRY_END.match(self.text, read.end):
                rest = _REST.match(self.text, equals.end())
                if rest is None:
                    return None
                read = Read(Expression(rest.span()), rest.end())
            pairs[key[1] or key[2] or key[3]] = read.value
            place = read.end
        return None


def read_powershell(text: str, bindings: Bindings) -> Iterator[Part]:
    """Yield the requests that the commands send."""
    return read_each(PowerShell(text, "powershell", bindings), (_COMMAND, _part))


def _part(known: PowerShell, command: re.Match[str]) -> Part | None:
    name = command.span()
    sending = Sending(known, POWERSHELL, name)
    given, end = _parameters(known, name)
    body = given.get("body")
    if "method" in given:
        sending.method(given["method"])
    else:
        sending.method("GET")
    if "uri" in given:
        sending.address(given["uri"])
    if "headers" in given:
        sending.headers(given["headers"])
    if "contenttype" in given:
        sending.headers(
            Pairs((("Content-Type", sending.of(given["contenttype"])),), given["contenttype"].span)
        )
    if body is not None:
        held = sending.of(body)
        if isinstance(held, Pairs) and not _is_plain(known.text, held):
            sending.unknown(body)
        else:
            sending.body(body, "form")
    return sending.part(start_of(known.text, name[0]), end)


def _parameters(known: PowerShell, name: Span) -> tuple[dict[str, Value], int]:
    """Return the parameters of a command by their names in small letters, and where it ends."""
    given: dict[str, Value] = {}
    end = name[1]
    said = "uri"
    while True:
        blank = _BETWEEN.match(known.text, end)
        place = blank.end() if blank else end
        parameter = _PARAMETER.match(known.text, place)
        if parameter is not None:
            end = parameter.end()
            said = "" if parameter[1].lower() in _SWITCHES else parameter[1].lower()
            continue
        value = _value(known, place, name[0])
        if value is None or not said:
            return given, end
        given[said] = value
        end = value.span[1]
        said = "uri" if "uri" not in given else ""


def _value(known: PowerShell, place: int, at: int) -> Value | None:
    """Return what is given to a parameter, not looked up yet."""
    end = known.end_of(place, at)
    if end is not None:
        return Expression((place, end))
    if (bare := _BARE.match(known.text, place)) is not None:
        return Text(bare[0], bare.span())
    unknown = _UNKNOWN.match(known.text, place)
    return Expression(unknown.span()) if unknown else None


def _is_plain(text: str, pairs: Pairs) -> bool:
    """Return whether it is clear how a hashtable is written: it keeps its order, and nothing is escaped."""
    ordered = len(pairs.pairs) < 2 or text.startswith("[ordered]", pairs.span[0])
    values = [one.value if isinstance(one, Text) else getattr(one, "written", None) for _, one in pairs.pairs]
    return ordered and all(value is not None and _PLAIN.fullmatch(value) for value in values)
