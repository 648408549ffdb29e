"""What ccxt prints in verbose mode, in Python, JavaScript and PHP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from explainer.intake.readers.answers import errors_in
from explainer.intake.readers.entries import Entries
from explainer.intake.readers.headers import read_header
from explainer.intake.readers.literals import Literals
from explainer.intake.readers.messages import MOST, address_in
from explainer.intake.readers.model import Found, Part, Remark, exact
from explainer.intake.readers.views import part_of

_METHOD = r"(GET|POST|PUT|PATCH|DELETE)"
_PRINTED = re.compile(
    rf"^[^\n]{{0,200}}?\bfetch Request:\s{{1,4}}\w{{1,40}} {_METHOD} (\S{{1,4000}})"
    r"\s{1,4}RequestHeaders:\s{1,4}(?=\{)",
    re.M,
)
_LOGGED = re.compile(rf"^[^\n]{{0,200}}?\bexchange:{_METHOD} (\S{{1,4000}}), Request: (?=\{{)", re.M)
_BODY = re.compile(r"(\s{1,4}RequestBody:(?:\s?\n)? | )([^\n]*)(?:\n|\Z)")
_NO_BODY = ("None", "undefined", "null", "")
_PHP = re.compile(
    r"^[ \t]{0,40}\[0\] => fetch Request:\n\s{0,40}\[1\] => \w{1,40}\n"
    rf"\s{{0,40}}\[2\] => {_METHOD}\n\s{{0,40}}\[3\] => (\S{{1,4000}})\n"
    r"\s{0,40}\[4\] => RequestHeaders:\n\s{0,40}\[5\] => Array\n\s{0,40}\(\n",
    re.M,
)
_PHP_HEADER = re.compile(r"[ \t]*\[([\w-]{1,60})\] => ([^\n]*)\n")
_PHP_BODY = re.compile(r"[ \t]*\)\n\s{0,40}\[6\] => RequestBody:\n[ \t]*\[7\] => ([^\n]*)\n(?:[ \t]*\)\n)?")
_RESPONSE = re.compile(
    r"\s{0,9}(?:[^\n]{0,200}?\burllib3\.[^\n]*\n\s{0,9}){0,4}(?:fetch Response:|handleRestResponse:)"
)
_RESPONSE_BODY = re.compile(r"\bResponseBody:(?:\s?\n)? [^\n]*(?:\n|\Z)")
_REACH = 20_000
"""Characters in which a response has its body."""


def read_ccxt_log(text: str) -> Iterator[Part]:
    """Yield the requests that ccxt shows, with the exact body."""
    literals = Literals(text)
    parts = [*_printed(text, literals, _PRINTED), *_printed(text, literals, _LOGGED), *_php(text)]
    yield from sorted(parts, key=lambda part: part.span)


def _printed(text: str, literals: Literals, begins: re.Pattern[str]) -> Iterator[Part]:
    for begin in islice(begins.finditer(text), MOST):
        headers = literals.at(begin.end())
        if headers is None:
            continue
        said = _address(text, begin)
        entries = Entries(text, "python")
        entries.headers(headers)
        end = headers.span[1]
        body = _BODY.match(text, end)
        javascript = "\n" in begin[0].rstrip("\n")
        if body is not None:
            end = body.end()
            written = body[2].removesuffix("\r").removesuffix(" " if "\n" in body[1] else "")
            said += _body(written, body.start(2))
        part = _with_response(text, begin.start(), end, [*said, *entries.found, *entries.remarks])
        yield replace(part, language="javascript" if javascript else "python")


def _php(text: str) -> Iterator[Part]:
    for begin in islice(_PHP.finditer(text), MOST):
        said = _address(text, begin)
        end = begin.end()
        while (header := _PHP_HEADER.match(text, end)) is not None:
            found = read_header(header[1], header[2].removesuffix("\r"), header.span(2))
            said += [] if found is None else [found]
            end = header.end()
        body = _PHP_BODY.match(text, end)
        if body is not None:
            said += _body(body[1].removesuffix("\r"), body.start(1))
            end = body.end()
        yield replace(_with_response(text, begin.start(), end, said), language="php")


def _address(text: str, begin: re.Match[str]) -> list[Found | Remark]:
    how = "ccxt's fetch Request"
    method = Found("method", exact(begin[1]), begin.span(1), how)
    return [method, *address_in(part_of(text, *begin.span(2)), 0, len(begin[2]), how)]


def _body(written: str, start: int) -> list[Found]:
    if written in _NO_BODY:
        return []
    return [Found("body", exact(written), (start, start + len(written)), "ccxt's RequestBody")]


def _with_response(text: str, start: int, end: int, said: list[Found | Remark]) -> Part:
    """Return the part of a request, with the response that follows it directly."""
    answer = None
    response = _RESPONSE.match(text, end)
    body = _RESPONSE_BODY.search(text, response.end(), response.end() + _REACH) if response else None
    if body is not None:
        answer = errors_in(text, *body.span())
        end = body.end()
    return Part(
        "ccxt-log",
        (start, end),
        tuple([one for one in said if isinstance(one, Found)]),
        tuple([one for one in said if isinstance(one, Remark)]),
        whole=True,
        answer=answer or (),
        answered=answer is not None,
    )
