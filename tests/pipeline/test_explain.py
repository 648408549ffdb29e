"""The trace against hashlib and hmac alone, for any request."""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from hashlib import sha256

import pytest
from hypothesis import given

from explainer.example import EXAMPLE, SIGNATURE
from explainer.pipeline.catalogue import MISTAKES
from explainer.pipeline.run import explain, sign
from explainer.pipeline.traced import Origin, Span
from explainer.request import Request
from explainer.stages import STAGES
from tests.strategies import ANY_REQUEST


def direct(request: Request) -> str:
    """Return the API-Sign as four calls of the standard library."""
    digest = sha256(request.nonce + request.body).digest()
    mac = hmac.new(b64decode(request.secret.expose()), request.path + digest, "sha512")
    return b64encode(mac.digest()).decode()


@given(ANY_REQUEST)
def test_signature_is_what_hashlib_and_hmac_give(request_: Request) -> None:
    assert sign(request_) == direct(request_)
    assert explain(request_).signature == direct(request_)


@given(ANY_REQUEST)
def test_every_stage_is_what_hashlib_and_hmac_give(request_: Request) -> None:
    trace = explain(request_)
    values = {step.stage.id: step.value.data for step in trace.steps}
    digest = sha256(request_.nonce + request_.body).digest()
    key = b64decode(request_.secret.expose())
    assert values == {
        "nonce": request_.nonce,
        "postdata": request_.body,
        "sha256": digest,
        "message": request_.path + digest,
        "secret": key,
        "hmac": hmac.digest(key, request_.path + digest, "sha512"),
        "signature": direct(request_).encode(),
    }


def test_the_published_example() -> None:
    trace = explain(EXAMPLE)
    assert trace.signature == SIGNATURE
    assert trace.mistakes == ()
    assert [step.stage for step in trace.steps] == list(STAGES)


def test_where_each_byte_of_the_example_comes_from() -> None:
    trace = explain(EXAMPLE)
    spans = {step.stage.id: step.value.spans for step in trace.steps}
    assert spans == {
        "nonce": (Span(0, 13, Origin.NONCE),),
        "postdata": (
            Span(0, 6, Origin.POSTDATA),
            Span(6, 19, Origin.NONCE),
            Span(19, 80, Origin.POSTDATA),
        ),
        "sha256": (Span(0, 32, Origin.DIGEST),),
        "message": (Span(0, 19, Origin.PATH), Span(19, 51, Origin.DIGEST)),
        "secret": (Span(0, 64, Origin.KEY),),
        "hmac": (Span(0, 64, Origin.MAC),),
        "signature": (Span(0, 88, Origin.MAC),),
    }


def test_a_step_is_found_by_its_stage() -> None:
    trace = explain(EXAMPLE)
    assert trace.step("hmac") is trace.steps[5]
    with pytest.raises(KeyError):
        trace.step("base64")


def test_inputs_are_the_values_before_the_stage() -> None:
    trace = explain(EXAMPLE, ["nonce-not-hashed"])
    inputs = dict(trace.step("sha256").inputs)
    assert inputs["prefix"].data == EXAMPLE.nonce
    assert trace.step("sha256").values["prefix"].data == b""


class TestChoosing:
    def test_ids_and_entries_are_the_same(self) -> None:
        mistake = next(mistake for mistake in MISTAKES if mistake.id == "digest-as-hex")
        assert explain(EXAMPLE, [mistake]).signature == explain(EXAMPLE, ["digest-as-hex"]).signature

    def test_mistakes_are_told_in_the_order_of_the_stages(self) -> None:
        trace = explain(EXAMPLE, ["signature-as-hex", "secret-not-decoded", "digest-as-hex"])
        assert [mistake.id for mistake in trace.mistakes] == [
            "digest-as-hex",
            "secret-not-decoded",
            "signature-as-hex",
        ]

    def test_the_same_mistake_twice_is_one(self) -> None:
        assert sign(EXAMPLE, ["digest-as-hex"] * 2) == sign(EXAMPLE, ["digest-as-hex"])

    def test_unknown_id(self) -> None:
        with pytest.raises(KeyError):
            explain(EXAMPLE, ["no-such-mistake"])

    def test_two_answers_to_one_question(self) -> None:
        with pytest.raises(ValueError, match="two answers to one question"):
            explain(EXAMPLE, ["signature-as-hex", "signature-url-safe"])
