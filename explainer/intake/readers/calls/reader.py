"""The calls of HTTP clients in a paste, whatever language they are written in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from explainer.intake.readers.calls.bindings import Bindings
from explainer.intake.readers.calls.go import read_go
from explainer.intake.readers.calls.javascript import read_javascript
from explainer.intake.readers.calls.known import Dialect, Known
from explainer.intake.readers.calls.php import read_php
from explainer.intake.readers.calls.powershell import PowerShell, read_powershell
from explainer.intake.readers.calls.python import read_python
from explainer.intake.readers.model import Part

_SENDS = re.compile(
    r"\b(?:post|put|get|delete|patch|request|Request|urlopen|fetch|axios|got|curl_init"
    r"|NewRequest(?:WithContext)?)\(|\b(?i:Invoke-RestMethod|Invoke-WebRequest|irm|iwr)\b"
)
"""What a text has that calls a client at all."""


class _Language(NamedTuple):
    dialect: Dialect
    read: Callable[[Any], Iterator[Part]]
    values: type[Known] = Known


_LANGUAGES = (
    _Language("python", read_python),
    _Language("javascript", read_javascript),
    _Language("php", read_php),
    _Language("go", read_go),
    _Language("powershell", read_powershell, PowerShell),
)


def read_calls(text: str) -> Iterator[Part]:
    """Yield the requests that calls in code send, as far as the paste says what they are given.

    A name is looked up where it is set in the same paste; what is no literal there stays unknown.
    """
    if not _SENDS.search(text):
        return
    bindings = Bindings(text)
    parts = [
        part
        for language in _LANGUAGES
        for part in language.read(language.values(text, language.dialect, bindings))
    ]
    end = 0
    for part in sorted(parts, key=lambda part: part.span):
        if part.span[0] >= end:
            end = part.span[1]
            yield part
