"""Requests that code in Go sends with net/http."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.intake.readers.calls.bindings import Bindings
from explainer.intake.readers.calls.clients import GO
from explainer.intake.readers.calls.known import Known
from explainer.intake.readers.calls.sending import Sending
from explainer.intake.readers.calls.statements import MOST, name_set, start_of
from explainer.intake.readers.literals import Call
from explainer.intake.readers.model import Part

_NEW = re.compile(r"\bhttp\.NewRequest(?:WithContext)?\(")

_METHODS = ("Get", "Post", "Put", "Patch", "Delete")
"""The ends of the constants that net/http has for methods."""


def read_go(text: str, bindings: Bindings) -> Iterator[Part]:
    """Yield the requests that http.NewRequest makes, with the headers that are set behind it."""
    known = Known(text, "go", bindings)
    for number, new in enumerate(_NEW.finditer(known.text)):
        read = known.literals.at(new.start())
        if number < MOST and isinstance(read, Call):
            part = _part(known, read)
            if part is not None:
                yield part


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
