"""What Textual's terminal driver gets wrong for pasted text, mended: escapes and bad UTF-8 in a paste."""

from __future__ import annotations

from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable, Iterable
from functools import partial

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

# Noncharacters, which Unicode keeps for use inside a program: no paste can mean them.
_STAND_INS = {code: 0xFDD0 + code for code in (0x00, 0x1B)}
_MEANT = {stand_in: code for code, stand_in in _STAND_INS.items()}


class SafeParser(XTermParser):
    """A parser for which all between the marks of a paste is text.

    The original takes an escape inside of a paste for the beginning of a key, so that what follows
    reaches the program as keys, and drops NUL. Here both come through as stand-ins, which
    `as_pasted` turns back.
    """

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasting = False
        self._before = ""
        """The end of what was passed on, where a mark can have begun."""
        self._held = ""
        """The beginning of a mark at the end of what came."""

    def feed(self, data: str) -> Iterable[Message]:
        safe = self._safe(data)
        # No text at all would mean the end of the input.
        return super().feed(safe) if safe or not data else ()

    def _safe(self, data: str) -> str:
        out = []
        while data:
            if self._pasting:
                part, data = self._pasted(self._held + data)
            else:
                part, data = self._typed(data)
            out.append(part)
        return "".join(out)

    def _typed(self, data: str) -> tuple[str, str]:
        text = self._before + data
        at = text.find(BRACKETED_PASTE_START)
        if at < 0:
            self._before = text[-len(BRACKETED_PASTE_START) + 1 :]
            return data, ""
        end = at + len(BRACKETED_PASTE_START) - len(self._before)
        self._pasting, self._before = True, ""
        return data[:end], data[end:]

    def _pasted(self, text: str) -> tuple[str, str]:
        at = text.find(BRACKETED_PASTE_END)
        if at >= 0:
            end = at + len(BRACKETED_PASTE_END)
            self._pasting, self._held = False, ""
            return text[:at].translate(_STAND_INS) + BRACKETED_PASTE_END, text[end:]
        keep = _begun(text, BRACKETED_PASTE_END)
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep].translate(_STAND_INS), ""


def as_pasted(text: str) -> str:
    """Return the text of a paste with its escapes and NULs again."""
    return text.translate(_MEANT)


def mend_driver() -> None:
    """Make the driver of this terminal use `SafeParser`, and survive bytes that are no UTF-8.

    Only the drivers for Linux and macOS read bytes; on others there is nothing to mend.
    """
    try:
        from textual.drivers import linux_driver
    except ImportError:
        return
    vars(linux_driver).update(XTermParser=SafeParser, getincrementaldecoder=_forgiving_decoder)


def _forgiving_decoder(encoding: str) -> Callable[[], IncrementalDecoder]:
    return partial(getincrementaldecoder(encoding), errors="replace")


def _begun(text: str, mark: str) -> int:
    """Return how many characters at the end of the text could be the beginning of the mark."""
    return next((size for size in range(len(mark) - 1, 0, -1) if text.endswith(mark[:size])), 0)
