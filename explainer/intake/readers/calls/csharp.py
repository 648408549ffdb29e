"""Requests that code in C# sends with HttpClient."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.intake.readers.calls.bindings import Bindings
from explainer.intake.readers.calls.clients import FORM_TYPE, HTTP_CLIENT_OF_NET
from explainer.intake.readers.calls.known import Known, Read
from explainer.intake.readers.calls.sending import Sending
from explainer.intake.readers.calls.statements import name_before, read_each, start_of
from explainer.intake.readers.literals import Call, Expression, Pairs, Text, Value
from explainer.intake.readers.model import Part

_SENT = re.compile(
    r"\bnew[ ]HttpRequestMessage(?=\()|(?<![\w.])(?P<client>\w{1,60})\.(?=(?P<verb>Post|Put|Get)Async\()"
)
_COLLECTION = re.compile(
    r"new(?:[ ](?:Sorted)?(?:Dictionary|List)<[\w<>, ]{1,80}>|[ ]?\[\])?[ ]?(?:\(\))?\s{0,80}\{"
)
_ENTRY = re.compile(
    r"\s{0,80}(?:\{\s{0,20}|(?P<index>\[)\s{0,20}|new(?:[ ]KeyValuePair<[\w, ]{1,40}>)?\(\s{0,20})"
    r"\"(?P<key>[^\"\\\n]{1,60})\"\s{0,20}(?:\]\s{0,20}=|,)\s{0,20}"
)
_ENTRY_END = re.compile(r"\s{0,20}[})]?\s{0,20},?")
_REST = re.compile(r"[^\n,{}]{1,300}?(?=[ \t]{0,20}[,})\n])")
_MOST_ENTRIES = 100
_REACH = 8_000
_METHOD = re.compile(r"HttpMethod\.(\w{1,10})")


class CSharp(Known):
    """Reads values in C#, among them collections with entries."""

    def _first(self, start: int, at: int, depth: int) -> Read | None:
        collection = _COLLECTION.match(self.text, start)
        if collection is None:
            return super()._first(start, at, depth)
        pairs: list[tuple[str, Value]] = []
        place = collection.end()
        for _ in range(_MOST_ENTRIES):
            entry = _ENTRY.match(self.text, place)
            if entry is None:
                break
            read = self._sum(entry.end(), at, depth + 1)
            rest = None if read else _REST.match(self.text, entry.end())
            if read is None and rest is None:
                return None
            value = read.value if read else Expression((entry.end(), rest.end() if rest else entry.end()))
            pairs.append((entry["key"], value))
            end = _ENTRY_END.match(self.text, read.end if read else value.span[1])
            place = end.end() if end else value.span[1]
        place = self._behind(place)
        if not self.text.startswith("}", place):
            return None
        return Read(Pairs(tuple(pairs), (start, place + 1)), place + 1)

    def _called(self, call: Call, at: int, depth: int) -> Value:
        inner = call.arguments[0][1] if call.arguments else None
        if call.function.endswith("FormUrlEncodedContent") and isinstance(inner, (Call, Expression)):
            return call._replace(arguments=(("", self.of(Expression(inner.span), at, depth + 1)),))
        return super()._called(call, at, depth)


def read_csharp(text: str, bindings: Bindings) -> Iterator[Part]:
    """Yield the requests that are made as messages, and those that one call sends."""
    return read_each(CSharp(text, "csharp", bindings), (_SENT, _part))


def _part(known: CSharp, sent: re.Match[str]) -> Part | None:
    read = known.call_at(sent.end() if sent["client"] else sent.start())
    if read is None:
        return None
    sending = Sending(known, HTTP_CLIENT_OF_NET, sent.span())
    given = [value for _, value in read.arguments]
    start = start_of(known.text, sent.start())
    if sent["client"]:
        sending.method(sent["verb"].upper())
        if given:
            sending.address(given[0])
        _defaults(known, sending, sent["client"], sent.start())
        sending.place = sent.start()
        if len(given) > 1:
            _content(known, sending, given[1])
        return sending.part(start, read.span[1])
    content: tuple[Value, int] | None = None
    if given:
        _method(known, sending, given[0])
    if len(given) > 1:
        sending.address(given[1])
    name = name_before(known.text, sent.start())
    for entry, value, place in known.set_of(name, read.span[1]) if name else ():
        sending.claim(place)
        sending.place = place[0]
        if entry == "Content":
            content = value, place[0]
        elif entry == "Method":
            _method(known, sending, value)
        elif entry == "RequestUri":
            sending.address(value)
    for call in known.calls_of(name, _ADDED, read.span[1]) if name else ():
        sending.place = call.span[0]
        sending.header(call)
    if content is not None:
        sending.place = content[1]
        _content(known, sending, content[0])
    return sending.part(start, read.span[1])


_ADDED = r"Headers\.(?:Add|TryAddWithoutValidation)"


def _method(known: CSharp, sending: Sending, value: Value) -> None:
    constant = _METHOD.fullmatch(known.text, *value.span)
    sending.method(Text(constant[1].upper(), value.span) if constant else value)


def _defaults(known: CSharp, sending: Sending, client: str, at: int) -> None:
    """Take the headers that all requests of a client have."""
    start = max(0, at - _REACH)
    made = re.compile(rf"\b{re.escape(client)}[ ]?=(?!=)")
    start = max([match.end() for match in made.finditer(known.text, start, at)], default=start)
    for call in known.calls_of(client, rf"DefaultRequest{_ADDED}", start):
        if call.span[0] < at:
            sending.place = call.span[0]
            sending.header(call)


def _content(known: CSharp, sending: Sending, value: Value) -> None:
    """Take the content of a request: a form, or a text with its type."""
    content = sending.of(value)
    if not isinstance(content, Call):
        sending.body(value, "text")
        return
    kind = content.function.rpartition(".")[2]
    if kind == "FormUrlEncodedContent":
        _type(sending, Text(FORM_TYPE.decode(), content.span))
        sending.body(content, "text")
    elif kind in ("StringContent", "ByteArrayContent") and content.arguments:
        media = sending.of(content.arguments[2][1]) if len(content.arguments) > 2 else None
        if kind == "StringContent":
            written = media.value if isinstance(media, Text) else "text/plain"
            _type(sending, Text(f"{written}; charset=utf-8", content.span))
        sending.body(content.arguments[0][1], "text")
    else:
        sending.unknown(value)


def _type(sending: Sending, value: Text) -> None:
    sending.headers(Pairs((("Content-Type", value),), value.span))
