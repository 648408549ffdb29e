"""One printed value, read in every way that makes sense."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.errors import InputError
from explainer.intake.dumps.digits import base64s, decimals, digest_lines, hexes
from explainer.intake.dumps.framed import framed
from explainer.intake.dumps.literals import bare_escapes, between_quotes, literals
from explainer.intake.dumps.reading import Reading
from explainer.intake.dumps.tables import characters, tables
from explainer.secret import encode_text

LARGEST = 1 << 20
"""Longest text that is read, in characters."""

_AROUND = " \t\r\n\ufeff"
_READERS = (tables, framed, digest_lines, literals, decimals, hexes, base64s, between_quotes)
_SPACED_READERS = (characters, bare_escapes)
"""Readers that need the spaces around a value; they are asked when the others know nothing better."""
_VAGUE = frozenset({"base64", "base64url", "text"})


def read_value(text: str) -> tuple[Reading, ...]:
    """Return every reading of one printed value, the most specific first, as text last.

    No two readings have the same bytes. Text as such is the text without its final line break, in
    UTF-8. Raises InputError for a text of more than `LARGEST` characters and for half a surrogate
    pair.
    """
    check_size(text)
    text = text.removesuffix("\n").removesuffix("\r")
    plain = Reading(encode_text(text, "value"), "text")
    readings: dict[tuple[bytes, bool], Reading] = {}
    for reading in _readings(text):
        if (reading.data, reading.complete) != (plain.data, True):
            readings.setdefault((reading.data, reading.complete), reading)
    return (*readings.values(), plain)


def check_size(text: str) -> None:
    """Raise InputError if a text is too long to be read."""
    if len(text) > LARGEST:
        raise InputError(
            "value",
            f"{len(text):,} characters are too many to read a value from",
            hint=f"give at most {LARGEST:,}: the value itself, without the log around it",
        )


def _readings(text: str) -> Iterator[Reading]:
    bare = text.strip(_AROUND)
    if not bare:
        return
    readings = [reading for reader in _READERS for reading in reader(bare)]
    if all(reading.form in _VAGUE for reading in readings):
        yield from (reading for reader in _SPACED_READERS for reading in reader(text))
    yield from readings
