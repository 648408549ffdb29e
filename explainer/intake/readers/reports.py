"""Our own report: the published request in it, with the signature that its mistakes give.

The form of its values is here alone, for whoever writes a report and whoever reads it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from explainer.intake.readers.model import Field, Found, Part, Remark, Span, exact
from explainer.request import Request
from explainer.secret import Secret

HEADING = "A report of explainer"
"""The line that a report begins with."""
LAST = "Made by explainer, which reads this report again."
"""The line that it ends with."""
_WRONG = "wrong API-Sign"
_RIGHT = "right API-Sign"
_LABELS: dict[str, Field] = {
    "URI path": "path",
    "nonce": "nonce",
    "POST data": "body",
    "private key": "secret",
    "API key": "api_key",
    _WRONG: "signature",
}
_WIDTH = max(map(len, _LABELS))
_EDGE = r"[ \t>#*_]*"
_BEGIN = re.compile(rf"^{_EDGE}{re.escape(HEADING)}{_EDGE}\r?$", re.M)
_END = re.compile(rf"^{_EDGE}{re.escape(LAST)}{_EDGE}\r?$", re.M)
_VALUE = re.compile(rf"^[ \t>]*({'|'.join(_LABELS)})[ ]{{2,}}(\S(?:.*\S)?)[ \t]*\r?$", re.M)


def fenced(request: Request, right: str | None) -> str:
    """Return a request's values, its signature and the right one if there is one, a line each."""
    values = {
        "URI path": request.path.decode(),
        "nonce": request.nonce.decode(),
        "POST data": request.body.decode(),
        "private key": request.secret.expose().decode(),
        "API key": request.api_key.decode(),
        _WRONG: request.signature or "",
    }
    if not request.api_key:
        del values["API key"]
    if right is not None:
        values[_RIGHT] = right
    return "\n".join([f"{label.ljust(_WIDTH)}  {_written(value)}" for label, value in values.items()])


def read_report(text: str) -> Iterator[Part]:
    """Yield each report as a request of its own, or without fields if it shows none."""
    begins = list(_BEGIN.finditer(text))
    for number, begin in enumerate(begins, 1):
        limit = begins[number].start() if number < len(begins) else len(text)
        last = _END.search(text, begin.end(), limit)
        values = list(_VALUE.finditer(text, begin.end(), last.start() if last else limit))
        span = begin.start(), max([match.end() for match in (begin, *values, last) if match])
        found = tuple(_fields(values))
        remarks = () if found else (Remark("report-without-request", _NOTHING_SIGNED, span),)
        yield Part("report", span, found=found, remarks=remarks, whole=bool(found))


_NOTHING_SIGNED = (
    "the report names no mistake that a published request shows, so there is nothing to sign: paste the"
    " request that it was made from"
)


def _fields(values: list[re.Match[str]]) -> Iterator[Found]:
    """Yield the first value of each label."""
    seen = set()
    for match in values:
        label, written = match[1], match[2]
        field = _LABELS[label]
        if field in seen:
            continue
        seen.add(field)
        value = exact(_read(written))
        span: Span = match.span(2)
        yield Found(field, Secret(value) if field == "secret" else value, span, f"the line {label}")


def _written(text: str) -> str:
    """Return a value on one line: as it is, or as a JSON string if it would not come back so."""
    plain = text.isascii() and text.isprintable() and text == text.strip() and text[:1] not in ("", '"')
    return text if plain else json.dumps(text)


def _read(written: str) -> str:
    if written.startswith('"'):
        try:
            value = json.loads(written)
        except ValueError:
            return written
        if isinstance(value, str):
            return value
    return written
