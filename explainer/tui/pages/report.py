"""The report's screen as lines: where the report went, and the report itself."""

from __future__ import annotations

from typing import NamedTuple

from explainer.tui.document import Block, Line, Lines, Piece, hard_wrapped, outside, paragraph, wrapped

_SENT = "It was sent to the clipboard{again} (OSC 52), which not every terminal allows. If it is not there,"
_PRINTED = "{command} prints it."
_SELECTED = "select it here with your terminal's own selection, in most with Shift held."
_NOTHING = "Nothing of your request and your keys is in it."
_FENCE = "```"


class Report(NamedTuple):
    """A report that was copied."""

    text: str = ""
    command: str = ""
    """The command that prints the same; empty if there is none."""
    again: bool = False
    """Whether it was copied once more."""


def head(state: Report, width: int) -> Block:
    """Return what this is, and where it went."""
    sent = _SENT.format(again=" again" if state.again else "")
    otherwise = _PRINTED.format(command=state.command) if state.command else _SELECTED
    title: Line = (Piece("The report", "accent strong"),)
    lines = [title, *paragraph(f"{sent} {otherwise} {_NOTHING}", width - 2)]
    return Lines([*[(Piece(" "), *line) for line in lines], (Piece("─" * width, "rule"),)])


def page(state: Report, width: int) -> Block:
    """Return the report, its lines broken where they are too long; in a block of values no space is lost."""
    lines: list[Line] = []
    in_block = False
    for text in state.text.rstrip("\n").split("\n"):
        style = "accent strong" if text.startswith("#") and not in_block else ""
        line: Line = (outside(text, style),)
        in_block ^= text.startswith(_FENCE)
        lines += [*hard_wrapped(line, width, as_code=True)] if in_block else wrapped(line, width)
        if not text:
            lines.append(())
    return Lines(lines)
