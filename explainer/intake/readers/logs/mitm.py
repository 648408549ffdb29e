"""What mitmdump prints of a flow: a line, the headers, and the content as it makes it easy to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from explainer.intake.readers.answers import errors_in
from explainer.intake.readers.fields import encodable
from explainer.intake.readers.messages import MOST, address_in, concerns_signing, fields_of, header_lines
from explainer.intake.readers.model import Found, Part, Remark, exact
from explainer.intake.readers.views import View, part_of, without_prefix
from explainer.request import form_body

_BEGIN = re.compile(
    r"^[\w.:\[\]]{3,60}: (GET|POST|PUT|PATCH|DELETE) (https?://\S{1,2000})(?: HTTP/\d(?:\.\d)?)?[ \t]*\r?\n",
    re.M,
)
_RESPONSE = re.compile(r"[ \t]*<< [^\n]*(?:\n|\Z)")
_INDENTED = "    "
_BLANK = re.compile(r"[ \t]*\r?\n")
_FIELD = re.compile(r"([^\s:]{1,100}):[ \t]+([^\n]*?)[ \t]*\r?(?:\n|\Z)")
_HOW = "what mitmproxy shows of the content"


def read_mitm_log(text: str) -> Iterator[Part]:
    """Yield the requests that mitmdump shows with flow_detail 2 and more."""
    end = 0
    for begin in islice(_BEGIN.finditer(text), MOST):
        if begin.start() < end:
            continue
        address = part_of(text, *begin.span(2))
        said: list[Found | Remark] = [
            Found("method", exact(begin[1]), begin.span(1), "the line of the flow"),
            *address_in(address, 0, len(address.text), "the line of the flow"),
        ]
        view = without_prefix(text, begin.end(), len(text), _INDENTED)
        headers, behind = header_lines(view.text, 0)
        if not headers:
            continue
        said += fields_of(view, headers)
        length = next((one.value for one in headers if one.name.lower() == "content-length"), "")
        said += _content(view, behind, length)
        found = tuple([one for one in said if isinstance(one, Found)])
        if not concerns_signing(found):
            continue
        end = stop = view.ends[-1]
        response = _RESPONSE.match(text, end)
        if response is not None:
            answer = without_prefix(text, response.end(), len(text), _INDENTED)
            end = answer.ends[-1] if answer.text else response.end()
        errors = errors_in(text, stop, end)
        remarks = tuple([one for one in said if isinstance(one, Remark)])
        yield Part(
            "http-log",
            (begin.start(), end),
            found,
            remarks,
            whole=True,
            answer=errors or (),
            answered=errors is not None,
        )


def _content(view: View, at: int, length: str) -> Iterator[Found | Remark]:
    """Yield the body that the fields of a form make, if it has as many bytes as were sent."""
    blank = _BLANK.match(view.text, at)
    at = start = blank.end() if blank else at
    pairs: list[tuple[str, str]] = []
    while (field := _FIELD.match(view.text, at)) is not None:
        pairs.append((field[1], field[2]))
        at = field.end()
    if pairs and all(encodable(name + value) for name, value in pairs):
        span = view.span(start, at)
        body = form_body(pairs)
        if length in ("", str(len(body))):
            yield Found("body", body, span, _HOW, made=True)
            yield Remark("body-made", _MADE, span)
            return
    if length not in ("", "0"):
        yield Remark("body-not-here", _NOT_HERE, view.span(at, at))


_MADE = (
    "mitmproxy shows the content decoded, so the body was made from it, URL-encoded in its order; give the"
    " body itself if your code encodes otherwise"
)
_NOT_HERE = (
    "mitmproxy does not show the body as it was sent; if it stands nowhere else in the paste, add what"
    " `export.clip raw_request @focus` or a curl export of the flow gives"
)
