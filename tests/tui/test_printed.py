"""What a command prints is the same on a screen, in styles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.diagnosing import diagnose
from explainer.example import EXAMPLE
from explainer.languages import LANGUAGES
from explainer.pipeline.run import sign
from explainer.render.colour import Paint
from explainer.render.diagnosis import diagnosis
from explainer.render.page import Page
from explainer.render.visible import visible
from explainer.tui.document import Line, width_of
from explainer.tui.pages.sheet import Sheet
from explainer.tui.theme import DARK, style_of

FOUND = diagnose(EXAMPLE._replace(signature=sign(EXAMPLE, ["digest-as-hex"])))


def plain(line: Line) -> str:
    return "".join([piece.text for piece in line])


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_words_are_those_of_the_command(width: int) -> None:
    def write(page: Page) -> None:
        diagnosis(FOUND, page, language=LANGUAGES[0], show_secret=True)

    page = Page(width, Paint(False))
    write(page)
    sheet = Sheet(width)
    write(sheet)
    lines = [line for _, part in sheet.parts() for line in part]
    assert "".join(map(plain, lines)).replace(" ", "") == "".join(str(page).split())
    assert max(map(width_of, lines)) <= width
    styles = {piece.style for line in lines for piece in line}
    assert {"wrong strong", "accent strong", "rule"} <= styles
    for style in styles:
        style_of(DARK, style)


@given(st.text())
def test_text_from_outside_is_only_text(text: str) -> None:
    sheet = Sheet(40)
    sheet.line(sheet.paint.wrong(visible(text)))
    lines = [line for _, part in sheet.parts() for line in part]
    assert "".join(map(plain, lines)).rstrip() == visible(text).rstrip()
