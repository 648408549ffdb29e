"""`explainer diagnose` ended from outside, also while two processes search: quiet, and nothing stays."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from explainer.exits import Exit
from explainer.pipeline.run import sign
from tests.cli.diagnosing import OWN, UNKNOWN, given
from tests.paths import ROOT
from tests.processes import PROC, children_of, wait_until_gone

ON_TWO_CORES = """
from explainer import diagnosing
diagnosing.usable_cores = lambda: 2
from explainer.__main__ import main
main()
"""
"""The command, which goes over to two processes on every machine."""
Program: TypeAlias = "subprocess.Popen[bytes]"
Start: TypeAlias = Callable[..., Program]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start `explainer diagnose -` on a request of one's own; whatever happens, it is ended."""
    programs: list[Program] = []

    def start(*arguments: str, **fields: str) -> Program:
        program = subprocess.Popen(
            [sys.executable, "-c", ON_TWO_CORES, "diagnose", "-", *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        programs.append(program)
        assert program.stdin is not None
        program.stdin.write(given(**fields).encode())
        program.stdin.close()
        program.stdin = None
        return program

    yield start
    for program in programs:
        program.kill()
        program.communicate()


def second_of(program: Program) -> Path:
    """Return the folder in /proc of the process that searches the other half, as soon as there is one."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        for process in children_of(program.pid, "explainer.second_core"):
            return process
        assert program.poll() is None
        time.sleep(0.05)
    raise AssertionError("no second process was started")


def search_long(start: Start, *arguments: str) -> tuple[Program, Path]:
    """Start a search that finds nothing, and wait for its second process. No number, so no other moments."""
    program = start("--seconds", "100", *arguments, nonce="text", body="nonce=text", signature=UNKNOWN)
    return program, second_of(program)


@PROC
def test_ctrl_c_tells_what_is_known(start: Start) -> None:
    program, second = search_long(start, "--json")
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=60)
    assert (program.returncode, err) == (Exit.INTERRUPTED, b"")
    told: dict[str, Any] = json.loads(out)
    assert (told["verdict"], told["searched"]["interrupted"]) == ("unexplained", True)
    wait_until_gone(second)


@PROC
def test_told_to_end_it_ends(start: Start) -> None:
    program, second = search_long(start)
    program.terminate()
    assert program.communicate(timeout=60) == (b"", b"")
    assert program.returncode == 128 + signal.SIGTERM
    wait_until_gone(second)


@PROC
def test_a_reader_that_leaves_while_it_searches(start: Start) -> None:
    program, second = search_long(start)
    assert program.stdout is not None
    program.stdout.close()
    program.stdout = None
    program.send_signal(signal.SIGINT)
    assert program.communicate(timeout=60)[1] == b""
    assert program.returncode == Exit.INTERRUPTED
    wait_until_gone(second)


@pytest.mark.parametrize("show", [(), ("--json",), ("--report",)])
def test_a_reader_that_leaves_early_does_not_make_it_right(start: Start, show: tuple[str, ...]) -> None:
    program = start(*show, signature=sign(OWN, ["digest-as-hex"]))
    assert program.stdout is not None
    program.stdout.close()
    program.stdout = None
    assert program.communicate(timeout=60)[1] == b""
    assert program.returncode == Exit.WRONG
