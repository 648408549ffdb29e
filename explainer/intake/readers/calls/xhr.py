"""Requests that code in JavaScript puts together step by step: XMLHttpRequest, superagent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.intake.readers.calls import steps
from explainer.intake.readers.calls.bindings import Bindings
from explainer.intake.readers.calls.clients import SUPERAGENT, XHR
from explainer.intake.readers.calls.known import Known
from explainer.intake.readers.calls.sending import Sending
from explainer.intake.readers.calls.statements import name_set, read_each, start_of
from explainer.intake.readers.literals import Constant, Pairs, Text
from explainer.intake.readers.model import Part

_NEW = re.compile(r"\bnew[ ]XMLHttpRequest\(")
_CHAINED = re.compile(r"(?<![\w.])superagent\s{0,40}\.\s{0,40}(post|put|get)(?=\()")


def read_xhr(text: str, bindings: Bindings) -> Iterator[Part]:
    """Yield the requests of objects that are opened and sent, and those of chains of calls."""
    return read_each(Known(text, "javascript", bindings), (_NEW, _opened), (_CHAINED, _chained))


def _opened(known: Known, new: re.Match[str]) -> Part | None:
    start = start_of(known.text, new.start())
    name = name_set(known.text, start, new.start())
    sending = Sending(known, XHR, new.span())
    calls = list(known.calls_of(name, "open|setRequestHeader|send", new.end())) if name else []
    for call in sorted(calls, key=lambda call: call.function.endswith(".send")):
        sending.place = call.span[0]
        sending.claim(call.span)
        given = [value for _, value in call.arguments]
        if call.function.endswith(".open") and len(given) > 1:
            sending.method(given[0])
            sending.address(given[1])
        elif call.function.endswith(".setRequestHeader"):
            sending.header(call)
        elif given and not isinstance(given[0], Constant):
            sending.body(given[0], "text")
    return sending.part(start, new.end() + known.text.startswith(")", new.end()))


def _chained(known: Known, called: re.Match[str]) -> Part | None:
    read = known.call_at(called.start(1))
    if read is None:
        return None
    calls = list(steps.chain(known, read.span[1]))
    sending = Sending(known, SUPERAGENT, called.span(1))
    sending.method(called[1].upper())
    steps.address(sending, read)
    typed = [call.arguments[0][1] for call in calls if call.function == "type" and call.arguments]
    for value in typed:
        kind = _TYPES.get(value.value) if isinstance(value, Text) else None
        known_type = Text(kind, value.span) if kind else value
        sending.headers(Pairs((("Content-Type", known_type),), value.span))
    for call in calls:
        if call.function == "set":
            steps.header(sending, call)
        elif call.function == "query":
            steps.query(sending, call)
    for call in calls:
        if call.function == "send" and call.arguments:
            as_form = "json" not in (sending.given_type or "json")
            sending.body(call.arguments[0][1], "form" if as_form else "json")
    return sending.part(start_of(known.text, called.start()), calls[-1].span[1] if calls else read.span[1])


_TYPES = {"form": "application/x-www-form-urlencoded", "json": "application/json"}
"""What superagent calls content types."""
