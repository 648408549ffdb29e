"""What methods make of the values that code holds."""

from __future__ import annotations

import re

from explainer.intake.readers.entries import as_pairs
from explainer.intake.readers.literals import Call, Items, Number, Pairs, Text, Value

_FIELD = re.compile(r"\{(\w{0,40})\}|\{\{|\}\}")
_OTHER = re.compile(r"[{}]")
_PAIR = ("KeyValuePair", "new")
"""What C# calls a name with a value."""


def text_made_by(value: Value, method: str) -> Value:
    """Return the text that a method makes of a value; most leave it as it is.

    Go's net/url writes values sorted by their names.
    """
    if method == "toString" and isinstance(value, Call) and value.function.endswith("URLSearchParams"):
        return value._replace(function="URLSearchParams.toString")
    if method != "Encode" or not isinstance(value, Pairs):
        return value
    pairs = tuple(sorted([(name, _only(one)) for name, one in value.pairs], key=lambda pair: pair[0]))
    return Call("url.Values.Encode", (("", value._replace(pairs=pairs)),), value.span)


def formatted(template: str, given: list[tuple[str, Value]]) -> str | None:
    """Return what Python's format puts together, None if that is not known.

    `given` are the arguments, positional ones with an empty name.
    """
    named = {name: one for name, one in given if name}
    named |= {f"{place}": one for place, (name, one) in enumerate(given) if not name}
    pieces: list[str] = []
    count = at = 0
    for field in _FIELD.finditer(template):
        pieces.append(template[at : field.start()])
        at = field.end()
        if field[1] is None:
            pieces.append(field[0][0])
            continue
        value = named.get(field[1] or f"{count}")
        count += not field[1]
        if not isinstance(value, (Text, Number)):
            return None
        pieces.append(value.value if isinstance(value, Text) else value.written)
    return None if _OTHER.search(_FIELD.sub("", template)) else "".join([*pieces, template[at:]])


def changed_by(value: Value | None, method: str, given: list[Value]) -> Value | None:
    """Return an object after a call of a method that changes it, None if that is not known."""
    if method == "update" and len(given) == 1 and isinstance(given[0], Pairs):
        for name, one in given[0].pairs:
            value = with_entry(value, name, one)
        return value
    if len(given) == 1 and isinstance(given[0], Call) and given[0].function in _PAIR:
        given = [one for _, one in given[0].arguments]
    if len(given) != 2 or not isinstance(given[0], Text):
        return None
    name = given[0].value
    if method in ("set", "Set"):
        return with_entry(value, name, given[1])
    new = isinstance(holder := _holder(value), Pairs) and name not in dict(holder.pairs)
    return with_entry(value, name, given[1]) if new and method in ("append", "add", "Add") else None


def with_entry(value: Value | None, name: str, entry: Value) -> Value | None:
    """Return an object with an entry set, None if it is none."""
    holder = _holder(value)
    if not isinstance(holder, Pairs):
        return None
    changed = holder._replace(pairs=tuple({**dict(holder.pairs), name: entry}.items()))
    return value._replace(arguments=(("", changed),)) if isinstance(value, Call) else changed


def _holder(value: Value | None) -> Value | None:
    """Return the object in which a value has its entries; an empty list of PHP becomes one."""
    if isinstance(value, Call) and value.function.endswith("URLSearchParams"):
        inner = value.arguments[0][1] if value.arguments else Pairs((), value.span)
        return as_pairs(inner) or inner
    return Pairs((), value.span) if isinstance(value, Items) and not value.items else value


def _only(value: Value) -> Value:
    """Return the one value of a list of Go."""
    return value.items[0] if isinstance(value, Items) and len(value.items) == 1 else value
