"""`explainer.diagnose`: the search within a time, what it is told and what it tells."""

from __future__ import annotations

import pytest

import explainer
from explainer.diagnosis.investigate import Step
from explainer.diagnosis.model import Verdict
from explainer.example import EXAMPLE, SIGNATURE
from explainer.pipeline.run import sign
from explainer.request import Request

RIGHT = EXAMPLE._replace(signature=SIGNATURE)
UNKNOWN = EXAMPLE._replace(signature="A" * 85 + "Q==")


def wrong(*mistakes: str) -> Request:
    return EXAMPLE._replace(signature=sign(EXAMPLE, mistakes))


def ids(found: explainer.Diagnosis) -> list[str]:
    return [mistake.id for mistake in found.explanations[0].mistakes]


def test_a_right_signature() -> None:
    found = explainer.diagnose(RIGHT)
    assert found.verdict is Verdict.CORRECT
    assert found.explanations == ()
    assert found.elsewhere
    assert not found.searched.cut_short


def test_a_wrong_one_is_explained_by_mistakes_that_give_it() -> None:
    request = wrong("nonce-not-hashed", "digest-as-hex", "secret-not-decoded", "signature-as-hex")
    found = explainer.diagnose(request)
    assert found.verdict is Verdict.EXPLAINED
    assert explainer.sign(request, ids(found)) == request.signature
    assert ids(found) == ["nonce-not-hashed", "digest-as-hex", "secret-not-decoded", "signature-as-hex"]
    assert found.elsewhere == ()


def test_neither_a_signature_nor_a_value() -> None:
    with pytest.raises(explainer.InputError, match="explainer challenge"):
        explainer.diagnose(EXAMPLE)


def test_the_time_is_kept() -> None:
    found = explainer.diagnose(UNKNOWN, seconds=0.3)
    assert found.verdict is Verdict.UNEXPLAINED
    assert found.searched.cut_short
    assert 0.3 <= found.searched.seconds < 10


def test_without_a_limit_it_ends_by_itself() -> None:
    found = explainer.diagnose(wrong("digest-as-hex"), seconds=None)
    assert ids(found) == ["digest-as-hex"]


def test_progress_grows() -> None:
    steps: list[Step] = []
    explainer.diagnose(wrong("digest-as-hex", "secret-not-decoded"), progress=steps.append)
    assert steps
    counts = [step.candidates for step in steps]
    assert counts == sorted(counts)
    assert counts[-1] > 0
    assert steps[-1].name == "catalogue"


def test_cancelling() -> None:
    calls = 0

    def cancelled() -> bool:
        nonlocal calls
        calls += 1
        return calls == 3

    found = explainer.diagnose(UNKNOWN, cancelled=cancelled)
    assert calls == 3
    assert found.searched.cut_short
    assert found.verdict is Verdict.UNEXPLAINED


def test_cancelled_before_anything_was_looked_at_nothing_is_right() -> None:
    observed = [explainer.read_observed("1616492376594", "nonce"), explainer.read_observed("no value")]
    found = explainer.diagnose(EXAMPLE, observed, cancelled=lambda: True)
    assert found.verdict is Verdict.UNEXPLAINED


def test_how_many_mistakes() -> None:
    found = explainer.diagnose(UNKNOWN, max_mistakes=1, seconds=1.0)
    assert found.searched.complete_up_to == 1
    assert found.verdict is Verdict.UNEXPLAINED


def test_the_signature_of_another_request() -> None:
    other = Request.of("/0/private/Balance", "nonce=17", secret=EXAMPLE.secret)
    request = EXAMPLE._replace(signature=sign(other))
    found = explainer.diagnose(request, others=[RIGHT, other], max_mistakes=0, seconds=0.1)
    assert found.verdict is Verdict.EXPLAINED
    assert found.other_request == 1


def test_what_is_known_of_the_sending_feeds_the_checks() -> None:
    found = explainer.diagnose(
        RIGHT, content_type="", method="GET", sent_body=b"nonce=2", given_nonce=b"1616492376595"
    )
    assert {
        "content-type-missing",
        "method-not-post",
        "body-differs-from-sent",
        "nonce-differs-from-given",
    } <= {check.id for check in found.checks}
    shown = [cause.note.id for cause in found.elsewhere if cause.because]
    assert "get-request" in shown
    assert "no-content-type" in shown


class TestObserved:
    def test_a_right_value_alone_says_nothing_of_the_signature(self) -> None:
        digest = explainer.explain(EXAMPLE).step("sha256").value.data.hex()
        found = explainer.diagnose(EXAMPLE, [explainer.read_observed(digest)])
        assert found.verdict is Verdict.CORRECT
        assert found.elsewhere == ()
        assert [finding.stage for finding in found.findings] == ["sha256"]

    def test_a_wrong_value_is_explained(self) -> None:
        digest = explainer.explain(EXAMPLE, ["nonce-not-hashed"]).step("sha256").value.data
        found = explainer.diagnose(EXAMPLE, [explainer.read_observed(repr(digest), "sha256")])
        assert found.verdict is Verdict.EXPLAINED
        assert ids(found) == ["nonce-not-hashed"]

    def test_values_of_message_and_key_are_explained_together(self) -> None:
        trace = explainer.explain(EXAMPLE, ["nonce-not-hashed", "secret-not-decoded"])
        observed = [
            explainer.read_observed(trace.step(stage).value.data.hex(), stage)
            for stage in ("sha256", "secret")
        ]
        assert ids(explainer.diagnose(EXAMPLE, observed)) == ["nonce-not-hashed", "secret-not-decoded"]
        mac = explainer.read_observed(trace.step("hmac").value.data.hex(), "hmac")
        assert ids(explainer.diagnose(EXAMPLE, [mac])) == ["nonce-not-hashed", "secret-not-decoded"]

    def test_a_value_of_no_stage_weakens_no_proof_and_proves_nothing(self) -> None:
        right, noise = explainer.read_observed("1616492376594"), explainer.read_observed("12:00 INFO start")
        wrong = explainer.read_observed(
            explainer.explain(EXAMPLE, ["nonce-not-hashed"]).step("sha256").value.data.hex()
        )
        assert explainer.diagnose(EXAMPLE, [right, noise]).verdict is Verdict.UNEXPLAINED
        assert explainer.diagnose(EXAMPLE, [right, wrong, noise]).verdict is Verdict.EXPLAINED

    def test_a_dump_that_stops_early_is_a_beginning(self) -> None:
        for dump in ("<Buffer 23 a1 c1 b3 ... 28 more bytes>", "<Buffer 23 a1 c1 b3 4c ... >"):
            found = explainer.diagnose(EXAMPLE, [explainer.read_observed(dump, "sha256")])
            assert [finding.right for finding in found.findings] == [True]
        short = explainer.diagnose(EXAMPLE, [explainer.read_observed("<Buffer 23 a1 ... >", "sha256")])
        assert short.verdict is Verdict.UNEXPLAINED

    def test_a_value_under_a_wrong_name_is_found_where_it_belongs(self) -> None:
        message = explainer.explain(EXAMPLE).step("message").value.data.hex()
        found = explainer.diagnose(EXAMPLE, [explainer.read_observed(message, "sha256")])
        assert [finding.stage for finding in found.findings] == ["message"]
        assert found.verdict is Verdict.CORRECT

    def test_no_private_key_is_needed_for_what_comes_before_it(self) -> None:
        request = Request.of("/0/private/Balance", "nonce=1616492376594", secret="")
        digest = explainer.explain(request, ["nonce-not-hashed"]).step("sha256").value.data.hex()
        found = explainer.diagnose(request, [explainer.read_observed(digest, "sha256")])
        assert ids(found) == ["nonce-not-hashed"]
        assert not [check for check in found.checks if check.field == "secret"]

    def test_with_the_signature_it_splits_the_search(self) -> None:
        mistakes = ("nonce-not-hashed", "digest-as-hex", "secret-not-decoded", "signature-as-hex")
        message = explainer.explain(EXAMPLE, mistakes).step("message").value.data.hex()
        alone = explainer.diagnose(wrong(*mistakes))
        split = explainer.diagnose(wrong(*mistakes), [explainer.read_observed(message)])
        assert ids(split) == ids(alone) == list(mistakes)
        assert split.searched.candidates < alone.searched.candidates


def test_an_unknown_stage() -> None:
    with pytest.raises(ValueError, match="no stage 'sha'"):
        explainer.read_observed("00", "sha")
