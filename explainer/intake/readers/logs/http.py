"""What Python's HTTP libraries log: http.client below requests and urllib3, httpx, and aiohttp."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from explainer.intake.readers.headers import read_header
from explainer.intake.readers.messages import MOST, NOT_SIGNED, address_in, concerns_signing, message_in
from explainer.intake.readers.model import Found, Part, Remark, Span, exact
from explainer.intake.readers.strings import String, Strings
from explainer.intake.readers.views import View, joined, of_string, part_of

_SENT = re.compile(r"^([^\n]{0,200}?)\bsend: (?=b[\"'])", re.M)
_METHOD = r"GET|POST|PUT|PATCH|DELETE"
_URLLIB3 = re.compile(
    rf"^[^\n]{{0,200}}?(https?://[^\s\"]{{1,200}}?)(?::\d{{1,5}})? \"({_METHOD}) (\S{{1,2000}}) HTTP/\d"
    r"(?:\.\d)?\" \d{3} \S{1,20}[ \t]*\r?$",
    re.M,
)
_HTTPX = re.compile(
    rf"^[^\n]{{0,200}}?\bHTTP Request: ({_METHOD}) (\S{{1,2000}}) \"HTTP/\d"
    r"(?:\.\d)? \d{3}[^\n\"]{0,60}\"[ \t]*\r?$",
    re.M,
)
_AIOHTTP = re.compile(
    r"^[^\n]{0,200}?\b(?:TraceRequest\w{1,30}Params|RequestInfo)\("
    rf"(?:method='({_METHOD})', )?url=URL\((?=')",
    re.M,
)
_AIOHTTP_METHOD = re.compile(rf"\), method='({_METHOD})'")
_MULTIDICT = re.compile(r"\)(?:, method='[A-Z]{3,7}')?, headers=<CIMultiDict(?:Proxy)?\(")
_CHUNK = re.compile(r"\), chunk=(?=b[\"'])")
_COMMA = re.compile(r"(?:, )?(?=')")
_SAID = re.compile(
    r"[^\n]{0,200}?\b(?:reply: |header: |urllib3\.connectionpool\b|httpcore\.\w{1,20}\b)[^\n]*(?:\n|\Z)"
)
"""Lines that belong to the request above and say nothing about how it was signed."""
_CONNECTION = re.compile(
    r"(?:^[^\n]{0,200}?(?:\bhttpcore\.\w{1,20}\b|\b(?:Starting new|Resetting dropped) HTTPS? connection\b)"
    r"[^\n]*(?:\n|\Z))+",
    re.M,
)


def read_http_log(text: str) -> Iterator[Part]:
    """Yield the requests of a log, with their bodies where the log shows them."""
    strings = Strings(text)
    parts = [
        *_sent(text, strings),
        *_aiohttp(text, strings),
        *_bare(text, _URLLIB3),
        *_bare(text, _HTTPX),
        *[Part("http-log", lines.span()) for lines in _CONNECTION.finditer(text)],
    ]
    end = 0
    for part in sorted(parts, key=lambda part: part.span):
        if part.span[0] >= end:
            yield replace(part, language="python")
            end = part.span[1]


def _sent(text: str, strings: Strings) -> Iterator[Part]:
    """Yield what http.client says with its debuglevel: all that went out, a string for each piece."""
    views: list[View] = []
    start = end = 0
    for line in islice(_SENT.finditer(text), MOST):
        string = strings.read(line.end())
        if string is None:
            continue
        view = of_string(text, string)
        is_head = re.match(rf"(?:{_METHOD}) \S", view.text) is not None
        if is_head and views:
            yield _part(views, (start, end))
            views = []
        if is_head:
            start = line.start()
        if views or is_head:
            views.append(view)
            end = _behind(text, string.end)
    if views:
        yield _part(views, (start, end))


def _behind(text: str, at: int) -> int:
    """Return where the lines end that belong to a request whose last piece ends at a place."""
    at = _next_line(text, at)
    while at < len(text) and (said := _SAID.match(text, at)) is not None:
        at = said.end()
    return at


def _next_line(text: str, at: int) -> int:
    return text.find("\n", at) + 1 or len(text)


def _part(views: list[View], span: Span) -> Part:
    found, remarks = message_in(joined(views))
    return _made(span, [*found, *remarks])


def _made(span: Span, said: list[Found | Remark]) -> Part:
    found = tuple([one for one in said if isinstance(one, Found)])
    if not concerns_signing(found):
        return Part("http-log", span, remarks=(Remark("request-not-signed", NOT_SIGNED, span),))
    remarks = tuple([one for one in said if isinstance(one, Remark)])
    return Part("http-log", span, found, remarks, whole=True)


def _bare(text: str, lines: re.Pattern[str]) -> Iterator[Part]:
    """Yield the requests of which a line says only the method and the address."""
    for line in islice(lines.finditer(text), MOST):
        view = part_of(text, *line.span())
        method, *addresses = (2, 1, 3) if lines is _URLLIB3 else (1, 2)
        how = "the line of the log"
        said: list[Found | Remark] = [Found("method", exact(line[method]), line.span(method), how)]
        for group in addresses:
            start, end = line.span(group)
            said += address_in(view, start - line.start(), end - line.start(), how)
        yield _made((line.start(), _behind(text, line.end())), said)


def _aiohttp(text: str, strings: Strings) -> Iterator[Part]:
    """Yield what aiohttp's tracing hands out when it is printed."""
    for line in islice(_AIOHTTP.finditer(text), MOST):
        url = strings.read(line.end())
        if url is None:
            continue
        view = of_string(text, url)
        said: list[Found | Remark] = list(address_in(view, 0, len(view.text), "the URL"))
        method = line if line[1] else _AIOHTTP_METHOD.match(text, url.end)
        if method is not None:
            said.append(Found("method", exact(method[1]), method.span(1), "the method"))
        end = url.end
        if (headers := _MULTIDICT.match(text, url.end)) is not None:
            for name, value in _pairs(text, strings, headers.end()):
                end = value.end
                found = read_header(name, value.value, (value.start, value.end))
                said += [] if found is None or found.field == "host" else [found]
        elif (chunk := _CHUNK.match(text, url.end)) is not None:
            body = strings.read(chunk.end())
            if body is not None:
                sent = Found("body", exact(body.value), (body.start, body.end), "the chunk that was sent")
                yield Part("http-log", (line.start(), _next_line(text, body.end)), (sent,))
            continue
        yield _made((line.start(), _next_line(text, end)), said)


def _pairs(text: str, strings: Strings, at: int) -> Iterator[tuple[str, String]]:
    """Yield the names and values of a printed multidict."""
    while (comma := _COMMA.match(text, at)) is not None:
        name = strings.read(comma.end())
        value = strings.read(name.end + 2) if name is not None and text.startswith(": ", name.end) else None
        if name is None or value is None:
            return
        yield name.value, value
        at = value.end
