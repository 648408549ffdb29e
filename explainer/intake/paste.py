"""Read whatever somebody pasted: find the parts that are understood, and join them into requests."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module

from explainer.errors import InputError
from explainer.intake.compose import compose, with_keys, with_signatures
from explainer.intake.concealing import blanked, key_places, places_of, secret_places
from explainer.intake.copied import undone, with_changes
from explainer.intake.draft import CUT, Draft
from explainer.intake.fronts import fronts, tags_in
from explainer.intake.pasted import Pasted
from explainer.intake.readers.model import Part, Reader, Remark, Span
from explainer.intake.readers.views import View, within, without
from explainer.intake.request_json import FIELDS, read_json
from explainer.secret import Secret

LARGEST = 1 << 18
"""Longest paste that is read, in characters."""
LARGEST_HAR = 16 << 20
"""The same for a HAR file, which also holds all that was not asked for."""

_READERS = (
    ("json_request", "read_json_request"),
    ("reports", "read_report"),
    ("har", "read_har"),
    ("curl", "read_curl"),
    ("curl.others", "read_commands"),
    ("logs.curl", "read_curl_log"),
    ("logs.http", "read_http_log"),
    ("logs.ccxt", "read_ccxt_log"),
    ("logs.node", "read_node_log"),
    ("logs.wget", "read_wget_log"),
    ("logs.mitm", "read_mitm_log"),
    ("quoted", "read_quoted"),
    ("http", "read_http"),
    ("http", "read_headers"),
    ("calls", "read_calls"),
    ("php", "read_php"),
    ("maps", "read_maps"),
    ("objects", "read_objects"),
    ("tables", "read_tables"),
    ("env", "read_env"),
    ("signing", "read_signing"),
    ("sentences", "read_sentences"),
    ("lines", "read_lines"),
    ("answers", "read_answer"),
    ("values", "read_printed"),
)
"""Module and name of each reader, those that are surest of what they see first."""
_HAR_READER = ("har", "read_har")

_HAR = re.compile(r'\s*\{\s*"log"\s*:\s*\{')
_STRETCH = re.compile(r"\S[^\n]*(?:\n[^\n\S]*\S[^\n]*)*")
"""Neighbouring lines that are not blank."""
_CLOSING = re.compile(r"[ \t]*[;,)\]}'\"`]+(?=[ \t\r]*(?:\n|\Z))")
"""Signs behind a part that close what its line opened."""
_OURS = frozenset(FIELDS) - {"nonce", "method"}
_THEIRS = frozenset({"headers", "url", "uri", "host", "hostname", "data", "config", "log", "request"})
"""Names in objects that describe a request elsewhere, in HAR files and HTTP clients."""
_KINDS_OF_OBJECTS = frozenset({"json-request", "har", "collection", "node-log", "object", "answer"})
_TAKEN = (
    "give a curl command, an HTTP request, a log, a snippet with its values, a .env file, JSON, or what your"
    " code printed; for instance the lines URI path: /0/private/Balance, POST data: nonce=1616492376594 and"
    " API-Sign: 4/dpxb3i..."
)
_BYTES = "a value's own bytes are taken by --observed-file"


def read_paste(given: str | bytes) -> Pasted:
    """Return what was pasted, understood as far as it goes.

    Bytes are UTF-8; what is none is kept as it is. UTF-16 is read where a byte order mark says so.
    Raises InputError for a paste that is too long.
    """
    text, remarks = (given, ()) if isinstance(given, str) else _decoded(given)
    har = _HAR.match(text) is not None
    most = LARGEST_HAR if har else LARGEST
    if len(text) > most:
        raise InputError(
            "paste",
            f"{len(text):,} characters are too many to look through (at most {most:,})",
            hint=CUT,
        )
    if har:
        return _pasted(text, _read(text, (_HAR_READER,)), remarks)
    copied, changes = undone(text)
    around = fronts(copied.text)
    view = within(copied, without(copied.text, around)) if around else copied
    parts = _read_lines(copied.text, around) if around else _read(copied.text, _READERS)
    parts = [with_changes(part, changes, part.places) for part in parts]
    tags = tags_in(copied.text, around)
    parts = [with_changes(part, [tags], [one.span for one in part.found]) for part in parts]
    parts = [_mapped(part, lambda span: copied.span(*span)) for part in parts]
    return _pasted(text, parts, remarks, [copied.span(*span) for span in around], view)


def read_text(data: bytes) -> Pasted:
    """Return a file, understood as far as it goes.

    Raises InputError for one that is too long, is empty or is no text.
    """
    if not data.strip():
        raise InputError("paste", "is empty", hint=_TAKEN)
    pasted = read_paste(data)
    if not pasted.requests and b"\0" in data and not pasted.remarks:
        raise InputError("paste", "is a binary file, not text", hint=f"{_TAKEN}; {_BYTES}")
    return pasted


def read_any(data: bytes) -> Draft | Pasted:
    """Return a file of any kind: a request as this program's JSON is a draft, all else a paste.

    Raises InputError for what is too long, for JSON that is meant as a request and is none, and for a
    text in which nothing of a request is found.
    """
    if _is_request_json(data):
        return read_json(data)
    pasted = read_text(data)
    if data.lstrip()[:1] == b"{" and not any(part.kind in _KINDS_OF_OBJECTS for part in pasted.parts):
        return read_json(data)
    if not pasted.requests:
        raise InputError("paste", "nothing of a request was found in it", hint=_TAKEN)
    return pasted


def _is_request_json(data: bytes) -> bool:
    """Return whether this is an object with our names, and not one of somebody else's with some of them."""
    try:
        fields = json.loads(data)
    except (ValueError, RecursionError):
        return False
    if not isinstance(fields, dict):
        return False
    return not fields or (bool(fields.keys() & _OURS) and not fields.keys() & _THEIRS)


def joined(first: Pasted, second: Pasted) -> Pasted:
    """Return two pastes as one, the second below the first.

    A private key that the first was found to have stays one, and what has its size behind it is an API-Sign.
    """
    text = f"{first.text}\n{second.text}" if first.text else second.text
    by = len(text) - len(second.text)
    keys = [one for request in first.requests for one in request.found if one.field == "secret"]
    before = [with_keys(part, keys) for part in first.parts]
    behind = [with_signatures(part, keys) for part in second.parts] if keys else second.parts
    parts = [*before, *[_moved(part, by) for part in behind]]
    remarks = [replace(one, span=_shifted(one.span, by)) for one in second.remarks]
    around = [*first.fronts, *[_shifted(span, by) for span in second.fronts]]
    return _pasted(text, parts, (*first.remarks, *remarks), around)


def concealed(pasted: Pasted, secrets: Iterable[Secret]) -> Pasted:
    """Return a paste with bullets also where secrets stand that are known from elsewhere."""
    spans = [span for secret in secrets for span in places_of(pasted.text, secret)]
    return replace(pasted, text=blanked(pasted.text, spans)) if spans else pasted


def without_signatures(pasted: Pasted, hidden: Collection[bytes]) -> Pasted:
    """Return a paste with bullets also where these values for the API-Sign stand."""
    found = [one for request in pasted.requests for one in request.found]
    known = {one.value for one in found if one.field == "signature"} - set(hidden)
    return replace(pasted, text=blanked(pasted.text, key_places(pasted.text, (), known)))


def _decoded(data: bytes) -> tuple[str, tuple[Remark, ...]]:
    """Return bytes as text; those that are no UTF-8 become lone surrogates, one each."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        said = "this is UTF-16, as PowerShell writes files; it was read as text, and its bytes are not signed"
        return data.decode("utf-16", errors="replace"), (Remark("utf-16", said, (0, 0)),)
    return data.decode("utf-8", errors="surrogateescape"), ()


def _read_lines(text: str, around: Iterable[Span]) -> list[Part]:
    """Return what the readers understand of a text without what stands in front of its lines."""
    view = without(text, around)
    behind = {view.starts[at] for at in range(len(view.text)) if not at or view.text[at - 1] == "\n"}
    begins = {end: start for start, end in around if end in behind}
    return [_placed(part, view, begins) for part in _read(view.text, _READERS)]


def _read(text: str, readers: Iterable[tuple[str, str]]) -> list[Part]:
    """Return what the readers understand, each of what those before it left."""
    # A byte order mark is of the file, not of what stands in it; a CR alone once ended lines.
    left = " " + text[1:] if text.startswith("\ufeff") else text
    if "\n" not in left and left.count("\r") > 1:
        left = left.replace("\r", "\n")
    parts: list[Part] = []
    for module, name in readers:
        read: Reader = getattr(import_module(f"explainer.intake.readers.{module}"), name)
        claimed = sorted([part.span for part in parts])
        found = [piece for part in read(left) for piece in _apart(part, claimed)]
        parts += found
        left = blanked(left, [span for part in found for span in part.places], " ")
    return parts


def _apart(part: Part, claimed: list[Span]) -> Iterator[Part]:
    """Yield a part in pieces, less the stretches in the midst of it that others have.

    The first piece stands for the request, the others bring their fields to it.
    """
    start, end = part.span
    following = bisect_left(claimed, (start, start))
    if following and start < claimed[following - 1][1] < end:
        start = claimed[following - 1][1]
        part = replace(part, span=(start, end))
    pieces: list[Span] = []
    for begin, stop in claimed[following:]:
        if begin >= end:
            break
        pieces.append((start, begin))
        start = stop
    if not pieces:
        yield part
        return
    for number, piece in enumerate([*pieces, (start, end)]):
        places = [piece] if number else [piece, *part.elsewhere]
        if piece[0] < piece[1]:
            yield replace(
                part,
                span=piece,
                found=tuple([one for one in part.found if _within(one.span, places)]),
                remarks=tuple([one for one in part.remarks if _within(one.span, places)]),
                unread=tuple([one for one in part.unread if _within(one, places)]),
                whole=part.whole and not number,
                elsewhere=() if number else part.elsewhere,
                answer=() if number else part.answer,
                answered=part.answered and not number,
            )


def _within(span: Span, places: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in places)


def _pasted(
    text: str,
    parts: Iterable[Part],
    remarks: tuple[Remark, ...],
    around: Iterable[Span] = (),
    view: View | None = None,
) -> Pasted:
    """Return the paste that parts make. `view` is the text as the readers had it, if that is another one."""
    parts = tuple(_with_signs(text, sorted(parts, key=lambda part: part.span)))
    requests = compose(parts)
    found = [
        *[one for part in parts for one in part.found],
        *[one for each in requests for one in each.found],
    ]
    return Pasted(
        text=blanked(text, secret_places(text, found, view)),
        parts=parts,
        requests=requests,
        unread=tuple(
            sorted(
                [
                    *_outside(blanked(text, around, " "), parts),
                    *[one for part in parts for one in part.unread],
                ]
            )
        ),
        remarks=remarks,
        fronts=tuple(around),
    )


def _with_signs(text: str, parts: Sequence[Part]) -> Iterator[Part]:
    """Yield parts with the signs that close their lines: alone they say nothing that was not understood."""
    starts = sorted([start for part in parts for start, _ in part.places])
    for part in parts:
        start, end = part.span
        closing = _CLOSING.match(text, end)
        following = bisect_left(starts, end)
        free = closing is not None and (following == len(starts) or starts[following] >= closing.end())
        yield replace(part, span=(start, closing.end())) if free and closing else part


def _outside(text: str, parts: Iterable[Part]) -> Iterator[Span]:
    """Yield the stretches of text that belong to no part."""
    at = 0
    for start, end in (*sorted([span for part in parts for span in part.places]), (len(text), len(text))):
        for match in _STRETCH.finditer(text, at, start):
            yield match.start(), match.start() + len(match[0].rstrip())
        at = max(at, end)


def _placed(part: Part, view: View, begins: Mapping[int, int]) -> Part:
    """Return a part of a view in its places in the paste; one that begins a line has its front, too."""
    placed = _mapped(part, lambda span: view.span(*span))
    start, end = placed.span
    return replace(placed, span=(begins.get(start, start), end))


def _moved(part: Part, by: int) -> Part:
    return _mapped(part, lambda span: _shifted(span, by))


def _mapped(part: Part, place: Callable[[Span], Span]) -> Part:
    return replace(
        part,
        span=place(part.span),
        found=tuple([replace(one, span=place(one.span)) for one in part.found]),
        remarks=tuple([replace(one, span=place(one.span)) for one in part.remarks]),
        unread=tuple([place(one) for one in part.unread]),
        elsewhere=tuple([place(one) for one in part.elsewhere]),
    )


def _shifted(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
