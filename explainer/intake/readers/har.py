"""HAR files of browsers and proxies, whole, an entry, or its request; collections of Postman and Insomnia."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
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
_LISTS = ("item", "resources")
"""What collections of Postman and Insomnia call the lists of their requests."""
_DEEPEST = 8
_VARIABLE = re.compile(r"\{\{[^{}]{1,100}\}\}|\{%[^{}]{1,200}%\}")
_VARIABLE_IN_FRONT = re.compile(r"\A\{\{[^{}]{1,100}\}\}(?=/)")
_FORM_TYPE = b"application/x-www-form-urlencoded"
_FILLED_IN = "variable-filled-in"


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
            yield replace(part, span=(begin, end))


class _Json:
    """Walks through JSON, and keeps in mind how far it came."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.reached = 0

    def requests(
        self, at: int, holders: tuple[str, ...] = ("log", "entries", *_LISTS), depth: int = 0
    ) -> Iterator[Part]:
        """Yield the requests of a HAR file or a collection, of an entry, or of a request, from its place on.

        `holders` are the names of members that hold requests in their turn, `depth` is how many are around.
        """
        members: dict[str, Span] = {}
        for name, start, end in self._members(at, holders if depth < _DEEPEST else ()):
            if end is None and name == "log":
                yield from self.requests(start, ("entries",))
                return
            if end is None:
                yield from self._entries(start, _LISTS if name in _LISTS else (), depth + 1)
                if name in _LISTS and self._text.startswith("]", self.reached):
                    for _ in self._members(self.reached):
                        pass
                return
            members[name] = start, end
        if "request" in members:
            yield from self._request(members["request"][0], members.get("response"), self.reached)
        elif "url" in members and "headers" in members:
            yield from self._request(at, None, self.reached)

    def _entries(self, at: int, holders: tuple[str, ...], depth: int) -> Iterator[Part]:
        at += 1
        while True:
            at = _skip(_NEXT, self._text, at)
            if not self._text.startswith("{", at):
                self.reached = max(self.reached, at)
                return
            yield from self.requests(at, holders, depth)
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
        of_postman = "header" in members
        headers = members.get("header" if of_postman else "headers")
        if headers is None or not self._text.startswith("[", headers[0]):
            return
        said = [
            *self._target(members),
            *self._headers(headers),
            *self._body(members.get("postData", members.get("body"))),
        ]
        found = [one for one in said if isinstance(one, Found)]
        typed = [one for one in found if one.field == "content_type"]
        found = [one for one in found if one.field != "content_type" or one is typed[0]]
        if not concerns_signing(found):
            return
        answer = self._answer(response)
        yield Part(
            "har" if "postData" in members or "body" not in members else "collection",
            (start, end),
            tuple(found),
            tuple([one for one in said if isinstance(one, Remark)]),
            whole=True,
            unread=tuple([one.span for one in said if isinstance(one, Remark) and one.id == _FILLED_IN]),
            answer=answer or (),
            answered=answer is not None,
        )

    def _target(self, members: dict[str, Span]) -> Iterator[Found | Remark]:
        method, span = self._string(members.get("method")), members.get("url")
        if method is not None:
            yield Found("method", exact(method), members["method"], "the method in the file")
        if span is not None and self._text.startswith("{", span[0]):
            span = self._object(span[0]).get("raw")
        url = self._string(span)
        if url is not None and span is not None:
            known = _VARIABLE_IN_FRONT.sub("", url)
            if _VARIABLE.search(known):
                yield _filled_in(span)
                return
            as_written = self._text[span[0] + 1 : span[1] - 1] == known
            yield from read_address(
                known, span[0] + 1, "the url in the file", span=None if as_written else span
            )

    def _named(self, span: Span) -> Iterator[tuple[str, str, Span]]:
        """Yield the names and values of a list of objects with a name and a value."""
        for start, _ in self._items(span):
            members = self._object(start)
            name = self._string(members.get("name", members.get("key")))
            value = self._string(members.get("value"))
            off = self._text[slice(*members.get("disabled", (0, 0)))] == "true"
            if name is not None and value is not None and not off:
                yield name, value, members["value"]

    def _headers(self, span: Span) -> Iterator[Found | Remark]:
        pseudo = {":authority", ":method", ":path", ":scheme"}
        for name, value, place in self._named(span):
            found = None if name in pseudo else read_header(name, value, place)
            if found is not None and _VARIABLE.search(value):
                yield _filled_in(place)
            elif found is not None and found.field != "host":
                yield found

    def _body(self, span: Span | None) -> Iterator[Found | Remark]:
        if span is None:
            return
        members = self._object(span[0])
        mime = self._string(members.get("mimeType"))
        if mime:
            yield Found("content_type", exact(mime), members["mimeType"], "the mimeType in the file")
        mode = self._string(members.get("mode"))
        if mode == "urlencoded":
            yield Found("content_type", _FORM_TYPE, members["mode"], "the mode in the file", made=True)
        whole = next((name for name in ("text", "raw") if self._string(members.get(name))), "")
        listed = next((name for name in ("params", "urlencoded") if name in members and not whole), "")
        text = self._string(members.get(whole))
        if text and _VARIABLE.search(text):
            yield _filled_in(members[whole])
        elif text and mode in (None, "raw"):
            yield Found("body", exact(text), members[whole], "the text of the body in the file")
        elif listed and mode in (None, "urlencoded"):
            named = list(self._named(members[listed]))
            filled = [place for _, value, place in named if _VARIABLE.search(value)]
            if filled:
                yield from [_filled_in(place) for place in filled]
                return
            pairs = [(name, value) for name, value, _ in named]
            try:
                made = form_body(pairs)
            except InputError:
                return
            yield Found("body", made, members[listed], "the parameters of the body in the file", made=True)
            yield Remark("body-made", MADE, members[listed])

    def _answer(self, span: Span | None) -> tuple[str, ...] | None:
        content = self._object(span[0]).get("content") if span else None
        text = self._string(self._object(content[0]).get("text")) if content else None
        return None if text is None else errors_in(text, 0, len(text))


def _filled_in(span: Span) -> Remark:
    return Remark(
        _FILLED_IN,
        "a variable is filled in here, which is not known: give what the program's console shows as sent",
        span,
    )


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
