"""Where code in a paste looks like a mistake, with what to do about each."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.diagnosis.model import Diagnosis, Verdict
from explainer.intake.pasted import Pasted
from explainer.intake.readers.model import Span
from explainer.pipeline.catalogue import decision_of, mistake
from explainer.pipeline.model import Mistake
from explainer.render.page import Page
from explainer.render.visible import cut, visible
from explainer.stages import STAGES

IN_CODE = "In your code   "
WHAT_TO_DO = "What to do     "
_MORE = "More           "
_LINE = 120
_ORDER = [stage.id for stage in STAGES]


def looks(pasted: Pasted) -> Iterator[tuple[str, Span]]:
    """Yield where code in a paste looks like a mistake, each with the mistake's id."""
    for part in pasted.parts:
        for remark in part.remarks:
            if remark.mistake:
                yield remark.mistake, remark.span


def in_code(pasted: Pasted) -> dict[str, str]:
    """Return by the id of a mistake the line of code in a paste that looks like it."""
    return {id: f"line {pasted.line(start)}: {_line(pasted, start)}" for id, (start, _) in looks(pasted)}


def hints(pasted: Pasted, page: Page, found: Diagnosis | None = None) -> None:
    """Write what code in a paste looks like, as long as nothing that came out tells what it really does."""
    if found is not None and found.verdict is not Verdict.UNEXPLAINED and found.request.signature is not None:
        return
    for id, (start, _) in looks(pasted):
        one = mistake(id)
        if found is not None and _told_by_values(found, one):
            continue
        page.line()
        page.title(f"Line {pasted.line(start)} looks like a mistake", id)
        page.paragraph(f"{one.title}.")
        page.paragraph(_line(pasted, start), label=IN_CODE)
        page.paragraph(one.fix, label=WHAT_TO_DO)
        page.paragraph(f"{page.ways.mistake.format(id=id)}.", label=_MORE)


def _told_by_values(found: Diagnosis, one: Mistake) -> bool:
    """Return whether printed values tell of a mistake: it explains them, or a right one comes behind it."""
    if any(one in explanation.mistakes for explanation in found.explanations):
        return True
    reached = [
        _ORDER.index(value.stage) for value in found.findings if value.right and value.stage != "secret"
    ]
    return _ORDER.index(decision_of(one).stage) < max(reached, default=0)


def _line(pasted: Pasted, at: int) -> str:
    """Return the line of a place."""
    start = pasted.text.rfind("\n", 0, at) + 1
    end = pasted.text.find("\n", at)
    return cut(visible(pasted.text[start : end if end >= 0 else len(pasted.text)].strip()), _LINE)
