"""Rules about the nonce: a decimal number in the body, the same text as the one hashed."""

from __future__ import annotations

import re
from typing import NamedTuple

from explainer.diagnosis.checks.model import Hit, Rule, Subject, found
from explainer.secret import name_byte

_LARGEST = (1 << 64) - 1
"""Kraken's nonce is an unsigned 64-bit integer (docs.kraken.com, Spot REST authentication)."""
_MOST_DIGITS = 20
_EXACT_IN_A_DOUBLE = 1 << 53
_DIGITS = re.compile(rb"[0-9]+")
_NEGATIVE = re.compile(rb"-[0-9]+")
_SPELLED = re.compile(rb"\+[0-9]+|0[0-9]+")
_ARRAY = re.compile(r"nonce\[[^\]]{0,9}\]")
_EXPONENT = re.compile(rb"[0-9.,]+[eE][+-]?[0-9]+")
_POINT = re.compile(rb"[0-9]+\.[0-9]*")
_COMMA = re.compile(rb"[0-9]+(?:,[0-9]+)+")

_FIRST_SECOND = 1_300_000_000
"""March 2011, the year in which Kraken was founded."""
_LAST_SECOND = 3_200_000_000
"""May 2071."""
_SCALES = {
    1: "seconds",
    10**3: "milliseconds",
    10**4: "tenths of milliseconds",
    10**5: "hundredths of milliseconds",
    10**6: "microseconds",
    10**7: "ticks of 100 ns",
    10**9: "nanoseconds",
}
_FINE = 10**4


class _Epoch(NamedTuple):
    """A clock that does not count from 1970."""

    ticks: int
    """Ticks in a second."""
    behind: int
    """Seconds from its start to 1970; negative if it starts later."""
    name: str


_EPOCHS = (
    _Epoch(1, -978_307_200, "seconds since 2001 (Apple's reference date)"),
    _Epoch(10**3, -978_307_200, "milliseconds since 2001 (Apple's reference date)"),
    _Epoch(10**7, 62_135_596_800, "ticks of 100 ns since the year 1 (.NET)"),
    _Epoch(10**7, 11_644_473_600, "ticks of 100 ns since 1601 (Windows file time)"),
    _Epoch(1, 2_208_988_800, "seconds since 1900 (NTP)"),
)


def _in_body(subject: Subject) -> tuple[bytes, ...]:
    """Return the texts of all nonces that the body carries."""
    return tuple([field.value.encode(errors="surrogatepass") for field in subject.body.values("nonce")])


def _number(subject: Subject) -> int | None:
    """Return the nonce as a number if it is written as one of 64 bits."""
    text = subject.request.nonce
    if not _DIGITS.fullmatch(text) or len(text) > _MOST_DIGITS or int(text) > _LARGEST:
        return None
    return int(text)


def _is_array(subject: Subject) -> bool:
    return any(_ARRAY.fullmatch(field.name) for field in subject.body.fields)


def _scale(number: int) -> int:
    """Return how many ticks since 1970 a second has for this nonce, 0 if that is no time of Kraken's."""
    for ticks in _SCALES:
        if _FIRST_SECOND * ticks <= number < _LAST_SECOND * ticks:
            return ticks
    return 0


def _epoch(number: int) -> str:
    """Return the name of the clock that does not start in 1970 and gives this number, or nothing."""
    if _scale(number):
        return ""
    for epoch in _EPOCHS:
        first, last = _FIRST_SECOND + epoch.behind, _LAST_SECOND + epoch.behind
        if max(first, 0) * epoch.ticks <= number < last * epoch.ticks:
            return epoch.name
    return ""


def _missing(subject: Subject) -> Hit | None:
    return found(not _in_body(subject) and not _is_array(subject) and subject.body.kind != "broken-json")


def _array(subject: Subject) -> Hit | None:
    return next((Hit(f.position) for f in subject.body.fields if _ARRAY.fullmatch(f.name)), None)


def _twice(subject: Subject) -> Hit | None:
    fields = subject.body.values("nonce")
    return Hit(detail=f"{len(fields)}") if len(fields) > 1 else None


def _empty(subject: Subject) -> Hit | None:
    return found(not subject.request.nonce)


def _not_a_number(subject: Subject) -> Hit | None:
    for text in (subject.request.nonce, *_in_body(subject)):
        if text and not any(pattern.fullmatch(text) for pattern in (_DIGITS, _NEGATIVE, _SPELLED)):
            bad = next(place for place, byte in enumerate(text) if byte not in b"0123456789")
            return Hit(bad if text == subject.request.nonce else None, _what_is_wrong(text, text[bad]))
    return None


def _what_is_wrong(text: bytes, byte: int) -> str:
    if _EXPONENT.fullmatch(text):
        return "it is in scientific notation"
    if _POINT.fullmatch(text):
        return "it has a decimal point"
    if _COMMA.fullmatch(text):
        return "it has commas"
    if text == b"Array":
        return "it is what PHP prints for an array"
    return f"it has {name_byte(byte)}"


def _negative(subject: Subject) -> Hit | None:
    return found(_NEGATIVE.fullmatch(subject.request.nonce))


def _spelling(subject: Subject) -> Hit | None:
    return Hit(0) if _SPELLED.fullmatch(subject.request.nonce) else None


def _too_large(subject: Subject) -> Hit | None:
    digits = subject.request.nonce.lstrip(b"+").lstrip(b"0")
    if not _DIGITS.fullmatch(digits):
        return None
    return found(len(digits) > _MOST_DIGITS or int(digits) > _LARGEST)


def _differs_from_body(subject: Subject) -> Hit | None:
    carried = _in_body(subject)
    return found(carried and subject.request.nonce not in carried)


def _differs_from_given(subject: Subject) -> Hit | None:
    if subject.given_nonce is None:
        return None
    return found(any(subject.given_nonce != text for text in (subject.request.nonce, *_in_body(subject))))


def _inexact(subject: Subject) -> Hit | None:
    number = _number(subject)
    as_number = any(field.is_number for field in subject.body.values("nonce"))
    return found(number is not None and as_number and number > _EXACT_IN_A_DOUBLE)


def _seconds(subject: Subject) -> Hit | None:
    number = _number(subject)
    return found(number is not None and _scale(number) == 1)


def _fine(subject: Subject) -> Hit | None:
    number = _number(subject)
    scale = 0 if number is None else _scale(number)
    return Hit(detail=_SCALES[scale]) if scale >= _FINE else None


def _other_epoch(subject: Subject) -> Hit | None:
    number = _number(subject)
    name = "" if number is None else _epoch(number)
    return Hit(detail=name) if name else None


def _odd_scale(subject: Subject) -> Hit | None:
    number = _number(subject)
    return found(number is not None and not _scale(number) and not _epoch(number))


RULES = (
    Rule(
        "nonce-empty",
        "error",
        "nonce",
        "the nonce is empty: write the time in milliseconds as digits, once, and use it in both places",
        _empty,
    ),
    Rule(
        "nonce-not-in-body",
        "error",
        "nonce",
        "the body carries no nonce; Kraken reads it there: send nonce=... as a field of the body, the same"
        " text as the one hashed in front",
        _missing,
    ),
    Rule(
        "nonce-is-array",
        "error",
        "nonce",
        "the nonce is sent as an array (nonce[0], nonce[1]): join it to one number first; in PHP that is"
        " what explode() on microtime() gives",
        _array,
    ),
    Rule(
        "nonce-twice",
        "error",
        "nonce",
        "the body carries {detail} nonces: send one, or it is left open which of them counts",
        _twice,
    ),
    Rule(
        "nonce-not-a-number",
        "error",
        "nonce",
        "the nonce is no whole number in digits: {detail}; format it as an integer, without the settings of"
        " a country",
        _not_a_number,
    ),
    Rule(
        "nonce-negative",
        "error",
        "nonce",
        "the nonce is negative, as when it outgrew its type: use an unsigned 64-bit integer",
        _negative,
    ),
    Rule(
        "nonce-too-large",
        "error",
        "nonce",
        "the nonce does not fit into 64 bits (largest 18446744073709551615): use a coarser unit of time",
        _too_large,
    ),
    Rule(
        "nonce-differs-from-body",
        "error",
        "nonce",
        "the nonce that is hashed is not the one in the body: make it once, keep the text, use it in both"
        " places",
        _differs_from_body,
    ),
    Rule(
        "nonce-differs-from-given",
        "error",
        "nonce",
        "the nonce given is not the one that is hashed or sent: make it once and use that text everywhere",
        _differs_from_given,
    ),
    Rule(
        "nonce-spelling",
        "warning",
        "nonce",
        "the nonce has a plus sign or leading zeros, which get lost when something reads it as a number:"
        " write plain digits",
        _spelling,
    ),
    Rule(
        "nonce-other-epoch",
        "warning",
        "nonce",
        "this looks like {detail}; it works as long as nobody uses the key with milliseconds since 1970:"
        " keep to one clock for ever, best that one",
        _other_epoch,
    ),
    Rule(
        "nonce-odd-scale",
        "warning",
        "nonce",
        "this is no time in seconds, milliseconds, microseconds or nanoseconds; a counter works only while"
        " it grows and nothing else uses the key, a constant works once",
        _odd_scale,
    ),
    Rule(
        "nonce-inexact-in-json",
        "hint",
        "nonce",
        "as a JSON number it is larger than 2^53, so JavaScript and others round its last digits: send it"
        " in quotes, and check that the hashed text has the same digits",
        _inexact,
    ),
    Rule(
        "nonce-in-seconds",
        "hint",
        "nonce",
        "this counts seconds, so the second call within a second has no greater nonce and is answered with"
        " EAPI:Invalid nonce: use milliseconds",
        _seconds,
    ),
    Rule(
        "nonce-fine-scale",
        "hint",
        "nonce",
        "this counts {detail}; once a key has seen it, milliseconds are too small for that key for ever",
        _fine,
    ),
)
