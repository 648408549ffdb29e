"""The second process: it does its half, tells no secret, and never outlives its starter."""

from __future__ import annotations

import os
import signal
from base64 import b64encode
from contextlib import nullcontext
from hashlib import sha512
from pathlib import Path
from typing import Any

import pytest

from explainer import diagnosing
from explainer.diagnosing import diagnose
from explainer.diagnosis.investigate import Step
from explainer.diagnosis.model import Verdict
from explainer.diagnosis.search import DIVIDED, Found, Search
from explainer.diagnosis.streams import WHOLE, Share, stream
from explainer.example import EXAMPLE
from explainer.pipeline.run import plain_inputs, sign
from explainer.request import Request
from explainer.second_core import OURS, SecondCore
from tests.processes import PROC, started, wait_until_gone

NOTHING = b64encode(sha512(b"nothing").digest()).decode()
UNTIMED = EXAMPLE._replace(nonce=b"text", body=b"nonce=text&type=buy&pair=XBTUSD")
"""A nonce that no clock shows: no other nonces are tried."""
MISTAKES = ["nonce-not-hashed", "digest-as-hex", "path-left-out", "secret-not-decoded"]
WRONG = UNTIMED._replace(signature=sign(UNTIMED, MISTAKES))


def first(share: Share) -> list[str] | None:
    """Return what a share of the deeper search finds among the likeliest."""
    search = Search(plain_inputs(WRONG), (WRONG.signature or "").encode())
    for number, event in enumerate(search.run(4, least=4, share=share)):
        if isinstance(event, Found):
            return [mistake.id for mistake in event.mistakes]
        if number > 2000:
            return None
    return None


def test_two_shares_are_the_whole() -> None:
    assert [first(share) for share in (OURS, OURS.other)].count(MISTAKES) == 1
    assert first(Share()) == MISTAKES


def test_two_shares_are_a_whole_level() -> None:
    space = Search(plain_inputs(UNTIMED), b"").space
    messages = [
        {made for batch in stream(space, ("message",), 20, DIVIDED, share=share) for made in batch.columns[0]}
        for share in (OURS, OURS.other, WHOLE)
    ]
    assert messages[0] | messages[1] == messages[2]
    assert all(len(part) > len(messages[2]) / 3 for part in messages[:2])


@pytest.mark.parametrize(
    "mistakes",
    [
        ["nonce-not-hashed", "digest-as-hex", "secret-not-decoded", "signature-as-hex"],
        ["body-sorted", "hash-sha1", "path-left-out"],
        ["ampersand-behind", "digest-as-base64", "digest-before-path"],
        ["whole-escaped", "nonce-hashed-last", "secret-not-decoded"],
    ],
)
def test_what_two_find_is_what_one_finds(mistakes: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    request = UNTIMED._replace(signature=sign(UNTIMED, mistakes))
    monkeypatch.setattr(diagnosing, "usable_cores", lambda: 2)
    together = diagnose(request, seconds=None)
    monkeypatch.setattr(diagnosing, "usable_cores", lambda: 1)
    assert together.explanations == diagnose(request, seconds=None).explanations


@pytest.mark.parametrize("fails", ["to start", "soon"])
def test_what_a_lost_process_leaves_is_searched_here(fails: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(SecondCore):
        def __init__(self, request: Request, most: int, **options: Any) -> None:
            if fails == "to start":
                raise OSError("no more processes")
            super().__init__(request, most, **options)
            os.kill(self.process_id, signal.SIGTERM)

    monkeypatch.setattr(diagnosing, "SecondCore", Failing)
    monkeypatch.setattr(diagnosing, "usable_cores", lambda: 2)
    request = UNTIMED._replace(signature=NOTHING)
    found = diagnose(request, seconds=None, max_mistakes=DIVIDED)
    assert found.searched.complete_up_to == DIVIDED
    assert not found.searched.cut_short


def test_four_mistakes_are_found_together() -> None:
    found = diagnose(WRONG, seconds=None)
    assert found.verdict is Verdict.EXPLAINED
    assert [mistake.id for mistake in found.explanations[0].mistakes] == MISTAKES


class Stopped(Exception):
    """What a caller's progress may raise."""


@pytest.mark.parametrize("raising", [False, True])
def test_it_ends_when_the_search_is_given_up(raising: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a caller who cancels, and by one whose progress raises."""
    cores: list[SecondCore] = []

    class Watched(SecondCore):
        def __init__(self, request: Request, most: int, **options: Any) -> None:
            super().__init__(request, most, **options)
            cores.append(self)

    def progress(step: Step) -> None:
        if raising and cores:
            raise Stopped

    monkeypatch.setattr(diagnosing, "SecondCore", Watched)
    monkeypatch.setattr(diagnosing, "usable_cores", lambda: 2)
    request = UNTIMED._replace(signature=NOTHING)
    with pytest.raises(Stopped) if raising else nullcontext():
        found = diagnose(request, seconds=None, progress=progress, cancelled=lambda: bool(cores))
        assert found.searched.interrupted
        assert found.searched.cut_short
    assert [core.running for core in cores] == [False]


@PROC
def test_it_ends_with_the_block_and_shows_no_key() -> None:
    with SecondCore(EXAMPLE._replace(signature=NOTHING), 4) as core:
        process = Path(f"/proc/{core.process_id}")
        shown = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        assert EXAMPLE.secret.expose() not in shown
        assert core.running
    assert not core.running
    assert not process.exists()


@PROC
def test_it_does_not_outlive_a_starter_that_is_killed() -> None:
    code = (
        "from explainer.second_core import OURS, SecondCore; from tests.diagnosis.test_second_core import *;"
        " core = SecondCore(EXAMPLE._replace(signature=NOTHING), 4);"
        " print(core.process_id, flush=True); time.sleep(60)"
    )
    with started(code) as (starter, process):
        assert process.exists()
        starter.kill()
    wait_until_gone(process)
