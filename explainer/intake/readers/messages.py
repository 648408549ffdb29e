"""HTTP messages, however a tool printed them: the request line, the header lines, and the body."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from explainer.intake.readers.addresses import read_address
from explainer.intake.readers.headers import read_header
from explainer.intake.readers.model import Found, Remark, exact
from explainer.intake.readers.names import meaning
from explainer.intake.readers.views import View

MOST = 1000
"""Requests that are read in one text."""
_METHODS = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS"
REQUEST_LINE = (
    rf"({_METHODS})[ \t]+(?:(\S[^\r\n]*?)[ \t]HTTP/\d(?:\.\d)?|((?:/|https?://)\S{{1,8000}}))[ \t]*\r?$"
)
"""A request line: method, and the target with or without the version behind it."""
_REQUEST_LINE = re.compile(REQUEST_LINE, re.M)
STATUS_LINE = r"HTTP/\d(?:\.\d)? \d{3}\b"
_MESSAGE = re.compile(rf"{STATUS_LINE}|(?:{_METHODS})[ \t]\S[^\r\n]*?[ \t]HTTP/\d")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100})[ \t]*:([^\n]*)(?:\n|\Z)")
_REST_OF_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{1,200}={0,2}\r?(?:\n|\Z)")
_WRAPPED_AT = (60, 64, 76)
"""Characters in a line of base64 as Ruby, OpenSSL and GNU wrap it."""
_FOLDED = re.compile(r"[ \t]+[^\s:][^\n]*(?:\n|\Z)")
_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_LINE_END = re.compile(r"\r?\n")
_BLANK = re.compile(r"[ \t]*\r?(?:\n|\Z)")
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n|\n(?=HTTP/\d(?:\.\d)? \d)")
_FORM = re.compile(r"([^\s=&:\"'{}()]{1,60})(?:=(?![\s=])|%3[dD])|nonce(?![\w \t]*:)")
BODY = "the body of the HTTP request"
NOT_SIGNED = "a request that needs no signature"
_JSON = json.JSONDecoder(strict=False)


class Header(NamedTuple):
    """A header, and where its value stands in the view, without the white space around it."""

    name: str
    value: str
    start: int
    end: int


class Head(NamedTuple):
    """The request line and the header lines of a request."""

    found: tuple[Found, ...]
    remarks: tuple[Remark, ...]
    headers: tuple[Header, ...]
    end: int
    """Where in the view it ends; with the blank line, if there is one."""
    has_blank: bool

    def value(self, name: str) -> str | None:
        """Return the value of a header, None if it is not there."""
        return next((one.value for one in self.headers if one.name.lower() == name), None)


class Body(NamedTuple):
    """The body of a request."""

    found: tuple[Found, ...]
    remarks: tuple[Remark, ...]
    end: int
    """Where in the view it ends, with the line end behind it that is left out."""


def read_head(view: View, at: int = 0) -> Head | None:
    """Return the head of the request that begins at a place of the view, None if none does."""
    line = _REQUEST_LINE.match(view.text, at)
    if line is None:
        return None
    how = "the request line"
    group = 2 if line[2] is not None else 3
    said = [
        Found("method", exact(line[1]), view.span(*line.span(1)), how),
        *address_in(view, *line.span(group), how),
    ]
    headers, end = header_lines(view.text, min(line.end() + 1, len(view.text)))
    said += fields_of(view, headers)
    blank = _BLANK.match(view.text, end) if end < len(view.text) else None
    return Head(
        tuple([one for one in said if isinstance(one, Found)]),
        tuple([one for one in said if isinstance(one, Remark)]),
        tuple(headers),
        blank.end() if blank else end,
        blank is not None,
    )


def address_in(view: View, start: int, end: int, how: str) -> Iterator[Found | Remark]:
    """Yield what the address says that stands in a stretch of the view."""
    span = view.span(start, end)
    as_written = None if view.is_plain(start, end) else span
    return read_address(view.text[start:end], span[0], how, span=as_written)


def fields_of(view: View, headers: Iterable[Header]) -> list[Found]:
    """Return what headers say about how the request was signed."""
    found = [read_header(one.name, one.value, view.span(one.start, one.end)) for one in headers]
    return [one for one in found if one is not None]


def header_lines(text: str, at: int) -> tuple[list[Header], int]:
    """Return the header lines that begin at a place, and where they end.

    A value may go on in the next line: one that begins with white space, as HTTP once had it, or the rest
    of a base64 text that was wrapped. A line such as `postdata: nonce=1` is no header.
    """
    headers = []
    while (line := _HEADER.match(text, at)) is not None and not _says_body(line[1]):
        at = line.end()
        while True:
            wrapped = rest_of_wrapped(text, line.start(2), at) if "sign" in line[1].lower() else None
            more = wrapped or _FOLDED.match(text, at)
            if not more or more.end() == at:
                break
            at = more.end()
        start, end = trimmed(text, line.start(2), at)
        headers.append(Header(line[1], text[start:end], start, end))
    return headers, at


def rest_of_wrapped(text: str, start: int, at: int, prefix: str = "") -> re.Match[str] | None:
    """Return the line at a place if the line of base64 that ends there goes on in it."""
    above = text[max(start, text.rfind("\n", 0, at - 1) + 1) : at]
    long = len(above.removeprefix(prefix).strip()) in _WRAPPED_AT
    return _REST_OF_BASE64.match(text, at + len(prefix)) if long and text.startswith(prefix, at) else None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without its line end and the blanks around it."""
    value = text[start:end].removesuffix("\n").removesuffix("\r").rstrip(" \t")
    end = start + len(value)
    return end - len(value.lstrip(" \t")), end


def read_body(view: View, head: Head) -> Body:
    """Return the body that follows a head, as far as the text shows where it ends.

    That is what Content-Length says, if it fits. Otherwise a form is one line, JSON is one value, and
    anything else is no body.
    """
    text, start = view.text, head.end
    length = head.value("content-length") or ""
    size = int(length) if length.isdecimal() and length.isascii() and len(length) < 10 else None
    end = None if size is None else after_bytes(text, start, size)
    if end is not None and head.has_blank and (end == len(text) or _ends_at(text, end)):
        return Body((Found("body", exact(text[start:end]), view.span(start, end), BODY),), (), end)
    printed = not head.headers and text.startswith("{'", start)
    end = None if printed else _end_of_open_body(text, start)
    if end is None:
        return Body((), tuple(_missing(view, head, size)), start)
    value = exact(text[start:end])
    remarks = []
    if not head.has_blank:
        remarks.append(Remark("no-line-before-body", _NO_LINE, view.span(start, end)))
    if size is not None and size != len(value):
        message = (
            f"Content-Length says {size:,} bytes, but the body has {len(value):,} as it stands here: a server"
            " reads only as many as Content-Length says"
        )
        remarks.append(Remark("content-length-differs", message, view.span(start, end)))
    line_end = _LINE_END.match(text, end)
    if line_end:
        if size is None:
            remarks.append(Remark("line-end-left-out", _LEFT_OUT, view.span(*line_end.span())))
        return Body((Found("body", value, view.span(start, end), BODY),), tuple(remarks), line_end.end())
    return Body((Found("body", value, view.span(start, end), BODY),), tuple(remarks), end)


def message_in(view: View) -> tuple[tuple[Found, ...], tuple[Remark, ...]]:
    """Return what a view says that is one request and nothing else: its body goes to its end."""
    head = read_head(view)
    if head is None:
        return (), ()
    if not head.has_blank or (head.end == len(view.text) and head.value("content-length") != "0"):
        return head.found, (*head.remarks, *read_body(view, head).remarks)
    end = len(view.text)
    body = Found("body", exact(view.text[head.end :]), view.span(head.end, end), BODY)
    return (*head.found, body), head.remarks


def after_bytes(text: str, at: int, size: int) -> int | None:
    """Return where so many bytes of a text end, None if it has fewer or a character is cut."""
    piece = text[at : at + size]
    if piece.isascii():
        return at + size if len(piece) == size else None
    for place, character in enumerate(piece):
        if size <= 0:
            return at + place if size == 0 else None
        size -= 1 if "\udc80" <= character <= "\udcff" else len(exact(character))
    return at + len(piece) if size == 0 else None


def concerns_signing(found: Iterable[Found]) -> bool:
    """Return whether a request has to do with a signature: it has one, a nonce, or an address with it."""
    for one in found:
        if one.field in ("signature", "api_key", "secret", "nonce"):
            return True
        if isinstance(one.value, bytes) and (
            (one.field == "path" and (b"/private" in one.value or b"/derivatives/" in one.value))
            or (one.field == "host" and one.value.startswith(b"futures."))
            or (one.field == "body" and b"nonce" in one.value)
        ):
            return True
    return False


def _ends_at(text: str, at: int) -> bool:
    """Return whether a body can end here: with its line, or where the next message begins."""
    return _LINE_END.match(text, at) is not None or _MESSAGE.match(text, at) is not None


def _end_of_open_body(text: str, start: int) -> int | None:
    """Return where a body ends of which nothing says how long it is; None if this is no body."""
    sign = text[start : start + 1]
    if sign and sign in '{["':
        try:
            value, end = _JSON.raw_decode(text, start)
        except (ValueError, RecursionError):
            return _end_of_paragraph(text, start)
        return None if isinstance(value, dict) and isinstance(value.get("error"), list) else end
    if text.startswith("--", start):
        return start + len(text[start:].rstrip("\r\n"))
    form = _FORM.match(text, start)
    end = _end_of_line(text, start)
    if form is None or (form[1] and _is_setting(form[1], text[start:end])):
        return None
    while end < len(text):
        line_end = _LINE_END.match(text, end)
        if line_end is None or not (text[end - 1] == "&" or text.startswith("&", line_end.end())):
            break
        end = _end_of_line(text, line_end.end())
    return end


def _says_body(name: str) -> bool:
    said = meaning(name)
    return said is not None and said.field == "body"


def _is_setting(name: str, line: str) -> bool:
    """Return whether a line with one name and value tells of the request, and is not its body."""
    said = meaning(name)
    return said is not None and (
        said.field == "secret" or said.stage == "secret" or (said.field != "nonce" and "&" not in line)
    )


def _end_of_line(text: str, at: int) -> int:
    line = _LINE.match(text, at)
    return at if line is None else at + len(line[0].removesuffix("\n").removesuffix("\r"))


def _end_of_paragraph(text: str, at: int) -> int:
    blank = _BLANK_LINE.search(text, at)
    end = blank.start() if blank else len(text)
    return at + len(text[at:end].rstrip("\r\n"))


def _missing(view: View, head: Head, size: int | None) -> Iterator[Remark]:
    if size and concerns_signing(head.found):
        message = (
            f"Content-Length says that a body of {size:,} bytes follows, which is not shown here; if it"
            " stands nowhere else in the paste, add it"
        )
        yield Remark("body-not-here", message, view.span(head.end, head.end))


_NO_LINE = (
    "no blank line parts the body from the headers; it was taken for the body because it looks like one"
)
_LEFT_OUT = (
    "the line end behind the body is left out of the POST data, because most tools add one when they print;"
    " if your code sends it, give a Content-Length that counts it"
)
