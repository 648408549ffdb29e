"""Requests that code in PHP sends with Guzzle, or with Laravel's Http, which is built on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from explainer.intake.readers.calls import steps
from explainer.intake.readers.calls.bindings import Bindings
from explainer.intake.readers.calls.clients import GUZZLE
from explainer.intake.readers.calls.known import Known
from explainer.intake.readers.calls.sending import Sending, Wanted
from explainer.intake.readers.calls.statements import name_set, read_each, start_of
from explainer.intake.readers.literals import Expression, Pairs, Value
from explainer.intake.readers.model import Part

_VERB = re.compile(r"->(?=(?P<verb>post|put|get|delete|patch|request)(?:Async)?\()")
_MADE = re.compile(r"\bnew[ ](?=(?:\\?GuzzleHttp\\Psr7\\)?Request\()")
_LARAVEL = re.compile(r"(?<![\w\\])Http(?=::\w{1,40}\()")
_VERBS = ("post", "put", "patch")
_BODIES: Mapping[str, Wanted] = {"form_params": "form", "json": "json", "body": "text"}
"""The options that give the body, and what Guzzle makes of an array in them."""


def read_guzzle(text: str, bindings: Bindings) -> Iterator[Part]:
    """Yield the requests of calls with an array of options, of Request objects, and of Laravel's chains."""
    known = Known(text, "php", bindings)
    return read_each(known, (_VERB, _called), (_MADE, _made), (_LARAVEL, _chained))


def _called(known: Known, begun: re.Match[str]) -> Part | None:
    """Return the request of a method of a client."""
    call = known.call_at(begun.end())
    if call is None:
        return None
    arguments = [value for _, value in call.arguments]
    sending = Sending(known, GUZZLE, call.span)
    if begun["verb"] == "request":
        sending.method(arguments.pop(0) if arguments else "GET")
    else:
        sending.method(begun["verb"].upper())
    if not arguments:
        return None
    sending.address(arguments[0])
    if len(arguments) > 1:
        _options(sending, arguments[1])
    line = known.text.rfind("\n", 0, begun.start()) + 1
    start = start_of(known.text, max(known.text.rfind("$", line, begun.start()), line))
    return sending.part(start, call.span[1])


def _made(known: Known, begun: re.Match[str]) -> Part | None:
    """Return the request of a Request object, with the options that it is sent with."""
    call = known.call_at(begun.end())
    if call is None or len(call.arguments) < 2:
        return None
    arguments = [value for _, value in call.arguments]
    sending = Sending(known, GUZZLE, call.span)
    sending.method(arguments[0])
    sending.address(arguments[1])
    if len(arguments) > 2:
        sending.headers(arguments[2])
    if len(arguments) > 3:
        sending.body(arguments[3], "text")
    start = start_of(known.text, begun.start())
    name = name_set(known.text, start, begun.start())
    for sent in known.calls_with(name, "send(?:Async)?", call.span[1]) if name else ():
        sending.place = sent.span[0]
        if len(sent.arguments) > 1:
            sending.claim(sent.span)
            _options(sending, sent.arguments[1][1])
    return sending.part(start, call.span[1])


def _options(sending: Sending, value: Value) -> None:
    """Take the options of Guzzle that say something about the request."""
    options = sending.of(value)
    if not isinstance(options, Pairs):
        if isinstance(options, Expression):
            sending.unknown(value)
        return
    given = dict(options.pairs)
    if "headers" in given:
        sending.headers(given["headers"])
    if "query" in given:
        sending.query(given["query"])
    for name, wanted in _BODIES.items():
        if name in given:
            sending.body(given[name], wanted)
            return


def _chained(known: Known, begun: re.Match[str]) -> Part | None:
    """Return the request of a chain of Laravel's, which ends with the method."""
    calls = list(steps.chain(known, begun.end()))
    last = next((one for one in calls if one.function in _VERBS), None)
    if last is None or not last.arguments:
        return None
    sending = Sending(known, GUZZLE, begun.span())
    sending.method(last.function.upper())
    steps.address(sending, last)
    as_form = False
    for one in calls[: calls.index(last)]:
        as_form = as_form or one.function == "asForm"
        if one.function == "withHeaders":
            steps.header(sending, one)
        elif one.function == "withBody" and one.arguments:
            sending.headers(Pairs((("Content-Type", sending.of(one.arguments[-1][1])),), one.span))
            sending.body(one.arguments[0][1], "text")
    if len(last.arguments) > 1:
        sending.body(last.arguments[1][1], "form" if as_form else "json")
    return sending.part(start_of(known.text, begun.start()), last.span[1])
