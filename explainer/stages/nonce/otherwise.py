"""Other texts for the nonce than those of the catalogue, where one entry for each place stands for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from explainer.pipeline.model import Mistake
from explainer.stages.nonce import formats
from explainer.stages.nonce.texts import (
    FORMATS,
    FRONT,
    INTEGER,
    OTHERWISE,
    TIMES,
    WHY_OTHERWISE,
    Format,
    Scope,
    made,
)
from explainer.stages.otherwise import always, around

_FILLED = "Fill in the number before the text is hashed; print the very text that is hashed."
_WHY_WORD = "The variable was never set, or has another name where the text is made."


def _other(phrase: str, change: Callable[[bytes], bytes]) -> Format:
    return Format(OTHERWISE, phrase, change, WHY_OTHERWISE, INTEGER, ())


def _word(word: str) -> Format:
    return Format(OTHERWISE, f"is the text {word}", always(word.encode()), _WHY_WORD, _FILLED, ())


_GROUPED = tuple(
    [
        _other(f"has {words} at each thousand", formats.thousands(mark))
        for words, mark in (
            ("a comma", ","),
            ("a point", "."),
            ("an apostrophe", "'"),
            ("a no-break space", "\u00a0"),
            ("a narrow no-break space", "\u202f"),
            ("an underscore", "_"),
        )
    ]
)
_EXPONENTS = tuple(
    [
        _other(f"is written like {example}", change)
        for example, change in (
            ("1.616492376594e+12", formats.exponent(17, "e+")),
            ("1.61649e+12", formats.exponent(6, "e+")),
            ("1.616492e+12", formats.exponent(7, "e+")),
            ("1.61649237659e+12", formats.exponent(12, "e+")),
            ("1.62E+12", formats.exponent(3)),
            ("1.6164923765940e+12", formats.exponent(14, "e+", zeros=True)),
            ("1.616492E+12", formats.exponent(7)),
            ("1,61649237659E+12", formats.with_comma(formats.exponent(12))),
            ("1,616492376594E+12", formats.with_comma(formats.exponent(15))),
            ("1,61649E+12", formats.with_comma(formats.exponent(6))),
        )
    ]
)
_DIGITS_12 = _other("has 12 digits and an exponent, 1.61649237659E+12", formats.exponent(12))
_AROUND = tuple(
    [
        _other(phrase, around(before, after))
        for phrase, before, after in (
            ("has an n behind it", b"", b"n"),
            ("has an L behind it", b"", b"L"),
            ("has '.00' behind it", b"", b".00"),
            ("has ',00' behind it", b"", b",00"),
            ("has a 0 in front", b"0", b""),
            ("stands in single quotes", b"'", b"'"),
            ("stands in b'...'", b"b'", b"'"),
            ("stands in ['...']", b"['", b"']"),
            ("stands in brackets", b"[", b"]"),
            ("has a space in front", b" ", b""),
            ("has a space behind it", b"", b" "),
            ("has a line feed behind it", b"", b"\n"),
            ("has CR LF behind it", b"", b"\r\n"),
            ("has a byte order mark in front", b"\xef\xbb\xbf", b""),
        )
    ]
)
_TIMED = (
    _other("is in seconds with six decimals", formats.seconds_with(6)),
    _other("is in seconds with two decimals", formats.seconds_with(2)),
    _other("is in seconds with four decimals", formats.seconds_with(4)),
    _other("is in seconds since 2001 with a fraction", formats.seconds_since_2001_with_fraction),
    _other("is in tenths of a microsecond since 1970", formats.unix_ticks),
    _other("is in hex", formats.hex_digits),
    _other("is in hex with 0x in front", lambda nonce: b"0x" + formats.hex_digits(nonce)),
)
_WORDS = tuple(
    [
        _word(word)
        for word in (
            *("undefined", "null", "None", "NaN", "0", "nil", "[object Object]", "[object Promise]", "Array"),
            *("{{nonce}}", "{nonce}", "${nonce}", "$nonce", "{{$timestamp}}", "<nonce>", "%s", "nonce"),
            *("2147483647", ""),
        )
    ]
)
_LABELLED = tuple(
    [
        _other(phrase, around(before, after))
        for phrase, before, after in (
            ('stands in {"nonce":"..."}', b'{"nonce":"', b'"}'),
            ("has 'nonce:' in front", b"nonce:", b""),
            ("has 'nonce' in front", b"nonce", b""),
            ("has a '?' in front", b"?", b""),
            ("has an '&' in front", b"&", b""),
        )
    ]
)
"""What only the text in front of the POST data may have around it."""


def any_writing(scope: Scope) -> Iterator[Mistake]:
    """Yield the entry that stands for other texts in this place for each of them, under its id."""
    common = (*_WORDS, *_GROUPED, *_EXPONENTS, _DIGITS_12, *_AROUND, *_TIMED)
    here = _LABELLED if scope is FRONT else [one for one in (*FORMATS, *TIMES) if not one.anywhere]
    for format in (*here, *common):
        yield made(scope, format._replace(suffix=OTHERWISE))
