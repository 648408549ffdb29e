"""Calls of HTTP clients in code, held against what these clients send for the very same code."""

from __future__ import annotations

from typing import Any

import pytest

from explainer.intake.paste import read_paste
from explainer.intake.readers.calls import read_calls
from tests.intake.test_paste_any import assert_sound
from tests.paths import DATA, load

RECORDED: dict[str, dict[str, Any]] = load(DATA / "calls.json")
"""By name: the client that ran the source against a server on loopback, the source, and what arrived."""


def source(name: str) -> str:
    """Return the code that was run."""
    return "\n".join(RECORDED[name]["source"])


@pytest.mark.parametrize("name", RECORDED)
def test_a_call_gives_what_its_client_sends(name: str) -> None:
    pasted = read_paste(source(name))
    assert_sound(pasted)
    (request,) = pasted.requests
    draft = request.draft
    assert not request.conflicts
    assert {
        "method": draft.method,
        "path": (draft.path or b"").decode(),
        "content_type": draft.content_type,
        "body": (draft.body or b"").decode(),
        "api_key": (draft.api_key or b"").decode(),
        "signature": draft.signature,
    } == RECORDED[name]["sent"]
    (part,) = read_calls(source(name))
    assert (part.kind, part.whole) == ("call", True)
