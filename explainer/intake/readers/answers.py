"""What Kraken answered, used for what it can tell: whether it refused, and with which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from explainer.intake.readers.model import Part, Span

_CATEGORIES = (
    "API|Account|Asset|Auth|BM|DB|Database|Earn|Export|FE|Funding|General|MM|Market|Order|Query|Service"
    "|Session|Trade|Trading|Withdraw"
)
_MESSAGES = (
    "Bad request|Busy|Deadline elapsed|Feature disabled|Insufficient funds|Internal error|Invalid arguments"
    "|Invalid key|Invalid nonce|Invalid order|Invalid request|Invalid session|Invalid signature"
    "|Market in cancel_only mode|Market in post_only mode|Permission denied|Rate limit exceeded"
    "|Temporary lockout|Throttled|Timeout|Unavailable|Unknown asset pair|Unknown error|Unknown method"
    "|Unknown order"
)
"""Of a known message it is clear where it ends, also in a sentence that goes on behind it."""
_ERROR = re.compile(
    rf"(?<![A-Za-z0-9_])([EW](?:{_CATEGORIES})):[ ]?"
    rf"((?:{_MESSAGES})\b(?::\w{{1,40}})?|[A-Z][A-Za-z0-9_ :/-]{{0,100}})"
)
_LIST = re.compile(
    r"""\[?\\?["']?\berror\\?["']?\]?\s{0,9}(?::|=>)\s{0,9}(?:array\s{0,9}\((?:\d{1,3}\)\s{0,9}\{)?|\[)""",
    re.IGNORECASE,
)
"""Where the list of errors begins, as JSON, Python, JavaScript, PHP or Go print it."""
_ITEMS = re.compile(r"(?:[^\[\](){}]|\[\d{1,3}\]|\(\d{1,4}\)){0,1000}[\])}]")
"""What a list of texts holds, with the numbers that PHP puts in front, up to its end."""
_OPENED = re.compile(r"(?:\b(?:array|map|object)\b(?:\(\d{1,9}\))?\s{0,9})?([{(\[])\s{0,20}\Z", re.IGNORECASE)
"""The bracket that the list of errors is the first thing in."""
_LONGEST_OPENING = 50
_BRACKET = re.compile(r"\\.|[\"'{}()\[\]]", re.DOTALL)
_CONDITION = re.compile(r"(?:[=!]=|\b(?:if|in|case|when|like)\b|\w\()\s{0,9}[\"'`]\Z")
"""In front of an error that code asks for, which is no answer."""
_WORDS = re.compile(r"error|exception|fail|response|answer|result|reply|body|return|raise|throw|got", re.I)
_FRONT = re.compile(r"(?:[^\d\n]|\d(?!\d{5}))*")
"""What may stand in a line in front of an answer without a value in it."""
_CLOSING = re.compile(r"[\s\"'`\\\])}>;,.]{0,20}$", re.MULTILINE)
_REACH = 120


class _Answer(NamedTuple):
    span: Span
    errors: tuple[str, ...]


def read_answer(text: str) -> Iterator[Part]:
    """Yield Kraken's answers: the JSON, what a language prints of it, an exception's text, an error alone."""
    for answer in _answers(text):
        yield Part("answer", answer.span, answer=answer.errors, answered=True)


def errors_in(text: str, start: int, end: int) -> tuple[str, ...] | None:
    """Return the errors in an answer of Kraken's in this stretch, None if there is no answer in it.

    An answer that took the request has none.
    """
    answers = list(_answers(text[start:end]))
    return _distinct([error for one in answers for error in one.errors]) if answers else None


def _answers(text: str) -> Iterator[_Answer]:
    at = 0
    for answer in _lists(text):
        yield from _bare(text, at, answer.span[0])
        yield answer
        at = answer.span[1]
    yield from _bare(text, at, len(text))


def _lists(text: str) -> Iterator[_Answer]:
    """Yield the answers that name their list of errors; it may be empty."""
    at = 0
    balanced = True
    while (head := _LIST.search(text, at)) is not None:
        floor, at = at, head.end()
        items = _ITEMS.match(text, at)
        errors = _errors(items[0]) if items else ()
        if items is None or not (errors or not items[0][:-1].strip()):
            continue
        start, end = head.start(), items.end()
        opened = _OPENED.search(text, max(floor, start - _LONGEST_OPENING), start)
        if opened is not None:
            start = opened.start()
            closed = _closed(text, opened.start(1)) if balanced else None
            balanced = closed is not None
            end = closed or end
        yield _Answer(_wrapped(text, floor, start, end), errors)
        at = end


def _bare(text: str, start: int, end: int) -> Iterator[_Answer]:
    """Yield the errors that stand alone, in an exception's text or in a sentence."""
    for match in _ERROR.finditer(text, start, end):
        at, stop = match.start(), match.start() + len(match[0].rstrip())
        if not _CONDITION.search(text, max(start, at - _REACH), at):
            span = _wrapped(text, start, at, stop)
            yield _Answer(span, _errors(match[0]))
            start = span[1]


def _errors(text: str) -> tuple[str, ...]:
    return _distinct([f"{match[1]}:{match[2].strip()}" for match in _ERROR.finditer(text)])


def _distinct(errors: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(errors))


def _closed(text: str, start: int) -> int | None:
    """Return where the bracket at a place is closed; brackets in strings do not count."""
    depth = 0
    quote = ""
    for token in _BRACKET.finditer(text, start):
        sign = token[0]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "{([":
            depth += 1
        elif sign in "})]":
            depth -= 1
            if depth == 0:
                return token.end()
    return None


def _wrapped(text: str, floor: int, start: int, end: int) -> Span:
    """Return an answer with what stands around it in its line, if that says no more than that it is one."""
    floor = max(floor, start - _REACH)
    line = max(text.rfind("\n", floor, start) + 1, floor)
    front = text[line:start]
    if start - line < _REACH and _WORDS.search(front) and _FRONT.fullmatch(front):
        start = line + len(front) - len(front.lstrip())
    closing = _CLOSING.match(text, end)
    return start, end + len(closing[0].rstrip()) if closing else end
