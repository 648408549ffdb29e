"""The list of keys, signs and colours."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from explainer.pipeline.traced import Origin
from explainer.render.colour import LETTERS, NAMES
from explainer.tui.document import EMPTY, Block, Line, Lines, Piece, cut, spread, wrapped
from explainer.tui.keys import Context, Groups, grouped
from explainer.tui.pages.marks import LISTED, MARKS, REFUSED
from explainer.tui.widgets.canvas import Canvas

_COLUMN = 18


class HelpPage(Canvas[Groups]):
    """All keys by group, then what signs and letters mean."""

    SCROLLS = True

    def __init__(self) -> None:
        super().__init__(id="help")
        self.lead = " "

    def document(self, state: Groups, width: int) -> Block:
        title = (Piece("Keys and signs", "accent strong"),)
        lines = [spread(title, (Piece("Esc closes", "muted"),), width), EMPTY]
        for group, keys in state:
            lines += [(Piece(group, "accent strong"),)]
            for key in keys:
                lines += _entry(Piece(key.shown, "strong"), key.words, width)
            lines.append(EMPTY)
        lines += [(Piece("Signs, when mistakes are on", "accent strong"),)]
        for mark in {mark.sign: mark for mark in (REFUSED, *reversed(MARKS.values()))}.values():
            lines += _entry(Piece(mark.sign, f"{mark.style} strong"), mark.words, width)
        lines += [EMPTY, (Piece("Signs in the list of mistakes", "accent strong"),)]
        for mark in LISTED:
            lines += _entry(Piece(mark.sign, f"{mark.style} strong"), mark.words, width)
        lines += [EMPTY, (Piece("Where bytes come from", "accent strong"),)]
        for origin in Origin:
            lines += _entry(Piece(LETTERS[origin], origin.value), NAMES[origin], width)
        lines += _entry(Piece("│", "rule"), "between two bytes: the origin changes", width)
        lines += _entry(Piece("[ ]", "wrong"), "around bytes that differ from the right ones", width)
        return Lines(lines)


class Help(Screen[None]):
    """Shown instead of the tutorial until a key closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,question_mark,q,enter", "close", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("pageup,backspace,b", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("home", "scroll(-1000)", show=False),
        Binding("end", "scroll(1000)", show=False),
    ]
    AUTO_FOCUS = ""

    def __init__(self, context: Context) -> None:
        """Tell first of the keys for what a person is doing."""
        super().__init__()
        self._about = context

    def compose(self) -> ComposeResult:
        page = HelpPage()
        page.state = grouped(self._about)
        yield page

    def on_click(self) -> None:
        self.action_close()

    def action_close(self) -> None:
        self.dismiss(None)

    def action_scroll(self, by: int) -> None:
        self.query_one(HelpPage).scroll_by(by)

    def action_page(self, by: int) -> None:
        page = self.query_one(HelpPage)
        page.scroll_by(by * max(page.size.height - 2, 1))


def _entry(left: Piece, text: str, width: int) -> list[Line]:
    first = wrapped((Piece(text),), width - _COLUMN - 2)
    head = cut((Piece("  "), left), _COLUMN + 1)
    space = _COLUMN + 2 - sum(len(piece.text) for piece in head)
    return [
        (*head, Piece(" " * space), *line) if not at else (Piece(" " * (_COLUMN + 2)), *line)
        for at, line in enumerate(first)
    ]
