"""A trace as plain data for JSON: documented, with a version, and without the private key.

The document, version 1:

    {"schema_version": 1,
     "request": {"path", "nonce", "body", "api_key", "signature", "published_example"},
     "signature": the API-Sign,
     "stages": [{"id", "title", "formula",
                 "inputs": [{"name", and a value}],
                 "value": a value,
                 "mistakes": [id]}]}

A value is {"length": bytes, "hex", "text", "spans": [{"start", "end", "origin"}]}; the text is null
where the bytes are no UTF-8. Where they give away a private key that is not a published example, hex
and text are null and there is "hidden": true; "signature" is null then, too. A field of the request
that is no UTF-8 is null and comes as hex in `<field>_hex`; the private key is left out, and a signature or
API key that holds it is null.

`explainer explain` adds "checks": [{"id", "severity": "error" | "warning", "field", "message",
"position"}], what stands out in the request; a position is an offset into the field or null.

With mistakes `signature` and the stages are what the mistakes give, and there is more:

    {"right_signature": the right API-Sign,
     "first_difference": id of the first stage that differs, or null,
     "mistakes": [an entry of the catalogue],
     "stages": [{..., "right": a value, "effect": "same" | "caused" | "added" | "inherited",
                 "changed": {"right": [start, end], "wrong": [start, end]}}]}

`changed` is null where nothing differs, where the value is the output of a hash (comparing its
bytes says nothing) and where it is hidden.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from explainer.article import Article
from explainer.example import EXAMPLE, SIGNATURE
from explainer.pipeline.catalogue import decision_of
from explainer.pipeline.compare import Difference, compare
from explainer.pipeline.model import Mistake, Note
from explainer.pipeline.run import Step, Trace, sign
from explainer.pipeline.traced import Traced
from explainer.render.formula import VALUES, plain, symbolic
from explainer.request import Request

SCHEMA_VERSION = 1

Document: TypeAlias = dict[str, Any]


def explanation(trace: Trace, *, show_secret: bool = False) -> Document:
    """Return a trace as data."""
    return {
        "schema_version": SCHEMA_VERSION,
        "request": _request(trace.request, show_secret),
        "signature": _signature(trace, show_secret),
        "stages": [_stage(step, show_secret) for step in trace.steps],
    }


def comparison(right: Trace, wrong: Trace, *, show_secret: bool = False) -> Document:
    """Return a trace with mistakes as data, held against the right one."""
    document = explanation(wrong, show_secret=show_secret)
    differences = compare(right, wrong)
    for stage, difference in zip(document["stages"], differences, strict=True):
        stage["right"] = _value(difference.right.value, show_secret)
        stage["effect"] = difference.effect.value
        stage["changed"] = _changed(difference, show_secret)
    document["right_signature"] = _signature(right, show_secret)
    document["first_difference"] = next((x.stage.id for x in differences if not x.same), None)
    document["mistakes"] = [mistake_entry(mistake) for mistake in wrong.mistakes]
    return document


def mistake_entry(mistake: Mistake) -> Document:
    """Return an entry of the catalogue as data, without its function."""
    decision = decision_of(mistake)
    return {
        "id": mistake.id,
        "stage": decision.stage,
        "decision": decision.id,
        "question": decision.question,
        "right_way": decision.right_way,
        "title": mistake.title,
        "why": mistake.why,
        "fix": mistake.fix,
        "answer": mistake.answer,
        "needs": mistake.needs,
        "languages": list(mistake.languages),
        "seen": mistake.seen,
        "source": mistake.source,
    }


def note_entry(note: Note) -> Document:
    """Return a note as data."""
    return {
        "id": note.id,
        "stage": note.stage,
        "about": note.about,
        "title": note.title,
        "text": note.text,
        "fix": note.fix,
        "answer": note.answer,
        "languages": list(note.languages),
        "seen": note.seen,
        "source": note.source,
    }


def on_example(mistake: Mistake) -> Document:
    """Return what a mistake makes of Kraken's published example.

    `result` is "changed", "unchanged", or "cannot-apply", and then there is no signature.
    """
    try:
        signature = sign(EXAMPLE, [mistake])
    except ValueError:
        return {"result": "cannot-apply", "signature": None}
    return {"result": "unchanged" if signature == SIGNATURE else "changed", "signature": signature}


def article_entry(article: Article) -> Document:
    """Return a published recipe as data."""
    return {
        "title": article.title,
        "source": article.source,
        "date": article.date,
        "mistakes": list(article.recipe),
        "points": [
            {
                "number": point.number,
                "stage": point.stage,
                "says": point.says,
                "right": point.right,
                "mistake": point.mistake,
                "note": point.note,
            }
            for point in article.points
        ],
    }


def _stage(step: Step, show_secret: bool) -> Document:
    return {
        "id": step.stage.id,
        "title": step.stage.title,
        "formula": plain(symbolic(step.stage)),
        "inputs": [{"name": VALUES[name].text} | _value(value, show_secret) for name, value in step.inputs],
        "value": _value(step.value, show_secret),
        "mistakes": [mistake.id for mistake in step.mistakes],
    }


def _value(value: Traced, show_secret: bool) -> Document:
    document: Document = {
        "length": len(value),
        "hex": value.data.hex(),
        "text": _text(value.data),
        "spans": [{"start": a, "end": b, "origin": origin.value} for a, b, origin in value.spans],
    }
    return document | {"hex": None, "text": None, "hidden": True} if _hidden(value, show_secret) else document


def _signature(trace: Trace, show_secret: bool) -> str | None:
    return None if _hidden(trace.steps[-1].value, show_secret) else trace.signature


def _changed(difference: Difference, show_secret: bool) -> Document | None:
    values = difference.right.value, difference.wrong.value
    if difference.same or difference.scattered or any(_hidden(value, show_secret) for value in values):
        return None
    return {"right": list(difference.changed_right), "wrong": list(difference.changed_wrong)}


def _request(request: Request, show_secret: bool) -> Document:
    document: Document = {}
    for field in ("path", "nonce", "body", "api_key"):
        data = getattr(request, field)
        document[field] = _text(data)
        if document[field] is None:
            document[f"{field}_hex"] = data.hex()
    document["signature"] = request.signature
    if not show_secret and request.secret:
        # People do send the private key as the signature, or give it for the API key.
        key = request.secret.expose().decode(errors="replace")
        document |= {name: None for name in ("signature", "api_key") if key in (document[name] or "")}
    document["published_example"] = request == EXAMPLE
    return document


def _text(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _hidden(value: Traced, show_secret: bool) -> bool:
    return value.secret and not show_secret
