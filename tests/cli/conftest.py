"""The command line, run in this process or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import pytest

from explainer.cli import run
from explainer.example import EXAMPLE
from tests.paths import ROOT

EXAMPLE_KEY = EXAMPLE.secret.expose().decode()


class Ran(NamedTuple):
    """What a command did."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        return self.raw.decode()

    @property
    def said(self) -> str:
        """What stands on standard error, as if it were not wrapped."""
        return " ".join(self.err.split())


Cli: TypeAlias = Callable[..., Ran]


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run the command line here, with what standard input holds."""

    def ran(*arguments: str, stdin: bytes | str = b"", encoding: str = "utf-8") -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = io.BytesIO(), io.BytesIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
            patch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding))
            patch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding))
            code = run(arguments)
            sys.stdout.flush()
            sys.stderr.flush()
            return Ran(code, out.getvalue(), err.getvalue().decode())

    return ran


def spawn(
    *arguments: str, stdin: bytes = b"", python: tuple[str, ...] = (), **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command line as a program of its own."""
    command = [sys.executable, *python, "-m", "explainer", *arguments]
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
    )
