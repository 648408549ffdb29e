"""What is typed: a line that can be edited, or a paste of any length that is not shown, up to Ctrl-D."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from explainer.cli.messages import say

_END = b"\x04"
_CHUNK = 1 << 16


def read_pasted(most: int) -> bytes:
    """Return what is pasted into the terminal until Ctrl-D, at most `most` bytes.

    It is not echoed: there may be a private key in it. Carriage returns, which terminals send for line
    ends, come as line feeds.
    """
    taken = bytearray()
    with _unseen():
        say("paste it here (it is not shown), then press Ctrl-D; for its exact bytes give a file")
        while len(taken) <= most:
            chunk = os.read(sys.stdin.fileno(), _CHUNK)
            before, end, _ = chunk.partition(_END)
            taken += before
            if end or not chunk:
                break
    return bytes(taken)


def read_line(prompt: str) -> bytes:
    """Return a line that is typed or piped, with its line end; empty at the end of the input.

    At a terminal it can be edited, where Python has readline. No history is kept.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty() and _can_edit()):
        print(prompt, end="", flush=True)
        return sys.stdin.buffer.readline()
    try:
        return f"{input(prompt)}\n".encode(sys.stdin.encoding, "surrogateescape")
    except EOFError:
        return b""


def _can_edit() -> bool:
    """Let Python's own prompt edit lines and take any bytes; return whether it can."""
    try:
        import readline
    except ImportError:
        return False
    readline.set_auto_history(False)
    # A stream that was replaced, as in tests, need not be reconfigurable.
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="surrogateescape")
    return True


@contextmanager
def _unseen() -> Iterator[None]:
    """Let the terminal show nothing and hold back no line, where it can be told to."""
    try:
        import termios
    except ImportError:
        yield
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    quiet = termios.tcgetattr(terminal)
    quiet[3] &= ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(terminal, termios.TCSADRAIN, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
