"""Pastes as people post them, printed by real tools, against the requests that they must give."""

from __future__ import annotations

from base64 import b64decode, b64encode, urlsafe_b64encode
from typing import Any

import pytest

from explainer.example import EXAMPLE
from explainer.intake.paste import read_paste
from explainer.intake.pasted import Pasted, PastedRequest
from explainer.intake.readers.model import Remark
from explainer.request import nonce_in
from tests.paths import DATA, load

PASTES = DATA / "pastes"
EXPECTED: dict[str, dict[str, Any]] = load(PASTES / "expected.json")
"""By the name of the paste: what it is, what printed it, and the requests it must give.

A request has the fields that the paste says and no others; those in `open` may be read or not. The
nonce is the one that the request gives or that its body carries. `conflicts` has the values to choose
from, or their number where they are secrets. `remarks` and `unread` have to be among what the paste
has, and what `conceals` lists must not be shown.
"""


def paste(name: str) -> bytes:
    """Return the bytes of a paste."""
    return (PASTES / f"{name}.txt").read_bytes()


def test_every_paste_is_in_the_table() -> None:
    assert sorted(path.stem for path in PASTES.glob("*.txt")) == sorted(EXPECTED)
    assert len(EXPECTED) >= 75


@pytest.mark.parametrize("name", EXPECTED)
def test_paste_gives_its_requests(name: str) -> None:
    expected = EXPECTED[name]
    pasted = read_paste(paste(name))
    seen = [described(request) for request in pasted.requests]
    for field in expected.get("open", ()):
        for one in (*seen, *expected["requests"]):
            one.pop(field, None)
    assert seen == expected["requests"]
    assert {remark.id for remark in remarks(pasted)} >= set(expected.get("remarks", ()))
    unread = [pasted.excerpt(span) for span in pasted.unread]
    for text in expected.get("unread", ()):
        assert any(text in stretch for stretch in unread), unread


@pytest.mark.parametrize("name", EXPECTED)
def test_secret_of_a_paste_is_shown_nowhere(name: str) -> None:
    pasted = read_paste(paste(name))
    shown = "\n".join([pasted.text, repr(pasted), *messages(pasted)])
    for secret in (*forms(EXAMPLE.secret.expose()), *EXPECTED[name].get("conceals", ())):
        assert secret not in shown


def test_secrets_are_in_the_pastes() -> None:
    secret = EXAMPLE.secret.expose()
    assert sum(secret in paste(name) for name in EXPECTED) >= 10
    assert all(
        text.encode() in paste(name) for name, each in EXPECTED.items() for text in each.get("conceals", ())
    )


def forms(secret: bytes) -> list[str]:
    """Return the private key as it may stand in a text: base64 of both alphabets, hex, a Buffer."""
    key = b64decode(secret)
    return [secret.decode(), urlsafe_b64encode(key).decode(), key.hex(), key.hex(" ")[:60]]


def remarks(pasted: Pasted) -> list[Remark]:
    """Return what is remarked on a paste and on its requests."""
    return [*pasted.remarks, *[remark for request in pasted.requests for remark in request.remarks]]


def messages(pasted: Pasted) -> list[str]:
    """Return all that is said about a paste."""
    how = [found.how for part in pasted.parts for found in part.found]
    return [*how, *[remark.message for remark in remarks(pasted)]]


def described(request: PastedRequest) -> dict[str, Any]:
    """Return what a request has, in the words of the table."""
    draft = request.draft
    in_conflict = {one.field for one in request.conflicts}
    nonce = draft.nonce
    if nonce is None and draft.body is not None and "nonce" not in in_conflict:
        nonce = nonce_in(draft.body)
    observed: dict[str, list[str]] = {}
    for printed in draft.observed or ():
        if printed.stage:
            observed.setdefault(printed.stage, []).append(printed.text.strip(' \n"'))
    fields = {
        "path": _said(draft.path),
        "nonce": _said(nonce),
        "body": _said(draft.body),
        "secret": None if draft.secret is None else draft.secret.expose().decode(),
        "api_key": _said(draft.api_key),
        "signature": draft.signature,
        "content_type": draft.content_type,
        "method": draft.method and draft.method.upper(),
        "answer": None if draft.answer is None else list(draft.answer),
        "observed": observed or None,
        "conflicts": {
            one.field: len(one.choices)
            if one.field == "secret"
            else [_said(each.value) for each in one.choices if isinstance(each.value, bytes)]
            for one in request.conflicts
        }
        or None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _said(data: bytes | None) -> Any:
    """Return bytes as the table has them: as text, or as base64 where they are none."""
    if data is None:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return {"base64": b64encode(data).decode()}
