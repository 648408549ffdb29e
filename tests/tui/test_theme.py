"""The colours: readable in every theme, never the only sign, and nowhere but in theme.py."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from rich.color import Color
from rich.terminal_theme import TerminalTheme

from explainer.pipeline.traced import Origin
from explainer.render.colour import LETTERS
from explainer.tui import theme
from explainer.tui.theme import DARK, DARK_16, LIGHT, LIGHT_16, PALETTES, other, sixteen, style_of
from tests.paths import ROOT

# The sixteen colours of the Linux console and of xterm, between which most palettes lie.
CONSOLE = TerminalTheme(
    (0, 0, 0),
    (170, 170, 170),
    [
        (0, 0, 0),
        (170, 0, 0),
        (0, 170, 0),
        (170, 85, 0),
        (0, 0, 170),
        (170, 0, 170),
        (0, 170, 170),
        (170, 170, 170),
    ],
    [
        (85, 85, 85),
        (255, 85, 85),
        (85, 255, 85),
        (255, 255, 85),
        (85, 85, 255),
        (255, 85, 255),
        (85, 255, 255),
        (255, 255, 255),
    ],
)
XTERM = TerminalTheme(
    (0, 0, 0),
    (229, 229, 229),
    [
        (0, 0, 0),
        (205, 0, 0),
        (0, 205, 0),
        (205, 205, 0),
        (0, 0, 238),
        (205, 0, 205),
        (0, 205, 205),
        (229, 229, 229),
    ],
    [
        (127, 127, 127),
        (255, 0, 0),
        (0, 255, 0),
        (255, 255, 0),
        (92, 92, 255),
        (255, 0, 255),
        (0, 255, 255),
        (255, 255, 255),
    ],
)
LINES_ONLY = {"rule", "background", "raised"}
"""Styles in which nothing is written but lines."""


def luminance(color: Color, terminal: TerminalTheme) -> float:
    """Return the relative luminance of a colour (WCAG 2.1)."""
    channels = [part / 255 for part in color.get_truecolor(terminal)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(name: str, styles: str, terminal: TerminalTheme = CONSOLE) -> float:
    style = style_of(name, styles)
    assert style.color is not None
    assert style.bgcolor is not None
    bright, dim = sorted([luminance(style.color, terminal), luminance(style.bgcolor, terminal)], reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("name", [DARK, LIGHT])
def test_all_text_stands_out_from_its_background(name: str) -> None:
    weak = {style: round(contrast(name, style), 2) for style in PALETTES[name] if style not in LINES_ONLY}
    assert {style: ratio for style, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", [DARK_16, LIGHT_16])
@pytest.mark.parametrize("terminal", [CONSOLE, XTERM])
def test_sixteen_colours_stand_out_in_the_usual_palettes(name: str, terminal: TerminalTheme) -> None:
    """Large differences between palettes leave few colours: 4.5 where they have it, 3 at the least."""
    ratios = [contrast(name, style, terminal) for style in PALETTES[name] if style not in LINES_ONLY]
    assert min(ratios) >= 3
    assert contrast(name, "text", terminal) >= 4.5


@pytest.mark.parametrize("name", [DARK, LIGHT])
def test_fields_are_readable_on_their_raised_ground(name: str) -> None:
    ground = luminance(Color.parse(PALETTES[name]["raised"]), CONSOLE)
    for ink in ("text", "muted"):
        value = luminance(Color.parse(PALETTES[name][ink]), CONSOLE)
        assert (max(value, ground) + 0.05) / (min(value, ground) + 0.05) >= 4.5


@pytest.mark.parametrize("name", PALETTES)
def test_every_origin_looks_different_and_has_a_letter_of_its_own(name: str) -> None:
    for one, two in combinations(Origin, 2):
        assert style_of(name, one.value) != style_of(name, two.value)
        assert LETTERS[one] != LETTERS[two]


@pytest.mark.parametrize("name", PALETTES)
def test_marks_do_not_look_like_origins(name: str) -> None:
    assert style_of(name, "key").color != style_of(name, "wrong").color
    assert style_of(name, "nonce").color != style_of(name, "inherited").color


@pytest.mark.parametrize("name", PALETTES)
def test_differing_bytes_differ_in_more_than_colour(name: str) -> None:
    style = style_of(name, "digest differs")
    assert style.underline
    assert style.bold
    assert style_of(name, "digest here").reverse


def test_each_theme_has_its_counterparts() -> None:
    assert {sixteen(name) for name in PALETTES} == {DARK_16, LIGHT_16}
    for name in PALETTES:
        assert other(other(name)) == name
        assert other(name) != name
    assert {each.name: each.dark for each in theme.themes()} == {
        DARK: True,
        LIGHT: False,
        DARK_16: True,
        LIGHT_16: False,
    }


def test_colours_stand_in_one_file() -> None:
    for path in (ROOT / "explainer" / "tui").rglob("*"):
        if path.suffix in (".py", ".tcss") and path.name != "theme.py":
            assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![\w-])(?!\s*\{)", _without_ids(path.read_text())), (
                path
            )


def _without_ids(text: str) -> str:
    """Return style rules or code without selectors, which begin with the same sign as colours."""
    return re.sub(r"""["'.,\s]#[a-z]+\b""", " ", text)
