"""Terminals: the hidden prompt, the way to the screens, colours, widths, and what a stream can take."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import sha512

import pytest

from explainer.example import EXAMPLE, SIGNATURE
from explainer.exits import Exit
from explainer.pipeline.run import sign
from explainer.request import Request
from tests.cli.conftest import EXAMPLE_KEY, Cli, spawn
from tests.paths import ROOT

KEY = b64encode(sha512(b"typed by nobody").digest()).decode()


class Terminal:
    """A program in a terminal of its own; a standard stream that is not given is the terminal."""

    def __init__(
        self, command: list[str], environment: Mapping[str, str] | None = None, *, stdin: int | None = None
    ) -> None:
        self.end, terminal = pty.openpty()
        self.shown = ""
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "TERM": "xterm-256color", **(environment or {})},
            stdin=terminal if stdin is None else stdin,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(1, termios.TIOCSCTTY, 0),
        )
        os.close(terminal)

    def read_until(self, text: str) -> None:
        deadline = time.monotonic() + 30
        while text not in self.shown and time.monotonic() < deadline:
            if select.select([self.end], [], [], 1)[0]:
                try:
                    self.shown += os.read(self.end, 65536).decode(errors="replace")
                except OSError:
                    break
        assert text in self.shown

    def type(self, text: str) -> None:
        os.write(self.end, text.encode())

    def leave(self) -> int:
        while True:
            try:
                read = os.read(self.end, 65536)
            except OSError:
                break
            if not read:
                break
            self.shown += read.decode(errors="replace")
        os.close(self.end)
        return self.process.wait(timeout=30)


def explainer(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "explainer", *arguments]


def test_the_key_is_asked_for_and_not_shown() -> None:
    terminal = Terminal(explainer("explain", "--path", "/0/private/Balance", "--body", "nonce=17"))
    terminal.read_until("Private key (it is not shown): ")
    terminal.type(f"{KEY}\n")
    assert terminal.leave() == Exit.FINE
    assert sign(Request.of("/0/private/Balance", "nonce=17", secret=KEY)) in terminal.shown
    assert KEY[:8] not in terminal.shown


@pytest.mark.parametrize(
    ("keys", "code", "says"),
    [
        ("\n", Exit.UNUSABLE, "secret: is empty"),
        ("no key\n", Exit.UNUSABLE, "secret: a space is not base64"),
        ("\x04", Exit.UNUSABLE, "no private key was given"),
        ("\x03", Exit.INTERRUPTED, ""),
    ],
    ids=["Enter", "nonsense", "end of input", "Ctrl-C"],
)
def test_no_key_at_the_prompt(keys: str, code: Exit, says: str) -> None:
    terminal = Terminal(explainer("explain", "--path", "/", "--body", "nonce=1", "--secret-stdin"))
    terminal.read_until("Private key")
    terminal.type(keys)
    assert terminal.leave() == code
    assert says in terminal.shown
    assert "Traceback" not in terminal.shown


# Stands in for the screens: says what it was given, what it can read, and what is in its environment.
SCREENS = """
import os, sys, types
def run(request, *, theme=None, mouse=True, debug=None):
    print("screens", request.path, theme, mouse, file=sys.stderr, flush=True)
    typed = sys.stdin.buffer.raw.read(3) if os.isatty(0) else b""
    watching = sorted(name for name in os.environ if name.startswith("TEXTUAL"))
    print("typed", typed, watching, file=sys.stderr)
    return 7
module = types.ModuleType("explainer.tui.app")
module.run = run
sys.modules["explainer.tui"] = types.ModuleType("explainer.tui")
sys.modules["explainer.tui.app"] = module
from explainer.__main__ import main
main()
"""
WATCHING = {
    "TEXTUAL": "debug",
    "TEXTUAL_LOG": "log",
    "TEXTUAL_DEBUG": "1",
    "TEXTUAL_PRESS": "q",
    "TEXTUAL_SCREENSHOT": "1",
    "TEXTUAL_SCREENSHOT_LOCATION": "/tmp",
}


def screens(*arguments: str, stdin: int | None = None, debug: str = "") -> Terminal:
    command = [sys.executable, "-c", SCREENS, *arguments]
    return Terminal(command, {**WATCHING, "EXPLAINER_DEBUG": debug}, stdin=stdin)


def test_without_a_command_the_screens_open_on_the_example() -> None:
    terminal = screens()
    terminal.read_until(f"screens {EXAMPLE.path!r} None True")
    terminal.type("ok\n")
    assert terminal.leave() == 7
    assert "typed b'ok\\n' []" in terminal.shown


def test_what_watches_the_keys_stays_only_for_debugging() -> None:
    terminal = screens(debug="1")
    terminal.type("ok\n")
    assert terminal.leave() == 7
    assert f"typed b'ok\\n' {sorted(WATCHING)}" in terminal.shown


def test_the_tutorial_takes_keys_from_the_terminal_when_standard_input_was_data() -> None:
    out, into = os.pipe()
    os.write(into, json.dumps({"path": "/x", "body": "nonce=1", "secret": EXAMPLE_KEY}).encode())
    os.close(into)
    terminal = screens("tutorial", "-", "--theme", "light", "--no-mouse", stdin=out)
    os.close(out)
    terminal.read_until("screens b'/x' light False")
    terminal.type("ok\n")
    assert terminal.leave() == 7
    assert "typed b'ok\\n' []" in terminal.shown


@pytest.mark.parametrize("kind", ["dumb", ""])
def test_a_terminal_that_cannot_be_drawn_on_gets_text(kind: str) -> None:
    terminal = Terminal(explainer(), {"TERM": kind})
    assert terminal.leave() == Exit.FINE
    assert "no terminal" in terminal.shown
    assert SIGNATURE in terminal.shown
    assert "\x1b" not in terminal.shown


@pytest.mark.parametrize(
    ("environment", "arguments", "coloured"),
    [
        ({}, [], True),
        ({"NO_COLOR": "1"}, [], False),
        ({"NO_COLOR": ""}, [], True),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"TERM": "dumb"}, [], False),
        ({}, ["--color", "never"], False),
    ],
)
def test_colours(environment: dict[str, str], arguments: list[str], coloured: bool) -> None:
    terminal = Terminal(explainer("explain", *arguments), environment)
    assert terminal.leave() == Exit.FINE
    assert ("\x1b[" in terminal.shown) is coloured


@pytest.fixture
def shown(cli: Cli) -> Callable[[str], str]:
    return lambda color: cli("explain", "--color", color).out


def test_colours_change_nothing_but_colours(shown: Callable[[str], str]) -> None:
    assert "\x1b" not in shown("auto")
    assert re.sub(r"\x1b\[[0-9;]+m", "", shown("always")) == shown("never")


@pytest.mark.parametrize("columns", [40, 60, 76, 80, 100, 140, 200])
def test_lines_keep_to_the_width(cli: Cli, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for arguments in (["explain"], ["explain", "--article"], ["mistakes"]):
        for line in cli(*arguments).out.splitlines():
            # What is copied is never broken: signatures, addresses, ids.
            assert len(line) <= max(columns, 60) or " " not in line.strip() or "https://" in line


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437"])
def test_every_text_gets_out_in_any_encoding(encoding: str) -> None:
    data = json.dumps({"path": "/żółć\x1b\u202e💰", "body": "nonce=1", "secret": "aGlkZGVu"}).encode()
    for arguments in ([], ["--mistake", "digest-as-hex"], ["--article"]):
        done = spawn("explain", "-", *arguments, stdin=data, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert (done.returncode, done.stderr) == (Exit.FINE, b"")
        assert b"POST ?" not in done.stdout
        assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", done.stdout)
    if encoding == "ascii":
        assert rb"/\u017c\xf3\u0142\u0107\x1b\ufffd\U0001f4b0" in done.stdout.replace(b"\n", b"")
        assert b"----" in done.stdout


def test_errors_get_out_in_any_encoding() -> None:
    done = spawn("explain", "ż\x1b", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == Exit.UNUSABLE
    assert rb"cannot read '\u017c\x1b'" in done.stderr


def test_what_is_pasted_is_not_shown_and_may_have_long_lines() -> None:
    terminal = Terminal(explainer("explain", "-", "--json"))
    terminal.read_until("then press Ctrl-D")
    body = f"nonce=17&note={'a' * 9000}"
    for piece in (f'{{"path": "/0/private/Balance",\r"secret": "{KEY}",\r"body": "', body, '"}\r\x04'):
        terminal.type(piece)
    assert terminal.leave() == Exit.FINE
    assert sign(Request.of("/0/private/Balance", body, secret=KEY)) in terminal.shown
    assert KEY[:8] not in terminal.shown.partition('"schema_version"')[0]
