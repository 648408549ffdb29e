"""The wheel has all that the program reads, and nothing of the tests."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from explainer import __version__
from tests.paths import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the checkout, without network."""
    directory = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(directory)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(directory.glob("*.whl"))


def test_the_wheel_has_every_file_of_the_package(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if not name.startswith("explainer-")}
    sources = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "explainer").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == sources
    assert "explainer/py.typed" in packed


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        metadata = archive.read(f"explainer-{__version__}.dist-info/METADATA").decode()
        entries = archive.read(f"explainer-{__version__}.dist-info/entry_points.txt").decode()
    assert f"Version: {__version__}" in metadata
    assert "Requires-Python: >=3.10" in metadata
    assert re.findall(r"^Requires-Dist: ([a-z]+)[^;]*$", metadata, re.MULTILINE) == ["textual"]
    assert "explainer = explainer.__main__:main" in entries


def test_the_changelog_tells_this_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
