"""The two generated files, as documents and as text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain, product
from typing import Any, NamedTuple, TypeAlias

from explainer.example import EXAMPLE
from explainer.pipeline.catalogue import MISTAKES, decision_of, stage
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
    tests = [_mistaken(mistake) for mistake in MISTAKES]
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
        "alike": _alike(tests),
        "tests": tests,
    }


class Witness(NamedTuple):
    """A vector on which a mistake makes a difference."""

    vector: Vector
    companions: tuple[Mistake, ...]
    """Mistakes made together with it: some only show when another lets them through."""
    signature: str


def witness(mistake: Mistake) -> Witness | None:
    """Return the first vector on which the mistake makes a difference: alone, if that can be.

    After it alone, it is tried beside one other mistake of its stage, and then alone on secrets
    that are no strict base64, which the right way refuses.
    """
    beside = [
        (other,)
        for decision in stage(decision_of(mistake).stage).decisions
        for other in decision.mistakes
        if decision is not decision_of(mistake)
    ]
    strict = [vector for vector in VECTORS if not vector.lenient_secret]
    lenient = [vector for vector in VECTORS if vector.lenient_secret]
    for vector, companions in chain(product(strict, [()]), product(strict, beside), product(lenient, [()])):
        signature = outcome(vector.given, mistake, *companions)
        if signature not in (None, outcome(vector.given), outcome(vector.given, *companions)):
            return Witness(vector, companions, signature)
    return None


def outcome(request: Request, *mistakes: Mistake) -> str | None:
    """Return what is signed with these mistakes, or None if that cannot be done with this request."""
    try:
        return sign(request, mistakes)
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
    test["request"] = _request(vector.given)
    if vector.lenient_secret:
        test["strict_secret"] = vector.request.secret.expose().decode()
    test["stages"] = _stages(trace)
    return test


def _request(request: Request) -> Document:
    fields = {
        "path": request.path.decode(),
        "nonce": request.nonce.decode(),
        "body": request.body.decode(),
        "secret": request.secret.expose().decode(),
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
            test["witness"] = {"id": found.vector.id}
            if found.companions:
                test["witness"]["with"] = [companion.id for companion in found.companions]
            test["witness"]["signature"] = found.signature
    return test


def _alike(tests: list[Document]) -> list[list[str]]:
    """Return the ids of the mistakes that come out alike on the example, group by group."""
    groups: dict[str, list[str]] = {}
    for test in tests:
        if test["result"] == "changed":
            groups.setdefault(test["signature"], []).append(test["id"])
    return [ids for ids in groups.values() if len(ids) > 1]


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
