"""Settings: .env files, the environment of a container, what shells and Windows set."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from explainer.intake.readers.fields import read_field
from explainer.intake.readers.model import Found, Part, Remark, Span
from explainer.intake.readers.names import meaning

_LINE = re.compile(r"^[ \t]{0,40}(?:\+{1,9}[ \t]?)?(?P<line>[A-Za-z$-][^\n]*)$", re.MULTILINE)
_ANY = r"(?P<name>[A-Za-z_][A-Za-z0-9_]{0,59})"
_UPPER = r"(?P<name>[A-Z][A-Z0-9_]{0,59})"
_BLANK = r"[ \t]{0,20}"

_DOUBLE = re.compile(r"\\([\\'\"abfnrtv])")
_SINGLE = re.compile(r"\\([\\'])")
_YAML_DOUBLE = re.compile(r"\\([\\\"/abefnrtv0])")
_POWERSHELL_DOUBLE = re.compile(r"`([`\"'$abefnrtv0])")
_CONTROLS = dict(zip("abefnrtv0", "\a\b\x1b\f\n\r\t\v\0", strict=True))
_COMMENT = re.compile(r"\s#")
_REFERENCE = re.compile(r"\$(?:env:)?\{?[A-Za-z_]|\$\(|%[A-Za-z_]\w{0,40}%")
_WRAPPED = re.compile(
    r"(?P<quote>[\"'])(?P<text>[A-Za-z0-9+/]{60,76}\r?\n[A-Za-z0-9+/]{1,76}={0,2}(?:\r?\n)?)(?P=quote)"
)
"""A key or a signature that base64 wrapped, in quotes."""
_EXPRESSION = re.compile(r"[\w.$]{1,60}[(\[]")


class _Value(NamedTuple):
    text: str
    span: Span
    """Where it stands, with its quotes."""
    refers: bool = False
    """Whether what another variable holds would be put into it."""
    literal: bool = True
    """Whether it cannot be an expression in code."""


class _Form(NamedTuple):
    """One way to set a variable: what stands in front of the value, and how that is read."""

    head: re.Pattern[str]
    read: Callable[[str, int, int], _Value | None]
    """Takes the text, where the value begins and where its line ends."""


def read_env(text: str) -> Iterator[Part]:
    """Yield the settings whose names say that they have to do with a request, a part for each line.

    A value is what the variable gets: quotes around it and a comment behind it are no part of it.
    """
    read = 0
    for line in _LINE.finditer(text):
        start, end = line.span("line")
        if start < read:
            continue
        for form in _FORMS:
            head = form.head.match(text, start, end)
            if head is not None:
                known = head["name"] != "PATH" and meaning(head["name"]) is not None
                part = _part(head["name"], form.read(text, head.end(), end), start) if known else None
                if part is not None:
                    read = part.span[1]
                    yield part
                break


def _part(name: str, value: _Value | None, start: int) -> Part | None:
    if value is None:
        return None
    span = (start, value.span[1])
    if value.refers:
        said = (
            f"{name} gets what another variable holds or a command prints, which is not known here; paste"
            " that value instead"
        )
        return Part("env", span, remarks=(Remark("variable-not-expanded", said, value.span),))
    read = list(read_field(name, value.text, value.span, f"the line {name}", literal=value.literal))
    if not read:
        return None
    found = tuple([one for one in read if isinstance(one, Found)])
    return Part("env", span, found, tuple([one for one in read if isinstance(one, Remark)]))


def _dotenv(text: str, at: int, end: int) -> _Value | None:
    """Read a value in quotes of any kind, or without."""
    if wrapped := _WRAPPED.match(text, at):
        return _Value(wrapped["text"], wrapped.span())
    quote = text[at : at + 1]
    closing = _closing(text, at, end, "\\") if quote in ("'", '"', "`") else None
    if closing is None:
        return _bare(text, at, end)
    if text[closing + 1 : end].strip()[:1] not in ("", "#"):
        return None
    content = text[at + 1 : closing]
    refers = quote == '"' and _REFERENCE.search(content) is not None
    return _Value(_unescaped(content, _DOUBLE if quote == '"' else _SINGLE), (at, closing + 1), refers)


def _bare(text: str, at: int, end: int) -> _Value | None:
    """Read a value without quotes, up to a comment or the end of its line."""
    line = text[at:end]
    comment = _COMMENT.search(line)
    value = (line[: comment.start()] if comment else line).strip()
    spaced = text[at - 1 : at].isspace()
    if value[:1] in ("", "#") or (spaced and _EXPRESSION.match(value)):
        return None
    start = at + len(line) - len(line.lstrip())
    refers = _REFERENCE.match(value) is not None
    return _Value(value, (start, start + len(value)), refers, not spaced)


def _yaml(text: str, at: int, end: int) -> _Value | None:
    """Read a scalar of YAML."""
    if text[at : at + 1] == '"' and (closing := _closing(text, at, end, "\\")) is not None:
        return _Value(_unescaped(text[at + 1 : closing], _YAML_DOUBLE), (at, closing + 1))
    return _doubled(text, at, end) or _bare(text, at, end)


def _powershell(text: str, at: int, end: int) -> _Value | None:
    """Read a string of PowerShell; without quotes it is an expression."""
    if text[at : at + 1] == '"' and (closing := _closing(text, at, end, "`")) is not None:
        content = text[at + 1 : closing]
        refers = _REFERENCE.search(content) is not None
        return _Value(_unescaped(content, _POWERSHELL_DOUBLE), (at, closing + 1), refers)
    return _doubled(text, at, end)


def _doubled(text: str, at: int, end: int) -> _Value | None:
    """Read a text in single quotes, in which two of them stand for one."""
    if text[at : at + 1] != "'":
        return None
    stop = at + 1
    while (stop := text.find("'", stop, end)) >= 0 and text[stop + 1 : stop + 2] == "'":
        stop += 2
    return None if stop < 0 else _Value(text[at + 1 : stop].replace("''", "'"), (at, stop + 1))


def _raw(text: str, at: int, end: int) -> _Value:
    """Read all up to the end of the line: quotes and white space belong to the value."""
    value = text[at:end].removesuffix("\r")
    return _Value(value, (at, at + len(value)), _REFERENCE.search(value) is not None)


def _enclosed(text: str, at: int, end: int) -> _Value | None:
    """Read up to the last quote of the line; it was opened in front of the name."""
    stop = max(text.rfind(quote, at, end) for quote in "\"'")
    value = text[at:stop]
    return None if stop < 0 else _Value(value, (at, stop), _REFERENCE.search(value) is not None)


def _closing(text: str, at: int, end: int, escape: str) -> int | None:
    """Return where the quote at a place is closed in its line."""
    quote = text[at]
    at += 1
    while at < end:
        if text[at] == quote:
            return at
        at += 2 if text[at] == escape else 1
    return None


def _unescaped(text: str, escape: re.Pattern[str]) -> str:
    return escape.sub(lambda match: _CONTROLS.get(match[1], match[1]), text)


_FORMS = (
    _Form(re.compile(rf"[sS][eE][tT][ \t]{{1,20}}\"{_ANY}="), _enclosed),
    _Form(re.compile(rf"[sS][eE][tT][ \t]{{1,20}}{_ANY}="), _raw),
    _Form(re.compile(rf"[sS][eE][tT][xX][ \t]{{1,20}}{_ANY}[ \t]{{1,20}}"), _dotenv),
    _Form(re.compile(rf"\$(?i:env):{_ANY}{_BLANK}={_BLANK}"), _powershell),
    _Form(re.compile(rf"-[ \t]{{1,20}}[\"']{_ANY}="), _enclosed),
    _Form(re.compile(rf"-[ \t]{{1,20}}{_ANY}="), _raw),
    _Form(re.compile(rf"(?:export|ENV)[ \t]{{1,20}}{_ANY}="), _dotenv),
    _Form(re.compile(rf"{_UPPER}{_BLANK}={_BLANK}"), _dotenv),
    _Form(re.compile(rf"{_UPPER}:[ \t]{{1,20}}"), _yaml),
)
