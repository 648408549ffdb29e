"""Requests that code in Ruby sends with Net::HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.intake.readers.calls import steps
from explainer.intake.readers.calls.bindings import Bindings
from explainer.intake.readers.calls.clients import NET_HTTP
from explainer.intake.readers.calls.known import Known
from explainer.intake.readers.calls.sending import Sending
from explainer.intake.readers.calls.statements import name_set, read_each, start_of
from explainer.intake.readers.literals import Call, Pairs, Value
from explainer.intake.readers.model import Part

_NEW = re.compile(r"\bNet::HTTP::(Post|Get|Put)\.(?=new\()|\bNet::HTTP\.(?=(post|post_form)\()")
_CALLED = "set_form_data|add_field|initialize_http_header"
_OF_URI = re.compile(r"\.(?:request_uri|path|to_s)\b")


class Ruby(Known):
    """Reads values in Ruby."""

    def _called(self, call: Call, at: int, depth: int) -> Value:
        encodes = call.function.endswith("encode_www_form")
        return super()._called(_with_hash(self, call) if encodes else call, at, depth)

    def _held(self, name: str, at: int, depth: int) -> Value | None:
        held = super()._held(name, at, depth)
        if held is None and (part := _OF_URI.search(name)) is not None:
            return super()._held(name[: part.start()], at, depth)
        return held


def _with_hash(known: Known, call: Call) -> Call:
    """Return a call with the hash that its arguments make without braces around them."""
    bare = known.literals.at(call.span[0] + known.text[slice(*call.span)].find("("))
    return call._replace(arguments=(("", bare),)) if isinstance(bare, Pairs) else call


def read_ruby(text: str, bindings: Bindings) -> Iterator[Part]:
    """Yield the requests that are made as objects, and those that one call sends."""
    return read_each(Ruby(text, "ruby", bindings), (_NEW, _part))


def _part(known: Ruby, new: re.Match[str]) -> Part | None:
    read = known.call_at(new.end())
    if read is None:
        return None
    start = start_of(known.text, new.start())
    sending = Sending(known, NET_HTTP, new.span())
    sending.method((new[1] or "Post").upper())
    given = [value for _, value in read.arguments]
    if given:
        sending.address(given[0])
    if new[2]:
        _sent_at_once(sending, given[1:], new[2])
        return sending.part(start, read.span[1])
    if len(given) > 1:
        sending.headers(given[1])
    name = name_set(known.text, start, new.start())
    bodies: list[tuple[int, Value, bool]] = []
    for entry, value, place in known.set_of(name, read.span[1]) if name else ():
        sending.claim(place)
        sending.place = place[0]
        if entry in ("body", "form_data"):
            bodies.append((place[0], value, entry == "form_data"))
        else:
            named = "Content-Type" if entry == "content_type" else entry
            sending.headers(Pairs(((named, sending.of(value)),), value.span))
    for call in known.calls_of(name, _CALLED, read.span[1]) if name else ():
        sending.claim(call.span)
        sending.place = call.span[0]
        if call.function.endswith("set_form_data"):
            with_hash = _with_hash(known, call)
            bodies += [(call.span[0], with_hash.arguments[0][1], True)] if with_hash.arguments else []
        else:
            steps.header(sending, call)
    for at, value, as_form in bodies[-1:]:
        sending.place = at
        sending.body(value, "form" if as_form else "text")
    return sending.part(start, read.span[1])


def _sent_at_once(sending: Sending, given: list[Value], function: str) -> None:
    """Take the arguments behind the address: the data, and headers."""
    if len(given) > 1:
        sending.headers(given[1])
    if given:
        sending.body(given[0], "form" if function == "post_form" else "text")
