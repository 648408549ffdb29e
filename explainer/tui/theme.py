"""All colours: a dark and a light theme, each also for terminals that have sixteen colours only."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from rich.style import Style
from textual.theme import Theme

DARK = "explainer-dark"
LIGHT = "explainer-light"
DARK_16 = "explainer-dark-16"
LIGHT_16 = "explainer-light-16"

_EMPHASIS = {
    "strong": "bold",
    "differs": "bold underline",
    "here": "bold reverse",
    "cursor": "bold reverse",
}

# Ink by the name of a style. Those named like an origin colour the bytes that came from there.
_DARK = {
    "background": "#10141b",
    "raised": "#1b222d",
    "rule": "#3a475a",
    "text": "#d7dde7",
    "muted": "#93a0b3",
    "accent": "#b9a8ff",
    "nonce": "#f2b95c",
    "postdata": "#74b9ff",
    "path": "#82d28e",
    "digest": "#f394d2",
    "key": "#ff9a86",
    "mac": "#5fd6d3",
    "api-key": "#c3cad6",
    "wrong": "#ff8080",
    "right": "#82d28e",
    "inherited": "#cfd67a",
    "added": "#10141b on #f5e56b",
}
_LIGHT = {
    "background": "#fbfaf7",
    "raised": "#efece4",
    "rule": "#bdb7a8",
    "text": "#23272f",
    "muted": "#5b6370",
    "accent": "#5a3fc8",
    "nonce": "#855000",
    "postdata": "#0a58a8",
    "path": "#1b6a30",
    "digest": "#9c2380",
    "key": "#ae2f1b",
    "mac": "#066468",
    "api-key": "#4d5663",
    "wrong": "#b3001e",
    "right": "#1b6a30",
    "inherited": "#626200",
    "added": "#23272f on #ffdf5e",
}
# Sixteen colours have no exact shade: only those that every common palette shows clearly.
_DARK_16 = {
    "background": "black",
    "raised": "black",
    "rule": "white",
    "text": "white",
    "muted": "white",
    "accent": "bright_white",
    "nonce": "bright_yellow",
    "postdata": "bright_white underline",
    "path": "bright_green",
    "digest": "bright_magenta",
    "key": "bright_blue",
    "mac": "bright_cyan",
    "api-key": "white",
    "wrong": "bold bright_red",
    "right": "bright_green",
    "inherited": "bold white",
    "added": "black on bright_yellow",
}
_LIGHT_16 = {
    "background": "bright_white",
    "raised": "bright_white",
    "rule": "black",
    "text": "black",
    "muted": "black",
    "accent": "blue",
    "nonce": "black underline",
    "postdata": "blue",
    "path": "black italic",
    "digest": "magenta",
    "key": "magenta underline",
    "mac": "blue underline",
    "api-key": "black",
    "wrong": "bold red",
    "right": "black",
    "inherited": "red",
    "added": "black on bright_yellow",
}

PALETTES: Mapping[str, Mapping[str, str]] = {
    DARK: _DARK,
    LIGHT: _LIGHT,
    DARK_16: _DARK_16,
    LIGHT_16: _LIGHT_16,
}


@lru_cache(maxsize=1024)
def style_of(theme: str, names: str) -> Style:
    """Return the style for space-separated style names, later ones over earlier ones."""
    palette = PALETTES[theme]
    style = Style.parse(f"{palette['text']} on {palette['background']}")
    for name in names.split():
        style += Style.parse(_EMPHASIS[name] if name in _EMPHASIS else palette[name])
    return style


def themes() -> list[Theme]:
    """Return the themes for Textual's own widgets, in the same colours."""
    return [_theme(name, palette) for name, palette in PALETTES.items()]


def sixteen(theme: str) -> str:
    """Return the theme's twin for a terminal of sixteen colours."""
    return {DARK: DARK_16, LIGHT: LIGHT_16}.get(theme, theme)


def other(theme: str) -> str:
    """Return the light theme for a dark one, and the other way round."""
    return {DARK: LIGHT, LIGHT: DARK, DARK_16: LIGHT_16, LIGHT_16: DARK_16}[theme]


def _theme(name: str, palette: Mapping[str, str]) -> Theme:
    few = name.endswith("-16")

    def ink(style: str) -> str:
        color = palette[style].replace(" underline", "").replace(" italic", "").replace("bold ", "")
        return f"ansi_{color}" if few else color

    return Theme(
        name=name,
        dark=name in (DARK, DARK_16),
        ansi=few,
        primary=ink("accent"),
        accent=ink("accent"),
        warning=ink("inherited"),
        error=ink("wrong"),
        success=ink("right"),
        foreground=ink("text"),
        background=ink("background"),
        surface=ink("background"),
        panel=ink("raised"),
        boost=ink("raised"),
        variables={
            "ansi-background": ink("background"),
            "ansi-foreground": ink("text"),
            "ink": ink("text"),
            "muted": ink("muted"),
            "rule": ink("rule"),
            "raised": ink("raised"),
            "paper": ink("background"),
            "scrollbar": ink("rule"),
            "scrollbar-hover": ink("muted"),
            "scrollbar-active": ink("accent"),
            "scrollbar-background": ink("background"),
            "scrollbar-background-hover": ink("background"),
            "scrollbar-background-active": ink("background"),
            "scrollbar-corner-color": ink("background"),
            # Reversed, so that it can be seen without colours.
            "input-cursor-background": ink("background"),
            "input-cursor-foreground": ink("text"),
            "input-cursor-text-style": "reverse",
            "input-selection-background": ink("accent"),
            "input-selection-foreground": ink("background"),
        },
    )
