"""`import explainer`: what it offers, what it loads, and that the core works on values alone."""

from __future__ import annotations

import doctest
import subprocess
import sys

import pytest

import explainer
from tests.paths import ROOT


def test_the_examples_in_its_documentation_run() -> None:
    result = doctest.testmod(explainer)
    assert result.attempted >= 9
    assert result.failed == 0


def test_every_public_name_is_there_and_documented() -> None:
    for name in explainer.__all__:
        assert getattr(explainer, name) is not None
        assert name in dir(explainer)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = explainer.nothing


def python(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_importing_it_loads_none_of_its_modules() -> None:
    code = "import sys, explainer; print([name for name in sys.modules if name.startswith('explainer.')])"
    assert python(code) == "[]\n"


@pytest.mark.parametrize(
    "arguments",
    [
        *(["--help"], ["--version"], ["explain"], ["explain", "--json"], ["explain", "--article"]),
        *(["explain", "--language", "python"], ["mistakes"], ["mistakes", "digest-as-hex"], []),
        *(["diagnose", "--observed", "nonce=1616492376594"], ["challenge", "--json"]),
    ],
    ids=" ".join,
)
def test_the_plain_commands_load_nothing_heavy(arguments: list[str]) -> None:
    code = f"""
import io, sys
from explainer.cli import run
sys.stdout = io.StringIO()
code = run({arguments!r})
heavy = ("textual", "rich", "asyncio", "ssl", "socket", "shutil", "importlib.metadata", "logging")
sys.__stdout__.write(repr((int(code), [name for name in heavy if name in sys.modules])))
"""
    assert python(code) == "(0, [])"


def test_explaining_opens_nothing() -> None:
    code = """
import sys
import explainer
from explainer.example import EXAMPLE
from explainer.render import difference, entries, json, page, text

def everything():
    right = explainer.explain(EXAMPLE)
    text.explanation(right, page.Page())
    json.explanation(right)
    for mistake in explainer.MISTAKES:
        try:
            wrong = explainer.explain(EXAMPLE, [mistake])
        except ValueError:
            continue
        explainer.compare(right, wrong)
        explainer.sign(EXAMPLE, [mistake])

everything()
seen = set()
sys.addaudithook(lambda event, arguments: seen.add(event.partition(".")[0]))
everything()
print(sorted(seen & {"open", "os", "socket", "subprocess", "import", "shutil", "tempfile", "urllib", "time"}))
"""
    assert python(code) == "[]\n"


def test_explaining_needs_no_environment() -> None:
    code = "import os; os.environ.clear(); import explainer; print(explainer.sign(explainer.EXAMPLE)[:13])"
    assert python(code) == "4/dpxb3iT4tp/\n"
