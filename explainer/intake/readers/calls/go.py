"""Requests that code in Go sends with net/http."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.intake.readers.calls.bindings import Bindings
from explainer.intake.readers.calls.clients import FORM_TYPE, GO
from explainer.intake.readers.calls.known import Known
from explainer.intake.readers.calls.methods import text_made_by
from explainer.intake.readers.calls.sending import Sending
from explainer.intake.readers.calls.statements import MOST, name_set, start_of
from explainer.intake.readers.literals import Call, Pairs, Text
from explainer.intake.readers.model import Part

_NEW = re.compile(r"\bhttp\.NewRequest(?:WithContext)?\(")
_POST = re.compile(r"\b(?:http|\w{0,40}[cC]lient)\.Post(Form)?\(")

_METHODS = ("Get", "Post", "Put", "Patch", "Delete")
"""The ends of the constants that net/http has for methods."""


def read_go(text: str, bindings: Bindings) -> Iterator[Part]:
    """Yield the requests of http.NewRequest, with the headers that are set behind it, and those of Post."""
    known = Known(text, "go", bindings)
    for read_call, pattern in ((_part, _NEW), (_posted, _POST)):
        for number, new in enumerate(pattern.finditer(known.text)):
            call = known.literals.at(new.start())
            part = read_call(known, call) if number < MOST and isinstance(call, Call) else None
            if part is not None:
                yield part


def _posted(known: Known, call: Call) -> Part | None:
    """Return the request of http.Post or http.PostForm, which take no headers."""
    arguments = [value for _, value in call.arguments]
    of_form = call.function.endswith("Form")
    if len(arguments) < 3 - of_form:
        return None
    start, end = call.span
    sending = Sending(known, GO, call.span)
    sending.method("POST")
    sending.address(arguments[0])
    typed = Text(FORM_TYPE.decode(), arguments[-1].span) if of_form else arguments[1]
    sending.headers(Pairs((("Content-Type", sending.of(typed)),), typed.span))
    values = sending.of(arguments[-1])
    sending.body(text_made_by(values, "Encode") if of_form else arguments[-1], "text")
    return sending.part(start_of(known.text, start), end)


def _part(known: Known, new: Call) -> Part | None:
    arguments = [value for _, value in new.arguments][-3:]
    if len(arguments) < 3:
        return None
    start, end = new.span
    begin = start_of(known.text, start)
    sending = Sending(known, GO, new.span)
    constant = known.text[slice(*arguments[0].span)].removeprefix("http.Method")
    sending.method(constant.upper() if constant in _METHODS else arguments[0])
    sending.address(arguments[1])
    name = name_set(known.text, begin, start)
    for header in known.calls_of(name, r"Header\.(?:Set|Add)", end) if name else ():
        sending.place = header.span[0]
        sending.header(header)
    sending.place = start
    if known.text[slice(*arguments[2].span)] != "nil":
        sending.body(arguments[2], "text")
    return sending.part(begin, end)
