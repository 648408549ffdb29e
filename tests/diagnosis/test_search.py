"""What the search promises: every combination is found, the likeliest explanation comes out."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha512
from itertools import product

import pytest
from hypothesis import assume, given, settings

from explainer.diagnosis.search import Found, Progress, Search
from explainer.diagnosis.space import Space
from explainer.diagnosis.streams import Window, stream
from explainer.example import EXAMPLE
from explainer.pipeline.catalogue import DECISIONS, mistake
from explainer.pipeline.model import Mistake, cost
from explainer.pipeline.run import explain, plain_inputs, sign
from explainer.request import Request
from tests.benchmarks.diagnose import LONG
from tests.strategies import combinations, long_requests, requests

MESSAGE = len([d for d in DECISIONS if d.stage in ("nonce", "postdata", "sha256", "message")])


def found(request: Request, signature: str, most: int) -> list[Found]:
    """Return all that the search finds."""
    search = Search(plain_inputs(request), signature.encode("latin-1"))
    return [event for event in search.run(most) if isinstance(event, Found)]


def before_the_output(mistakes: list[Mistake]) -> int:
    """Return how many of the mistakes are not in the last stage."""
    last = {
        mistake.id for decision in DECISIONS if decision.stage == "signature" for mistake in decision.mistakes
    }
    return len([mistake for mistake in mistakes if mistake.id not in last])


def check(request: Request, mistakes: list[Mistake]) -> None:
    """Sign with mistakes; the search explains it, with what gives the same bytes, no dearer."""
    try:
        signature = sign(request, mistakes)
    except ValueError:
        assume(False)
    used = sum(cost(mistake) for mistake in mistakes)
    search = Search(plain_inputs(request), signature.encode("latin-1"))
    for event in search.run(before_the_output(mistakes)):
        if isinstance(event, Found):
            assert sign(request, event.mistakes) == signature
            if event.cost <= used + 1e-9:
                return
    pytest.fail("nothing found that is as likely")


@settings(max_examples=40)
@given(requests(), combinations(2))
def test_any_two_mistakes_are_found_or_something_likelier(request: Request, mistakes: list[Mistake]) -> None:
    check(request, mistakes)


@settings(max_examples=10)
@given(requests(), combinations(3))
def test_any_three_mistakes_are_found_or_something_likelier(
    request: Request, mistakes: list[Mistake]
) -> None:
    check(request, mistakes)


@settings(max_examples=4)
@given(requests(), combinations(2, before="signature"), combinations(2, only="signature"))
def test_any_two_mistakes_under_any_output_are_found(
    request: Request, mistakes: list[Mistake], output: list[Mistake]
) -> None:
    check(request, [*mistakes, *output])


@settings(max_examples=4)
@given(long_requests(), combinations(2))
def test_mistakes_are_found_in_a_long_body_too(request: Request, mistakes: list[Mistake]) -> None:
    check(request, mistakes)


@pytest.mark.parametrize("name", ["a batch of 15 orders in JSON", "a form of 5 kB"])
def test_three_mistakes_in_a_long_body(name: str) -> None:
    check(LONG[name], [mistake(id) for id in ("nonce-not-hashed", "digest-as-hex", "secret-not-decoded")])


@pytest.mark.parametrize(
    "mistakes",
    [
        ["digest-as-hex", "path-left-out", "secret-not-decoded"],
        ["nonce-not-hashed", "digest-as-utf8-replaced", "message-separator-nul", "signature-as-hex"],
        ["nonce-not-hashed", "digest-as-hex", "secret-not-decoded", "signature-as-hex"],
    ],
)
def test_three_mistakes_with_any_output_on_top(mistakes: list[str]) -> None:
    explanations = found(EXAMPLE, sign(EXAMPLE, mistakes), 3)
    assert mistakes in [[mistake.id for mistake in one.mistakes] for one in explanations]


def test_four_mistakes_go_by_cost() -> None:
    mistakes = ["nonce-not-hashed", "digest-as-hex", "path-left-out", "secret-not-decoded"]
    search = Search(plain_inputs(EXAMPLE), sign(EXAMPLE, mistakes).encode())
    first = next(event for event in search.run(4, least=4) if isinstance(event, Found))
    assert [mistake.id for mistake in first.mistakes] == mistakes


def test_says_how_far_it_is() -> None:
    search = Search(plain_inputs(EXAMPLE), b64encode(sha512(b"no signature").digest()))
    events = [event for event in search.run(2) if isinstance(event, Progress)]
    assert [event.candidates for event in events] == sorted(event.candidates for event in events)
    assert events[-1].complete_up_to == 2
    assert events[-1].candidates > 10_000


def test_a_key_that_is_no_base64_is_found_through_those_who_read_it_all_the_same() -> None:
    request = EXAMPLE._replace(secret=type(EXAMPLE.secret)("SECRET"))
    signature = sign(request, ["secret-decoded-like-go", "digest-as-hex"])
    explanations = found(request, signature, 2)
    assert [mistake.id for mistake in explanations[0].mistakes] == ["digest-as-hex", "secret-decoded-like-go"]


class TestSpace:
    @pytest.mark.parametrize("level", [1, 2])
    def test_has_every_value_that_so_many_mistakes_give(self, level: int) -> None:
        """Compare with running the pipeline for every combination of some decisions."""
        chosen = [
            decision
            for decision in DECISIONS
            if decision.id in ("sha256.prefix", "sha256.form", "message.path")
        ]
        space = Space(plain_inputs(EXAMPLE), DECISIONS)
        values = {
            variant.values[0]
            for made in range(level + 1)
            for variant in space.variants(("message",), MESSAGE, made)
        }
        for options in product(*[(None, *decision.mistakes) for decision in chosen]):
            mistakes = [option for option in options if option is not None]
            if len(mistakes) == level:
                assert message(mistakes) in values

    def test_a_value_comes_once(self) -> None:
        space = Space(plain_inputs(EXAMPLE), DECISIONS)
        values = [variant.values for variant in space.variants(("message",), MESSAGE, 2)]
        assert len(values) == len(set(values))

    def test_each_variant_is_what_its_mistakes_give(self) -> None:
        space = Space(plain_inputs(EXAMPLE), DECISIONS)
        for variant in space.variants(("message",), MESSAGE, 2)[::97]:
            assert message(list(variant.mistakes)) == variant.values[0]
            assert variant.cost == pytest.approx(sum(cost(mistake) for mistake in variant.mistakes))


class TestStream:
    def test_windows_of_cost_tile_the_level(self) -> None:
        space = Space(plain_inputs(EXAMPLE._replace(body=b"nonce=1616492376594&pair=XBTUSD")), DECISIONS)

        def cheapest(window: Window) -> dict[bytes, float]:
            costs: dict[bytes, float] = {}
            for batch in stream(space, ("message",), MESSAGE, 3, window):
                for index, made in enumerate(batch.columns[0]):
                    price = batch.cost(index)
                    assert window.low <= price < window.high
                    costs[made] = min(price, costs.get(made, price))
            return costs

        whole = cheapest(Window())
        parts: dict[bytes, float] = {}
        for low, high in ((0, 20), (20, 25), (25, 1000)):
            parts = cheapest(Window(low, high)) | parts
        assert parts == whole

    def test_each_run_is_what_its_mistakes_give(self) -> None:
        space = Space(plain_inputs(EXAMPLE), DECISIONS)
        for number, batch in enumerate(stream(space, ("message",), MESSAGE, 3, Window(0, 21))):
            if number % 7 == 0 and len(batch):
                mistakes = list(batch.made(0))
                assert len(mistakes) == 3
                assert message(mistakes) == batch.columns[0][0]
                assert batch.cost(0) == pytest.approx(sum(cost(mistake) for mistake in mistakes))


def message(mistakes: list[Mistake]) -> bytes:
    """Return the message of the example with these mistakes."""
    return explain(EXAMPLE, mistakes).step("message").value.data
