"""A diagnosis as text: the verdict, each explanation with its proof and its fix, and what was tried."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explainer.diagnosis.answers import Told
from explainer.diagnosis.checks import Check
from explainer.diagnosis.elsewhere import ANSWERS, Elsewhere
from explainer.diagnosis.model import Diagnosis, Explanation, Verdict
from explainer.diagnosis.schemes import Scheme
from explainer.languages.model import Language
from explainer.pipeline.catalogue import decision_of
from explainer.pipeline.compare import Difference, Effect
from explainer.pipeline.model import Mistake
from explainer.render.checks import ended, standing_out
from explainer.render.difference import side_by_side
from explainer.render.findings import findings
from explainer.render.formula import VALUES, Piece, plain
from explainer.render.hints import IN_CODE, WHAT_TO_DO
from explainer.render.page import Page, wrap
from explainer.render.proof import Proof, as_received, prove, right_way, where_it_begins, with_the_rest_mended
from explainer.render.searched import searched, without_catalogue
from explainer.render.text import code, signature_line, subject
from explainer.render.visible import visible
from explainer.render.ways import BY_COMMAND, Ways
from explainer.request import Request
from explainer.stages import STAGES

OF_ANOTHER_REQUEST = (
    "The signature was kept while nonce or POST data changed, or it stands in the code as a fixed text."
)
"""Why a signature may be the right one of another request."""
MADE_ANEW = "Make nonce, POST data and signature anew, together, for every call."
"""What to do about it."""

_WHY = "Why it happens "
_SAME = "The same here  "
_NUMBERS = {stage.id: number for number, stage in enumerate(STAGES, 1)}
_IN_FULL = 3
"""Explanations that are told in full unless all are asked for."""
_MOST_SAME = 6
_ROOM = 72
"""Columns from which on ids and titles have columns of their own."""


def diagnosis(
    found: Diagnosis,
    page: Page,
    *,
    language: Language,
    others: Sequence[Request] = (),
    everything: bool = False,
    headed: bool = True,
    show_secret: bool = False,
) -> None:
    """Write a diagnosis onto the page, with the right code in a language.

    `others` are the further requests that it was made with; `everything` tells all explanations in
    full. The verdict stands above it if it is to be `headed`. Bytes from the private key are not shown
    unless `show_secret`.
    """
    if headed:
        paint = page.paint.right if found.verdict is Verdict.CORRECT else page.paint.wrong
        for line in wrap([Piece(verdict(found))], page.width):
            page.line(paint(plain(line)))
        page.line()
    page.paragraph(_sentence(subject(found.request._replace(signature=None))), indent=0)
    for scheme in found.schemes:
        page.line()
        recipe_of(scheme, page)
    if found.other_request is not None:
        page.line()
        _other(others[found.other_request], page)
    full = len(found.explanations) if everything else _IN_FULL
    for number, explanation in enumerate(found.explanations[:full], 1):
        _several(found.explanations, number, page)
        page.place(f"{number}")
        explained(found.request, explanation, page, language=language, show_secret=show_secret)
    _rest(found.explanations[full:], page)
    if found.proven is not None:
        explained(found.request, found.proven, page, language=language, show_secret=show_secret)
    if found.findings:
        page.line()
        findings(found, page, show_secret=show_secret)
    _checks(found, page)
    _told(found.told, page)
    _elsewhere(found.elsewhere, page)
    if found.explanations:
        _right_signature(found.request, page, show_secret)
    if found.verdict is not Verdict.CORRECT:
        page.line()
        searched(found, page)


def verdict(found: Diagnosis) -> str:
    """Return the verdict in a line."""
    if any(check.id == "signature-is-secret" for check in found.checks):
        return "THIS IS THE PRIVATE KEY, NOT A SIGNATURE: delete this API key on Kraken now."
    if found.request.signature is None:
        return _verdict_on_values(found)
    if found.verdict is Verdict.CORRECT:
        return _right(found.request)
    if found.explanations:
        return f"The signature is wrong: {_give(found.explanations)} exactly these bytes."
    if found.schemes:
        return "The signature is wrong: another recipe gives exactly these bytes."
    if found.other_request is not None:
        return "The signature is wrong for this request: it is the right one for another."
    proof = _proof(found.proven)
    malformed = _malformed(found)
    if malformed is not None:
        return f"The signature cannot be one: {ended(malformed)}{proof and f' {_sentence(proof)}'}"
    broken = broken_key(found.checks)
    if broken is not None:
        return f"The signature is wrong, and so is the private key: {broken.message}{proof and f'; {proof}'}."
    if proof:
        return f"The signature is wrong: {proof}, and {_unexplained(found, 'the rest')}."
    return f"The signature is wrong, and {_unexplained(found, 'it')}."


def _unexplained(found: Diagnosis, what: str) -> str:
    """Return that nothing explains something, as far as was tried."""
    if found.searched.cut_short:
        cut = ", when the search was ended" if found.searched.interrupted else ""
        return f"nothing explained {what} in {found.searched.seconds:.1f} seconds{cut}"
    if without_catalogue(found):
        return f"nothing that was tried explains {what}: no mistake of the catalogue was"
    return f"no known mistake explains {what}"


def _right(request: Request) -> str:
    if as_received(request) is request:
        return "The signature is right."
    return "The signature is right for this nonce, but the POST data has another, which Kraken takes."


def _proof(proven: Explanation | None) -> str:
    """Return that printed values prove something; empty if they do not."""
    if proven is None:
        return ""
    count = len(proven.mistakes)
    return f"printed values prove {'one mistake' if count == 1 else f'{count} mistakes'}"


def _malformed(found: Diagnosis) -> Check | None:
    """Return what is wrong with the form of a signature that can hold no MAC."""
    errors = (one for one in found.checks if one.field == "signature" and one.severity == "error")
    return next(errors, None) if found.no_mac else None


def broken_key(checks: Iterable[Check]) -> Check | None:
    """Return what is wrong with the private key itself, so that no right signature can come of it."""
    return next((one for one in checks if one.field == "secret" and one.severity == "error"), None)


def _verdict_on_values(found: Diagnosis) -> str:
    right = sum(one.right for one in found.findings)
    wrong = sum(not one.right and bool(one.stage) for one in found.findings)
    lost = len(found.findings) - right - wrong
    if found.verdict is Verdict.CORRECT:
        return "The value is right." if right == 1 else "All values are right."
    if found.explanations:
        return f"{_values(wrong)} wrong: {_give(found.explanations)} exactly these bytes."
    if found.searched.cut_short:
        return f"{found.searched.seconds:.1f} seconds are too short to look at all values."
    if wrong:
        return f"{_values(wrong)} wrong, and no known mistake explains {'it' if wrong == 1 else 'them'}."
    start = f"{_values(right)} right, and " if right else ""
    return f"{start}{_values(lost)} of no stage."


def _give(explanations: Sequence[Explanation]) -> str:
    if len(explanations) > 1:
        return f"each of {len(explanations)} explanations gives"
    count = len(explanations[0].mistakes)
    return "one mistake gives" if count == 1 else f"{count} mistakes together give"


def _values(count: int) -> str:
    return "1 value is" if count == 1 else f"{count} values are"


def explained(
    request: Request, explanation: Explanation, page: Page, *, language: Language, show_secret: bool = False
) -> None:
    """Write mistakes in the order of the stages: right beside wrong where it begins, and what to do."""
    proof = prove(request, explanation.mistakes)
    differences = {difference.stage.id: difference for difference in proof.differences}
    for stage in STAGES:
        mistakes = [one for one in explanation.mistakes if decision_of(one).stage == stage.id]
        if not mistakes:
            continue
        page.line()
        page.title(f"{_NUMBERS[stage.id]}  {stage.title}", mistakes[0].id if len(mistakes) == 1 else stage.id)
        for mistake in mistakes:
            label = mistake.id if len(mistakes) > 1 else ""
            page.paragraph(f"{mistake.title}.", label=label)
        page.line()
        right_and_wrong(proof, differences.get(stage.id), page, show_secret)
        for mistake in mistakes:
            page.line()
            if len(mistakes) > 1:
                page.line(f"  {page.paint.strong(mistake.id)}")
            if mistake.id in page.in_code:
                page.paragraph(page.in_code[mistake.id], label=IN_CODE)
            page.paragraph(mistake.why, label=_WHY)
            page.paragraph(mistake.fix, label=WHAT_TO_DO)
            same = in_place_of(mistake, explanation, page.ways)
            if same:
                page.paragraph(same, label=_SAME)
        code(language, stage.id, request, page)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def right_and_wrong(proof: Proof, difference: Difference | None, page: Page, show_secret: bool) -> None:
    """Write right and wrong of a stage where what goes in is right: there it begins to differ.

    Where that is wrong already they are shown as they are with the rest mended.
    """
    if difference is not None and difference.effect is Effect.ADDED:
        mended = with_the_rest_mended(proof.wrong.request, difference)
        if mended is not None:
            page.paragraph("What goes in is wrong already. With that mended:")
            difference = mended
    if difference is None:
        page.paragraph(f"There is no right value to show: {proof.right.why_not}.")
    elif difference.effect is Effect.CAUSED:
        name, beginning = where_it_begins(difference)
        if name != difference.stage.value:
            page.line(f"  The {VALUES[name].text}")
        side_by_side(beginning, page, show_secret)
        if name != difference.stage.value and len(difference.right.value) != len(difference.wrong.value):
            page.line(f"  The {VALUES[difference.stage.value].text}")
            side_by_side(difference, page, show_secret)
    elif difference.same:
        page.paragraph("Alone it changes nothing here.")
    else:
        page.paragraph("What goes in is wrong already, so the bytes are not compared.")


def in_place_of(mistake: Mistake, explanation: Explanation, ways: Ways = BY_COMMAND) -> str:
    """Return the ids of what would give the same bytes in place of a mistake; empty if nothing would."""
    rest = {one.id for one in explanation.mistakes} - {mistake.id}
    found = [
        other
        for mistakes in explanation.same
        for other in mistakes
        if rest < {one.id for one in mistakes} and other.id not in rest
    ]
    if not found:
        return ""
    more = f" and {len(found) - _MOST_SAME} more" if len(found) > _MOST_SAME else ""
    names = ", ".join([one.id for one in found[:_MOST_SAME]])
    return f"{names}{more}: the same bytes, so your code may as well do that ({ways.mistake.format(id='ID')})"


def _several(explanations: Sequence[Explanation], number: int, page: Page) -> None:
    if len(explanations) > 1:
        page.line()
        note = "the likeliest" if number == 1 else _odds(explanations[0], explanations[number - 1])
        page.title(f"Explanation {number} of {len(explanations)}", note)


def _odds(first: Explanation, other: Explanation) -> str:
    times = 2 ** (other.cost - first.cost)
    return "about as likely" if times < 1.5 else f"{times:,.0f} times less likely"


def _rest(explanations: Sequence[Explanation], page: Page) -> None:
    if explanations:
        page.line()
        page.title("Less likely explanations", "--all tells them in full")
        for explanation in explanations:
            page.paragraph(" + ".join([mistake.id for mistake in explanation.mistakes]))


def recipe_of(scheme: Scheme, page: Page) -> None:
    """Write a whole recipe of another interface: whose it is, how it comes, what to do."""
    page.title("A whole recipe of another interface", scheme.id)
    page.paragraph(f"{scheme.title}.")
    page.line()
    page.paragraph(scheme.formula, label="The recipe     ")
    page.paragraph(scheme.why, label=_WHY)
    page.paragraph(scheme.fix, label=WHAT_TO_DO)
    page.paragraph(scheme.source, label="Source         ")


def _other(request: Request, page: Page) -> None:
    page.title("The signature of another request")
    page.paragraph(_sentence(subject(request._replace(signature=None))))
    page.line()
    page.paragraph(OF_ANOTHER_REQUEST, label=_WHY)
    page.paragraph(MADE_ANEW, label=WHAT_TO_DO)


def _checks(found: Diagnosis, page: Page) -> None:
    """Write what stands out in the input."""
    standing_out(telling(found), page)


def telling(found: Diagnosis) -> list[Check]:
    """Return the checks that may say something: hints only where they may be all there is."""
    with_hints = found.verdict is Verdict.CORRECT or not (
        found.explanations or found.schemes or found.other_request is not None
    )
    return [check for check in found.checks if with_hints or check.severity != "hint"]


def _told(told: Sequence[Told], page: Page) -> None:
    """Write what Kraken's answer tells."""
    if told:
        page.line()
        page.title("What Kraken's answer tells")
    for one in told:
        page.paragraph(_sentence(one.meaning), label=visible(one.error) or "no error")


def _elsewhere(causes: Iterable[Elsewhere], page: Page) -> None:
    """Write what else Kraken refuses: what the input shows in full, the rest in a line each."""
    causes = tuple(causes)
    shown = [cause for cause in causes if cause.because]
    if shown:
        page.line()
        page.title("If Kraken refuses it all the same", "likeliest first")
    for at, cause in enumerate(shown):
        if at:
            page.line()
        page.paragraph(f"{cause.note.title}.", label=cause.note.id)
        page.paragraph(f"{cause.because}.", label="In the input   ")
        page.paragraph(cause.note.answer, label="Kraken answers ")
        page.paragraph(cause.note.fix, label=WHAT_TO_DO)
    width = max([len(cause.note.id) for cause in causes], default=0) if page.width >= _ROOM else 0
    for answer in ANSWERS:
        rest = [cause for cause in causes if not cause.because and cause.answers[0] == answer]
        if rest:
            page.line()
            page.title(answer, "what else leads to it")
            for cause in rest:
                page.paragraph(cause.note.title, label=cause.note.id.ljust(width))


def _right_signature(request: Request, page: Page, show_secret: bool) -> None:
    received = as_received(request)
    right = right_way(received)
    if right.problem is None:
        page.line()
        page.title("The right API-Sign", "" if received is request else "for the nonce in the POST data")
        signature_line(right.trace.steps[-1].value, page, show_secret=show_secret)
