"""Lines of names and values: what code printed or logged, and assignments in code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from explainer.intake.readers.calls.bindings import Bindings
from explainer.intake.readers.calls.known import Dialect, Known
from explainer.intake.readers.fields import MADE, encodable, read_field
from explainer.intake.readers.literals import Text
from explainer.intake.readers.loggers import Loggers
from explainer.intake.readers.model import Found, Part, Remark, exact
from explainer.intake.readers.names import Meaning, meaning, stage_of
from explainer.intake.readers.parameters import is_parameter
from explainer.intake.readers.printouts import Printouts
from explainer.intake.readers.strings import String, Strings
from explainer.request import form_body

_LINE = re.compile(r"^[ \t]{0,60}(?P<ink>\S[^\n]*)$", re.MULTILINE)
_TELLING = re.compile(r"[A-Za-z]{3}")
_PARTING_SIGN = re.compile(r"[=:>\s\"'`]")
"""What every line has that says something, a word and a sign beside it; others are passed over at once."""
_SET = re.compile(
    r"(?P<quote>[\"'`]?)(?P<name>[$@A-Za-z][\w$ .()+/>\[\]-]{0,60}?)(?P=quote)"
    r"(?P<type>:[ ]?[A-Za-z&\[\]<>]{1,30}[ ](?==))?"
    r"(?:[ \t]{1,20}->|[ \t]{0,20}(?::=|=>|=(?!=)|:(?!//)))[ \t]{0,40}"
)
_SAID = re.compile(r"(?P<name>[A-Za-z][\w .()+/-]{0,40}?)[ \t]{1,20}")
"""A name that has a value behind a space, as print and console.log write them; the value ends the line."""
_WORD = re.compile(r"[^\s(){};]+")
_NEXT = re.compile(r"[,;|]?[ \t]{1,9}(?=[\"']?([A-Za-z][\w-]{0,40})[\"']?(?:=(?!=)|:[ ]))")
_BEHIND = re.compile(r"[ \t\r;,)\]}]*(?:(?://|#|--)[^\n]*)?$|[ \t]{0,9}[,;)]", re.MULTILINE)
"""What may follow a text in quotes that is the whole value."""
_VBA = re.compile(r"[ \t]{0,20}&[ \t]")
_MOST_IN_LINE = 12
_FILLERS = frozenset({"is", "was", "are", "value", "header", "text", "string", "used", "sent"})
_MODIFIERS = re.compile(
    r"(?:(?:private|public|protected|internal|readonly|static|const|final|var|let|val)[ \t]{1,9})+(?=[$\w])"
)
"""Keywords in front of a name that code declares."""
_PARTING = re.compile(r"->|[\s.>$@]+")
_PARAMETER = re.compile(
    r"[ \t]{0,40}[\"']?([a-z][\w\[\]]{0,40})[\"']?[ \t]{0,9}(?:=>|=(?!=)|:)[ \t]{0,9}(?=\S)"
)
_EXPRESSION = re.compile(r"[()\[\]{}$]|&.*=")

_LONE_NONCE = re.compile(r"nonce=\d{1,30}")
_ASSIGNED = re.compile(r"^[ \t]{0,40}[\"'$]?\w[\w .\"'-]{0,40}=(?!=)", re.MULTILINE)
NONCE_ALONE = (
    "nothing but the nonce is named here, so it was taken for the whole POST data; if your code sends more,"
    " give its POST data, too"
)
"""What to say about POST data of which only the nonce is seen."""

_QUOTED = re.compile(
    r"(?P<before>[+.][ \t]{0,4})?[\"'`}]"
    r"(?P<text>(?:https?://[\w.:-]{1,80})?/0/private/[A-Za-z]{1,40}|[\w\[\]=&.%+-]{0,200}\bnonce=\d[^\"'`\n{}$]{0,2000})"
    r"[\"'`](?P<behind>[ \t]{0,4}(?:\+|\.[ \t]{0,4}[$\"']))?"
)


MOST = 5000
"""Values that are read in one text; more are no longer those of one request."""


def read_lines(text: str) -> Iterator[Part]:
    """Yield what lines say by the name that stands in front of a value, or by what they are."""
    yield from islice(_Lines(text).parts(), MOST)


class Name(NamedTuple):
    """The part of what stands in front of a value that names it, and what it says."""

    text: str
    meaning: Meaning


class _Lines:
    def __init__(self, text: str) -> None:
        self._text = text
        self._strings = Strings(text)
        self._printouts = Printouts(text)
        self._loggers = Loggers(text, self._named)
        self._words: dict[int, int | None] = {}
        self._names: dict[str, Name | None] = {}
        self._bindings = Bindings(text)
        self._known: dict[Dialect, Known] = {}
        self._no_body_until = 0
        self._assignments: int | None = None

    def parts(self) -> Iterator[Part]:
        at = 0
        while (line := self._next_line(at)) is not None:
            part = self._parameters(line.start()) if line.start() >= self._no_body_until else None
            if part is not None:
                yield part
                at = part.span[1]
            else:
                at = line.end()
                ink = line.start("ink")
                message = self._loggers.message(ink, at)
                for part in self._line(message, at):
                    yield replace(part, span=(ink, part.span[1])) if part.span[0] == message else part
                    at = max(at, part.span[1])

    def _next_line(self, at: int) -> re.Match[str] | None:
        """Return the next line that may say something, less what of it lies before a place."""
        while (word := _TELLING.search(self._text, at)) is not None:
            start = max(self._text.rfind("\n", at, word.start()) + 1, at)
            line = _LINE.match(self._text, start)
            if line is not None and _PARTING_SIGN.search(line["ink"]):
                return line
            at = self._line_end(word.start())
        return None

    def _line(self, at: int, end: int) -> Iterator[Part]:
        """Yield the parts of one line from a place on."""
        part = self._bare_body(at, end) or self._said(at, end)
        if part is not None:
            yield part
            return
        for _ in range(_MOST_IN_LINE):
            head = _SET.match(self._text, at, end)
            if head is None:
                following = self._next_known(at, end)
                if following == at:
                    break
                at = following
                continue
            said = self._said_by(self._declared(head, end))
            part = None if said is None else self._value(said, head, end)
            if part is None:
                at = head.end()
                continue
            yield part
            at = part.span[1]
            while at < end and self._text[at] in " \t,;|)":
                at += 1
        else:
            return
        if at < end:
            yield from self._quoted(at, end)

    def _named(self, start: int, end: int) -> str | None:
        """Return the name that begins at a place, with a value of a request behind it, if one does."""
        for head in (self._head_of_word(start, end), _SET.match(self._text, start, end)):
            name = None if head is None or head.end() == end else self._said_by(head["name"])
            if head is None or name is None or self._text[head.end() - 1] == ":":
                continue
            if head["name"].startswith(name.text.split()[0]):
                return name.text
        return None

    def _head_of_word(self, start: int, end: int) -> re.Match[str] | None:
        """Return a name that stands at a place with nothing but the last word of its line behind it."""
        word = self._last_word(end)
        return None if word is None else _SAID.fullmatch(self._text, start, word)

    def _last_word(self, end: int) -> int | None:
        """Return where the last word of the line that ends at a place begins, None if that is code."""
        if end not in self._words:
            line = self._text.rfind("\n", 0, end) + 1
            stop = line + len(self._text[line:end].rstrip(" \t\r"))
            start = max(line, *[self._text.rfind(blank, line, stop) + 1 for blank in " \t"])
            self._words[end] = start if _WORD.fullmatch(self._text, start, stop) else None
        return self._words[end]

    def _said_by(self, name: str) -> Name | None:
        """Return what a name says, None if it says nothing about a request."""
        if name not in self._names:
            self._names[name] = telling(name)
        return self._names[name]

    def _declared(self, head: re.Match[str], end: int) -> str:
        """Return the name in front of a value, less the keywords that declare it, as in private $key."""
        name = head["name"]
        keywords = _MODIFIERS.match(name)
        if keywords is None:
            return name
        assigned = head[0].rstrip(" \t").endswith("=")
        statement = assigned and self._text[head.end() : end].rstrip().endswith(";")
        is_code = name[keywords.end()] == "$" or head["type"] or statement
        return name[keywords.end() :] if is_code else name

    def _next_known(self, at: int, end: int) -> int:
        """Return where the next name in a line stands that says something; the same place if none does."""
        following = _NEXT.finditer(self._text, at, end)
        return next((one.end() for one in following if self._said_by(one[1]) is not None), at)

    def _value(self, name: Name, head: re.Match[str], end: int) -> Part | None:
        """Return what the value behind a name says."""
        start, at = head.start(), head.end()
        field = name.meaning.field
        # Bytes in the place of an API-Sign were printed; the header has text.
        printed = field == "observed" or (field == "signature" and self._text[at : at + 1] in ("b", "B"))
        string = None if printed else self._strings.read(at, php=_is_of_php(head))
        if string is not None:
            whole = not string.filled_in and _BEHIND.match(self._text, string.end, end)
            if not whole:
                return self._put_together(name, head, string)
            return self._part(name, start, string, literal=True)
        part = None if printed else self._part(name, start, self._bare(at, end), literal=False)
        return part or self._printed(name, start, at)

    def _put_together(self, name: Name, head: re.Match[str], first: String) -> Part | None:
        """Return the part of a path or POST data that code puts together of what it sets in the same text."""
        if name.meaning.field not in ("path", "body"):
            return None
        dialect: Dialect = "php" if _is_of_php(head) else "python"
        if _VBA.match(self._text, first.end):
            dialect = "vba"
        if dialect not in self._known:
            self._known[dialect] = Known(self._text, dialect, self._bindings)
        read = self._known[dialect].statement(head.end(), head.start())
        if read is None or not isinstance(read.value, Text):
            return None
        value = String(read.value.value, head.end(), read.end)
        part = self._part(name, head.start(), value, literal=True)
        return part and replace(part, found=tuple([replace(one, made=True) for one in part.found]))

    def _bare(self, at: int, end: int) -> String:
        """Return the value without quotes at a place, up to the next name or the end of the line."""
        for following in _NEXT.finditer(self._text, at, end):
            if self._said_by(following[1]) is not None:
                end = following.start()
                break
        value = self._text[at:end].strip()
        value = value[:-1] if value[-1:] in (";", ",") and "&" not in value else value
        return String(value, at, at + len(value))

    def _part(self, name: Name, start: int, value: String, *, literal: bool) -> Part | None:
        how = f"the line {name.text}"
        said = list(read_field(name.text, value.value, (value.start, value.end), how, literal=literal))
        if not said:
            return None
        found = tuple([one for one in said if isinstance(one, Found)])
        remarks = tuple([one for one in said if isinstance(one, Remark)])
        return Part("lines", (start, value.end), found, remarks)

    def _printed(self, name: Name, start: int, at: int) -> Part | None:
        span = self._printouts.at(at)
        if span is None:
            return None
        value = exact(self._text[slice(*span)])
        stage = name.meaning.stage or stage_of(name.text)
        return Part(
            "lines", (start, span[1]), (Found("observed", value, span, f"the line {name.text}", stage),)
        )

    def _said(self, start: int, end: int) -> Part | None:
        """Return what a line says that has a name and a value with a space between."""
        head = self._head_of_word(start, end)
        name = None if head is None else self._said_by(head["name"])
        if head is None or name is None:
            return None
        if name.meaning.field == "observed":
            return self._printed(name, start, head.end())
        value = self._text[head.end() : end].rstrip(" \t\r")
        string = self._strings.read(head.end())
        if string is not None and not string.filled_in and string.end == head.end() + len(value):
            return self._part(name, start, string, literal=True)
        return self._part(name, start, String(value, head.end(), head.end() + len(value)), literal=False)

    def _bare_body(self, start: int, end: int) -> Part | None:
        """Return the part of a line that is a form body and nothing else."""
        text = self._text[start:end].strip()
        if _LONE_NONCE.fullmatch(text) and self._names_nothing_else():
            span = (start, start + len(text))
            nonce = Found("nonce", exact(text[6:]), (start + 6, span[1]), "the line nonce")
            body = Found("body", exact(text), span, "a line that is a form body", made=True)
            return Part("lines", span, (nonce, body), (Remark("body-of-nonce", NONCE_ALONE, span),))
        if "&" not in text or any(sign in text for sign in "\"'`{} \t"):
            return None
        pairs = [pair.partition("=") for pair in text.removeprefix("?").split("&") if pair]
        if not all(name and sign for name, sign, _ in pairs) or all(name != "nonce" for name, _, _ in pairs):
            return None
        span = (start, start + len(text))
        return Part("lines", span, (Found("body", exact(text), span, "a line that is a form body"),))

    def _names_nothing_else(self) -> bool:
        """Return whether there is one line that begins with a name and an equals sign, and no more."""
        if self._assignments is None:
            self._assignments = len(list(islice(_ASSIGNED.finditer(self._text), 2)))
        return self._assignments == 1

    def _quoted(self, start: int, end: int) -> Iterator[Part]:
        """Yield the paths and bodies in a line of code that stand in it as a text in quotes."""
        for match in _QUOTED.finditer(self._text, start, end):
            span = match.span("text")
            value = match["text"]
            if match["behind"]:
                continue
            if "nonce=" not in value:
                name, how = "path", "a text in quotes that is a path of Kraken's private API"
            elif ("&" in value or _LONE_NONCE.fullmatch(value)) and not match["before"]:
                name, how = "body", "a text in quotes that is a form body"
            else:
                continue
            said = list(read_field(name, value, span, how, literal=True))
            found = tuple([one for one in said if isinstance(one, Found)])
            if found:
                yield Part("lines", span, found, tuple([one for one in said if isinstance(one, Remark)]))

    def _parameters(self, start: int) -> Part | None:
        """Return the part of neighbouring lines that give a POST parameter each, the nonce among them."""
        at, end = start, start
        pairs: list[tuple[str, str]] = []
        nonces: list[String] = []
        while (found := self._parameter(at)) is not None:
            name, value = found
            pairs.append((name, value.value))
            nonces += [value] if name == "nonce" else []
            end, at = value.end, self._line_end(value.end) + 1
        self._no_body_until = at
        if len(pairs) < 2 or len(nonces) != 1:
            return None
        start += len(self._text[start:end]) - len(self._text[start:end].lstrip())
        nonce = Found("nonce", exact(nonces[0].value), (nonces[0].start, nonces[0].end), "the line nonce")
        body = Found("body", form_body(pairs), (start, end), "the lines of parameters", made=True)
        return Part("lines", (start, end), (nonce, body), (Remark("body-made", MADE, (start, end)),))

    def _parameter(self, start: int) -> tuple[str, String] | None:
        """Return the POST parameter that a line gives, and nothing else."""
        head = _PARAMETER.match(self._text, start)
        if head is None:
            return None
        end = self._line_end(head.end())
        value = self._strings.read(head.end())
        if value is None:
            value = self._bare(head.end(), end)
            if _EXPRESSION.search(value.value) or self._text[value.end : end].strip(" \t\r;,"):
                return None
        elif value.filled_in or not _BEHIND.match(self._text, value.end, end):
            return None
        known = is_parameter(head[1], value.value) and encodable(value.value)
        return (head[1], value) if known else None

    def _line_end(self, at: int) -> int:
        end = self._text.find("\n", at)
        return end if end >= 0 else len(self._text)


def _is_of_php(head: re.Match[str]) -> bool:
    """Return whether a name that a value is assigned to is a variable of PHP."""
    return head["name"].rpartition(" ")[2].startswith("$")


def telling(name: str) -> Name | None:
    """Return the part of what stands in front of a value that says what it is: const nonce, self.nonce."""
    words = [word for word in _PARTING.split(name) if word]
    while len(words) > 1 and words[-1].lower() in _FILLERS:
        words.pop()
    for candidate in (" ".join(words), " ".join(words[-2:]), *words[-1:]):
        said = meaning(candidate)
        if said is not None:
            return Name(candidate, said)
    return None
