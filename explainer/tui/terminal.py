"""What Textual's terminal driver gets wrong, mended.

For pasted text: escapes, bad UTF-8, missing marks. For a terminal that is gone: the program must end.
"""

from __future__ import annotations

import re
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from functools import partial
from time import monotonic

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.drivers._writer_thread import WriterThread
from textual.events import Paste
from textual.message import Message

PAUSE = 0.1
"""Seconds without anything new after which a paste without marks is over."""
_AT_ONCE = 64
"""Characters that nobody types before a program reads them."""
_DIFFERENT = 8
"""Characters of these that must differ: a key that is held down gives many of one."""
_SEQUENCE = re.compile(r"\x1b(?:\[[0-9;:<?]*[ -/]*[@-~]|O.)")


class SafeParser(XTermParser):
    """A parser for which all between the marks of a paste is text, and so is what nobody can type.

    The original takes an escape inside of a paste for the beginning of a key, so that what follows
    reaches the program as keys, and drops NUL. Where the marks are missing, or the first of them came
    in pieces, it takes all for keys: a log would press thousands of them.
    """

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasting = False
        self._text: list[str] = []
        """The paste so far."""
        self._before = ""
        """The end of what was passed on, where a mark can have begun."""
        self._held = ""
        """The beginning of a mark at the end of what came."""
        self._unmarked: list[str] = []
        self._over = 0.0
        """When the paste without marks is over, unless more of it comes."""

    def feed(self, data: str) -> Iterable[Message]:
        if not data:
            # The end of the input.
            yield from super().feed(data)
        while data:
            data = yield from self._pasted(data) if self._pasting else self._typed(data)

    def tick(self) -> Iterable[Message]:
        if self._unmarked and monotonic() >= self._over:
            yield self._without_marks()
        yield from super().tick()

    def _typed(self, data: str) -> Generator[Message, None, str]:
        """Yield what the beginning of the data says, and return the rest of it."""
        text = self._before + data
        at = text.find(BRACKETED_PASTE_START)
        if at < 0 and (self._unmarked or _is_too_much(data)):
            self._unmarked.append(data)
            self._over = monotonic() + PAUSE
            return ""
        if self._unmarked:
            yield self._without_marks()
        if at < 0:
            self._before = text[-len(BRACKETED_PASTE_START) + 1 :]
            yield from super().feed(data)
            return ""
        end = at + len(BRACKETED_PASTE_START) - len(self._before)
        begun = at < len(self._before)
        self._pasting, self._before = True, ""
        if not begun or self._timeout_time is not None:
            # The original sees a paste of nothing, unless it gave up waiting for the rest of the mark.
            for message in super().feed(data[:end] + BRACKETED_PASTE_END):
                if not isinstance(message, Paste):
                    yield message
        return data[end:]

    def _pasted(self, data: str) -> Generator[Message, None, str]:
        """Yield the paste if it ends in the data, and return what comes after it."""
        text = self._held + data
        at = text.find(BRACKETED_PASTE_END)
        if at < 0:
            keep = len(text) - _begun(text, BRACKETED_PASTE_END)
            self._text.append(text[:keep])
            self._held = text[keep:]
            return ""
        whole = "".join([*self._text, text[:at]])
        self._pasting, self._held = False, ""
        self._text.clear()
        yield Paste(whole)
        return text[at + len(BRACKETED_PASTE_END) :]

    def _without_marks(self) -> Paste:
        whole = "".join(self._unmarked)
        self._unmarked.clear()
        self._before = ""
        return Paste(whole)


class SafeWriter(WriterThread):
    """A writer that goes on taking what is to be written when the terminal is gone.

    The original ends with the error. Then its queue fills, and the program waits for ever to put the
    next frame there, a private key in its memory.
    """

    def run(self) -> None:
        while (text := self._queue.get()) is not None:
            with suppress(OSError):
                self._file.write(text)
                if not self._queue.qsize():
                    self._file.flush()
        with suppress(OSError):
            self._file.flush()


def mend_driver() -> None:
    """Make this terminal's driver use `SafeParser` and `SafeWriter`, and survive bytes that are no UTF-8.

    Only the drivers for Linux and macOS read bytes; on others there is nothing to mend.
    """
    try:
        from textual.drivers import linux_driver
    except ImportError:
        return
    vars(linux_driver).update(
        XTermParser=SafeParser, WriterThread=SafeWriter, getincrementaldecoder=_forgiving_decoder
    )


def _forgiving_decoder(encoding: str) -> Callable[[], IncrementalDecoder]:
    return partial(getincrementaldecoder(encoding), errors="replace")


def _is_too_much(data: str) -> bool:
    """Return whether nobody can have typed all of this since the program read last."""
    typed = _SEQUENCE.sub("", data) if len(data) >= _AT_ONCE else ""
    return len(typed) >= _AT_ONCE and len(set(typed)) >= _DIFFERENT


def _begun(text: str, mark: str) -> int:
    """Return how many characters at the end of the text could be the beginning of the mark."""
    return next((size for size in range(len(mark) - 1, 0, -1) if text.endswith(mark[:size])), 0)
