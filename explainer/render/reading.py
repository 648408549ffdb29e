"""What was read in a paste: each field with its place, what was not understood, what has to be said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from types import MappingProxyType

from explainer.intake.draft import text_of_bytes
from explainer.intake.pasted import Conflict, Pasted, PastedRequest
from explainer.intake.readers.encoders import UNKNOWN
from explainer.intake.readers.model import Found, Part
from explainer.intake.unread import lines_of, telling
from explainer.intake.writing import written_in
from explainer.render.json import Document
from explainer.render.page import Page
from explainer.render.visible import cut, visible
from explainer.secret import Secret

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "path": "URI path",
        "nonce": "nonce",
        "body": "POST data",
        "secret": "private key",
        "api_key": "API key",
        "signature": "API-Sign",
        "content_type": "Content-Type",
        "method": "method",
        "host": "host",
        "observed": "a value",
    }
)
"""The fields of a request in words."""

HIDDEN = "(not shown)"
_PRIVATE_KEY, _API_KEY = 88, 56
"""Characters of all keys in Kraken's samples."""
_ROOM = 44
"""Characters of a value that are shown; the rest stands in the paste."""
_KEYS = {_PRIVATE_KEY: ", as a private key", _API_KEY: ", as an API key"}
_BEFORE = 12
"""Characters that are shown of what is the same in several values, if it is long."""
_UNREAD = 60
_NAMING = ("path", "nonce", "body")
"""The fields that tell one request of a paste from another."""
_MOST_FOUND = 40
_MOST_UNREAD = 20
"""How many of each are listed; how many more there are is said."""
_NAME = re.compile(r"[$@]?\w{1,40}")
_HEADING = 20
"""Columns of the heading and the least of its rule."""


def reading(pasted: Pasted, request: PastedRequest, page: Page) -> None:
    """Write what was read for one request of a paste."""
    page.line()
    page.title("What was read", _kinds(pasted, request, page.width - _HEADING))
    labels = [_label(found) for found in request.found]
    width = max([len(label) for label in labels], default=0)
    for label, found in islice(zip(labels, request.found, strict=True), _MOST_FOUND):
        passed_over = "  not taken" if request.passed_over(found) else ""
        said = f"{shown(pasted, found)}  {place(pasted, found)}{passed_over}"
        page.paragraph(said, label=label.ljust(width))
    _more(page, request.found[_MOST_FOUND:], "values")
    remarks = list(_remarks(pasted, request))
    for label, said in remarks[:_MOST_FOUND]:
        page.paragraph(f"{said}.", label=label)
    _more(page, remarks[_MOST_FOUND:], "remarks")
    unread = list(telling(pasted))
    for span in unread[:_MOST_UNREAD]:
        text = visible(" ".join(pasted.excerpt(span).split()))
        page.paragraph(cut(text, _UNREAD), label=f"not understood, line {pasted.line(span[0])}")
    _more(page, unread[_MOST_UNREAD:], "lines that were not understood")
    rest = sum(1 for _ in lines_of(pasted)) - len(unread)
    if rest:
        many = "1 line that holds" if rest == 1 else f"{rest:,} lines that hold"
        page.paragraph(f"{many} no value", label="not understood")


def _remarks(pasted: Pasted, request: PastedRequest) -> Iterator[tuple[str, str]]:
    """Yield what has to be said with its line; what is not known of several values as one.

    What code looks like is said elsewhere (`explainer.render.hints`).
    """
    remarks = [one for one in (*pasted.remarks, *request.remarks) if not one.mistake]
    unknown = [one for one in remarks if one.id == UNKNOWN]
    for remark in remarks:
        if remark.id != UNKNOWN or len(unknown) == 1:
            yield f"line {pasted.line(remark.span[0])}", remark.message
        elif remark is unknown[0]:
            texts = [pasted.excerpt(one.span) for one in unknown]
            names = [visible(text) for text in texts if _NAME.fullmatch(text)]
            rest = len(texts) - len(names)
            names += ["an expression" if rest == 1 else f"{rest} expressions"] if rest else []
            numbers = dict.fromkeys(f"{pasted.line(one.span[0])}" for one in unknown)
            said = f"the values of {_listed(names)} are not known here; paste what your code had there"
            yield f"line{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}", said


def _listed(names: Sequence[str]) -> str:
    *first, last = dict.fromkeys(names)
    return f"{', '.join(first)} and {last}" if first else last


def _more(page: Page, rest: Sequence[object], what: str) -> None:
    """Say how many there are that are not listed."""
    if rest:
        page.paragraph(f"and {len(rest):,} more {what}")


def _kinds(pasted: Pasted, request: PastedRequest, room: int) -> str:
    """Return what kinds of parts the fields come from, as many as there is room for."""
    titles = list(dict.fromkeys(part.title for part in _parts(pasted, request)))
    said = ", ".join(titles)
    while len(said) > room and len(titles) > 1:
        titles.pop()
        said = f"{', '.join(titles)} and more"
    return said


def shown(pasted: Pasted, found: Found) -> str:
    """Return a value as it may be shown, cut where it is long."""
    return cut(_whole(pasted, found), _ROOM)


def told_apart(pasted: Pasted, choices: Sequence[Found]) -> list[str]:
    """Return values as they may be shown, cut so that they differ where they do.

    One that begins as another does for longer than there is room is shown from a little before they part.
    Of a private key its length is told.
    """
    texts = [_whole(pasted, found) for found in choices]
    alike = dict.fromkeys(texts, 0)
    for one, after in pairwise(sorted(alike)):
        parted = (at for at, (a, b) in enumerate(zip(one, after, strict=False)) if a != b)
        common = next(parted, len(one))
        alike |= {text: max(alike[text], common) for text in (one, after)}
    return [
        _length(found.value)
        if isinstance(found.value, Secret)
        else cut(text, _ROOM)
        if alike[text] < _ROOM - 1
        else _from(text, alike[text])
        for found, text in zip(choices, texts, strict=True)
    ]


def _length(secret: Secret) -> str:
    """Return how many characters a private key has, and which of the two keys has so many."""
    count = len(text_of_bytes(secret.expose()))
    told = _KEYS.get(count, f"; a private key has {_PRIVATE_KEY}")
    return f"(not shown; {count} characters{told})"


def _from(text: str, at: int) -> str:
    return f"…{cut(text[at - _BEFORE :], _ROOM - 1)}"


def _whole(pasted: Pasted, found: Found) -> str:
    if isinstance(found.value, Secret) or _is_hidden(pasted, found):
        return HIDDEN
    return visible(text_of_bytes(found.value)) or "(empty)"


def place(pasted: Pasted, found: Found) -> str:
    """Return where a value was found, in words."""
    made = ", made from it" if found.made else ""
    return f"(line {pasted.line(found.span[0])}, {visible(found.how)}{made})"


def question(pasted: Pasted, conflict: Conflict) -> str:
    """Return what there is to choose from, a line for each value."""
    texts = told_apart(pasted, conflict.choices)
    lines = [
        f"  {number}  {LABELS[choice.field]}: {text}  {place(pasted, choice)}"
        for number, (choice, text) in enumerate(zip(conflict.choices, texts, strict=True), 1)
    ]
    return "\n".join(lines)


def question_entry(pasted: Pasted, conflict: Conflict) -> Document:
    """Return what there is to choose from as data; `take` is the option that takes a choice."""
    return {
        "field": conflict.field,
        "choices": [
            {"take": f"--take {conflict.field}={number}", **_found_entry(pasted, choice)}
            for number, choice in enumerate(conflict.choices, 1)
        ],
    }


def which_request(pasted: Pasted, requests: Sequence[PastedRequest]) -> str:
    """Return the requests that there are to choose from, a line for each."""
    lines = [
        f"  {number}  line {pasted.line(request.start)}  "
        + ", ".join([shown(pasted, found) for found in request.found if found.field in _NAMING])
        for number, request in enumerate(requests, 1)
    ]
    more = [f"  and {len(lines) - _MOST_FOUND:,} more"] if len(lines) > _MOST_FOUND else []
    return "\n".join([*lines[:_MOST_FOUND], *more])


def which_request_entry(pasted: Pasted, requests: Sequence[PastedRequest]) -> Document:
    """Return the requests that there are to choose from as data; `take` is the option that takes one.

    {"field": "request", "choices": [{"take", "line", "found": [as in `read_entry`]}]}
    """
    return {
        "field": "request",
        "choices": [
            {
                "take": f"--request {number}",
                "line": pasted.line(request.start),
                "found": [_found_entry(pasted, found) for found in request.found],
            }
            for number, request in enumerate(requests, 1)
        ],
    }


def read_entry(pasted: Pasted, request: PastedRequest) -> Document:
    """Return what was read for one request as data; a secret's value is null.

    {"parts": [kind], "language": id or null,
     "found": [{"field", "stage", "value", "line", "from", "made"}],
     "remarks": [{"id", "line", "message"}], "not_understood": [{"line", "text"}]}
    """
    return {
        "parts": [part.kind for part in _parts(pasted, request)],
        "language": written_in(pasted) or None,
        "found": [_found_entry(pasted, found) for found in request.found],
        "remarks": [
            {"id": remark.id, "line": pasted.line(remark.span[0]), "message": remark.message}
            for remark in (*pasted.remarks, *request.remarks)
        ],
        "not_understood": [
            {"line": pasted.line(span[0]), "text": pasted.excerpt(span)} for span in pasted.unread
        ],
    }


def _found_entry(pasted: Pasted, found: Found) -> Document:
    value = found.value
    return {
        "field": found.field,
        "stage": found.stage or None,
        "value": None if isinstance(value, Secret) or _is_hidden(pasted, found) else text_of_bytes(value),
        "line": pasted.line(found.span[0]),
        "from": found.how,
        "made": found.made,
    }


def _is_hidden(pasted: Pasted, found: Found) -> bool:
    """Return whether what stands there is, or may be, key bytes."""
    return found.concealed or ("•" in pasted.excerpt(found.span) and "•".encode() not in _bytes(found))


def _bytes(found: Found) -> bytes:
    return found.value if isinstance(found.value, bytes) else b""


def _parts(pasted: Pasted, request: PastedRequest) -> list[Part]:
    spans = [found.span for found in request.found]
    return [
        part
        for part in pasted.parts
        if any(first <= start and end <= last for first, last in part.places for start, end in spans)
    ]


def _label(found: Found) -> str:
    return f"value of {found.stage}" if found.stage else LABELS[found.field]
