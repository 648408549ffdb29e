"""What values printed by somebody's code turned out to be, as text."""

from __future__ import annotations

from explainer.diagnosis.model import Diagnosis, Downstream, Finding, Verdict
from explainer.diagnosis.outputs import pasted
from explainer.intake.concealing import may_be_key
from explainer.pipeline.catalogue import DECISIONS
from explainer.pipeline.catalogue import stage as find_stage
from explainer.pipeline.compare import Difference, Effect, changed
from explainer.pipeline.run import Step
from explainer.pipeline.traced import Origin, Traced
from explainer.render.difference import side_by_side
from explainer.render.formula import VALUES
from explainer.render.page import Page
from explainer.render.proof import Right, right_way
from explainer.stages import STAGES

_ORDER = [stage.id for stage in STAGES]
_WRITERS = {decision.writes: decision.stage for decision in reversed(DECISIONS)}
"""The stage that first writes a value."""
_MAY_BE_KEY = "It has the size of a private key and may be one, so its bytes are not shown."
_STRAY = "not what this signature was made with: it belongs to another call, or says something else"
_NAMELESS = "(no name)"
_NAME_IT = "With its stage, as in {}, you see where it begins to differ."


def findings(found: Diagnosis, page: Page, *, show_secret: bool = False) -> None:
    """Write what each observed value is, and where the first that nothing explains begins to differ.

    Of values without a name those that belong nowhere are only counted.
    """
    page.title("The values your code printed")
    placed = [one for one in found.findings if one.stage]
    names = [one.observed.stage or _NAMELESS for one in placed]
    width = max([len(name) for name in names], default=0)
    for name, one in zip(names, placed, strict=True):
        page.paragraph(statement(one, found), label=name.ljust(width))
    lost = len(found.findings) - len(placed)
    if lost:
        what = "One value without a name is" if lost == 1 else f"{lost} values without a name are"
        page.paragraph(
            f"{what} none that a stage gives, right or with known mistakes."
            f" {_NAME_IT.format(page.ways.value)}"
        )
    if found.downstream is not None:
        page.paragraph(from_there_on(found.downstream))
    right = {one.stage for one in placed if one.right}
    wrong = [one for one in placed if one.mistakes is None]
    if wrong and not _proven(found):
        first = min(wrong, key=lambda one: _ORDER.index(one.stage))
        _against(first, right_way(found.request), page, show_secret)
        before = {_WRITERS[name] for name in find_stage(first.stage).takes if name in _WRITERS}
        if before and before <= right:
            page.paragraph("What goes into this stage is right, so it is here that something goes wrong.")
    elif found.request.signature is None and found.verdict is Verdict.CORRECT:
        page.paragraph(f"What comes after them is not known: {page.ways.signature}.")


def from_there_on(downstream: Downstream) -> str:
    """Return what taking a value as it is leads to."""
    value = f"Taken as it is, your {VALUES[downstream.finding.name].text}"
    if not downstream.mistakes:
        return f"{value} leads to exactly your signature: all that follows it is right, look before it."
    made = " + ".join([mistake.id for mistake in downstream.mistakes])
    return f"{value} leads to exactly your signature with {made}: mend that, and look before the value."


def statement(finding: Finding, found: Diagnosis) -> str:
    """Return what a placed value is; the API-Sign in question is called so wherever it turns up."""
    if finding.mistakes is None:
        return _STRAY if _proven(found) else "wrong, and no known mistake gives it"
    signature = found.request.signature
    value = f"the {VALUES[finding.name].text} of stage {find_stage(finding.stage).title}"
    if signature and pasted(signature) in finding.observed.readings:
        value = "the API-Sign itself"
    misnamed = finding.observed.stage not in ("", finding.stage)
    start = f"not that, but {value}: " if misnamed else f"{value}: " if not finding.observed.stage else ""
    if finding.right:
        return f"{start}right"
    return f"{start}wrong, made by {' + '.join([mistake.id for mistake in finding.mistakes])}"


def _proven(found: Diagnosis) -> bool:
    """Return whether it is known how the signature was made, so that another value has no part in it."""
    return found.request.signature is not None and (
        found.verdict is Verdict.CORRECT or bool(found.explanations)
    )


def _against(finding: Finding, right: Right, page: Page, show_secret: bool) -> None:
    """Write the right value beside one that nothing explains."""
    step = right.step(finding.stage)
    if step is None or not finding.observed.readings:
        return
    value = step.value
    page.line()
    page.title("The first value that nothing explains", finding.stage)
    if any(map(may_be_key, finding.observed.readings)):
        page.paragraph(_MAY_BE_KEY)
        return
    given = _likest(finding.observed.readings, value.data)
    origin = value.spans[0].origin if value.spans else Origin.ADDED
    wrong = Step(step.stage, (), {}, Traced.whole(given, origin), ())
    side_by_side(
        Difference(step.stage, step, wrong, Effect.CAUSED, *changed(value.data, given)), page, show_secret
    )


def _likest(readings: tuple[bytes, ...], right: bytes) -> bytes:
    """Return the reading that is as long as the right value, else the first."""
    return next((reading for reading in readings if len(reading) == len(right)), readings[0])
