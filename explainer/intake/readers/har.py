"""HAR files as browsers and proxies write them: whole, one entry, or the request of one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from explainer.errors import InputError
from explainer.intake.readers.addresses import read_address
from explainer.intake.readers.answers import errors_in
from explainer.intake.readers.fields import MADE
from explainer.intake.readers.headers import read_header
from explainer.intake.readers.messages import concerns_signing
from explainer.intake.readers.model import Found, Part, Remark, Span, exact
from explainer.request import form_body

_OPEN = re.compile(r"^[ \t]*(?:\[\s{0,80})?(?=\{\s{0,80}\")", re.M)
_BLANK = re.compile(r"[ \t\r\n]*")
_NEXT = re.compile(r"[ \t\r\n]*,?[ \t\r\n]*")
_CLOSING = re.compile(r"[\s\]},]*")
_DECODER = json.JSONDecoder()


def read_har(text: str) -> Iterator[Part]:
    """Yield the requests of HAR files that have to do with a signature; all else of the file is theirs."""
    at = 0
    while (opened := _OPEN.search(text, at)) is not None:
        start = opened.end()
        json_text = _Json(text)
        parts = list(json_text.requests(start))
        at = max(json_text.reached, opened.end() + 1)
        for number, part in enumerate(parts):
            begin = opened.start() if number == 0 else parts[number - 1].span[1]
            end = _skip(_CLOSING, text, at) if number == len(parts) - 1 else part.span[1]
            yield Part(
                part.kind, (begin, end), part.found, part.remarks, True, (), part.answer, part.answered
            )


class _Json:
    """Walks through JSON, and keeps in mind how far it came."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.reached = 0

    def requests(self, at: int, holders: tuple[str, ...] = ("log", "entries")) -> Iterator[Part]:
        """Yield the requests of a HAR file, of an entry, or of a request that begins at a place.

        `holders` are the names of members that hold requests in their turn.
        """
        members: dict[str, Span] = {}
        for name, start, end in self._members(at, holders):
            if end is None:
                inside = self.requests(start, ("entries",)) if name == "log" else self._entries(start)
                yield from inside
                return
            members[name] = start, end
        if "request" in members:
            yield from self._request(members["request"][0], members.get("response"), self.reached)
        elif "url" in members and "headers" in members:
            yield from self._request(at, None, self.reached)

    def _entries(self, at: int) -> Iterator[Part]:
        at += 1
        while True:
            at = _skip(_NEXT, self._text, at)
            if not self._text.startswith("{", at):
                self.reached = max(self.reached, at)
                return
            yield from self.requests(at, ())
            if self.reached <= at or not self._text.startswith("}", self.reached - 1):
                return
            at = self.reached

    def _members(self, at: int, holders: tuple[str, ...] = ()) -> Iterator[tuple[str, int, int | None]]:
        """Yield the names of an object, and where their values begin and end.

        What holds requests is not read here, and its end is None.
        """
        at += 1
        while True:
            at = _skip(_NEXT, self._text, at)
            if self._text.startswith("}", at):
                self.reached = max(self.reached, at + 1)
                return
            name, at = self._value(at) if self._text.startswith('"', at) else (None, at)
            at = _skip(_BLANK, self._text, at)
            if name is None or not self._text.startswith(":", at):
                self.reached = max(self.reached, at)
                return
            start = _skip(_BLANK, self._text, at + 1)
            if name in holders and self._text.startswith("{" if name == "log" else "[", start):
                yield name, start, None
                return
            _, at = self._value(start)
            if at == start:
                self.reached = max(self.reached, at)
                return
            yield name, start, at

    def _value(self, at: int) -> tuple[Any, int]:
        """Return the value at a place and where it ends; the same place if it is no JSON."""
        try:
            return _DECODER.raw_decode(self._text, at)
        except json.JSONDecodeError as error:
            self.reached = max(self.reached, error.pos)
        except (ValueError, RecursionError):
            self.reached = len(self._text)
        return None, at

    def _items(self, span: Span) -> Iterator[Span]:
        at = span[0] + 1
        while (at := _skip(_NEXT, self._text, at)) < span[1] - 1:
            _, end = self._value(at)
            if end == at:
                return
            yield at, end
            at = end

    def _object(self, start: int) -> dict[str, Span]:
        """Return where the values of an object stand that is known to be whole."""
        if not self._text.startswith("{", start):
            return {}
        return {name: (begin, end) for name, begin, end in self._members(start) if end is not None}

    def _string(self, span: Span | None) -> str | None:
        value = None if span is None else self._value(span[0])[0]
        return value if isinstance(value, str) else None

    def _request(self, start: int, response: Span | None, end: int) -> Iterator[Part]:
        members = self._object(start)
        headers = members.get("headers")
        if headers is None or not self._text.startswith("[", headers[0]):
            return
        said = [*self._target(members), *self._headers(headers), *self._body(members.get("postData"))]
        found = [one for one in said if isinstance(one, Found)]
        typed = [one for one in found if one.field == "content_type"]
        found = [one for one in found if one.field != "content_type" or one is typed[0]]
        if not concerns_signing(found):
            return
        answer = self._answer(response)
        yield Part(
            "har",
            (start, end),
            tuple(found),
            tuple([one for one in said if isinstance(one, Remark)]),
            whole=True,
            answer=answer or (),
            answered=answer is not None,
        )

    def _target(self, members: dict[str, Span]) -> Iterator[Found | Remark]:
        method, url = self._string(members.get("method")), self._string(members.get("url"))
        if method is not None:
            yield Found("method", exact(method), members["method"], "the method in the HAR")
        if url is not None:
            span = members["url"]
            as_written = self._text[span[0] + 1 : span[1] - 1] == url
            yield from read_address(url, span[0] + 1, "the url in the HAR", span=None if as_written else span)

    def _named(self, span: Span) -> Iterator[tuple[str, str, Span]]:
        """Yield the names and values of a list of objects with a name and a value."""
        for start, _ in self._items(span):
            members = self._object(start)
            name, value = self._string(members.get("name")), self._string(members.get("value"))
            if name is not None and value is not None:
                yield name, value, members["value"]

    def _headers(self, span: Span) -> Iterator[Found | Remark]:
        pseudo = {":authority", ":method", ":path", ":scheme"}
        for name, value, place in self._named(span):
            found = None if name in pseudo else read_header(name, value, place)
            if found is not None and found.field != "host":
                yield found

    def _body(self, span: Span | None) -> Iterator[Found | Remark]:
        if span is None:
            return
        members = self._object(span[0])
        mime = self._string(members.get("mimeType"))
        if mime:
            yield Found("content_type", exact(mime), members["mimeType"], "postData.mimeType in the HAR")
        text = self._string(members.get("text"))
        if text:
            yield Found("body", exact(text), members["text"], "postData.text in the HAR")
        elif "params" in members:
            pairs = [(name, value) for name, value, _ in self._named(members["params"])]
            try:
                made = form_body(pairs)
            except InputError:
                return
            yield Found("body", made, members["params"], "postData.params in the HAR", made=True)
            yield Remark("body-made", MADE, members["params"])

    def _answer(self, span: Span | None) -> tuple[str, ...] | None:
        content = self._object(span[0]).get("content") if span else None
        text = self._string(self._object(content[0]).get("text")) if content else None
        return None if text is None else errors_in(text, 0, len(text))


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
