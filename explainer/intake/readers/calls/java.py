"""Requests that code in Java and Kotlin sends: java.net.http, HttpURLConnection, OkHttp."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.intake.readers.calls import steps
from explainer.intake.readers.calls.bindings import Bindings
from explainer.intake.readers.calls.clients import JAVA_HTTP, OKHTTP, URL_CONNECTION
from explainer.intake.readers.calls.known import Known, Read
from explainer.intake.readers.calls.sending import Sending
from explainer.intake.readers.calls.statements import name_before, read_each, start_of
from explainer.intake.readers.literals import Call, Expression, Pairs, Text, Value
from explainer.intake.readers.model import Part

_BUILDER = re.compile(r"\bHttpRequest\.newBuilder\(|(?<![\w.])(?:new[ ])?Request\.Builder\(")
_OPENED = re.compile(r"(?<![\w.])(?:new[ ])?(?:URL\([^()\n]{1,300}\)|\w{1,60})\.openConnection\(\)")
_WRITTEN = re.compile(r"\.(?=(?:write|writeBytes|print)\()")
_REACH = 4_000
_OF_TYPE = re.compile(r"MediaType\b|\.toMediaType")


def read_java(text: str, bindings: Bindings) -> Iterator[Part]:
    """Yield the requests that builders make, and those that go over a connection."""
    return read_each(Java(text, "java", bindings), (_BUILDER, _built), (_OPENED, _connected))


class Java(Known):
    """Reads values in Java, among them the bodies of OkHttp."""

    media: Call | None = None
    """The call that gives the type of the body that was read last."""

    def _called(self, call: Call, at: int, depth: int) -> Value:
        if call.function != "RequestBody.create":
            return super()._called(call, at, depth)
        given = [self.of(one, at, depth + 1) for _, one in call.arguments]
        texts = [one for one in given if isinstance(one, Text)]
        types = [one for one in given if isinstance(one, Call) and _OF_TYPE.search(one.function)]
        self.media = types[0] if types else None
        return texts[0] if len(texts) == 1 else call

    def _first(self, start: int, at: int, depth: int) -> Read | None:
        read = super()._first(start, at, depth)
        if read is None or not isinstance(read.value, Call) or read.value.function != "FormBody.Builder":
            return read
        pairs: list[tuple[str, Value]] = []
        for call in steps.chain(self, read.end):
            given = [self.of(one, at, depth + 1) for _, one in call.arguments]
            if call.function == "build":
                span = (start, call.span[1])
                return Read(Call("FormBody", (("", Pairs(tuple(pairs), span)),), span), span[1])
            if len(given) == 2 and isinstance(given[0], Text):
                pairs.append((given[0].value, given[1]))
        return None


def _built(known: Java, opened: re.Match[str]) -> Part | None:
    """Return the request that a builder makes in a chain of calls."""
    read = known.call_at(opened.start())
    if read is None:
        return None
    of_java = read.function.endswith("newBuilder")
    sending = Sending(known, JAVA_HTTP if of_java else OKHTTP, opened.span())
    end = read.span[1]
    if read.arguments:
        steps.address(sending, read)
    calls = list(steps.chain(known, end))
    for call in sorted(calls, key=lambda call: call.function in _WITH_BODY):
        end = max(end, call.span[1])
        if call.function in _WITH_BODY and call.arguments:
            sending.of(call.arguments[-1][1])
            _take_type(sending, known.media)
        steps.take(sending, _STEPS, call)
    return sending.part(start_of(known.text, opened.start()), end)


def _take_type(sending: Sending, media: Call | None) -> None:
    """Take the type that a body of OkHttp was made with, if no header gives one."""
    if media is not None and media.arguments and sending.given_type is None:
        sending.headers(Pairs((("Content-Type", media.arguments[0][1]),), media.span))


_STEPS: steps.Steps = {
    "uri": steps.address,
    "url": steps.address,
    "header": steps.header,
    "headers": steps.header,
    "setHeader": steps.header,
    "addHeader": steps.header,
    "method": steps.method,
    "GET": steps.named("GET"),
    "get": steps.named("GET"),
    "POST": steps.named("POST"),
    "post": steps.named("POST"),
    "PUT": steps.named("PUT"),
    "put": steps.named("PUT"),
}
_WITH_BODY = ("method", "POST", "post", "PUT", "put")
"""Steps that are taken behind all others, so that the headers are known."""


def _connected(known: Java, opened: re.Match[str]) -> Part | None:
    """Return the request that goes over a connection which has a name."""
    name = name_before(known.text, opened.start())
    if not name:
        return None
    sending = Sending(known, URL_CONNECTION, opened.span())
    sending.address(Expression((opened.start(), opened.end() - len(".openConnection()"))))
    methods = [*known.calls_of(name, "setRequestMethod", opened.end())]
    for call in known.calls_of(name, "(?:set|add)RequestProperty", opened.end()):
        sending.place = call.span[0]
        sending.header(call)
    for call in methods[:1]:
        sending.claim(call.span)
        sending.method(call.arguments[0][1] if call.arguments else "GET")
    written = _WRITTEN.search(known.text, opened.end(), opened.end() + _REACH)
    writing = known.call_at(written.end()) if written else None
    if writing is not None and writing.arguments:
        sending.place = writing.span[0]
        sending.claim(writing.span)
        sending.body(writing.arguments[0][1], "text")
    elif not methods:
        sending.method("GET")
    line = known.text.rfind("\n", 0, opened.start()) + 1
    return sending.part(line + len(known.text[line:]) - len(known.text[line:].lstrip()), opened.end())
