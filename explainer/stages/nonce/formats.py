"""Texts that code writes for one number: functions from a nonce's digits to other bytes.

All raise CannotApply for a nonce that is not what they need.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from explainer.errors import CannotApply

_DIGITS = re.compile(rb"[0-9]{1,40}")
_SECONDS = 10
"""Digits of the seconds since 1970, from 2001 to 2286."""
_LAST_DIGITS = 20
_YEAR_2001 = 978307200
_YEAR_1 = 62135596800
_INT32 = 2**31


def _digits(nonce: bytes) -> bytes:
    if not _DIGITS.fullmatch(nonce):
        raise CannotApply("the nonce is not in plain digits")
    return nonce


def _time(nonce: bytes) -> tuple[bytes, bytes]:
    """Return a clock's nonce as the digits of its seconds and those of the fraction."""
    digits = _digits(nonce)
    if not _SECONDS <= len(digits) <= _LAST_DIGITS or digits[0] == 0x30:
        raise CannotApply("the nonce is no time")
    return digits[:_SECONDS], digits[_SECONDS:]


def point_zero(nonce: bytes) -> bytes:
    """1616492376594.0, as Python, Java and Swift print a float of it; large ones get an exponent."""
    return _digits(nonce) + b".0"


def seconds_with_fraction(nonce: bytes) -> bytes:
    """1616492376.594, as a clock's reading in seconds is printed."""
    seconds, fraction = _time(nonce)
    return seconds + b"." + (fraction.rstrip(b"0") or b"0")


def seconds_with_comma(nonce: bytes) -> bytes:
    """1616492376,594."""
    return seconds_with_fraction(nonce).replace(b".", b",")


def seconds_with(decimals: int) -> Callable[[bytes], bytes]:
    """Return a function that writes 1616492376.594000 with so many decimals, rounded."""

    def change(nonce: bytes) -> bytes:
        seconds, fraction = _time(nonce)
        return f"{float(seconds + b'.' + (fraction or b'0')):.{decimals}f}".encode()

    return change


def thousands(mark: str) -> Callable[[bytes], bytes]:
    """Return a function that groups the digits by threes: 1 616 492 376 594."""
    return lambda nonce: f"{int(_digits(nonce)):,}".replace(",", mark).encode()


def _shortest(nonce: bytes) -> tuple[str, int]:
    """Return the shortest digits of the nearest double, and the power of ten of the first."""
    digits, _, power = repr(float(_digits(nonce))).partition("e")
    digits = digits.removesuffix(".0")
    return digits.replace(".", "").rstrip("0") or "0", int(power) if power else len(digits) - 1


def exponent(significant: int, mark: str = "E+", *, zeros: bool = False) -> Callable[[bytes], bytes]:
    """Return a function that writes a double as 1.6165E+12 with so many digits at most.

    Zeros at the end stay only with `zeros`.
    """

    def change(nonce: bytes) -> bytes:
        mantissa, _, power = f"{float(_digits(nonce)):.{significant - 1}e}".partition("e")
        if not zeros:
            mantissa = mantissa.rstrip("0").removesuffix(".")
        return f"{mantissa}{mark}{int(power)}".encode()

    return change


def with_comma(write: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """Return a function that writes the same with a decimal comma."""
    return lambda nonce: write(nonce).replace(b".", b",")


def java_double(nonce: bytes) -> bytes:
    """1.616492376594E12, as Double.toString writes from ten million on (JDK 19 and newer)."""
    digits, power = _shortest(nonce)
    return f"{digits[0]}.{digits[1:] or '0'}E{power}".encode()


def php_microtime(nonce: bytes) -> bytes:
    """0.59400000 1616492376, as microtime() without an argument writes."""
    seconds, fraction = _time(nonce)
    return b"0." + fraction.ljust(8, b"0")[:8] + b" " + seconds


def int32(nonce: bytes) -> bytes:
    """The low 32 bits, the highest of which is the sign."""
    return b"%d" % ((int(_digits(nonce)) + _INT32) % (2 * _INT32) - _INT32)


def double(nonce: bytes) -> bytes:
    """The digits of the nearest double, which holds 53 bits."""
    return b"%d" % int(float(_digits(nonce)))


def javascript_double(nonce: bytes) -> bytes:
    """The nearest double as JavaScript prints it: its shortest digits, then zeros."""
    digits, power = _shortest(nonce)
    return digits.ljust(power + 1, "0").encode()


def earlier(nonce: bytes) -> bytes:
    """One tick of its clock, or one step of a counter, before."""
    number = int(_digits(nonce)) - 1
    if number < 0:
        raise CannotApply("the nonce is 0")
    return b"%d" % number


def since_2001(nonce: bytes) -> bytes:
    """The same time in the same unit, counted from 2001 (timeIntervalSinceReferenceDate)."""
    seconds, fraction = _time(nonce)
    return b"%d" % (int(seconds) - _YEAR_2001) + fraction


def seconds_since_2001(nonce: bytes) -> bytes:
    """The same time in whole seconds, counted from 2001."""
    return b"%d" % (int(_time(nonce)[0]) - _YEAR_2001)


def seconds_since_2001_with_fraction(nonce: bytes) -> bytes:
    """638185176.594, as timeIntervalSinceReferenceDate is printed."""
    seconds, fraction = _time(nonce)
    return b"%d." % (int(seconds) - _YEAR_2001) + (fraction.rstrip(b"0") or b"0")


def unix_ticks(nonce: bytes) -> bytes:
    """The same time in units of 100 ns, counted from 1970."""
    seconds, fraction = _time(nonce)
    return seconds + fraction.ljust(7, b"0")[:7]


def hex_digits(nonce: bytes) -> bytes:
    """The number in lowercase hex."""
    return b"%x" % int(_digits(nonce))


def ticks(nonce: bytes) -> bytes:
    """The same time in units of 100 ns, counted from the year 1 (DateTime.Ticks)."""
    seconds, fraction = _time(nonce)
    return b"%d" % (int(seconds) + _YEAR_1) + fraction.ljust(7, b"0")[:7]
