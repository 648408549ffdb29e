"""A request of one's own to be diagnosed, and the form that the JSON of a diagnosis has."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import jsonschema

from explainer.exits import Exit
from explainer.request import Request
from tests.cli.conftest import Cli
from tests.cli.test_secret_stays import KEY

BODY = "nonce=1616492376594&asset=XBT"
OWN = Request.of("/0/private/Balance", BODY, secret=KEY)
UNKNOWN = b64encode(bytes(64)).decode()
SHORT = ("--seconds", "0.2", "--max-mistakes", "0")

STAGE = {"enum": ["nonce", "postdata", "sha256", "message", "secret", "hmac", "signature"]}
TEXT = {"type": "string"}
IDS = {"type": "array", "items": TEXT}


def an_object(**fields: object) -> dict[str, object]:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def a_list(item: object) -> dict[str, object]:
    return {"type": "array", "items": item}


PROPERTIES: dict[str, object] = {
    "schema_version": {"const": 1},
    "verdict": {"enum": ["correct", "explained", "unexplained"]},
    "explanations": a_list(
        an_object(
            mistakes=a_list(an_object(id=TEXT, stage=STAGE, title=TEXT, fix=TEXT)),
            cost={"type": "number", "minimum": 0},
            same=a_list(IDS),
        )
    ),
    "searched": an_object(
        candidates={"type": "integer", "minimum": 0},
        seconds={"type": "number", "minimum": 0},
        complete_up_to={"type": "integer", "minimum": -1},
        steps=IDS,
        cut_short={"type": "boolean"},
        interrupted={"type": "boolean"},
    ),
    "checks": a_list(
        an_object(
            id=TEXT,
            severity={"enum": ["error", "warning", "hint"]},
            field=TEXT,
            message=TEXT,
            position={"type": ["integer", "null"]},
        )
    ),
    "stages": {"type": "array", "items": {"type": "object", "required": ["id", "title", "formula", "value"]}},
    "first_difference": {"anyOf": [STAGE, {"type": "null"}]},
    "right_signature": {"type": ["string", "null"]},
    "findings": a_list(
        an_object(
            given={"anyOf": [STAGE, {"const": ""}]},
            stage={"anyOf": [STAGE, {"const": ""}]},
            value={"type": ["string", "null"]},
            right={"type": "boolean"},
            mistakes={"anyOf": [IDS, {"type": "null"}]},
        )
    ),
    "downstream": {"anyOf": [an_object(stage=STAGE, value=TEXT, mistakes=IDS), {"type": "null"}]},
    "schemes": a_list(an_object(id=TEXT, title=TEXT, formula=TEXT, why=TEXT, fix=TEXT, source=TEXT)),
    "other_request": {
        "anyOf": [
            an_object(path=TEXT, nonce=TEXT, published_example={"type": "boolean"}),
            {"type": "null"},
        ]
    },
    "elsewhere": a_list(an_object(id=TEXT, stage=STAGE, title=TEXT, answer=TEXT, fix=TEXT, because=TEXT)),
    "told": a_list(an_object(error=TEXT, meaning=TEXT)),
}

SCHEMA = an_object(**PROPERTIES)
LINE = {"type": "integer", "minimum": 1}
FOUND = {
    "field": TEXT,
    "stage": {"anyOf": [STAGE, {"type": "null"}]},
    "value": {"type": ["string", "null"]},
    "line": LINE,
    "made": {"type": "boolean"},
    "from": TEXT,
}
READ = an_object(
    parts=IDS,
    language={"type": ["string", "null"]},
    found=a_list(an_object(**FOUND)),
    remarks=a_list(an_object(id=TEXT, line=LINE, message=TEXT)),
    not_understood=a_list(an_object(line=LINE, text=TEXT)),
)
A_DIAGNOSIS = {**SCHEMA, "properties": {**PROPERTIES, "read": READ}, "required": [*PROPERTIES, "read"]}
"""The diagnosis of a paste."""


QUESTION = {
    "anyOf": [
        an_object(
            field={"const": "request"},
            choices=a_list(
                an_object(
                    take={"type": "string", "pattern": "^--request [1-9][0-9]*$"},
                    line=LINE,
                    found=a_list(an_object(**FOUND)),
                )
            ),
        ),
        an_object(
            field=TEXT,
            choices=a_list(
                an_object(take={"type": "string", "pattern": "^--take [a-z_]+=[1-9][0-9]*$"}, **FOUND)
            ),
        ),
    ]
}
AN_ERROR = an_object(
    schema_version={"const": 1},
    error=an_object(
        message=TEXT,
        hint={"type": ["string", "null"]},
        field={"type": ["string", "null"]},
        position={"type": ["integer", "null"], "minimum": 0},
        questions=a_list(QUESTION),
        read={"anyOf": [READ, {"type": "null"}]},
    ),
)
"""What cannot be used, or is a question first."""


def given(**fields: object) -> str:
    """Return a request of one's own as JSON, with more fields."""
    return json.dumps({"path": "/0/private/Balance", "body": BODY, "secret": KEY} | fields)


def in_json(cli: Cli, *arguments: str, stdin: str = "") -> dict[str, Any]:
    ran = cli("diagnose", *arguments, "--json", stdin=stdin)
    document: dict[str, Any] = json.loads(ran.out)
    jsonschema.validate(document, SCHEMA)
    assert ran.code == {"correct": Exit.FINE, "explained": Exit.WRONG}.get(
        document["verdict"], Exit.UNEXPLAINED
    )
    return document
