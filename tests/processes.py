"""Look at processes in /proc, as the system sees them."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROC = pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="there is no /proc here")


def wait_until_gone(process: Path) -> None:
    """Wait until a process, given by its folder in /proc, is no more; one that nobody waited for is none."""
    end = time.monotonic() + 30
    while process.exists() and "zombie" not in (process / "status").read_text():
        assert time.monotonic() < end
        time.sleep(0.05)


def children_of(starter: int, module: str) -> set[Path]:
    """Return the folders in /proc of the processes of this module that another one started."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            its_starter = int((process / "stat").read_text().rpartition(") ")[2].split()[1])
            if its_starter == starter and module.encode() in (process / "cmdline").read_bytes():
                found.add(process)
        except OSError:
            continue
    return found


@contextmanager
def started(code: str) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Run code that starts a process, prints its number, and waits; wait for the end of that starter."""
    starter = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert starter.stdout is not None
    with starter.stdout:
        yield starter, Path(f"/proc/{int(starter.stdout.readline())}")
        starter.wait()
