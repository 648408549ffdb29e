"""HTTP requests that were printed as one string literal, with their line ends escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from explainer.intake.readers.messages import MOST, concerns_signing, message_in
from explainer.intake.readers.model import Part
from explainer.intake.readers.strings import Strings
from explainer.intake.readers.views import of_string

_BEGIN = re.compile(
    r"(?<![\w\"'`])b?(?=[\"'`](?:GET|POST|PUT|PATCH|DELETE) [^\s\"'`]{1,2000} HTTP/\d(?:\.\d)?(?:\\r)?\\n)"
)


def read_quoted(text: str) -> Iterator[Part]:
    """Yield the requests in string literals: %q of Go, repr of Python, JSON."""
    strings = Strings(text)
    for begin in islice(_BEGIN.finditer(text), MOST):
        string = strings.read(begin.start())
        if string is None or string.filled_in:
            continue
        found, remarks = message_in(of_string(text, string))
        if concerns_signing(found):
            yield Part("http", (string.start, string.end), found, remarks, whole=True)
