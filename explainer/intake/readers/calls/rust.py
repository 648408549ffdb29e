"""Requests that code in Rust sends with reqwest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.intake.readers.calls import steps
from explainer.intake.readers.calls.bindings import Bindings
from explainer.intake.readers.calls.clients import REQWEST
from explainer.intake.readers.calls.known import Known, Read
from explainer.intake.readers.calls.sending import Sending
from explainer.intake.readers.calls.statements import read_each, start_of
from explainer.intake.readers.literals import Expression, Items, Number, Text, Value
from explainer.intake.readers.model import Part

_CALL = re.compile(
    r"(?<![\w.])((?:[A-Za-z_][\w:]{0,60}(?:\(\))?\s{0,40}\.)\s{0,40})(post|put|get|request)(?=\()"
)
_REFERENCE = re.compile(r"&(?:mut[ ])?")
_FORMAT = re.compile(r"format!(?=\()")
_PLACE = re.compile(r"\{([A-Za-z_]\w{0,60})?\}")


class Rust(Known):
    """Reads values in Rust, among them those that format! puts together."""

    def _first(self, start: int, at: int, depth: int) -> Read | None:
        if (reference := _REFERENCE.match(self.text, start)) is not None:
            start = reference.end()
        made = _FORMAT.match(self.text, start)
        if made is None:
            return super()._first(start, at, depth)
        given = self.literals.at(made.end())
        items = given.items if isinstance(given, Items) else ()
        text = items[0] if items else None
        filled = self._formatted(text.value, items[1:], at, depth) if isinstance(text, Text) else None
        if filled is None or given is None:
            return None
        return Read(Text(filled, (start, given.span[1])), given.span[1])

    def _formatted(self, text: str, given: tuple[Value, ...], at: int, depth: int) -> str | None:
        """Return a text with what belongs in its places, None if that is not known."""
        values = [self.of(one, at, depth + 1) for one in given]
        pieces: list[str | None] = []
        end = 0
        for place in _PLACE.finditer(text):
            pieces.append(text[end : place.start()])
            end = place.end()
            if place[1]:
                pieces.append(self._piece(place[1], True, at, depth))
            else:
                value = values.pop(0) if values else None
                known = value.value if isinstance(value, Text) else None
                pieces.append(value.written if isinstance(value, Number) else known)
        whole = [piece for piece in [*pieces, text[end:]] if piece is not None]
        self._left -= sum(map(len, whole)) // 1000
        plain = len(whole) == len(pieces) + 1 and not any(sign in "".join(whole) for sign in "{}")
        return "".join(whole) if plain else None


def read_rust(text: str, bindings: Bindings) -> Iterator[Part]:
    """Yield the requests that chains of calls send."""
    return read_each(Rust(text, "rust", bindings), (_CALL, _part))


def _part(known: Rust, called: re.Match[str]) -> Part | None:
    read = known.call_at(called.start(2))
    calls = [] if read is None else list(steps.chain(known, read.span[1]))
    if read is None or not any(call.function == "send" for call in calls):
        return None
    sending = Sending(known, REQWEST, called.span(2))
    if called[2] == "request":
        constant = read.arguments[0][1] if read.arguments else Expression(read.span)
        sending.method(known.text[slice(*constant.span)].rpartition("::")[2])
    else:
        sending.method(called[2].upper())
    if read.arguments:
        sending.address(read.arguments[-1][1])
    for call in sorted(calls, key=lambda call: call.function in ("body", "form", "json")):
        steps.take(sending, _STEPS, call)
    return sending.part(start_of(known.text, called.start()), calls[-1].span[1])


_STEPS: steps.Steps = {
    "header": steps.header,
    "headers": steps.header,
    "body": steps.body,
    "form": steps.form,
    "json": steps.json,
    "query": steps.query,
}
