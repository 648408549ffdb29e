"""Requests that are put together step by step: by a chain of calls, or by calls of what a name holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from explainer.intake.readers.calls.known import Known
from explainer.intake.readers.calls.sending import Sending
from explainer.intake.readers.literals import Call, Text, Value

_LINK = re.compile(
    r"(?:\s|//[^\n]*\n){0,200}(?:\?{0,2}(?:\.|->|::))\s{0,9}(?=[A-Za-z_]\w{0,40}(?:<[\w, .]{0,40}>)?\()"
)
_MOST = 60
"""Calls in one chain."""

Step = Callable[[Sending, Call], None]
"""Takes what a call of the chain says."""
Steps = Mapping[str, Step]
"""By the name of the method."""


def chain(known: Known, at: int) -> Iterator[Call]:
    """Yield the calls that follow at a place, each of what the one before gives."""
    for _ in range(_MOST):
        link = _LINK.match(known.text, at)
        call = known.call_at(link.end()) if link else None
        if call is None:
            return
        yield call
        at = call.span[1]


def take(sending: Sending, steps: Steps, call: Call) -> bool:
    """Take what a call says; return whether it is a step."""
    step = steps.get(call.function.rpartition(".")[2])
    if step is not None:
        step(sending, call)
    return step is not None


def first(call: Call) -> Value | None:
    """Return the first argument of a call."""
    return call.arguments[0][1] if call.arguments else None


def address(sending: Sending, call: Call) -> None:
    """Take the address that is given first."""
    if (value := first(call)) is not None:
        sending.address(value)


def header(sending: Sending, call: Call) -> None:
    """Take a header that is given as name and value, or headers that are given as an object."""
    if len(call.arguments) == 1:
        sending.headers(call.arguments[0][1])
    else:
        sending.header(call)


def body(sending: Sending, call: Call) -> None:
    """Take a body that is sent as it is given."""
    if (value := first(call)) is not None:
        sending.body(value, "text")


def form(sending: Sending, call: Call) -> None:
    """Take parameters that are sent as a form."""
    if (value := first(call)) is not None:
        sending.body(value, "form")


def json(sending: Sending, call: Call) -> None:
    """Take a value that is sent as JSON."""
    if (value := first(call)) is not None:
        sending.body(value, "json")


def query(sending: Sending, call: Call) -> None:
    """Take parameters that are sent in the address."""
    if (value := first(call)) is not None:
        sending.query(value)


def method(sending: Sending, call: Call) -> None:
    """Take a method that is given first, and a body behind it."""
    if (value := first(call)) is not None:
        sending.method(value)
    if len(call.arguments) > 1:
        sending.body(call.arguments[1][1], "text")


def named(verb: str) -> Step:
    """Return the step of a call that is named as a method, and is given the body, if there is one."""

    def step(sending: Sending, call: Call) -> None:
        sending.method(Text(verb, (call.span[0], call.span[0] + len(call.function))))
        body(sending, call)

    return step
