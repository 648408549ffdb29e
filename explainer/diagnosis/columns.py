"""Functions over columns of values: what makes trying many combinations fast."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from explainer.pipeline.model import Joins

Function = Callable[..., bytes]
Column = list[bytes]


def mapped(
    function: Function | None, columns: Sequence[Column], instead: bytes | None = None
) -> tuple[Column, set[int]]:
    """Return a function's results over columns, and the indices where it cannot be computed.

    Those are left out of the results, or stand as `instead`.
    """
    if function is None:
        return columns[0], set()
    if function is Joins.plain:
        return list(map(b"".join, zip(*columns, strict=True))), set()
    out: Column = []
    lost: set[int] = set()
    left = map(function, *columns)
    while True:
        try:
            out.extend(left)
        except ValueError:
            # What was made before stays, and what follows is still left.
            lost.add(len(out) if instead is not None else len(out) + len(lost))
            if instead is not None:
                out.append(instead)
        else:
            return out, lost


def once_each(function: Function | None, columns: Sequence[Column]) -> tuple[Column, set[int], bool]:
    """Return the same, b"" for what is lost, and whether values became alike that were not.

    Of one column whose values repeat, each is computed once.
    """
    if len(columns) == 1:
        [column] = columns
        values = list(set(column))
        if len(values) * 3 <= len(column) * 2:
            results, failed = mapped(function, [values], b"")
            out = list(map(dict(zip(values, results, strict=True)).__getitem__, column))
            lost = {values[index] for index in failed}
            places = {index for index, value in enumerate(column) if value in lost} if lost else set()
            return out, places, len(set(results)) < len(results)
    out, places = mapped(function, columns, b"")
    return out, places, out[0] == out[-1]
