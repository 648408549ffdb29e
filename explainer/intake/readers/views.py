"""Text as it was before a tool printed it, with the place in the paste of each character."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from explainer.intake.readers.model import Span
from explainer.intake.readers.strings import String


class View(NamedTuple):
    """A text, and for each character of it where in the paste it begins and ends."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Return where a stretch of the text stands in the paste."""
        if start < end:
            return self.starts[start], self.ends[end - 1]
        place = self.starts[start] if start < len(self.starts) else self.ends[-1] if self.ends else 0
        return place, place

    def is_plain(self, start: int, end: int) -> bool:
        """Return whether a stretch stands in the paste as it is, character by character."""
        begin, stop = self.span(start, end)
        return stop - begin == end - start


def part_of(text: str, start: int, end: int) -> View:
    """Return a stretch of the paste as it is."""
    return View(text[start:end], range(start, end), range(start + 1, end + 1))


def joined(views: Iterable[View]) -> View:
    """Return views one after the other."""
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for view in views:
        texts.append(view.text)
        starts += view.starts
        ends += view.ends
    return View("".join(texts), starts, ends)


def within(outer: View, inner: View) -> View:
    """Return a view of a view's text as a view of what that is one of."""
    starts = [outer.starts[at] for at in inner.starts]
    return View(inner.text, starts, [outer.ends[at - 1] for at in inner.ends])


def without_prefix(text: str, start: int, end: int, prefix: str) -> View:
    """Return the lines from a place on without what each of them begins with, up to one that does not.

    A line without any text may lack the white space at the end of its prefix.
    """
    if not prefix:
        return part_of(text, start, end)
    lines: list[View] = []
    while start < end:
        stop = text.find("\n", start, end) + 1 or end
        if text.startswith(prefix, start, stop):
            start += len(prefix)
        elif text[start:stop].strip() == prefix.strip():
            start += len(text[start:stop].rstrip())
        else:
            break
        lines.append(part_of(text, start, stop))
        start = stop
    return joined(lines)


def without(text: str, spans: Iterable[Span]) -> View:
    """Return a text less some stretches, which are given in their order and apart from each other."""
    kept: list[View] = []
    at = 0
    for start, end in spans:
        kept.append(part_of(text, at, start))
        at = end
    return joined([*kept, part_of(text, at, len(text))])


def of_bytes(data: Iterable[tuple[int, int, int]]) -> View:
    """Return bytes as text, each given with where it begins and ends; what is no UTF-8 is escaped."""
    numbers, starts, ends = zip(*data, strict=True) if (data := list(data)) else ((), (), ())
    text = bytes(numbers).decode("utf-8", "surrogateescape")
    places = [0]
    for character in text:
        places.append(places[-1] + (1 if "\udc80" <= character <= "\udcff" else len(character.encode())))
    return View(
        text,
        [starts[at] for at in places[:-1]],
        [ends[at - 1] for at in places[1:]],
    )


def of_string(text: str, string: String) -> View:
    """Return what a string literal stands for; all of it has the literal's place if it has escapes."""
    inside = string.end - 1 - len(string.value)
    if text[inside : string.end - 1] == string.value:
        return part_of(text, inside, string.end - 1)
    size = len(string.value)
    return View(string.value, [string.start] * size, [string.end] * size)
