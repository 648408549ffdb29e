"""The whole program in a terminal of its own: it starts, paints, ends, and leaves the terminal as it was."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha512
from pathlib import Path

import pytest

from explainer.exits import Exit
from tests.cli.test_terminal import Terminal, explainer
from tests.paths import ROOT

KEY = b64encode(sha512(b"planted in a file").digest()).decode()
LEFT = "\x1b[?1049l"
"""Leaves the alternate screen."""
MOUSE_OFF = "\x1b[?1000l"
CTRL_Q = "\x11"


def start(
    *arguments: str, environment: Mapping[str, str] | None = None, size: tuple[int, int] = (80, 24)
) -> Terminal:
    """Start the tutorial and wait for its first screen."""
    usual = {"COLORTERM": "truecolor", "COLUMNS": str(size[0]), "LINES": str(size[1])}
    terminal = Terminal(explainer(*arguments), usual | dict(environment or {}))
    terminal.read_until("quit")
    return terminal


def test_it_opens_and_quits() -> None:
    terminal = start()
    terminal.type("\x1b[C")
    terminal.read_until("2 of 7  POST data")
    terminal.type(CTRL_Q)
    assert terminal.leave() == Exit.FINE
    assert LEFT in terminal.shown
    assert MOUSE_OFF in terminal.shown


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_leaves_the_terminal_as_it_was(number: signal.Signals) -> None:
    terminal = start()
    terminal.process.send_signal(number)
    assert terminal.leave() == 128 + number
    assert LEFT in terminal.shown
    assert MOUSE_OFF in terminal.shown


def test_a_paste_with_escapes_and_bad_bytes_is_text() -> None:
    terminal = start()
    terminal.type("4e")
    terminal.read_until("next field")
    paste = b"\x1b[200~A\x1b[31mRED\x1b[0m\xff\x1bq\x11Z\x1b[201~"
    os.write(terminal.end, paste)
    terminal.read_until("A␛[31mRED␛[0m\ufffd␛q␑Z")
    terminal.type("\x1b")
    terminal.read_until("debug")
    terminal.type(CTRL_Q)
    assert terminal.leave() == Exit.FINE


def test_a_long_paste_without_marks_presses_no_keys() -> None:
    """A log is full of letters that are keys, and its lines end with Enter."""
    terminal = start("debug")
    os.write(terminal.end, b"2026-11-25 08:43:01 DEBUG bot: quit, edit, clear, next, report\r" * 20)
    terminal.read_until("Nothing of this was understood")
    os.write(terminal.end, b"x")
    terminal.read_until("takes back what was there")
    terminal.type(CTRL_Q)
    assert terminal.leave() == Exit.FINE


def test_a_key_from_a_file_comes_out_nowhere(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(KEY)
    file.chmod(0o600)
    log = tmp_path / "log"
    terminal = start(
        "tutorial",
        *("--path", "/0/private/Balance", "--body", "nonce=1", "--secret-file", str(file)),
        environment={"TEXTUAL_LOG": str(log), "TEXTUAL": "debug", "TEXTUAL_DEBUG": "1"},
    )
    for number, title in ((6, "HMAC-SHA512"), (7, "API-Sign"), (5, "Private key")):
        terminal.type(str(number))
        terminal.read_until(f"{number} of 7  {title}")
    terminal.type("e")
    terminal.read_until("88 characters, not shown")
    os.write(terminal.end, f"\x1b[200~{KEY}\x1b[201~".encode())
    terminal.type(CTRL_Q)
    assert terminal.leave() == Exit.FINE
    for part in (KEY[:10], KEY[40:50], sha512(b"planted in a file").hexdigest()[:10]):
        assert part not in terminal.shown
    assert not log.exists()
    assert not (ROOT / "keys.log").exists()


def colours(shown: str) -> set[str]:
    """Return the colours that were asked for, as they stand in the escape sequences."""
    return set(re.findall(r"[34]8;[25];[\d;]*\d|(?<=[\[;])(?:[34][0-7]|9[0-7]|10[0-7])(?=[;m])", shown))


@pytest.mark.parametrize(
    ("environment", "kind"),
    [
        ({"NO_COLOR": "1"}, "none"),
        ({"NO_COLOR": ""}, "all"),
        ({"COLORTERM": "", "TERM": "xterm"}, "sixteen"),
        ({"COLORTERM": "", "TERM": "xterm", "NO_COLOR": "1"}, "none"),
    ],
)
def test_colours_are_those_that_the_terminal_and_its_owner_want(
    environment: dict[str, str], kind: str
) -> None:
    terminal = start(environment=environment)
    terminal.type("3")
    terminal.read_until("3 of 7  SHA-256")
    terminal.type(CTRL_Q)
    terminal.leave()
    found = colours(terminal.shown)
    exact = {tuple(colour.split(";")[2:]) for colour in found if ";2;" in colour}
    if kind == "all":
        assert len(exact) >= 6
    elif kind == "sixteen":
        assert not exact
        assert len(found) >= 6
    else:
        assert not found


def test_without_the_mouse_the_terminal_keeps_it() -> None:
    terminal = start("tutorial", "--no-mouse")
    terminal.type(CTRL_Q)
    assert terminal.leave() == Exit.FINE
    assert "\x1b[?1000h" not in terminal.shown


def test_the_light_theme_is_light() -> None:
    terminal = start("tutorial", "--theme", "light")
    terminal.type(CTRL_Q)
    terminal.leave()
    assert "48;2;251;250;247" in terminal.shown


@pytest.mark.parametrize("environment", [{}, {"TERM": "dumb"}])
def test_run_opens_nothing_without_a_terminal(environment: dict[str, str]) -> None:
    code = "from explainer.example import EXAMPLE; from explainer.tui.app import run; exit(run(EXAMPLE))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == Exit.UNUSABLE
    assert done.stdout == ""
    assert "needs a terminal" in done.stderr
