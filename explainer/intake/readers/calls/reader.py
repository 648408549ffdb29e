"""The calls of HTTP clients in a paste, whatever language they are written in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from explainer.intake.readers.model import Part

if TYPE_CHECKING:
    from explainer.intake.readers.calls.bindings import Bindings

_SENDS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "python": re.compile(r"\b(?:post|put|get|delete|patch|request|Request|urlopen)\("),
        "javascript": re.compile(r"\b(?:post|put|get|delete|patch|request|fetch|axios|got)\("),
        "php": re.compile(r"\bcurl_init\("),
        "go": re.compile(r"\bNewRequest(?:WithContext)?\("),
        "powershell": re.compile(r"\b(?:Invoke-RestMethod|Invoke-WebRequest|irm|iwr)\b", re.I),
    }
)
"""What a text has that calls a client at all, by the language, whose module reads it."""


def read_calls(text: str) -> Iterator[Part]:
    """Yield the requests that calls in code send, as far as the paste says what they are given.

    A name is looked up where it is set in the same paste; what is no literal there stays unknown.
    """
    languages = [language for language, sends in _SENDS.items() if sends.search(text)]
    if not languages:
        return
    from explainer.intake.readers.calls.bindings import Bindings

    bindings = Bindings(text)
    end = 0
    for part in sorted(
        [part for language in languages for part in _read(language, text, bindings)],
        key=lambda part: part.span,
    ):
        if part.span[0] >= end:
            end = part.span[1]
            yield part


def _read(language: str, text: str, bindings: Bindings) -> Iterator[Part]:
    module = import_module(f"explainer.intake.readers.calls.{language}")
    read: Callable[[str, Bindings], Iterator[Part]] = getattr(module, f"read_{language}")
    return (replace(part, language=language) for part in read(text, bindings))
