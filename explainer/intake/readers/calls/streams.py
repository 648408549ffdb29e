"""Requests that code in PHP sends over a stream: stream_context_create with file_get_contents or fopen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.intake.readers.calls.bindings import Bindings
from explainer.intake.readers.calls.clients import PHP_STREAM
from explainer.intake.readers.calls.known import Known
from explainer.intake.readers.calls.sending import Sending
from explainer.intake.readers.calls.statements import read_each, start_of
from explainer.intake.readers.literals import Call, Items, Pairs, Text
from explainer.intake.readers.model import Part

_OPENED = re.compile(r"\b(?:file_get_contents|fopen)\(")


def read_streams(text: str, bindings: Bindings) -> Iterator[Part]:
    """Yield the requests of calls that open an address with a context."""
    return read_each(Known(text, "php", bindings), (_OPENED, _part))


def _part(known: Known, opened: re.Match[str]) -> Part | None:
    call = known.call_at(opened.start())
    if call is None:
        return None
    arguments = [value for _, value in call.arguments]
    sending = Sending(known, PHP_STREAM, call.span)
    context = sending.of(arguments[-1]) if len(arguments) > 2 else None
    if not isinstance(context, Call) or not context.function.endswith("stream_context_create"):
        return None
    sending.address(arguments[0])
    options = sending.of(context.arguments[0][1]) if context.arguments else None
    http = options.get("http") if isinstance(options, Pairs) else None
    if not isinstance(http, Pairs):
        sending.unknown(arguments[-1])
        return sending.part(start_of(known.text, call.span[0]), call.span[1])
    method, header, content = [http.get(name) for name in ("method", "header", "content")]
    sending.method(method or "GET")
    if header is not None:
        lines = sending.of(header)
        if isinstance(lines, Text):
            lines = Items(tuple([Text(line, lines.span) for line in lines.value.splitlines()]), lines.span)
        sending.headers(lines)
    if content is not None:
        sending.body(content, "text")
    return sending.part(start_of(known.text, call.span[0]), call.span[1])
