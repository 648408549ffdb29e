"""What Node.js prints of a request: the head that was sent, and objects with the classes of their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from explainer.intake.readers.entries import Entries
from explainer.intake.readers.literals import Literals, Pairs
from explainer.intake.readers.messages import MOST, concerns_signing, message_in
from explainer.intake.readers.model import Found, Part
from explainer.intake.readers.strings import Strings
from explainer.intake.readers.views import View, joined, of_string

_HEADER = re.compile(r"\b_header:\s{1,200}(?=['\"`])")
_PLUS = re.compile(r"[ \t]{0,9}\+\s{1,200}(?=['\"`])")
_CLASS = re.compile(
    r"(?:<ref \*\d{1,4}> )?(?:[A-Z]\w{0,60} )?(?:\[\w{1,60}(?:: null prototype)?\] )?(?=\{)"
    r"|(?<![\w'\"])\[(?:Function|class|Symbol|Circular|Object|Array|AsyncFunction)\b[^\[\]\n]{0,80}\]"
)
"""What util.inspect puts in front of an object, or in place of one; it is no JavaScript."""
_SYMBOL = re.compile(r"\[Symbol\([^()\n]{0,60}\)\]:")
_OBJECT = re.compile(
    r"(?:\b(?:Request|config:|options:) )?(?:[A-Z]\w{0,60} |\[\w{1,60}: null prototype\] )+(?=\{)"
)


def read_node_log(text: str) -> Iterator[Part]:
    """Yield heads that Node.js keeps as _header, and objects of requests that are no plain JavaScript."""
    parts = [*_heads(text), *_objects(text)]
    end = 0
    for part in sorted(parts, key=lambda part: part.span):
        if part.span[0] >= end:
            yield replace(part, language="javascript")
            end = part.span[1]


def _heads(text: str) -> Iterator[Part]:
    strings = Strings(text)
    for name in islice(_HEADER.finditer(text), MOST):
        views: list[View] = []
        at = name.end()
        while (string := strings.read(at)) is not None:
            views.append(of_string(text, string))
            following = _PLUS.match(text, string.end)
            end = string.end
            if following is None:
                break
            at = following.end()
        if views and concerns_signing((said := message_in(joined(views)))[0]):
            yield Part("node-log", (name.start(), end), *said, whole=True)


def _objects(text: str) -> Iterator[Part]:
    if not _OBJECT.search(text):
        return
    plain = _SYMBOL.sub(lambda match: "x" * (len(match[0]) - 1) + ":", text)
    plain = _CLASS.sub(_blank, plain)
    literals = Literals(plain)
    end = 0
    for opened in islice(re.finditer(r"\{", plain), 20 * MOST):
        value = literals.at(opened.start()) if opened.start() >= end else None
        if not isinstance(value, Pairs) or value.get("headers") is None:
            continue
        if plain[slice(*value.span)] == text[slice(*value.span)]:
            continue
        entries = Entries(plain, "javascript")
        entries.request(value)
        if concerns_signing(entries.found):
            end = value.span[1]
            is_whole = any(one.field == "path" for one in entries.found)
            found = tuple([_as_sent(one) for one in entries.found])
            remarks, unread = tuple(entries.remarks), tuple(entries.unread)
            yield Part("node-log", value.span, found, remarks, is_whole, unread)


def _as_sent(found: Found) -> Found:
    """Return a method in capitals, as clients send it that take it in small letters."""
    if found.field == "method" and isinstance(found.value, bytes):
        return replace(found, value=found.value.upper())
    return found


def _blank(match: re.Match[str]) -> str:
    """Return as many characters: blanks, or a word in place of what stands for a value."""
    return ("null" if match[0].startswith("[") and match[0].endswith("]") else "").ljust(len(match[0]))
