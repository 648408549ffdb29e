"""An arrow between modules only points down, and the core touches nothing outside of itself."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import ROOT

LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"errors"}),
    frozenset({"secret"}),
    frozenset({"request"}),
    frozenset({"example", "pipeline", "stages"}),
    frozenset({"article"}),
    frozenset({"diagnosis"}),
    frozenset({"intake", "languages", "render"}),
    frozenset({"wire"}),
    frozenset({"second_core"}),
    frozenset({"diagnosing", "vectors", "exits", ""}),
    frozenset({"aside"}),
    frozenset({"cli", "tui"}),
    frozenset({"__main__"}),
)
"""From the bottom up, by the first name below explainer; the package itself is what a library user sees."""

CORE = frozenset().union(*LAYERS[:6], {"intake"})
OUTSIDE = frozenset(
    {
        *("os", "sys", "io", "pathlib", "tempfile", "shutil", "glob", "subprocess", "logging"),
        *("time", "datetime", "random", "secrets", "uuid", "locale", "getpass", "platform"),
        *("socket", "ssl", "http", "urllib.request", "asyncio", "textual", "rich", "pydantic"),
    }
)
"""Files, clock, chance, environment, network and the screen: no business of the core."""

MODULES = sorted((ROOT / "explainer").rglob("*.py"))


def below(module: str) -> str:
    """Return the first name below explainer, which is what a layer is made of."""
    return module.partition(".")[2].partition(".")[0]


def layer(module: str) -> int:
    """Return the level of a module of explainer, counted from the bottom; of the package for its names."""
    known = frozenset().union(*LAYERS)
    name = below(module) if below(module) in known else ""
    return next(level for level, names in enumerate(LAYERS) if name in names)


def name_of(path: Path) -> str:
    """Return the dotted name of a source file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[str]:
    """Yield the names of all modules that a source file imports, at its head or anywhere."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_every_module_has_a_layer() -> None:
    assert {below(name_of(path)) for path in MODULES} <= frozenset().union(*LAYERS)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_arrows_point_down(path: Path) -> None:
    own = layer(name_of(path))
    up = [name for name in imported(path) if is_ours(name) and layer(name) > own]
    assert up == []


@pytest.mark.parametrize("path", [path for path in MODULES if name_of(path) != "explainer"], ids=name_of)
def test_no_module_reads_the_package_that_gathers_them(path: Path) -> None:
    if below(name_of(path)) in CORE:
        assert "explainer" not in imported(path)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_the_core_touches_nothing_outside(path: Path) -> None:
    if below(name_of(path)) in CORE:
        names = {name for full in imported(path) for name in (full, full.partition(".")[0])}
        assert names & OUTSIDE == set()


@pytest.mark.parametrize("module", ["explainer", "explainer.__main__"])
def test_the_library_and_the_commands_do_not_load_the_screens(module: str) -> None:
    program = f"import {module}, sys; print(sorted({{'textual', 'rich'}} & set(sys.modules)))"
    shown = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert shown.stdout == "[]\n"


def test_the_modules_of_the_screens_make_no_circle() -> None:
    names = {name_of(path): path for path in MODULES if below(name_of(path)) == "tui"}
    left = {name: {one for one in imported(path) if one in names} - {name} for name, path in names.items()}
    while free := {name for name, needed in left.items() if not needed & left.keys()}:
        left = {name: needed for name, needed in left.items() if name not in free}
    assert left == {}


def is_ours(name: str) -> bool:
    """Return whether this is a module of explainer, or a name in one."""
    return name.startswith("explainer.")
