"""The challenge's screen as lines: what is asked, or the verdict, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.diagnosis.challenge import Challenge
from explainer.render.challenge import INTRODUCTION, handed_out, identified, so_far, values_of
from explainer.tui.challenge import Asking
from explainer.tui.document import Block, Line, Lines, Piece, spread, wrapped
from explainer.tui.pages.sheet import Sheet


def title(state: Asking, width: int) -> Block:
    """Return the line at the top: what this is, and how far it has come."""
    left = (Piece(" Challenge", "strong"), Piece(", without a private key of yours", "muted"))
    shown = state.shown
    what = "the verdict" if shown.challenge is None else f"request {shown.number}"
    if state.searching:
        what += ", answered" if len(state.answers) > len(shown.answers) else ", skipped"
    return Lines([spread(left, (Piece(f"{what} ", "accent strong"),), width)])


def page(state: Asking, width: int) -> Block:
    """Return what is asked now, with what the answers show so far; in the end the verdict."""
    state = state.shown
    sheet = Sheet(width)
    if state.challenge is None and state.known is not None:
        identified(state.known, state.answers, sheet, language=state.language)
    elif state.challenge is not None:
        if state.known is not None and state.answers:
            so_far(state.known, sheet)
        else:
            sheet.paragraph(INTRODUCTION, indent=0)
        sheet.line()
        handed_out(state.challenge, state.number, sheet)
    return Lines([line for _, part in sheet.parts() for line in part])


def as_text(challenge: Challenge) -> str:
    """Return what is to be signed as text to be copied, a line for each value."""
    return "\n".join([f"{label}: {value}" for label, value in values_of(challenge)]) + "\n"


def status(state: Asking, width: int) -> Block:
    """Return what has to be said now; no line if there is nothing."""
    if state.searching:
        said = f"; {state.said}" if state.said else ""
        line: Line = (Piece("… ", "accent strong"), Piece(_search(state), "accent"), Piece(said, "muted"))
    elif state.said:
        line = (Piece(state.said, "muted"),)
    else:
        return Lines([(Piece(" "), *row) for line in _ways_on(state) for row in wrapped(line, width - 1)])
    return Lines([(Piece(" "), *row) for row in wrapped(line, width - 1)])


def _ways_on(state: Asking) -> Iterator[Line]:
    """Yield what can be done after the verdict to know more."""
    if state.challenge is not None or state.known is None:
        return
    if state.known.body_assumed:
        yield (Piece("b", "accent strong"), Piece(" says which POST data your code sends", "muted"))
    if state.known.next is not None:
        yield (Piece("u", "accent strong"), Piece(f" goes on with request {state.number}", "muted"))


def _search(state: Asking) -> str:
    return f"trying several mistakes at once: {state.tried:,} signatures so far; Esc stops"
