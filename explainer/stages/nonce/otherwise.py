"""Other texts for the nonce than those of the catalogue, where one entry for each place stands for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
from explainer.stages.otherwise import Change, always, around

_FILLED = "Fill in the number before the text is hashed; print the very text that is hashed."
_WHY_WORD = "The variable was never set, or has another name where the text is made."

_CHANGES: Mapping[str, Change] = {
    **{
        f"has {words} at each thousand": formats.thousands(mark)
        for words, mark in (
            ("a comma", ","),
            ("a point", "."),
            ("an apostrophe", "'"),
            ("a no-break space", "\u00a0"),
            ("a narrow no-break space", "\u202f"),
            ("an underscore", "_"),
        )
    },
    "is written like 1.616492376594e+12": formats.exponent(17, "e+"),
    "is written like 1.61649e+12": formats.exponent(6, "e+"),
    "is written like 1.616492e+12": formats.exponent(7, "e+"),
    "is written like 1.61649237659e+12": formats.exponent(12, "e+"),
    "is written like 1.62E+12": formats.exponent(3),
    "is written like 1.6164923765940e+12": formats.exponent(14, "e+", zeros=True),
    "is written like 1.616492E+12": formats.exponent(7),
    "is written like 1,61649237659E+12": formats.with_comma(formats.exponent(12)),
    "is written like 1,616492376594E+12": formats.with_comma(formats.exponent(15)),
    "is written like 1,61649E+12": formats.with_comma(formats.exponent(6)),
    "is written like 1.61649237659E+12": formats.exponent(12),
    "has an n behind it": around(b"", b"n"),
    "has an L behind it": around(b"", b"L"),
    "has '.00' behind it": around(b"", b".00"),
    "has ',00' behind it": around(b"", b",00"),
    "has a 0 in front": around(b"0"),
    "stands in single quotes": around(b"'", b"'"),
    "is written as Python prints its bytes, b'...'": around(b"b'", b"'"),
    "stands in ['...']": around(b"['", b"']"),
    "stands in brackets": around(b"[", b"]"),
    "has a space in front": around(b" "),
    "has a space behind it": around(b"", b" "),
    "has a line feed behind it": around(b"", b"\n"),
    "has CR LF behind it": around(b"", b"\r\n"),
    "has a byte order mark in front": around(b"\xef\xbb\xbf"),
    "is in seconds with six decimals": formats.seconds_with(6),
    "is in seconds with two decimals": formats.seconds_with(2),
    "is in seconds with four decimals": formats.seconds_with(4),
    "is in seconds since 2001 with a fraction": formats.seconds_since_2001_with_fraction,
    "is in tenths of a microsecond since 1970": formats.unix_ticks,
    "is 2147483647, the largest int of 32 bits": always(b"2147483647"),
    "is in hex": formats.hex_digits,
    "is in hex with 0x in front": lambda nonce: b"0x" + formats.hex_digits(nonce),
}
_IN_FRONT: Mapping[str, Change] = {
    'stands in {"nonce":"..."}': around(b'{"nonce":"', b'"}'),
    "has 'nonce:' in front": around(b"nonce:"),
    "has 'nonce' in front": around(b"nonce"),
    "has a '?' in front": around(b"?"),
    "has an '&' in front": around(b"&"),
}
"""What only the text in front of the POST data may have around it."""
_WORDS: Mapping[str, Change] = {
    **{
        f"is the text {word}": always(word.encode())
        for word in (
            *("undefined", "null", "None", "NaN", "0", "nil", "[object Object]", "[object Promise]"),
            *("{{nonce}}", "{nonce}", "${nonce}", "$nonce", "{{$timestamp}}", "<nonce>", "%s", "nonce"),
        )
    },
    "is an empty text": always(b""),
}


def any_writing(scope: Scope) -> Iterator[Mistake]:
    """Yield the entry that stands for other texts in this place for each of them, under its id."""
    if scope is FRONT:
        here = _written(_IN_FRONT)
    else:
        here = [one._replace(suffix=OTHERWISE) for one in (*FORMATS, *TIMES) if not one.anywhere]
    for format in (*here, *_written(_WORDS, _WHY_WORD, _FILLED), *_written(_CHANGES)):
        yield made(scope, format)


def _written(changes: Mapping[str, Change], why: str = WHY_OTHERWISE, fix: str = INTEGER) -> list[Format]:
    return [Format(OTHERWISE, phrase, change, why, fix, ()) for phrase, change in changes.items()]
