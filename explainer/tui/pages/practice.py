"""The practice's screen as lines: a wrong signature, what may have made it, and what did."""

from __future__ import annotations

from explainer.diagnosis.challenge import Way
from explainer.diagnosis.practice import LEVELS
from explainer.render.challenge import signed_values, write_values
from explainer.render.diagnosis import explained
from explainer.render.difference import side_by_side
from explainer.render.formula import VALUES
from explainer.render.page import Page
from explainer.render.proof import prove, where_it_begins
from explainer.render.text import signature_line
from explainer.tui.document import EMPTY, Block, Document, Line, Lines, Link, Piece, spread, wrapped
from explainer.tui.pages.sheet import Sheet
from explainer.tui.practice import HINTS, Practice

_ASKED = "Some code signed this request with a published key. It does one of the three things below: which?"
_NUMBER = 4


def title(state: Practice, width: int) -> Block:
    """Return the line at the top: what this is, how hard, and the score."""
    left = (Piece(" Practice", "strong"), Piece(f": {LEVELS[state.level]}", "muted"))
    score = f"{state.right} of {state.given} right " if state.given else ""
    return Lines([spread(left, (Piece(score, "accent strong"),), width)])


def page(state: Practice, width: int) -> Block:
    """Return the question; after the answer what was right, with its proof and what to do."""
    if state.answer is None:
        return Document([_request(state, width), _candidates(state, width), _hint(state, width)])
    return Document([_graded(state, width), _candidates(state, width), _what_it_did(state, width)])


def _request(state: Practice, width: int) -> Block:
    sheet = Sheet(width)
    sheet.paragraph(_ASKED, indent=0)
    sheet.line()
    write_values(signed_values(state.question.request), sheet)
    proof = prove(state.question.request, state.explanation.mistakes)
    for label, trace in (
        (sheet.paint.wrong("The API-Sign that came out"), proof.wrong),
        (sheet.paint.right("The right one"), proof.right.trace),
    ):
        sheet.line()
        sheet.line(label)
        signature_line(trace.steps[-1].value, sheet, show_secret=True)
    return _lines(sheet)


def _candidates(state: Practice, width: int) -> Block:
    """Return what the code may have done; a click on it is the answer."""
    lines: list[Line] = [EMPTY]
    for at, way in enumerate(state.question.candidates):
        sign_of, style = _mark(state, at)
        link = None if state.answer is not None else Link("run", f"guess({at + 1})")
        head = Piece(f" {sign_of}{at + 1} ", f"{style} strong".strip(), link)
        lines += wrapped(
            (head, Piece(_titles(way), style if state.answer is not None else "", link)), width, _NUMBER
        )
    return Lines(lines)


def _mark(state: Practice, at: int) -> tuple[str, str]:
    """Return the sign and the style of a candidate."""
    if state.answer is None:
        return " ", "accent"
    if state.question.is_right(at):
        return "✓", "right"
    return ("✗", "wrong") if at == state.answer else (" ", "muted")


def _hint(state: Practice, width: int) -> Block:
    """Return the hints that were asked for, and how to ask for one."""
    sheet = Sheet(width)
    sheet.line()
    if state.hints:
        _printed(state, sheet)
    lines = list(_lines(sheet).lines)
    if state.hints < HINTS:
        words = "the right one beside it" if state.hints else "a value that the code printed on the way"
        lines.append((Piece("h", "accent strong", Link("run", "hint")), Piece(f"  a hint: {words}", "muted")))
    return Lines(lines)


def _printed(state: Practice, page: Page) -> None:
    """Write the value in which wrong begins to differ from right: alone, or both."""
    proof = prove(state.question.request, state.explanation.mistakes)
    difference = proof.first
    if difference is None:
        return
    name, beginning = where_it_begins(difference)
    page.title(f"The {VALUES[name].text} that the code had", difference.stage.id)
    if state.hints == HINTS:
        side_by_side(beginning, page, True)
    else:
        page.dump(beginning.wrong.value, show_secret=True)


def _graded(state: Practice, width: int) -> Block:
    made = state.question.made + 1
    if state.was_right:
        line: Line = (Piece("✓ Right.", "right strong"),)
    else:
        line = (Piece(f"✗ No, it was {made}.", "wrong strong"),)
    return Lines(wrapped((*line, Piece(" This gives exactly the API-Sign that came out.", "muted")), width))


def _what_it_did(state: Practice, width: int) -> Block:
    sheet = Sheet(width)
    explained(state.question.request, state.explanation, sheet, language=state.language, show_secret=True)
    return _lines(sheet)


def _titles(way: Way) -> str:
    return "; and: ".join([mistake.title for mistake in way])


def _lines(sheet: Sheet) -> Lines:
    return Lines([line for _, part in sheet.parts() for line in part])
