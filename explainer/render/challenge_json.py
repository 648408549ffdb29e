"""Challenges and what the answers show, as plain data for JSON.

The document, version 1:

    {"schema_version": 1,
     "verdict": "correct" | "explained" | "unexplained", or null before the first answer,
     "ways": [{"mistakes": [{"id", "stage", "title", "fix"}], "share", "same": [[id]]}],
     "certainty": share of the right ways, or of the likeliest one if none is right,
     "schemes": [{"id", "title", "formula", "why", "fix", "source"}],
     "body_assumed": whether it is open what body the code sends,
     "candidates": signatures that were made in search of several mistakes,
     "apart": {"unexplained": id of the challenge, "mistakes": [id]} or null,
     "next": {"id", "title", "about", "path", "nonce", "body", "content_type",
              "parameters": [[name, value]], "secret", "api_key"} or null}

Ways come likeliest first, the right way among them with no mistakes; `same` lists what gives the same
on every challenge. The verdict is "correct" also for a way that differs from the right one only with a
malformed private key. Where nothing but an error speaks against the code, `certainty` is 0 and each
`share` null: an error has many causes beside these. With a language each mistake has the right "code" of
its stage. The keys are published or made up. `apart` says which of two answers nothing explains, and
what explains the other one alone. `next` is null when no challenge tells more.
"""

from __future__ import annotations

from collections.abc import Sequence

from explainer.diagnosis.challenge import Answer, Apart, Challenge, Group, Identification
from explainer.languages import Language, stage_code
from explainer.pipeline.catalogue import decision_of
from explainer.pipeline.model import Mistake
from explainer.render.diagnosis_json import scheme_entry
from explainer.render.json import SCHEMA_VERSION, Document
from explainer.request import Request


def document(
    known: Identification, answers: Sequence[Answer], *, language: Language | None = None
) -> Document:
    """Return what is known after these answers as data, with the right code if a language is given."""
    told = known.right or not known.by_error
    whole = sum(group.weight for group in known.groups) if told else None
    groups = known.groups if answers else ()
    code = (language, answers[-1].request) if language and answers else None
    return {
        "schema_version": SCHEMA_VERSION,
        "verdict": known.verdict.value if answers else None,
        "ways": [_group(group, whole, code) for group in groups],
        "certainty": known.certainty if answers else 0.0,
        "schemes": [scheme_entry(scheme) for scheme in known.schemes],
        "body_assumed": known.body_assumed,
        "candidates": known.candidates,
        "apart": None if known.apart is None else _apart(known.apart),
        "next": None if known.next is None else challenge_entry(known.next),
    }


def challenge_entry(challenge: Challenge) -> Document:
    """Return a challenge as data, with its key, which guards nothing."""
    request = challenge.request
    return {
        "id": challenge.id,
        "title": challenge.title,
        "about": challenge.about,
        "path": request.path.decode(),
        "nonce": request.nonce.decode(),
        "body": request.body.decode(),
        "content_type": challenge.content_type,
        "parameters": [list(pair) for pair in challenge.parameters],
        "secret": request.secret.expose().decode(),
        "api_key": request.api_key.decode(),
    }


def _apart(apart: Apart) -> Document:
    return {"unexplained": apart.unexplained.id, "mistakes": [mistake.id for mistake in apart.way]}


def _group(group: Group, whole: float | None, code: tuple[Language, Request] | None) -> Document:
    return {
        "mistakes": [_mistake(mistake, code) for mistake in group.likeliest],
        "share": None if whole is None else group.weight / whole,
        "same": [[mistake.id for mistake in way] for way in group.ways[1:]],
    }


def _mistake(mistake: Mistake, code: tuple[Language, Request] | None) -> Document:
    stage = decision_of(mistake).stage
    entry = {"id": mistake.id, "stage": stage, "title": mistake.title, "fix": mistake.fix}
    return entry if code is None else entry | {"code": stage_code(code[0], stage, code[1])}
