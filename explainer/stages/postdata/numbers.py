"""How amounts and prices are written in the hashed text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from explainer.errors import CannotApply
from explainer.pipeline.model import Mistake, Via
from explainer.stages.postdata.bodies import change_values
from explainer.stages.postdata.entry import entry
from explainer.stages.postdata.jsontext import NUMBER, Number, Value
from explainer.stages.postdata.memory import REMEMBERED

_LONGEST = 40
_EXPONENT_DIGITS = 4
_LARGEST_EXPONENT = 30
_MOST_DECIMALS = 10

# Fields that hold a number which no client treats as an amount.
_NO_AMOUNTS = frozenset(
    {
        *("nonce", "otp", "userref", "cl_ord_id", "txid", "refid", "id", "ofs"),
        *("start", "end", "starttm", "endtm", "expiretm", "deadline", "timeout"),
    }
)


def python_float(number: Decimal) -> str:
    """repr(float): 37500.0, 1e-05, 1e+16."""
    return repr(float(number))


def go_float(number: Decimal) -> str:
    """The shortest text with an exponent below 0.0001, without '.0': 37500, 1e-05."""
    return repr(float(number)).removesuffix(".0")


def dotnet_double(number: Decimal) -> str:
    """double.ToString(): 37500, 1E-05."""
    return go_float(number).upper()


def _digits(number: Decimal) -> tuple[str, str, int]:
    """Return the sign, the shortest digits of the double, and the exponent of the first digit."""
    shortest = Decimal(repr(float(number))).normalize()
    digits = "".join(map(str, shortest.as_tuple().digits))
    return "-" if shortest < 0 else "", digits, shortest.adjusted()


def javascript_number(number: Decimal) -> str:
    """Number.prototype.toString (ECMA-262): 37500, 0.00001, 1e-7, 1e+21."""
    sign, digits, exponent = _digits(number)
    if -7 < exponent < 21:
        return f"{Decimal(repr(float(number))):f}".removesuffix(".0")
    fraction = "." + digits[1:] if digits[1:] else ""
    return f"{sign}{digits[0]}{fraction}e{exponent:+d}"


def java_double(number: Decimal) -> str:
    """Double.toString: 37500.0, 1.0E-5; an exponent below 0.001 and from 10000000 on."""
    sign, digits, exponent = _digits(number)
    if number == 0 or -3 <= exponent < 7:
        text = f"{Decimal(repr(float(number))):f}"
        return text if "." in text else text + ".0"
    return f"{sign}{digits[0]}.{digits[1:] or '0'}E{exponent}"


def php_float(number: Decimal) -> str:
    """echo of a float with 14 digits: 37500, 1.0E-5."""
    mantissa, _, exponent = f"{float(number):.14g}".partition("e")
    if not exponent:
        return mantissa
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}E{int(exponent):+d}"


def delphi_float(number: Decimal) -> str:
    """FloatToStr: 37500, 1E-5."""
    return dotnet_double(number).replace("E-0", "E-").replace("E+0", "E+")


def fixed(decimals: int) -> Callable[[Decimal], str]:
    """Return a writer with so many decimals."""
    return lambda number: f"{float(number):.{decimals}f}"


def decimal_comma(number: Decimal) -> str:
    """1,25."""
    return f"{number:f}".replace(".", ",")


def short_comma(number: Decimal) -> str:
    """1,25 for 1.250."""
    return decimal_comma(number.normalize())


def grouped(number: Decimal) -> str:
    """37,500.00."""
    return f"{number:,f}"


def grouped_with_points(number: Decimal) -> str:
    """37.500,00."""
    return grouped(number).translate(str.maketrans(",.", ".,"))


def without_zero(number: Decimal) -> str:
    """.5, as bc writes."""
    return f"{number:f}".replace("0.", ".", 1) if abs(number) < 1 else f"{number:f}"


def scientific(number: Decimal) -> str:
    """3.75e4."""
    sign, digits, exponent = _digits(number)
    return f"{sign}{digits[0]}{'.' + digits[1:] if digits[1:] else ''}e{exponent}"


def _amount(name: str, value: Value) -> Decimal | None:
    """Return a field's value as a number if it is an amount."""
    return _number(value) if isinstance(value, str) and name not in _NO_AMOUNTS else None


@lru_cache(REMEMBERED)
def _number(text: str) -> Decimal | None:
    if len(text) > _LONGEST or not NUMBER.fullmatch(text):
        return None
    if len(text.lower().partition("e")[2]) > _EXPONENT_DIGITS:
        return None
    number = Decimal(text)
    return None if abs(number.adjusted()) > _LARGEST_EXPONENT else number


def _respelled(value: Value, text: str) -> Value:
    if text == value:
        return value
    return Number(text) if isinstance(value, Number) and NUMBER.fullmatch(text) else text


def _amounts(write: Callable[[Decimal], str]) -> Callable[[bytes], bytes]:
    def written(name: str, value: Value) -> Value:
        number = _amount(name, value)
        return value if number is None else _respelled(value, write(number))

    return change_values(written)


class _Row(NamedTuple):
    suffix: str
    title: str
    """How numbers are hashed."""
    change: Callable[[bytes], bytes]
    why: str
    languages: tuple[str, ...]
    needs: str
    seen: int = 0
    source: str = ""


_WRITERS: tuple[Callable[[Decimal], str], ...] = (
    *(javascript_number, python_float, java_double, go_float, dotnet_double, php_float, delphi_float),
    *[fixed(decimals) for decimals in range(_MOST_DECIMALS + 1)],
    *(decimal_comma, short_comma, grouped, grouped_with_points, without_zero, scientific),
)
_TINY = "an amount below 0.0001"
_VBA = "https://github.com/Querela/Kraken-API-VBA"

_ROWS = (
    _Row(
        "python-float",
        "as Python's floats: 37500.0, 1e-05",
        _amounts(python_float),
        "str() of a float adds .0 to a whole number and turns 0.00001 into 1e-05.",
        ("Python",),
        "a whole amount or one below 0.0001",
        1,
        _VBA,
    ),
    _Row(
        "float-without-point",
        "as short floats: 37500, 1e-05",
        _amounts(go_float),
        "%v and 'g' formats write the shortest digits, with an exponent below 0.0001.",
        ("Go", "Python", "Rust"),
        _TINY,
    ),
    _Row(
        "javascript-number",
        "as JavaScript's numbers: 37500, 1e-7",
        _amounts(javascript_number),
        "A number joined to a string loses its last zeros and has an exponent below 0.000001.",
        ("JavaScript", "TypeScript"),
        "an amount with zeros at its end or below 0.000001",
    ),
    _Row(
        "java-double",
        "as Java's doubles: 37500.0, 1.0E-5",
        _amounts(java_double),
        "Double.toString adds .0 to a whole number and has an exponent below 0.001.",
        ("Java", "Kotlin", "Scala"),
        "a whole amount or one below 0.001",
    ),
    _Row(
        "dotnet-double",
        "as .NET's doubles: 37500, 1E-05",
        _amounts(dotnet_double),
        "double.ToString() and CStr have an exponent below 0.0001; decimal has none.",
        ("C#", "VBA", "PowerShell"),
        _TINY,
    ),
    _Row(
        "delphi-float",
        "as Delphi's floats: 37500, 1E-5",
        _amounts(delphi_float),
        "FloatToStr has an exponent below 0.0001, without a zero in front of it.",
        ("Delphi",),
        _TINY,
    ),
    _Row(
        "php-float",
        "as PHP's floats: 37500, 1.0E-5",
        _amounts(php_float),
        "A float joined to a string has 14 digits, and an exponent below 0.0001.",
        ("PHP",),
        _TINY,
    ),
    _Row(
        "two-decimals",
        "with two decimals: 37500.00",
        _amounts(fixed(2)),
        "A format for prices (%.2f, toFixed(2), number_format) is used for the hash only.",
        (),
        "an amount without exactly two decimals",
    ),
    _Row(
        "eight-decimals",
        "with eight decimals: 37500.00000000",
        _amounts(fixed(8)),
        "A format for coins (%.8f, toFixed(8)) is used for the hash only.",
        (),
        "an amount without exactly eight decimals",
    ),
    _Row(
        "decimal-comma",
        "with a decimal comma: 1,25",
        _amounts(decimal_comma),
        "The language's or the system's locale writes a comma (CStr, ToString() without culture).",
        ("VBA", "C#", "PHP", "Java"),
        "an amount with decimals",
        1,
        _VBA,
    ),
)

NUMBERS: tuple[Mistake, ...] = tuple(
    [
        entry(
            f"amounts-as-{row.suffix}",
            f"Amounts are hashed {row.title}",
            row.change,
            row.why,
            "Keep amounts as decimal strings from end to end, written once, with a point.",
            row.languages,
            row.seen,
            row.source,
            row.needs,
            "EAPI:Invalid signature or EGeneral:Invalid arguments",
        )
        for row in _ROWS
    ]
)

ANY_AMOUNT = next(one for one in NUMBERS if one.id == "amounts-as-two-decimals")
"""Stands for all other spellings of one amount or two, and of all with other decimals."""
_Spelling = tuple[str, Value, str]
"""A field's name, its value as it is sent, and as it is hashed."""


def any_amount(body: bytes) -> Iterator[Mistake]:
    """Yield ANY_AMOUNT for other spellings of the body's amounts, under the same id.

    First one amount at a time, then all with a number of decimals, then two amounts. Nothing is
    yielded for a body without amounts.
    """
    amounts: dict[tuple[str, Value], Decimal] = {}

    def collected(name: str, value: Value) -> Value:
        number = _amount(name, value)
        if number is not None:
            amounts.setdefault((name, value), number)
        return value

    with suppress(CannotApply):
        change_values(collected)(body)
    single = [
        (name, value, text)
        for (name, value), number in amounts.items()
        for text in dict.fromkeys([write(number) for write in _WRITERS])
        if text != value
    ]
    for one in single:
        yield _member([one])
    for decimals in range(_MOST_DECIMALS + 1):
        title = f"Amounts are hashed with {decimals} decimals"
        yield ANY_AMOUNT._replace(title=title, apply=Via(_amounts(fixed(decimals))))
    for first, second in combinations(single, 2):
        if first[:2] != second[:2]:
            yield _member([first, second])


def _member(spellings: Sequence[_Spelling]) -> Mistake:
    texts = {(name, value): text for name, value, text in spellings}

    def written(name: str, value: Value) -> Value:
        text = texts.get((name, value)) if isinstance(value, str) else None
        return value if text is None else _respelled(value, text)

    words = ", ".join([f"{name} as {text}" for name, _, text in spellings])
    return ANY_AMOUNT._replace(
        title=f"An amount is hashed in another spelling: {words}",
        apply=Via(change_values(written)),
    )
