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
        "javascript": re.compile(r"\b(?:post|put|get|delete|patch|request|ajax|fetch|axios|got)\("),
        "xhr": re.compile(r"\bXMLHttpRequest\b|\bsuperagent\b"),
        "php": re.compile(r"\bcurl_init\("),
        "guzzle": re.compile(r"(?i:guzzle)|\b(?:form_params|base_uri)\b|\bHttp::"),
        "streams": re.compile(r"\bstream_context_create\("),
        "go": re.compile(r"\bNewRequest(?:WithContext)?\(|\.Post(?:Form)?\("),
        "java": re.compile(r"\bHttpRequest\.newBuilder\(|\bRequest\.Builder\(|\.openConnection\("),
        "csharp": re.compile(r"\bHttpRequestMessage\(|\.(?:Post|Put|Get)Async\("),
        "ruby": re.compile(r"\bNet::HTTP\b"),
        "rust": re.compile(r"\breqwest\b|\.send\(\)"),
        "powershell": re.compile(r"\b(?:Invoke-RestMethod|Invoke-WebRequest|irm|iwr)\b", re.I),
    }
)
"""What a text has that calls a client at all, by the module that reads it, mostly one for a language."""
_LANGUAGES: Mapping[str, str] = MappingProxyType({"xhr": "javascript", "guzzle": "php", "streams": "php"})
"""The language of the modules that are not named after one."""

COMMENT = re.compile(r"[ \t]{0,200}(?://|#|--|\*)")
"""What a line begins with that is not run."""


def read_calls(text: str) -> Iterator[Part]:
    """Yield the requests that calls in code send, as far as the paste says what they are given.

    What is commented out is no call. A name is looked up where it is set in the same paste; what is no
    literal there stays unknown.
    """
    modules = [module for module, sends in _SENDS.items() if sends.search(text)]
    if not modules:
        return
    from explainer.intake.readers.calls.bindings import Bindings

    bindings = Bindings(text)
    end = 0
    for part in sorted(
        [part for module in modules for part in _read(module, text, bindings)],
        key=lambda part: part.span,
    ):
        line = text.rfind("\n", 0, part.span[0]) + 1
        if part.span[0] >= end and not COMMENT.match(text, line, part.span[0]):
            end = part.span[1]
            yield part


def _read(name: str, text: str, bindings: Bindings) -> Iterator[Part]:
    module = import_module(f"explainer.intake.readers.calls.{name}")
    read: Callable[[str, Bindings], Iterator[Part]] = getattr(module, f"read_{name}")
    language = _LANGUAGES.get(name, name)
    return (replace(part, language=language) for part in read(text, bindings))
