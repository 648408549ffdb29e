"""Raw HTTP requests as they are on the wire, and header lines alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from explainer.intake.readers.addresses import read_address
from explainer.intake.readers.answers import errors_in
from explainer.intake.readers.headers import read_header
from explainer.intake.readers.messages import (
    MOST,
    NOT_SIGNED,
    REQUEST_LINE,
    STATUS_LINE,
    concerns_signing,
    header_lines,
    read_body,
    read_head,
    rest_of_wrapped,
    trimmed,
)
from explainer.intake.readers.model import Field, Found, Part, Remark, exact
from explainer.intake.readers.views import View, without_prefix

_BEGIN = re.compile(rf"^([ \t]*(?:>[ \t]*){{0,5}})(?={REQUEST_LINE})", re.M)
_STATUS = re.compile(rf"\s*{STATUS_LINE}[^\n]*(?:\n|\Z)")
_ALONE = re.compile(rf"^{STATUS_LINE}", re.M)
_BLANK = re.compile(r"[ \t]*\r?(?:\n|\Z)")
_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))*")
_NAMES = (
    r"api-(?:key|sign|nonce|secret|otp)|:path|request url|:authority|:method|request method|content-type"
    r"|host|user-agent|accept(?:-[a-z]{1,20})?|connection|content-length|cache-control|cookie|origin|referer"
    r"|pragma|priority|dnt|te|transfer-encoding|upgrade-insecure-requests|authorization|:scheme"
    r"|sec-[a-z-]{1,40}|x-[a-z-]{1,40}|status code|remote address|referrer policy"
)
_HEADER_LINE = re.compile(
    rf"^([ \t]{{0,40}}(?:> ?)?)({_NAMES})[ \t]{{0,9}}(?::([^\n]*)|(\r?))(?:\n|\Z)", re.M | re.I
)
_NAMED = re.compile(r"[ \t]*[\w.-]{1,60}[ \t]*(:[ \t]|=[ \t]*[^=\s])")
"""A line that has a name of its own, and is no value of the name above it."""
_ANCHORS = ("api-key", "api-sign", "api-nonce", "api-secret", ":path", "request url")
"""A block of header lines that has none of them is somebody else's."""
_LITERAL = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_IN_QUOTES = re.compile(rf"({_LITERAL.pattern})[,;]?")
_PRINTED = re.compile(
    rf"\([bB]?(?:{_LITERAL.pattern})(?:[ \t\r]*\n[ \t]*[bB]?(?:{_LITERAL.pattern}))+\)(?=[ \t\r]*(?:\n|\Z))"
)
"""A text or bytes that Python's pprint broke into several literals, in brackets."""
_NO_BREAK = "\xa0"
"""What messengers put in place of the blank behind the colon."""
_SEEN_IN_BROWSER: dict[str, Field] = {":method": "method", "request method": "method", ":authority": "host"}


def read_http(text: str) -> Iterator[Part]:
    """Yield the requests that stand there as HTTP/1.1 has them on the wire, with the response below."""
    at = 0
    for part in _requests(text):
        yield from _responses(text, at, part.span[0])
        yield part
        at = part.span[1]
    yield from _responses(text, at, len(text))


def _responses(text: str, at: int, limit: int) -> Iterator[Part]:
    """Yield the responses in a stretch: their headers are none of a request."""
    while (status := _ALONE.search(text, at, limit)) is not None:
        at = min(_end_of_response(text, status.start()), limit)
        answer = errors_in(text, status.start(), at)
        yield Part("http", (status.start(), at), answer=answer or (), answered=answer is not None)


def _requests(text: str) -> Iterator[Part]:
    begins = list(islice(_BEGIN.finditer(text), MOST + 1))
    for number, begin in enumerate(begins[:MOST], 1):
        limit = begins[number].start() if number < len(begins) else len(text)
        view = without_prefix(text, begin.start(), limit, begin[1])
        at: int | None = 0
        while at is not None and at < len(view.text):
            part, at = _request(view, at)
            if part is not None:
                yield part


def _request(view: View, at: int) -> tuple[Part | None, int | None]:
    """Return the request at a place of the view, and where what follows it begins."""
    head = read_head(view, at)
    if head is None:
        return None, None
    body = read_body(view, head)
    end = _end_of_response(view.text, body.end)
    answer = errors_in(view.text, body.end, end)
    found = (*head.found, *body.found)
    span = view.span(at, end)
    if not concerns_signing(found):
        return Part("http", span, remarks=(Remark("request-not-signed", NOT_SIGNED, span),)), end
    remarks = (*head.remarks, *body.remarks)
    return Part(
        "http", span, found, remarks, whole=True, answer=answer or (), answered=answer is not None
    ), end


def _end_of_response(text: str, at: int) -> int:
    """Return where the response ends that begins at a place; the same place if none does."""
    status = _STATUS.match(text, at)
    if status is None:
        return at
    _, end = header_lines(text, status.end())
    blank = _BLANK.match(text, end)
    body = _PARAGRAPH.match(text, blank.end()) if blank else None
    return body.end() if body else end


def read_headers(text: str) -> Iterator[Part]:
    """Yield header lines that belong to no request line, also as a browser shows them in two lines each.

    Quotes around every value are those of a debugger or a log that printed them; around one among others
    they are sent.
    """
    at = 0
    for _ in range(MOST):
        first = _HEADER_LINE.search(text, at)
        if first is None:
            return
        prefix, line = first[1], first
        lines = []
        while True:
            start, end, at = _value(text, line, prefix)
            lines.append((line[2], _as_one(text[start:end].replace("\n" + prefix, "\n")), start, end))
            following = _HEADER_LINE.match(text, at)
            if following is None or following[1] != prefix:
                break
            line = following
        in_quotes = [_IN_QUOTES.fullmatch(value) for _, value, _, _ in lines]
        if not prefix.strip() and all(in_quotes):
            lines = [
                (name, quoted[1][1:-1], start, start + quoted.end(1))
                for (name, _, start, _), quoted in zip(lines, in_quotes, strict=True)
                if quoted
            ]
        said = [one for line_said in lines for one in _header(*line_said)]
        if any(name.lower() in _ANCHORS for name, *_ in lines):
            yield Part(
                "headers",
                (first.start(), at),
                tuple([one for one in said if isinstance(one, Found)]),
                tuple([one for one in said if isinstance(one, Remark)]),
            )


def _value(text: str, line: re.Match[str], prefix: str) -> tuple[int, int, int]:
    """Return where the value of a header begins and ends, and where the next line begins."""
    start, end = trimmed(text, line.start(3) if line[4] is None else line.start(4), line.end())
    at = line.end()
    named = _NAMED.match(text, at)
    own = named and (named[1][0] == ":" or line[2].lower().startswith("api-"))
    if start == end and not own and not _HEADER_LINE.match(text, at):
        start = at + len(prefix) if text.startswith(prefix, at) else at
        at = _end_of_line(text, start)
    if (printed := _PRINTED.match(text, start)) is not None:
        return *printed.span(), _end_of_line(text, printed.end())
    if text[start:end].startswith(_NO_BREAK):
        start += 1
    while "sign" in line[2].lower():
        more = rest_of_wrapped(text, start, at, prefix)
        if more is None or _HEADER_LINE.match(text, at):
            break
        at = more.end()
    return *trimmed(text, start, at), at


def _as_one(value: str) -> str:
    """Return a value that pprint wrote in several literals as the one that it is."""
    if _PRINTED.fullmatch(value) is None:
        return value
    return "".join([piece[0][1:-1] for piece in _LITERAL.finditer(value)])


def _end_of_line(text: str, at: int) -> int:
    return text.find("\n", at) + 1 or len(text)


def _header(name: str, value: str, start: int, end: int) -> Iterator[Found | Remark]:
    how = f"the header {name}"
    known = name.lower()
    if known in (":path", "request url"):
        yield from read_address(value, start, how)
    elif known in _SEEN_IN_BROWSER:
        yield Found(_SEEN_IN_BROWSER[known], exact(value), (start, end), how)
    elif (found := read_header(name, value, (start, end))) is not None:
        yield found
