"""Functions over columns of values: what makes trying many combinations fast."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from explainer.pipeline.model import Joins

Function = Callable[..., bytes]
Column = list[bytes]


def mapped(function: Function | None, columns: Sequence[Column]) -> tuple[Column, set[int]]:
    """Return a function's results over columns, b"" where it cannot be computed, and the indices of those.

    Without a function, the first column is the result.
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
            lost.add(len(out))
            out.append(b"")
        else:
            return out, lost


def once_each(function: Function | None, columns: Sequence[Column]) -> tuple[Column, set[int], bool]:
    """Return the same as `mapped`, and whether values may have become alike that were not.

    Of one column whose values repeat, each is computed once.
    """
    if len(columns) == 1:
        [column] = columns
        values = list(set(column))
        if len(values) * 3 <= len(column) * 2:
            results, failed = mapped(function, [values])
            out = list(map(dict(zip(values, results, strict=True)).__getitem__, column))
            lost = {values[index] for index in failed}
            places = {index for index, value in enumerate(column) if value in lost} if lost else set()
            return out, places, len(set(results)) < len(results)
    out, places = mapped(function, columns)
    # A function that gives the same for all shows at the ends; looking at all would take too long.
    return out, places, out[0] == out[-1]
