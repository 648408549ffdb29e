"""The two generated files, as documents and as text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from explainer.example import EXAMPLE
from explainer.pipeline.catalogue import MISTAKES, decision_of
from explainer.pipeline.model import Mistake
from explainer.pipeline.run import Trace, explain, sign
from explainer.request import Request
from explainer.vectors.requests import NOTES, VECTORS, Vector

Document: TypeAlias = dict[str, Any]

FORMULA = "base64(HMAC-SHA512(base64decode(private key), URI path + SHA256(nonce + POST data)))"

_TEXT_STAGES = frozenset({"nonce", "postdata", "signature"})
_LINE = 110


def signatures() -> Document:
    """Return signatures.json: right answers, with the value of every stage."""
    return {
        "algorithm": FORMULA,
        "schema": "schemas/signatures.schema.json",
        "header": ["Requests and their API-Sign, with the value of each of the seven stages."],
        "numberOfTests": len(VECTORS),
        "notes": NOTES,
        "tests": [_signed(vector) for vector in VECTORS],
    }


def wrong() -> Document:
    """Return wrong.json: what each mistake of the catalogue makes of the published example."""
    return {
        "algorithm": FORMULA,
        "schema": "schemas/wrong.schema.json",
        "header": [
            "What each catalogued mistake makes of the published example. A mistake that changes nothing",
            "there, or cannot be made there, has a witness: a test of signatures.json that it changes.",
        ],
        "numberOfTests": len(MISTAKES),
        "request": _request(EXAMPLE),
        "signature": sign(EXAMPLE),
        "tests": [_mistaken(mistake) for mistake in MISTAKES],
    }


def witness(mistake: Mistake) -> tuple[Vector, str] | None:
    """Return the first vector whose signature the mistake changes, and what it makes of it."""
    for vector in VECTORS:
        signature = outcome(vector.request, mistake)
        if signature is not None and signature != sign(vector.request):
            return vector, signature
    return None


def outcome(request: Request, mistake: Mistake) -> str | None:
    """Return what the mistake signs, or None if it cannot be made on this request."""
    try:
        return sign(request, [mistake])
    except ValueError:
        return None


def dumps(document: Document) -> str:
    """Return a document as ASCII JSON: what fits on a line stays on one, and it ends with a line feed."""
    return "".join(_layout(document, "")) + "\n"


def _signed(vector: Vector) -> Document:
    trace = explain(vector.request)
    test: Document = {"id": vector.id, "comment": vector.comment, "flags": list(vector.flags)}
    if vector.source:
        test["source"] = vector.source
    test["request"] = _request(vector.request, vector.published_secret)
    if vector.published_secret:
        test["strict_secret"] = vector.request.secret.expose().decode()
    test["stages"] = _stages(trace)
    return test


def _request(request: Request, published_secret: str = "") -> Document:
    fields = {
        "path": request.path.decode(),
        "nonce": request.nonce.decode(),
        "body": request.body.decode(),
        "secret": published_secret or request.secret.expose().decode(),
    }
    if request.api_key:
        fields["api_key"] = request.api_key.decode()
    return fields


def _stages(trace: Trace) -> Document:
    values = {}
    for step in trace.steps:
        values[step.stage.id] = {"hex": step.value.data.hex()}
        if step.stage.id in _TEXT_STAGES:
            values[step.stage.id]["text"] = step.value.data.decode()
    return values


def _mistaken(mistake: Mistake) -> Document:
    test: Document = {
        "id": mistake.id,
        "stage": decision_of(mistake).stage,
        "decision": decision_of(mistake).id,
        "title": mistake.title,
    }
    signature = outcome(EXAMPLE, mistake)
    if signature is None:
        test["result"] = "cannot-apply"
    else:
        test["result"] = "unchanged" if signature == sign(EXAMPLE) else "changed"
        test["signature"] = signature
    if mistake.needs:
        test["needs"] = mistake.needs
    if test["result"] != "changed":
        found = witness(mistake)
        if found is not None:
            test["witness"] = {"id": found[0].id, "signature": found[1]}
    return test


def _layout(value: Any, indent: str) -> Iterator[str]:
    text = json.dumps(value)
    if not isinstance(value, (dict, list)) or len(indent) + len(text) <= _LINE:
        yield text
        return
    if isinstance(value, dict):
        brackets, items = "{}", [(f"{json.dumps(name)}: ", item) for name, item in value.items()]
    else:
        brackets, items = "[]", [("", item) for item in value]
    deeper = indent + "  "
    for number, (name, item) in enumerate(items):
        yield f"{',' if number else brackets[0]}\n{deeper}{name}"
        yield from _layout(item, deeper)
    yield f"\n{indent}{brackets[1]}"
