"""Calls of Python's HTTP clients: requests, httpx, aiohttp, urllib.request, http.client."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from explainer.intake.readers.calls.bindings import Bindings
from explainer.intake.readers.calls.clients import AIOHTTP, HTTP_CLIENT, HTTPX, REQUESTS, URLLIB, Client
from explainer.intake.readers.calls.known import Known
from explainer.intake.readers.calls.sending import Sending
from explainer.intake.readers.calls.statements import MOST, name_set, start_of
from explainer.intake.readers.literals import Call, Value
from explainer.intake.readers.model import Part

_CALL = re.compile(
    r"(?<![\w.$>])(?P<head>(?:[A-Za-z_]\w{0,40}\.){0,4})(?P<name>post|put|get|delete|patch|request|Request|urlopen)\("
)
_OTHER_LANGUAGE = re.compile(r"\b(?:const|let|var)[ ]|=>|\baxios\b|\brequire\(|<\?php|\.send\(\)|\bformat!\(")
_MENTIONED = re.compile(r"\b(requests|httpx|aiohttp|HTTPSConnection)\b")
_SESSION = re.compile(r"(?i:\w*(?:session|sess|client|http)\w*)|s|c")
_CONNECTION = re.compile(r"(?i:\w*conn\w*)|c|h")
_NAMED: Mapping[str, Client] = MappingProxyType(
    {"requests": REQUESTS, "httpx": HTTPX, "aiohttp": AIOHTTP, "HTTPSConnection": HTTP_CLIENT}
)
_POSITIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "requests": ("url", "data", "json"),
        "requests.get": ("url", "params"),
        "requests.request": ("method", "url", "params", "data", "headers"),
        "httpx.request": ("method", "url"),
        "aiohttp.request": ("method", "url"),
        "urllib.request.Request": ("url", "data", "headers", "origin_req_host", "unverifiable", "method"),
        "urllib.request.urlopen": ("url", "data"),
        "http.client.request": ("method", "url", "body", "headers"),
    }
)
"""What arguments without a name are, by the client and the function; of all others the first is the URL."""


def read_python(text: str, bindings: Bindings) -> Iterator[Part]:
    """Yield the requests that calls in Python send."""
    known = Known(text, "python", bindings)
    mentioned = frozenset([match[1] for match in _MENTIONED.finditer(text)])
    is_other = _OTHER_LANGUAGE.search(text) is not None
    at = 0
    for _ in range(MOST):
        call = _CALL.search(known.text, at)
        if call is None:
            return
        at = call.end()
        start = start_of(known.text, call.start())
        client = _client(call, known.text[start : call.start()], mentioned, is_other)
        read = known.call_at(call.start()) if client is not None else None
        if client is None or read is None:
            continue
        part = _part(known, client, call, read, start)
        if part is not None:
            at = read.span[1]
            yield part


def _client(call: re.Match[str], front: str, mentioned: frozenset[str], is_other: bool) -> Client | None:
    """Return the client that is called, None if it is none or not clear.

    `mentioned` are the clients that the text names; `is_other` says that it looks like another language.
    """
    head, name = call["head"].rstrip("."), call["name"]
    if name in ("Request", "urlopen"):
        return URLLIB if head in ("", "urllib.request", "request", "urllib2") else None
    if head in _NAMED:
        return _NAMED[head]
    last = head.rpartition(".")[2]
    if name == "request" and "HTTPSConnection" in mentioned and _CONNECTION.fullmatch(last):
        return HTTP_CLIENT
    if not _SESSION.fullmatch(last):
        return None
    clients = mentioned - {"HTTPSConnection"}
    if clients:
        return _NAMED[min(clients)] if len(clients) == 1 else None
    if is_other:
        return None
    if "client" in last.lower():
        return HTTPX
    return AIOHTTP if "await" in front or "async" in front else REQUESTS


def _part(known: Known, client: Client, call: re.Match[str], read: Call, start: int) -> Part | None:
    name = call["name"]
    sending = Sending(known, client, (call.start("name"), call.end("name")))
    given = _arguments(sending, client, name, read)
    body = next((each for each in ("data", "content", "body", "json") if each in given), None)
    if "method" in given:
        sending.method(given["method"])
    elif client is URLLIB:
        sending.method("POST" if body else "GET")
    elif name != "request":
        sending.method(name.upper())
    if "url" in given:
        sending.address(given["url"])
    if "headers" in given:
        sending.headers(given["headers"])
    if "params" in given:
        sending.query(given["params"])
    if body is not None:
        text_only = client in (URLLIB, HTTP_CLIENT)
        sending.body(given[body], "json" if body == "json" else "text" if text_only else "form")
    made = name_set(known.text, start, call.start()) if client is URLLIB else ""
    for header in known.calls_of(made, "add_header", read.span[1]) if made else ():
        sending.header(header)
    return sending.part(start, read.span[1])


def _arguments(sending: Sending, client: Client, function: str, read: Call) -> dict[str, Value]:
    """Return the arguments of a call by their names."""
    usual = _POSITIONS.get(client.name, ("url",))
    positions = list(_POSITIONS.get(f"{client.name}.{function}", usual))
    given: dict[str, Value] = {}
    for name, value in read.arguments:
        inner = sending.spread(value) if not name else None
        if inner is not None:
            given |= dict(inner.pairs)
        elif name or positions:
            given[name or positions.pop(0)] = value
    return given
