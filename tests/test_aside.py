"""The process that searches beside the screens: it finds the same, tells no secret and outlives nobody."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha512
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from explainer.aside import Aside
from explainer.diagnosing import diagnose
from explainer.diagnosis.families import FAMILIES, first_members
from explainer.diagnosis.investigate import Step
from explainer.diagnosis.model import Diagnosis
from explainer.diagnosis.schemes import SCHEMES
from explainer.example import EXAMPLE
from explainer.intake.observed import read_observed
from explainer.pipeline.catalogue import MISTAKES
from explainer.pipeline.model import Mistake
from explainer.pipeline.run import sign
from explainer.request import Request
from explainer.secret import Secret
from explainer.wire import Gone, Wire
from tests.benchmarks.diagnose import REQUESTS
from tests.paths import ROOT
from tests.processes import PROC, started, wait_until_gone

NOTHING = EXAMPLE._replace(signature=b64encode(sha512(b"nothing").digest()).decode())
WRONG = EXAMPLE._replace(signature=sign(EXAMPLE, ["digest-as-hex"]))


@pytest.fixture(scope="module")
def aside() -> Iterator[Aside]:
    with Aside() as one:
        yield one


def quietly(**options: Any) -> dict[str, Any]:
    """Return arguments of a search that nobody watches or cancels."""
    return {"progress": lambda step: None, "cancelled": lambda: False, **options}


def untimed(found: Diagnosis) -> Diagnosis:
    """Return what was found without how long it took."""
    return Diagnosis(
        **{name: getattr(found, name) for name in Diagnosis.__slots__ if name != "searched"},
        searched=found.searched._replace(seconds=0.0),
    )


def comparable(found: Diagnosis) -> str:
    """Return all of what was found; functions that were made for a request show as what they are."""
    return repr(untimed(found)).partition(" at 0x")[0]


@pytest.mark.parametrize(
    "signature",
    [
        sign(EXAMPLE),
        sign(EXAMPLE, ["digest-as-hex", "secret-not-decoded", "signature-as-hex"]),
        sign(EXAMPLE)[:-7],
        sign(EXAMPLE._replace(nonce=b"1616492376600")),
        "2HZqZ0aG9U1ZrBbMRCjJHLJb6Q==",
    ],
    ids=["right", "wrong", "cut", "another nonce", "no signature"],
)
def test_it_finds_what_is_found_here(signature: str, aside: Aside) -> None:
    request = EXAMPLE._replace(signature=signature)
    observed = [read_observed("23a1c1b34c6a", "sha256")]
    options: dict[str, Any] = {
        "max_mistakes": 2,
        "content_type": "text/plain",
        "answer": ("EAPI:Invalid signature",),
    }
    there = aside.diagnose(request, observed, **quietly(**options))
    here = diagnose(request, observed, **options)
    assert untimed(there).searched == untimed(here).searched
    assert comparable(there) == comparable(here)
    assert there.request is request
    assert [one.mistakes and [sign(EXAMPLE, one.mistakes)] for one in there.explanations] == [
        one.mistakes and [sign(EXAMPLE, one.mistakes)] for one in here.explanations
    ]


def through(what: object, request: Request | None) -> Any:
    """Return what comes out at the other end."""
    pipe = BytesIO()
    sender, receiver = Wire(BytesIO(), pipe), Wire(pipe, BytesIO())
    sender.request = receiver.request = request
    sender.send(what)
    pipe.seek(0)
    return receiver.receive()


def test_what_has_functions_goes_by_its_name() -> None:
    assert all(through(MISTAKES, EXAMPLE)[at] is one for at, one in enumerate(MISTAKES))
    assert all(through(SCHEMES, EXAMPLE)[at] is one for at, one in enumerate(SCHEMES))


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=list(REQUESTS))
def test_a_member_of_a_family_is_the_same_on_the_other_side(request_: Request) -> None:
    """Its title tells it from all others: what it does to the request is the same."""

    def made(member: Mistake) -> str | None:
        try:
            return sign(request_, [member])
        except ValueError:
            return None

    members = [member for _, some in first_members(request_) for member in some]
    assert len({member.id for member in members}) >= len({family.entry.id for family in FAMILIES})
    for member in members[::7]:
        assert made(through(member, request_)) == made(member), member.title


def test_a_private_key_goes_there_and_not_back() -> None:
    private = Secret(b64encode(sha512(b"nobody's key").digest()).decode())
    request = EXAMPLE._replace(secret=private, signature="a")
    assert through(request, None) == request
    pipe = BytesIO()
    wire = Wire(BytesIO(), pipe)
    wire.request = request
    wire.send(diagnose(request, max_mistakes=0))
    assert private.expose() not in pipe.getvalue()
    with pytest.raises(TypeError, match="never pickled"):
        pickle.dumps(request)


def test_progress_is_told_and_a_search_that_is_cancelled_tells_what_it_has(aside: Aside) -> None:
    steps: list[Step] = []
    found = aside.diagnose(NOTHING, progress=steps.append, cancelled=lambda: len(steps) >= 3, seconds=None)
    assert found.searched.interrupted
    assert len(steps) >= 3
    assert found.searched.candidates >= steps[2].candidates


def test_the_next_search_is_not_ended_by_what_ended_the_one_before(aside: Aside) -> None:
    for _ in range(3):
        aside.diagnose(NOTHING, progress=lambda step: None, cancelled=lambda: True, seconds=None)
        assert not aside.diagnose(WRONG, **quietly()).searched.interrupted


def test_a_failure_is_told_without_what_was_searched(aside: Aside) -> None:
    with pytest.raises(RuntimeError, match=r"^TypeError$"):
        aside.diagnose(NOTHING, **quietly(max_mistakes="two"))


def test_without_another_process_it_is_searched_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(module: str) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("explainer.aside.Child", refuse)
    with Aside() as lonely:
        lonely.start()
        assert lonely.process_id is None
        found = lonely.diagnose(WRONG, **quietly())
        assert [one.id for one in found.explanations[0].mistakes] == ["digest-as-hex"]


def test_who_breaks_off_hears_nothing_of_it_in_the_next_search(aside: Aside) -> None:
    def refuse(step: Step) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        aside.diagnose(NOTHING, progress=refuse, cancelled=lambda: False, seconds=None)
    found = aside.diagnose(WRONG, **quietly())
    assert [one.id for one in found.explanations[0].mistakes] == ["digest-as-hex"]


def test_after_one_that_was_lost_there_is_another() -> None:
    with Aside() as one:

        def kill(step: Step) -> None:
            assert one.process_id is not None
            os.kill(one.process_id, signal.SIGTERM)

        with pytest.raises(Gone):
            one.diagnose(NOTHING, progress=kill, cancelled=lambda: False, seconds=None)
        assert one.diagnose(WRONG, **quietly()).explanations


def test_what_lies_in_the_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit")
    (tmp_path / "explainer").mkdir()
    (tmp_path / "explainer" / "__init__.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [str(ROOT), *[path for path in sys.path if path]])
    with Aside() as one:
        assert one.diagnose(WRONG, **quietly()).explanations


def test_who_waits_when_it_ends_is_told() -> None:
    told: list[object] = []
    one = Aside()

    def search() -> None:
        try:
            one.diagnose(NOTHING, progress=told.append, cancelled=lambda: False, seconds=None)
        except Gone as gone:
            told.append(gone)

    thread = Thread(target=search)
    thread.start()
    while not told:
        time.sleep(0.01)
    one.end()
    thread.join(30)
    assert isinstance(told[-1], Gone)
    one.start()
    assert one.process_id is None


@PROC
def test_it_shows_no_key_and_does_not_outlive_its_starter() -> None:
    code = (
        "from tests.test_aside import *; one = Aside();"
        " one.diagnose(WRONG, **quietly());"
        " print(one.process_id, flush=True); time.sleep(60)"
    )
    with started(code) as (starter, process):
        shown = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        starter.kill()
    assert EXAMPLE.secret.expose() not in shown
    wait_until_gone(process)
