"""What stands around the three parts of the debug screen, and the first of them: the paste."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.intake.pasted import Conflict
from explainer.render.reading import LABELS, place, told_apart
from explainer.tui.debugging import PANES, Debug, Pane
from explainer.tui.document import (
    EMPTY,
    Block,
    Document,
    Line,
    Lines,
    Link,
    Piece,
    cut,
    outside,
    paragraph,
    spread,
    width_of,
    wrapped,
)
from explainer.tui.forms import DOUBTFUL
from explainer.tui.pages.echo import echo, understood
from explainer.tui.pages.verdict import status_line

TITLES = {Pane.PASTE: "The paste", Pane.FIELDS: "The fields", Pane.VERDICT: "The verdict"}
_SIDE_FROM = 110
_COLUMN = 6
"""Cells in front of what can be chosen."""
_INVITATION = (
    "Paste anything: a curl command, a log, a snippet, a .env file, JSON, printed values. Nothing leaves"
    " this machine. The private key is masked at once."
)
_WAYS = (
    (
        "c",
        "challenge",
        "No signature at hand, or no wish to paste a key? Sign a request made with a published"
        " key: the challenge needs no secret of yours.",
    ),
    ("e", "fields", "Or fill in the fields by hand."),
)


def left_width(width: int) -> int:
    """Return the columns that paste and fields take beside the verdict; 0 where they take its place."""
    return width * 45 // 100 if width >= _SIDE_FROM else 0


def top_lines(state: Debug, width: int) -> Lines:
    """Return the title, where things stand, and what has to be decided."""
    left: Line = (Piece(" Debug an API-Sign", "strong"),)
    if width >= 70:
        left = (*left, Piece(", from what you have to the mistake that made it", "muted"))
    right: Line = (Piece("d", "accent strong", Link("leave")), Piece(" tutorial ", "muted", Link("leave")))
    lines = [spread(left, right, width)]
    if len(state.forms) > 1:
        lines += wrapped(tuple(_requests(state)), width, 1)
    lines += [(Piece(" "), *line) for line in wrapped(status_line(state), width - 1, 2)]
    return Lines([*lines, *_question(state, width)])


def head_line(state: Debug, width: int, left: int) -> Line:
    """Return the line above the parts: which there are, and on which the keys work.

    `left` is the width of paste and fields if the verdict stands beside them, else 0.
    """
    if not left:
        return _tabs(state, PANES, width)
    return (
        *_tabs(state, (Pane.PASTE, Pane.FIELDS), left),
        Piece("┬", "rule"),
        *_tabs(state, (Pane.VERDICT,), width - left - 1),
    )


def paste_page(state: Debug, width: int) -> Block:
    """Return the paste as it was understood, or what can be pasted here."""
    said = ([state.refused] if state.refused else []) + [*state.remarks]
    remarks = [line for remark in said for line in _remark(remark, width)]
    if not state.pasted.text:
        return Document([Lines(remarks), _invitation(state, width)])
    hidden = [(Piece("· ", "muted strong"), Piece(f"the API-Sign is {DOUBTFUL}", "muted"))]
    notes = [row for line in hidden if state.doubtful for row in wrapped(line, width, 2)]
    return Document(
        [
            *(Lines(remarks), understood(state.shown, width)),
            *(Lines([*notes, EMPTY]), echo(state.shown, width)),
        ]
    )


def _invitation(state: Debug, width: int) -> Block:
    lines: list[Line] = [EMPTY, *paragraph(_INVITATION, width, "strong"), EMPTY]
    for key, action, words in _WAYS:
        head = (
            Piece(f"{key}  ", "accent strong", Link("run", action)),
            Piece(words, "", Link("run", action)),
        )
        lines += [*wrapped(head, width, 3), EMPTY]
    said = (
        "A terminal may change line ends and drop invisible characters of a paste. A file is read byte for"
        " byte: explainer debug FILE"
    )
    lines += paragraph(said, width, "muted")
    if state.before is not None:
        lines += [
            EMPTY,
            (Piece("x  ", "accent strong", Link("run", "clear")), Piece("takes back what was there")),
        ]
    return Lines(lines)


def _requests(state: Debug) -> Iterator[Piece]:
    """Yield the requests of the paste with how each stands."""
    yield Piece(f" {len(state.forms)} requests", "strong")
    for at, form in enumerate(state.forms):
        found = form.outcome.found if form.outcome else None
        sign = "…" if form.outcome and form.outcome.running else "○"
        style = "muted"
        if found is not None:
            sign, style = ("✓", "right") if found.verdict.value == "correct" else ("✗", "wrong")
        here = at == state.at
        link = Link("request", str(at))
        yield Piece(" ▸ " if here else "   ", "accent strong", link)
        line = f"line {state.pasted.line(form.pasted.start)}"
        yield Piece(f"{sign} ", f"{style} strong", link)
        yield Piece(f"{at + 1}: {line}", "accent strong" if here else "muted", link)
    yield Piece("   [ ] switch", "muted")


def _question(state: Debug, width: int) -> Iterator[Line]:
    """Yield the choices of the first conflict, or in one line those of the one that was decided last."""
    question = state.form.question
    if question is None:
        return
    if not state.form.conflicts:
        values, places = tuple(_chosen(state, question)), tuple(_chosen(state, question, values=False))
        yield from wrapped(places, width, _COLUMN) if width_of(values) > width else [values]
        return
    texts = told_apart(state.shown, question.choices)
    for number, (found, text) in enumerate(zip(question.choices, texts, strict=True), 1):
        link = Link("choose", str(number - 1))
        # One without a name may be several fields; then the field says which.
        what = f"{LABELS[found.field]}: " if found.field != question.field else ""
        line = (
            Piece(f"   {number}  ", "accent strong", link),
            outside(f"{what}{text}", "strong", link),
            outside(f"  {place(state.pasted, found)}", "muted", link),
        )
        yield from wrapped(line, width, _COLUMN)


def _chosen(state: Debug, question: Conflict, *, values: bool = True) -> Iterator[Piece]:
    """Yield the choices of a conflict, the one that was taken marked, with their `values` or without."""
    yield Piece(f"   {LABELS[question.field]}:", "muted")
    fields = {found.field for found in question.choices}
    for at, (found, text) in enumerate(
        zip(question.choices, told_apart(state.shown, question.choices), strict=True)
    ):
        link = Link("choose", str(at))
        taken = state.form.chosen == (question.field, at)
        yield Piece("  ▸ " if taken else "    ", "accent strong", link)
        yield Piece(f"{at + 1} ", "accent strong", link)
        what = text if len(fields) == 1 else LABELS[found.field]
        line = f"line {state.pasted.line(found.span[0])}"
        words = f"{what} ({line})" if values or len(fields) > 1 else line
        yield outside(words, "strong" if taken else "muted", link)


def _remark(text: str, width: int) -> list[Line]:
    return wrapped((Piece("! ", "inherited strong"), outside(text)), width, 2)


def _tabs(state: Debug, panes: tuple[Pane, ...], width: int) -> Line:
    line: list[Piece] = [Piece("──", "rule")]
    for pane in panes:
        active = pane is state.pane
        line.append(
            Piece(f" {TITLES[pane]} ", "accent strong" if active else "muted", Link("pane", pane.value))
        )
        line.append(Piece("──", "rule"))
    shown = cut(tuple(line), width)
    return (*shown, Piece("─" * (width - width_of(shown)), "rule"))
