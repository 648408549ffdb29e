"""What curl prints with -v, --trace-ascii and --trace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from explainer.intake.readers.answers import errors_in
from explainer.intake.readers.messages import MOST, NOT_SIGNED, concerns_signing, message_in, read_head
from explainer.intake.readers.model import Part, Remark, Span
from explainer.intake.readers.views import View, joined, of_bytes, part_of, without_prefix

_TIME = r"(?:\d\d:\d\d:\d\d\.\d{1,9} )?(?:\[\d{1,6}-\d{1,6}\] )?"
_INFO = re.compile(rf"{_TIME}(?:\*|== Info:) ")
_VERBOSE = re.compile(rf"^{_TIME}(> )[A-Z]{{3,7}} [^\n]* HTTP/\d", re.M)
_MORE = re.compile(
    rf"(?:{_TIME}(?:[*<>][ \r\n][^\n]*|[{{}}] \[\d{{1,9}} bytes data\][^\n]*)"
    r'|\{"error":[^\n]*|[ \t]*\r?)(?:\n|\Z)'
)
"""What belongs to a request behind its head: the response, and what curl says of the connection."""
_CHUNK = re.compile(
    rf"^{_TIME}(=>|<=) (?:Send|Recv) (header|data|SSL data), (\d{{1,9}}) bytes"
    r" \(0x[0-9a-f]{1,8}\)\r?\n",
    re.M,
)
_ROW = re.compile(r"([0-9a-f]{4,8}): ([^\n]*)(?:\n|\Z)")
_HEX_ROW = re.compile(r"(?:[0-9a-f]{2} ){1,16}")
_DIGITS = re.compile(r"[0-9a-f]{2}")
_DOT = re.compile(r"(?<!\d)\.|\.(?!\d)")


def read_curl_log(text: str) -> Iterator[Part]:
    """Yield the requests that curl -v or a trace of curl shows; the body only where it is shown."""
    yield from sorted([*_verbose(text), *_traced(text)], key=lambda part: part.span)


def _verbose(text: str) -> Iterator[Part]:
    """Yield what curl -v prints; a request that has its body in the same lines is a quoted one."""
    begins = list(islice(_VERBOSE.finditer(text), MOST + 1))
    end = 0
    for number, begin in enumerate(begins[:MOST], 1):
        start = _front(text, begin.start(), end)
        limit = begins[number].start() if number < len(begins) else len(text)
        view = without_prefix(text, begin.start(1), limit, "> ")
        head = read_head(view)
        if head is None or head.end < len(view.text):
            continue
        end = view.span(0, len(view.text))[1]
        while end < limit and (more := _MORE.match(text, end, limit)) is not None:
            end = more.end()
        part = _part(view, (start, end), errors_in(text, begin.start(), end))
        yield replace(part, remarks=tuple([_of_verbose(remark) for remark in part.remarks]))


def _of_verbose(remark: Remark) -> Remark:
    """Say of a body that is not there how it can be had."""
    return replace(remark, message=_NO_BODY) if remark.id == "body-not-here" else remark


_NO_BODY = (
    "curl -v never shows the body; if it stands nowhere else in the paste, add the text that you give with"
    " -d, or paste what curl prints with --trace-ascii - in place of -v"
)


def _front(text: str, at: int, floor: int) -> int:
    """Return where the lines begin in front of a place that tell of the connection."""
    while at > floor:
        line = text.rfind("\n", floor, at - 1) + 1 or floor
        if not _INFO.match(text, line):
            break
        at = line
    return at


def _traced(text: str) -> Iterator[Part]:
    sent: list[View] = []
    received: list[View] = []
    start, end = -1, 0
    for chunk in islice(_CHUNK.finditer(text), 10 * MOST):
        view, chunk_end = _chunk(text, chunk)
        if sent and chunk[1] == "=>" and chunk[2] == "header":
            yield _traced_part(sent, received, (start, end))
            start, sent, received = -1, [], []
        start = _front(text, chunk.start(), end) if start < 0 else start
        if chunk[2] != "SSL data":
            (sent if chunk[1] == "=>" else received).append(view)
        end = chunk_end
    if sent:
        yield _traced_part(sent, received, (start, end))


def _traced_part(sent: list[View], received: list[View], span: Span) -> Part:
    answer = "".join([view.text for view in received])
    return _part(joined(sent), span, errors_in(answer, 0, len(answer)))


def _part(view: View, span: Span, answer: tuple[str, ...] | None) -> Part:
    found, remarks = message_in(view)
    if not concerns_signing(found):
        return Part("curl-log", span, remarks=(Remark("request-not-signed", NOT_SIGNED, span),))
    body = next((one for one in found if one.field == "body"), None)
    if body is not None and isinstance(body.value, bytes) and _is_ascii_dump(view, body.span):
        text = body.value.decode("utf-8", "surrogateescape")
        if _DOT.search(text):
            remarks = (*remarks, Remark("dots-of-trace", _DOTS, body.span))
    return Part(
        "curl-log", span, found, remarks, whole=True, answer=answer or (), answered=answer is not None
    )


def _is_ascii_dump(view: View, span: Span) -> bool:
    """Return whether a character of the view stands for itself, as it does in no hexadecimal dump."""
    return view.ends[-1] - view.starts[-1] == 1 and span[0] < span[1]


def _chunk(text: str, chunk: re.Match[str]) -> tuple[View, int]:
    """Return what a chunk of a trace holds, and where it ends in the paste."""
    size = int(chunk[3])
    at = chunk.end()
    rows = []
    while (row := _ROW.match(text, at)) is not None:
        rows.append(row)
        at = row.end()
        if len(rows) > size:
            break
    if not rows:
        return part_of(text, at, at), at
    digits = _HEX_ROW.match(rows[0][2])
    if digits is not None and len(digits[0]) == 3 * min(size, 16):
        return of_bytes(_bytes_of(rows, size)), at
    return joined(_lines_of(text, rows, size)), at


def _bytes_of(rows: list[re.Match[str]], size: int) -> Iterator[tuple[int, int, int]]:
    for row in rows:
        start = row.start(2)
        left = min(size - int(row[1], 16), 16)
        for at in range(start, start + 3 * left, 3):
            digits = row.string[at : at + 2]
            if _DIGITS.fullmatch(digits) is None:
                break
            yield int(digits, 16), at, at + 2


def _lines_of(text: str, rows: list[re.Match[str]], size: int) -> Iterator[View]:
    """Yield the rows of an ASCII dump; where the offsets leave out two bytes, a line ended."""
    offsets = [int(row[1], 16) for row in rows]
    for row, offset, following in zip(rows, offsets, [*offsets[1:], size], strict=True):
        content = row[2].removesuffix("\r")
        end = row.start(2) + len(content)
        yield part_of(text, row.start(2), end)
        if following - offset == len(content) + 2:
            yield View("\r\n", (end, end), (end, row.end()))


_DOTS = (
    "curl --trace-ascii prints a dot for every byte that is no printable ASCII; the dots here are taken for"
    " dots. If the body has other characters, trace it with --trace"
)
