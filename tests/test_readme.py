"""What README.md says is so: its commands, its keys, its links, its folders."""

from __future__ import annotations

import doctest
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from explainer.article import HEX_ARTICLE
from explainer.example import EXAMPLE
from explainer.exits import Exit
from explainer.pipeline.run import sign
from explainer.request import Request
from explainer.tui.keys import markdown_table
from tests.cli.conftest import spawn
from tests.paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TEXTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("vectors/*.md")])


def blocks(language: str) -> list[str]:
    """Return the README's code blocks in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def commands() -> list[tuple[str, str]]:
    """Return each command of the README's console blocks, and the output under it."""
    text = "".join(blocks("console"))
    return [
        (shown.partition("\n")[0], shown.partition("\n")[2])
        for shown in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
    ]


@pytest.fixture(scope="module")
def on_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an `explainer` that runs this checkout."""
    folder = tmp_path_factory.mktemp("bin")
    program = folder / "explainer"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m explainer "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize(("command", "output"), commands(), ids=lambda text: text[:40])
def test_a_command_prints_what_is_shown(command: str, output: str, on_path: Path) -> None:
    environment = os.environ | {
        "PATH": f"{on_path}{os.pathsep}{os.environ['PATH']}",
        "KRAKEN_SECRET": EXAMPLE.secret.expose().decode(),
    }
    shown = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert shown.stdout == output


def test_the_request_in_json_is_signed() -> None:
    (request,) = blocks("json")
    done = spawn("explain", "-", "--stage", "signature", stdin=request.encode())
    right = sign(Request.of("/0/private/Balance", "nonce=1616492376594", secret=EXAMPLE.secret))
    assert (done.returncode, done.stdout.decode(), done.stderr) == (Exit.FINE, f"{right}\n", b"")


def test_the_article_is_the_one_that_is_run() -> None:
    assert f'["{HEX_ARTICLE.title}"]({HEX_ARTICLE.source})' in README
    article = json.loads(spawn("explain", "--article", "--json").stdout)["article"]
    assert article["source"] == HEX_ARTICLE.source


def test_the_printed_value_is_read() -> None:
    value = re.search(r"`--observed (sha256='.*')`", README)
    assert value is not None
    done = spawn("diagnose", "--observed", value[1].replace("'", ""))
    assert done.returncode == Exit.FINE
    assert done.stdout.startswith(b"The value is right.\n")


def test_the_library_does_what_is_shown() -> None:
    examples = doctest.DocTestParser().get_doctest("".join(blocks("pycon")), {}, "README.md", "README.md", 0)
    assert examples.examples
    assert doctest.DocTestRunner().run(examples).failed == 0


def test_the_keys_are_those_of_the_tutorial() -> None:
    assert f"<!-- keys -->\n{markdown_table()}<!-- /keys -->\n" in README


def test_the_two_commands_make_their_own_environment() -> None:
    lines = "".join(blocks("sh")).splitlines()
    assert lines == [
        "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/explainer",
        "python3 -m venv .venv && .venv/bin/pip install -q '.[test]' && .venv/bin/python -m pytest",
    ]


def test_continuous_integration_finds_the_test_command() -> None:
    pattern = re.search(r"grep -x '(.*)' README.md", (ROOT / ".ci" / "run").read_text(encoding="utf-8"))
    assert pattern is not None
    found = [line for line in README.splitlines() if re.fullmatch(pattern[1], line)]
    assert found == "".join(blocks("sh")).splitlines()[1:]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)|src(?:set)?=\"([^\"]+)\"", path.read_text(encoding="utf-8")):
        link = next(filter(None, target))
        assert link.startswith("https://") or (path.parent / link).exists(), link


def test_the_layout_names_what_is_there() -> None:
    layout = README.partition("## The repository")[2]
    named = set(re.findall(r"`(?:explainer/)?([a-z_./]+[/.][a-z]*)`", layout))
    for name in named:
        assert (ROOT / name).exists() or (ROOT / "explainer" / name).exists(), name
    packages = {f"{path.parent.name}/" for path in ROOT.glob("explainer/*/__init__.py")}
    assert packages <= named
