"""Where bytes come from, as a letter, a name and one of the sixteen colours of any terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from explainer.pipeline.traced import Origin, Span
from explainer.render.formula import Piece

LETTERS: Mapping[Origin, str] = {
    Origin.NONCE: "N",
    Origin.POSTDATA: "P",
    Origin.PATH: "U",
    Origin.DIGEST: "D",
    Origin.KEY: "K",
    Origin.MAC: "M",
    Origin.API_KEY: "A",
    Origin.ADDED: "+",
}
"""The sign that goes with every colour, so that nothing is told by colour alone."""

NAMES: Mapping[Origin, str] = {
    Origin.NONCE: "nonce",
    Origin.POSTDATA: "POST data",
    Origin.PATH: "URI path",
    Origin.DIGEST: "digest",
    Origin.KEY: "private key",
    Origin.MAC: "MAC",
    Origin.API_KEY: "API key",
    Origin.ADDED: "added by a mistake",
}

# Select Graphic Rendition codes (ECMA-48), those of the sixteen colours that most palettes keep
# readable on light and on dark.
_CODES: Mapping[Origin, str] = {
    Origin.NONCE: "33",
    Origin.POSTDATA: "32",
    Origin.PATH: "36",
    Origin.DIGEST: "35",
    Origin.KEY: "31",
    Origin.MAC: "94",
    Origin.API_KEY: "4",
    Origin.ADDED: "7",
}


class Paint:
    """Colours text for a terminal, or leaves it as it is."""

    __slots__ = ("on",)

    def __init__(self, on: bool) -> None:
        self.on = on

    def origin(self, text: str, origin: Origin | None) -> str:
        return text if origin is None else self._code(text, _CODES[origin])

    def pieces(self, pieces: Iterable[Piece]) -> str:
        return "".join([self.origin(text, origin) for text, origin in pieces])

    def strong(self, text: str) -> str:
        return self._code(text, "1")

    def faint(self, text: str) -> str:
        return self._code(text, "2")

    def right(self, text: str) -> str:
        return self._code(text, "1;32")

    def wrong(self, text: str) -> str:
        return self._code(text, "1;31")

    def _code(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and text else text


def wanted(when: str, *, terminal: bool, environment: Mapping[str, str]) -> bool:
    """Return whether to use colours: `when` is always, never, or auto.

    auto means on a terminal, unless NO_COLOR is set and not empty (https://no-color.org) or TERM
    says that the terminal can do nothing.
    """
    if when != "auto":
        return when == "always"
    return terminal and not environment.get("NO_COLOR") and environment.get("TERM", "") not in ("", "dumb")


def runs(spans: Iterable[Span], start: int, stop: int) -> str:
    """Return the origins of the bytes from start to stop: P, or P6 N7 for six of one, seven of another."""
    found = [
        (LETTERS[origin], min(end, stop) - max(begin, start))
        for begin, end, origin in spans
        if begin < stop and end > start
    ]
    if len(found) == 1:
        return found[0][0]
    return " ".join([f"{letter}{count}" for letter, count in found])
