"""The order of the fields in the hashed text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, permutations

from explainer.errors import CannotApply
from explainer.pipeline.model import Mistake, Via
from explainer.stages.postdata.bodies import field_names, is_json, json_object, reorder, to_bytes
from explainer.stages.postdata.entry import entry
from explainer.stages.postdata.jsontext import Container, Node, Scalar, write

_Order = Callable[[Sequence[str], Sequence[bytes]], Sequence[int]]
_INDEX = re.compile(r"0|[1-9][0-9]{0,9}")
_INDEX_LIMIT = 2**32 - 1


def _by(order: _Order) -> Callable[[bytes], bytes]:
    def change(body: bytes) -> bytes:
        return reorder(body, order)

    return change


def _sorted(body: bytes) -> bytes:
    """Sort a form by its decoded names, a JSON object at all its levels."""
    if is_json(body):
        return to_bytes(write(_sorted_node(json_object(body))))
    return reorder(body, _by_name)


def _sorted_node(node: Node) -> Node:
    if isinstance(node, Scalar):
        return node
    members = [member._replace(value=_sorted_node(member.value)) for member in node.members]
    if node.opening[0] == "{":
        members.sort(key=lambda member: member.key)
    return Container(node.opening, tuple(members), node.commas, node.closing)


def _by_name(names: Sequence[str], texts: Sequence[bytes]) -> Sequence[int]:
    return sorted(range(len(names)), key=names.__getitem__)


def _backwards(names: Sequence[str], texts: Sequence[bytes]) -> Sequence[int]:
    return range(len(names) - 1, -1, -1)


def _first(name: str) -> _Order:
    return lambda names, texts: sorted(range(len(names)), key=lambda at: names[at] != name)


def _last(name: str) -> _Order:
    return lambda names, texts: sorted(range(len(names)), key=lambda at: names[at] == name)


def _integers_first(names: Sequence[str], texts: Sequence[bytes]) -> Sequence[int]:
    """JavaScript's order of an object's properties: array indices rise, the others stay (ECMA-262)."""

    def rank(at: int) -> tuple[bool, int]:
        name = names[at]
        index = int(name) if _INDEX.fullmatch(name) else _INDEX_LIMIT
        return (False, index) if index < _INDEX_LIMIT else (True, 0)

    return sorted(range(len(names)), key=rank)


def hash_map_order(names: Sequence[str]) -> list[int]:
    """Return the order in which a java.util.HashMap gives these names, as their numbers.

    Its table has 16 places, twice as many whenever it is more than three quarters full; a name's
    place is its hash code, upper half folded into the lower. Names of one place keep their order.
    """
    size = 16
    while len(names) > size * 3 // 4:
        size *= 2
    return sorted(range(len(names)), key=lambda at: _place(names[at]) & (size - 1))


def _place(name: str) -> int:
    code = 0
    units = name.encode("utf-16-be", "surrogatepass")
    for at in range(0, len(units), 2):
        code = (31 * code + units[at] * 256 + units[at + 1]) & 0xFFFFFFFF
    return code ^ code >> 16


def _hash_map(names: Sequence[str], texts: Sequence[bytes]) -> Sequence[int]:
    return hash_map_order(names)


ANY_ORDER = entry(
    "body-in-another-order",
    "The fields are hashed in another order than the one sent",
    _by(_backwards),
    "Maps of Go, Swift, Perl and older Python give their fields in any order, another one each time; the"
    " text for the hash and the body are written at two times, or from two collections.",
    languages=("Go", "Swift", "Perl", "Python"),
    seen=1,
    source="taourl.com/read-2529184.html (an article on Go)",
    needs="two fields",
)
"""Stands for all orders with the reverse one; `any_order` makes the others."""


def any_order(body: bytes) -> Iterator[Mistake]:
    """Yield ANY_ORDER for each order of the body's fields, under the same id.

    First one field moves, then all permutations come; there are n! of them. Nothing is yielded for
    a body without fields to reorder.
    """
    try:
        names = field_names(body)
    except CannotApply:
        return
    for order in _orders(len(names)):
        written = ", ".join([names[at] for at in order])
        yield ANY_ORDER._replace(title=f"{ANY_ORDER.title}: {written}", apply=Via(_by(_given(order))))


def _orders(count: int) -> Iterator[tuple[int, ...]]:
    for moved in range(count):
        rest = [at for at in range(count) if at != moved]
        for to in range(count):
            if to not in (moved, moved + 1):
                yield (*rest[:to], moved, *rest[to:])
    yield from islice(permutations(range(count)), 1, None)


def _given(order: Sequence[int]) -> _Order:
    """Return this order for a body of so many fields, their own for another."""
    return lambda names, texts: order if len(names) == len(order) else range(len(names))


ORDER: tuple[Mistake, ...] = (
    entry(
        "body-sorted",
        "The fields are hashed sorted by name, sent in another order",
        _sorted,
        "Other exchanges ask for sorted parameters and articles say the same of Kraken; ksort, a"
        " TreeMap, url.Values.Encode or sort_keys sort what is hashed and not what is sent.",
        "Kraken asks for no order. Build the text once, in any order, sign it and send it.",
        ("PHP", "Go", "Java", "Python", "JavaScript"),
        seen=3,
        source="kdj.com and volcengine.com/article/908388 (articles)",
        needs="fields that are not sorted by name",
    ),
    ANY_ORDER,
    entry(
        "body-nonce-first",
        "The nonce is the first field of the hashed text, not of the body",
        _by(_first("nonce")),
        "The nonce is put in front of the parameters for the hash and behind them for the body.",
        languages=("JavaScript", "Python", "PHP", "Java"),
        seen=1,
        source="https://github.com/knowm/XChange/pull/170",
        needs="a nonce that is not the first field",
    ),
    entry(
        "body-nonce-last",
        "The nonce is the last field of the hashed text, not of the body",
        _by(_last("nonce")),
        "The nonce is appended to the parameters for the hash and stands elsewhere in the body.",
        languages=("JavaScript", "Python", "PHP", "Java"),
        seen=1,
        source="https://github.com/knowm/XChange/pull/170",
        needs="a nonce that is not the last field",
    ),
    entry(
        "body-in-hashmap-order",
        "The fields are hashed in the order of a Java HashMap",
        _by(_hash_map),
        "A HashMap keeps no order of its own but that of its hash codes; the body is written from"
        " another collection.",
        "Use a LinkedHashMap, and better: write the text once, sign it and send it.",
        ("Java", "Kotlin", "Scala"),
        seen=1,
        source="https://github.com/knowm/XChange/pull/170",
        needs="fields that a HashMap gives in another order",
    ),
    entry(
        "body-integer-names-first",
        "Fields whose names are integers are hashed first",
        _by(_integers_first),
        "A JavaScript object moves names that are whole numbers to the front, in rising order.",
        languages=("JavaScript", "TypeScript"),
        needs="a field whose name is a whole number behind another field",
    ),
)
