"""A diagnosis as plain data for JSON: documented, with a version, and without the private key.

The document, version 1:

    {"schema_version": 1,
     "verdict": "correct" | "explained" | "unexplained",
     "explanations": [{"mistakes": [{"id", "stage", "title", "fix"}], "cost", "same": [[id]]}],
     "searched": {"candidates", "seconds", "complete_up_to", "steps", "cut_short",
                  "interrupted"},
     "checks": [{"id", "severity", "field", "message", "position"}],
     "stages": [a stage], "first_difference": id of a stage or null, "right_signature",
     "findings": [{"given", "stage", "value", "right", "mistakes": [id] or null}],
     "downstream": {"stage", "value", "mistakes": [id]} or null,
     "schemes": [{"id", "title", "formula", "why", "fix", "source"}],
     "other_request": {"path", "nonce", "published_example"} or null,
     "elsewhere": [{"id", "stage", "title", "answer", "fix", "because"}],
     "told": [{"error", "meaning"}]}

Explanations come likeliest first; `cost` is their surprise in bits, and `same` lists what gives the
same bytes here. With a language each mistake has the right "code" of its stage. A stage is as in
`explainer.render.json`: the right one, or with an explanation what the likeliest makes of it, held
against the right one ("right", "effect" and "changed" are null where there is no right value). Without
a usable private key the right way ends before the stage that decodes it. A finding's `given` is the
stage that an observed value was said to belong to, or empty, `stage` the one it does belong to, or
empty; its `mistakes` are null where nothing known gives it. `downstream` tells what leads from such a
value to the signature. No observed value is repeated. `told` is what Kraken's answer tells, if it is known.

A paste with several requests gives {"schema_version", "diagnoses": [such a document]}, and a document of
a paste has "read", which `explainer.render.reading.read_entry` describes.

What cannot be used gives, on standard output and with exit status 2,

    {"schema_version": 1,
     "error": {"message", "hint" or null, "field" or null, "position" or null,
               "questions": [{"field", "choices": [{"take", "line", ...}]}],
               "read": as in the document of a paste, or null}}

`position` counts characters from 0. A question's `field` is that of a request of which the paste has several
values, or "request" where it has several requests and one is wanted; `take` is the option that takes a
choice. `explainer.render.reading` describes both kinds of choices.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from explainer.diagnosis.elsewhere import Elsewhere
from explainer.diagnosis.model import Diagnosis, Explanation, Finding, Searched
from explainer.diagnosis.schemes import Scheme
from explainer.example import EXAMPLE
from explainer.languages import Language, stage_code
from explainer.pipeline.catalogue import decision_of
from explainer.pipeline.model import Mistake
from explainer.render.checks import check_entry
from explainer.render.formula import VALUES
from explainer.render.json import SCHEMA_VERSION, Document, comparison
from explainer.render.json import explanation as trace_document
from explainer.render.proof import as_received, prove, right_way
from explainer.request import Request

_COMPARED = ("right", "effect", "changed")


def document(
    found: Diagnosis,
    *,
    others: Sequence[Request] = (),
    language: Language | None = None,
    show_secret: bool = False,
) -> Document:
    """Return a diagnosis as data, with the right code of each stage in question if a language is given.

    `others` are the further requests that it was made with.
    """
    request = found.request
    stages, first = _stages(found, show_secret)
    return {
        "schema_version": SCHEMA_VERSION,
        "verdict": found.verdict.value,
        "explanations": [explanation(request, one, language) for one in found.explanations],
        "searched": _searched(found.searched),
        "checks": [check_entry(one) for one in found.checks],
        "stages": stages,
        "first_difference": first,
        "right_signature": right_way(as_received(request)).signature,
        "findings": [_finding(one) for one in found.findings],
        "downstream": _downstream(found),
        "schemes": [scheme_entry(one) for one in found.schemes],
        "other_request": None if found.other_request is None else _other(others[found.other_request]),
        "elsewhere": [_elsewhere(one) for one in found.elsewhere],
        "told": [one._asdict() for one in found.told],
    }


def several(documents: Sequence[Document]) -> Document:
    """Return the diagnoses of several requests as one document."""
    return {"schema_version": SCHEMA_VERSION, "diagnoses": list(documents)}


def explanation(request: Request, found: Explanation, language: Language | None = None) -> Document:
    """Return an explanation as data."""
    return {
        "mistakes": [_mistake(request, one, language) for one in found.mistakes],
        "cost": found.cost,
        "same": [_ids(mistakes) for mistakes in found.same],
    }


def scheme_entry(scheme: Scheme) -> Document:
    """Return a recipe of another interface as data."""
    return {
        "id": scheme.id,
        "title": scheme.title,
        "formula": scheme.formula,
        "why": scheme.why,
        "fix": scheme.fix,
        "source": scheme.source,
    }


def _stages(found: Diagnosis, show_secret: bool) -> tuple[list[Any], str | None]:
    """Return the stages, and the first of them that differs from the right way."""
    right = right_way(found.request)
    if not found.explanations:
        return trace_document(right.trace, show_secret=show_secret)["stages"][: len(right.steps)], None
    proof = prove(found.request, found.explanations[0].mistakes)
    stages = comparison(right.trace, proof.wrong, show_secret=show_secret)["stages"][: proof.reach]
    for stage in stages[len(right.steps) :]:
        stage.update(dict.fromkeys(_COMPARED))
    return stages, proof.first.stage.id if proof.first else None


def _mistake(request: Request, mistake: Mistake, language: Language | None) -> Document:
    stage = decision_of(mistake).stage
    entry = {"id": mistake.id, "stage": stage, "title": mistake.title, "fix": mistake.fix}
    return entry if language is None else entry | {"code": stage_code(language, stage, request)}


def _searched(searched: Searched) -> Document:
    return {
        "candidates": searched.candidates,
        "seconds": round(searched.seconds, 3),
        "complete_up_to": searched.complete_up_to,
        "steps": list(dict.fromkeys(searched.steps)),
        "cut_short": searched.cut_short,
        "interrupted": searched.interrupted,
    }


def _finding(finding: Finding) -> Document:
    return {
        "given": finding.observed.stage,
        "stage": finding.stage,
        "value": VALUES[finding.name].text if finding.name else None,
        "right": finding.right,
        "mistakes": None if finding.mistakes is None else _ids(finding.mistakes),
    }


def _downstream(found: Diagnosis) -> Document | None:
    if found.downstream is None:
        return None
    finding, mistakes = found.downstream
    return {"stage": finding.stage, "value": VALUES[finding.name].text, "mistakes": _ids(mistakes)}


def _other(request: Request) -> Document:
    return {
        "path": request.path.decode(errors="replace"),
        "nonce": request.nonce.decode(errors="replace"),
        "published_example": request._replace(signature=None) == EXAMPLE,
    }


def _elsewhere(cause: Elsewhere) -> Document:
    return {
        "id": cause.note.id,
        "stage": cause.note.stage,
        "title": cause.note.title,
        "answer": cause.note.answer,
        "fix": cause.note.fix,
        "because": cause.because,
    }


def _ids(mistakes: Sequence[Mistake]) -> list[str]:
    return [mistake.id for mistake in mistakes]
