"""Requests that code in PHP sends with its functions for curl."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.intake.readers.calls.bindings import Bindings
from explainer.intake.readers.calls.clients import PHP_CURL
from explainer.intake.readers.calls.known import Known
from explainer.intake.readers.calls.sending import Sending
from explainer.intake.readers.calls.statements import name_set, read_each, start_of
from explainer.intake.readers.literals import Call, Constant, Expression, Number, Pairs, Value
from explainer.intake.readers.model import Part

_INIT = re.compile(r"\bcurl_init\(")


def read_php(text: str, bindings: Bindings) -> Iterator[Part]:
    """Yield the requests that are put together with curl_init and curl_setopt."""
    return read_each(Known(text, "php", bindings), (_INIT, _part))


def _part(known: Known, called: re.Match[str]) -> Part | None:
    init = known.call_at(called.start())
    if init is None:
        return None
    start, end = init.span
    begin = start_of(known.text, start)
    sending = Sending(known, PHP_CURL, init.span)
    given: dict[str, tuple[Value, int]] = {}
    if init.arguments:
        given["URL"] = init.arguments[0][1], start
    handle = name_set(known.text, begin, start)
    for call in known.calls_with(handle, "curl_setopt(?:_array)?", end) if handle else ():
        sending.claim(call.span)
        sending.place = call.span[0]
        for name, value in _options(known, sending, call):
            given[name.removeprefix("CURLOPT_")] = value, call.span[0]
    posts = "POSTFIELDS" in given or ("POST" in given and not _is_off(given["POST"][0]))
    if "CUSTOMREQUEST" not in given:
        sending.method("POST" if posts else "GET")
    for name, take in (
        ("CUSTOMREQUEST", sending.method),
        ("URL", sending.address),
        ("HTTPHEADER", sending.headers),
        ("POSTFIELDS", lambda value: sending.body(value, "multipart")),
    ):
        if name in given:
            value, sending.place = given[name]
            take(value)
    return sending.part(begin, end)


def _options(known: Known, sending: Sending, call: Call) -> Iterator[tuple[str, Value]]:
    """Yield the options that a call sets, by their names."""
    arguments = [value for _, value in call.arguments]
    if call.function.endswith("_array") and len(arguments) == 2:
        options = sending.of(arguments[1])
        if isinstance(options, Pairs):
            yield from options.pairs
        else:
            sending.unknown(arguments[1])
    elif len(arguments) == 3 and isinstance(arguments[1], Expression):
        yield known.text[slice(*arguments[1].span)], arguments[2]


def _is_off(value: Value) -> bool:
    """Return whether an option is given and says no."""
    return isinstance(value, (Constant, Number)) and value.written.lower() in ("false", "0", "null")
