"""What echo or printf hands on to the command behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from explainer.intake.readers.curl.bash import bash_words
from explainer.intake.readers.curl.words import Piece, Sign, Source, Word

_REACH = 4_000
"""Characters in front of a command in which the one before it begins."""
MOST = 100
"""Commands of one text that are looked at for what they hand on."""
_NAMES = ("echo ", "printf ")
_BEFORE = " \t\n;&(`'\"$>%#"
_NO_LINE_FEED = ("-n", "-nE", "-En")
_FORMATS = ("%s", "%s\\n")


class Piped(NamedTuple):
    """What a command reads, and where the one begins that hands it on."""

    word: Word
    start: int


class Pipes:
    """Reads what the commands of one text hand on."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._left = MOST

    def read(self, at: int, floor: int) -> Piped | None:
        """Return what is handed on to the command that begins at a place, None if that is not plain.

        Nothing in front of `floor` belongs to it.
        """
        text = self._source.text
        begin = max(floor, at - _REACH)
        if not self._left or not text[begin:at].rstrip(" \t\\\r\n").endswith("|"):
            return None
        start = max(text.rfind(name, begin, at) for name in _NAMES)
        if start < 0 or (start and text[start - 1] not in _BEFORE):
            return None
        self._left -= 1
        tokens = list(bash_words(self._source, start, at))
        words = [token for token in tokens if isinstance(token, Word)]
        signs = [token.text for token in tokens if isinstance(token, Sign) and token.text != "\n"]
        word = _handed_on(words) if signs == ["|"] and len(words) > 1 else None
        return None if word is None else Piped(word, start)


def _handed_on(words: list[Word]) -> Word | None:
    name, option = words[0].text, words[1].text
    if name == "printf":
        if len(words) == 3 and option in _FORMATS:
            return _with_line_feed(words[2]) if option.endswith("n") else words[2]
        return words[1] if len(words) == 2 and not set("%\\") & set(option) else None
    bare = option in _NO_LINE_FEED
    pieces = list(_joined(words[2:] if bare else words[1:]))
    if not pieces or (option.startswith("-") and not bare):
        return None
    return Word(tuple(pieces)) if bare else _with_line_feed(Word(tuple(pieces)))


def _joined(words: list[Word]) -> Iterator[Piece]:
    for number, word in enumerate(words):
        if number:
            yield Piece(" ", word.span[0], word.span[0])
        yield from word.pieces


def _with_line_feed(word: Word) -> Word:
    end = word.span[1]
    return Word((*word.pieces, Piece("\n", end, end)))
