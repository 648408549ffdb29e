"""What the search found about one request: the verdict, its proof and its fix, as the commands print it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from explainer.diagnosis.model import Diagnosis, Verdict
from explainer.intake.writing import without_code
from explainer.render import reading
from explainer.render.diagnosis import broken_key, diagnosis, verdict
from explainer.render.hints import hints, in_code
from explainer.render.masking import may_show
from explainer.render.searched import doing, signatures
from explainer.tui.debugging import Debug
from explainer.tui.document import EMPTY, Block, Document, Line, Lines, Link, Piece, paragraph, wrapped
from explainer.tui.forms import LABELS, Outcome
from explainer.tui.pages.sheet import Sheet

TO_GIVE: Mapping[str, str] = MappingProxyType(
    {
        "path": "the URI path that your code signs, such as /0/private/Balance",
        "nonce": "the nonce that your code sent, or POST data that carries it",
        "body": "the POST data exactly as it is sent, such as nonce=1616492376594&pair=XBTUSD",
        "secret": "paste it alone, or e to type it into its field; it is masked at once. Without it: c, a"
        " challenge",
        "signature": "the API-Sign that your code made, or a value that it printed on the way",
    }
)
"""What to give for a field that is missing."""

_SEARCHING = (
    "The search makes the mistakes of the catalogue, alone and together, until one combination gives"
    " exactly your bytes. Esc ends it and shows what is known by then."
)
_BROKE_OFF = "The search broke off, which has nothing to do with your request. r tries again."


def verdict_page(state: Debug, width: int) -> Block:
    """Return all that there is to say about the request that is shown, but for the line on its status."""
    form, outcome = state.form, state.outcome
    if state.found is not None:
        return Document(_found(state, state.found, width))
    if outcome is not None and outcome.failed:
        return Lines(paragraph(_BROKE_OFF, width))
    if outcome is not None:
        return Lines(paragraph(_SEARCHING, width, "muted"))
    if form.empty:
        return Lines(
            paragraph(
                "Here comes which mistakes make exactly the signature that you pasted, proven byte by byte,"
                " where it begins to differ, and how to mend it.",
                width,
                "muted",
            )
        )
    return Document(_waiting(state, width))


def status_line(state: Debug) -> Line:
    """Return in one line where things stand with the request that is shown."""
    form, outcome = state.form, state.outcome
    if state.found is not None:
        right = state.found.verdict is Verdict.CORRECT
        sign, style = ("✓ ", "right") if right else ("✗ ", "wrong")
        return (Piece(sign, f"{style} strong"), Piece(verdict(state.found), f"{style} strong"))
    if outcome is not None and outcome.failed:
        return (Piece("✗ ", "wrong strong"), Piece(outcome.failed, "wrong"))
    broken = broken_key(form.checks["secret"])
    if outcome is not None and broken is not None:
        said = Piece(f"The private key is broken: {broken.message}", "wrong strong")
        return (Piece("✗ ", "wrong strong"), said, Piece(". … ", "muted"), *_progress(outcome))
    if outcome is not None:
        return (Piece("… ", "accent strong"), *_progress(outcome))
    if form.empty:
        return (Piece("Nothing is searched yet", "muted"),)
    if form.conflicts:
        name = reading.LABELS[form.conflicts[0].field]
        return (Piece("? ", "accent strong"), Piece(f"Which {name} is meant? Press its number", "strong"))
    if form.faults:
        named = ", ".join([LABELS.get(name, name) for name in form.faults])
        return (Piece("✗ ", "wrong strong"), Piece(f"Cannot be used as it stands: {named}", "wrong"))
    if not form.missing:
        return (Piece("… ", "accent strong"), Piece("The search begins in a moment", "strong"))
    named = ", ".join([LABELS[name] for name in form.missing])
    return (Piece("○ ", "muted"), Piece(f"Missing: {named}", "strong"))


def _progress(outcome: Outcome) -> Line:
    step = outcome.step
    if step is None:
        return (Piece("Searching", "strong"),)
    tried = f", {signatures(step.candidates)}" if step.candidates else ""
    return (Piece(doing(step), "strong"), Piece(f"{tried}, {outcome.seconds:.1f} s", "muted"))


def _waiting(state: Debug, width: int) -> Iterator[Block]:
    form = state.form
    sheet = Sheet(width)
    hints(state.shown, sheet)
    seen = [line for _, lines in sheet.parts() for line in lines]
    lines: list[Line] = [*seen[1:], EMPTY] if seen else []
    for name, problem in form.faults.items():
        sign = Piece(f"✗ {LABELS.get(name, name)}: ", "wrong strong")
        lines += wrapped((sign, Piece(problem, "wrong")), width, 2)
    if form.conflicts:
        lines += paragraph(
            "The paste has several values for one field: press the number of the right one.", width
        )
    if form.missing and not form.conflicts:
        lines += [*paragraph("The search begins by itself as soon as there is also", width), EMPTY]
        for name in form.missing:
            head = Piece(f"• {LABELS[name]}  ", "strong")
            lines += wrapped((head, Piece(TO_GIVE[name], "muted")), width, 2)
    yield Lines(lines)


def _found(state: Debug, found: Diagnosis, width: int) -> Iterator[Block]:
    if state.outcome is not None and state.outcome.stopped:
        yield Lines([(Piece("You ended the search; r searches again.", "muted"),), EMPTY])
    sheet = Sheet(width)
    sheet.pasted_in = state.pasted_in
    sheet.wanted = "" if state.chosen else without_code(state.pasted)
    sheet.in_code = in_code(state.pasted)
    diagnosis(
        found,
        sheet,
        language=state.language,
        others=() if state.outcome is None else state.outcome.others,
        everything=True,
        headed=False,
        show_secret=may_show(found.request),
    )
    hints(state.shown, sheet, found)
    for name, lines in sheet.parts():
        if name:
            yield Lines(_opens(state, int(name) - 1, width))
        yield Lines(lines)


def _opens(state: Debug, index: int, width: int) -> Iterator[Line]:
    """Yield the line that leads to the tutorial with the mistakes of an explanation."""
    found = state.found
    several = found is not None and len(found.explanations) > 1
    link = Link("open", str(index))
    here = index == state.cursor
    sign = Piece("▸ " if here and several else "  " if several else "", "accent strong")
    words = Piece(" see it at its stage, right and wrong side by side", "" if here else "muted", link)
    yield EMPTY
    yield from (
        wrapped((sign, Piece("o" if here else "n", "accent strong", link), words), width, 2)
        if here
        else [(sign, Piece("see it at its stage", "muted", link))]
    )
