"""What wget prints with -d: the request between two marks, and the body in brackets behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from explainer.intake.readers.messages import MOST, concerns_signing, message_in
from explainer.intake.readers.model import Found, Part, exact
from explainer.intake.readers.views import part_of

_BEGIN = re.compile(r"^---request begin---[ \t]*\r?\n", re.M)
_END = re.compile(r"^---request end---[ \t]*\r?(?:\n|\Z)", re.M)
_BODY = re.compile(r"\[(?:BODY|POST) data: ([^\n]*)\][ \t]*\r?(?:\n|\Z)")
_SETTINGS = re.compile(r"(?:^Setting --[\w-]{1,40} \(\w{1,40}\) to [^\n]*\n)+", re.M)
"""The options once more, with the same header and body."""


def read_wget_log(text: str) -> Iterator[Part]:
    """Yield the requests that wget -d shows, with their bodies."""
    settings = _SETTINGS.search(text)
    at = 0
    for begin in islice(_BEGIN.finditer(text), MOST):
        if begin.start() < at:
            continue
        end = _END.search(text, begin.end())
        if end is None:
            break
        found, remarks = message_in(part_of(text, begin.end(), end.start()))
        if not concerns_signing(found):
            continue
        if settings is not None and settings.end() <= begin.start():
            yield Part("http-log", settings.span())
            settings = None
        body = _BODY.match(text, end.end())
        at = body.end() if body else end.end()
        if body is not None:
            sent = Found("body", exact(body[1]), body.span(1), "the body that wget sends")
            found, remarks = (*found, sent), tuple([one for one in remarks if one.id != "body-not-here"])
        yield Part("http-log", (begin.start(), at), found, remarks, whole=True)
