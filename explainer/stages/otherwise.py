"""Families of mistakes: an entry of the catalogue stands for many that happen in one place.

The entry's id and its words hold for all of them; each of the others has a title of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from explainer.pipeline.model import Apply, Mistake, Via

Change = Callable[[bytes], bytes]


def otherwise(entry: Mistake, changes: Mapping[str, Change]) -> Iterator[Mistake]:
    """Yield the entry once for each title, with this change of the decision's subject."""
    return titled(entry, {title: Via(change) for title, change in changes.items()})


def titled(entry: Mistake, ways: Mapping[str, Apply]) -> Iterator[Mistake]:
    """Yield the entry once for each title, done in this way."""
    for title, apply in ways.items():
        yield entry._replace(title=title, apply=apply)


def ending(entries: Iterable[Mistake], end: str) -> Mistake:
    """Return the first of some entries whose id ends like this."""
    return next(entry for entry in entries if entry.id.endswith(end))


def always(text: bytes) -> Change:
    """Return a function that gives the same bytes whatever it gets."""
    return lambda _: text


def around(before: bytes, after: bytes = b"") -> Change:
    """Return a function that puts something before and after what it gets."""
    return lambda data: before + data + after
