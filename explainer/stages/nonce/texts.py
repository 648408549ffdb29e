"""The texts that code writes instead of the nonce it sends: everywhere, in front, or in the body."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from explainer.errors import CannotApply
from explainer.pipeline.model import Mistake, Via
from explainer.pipeline.traced import Data
from explainer.stages.nonce import formats
from explainer.stages.nonce.carry import carry, find
from explainer.stages.otherwise import always, around, ending


class Format(NamedTuple):
    """One way to write a nonce, in words that hold wherever it stands."""

    suffix: str
    phrase: str
    """Goes on after "The nonce"."""
    change: Callable[[bytes], bytes]
    why: str
    fix: str
    languages: tuple[str, ...]
    needs: str = ""
    seen: int = 0
    source: str = ""
    anywhere: bool = False
    """Whether it is met in the hashed body as well, alone or in both places."""


class Scope(NamedTuple):
    """Where the other text stands."""

    begins: str
    """The beginning of the ids."""
    subject: str
    """The beginning of the titles."""
    why: str
    needs: str
    seen: bool
    """Whether this is where the survey met the formats."""


ALL_PLACES = Scope(
    "nonce",
    "The signed nonce",
    "Both places of the signature have it so; the body that is sent does not.",
    "",
    False,
)
FRONT = Scope(
    "nonce-in-front", "The nonce in front", "Only the text in front of the POST data is written so.", "", True
)
BODY = Scope(
    "nonce-in-body",
    "The nonce in the hashed body",
    "Only the POST data that is hashed has it so; the one that is sent does not.",
    "a nonce in the body",
    False,
)

OTHERWISE = "otherwise-written"
"""The suffix of the entry that stands for all other texts; `otherwise` has them."""
WHY_OTHERWISE = (
    "On its way into the text the number goes through a format for people, a conversion or a template."
)
INTEGER = "Keep the nonce as an integer (64 bits) or as text, and write it once, without any format."
_ONE_CLOCK = "Read the clock once, in one unit, and use that text everywhere."
_VBA = "https://github.com/Querela/Kraken-API-VBA"
_APPLYCODE = "https://github.com/ApplyCode/PHP_exchanges_apis"
_CALENDAR = "https://github.com/antoniocasero/Kraken"
_LARGE = "a nonce above 9007199254740992 (2 to the 53)"
_ABOVE_INT32 = "a nonce above 2147483647"

FORMATS = (
    Format(
        "as-float",
        "has '.0' behind it",
        formats.point_zero,
        "The nonce is a float, and str() or toString() of a float shows its decimals.",
        INTEGER,
        ("Python", "Java", "Kotlin", "Swift"),
        anywhere=True,
    ),
    Format(
        "as-seconds-with-fraction",
        "is in seconds with a fraction",
        formats.seconds_with_fraction,
        "time.time() and microtime(true) give seconds with decimals, and the point stays in.",
        INTEGER,
        ("PHP", "Python", "Ruby"),
        "a nonce finer than seconds",
        1,
        "threads on PHP's microtime(true)",
        anywhere=True,
    ),
    Format(
        "as-seconds-with-comma",
        "is in seconds with a decimal comma",
        formats.seconds_with_comma,
        "The clock gives seconds with decimals, and the system's locale writes a comma for the point.",
        INTEGER,
        ("VBA", "PHP", "C#"),
        "a nonce finer than seconds",
        1,
        _VBA,
        anywhere=True,
    ),
    Format(
        OTHERWISE,
        "has a space at each thousand",
        formats.thousands(" "),
        WHY_OTHERWISE,
        INTEGER,
        ("VBA", "PHP", "JavaScript"),
        "a nonce of four digits or more",
        0,
        _VBA,
        anywhere=True,
    ),
    Format(
        "in-double-quotes",
        "stands in double quotes",
        around(b'"', b'"'),
        "JSON.stringify or a log format was called on a nonce that is text already.",
        "Use the digits alone; quotes belong to JSON, not to the nonce.",
        ("JavaScript", "Python", "bash"),
        anywhere=True,
    ),
    Format(
        "with-exponent",
        "is written like 1.616492376594E+12",
        formats.exponent(15),
        "A double is turned to text with an exponent, as VBA and .NET do from 15 digits on.",
        INTEGER,
        ("VBA", "C#"),
        "",
        1,
        "issue threads on exponents of Excel",
    ),
    Format(
        "with-exponent-and-zeros",
        "is written like 1.6164923765940E+12",
        formats.exponent(14, zeros=True),
        "A float of 14 digits is written with an exponent and all of its decimals.",
        INTEGER,
        ("PHP", "VBA"),
        "",
        1,
        "issue threads on floats of PHP",
        anywhere=True,
    ),
    Format(
        "as-java-double",
        "is written like 1.616492376594E12",
        formats.java_double,
        "Double.toString writes an exponent from ten million on.",
        INTEGER,
        ("Java", "Kotlin", "Scala"),
    ),
    Format(
        "as-excel-shows-it",
        "is written like 1.61649E+12",
        formats.exponent(6),
        "A cell shows a large number with six digits and an exponent, and its text was taken.",
        "Format the cell as text or with 0 decimals, and take the value, not what is shown.",
        ("Excel", "VBA", "Google Apps Script"),
        "",
        1,
        "issue threads on exponents of Excel",
    ),
    Format(
        "as-php-array",
        "is the word Array",
        always(b"Array"),
        "explode(' ', microtime()) is an array, and PHP makes the word Array of it.",
        "Join both parts to one integer text before it is used.",
        ("PHP",),
        "",
        1,
        _APPLYCODE,
    ),
    Format(
        "as-int32",
        "is cut to 32 bits with a sign",
        formats.int32,
        "An int of 32 bits keeps the low bits; the text may begin with a minus.",
        "Use a type of 64 bits (long, int64) or text.",
        ("Java", "C", "PHP"),
        _ABOVE_INT32,
        anywhere=True,
    ),
    Format(
        "as-double",
        "is rounded to a double",
        formats.double,
        "A double holds 53 bits, so the last digits of a nonce in nanoseconds change.",
        INTEGER,
        ("Python", "C", "Lua", "Excel"),
        _LARGE,
    ),
    Format(
        "as-javascript-number",
        "is rounded as JavaScript's numbers are",
        formats.javascript_double,
        "A number of JavaScript holds 53 bits and is printed with zeros for the digits it lost.",
        "Keep a nonce of more than 16 digits as BigInt or text.",
        ("JavaScript", "TypeScript"),
        _LARGE,
        anywhere=True,
    ),
)

TIMES = (
    Format(
        "since-2001",
        "counts from 2001, the one sent from 1970",
        formats.since_2001,
        "timeIntervalSinceReferenceDate counts from 2001, timeIntervalSince1970 from 1970.",
        _ONE_CLOCK,
        ("Swift", "Objective-C"),
        "a nonce that is a time",
        1,
        _CALENDAR,
    ),
    Format(
        "in-seconds-since-2001",
        "is in seconds since 2001",
        formats.seconds_since_2001,
        "timeIntervalSinceReferenceDate counts seconds from 2001.",
        _ONE_CLOCK,
        ("Swift", "Objective-C"),
        "a nonce that is a time",
        0,
        _CALENDAR,
    ),
    Format(
        "in-dotnet-ticks",
        "is in .NET ticks since the year 1",
        formats.ticks,
        "DateTime.Ticks counts tenths of a microsecond from the year 1, ToUnixTime from 1970.",
        _ONE_CLOCK,
        ("C#", "PowerShell"),
        "a nonce that is a time",
    ),
)


def made(scope: Scope, format: Format) -> Mistake:
    """Return the mistake of writing the nonce like this in this place."""
    change = Via(format.change)

    def in_body(body: Data, given_nonce: Data, nonce: Data) -> Data:
        plain, given = (body, given_nonce) if isinstance(body, bytes) else (body.data, given_nonce.data)
        if find(plain, given) is None:
            raise CannotApply("the body carries no such nonce")
        return carry(body, given_nonce, change(nonce))

    return Mistake(
        id=f"{scope.begins}-{format.suffix}",
        title=f"{scope.subject} {format.phrase}",
        apply=in_body if scope is BODY else change,
        why=f"{format.why} {scope.why}",
        fix=format.fix,
        languages=format.languages,
        seen=format.seen if scope.seen else 0,
        source=format.source,
        answer="EAPI:Invalid signature or EAPI:Invalid nonce",
        needs=" and ".join([needs for needs in (scope.needs, format.needs) if needs]),
    )


EVERYWHERE: tuple[Mistake, ...] = tuple([made(ALL_PLACES, format) for format in FORMATS if format.anywhere])
IN_PREFIX: tuple[Mistake, ...] = tuple([made(FRONT, format) for format in (*FORMATS, *TIMES)])
IN_BODY: tuple[Mistake, ...] = tuple([made(BODY, format) for format in FORMATS if format.anywhere])

EVERYWHERE_OTHERWISE, IN_FRONT_OTHERWISE, IN_BODY_OTHERWISE = (
    ending(entries, OTHERWISE) for entries in (EVERYWHERE, IN_PREFIX, IN_BODY)
)
"""Stand for other texts in each place."""
