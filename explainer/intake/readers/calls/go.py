"""Requests that code in Go sends with net/http."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.intake.readers.calls.bindings import Bindings
from explainer.intake.readers.calls.clients import FORM_TYPE, GO
from explainer.intake.readers.calls.known import Known
from explainer.intake.readers.calls.methods import text_made_by
from explainer.intake.readers.calls.sending import Sending
from explainer.intake.readers.calls.statements import name_set, read_each, start_of
from explainer.intake.readers.literals import Pairs, Text
from explainer.intake.readers.model import Part

_NEW = re.compile(r"\bhttp\.NewRequest(?:WithContext)?\(")
_POST = re.compile(r"\b(?:http|\w{0,40}[cC]lient)\.Post(Form)?\(")

_METHODS = ("Get", "Post", "Put", "Patch", "Delete")
"""The ends of the constants that net/http has for methods."""


def read_go(text: str, bindings: Bindings) -> Iterator[Part]:
    """Yield the requests of http.NewRequest, with the headers that are set behind it, and those of Post."""
    return read_each(Known(text, "go", bindings), (_NEW, _part), (_POST, _posted))


def _posted(known: Known, posted: re.Match[str]) -> Part | None:
    """Return the request of http.Post or http.PostForm, which take no headers."""
    call = known.call_at(posted.start())
    if call is None:
        return None
    arguments = [value for _, value in call.arguments]
    of_form = posted[1] is not None
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


def _part(known: Known, new: re.Match[str]) -> Part | None:
    call = known.call_at(new.start())
    if call is None or len(call.arguments) < 3:
        return None
    arguments = [value for _, value in call.arguments][-3:]
    start, end = call.span
    begin = start_of(known.text, start)
    sending = Sending(known, GO, call.span)
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
