"""A diagnosis as a report in Markdown that can be posted in public.

It shows the same mistakes on a published request, so no byte of what the person gave is in it. The
fenced block of values at its head is read again by `explainer.intake.readers.reports`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import dedent

from explainer.diagnosis.checks import Check
from explainer.diagnosis.model import Diagnosis, Explanation, Verdict
from explainer.diagnosis.published import WITHDRAWALS, Published, published
from explainer.diagnosis.schemes import Scheme
from explainer.intake.readers.reports import HEADING, LAST, fenced
from explainer.languages.model import Language, stage_code
from explainer.pipeline.catalogue import decision_of
from explainer.pipeline.model import Mistake
from explainer.render.checks import field
from explainer.render.diagnosis import (
    MADE_ANEW,
    OF_ANOTHER_REQUEST,
    in_place_of,
    right_and_wrong,
    telling,
    verdict,
)
from explainer.render.findings import from_there_on, statement
from explainer.render.page import Page
from explainer.render.proof import prove, right_way
from explainer.render.searched import excluded, left
from explainer.request import Request
from explainer.stages import STAGES

_EXAMPLE = "Kraken's published example"
_NOTHING_PRIVATE = (
    "Nothing of the request, the keys or the values that this was found with is in this report, so it can be"
    " posted in public."
)
_FILE = "report.md"
_MARKS = re.compile(r"[\\`*_\[\]<>]")


def report(diagnosis: Diagnosis, *, language: Language) -> str:
    """Return a diagnosis as Markdown, with the right code in a language.

    It depends on nothing but the verdict, how the search went, and the ids of what was found.
    """
    return "\n".join(_report(published(diagnosis), language)) + "\n"


def _report(told: Published, language: Language) -> Iterator[str]:
    found = told.found
    yield f"# {HEADING}"
    yield from _paragraph(f"**{verdict(found)}**")
    yield from _paragraph(_NOTHING_PRIVATE)
    if found.explanations:
        yield from _paragraph(f"Mistakes: {_codes(found.explanations[0].mistakes)}")
    if found.proven is not None:
        yield from _paragraph(f"Proven by printed values: {_codes(found.proven.mistakes)}")
    if told.on is not None:
        yield from _shown(found, told.on)
    for scheme in found.schemes:
        yield from _scheme(scheme)
    if found.other_request is not None:
        yield from _section("The signature of another request", _advice(OF_ANOTHER_REQUEST, MADE_ANEW))
    if found.explanations:
        yield from _explained(found, told.on, language)
        yield from _section("Show it again", _again(found.explanations[0].mistakes, told.on))
        others = [f"- {_codes(one.mistakes, ' + ')}" for one in found.explanations[1:]]
        yield from _section("Less likely explanations", others)
    yield from _section("The values that the code printed", _values(found))
    yield from _section("What stands out in the input", [_check(one) for one in telling(found)])
    causes = [f"- `{one.note.id}`: {_plain(one.note.title)}" for one in found.elsewhere]
    yield from _section("If Kraken refuses it all the same", causes)
    if found.verdict is Verdict.UNEXPLAINED:
        yield from _section("Excluded", [f"- {_plain(line)}" for line in excluded(found)])
        yield from _section("Left", [f"- {_plain(line)}" for line in left(found)])
    yield from _paragraph(f"_{LAST}_")


def _paragraph(text: str) -> Iterator[str]:
    yield ""
    yield text


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a section; nothing if there is nothing in it."""
    lines = list(lines)
    if lines:
        yield from _paragraph(f"## {title}")
        yield ""
        yield from lines


def _fence(text: str, kind: str) -> Iterator[str]:
    yield f"```{kind}"
    yield text.rstrip("\n")
    yield "```"


def _shown(found: Diagnosis, on: str) -> Iterator[str]:
    """Yield the published request with what comes out of it, wrong and right."""
    whose = f"the request {on} of explainer challenge" if on else _EXAMPLE
    if on in WITHDRAWALS:
        whose = "a made-up withdrawal"
    yield from _paragraph(f"Here it is shown on {whose}; its private key guards nothing:")
    yield ""
    yield from _fence(fenced(found.request, right_way(found.request).signature), "text")


def _explained(found: Diagnosis, on: str | None, language: Language) -> Iterator[str]:
    """Yield the first explanation in the order of the stages."""
    explanation = found.explanations[0]
    for number, stage in enumerate(STAGES, 1):
        mistakes = [one for one in explanation.mistakes if decision_of(one).stage == stage.id]
        if not mistakes:
            continue
        yield from _paragraph(f"## {number}. {stage.title}")
        for mistake in mistakes:
            yield from _paragraph(f"**`{mistake.id}`**: {_plain(mistake.title)}.")
        if on is not None:
            yield ""
            yield from _fence(_right_and_wrong(found.request, explanation, stage.id), "text")
        for mistake in mistakes:
            same = in_place_of(mistake, explanation)
            about = "" if len(mistakes) == 1 else f" (`{mistake.id}`)"
            yield ""
            yield from _advice(mistake.why, mistake.fix, about)
            if same:
                yield f"- The same there{about}: {same}"
        yield ""
        yield from _fence(stage_code(language, stage.id, found.request), language.id)


def _right_and_wrong(request: Request, explanation: Explanation, stage: str) -> str:
    proof = prove(request, explanation.mistakes)
    difference = next((one for one in proof.differences if one.stage.id == stage), None)
    page = Page()
    right_and_wrong(proof, difference, page, True)
    return dedent(str(page))


def _advice(why: str, fix: str, about: str = "") -> Iterator[str]:
    yield f"- Why it happens{about}: {_plain(why)}"
    yield f"- What to do{about}: {_plain(fix)}"


def _again(mistakes: Sequence[Mistake], on: str | None) -> Iterator[str]:
    if on is None:
        yield "No published request shows it. `explainer mistakes ID` tells about each."
        return
    file = ""
    if on:
        file = f" {_FILE}"
        yield f"With this report saved as {_FILE}:"
        yield ""
    options = "".join([f" --mistake {mistake.id}" for mistake in mistakes])
    yield from _fence(f"explainer explain{file}{options}", "sh")


def _scheme(scheme: Scheme) -> Iterator[str]:
    lines = [f"**`{scheme.id}`**: {_plain(scheme.title)}.", ""]
    lines += [f"- The recipe: {_plain(scheme.formula)}", *_advice(scheme.why, scheme.fix)]
    lines.append(f"- Source: {scheme.source}")
    yield from _section("A whole recipe of another interface", lines)


def _values(found: Diagnosis) -> Iterator[str]:
    placed = [one for one in found.findings if one.stage]
    for one in placed:
        yield f"- `{one.stage}`: {statement(one, found)}"
    if len(placed) < len(found.findings):
        yield "- others: none that a stage gives, right or with known mistakes"
    if found.downstream is not None:
        yield f"- {from_there_on(found.downstream)}"


def _check(one: Check) -> str:
    what = f": {_plain(one.message)}" if one.message else ""
    return f"- `{one.id}` ({one.severity}, {field(one)}){what}"


def _codes(mistakes: Iterable[Mistake], between: str = ", ") -> str:
    return between.join([f"`{mistake.id}`" for mistake in mistakes])


def _plain(text: str) -> str:
    """Return a text in which Markdown finds nothing to do."""
    return _MARKS.sub(r"\\\g<0>", text)
