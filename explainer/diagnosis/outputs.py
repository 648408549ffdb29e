"""Read a pasted signature backwards: which MAC it may be, and how that was written down.

This takes the decisions of the last stage out of the search. A liberal reader proposes byte
strings; each is then written down forwards in every way of the catalogue, and only those that give
the pasted text to the letter count. So a new mistake of the last stage is found without anything
said here, as long as its bytes can be read at all. What loses bytes (a charset, a cut, folded
case) cannot be read backwards: see `lossy`.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import shake_256
from itertools import product
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from explainer.diagnosis.space import Option, Space, picker
from explainer.pipeline.model import Decision, Mistake

_DEPTH = 4
_LONGEST = 4096
_HEX = re.compile(rb"[0-9A-Fa-f]+\Z")
_NUMBERS = re.compile(rb"-?\d{1,3}(?:[,\s]+-?\d{1,3})+\Z")
_LABELLED = re.compile(rb"[ -~]{0,30}[=:] ([0-9A-Fa-f]+)\n?\Z")
"""What openssl and CryptoKit print."""
_REPR = re.compile(rb"b(['\"])(.*)\1\Z", re.DOTALL)


def _samples(size: int) -> tuple[bytes, ...]:
    """Return MACs of a size that have a NUL inside and end in a line feed, as some do."""
    made = [shake_256(b"%d" % number).digest(size) for number in range(3)]
    return tuple([one[:5] + b"\0" + one[6:-1] + b"\n" for one in made])


SAMPLES = tuple([_samples(size) for size in (64, 48, 32, 20)])
"""Three MACs of each size, to see what a way of writing them down does."""


class Output(NamedTuple):
    """A MAC that gives the pasted text when it is written down with these mistakes."""

    mac: bytes
    mistakes: tuple[Mistake, ...]
    cost: float


def pasted(signature: str) -> bytes:
    """Return a pasted signature as the bytes that the last stage would have written."""
    try:
        return signature.encode("latin-1")
    except UnicodeEncodeError:
        return signature.encode(errors="surrogatepass")


def outputs(signature: bytes, space: Space, decisions: Sequence[Decision]) -> tuple[Output, ...]:
    """Return every MAC and way to write it down, with up to two mistakes, that gives this text."""
    every = tuple(ways(space, decisions))
    found: dict[tuple[bytes, tuple[Mistake, ...]], Output] = {}
    for mac in candidates(signature):
        for way in every:
            try:
                text = write_down(mac, way)
            except ValueError:
                continue
            if text == signature:
                made = tuple([option.mistake for option in way if option.mistake])
                found.setdefault((mac, made), Output(mac, made, sum(option.cost for option in way)))
    return tuple(sorted(found.values(), key=lambda output: (len(output.mistakes), output.cost)))


class Unrelated(NamedTuple):
    """Mistakes that give the pasted text without any MAC in it."""

    mistakes: tuple[Mistake, ...]
    cost: float
    level: int


def unrelated(signature: bytes, space: Space, start: int) -> Iterator[Unrelated]:
    """Yield the explanations in which the last stage wrote something else than the MAC.

    `start` is the place of the last stage's first decision.
    """
    for place in range(start, len(space.decisions)):
        later = list(product(*[_unary(space, after) for after in range(place + 1, len(space.decisions))]))
        subject = space.decisions[place].subject
        for reads, options in space.groups[place]:
            if reads == (subject,):
                variants: list[tuple[tuple[bytes, ...], tuple[Mistake, ...], float, int]] = [
                    (SAMPLES[0][:1], (), 0.0, 0)
                ]
                options = tuple([option for option in options if _constant(option)])
            else:
                names = tuple(sorted(reads))
                order = picker(names, reads)
                variants = [
                    (order(values), made, cost, level)
                    for level in range(space.depth + 1)
                    for values, made, cost in space.variants(names, start, level)
                ]
            for (given, made, cost, level), option, way in product(variants, options, later):
                whole = (option, *way)
                if _text(given, whole) == signature:
                    mistakes = tuple([one.mistake for one in whole if one.mistake])
                    yield Unrelated((*made, *mistakes), cost + sum(one.cost for one in whole), level)


def _constant(option: Option) -> bool:
    if option.mistake is None or option.function is None:
        return False
    return len({option.function(sample) for sample in SAMPLES[0]}) == 1


def _text(given: tuple[bytes, ...], way: tuple[Option, ...]) -> bytes | None:
    assert way[0].function is not None
    try:
        return write_down(way[0].function(*given), way[1:])
    except ValueError:
        return None


def candidates(signature: bytes) -> tuple[bytes, ...]:
    """Return all byte strings that this text may stand for, read as liberally as can be."""
    found = {signature: None}
    fresh = [signature]
    for _ in range(_DEPTH):
        read = [reading for text in fresh for reading in _readings(text)]
        fresh = [text for text in dict.fromkeys(read) if 0 < len(text) <= _LONGEST and text not in found]
        found.update(dict.fromkeys(fresh))
    return tuple(found)


def _readings(text: bytes) -> Iterator[bytes]:
    dense = b"".join(text.split())
    if dense != text:
        yield dense
    if b"%" in text:
        yield unquote_to_bytes(text)
    quoted = _REPR.match(text)
    if quoted:
        yield quoted[2]
    if len(text) > 1 and text[:1] == text[-1:] and text[:1] in (b'"', b"'"):
        yield text[1:-1]
    labelled = _LABELLED.match(text)
    if labelled:
        yield labelled[1]
    bare = re.sub(rb"0x|[-:,\s]", b"", text)
    if len(bare) % 2 == 0 and _HEX.match(bare):
        yield bytes.fromhex(bare.decode())
    numbers = text.strip(b"[](){} ")
    if _NUMBERS.match(numbers):
        values = [int(number) for number in re.split(rb"[,\s]+", numbers)]
        if all(-128 <= value < 256 for value in values):
            yield bytes([value % 256 for value in values])
    standard = dense.replace(b"-", b"+").replace(b"_", b"/").rstrip(b"=")
    with suppress(binascii.Error):
        yield b64decode(standard + b"=" * (-len(standard) % 4), validate=True)
    with suppress(UnicodeError):
        yield text.decode().encode("latin-1")
    if len(text) % 2 == 0:
        yield from (text[::2], text[1::2]) if 0 in text[:2] else ()


def ways(space: Space, decisions: Sequence[Decision]) -> Iterator[tuple[Option, ...]]:
    """Yield all ways to make the last stage's decisions with at most two mistakes, fewest first."""
    first = len(space.decisions) - len(decisions)
    choices = [_unary(space, place) for place in range(first, len(space.decisions))]
    every = [way for way in product(*choices) if sum(option.mistake is not None for option in way) <= 2]
    yield from sorted(every, key=lambda way: sum(option.mistake is not None for option in way))


def _unary(space: Space, place: int) -> list[Option]:
    subject = space.decisions[place].subject
    return [option for reads, options in space.groups[place] if reads == (subject,) for option in options]


def write_down(mac: bytes, way: tuple[Option, ...]) -> bytes | None:
    """Return the MAC written down in this way, or None if a mistake changes nothing on the way."""
    value = mac
    for option in way:
        if option.function is not None:
            before, value = value, option.function(value)
            if option.mistake is not None and value == before:
                return None
    return value
