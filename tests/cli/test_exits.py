"""Every exit code, and what stands on standard error with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from explainer.exits import Exit
from tests.cli.conftest import EXAMPLE_KEY, Cli, spawn
from tests.paths import ROOT

REQUEST = ["--path", "/", "--body", "nonce=1"]


def test_the_help_lists_them_all(cli: Cli) -> None:
    out = cli("--help").out
    assert all(f"{exit:>3}  {exit.meaning}" in out for exit in Exit)
    assert out.index("examples:") < out.index("commands:")


@pytest.mark.parametrize("command", ["explain", "diagnose", "challenge", "mistakes", "tutorial"])
def test_examples_come_first_in_the_help(command: str) -> None:
    done = spawn(command, "--help")
    out = done.stdout.decode()
    assert done.returncode == Exit.FINE
    assert 0 < out.index("examples:") < out.index("usage:") < out.index("options:")
    assert "  --secret " not in out


@pytest.mark.parametrize("command", ["--help", "explain", "diagnose", "challenge", "mistakes", "tutorial"])
def test_the_help_fits_80_columns(command: str) -> None:
    done = spawn(*([command] if command == "--help" else [command, "--help"]))
    assert [line for line in done.stdout.decode().splitlines() if len(line) > 80] == []


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["-h"], ["help"], ["mistakes"]])
def test_fine(cli: Cli, arguments: list[str]) -> None:
    ran = cli(*arguments)
    assert (ran.code, ran.err) == (Exit.FINE, "")
    assert ran.out


UNUSABLE = {
    "no such command": (["explian"], "did you mean explain?"),
    "no such option": (["explain", "--jsn"], "there is no option '--jsn'"),
    "an abbreviation": (["explain", "--lang", "python"], "--language"),
    "no such file": (["explain", "nowhere.json"], "No such file"),
    "a folder": (["explain", "."], "is a directory; a request is read from a file"),
    "no file name": (["explain", "a\x00b"], "cannot read 'a␀b'"),
    "two files": (["explain", "a", "b"], "one argument too many"),
    "no such stage": (["explain", "--stage", "sha"], "did you mean sha256?"),
    "no such mistake": (["explain", "--mistake", "digest-hex"], "digest-as-hex"),
    "no such language": (["explain", "--language", "pyton"], "did you mean python?"),
    "no such colour": (["explain", "--color", "pink"], "auto, always, never"),
    "no such theme": (["tutorial", "--theme", "pink"], "dark, light"),
    "no such entry": (["mistakes", "zzz"], "explainer mistakes lists them"),
    "nearly an entry": (["mistakes", "diggest", "as", "hex"], "did you mean digest-as-hex"),
    "no word at all": (["mistakes", ""], "explainer mistakes lists them"),
    "no such entry at this stage": (["mistakes", "hex", "--stage", "nonce"], "none with these words"),
    "an entry and a stage": (["mistakes", "digest-as-hex", "--stage", "nonce"], "leave out"),
    "raw of everything": (["explain", "--raw"], "add --stage"),
    "stage and JSON": (["explain", "--stage", "nonce", "--json"], "leave one out"),
    "code of a value": (["explain", "--language", "python", "--stage", "nonce"], "leave --language out"),
    "two answers": (
        ["explain", "--mistake", "digest-as-hex", "--mistake", "digest-as-base64"],
        "two answers to one question",
    ),
    "a mistake that cannot be made": (
        ["explain", "--mistake", "secret-is-api-key"],
        "secret-is-api-key cannot be made here: the API key is not known",
    ),
    "mistakes that cannot be made together": (
        ["explain", "--mistake", "secret-with-line-feed", "--mistake", "json-as-go"],
        "secret-with-line-feed, json-as-go cannot be made together here",
    ),
    "a note for a mistake": (
        ["explain", "--mistake", "get-request"],
        "get-request is a note, not a mistake: it changes no byte",
    ),
    "how to read a note": (["explain", "--mistake", "get-request"], "explainer mistakes get-request"),
    "two bodies": (["explain", "--body", "a", "--body-file", "b"], "not allowed with"),
    "a value for a switch": (["explain", "--json=1"], "--json: takes no value"),
    "a missing value": (["explain", "--stage"], "--stage stands without a value"),
    "a path alone": (["explain", "--path", "/"], "missing: --body, --nonce"),
    "no nonce": (["explain", "--path", "/", "--body", "a=1"], "missing: --nonce"),
    "no key": (["explain", *REQUEST], "--secret-file, --secret-env or --secret-stdin"),
    "no such variable": (
        ["explain", *REQUEST, "--secret-env", "NOT_SET"],
        "there is no environment variable",
    ),
    "an empty key": (["explain", *REQUEST, "--secret-stdin"], "secret: is empty"),
    "standard input twice": (["explain", "-", "--body-file", "-"], "cannot be both"),
    "an endless file": (["explain", "/dev/zero"], "more than 16,777,216 bytes"),
    "no terminal": (["tutorial"], "explainer explain shows the same as text"),
}


@pytest.mark.parametrize(("arguments", "says"), UNUSABLE.values(), ids=UNUSABLE.keys())
def test_unusable(cli: Cli, arguments: list[str], says: str) -> None:
    ran = cli(*arguments, stdin="" if "--secret-stdin" in arguments else "{}")
    assert ran.code == Exit.UNUSABLE
    assert (ran.out == "") is ("--json" not in arguments)
    assert says in ran.said
    assert ran.err.startswith("explainer: ")
    assert "\n  What to do: " in ran.err


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_messages_are_wrapped_at_blanks(cli: Cli, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", f"{columns}")
    address = "/".join(["folder"] * 30)
    ran = cli("explain", address)
    assert address in ran.err
    for ran in (cli("diagnose", "--request", "1"), cli("explain", "--secret", "x"), cli("diagnose", ".")):
        assert max(map(len, ran.err.splitlines())) <= columns
    document = json.loads(cli("explain", "--secret", "x", "--json").out)
    assert "\n" not in document["error"]["message"]


def test_a_file_in_place_of_a_command(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "request.json"
    file.write_text("{}")
    assert f"explainer explain {file}" in cli(str(file)).said


@pytest.mark.parametrize("spelling", ["--secret", "--private-key", "--api-secret"])
def test_a_key_on_the_command_line_is_refused(cli: Cli, spelling: str) -> None:
    for arguments in ([spelling, "mykey"], [f"{spelling}=mykey"]):
        ran = cli("explain", *arguments)
        assert ran.code == Exit.UNUSABLE
        assert "mykey" not in ran.err
        assert "--secret-file FILE, --secret-env NAME, --secret-stdin" in ran.said


def test_internal_errors_say_what_kind_and_no_more(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object, **more: object) -> None:
        raise RuntimeError(f"something about {EXAMPLE_KEY}")

    monkeypatch.setattr("explainer.cli.explain.explain", fail)
    ran = cli("explain")
    assert (ran.code, ran.out) == (Exit.INTERNAL, "")
    assert ran.err.startswith("explainer: internal error: RuntimeError\n")
    assert "EXPLAINER_DEBUG=1" in ran.said
    monkeypatch.setenv("EXPLAINER_DEBUG", "1")
    ran = cli("explain")
    assert "in fail" in ran.said
    assert "something about" not in ran.err


def test_interrupted(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*given: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("explainer.cli.explain.explain", interrupt)
    ran = cli("explain")
    assert (ran.code, ran.out, ran.err) == (Exit.INTERRUPTED, "", "\n")


@pytest.mark.parametrize("loading", ["explainer.cli", "explainer.cli.messages", "explainer.cli.explain"])
def test_interrupted_while_it_is_loaded(loading: str) -> None:
    program = f"""
import os, signal, sys

class PressCtrlC:
    @staticmethod
    def find_spec(name, path, target=None):
        if name == "{loading}":
            os.kill(os.getpid(), signal.SIGINT)

sys.argv = ["explainer", "explain"]
sys.meta_path.insert(0, PressCtrlC)
from explainer.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == Exit.INTERRUPTED
    assert (done.stdout, done.stderr.strip()) == (b"", b"")


def test_little_is_loaded_before_ctrl_c_is_met() -> None:
    program = (
        "import sys; before = set(sys.modules); import explainer.__main__;"
        " print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["__future__", "explainer", "explainer.__main__"]


def test_a_reader_that_leaves_early() -> None:
    command = [sys.executable, "-m", "explainer", "mistakes", "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.read(1) == b"{"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == Exit.FINE


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
def test_a_full_disk() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "explainer", "explain"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == Exit.UNUSABLE
    assert done.stderr == b"explainer: cannot go on: No space left on device\n"


def test_closed_streams() -> None:
    command = f"{sys.executable} -m explainer explain <&- >&- 2>&-"
    assert subprocess.run(["sh", "-c", command], cwd=ROOT, check=False).returncode == Exit.FINE


def test_without_a_terminal_the_tutorial_is_text() -> None:
    done = spawn(stdin=json.dumps({"path": "/"}).encode())
    assert done.returncode == Exit.FINE
    assert done.stdout == spawn("explain").stdout
    assert done.stderr.count(b"explainer: ") == 1
    assert b"no terminal" in done.stderr
