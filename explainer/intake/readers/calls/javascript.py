"""Calls of HTTP clients in JavaScript: fetch, axios, got, request, and Node.js's own https."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from explainer.intake.readers.calls.bindings import Bindings
from explainer.intake.readers.calls.clients import (
    APPS_SCRIPT,
    AXIOS,
    FETCH,
    FORM_TYPE,
    GOT,
    JQUERY,
    NODE,
    REQUEST,
    Client,
)
from explainer.intake.readers.calls.known import Known
from explainer.intake.readers.calls.sending import Sending, Wanted
from explainer.intake.readers.calls.statements import MOST, name_set, start_of
from explainer.intake.readers.literals import Call, Constant, Expression, Items, Pairs, Value
from explainer.intake.readers.model import Part

_CALL = re.compile(
    r"(?<![\w.$>])(?P<client>(?:window\.|globalThis\.)?fetch|https?|[A-Za-z_$][\w$]{0,40})"
    r"(?:\.(?P<verb>post|put|get|delete|patch|request|ajax|fetch))?\("
)
_CREATED = re.compile(r"(?<![\w$])([A-Za-z_$][\w$]{0,40})[ ]?=[ ]?axios\.create\(")
_CLIENTS: Mapping[str, Client] = MappingProxyType(
    {
        "fetch": FETCH,
        "window.fetch": FETCH,
        "globalThis.fetch": FETCH,
        "axios": AXIOS,
        "got": GOT,
        "request": REQUEST,
        "https": NODE,
        "http": NODE,
        "$": JQUERY,
        "jQuery": JQUERY,
        "UrlFetchApp": APPS_SCRIPT,
    }
)


def read_javascript(text: str, bindings: Bindings) -> Iterator[Part]:
    """Yield the requests that calls in JavaScript send."""
    known = Known(text, "javascript", bindings)
    created = {match[1]: match.end() - len("axios.create(") for match in _CREATED.finditer(known.text)}
    at = 0
    left = MOST
    while left and (call := _CALL.search(known.text, at)) is not None:
        at = call.end()
        client = AXIOS if call["client"] in created else _CLIENTS.get(call["client"])
        if client is None or (client is NODE and call["verb"] != "request"):
            continue
        left -= 1
        read = known.call_at(call.start())
        if read is None or not read.arguments:
            continue
        part = _part(known, client, call, read, created.get(call["client"]))
        if part is not None:
            at = read.span[1]
            yield part


def _part(known: Known, client: Client, call: re.Match[str], read: Call, created: int | None) -> Part | None:
    start = start_of(known.text, call.start())
    sending = Sending(known, client, call.span("verb" if call["verb"] else "client"))
    arguments = [value for _, value in read.arguments]
    given: dict[str, Value] = {}
    if created is not None and (config := known.call_at(created)) is not None:
        _defaults(sending, config)
    if isinstance(sending.of(arguments[0]), Pairs):
        given |= _options(sending, arguments[:1])
    else:
        given["url"] = arguments[0]
    with_data = client in (AXIOS, JQUERY) and call["verb"] in ("post", "put", "patch")
    given |= {"data": arguments[1]} if with_data and len(arguments) > 1 else {}
    given |= _options(sending, arguments[2 if with_data else 1 :])
    _take(sending, client, given, call["verb"] or "")
    if client is NODE:
        _written(known, sending, name_set(known.text, start, call.start()), read.span[1])
    return sending.part(start, read.span[1])


def _defaults(sending: Sending, config: Call) -> None:
    """Take the headers that all requests of an instance of axios have."""
    sending.claim(config.span)
    headers = _options(sending, [value for _, value in config.arguments]).get("headers")
    if headers is not None:
        sending.headers(headers)


def _options(sending: Sending, values: list[Value]) -> dict[str, Value]:
    """Return the options in objects; what may be some and is not known is said, and functions are none."""
    options: dict[str, Value] = {}
    for value in values:
        known = sending.of(value)
        if isinstance(known, Pairs):
            options |= dict(known.pairs)
        elif isinstance(known, Expression) and not sending.is_function(known):
            sending.unknown(known)
    return options


def _take(sending: Sending, client: Client, given: Mapping[str, Value], verb: str) -> None:
    """Take the options that say something about the request."""
    method = given.get("method", given.get("type") if client is JQUERY else None)
    if method is not None:
        sending.method(method)
    else:
        sending.method(verb.upper() if verb not in ("", "request", "ajax", "fetch") else "GET")
    for name in ("url", "uri", "hostname", "host", "path"):
        if name in given:
            sending.address(given[name])
    if "headers" in given:
        sending.headers(given["headers"])
    if "contentType" in given and client in (JQUERY, APPS_SCRIPT):
        typed = sending.of(given["contentType"])
        sending.headers(Pairs((("Content-Type", typed),), typed.span))
    for name in ("params", "searchParams", "qs"):
        if name in given and client in (AXIOS, GOT, REQUEST):
            sending.query(given[name])
    as_json = isinstance(given.get("json"), Constant)
    if client is AXIOS and "data" in given:
        sending.body(given["data"], _wanted_by_axios(sending, given["data"]))
    elif client is JQUERY and "data" in given:
        sending.body(given["data"], "form")
    elif client is APPS_SCRIPT and "payload" in given:
        sending.body(given["payload"], "form")
    elif "form" in given and client in (GOT, REQUEST):
        sending.body(given["form"], "form")
    elif "json" in given and not as_json and client in (GOT, REQUEST):
        sending.body(given["json"], "json")
    elif "body" in given and client in (FETCH, GOT, REQUEST):
        sending.body(given["body"], "json" if as_json else "text")


def _wanted_by_axios(sending: Sending, data: Value) -> Wanted:
    """Return what axios makes of its data: of an object JSON, unless a header says that it is a form."""
    if not isinstance(sending.of(data), (Pairs, Items)):
        return "text"
    return "form" if (sending.given_type or "").startswith(FORM_TYPE.decode()) else "json"


def _written(known: Known, sending: Sending, name: str, end: int) -> None:
    """Take the body that is written to a request of Node.js behind the call that makes it."""
    calls = list(known.calls_of(name, "write|end", end)) if name else []
    bodies = [call for call in calls if call.arguments and not sending.is_function(call.arguments[0][1])]
    for call in calls:
        sending.claim(call.span)
    if len(bodies) == 1:
        sending.place = bodies[0].span[0]
        sending.body(bodies[0].arguments[0][1], "text")
    for call in bodies if len(bodies) > 1 else ():
        sending.unknown(call.arguments[0][1])
