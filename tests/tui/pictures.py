"""The README's pictures of the screens: python tests/tui/pictures.py [FOLDER]

Each screen is drawn in the dark and in the light theme, as SVG that needs nothing from the web.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from textual.events import Paste  # noqa: E402

from explainer.example import EXAMPLE  # noqa: E402
from explainer.pipeline.run import sign  # noqa: E402
from explainer.tui.app import THEMES, Explainer  # noqa: E402
from explainer.tui.theme import PALETTES  # noqa: E402

FOLDER = ROOT / ".github" / "pictures"
HEX = ("slash", *"digest-as-hex", "enter", "down")
"""Searches for one mistake and highlights it."""

PASTE = f"""\
This fails:

curl https://api.kraken.com/0/private/AddOrder \\
    -H 'API-Key: {EXAMPLE.api_key.decode() or "public"}' \\
    -H 'API-Sign: {sign(EXAMPLE, ["digest-as-hex"])}' \\
    -d '{EXAMPLE.body.decode()}'

KRAKEN_SECRET={EXAMPLE.secret.expose().decode()}
"""
"""Somebody's request, signed with a mistake."""

SCREENS: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "stage": ((80, 42), ("3",)),
    "mistake": ((120, 36), (*HEX, "enter", "m")),
    "article": ((80, 36), ("a", *["right"] * 6)),
    "whole": ((80, 42), ("0",)),
    "debug": ((130, 33), ("d", PASTE)),
}
"""The size of the terminal and the keys that lead to each screen; a text of several lines is pasted."""

_TO_SEARCH = 1.0
"""Seconds after which the search for what was pasted has begun."""
_CLIP = 'clip-path="url(#clip-terminal)">'
_FONTS = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"


def names() -> list[str]:
    """Return the names of all pictures, without the suffix."""
    return [f"{screen}-{theme}" for screen in SCREENS for theme in THEMES]


def picture(name: str) -> str:
    """Return one picture as SVG."""
    screen, _, theme = name.partition("-")
    size, keys = SCREENS[screen]

    async def draw() -> str:
        app = Explainer(EXAMPLE, theme)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            for key in keys:
                if "\n" in key:
                    app.post_message(Paste(key))
                    await pilot.pause(_TO_SEARCH)
                    await app.workers.wait_for_complete()
                else:
                    await pilot.press(key)
            await pilot.pause()
            return app.export_screenshot(title="explainer")

    return alone(asyncio.run(draw()), PALETTES[THEMES[theme]]["background"])


def alone(svg: str, paper: str) -> str:
    """Return a picture without what it would load from the web, smaller, and with its spaces kept."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code, monospace", _FONTS)
    svg = re.sub(r"terminal-\d+-", "", svg)
    svg = re.sub(r'<clipPath id="line-\d+">.*?</clipPath>\s*', "", svg, flags=re.DOTALL)
    svg = re.sub(r' clip-path="url\(#line-\d+\)"', "", svg)
    # One background for all cells that have the same.
    svg = re.sub(rf'<rect fill="{paper}"[^>]*/>', "", svg)
    ground = f'<rect fill="{paper}" width="100%" height="100%"/>'
    svg = svg.replace(_CLIP, _CLIP + ground, 1)
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
    return re.sub(r"[ \t]+\n", "\n", svg)


def main(folder: Path) -> None:
    """Write all pictures into a folder."""
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    folder.mkdir(parents=True, exist_ok=True)
    for name in names():
        path = folder / f"{name}.svg"
        path.write_text(picture(name), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
