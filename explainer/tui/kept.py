"""What a text field keeps beside what it shows: control characters as they are, private keys masked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from explainer.intake.concealing import BULLET, blanked
from explainer.intake.readers.model import Span
from explainer.render.visible import visible
from explainer.secret import Secret

Keys = Callable[[str], Iterable[Span]]
"""Returns where a text shows a private key, or what may be one."""

_WHOLE = 88
"""Characters that a private key has in the shortest of its spellings; less may be the beginning of one."""
_MAY_HOLD_KEYS = ("signature", "observed", "answer")
_MAY_CARRY_KEYS = ("body",)


def no_keys(text: str) -> Iterable[Span]:
    """Say that there is nothing to mask: in the private key's own field, and where a signature belongs."""
    return ()


class Kept(NamedTuple):
    """The text of a field and what is shown of it, a character for each."""

    text: str
    shown: str
    come: tuple[Span, ...] = ()
    """Where the keys stand that came with the last edit, whatever they came beside."""

    @classmethod
    def of(cls, text: str, keys: Keys, *, lines: bool = False) -> Kept:
        """Return a text as a field shows it; with `lines`, line feeds stay."""
        return cls(text, blanked(visible(text, lines=lines), keys(text)))

    def edited(self, now: str, keys: Keys, *, lines: bool = False) -> Kept:
        """Return the text after an edit that made `now` of what is shown.

        What the edit leaves in place keeps its real characters.
        """
        start = _alike(self.shown, now)
        tail = _alike(self.shown[start:][::-1], now[start:][::-1])
        return self.replaced(start, len(self.shown) - tail, now[start : len(now) - tail], keys, lines=lines)

    def replaced(self, start: int, end: int, typed: str, keys: Keys, *, lines: bool = False) -> Kept:
        """Return the text with another one in the place of a stretch.

        What is masked stays so, whatever comes beside it, and goes as a whole; a key that comes is
        masked, whatever it comes beside.
        """
        if self._within(start):
            start = self._edge(start, -1)
        if self._within(end):
            end = self._edge(end, 1)
        text = self.text[:start] + typed + self.text[end:]
        after = start + len(typed)
        come = tuple([(start + first, start + last) for first, last in sorted(keys(typed))])
        fresh = blanked(Kept.of(text, keys, lines=lines).shown, come)
        return Kept(
            text,
            self._still(fresh[:start], 0) + fresh[start:after] + self._still(fresh[after:], end),
            come,
        )

    def masked(self, at: int) -> bool:
        """Return whether a character is not shown as it is because it belongs to a key."""
        return 0 <= at < len(self.shown) and self.shown[at] == BULLET != self.text[at]

    @property
    def stretches(self) -> Iterator[Span]:
        """The stretches that are masked."""
        if BULLET not in self.shown:
            return
        signs = ["x" if self.masked(at) else " " for at in range(len(self.shown))]
        yield from [one.span() for one in re.finditer("x+", "".join(signs))]

    def _within(self, at: int) -> bool:
        return self.masked(at - 1) and self.masked(at)

    def _edge(self, at: int, step: int) -> int:
        while self._within(at):
            at += step
        return at

    def _still(self, fresh: str, start: int) -> str:
        return "".join([BULLET if self.masked(start + at) else sign for at, sign in enumerate(fresh)])


def without_key(field: str, kept: Kept, keys: Keys) -> tuple[str, Secret | None]:
    """Return a field's text less the private key in it, and the key; None where there is none.

    It stays among printed values, and in POST data that has more than it, because it can belong there;
    but not where it came into the midst of something else.
    """
    text = kept.text
    if field in _MAY_HOLD_KEYS:
        return text, None
    alone = sorted(keys(text))
    spans = [span for span in (*kept.come, *alone, *kept.stretches) if span[1] - span[0] >= _WHOLE]
    start, end = spans[0] if spans else (0, 0)
    key, rest = text[start:end], text[:start] + text[end:]
    if not key or (field in _MAY_CARRY_KEYS and (start, end) in alone and rest.strip()):
        return text, None
    return rest, Secret(key)


def _alike(a: str, b: str) -> int:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count
