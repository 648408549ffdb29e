"""A program in a pseudo-terminal: start it, press keys, and see when it has painted."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from types import TracebackType

_ESCAPES = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC: titles, clipboard
    r"|\x1b[P_^][^\x1b]*\x1b\\"  # DCS, APC, PM
    r"|\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, movement, modes
    r"|\x1b[ -/]*[0-~]"  # the rest
)
_QUIET = 0.01
"""Seconds without output after which a burst of painting is over."""


def usual() -> dict[str, str]:
    """Return the environment without settings for Python, so that compiled modules are kept as usual."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


class Terminal:
    """A child process whose terminal this is."""

    def __init__(self, arguments: list[str], *, columns: int = 120, rows: int = 40) -> None:
        environment = usual() | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        environment |= {"COLUMNS": str(columns), "LINES": str(rows)}
        self.started = time.perf_counter()
        self.child, self._descriptor = pty.fork()
        if not self.child:
            os.execvpe(arguments[0], arguments, environment)
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, key: str) -> float:
        """Send a key's bytes; return when."""
        pressed = time.perf_counter()
        os.write(self._descriptor, key.encode())
        return pressed

    def painted(self, text: str, *, within: float = 30.0) -> float:
        """Return when the burst of output that has this text was complete.

        Raises TimeoutError if the text does not come.
        """
        end = time.perf_counter() + within
        output, last = b"", 0.0
        while True:
            seen = text in _ESCAPES.sub("", output.decode(errors="replace"))
            ready, _, _ = select.select([self._descriptor], [], [], _QUIET if seen else 0.5)
            if not ready and seen:
                return last
            if time.perf_counter() > end:
                raise TimeoutError(f"{text!r} was not painted within {within:.0f} s")
            if ready:
                output += os.read(self._descriptor, 1 << 16)
                last = time.perf_counter()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self.child, signal.SIGKILL)
        os.close(self._descriptor)
        os.waitpid(self.child, 0)
