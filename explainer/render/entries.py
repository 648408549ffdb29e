"""The catalogue as text: the list of all mistakes and notes, and one of them in full."""

from __future__ import annotations

from collections.abc import Iterable

from explainer.diagnosis.published import shown_on, with_right_signature
from explainer.errors import InputError
from explainer.example import EXAMPLE
from explainer.pipeline.catalogue import decision_of
from explainer.pipeline.model import Mistake, Note
from explainer.pipeline.run import explain
from explainer.render.difference import about, difference
from explainer.render.page import Page
from explainer.render.visible import visible
from explainer.stages import STAGES


def listing(mistakes: Iterable[Mistake], notes: Iterable[Note], page: Page) -> None:
    """Write the ids and titles of mistakes and notes, by stage and by the question they answer wrongly."""
    by_decision: dict[str, list[Mistake]] = {}
    for mistake in mistakes:
        by_decision.setdefault(decision_of(mistake).id, []).append(mistake)
    by_stage: dict[str, list[Note]] = {}
    for note in notes:
        by_stage.setdefault(note.stage, []).append(note)
    for number, stage in enumerate(STAGES, 1):
        decisions = [decision for decision in stage.decisions if decision.id in by_decision]
        if not decisions and stage.id not in by_stage:
            continue
        page.title(f"{number}  {stage.title}", stage.id)
        for decision in decisions:
            page.line()
            page.paragraph(f"{decision.question} Right: {decision.right_way}.")
            for mistake in by_decision[decision.id]:
                _row(mistake.id, mistake.title, page)
        if stage.id in by_stage:
            page.line()
            page.paragraph("What goes wrong here without changing a byte:")
            for note in by_stage[stage.id]:
                _row(note.id, note.title, page)
        page.line()


def mistake_in_full(mistake: Mistake, page: Page) -> None:
    """Write all about a mistake and what it makes of a published request, the example if it shows there."""
    decision = decision_of(mistake)
    _heading(mistake.id, mistake.title, decision.stage, page)
    page.paragraph(decision.question, label="The question   ")
    page.paragraph(decision.right_way, label="The right way  ")
    about(mistake, page)
    page.line()
    request = shown_on([mistake], with_right_signature()) or EXAMPLE
    try:
        wrong = explain(request, [mistake])
    except ValueError as problem:
        page.paragraph(
            f"On Kraken's published example it cannot be made alone: {why_not(mistake, problem)}.", indent=0
        )
        return
    if request != EXAMPLE:
        page.paragraph(
            "Kraken's published example does not show it, a request with this POST data does:", indent=0
        )
        page.line()
        page.paragraph(visible(request.body.decode(errors="backslashreplace")), label="POST data")
        page.line()
    difference(explain(request), wrong, page, show_secret=True, briefly=True)


def why_not(mistake: Mistake, problem: ValueError) -> str:
    """Return why a mistake cannot be made, in words about the mistake and not about the person's key."""
    if isinstance(problem, InputError):
        return f"{mistake.title[:1].lower()}{mistake.title[1:]}, and a strict decoder refuses that"
    return str(problem)


def note_in_full(note: Note, page: Page) -> None:
    """Write all about a note."""
    _heading(note.id, note.title, note.stage, page)
    page.paragraph(note.text, label="What happens   ")
    page.paragraph(note.answer, label="Kraken answers ")
    page.paragraph(note.fix, label="What to do     ")
    if note.languages:
        page.paragraph(", ".join(note.languages), label="Met in         ")
    if note.source:
        page.paragraph(note.source, label="Source         ")
    page.line()
    page.paragraph(f"The signature is right: this is about {_ABOUT[note.about]}.", indent=0)


_ABOUT = {"nonce": "the nonce over time", "http": "the HTTP call", "account": "the account"}


def _heading(id: str, title: str, stage: str, page: Page) -> None:
    page.title(id, stage)
    page.paragraph(f"{title}.", indent=0)
    page.line()


def _row(id: str, title: str, page: Page) -> None:
    """Write an id and, in a column of its own where there is room, the title."""
    column = 36
    if page.width >= 100:
        page.paragraph(title, indent=4, label=id.ljust(column))
    else:
        page.line(f"    {page.paint.strong(id)}")
        page.paragraph(title, indent=8)
