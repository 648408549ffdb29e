"""The README's pictures show what the screens show."""

from __future__ import annotations

import re

import pytest

from explainer.stages import STAGES
from tests.tui.pictures import FOLDER, names, picture


def comparable(svg: str) -> str:
    """Return a picture without how many mistakes there are just now, and how long the search took."""
    svg = re.sub(r"<text[^>]*>[^<]*signatures&#160;made[^<]*</text>", "…", svg)
    return re.sub(r"\d+&#160;mistakes", "…", svg)


@pytest.mark.parametrize("name", names())
def test_the_picture_is_not_stale(name: str) -> None:
    """`python tests/tui/pictures.py` draws all of them anew."""
    path = FOLDER / f"{name}.svg"
    assert comparable(picture(name)) == comparable(path.read_text(encoding="utf-8"))


def test_pictures_need_nothing_from_the_web_and_none_is_left_over() -> None:
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(names())
    for path in FOLDER.iterdir():
        addresses = set(re.findall(r"https?://[^\s\"'<)]+", path.read_text(encoding="utf-8")))
        loaded = {address for address in addresses if not address.startswith("http://www.w3.org/")}
        # A comment and what is shown on the screen; neither is loaded.
        assert loaded <= {"https://www.textualize.io", STAGES[0].source}, path
        assert "url(http" not in path.read_text(encoding="utf-8")
