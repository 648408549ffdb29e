"""Every question has one answer, and the engine that proves a diagnosis grades it."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.diagnosing import diagnose
from explainer.diagnosis.grouping import in_order
from explainer.diagnosis.practice import LEVELS, level_after, question
from explainer.example import EXAMPLE
from explainer.pipeline.catalogue import MISTAKES, decision_of
from explainer.pipeline.model import cost
from explainer.pipeline.run import sign

LEVEL = st.integers(0, len(LEVELS) - 1)


@settings(max_examples=60)
@given(st.integers(0, 2**32), LEVEL)
def test_exactly_one_of_three_ways_gives_the_signature(seed: int, level: int) -> None:
    asked = question(Random(seed), level)
    assert len(asked.candidates) == 3
    assert asked.signatures == tuple([sign(asked.request, way) for way in asked.candidates])
    assert [asked.is_right(at) for at in range(3)] == [at == asked.made for at in range(3)]
    assert sign(asked.request) not in asked.signatures
    assert all(way == in_order(way) for way in asked.candidates)


@settings(max_examples=40)
@given(st.integers(0, 2**32), LEVEL)
def test_it_gets_harder(seed: int, level: int) -> None:
    asked = question(Random(seed), level)
    stages = [[decision_of(one).stage for one in way] for way in asked.candidates]
    if level == 0:
        assert asked.request == EXAMPLE
        assert all(one.seen >= 2 for way in asked.candidates for one in way)
    if level < 2:
        assert len({tuple(names) for names in stages}) == 3
    elif level == 2:
        assert len({tuple(names) for names in stages}) == 1
    else:
        assert [len(set(names)) for names in stages] == [2, 2, 2]
        first = asked.candidates[asked.made]
        others = [way for at, way in enumerate(asked.candidates) if at != asked.made]
        assert all(len(set(first) & set(way)) == 1 for way in others)


def test_the_same_chance_asks_the_same_and_another_something_else() -> None:
    texts = [question(Random(seed), 1).signature for seed in range(20)]
    assert texts == [question(Random(seed), 1).signature for seed in range(20)]
    assert len(set(texts)) > 15


def test_what_was_asked_is_not_asked_again_while_there_is_something_else() -> None:
    everything = [(one,) for one in MISTAKES]
    asked = question(Random(1), 1)
    assert question(Random(1), 1, [asked.candidates[asked.made]]) != asked
    assert question(Random(1), 1, everything).candidates[0] in everything


def test_each_place_is_right_now_and_then() -> None:
    assert {question(Random(seed), 2).made for seed in range(20)} == {0, 1, 2}


@pytest.mark.parametrize("seed", range(3))
def test_a_diagnosis_finds_what_was_made(seed: int) -> None:
    asked = question(Random(seed), 3)
    found = diagnose(asked.request._replace(signature=asked.signature))
    best = found.explanations[0]
    assert sign(asked.request, best.mistakes) == asked.signature
    assert best.cost <= sum([cost(one) for one in asked.candidates[asked.made]])


def test_two_right_answers_lead_to_the_next_level() -> None:
    assert [level_after(right) for right in range(10)] == [0, 0, 1, 1, 2, 2, 3, 3, 3, 3]


def test_there_are_no_other_levels() -> None:
    with pytest.raises(IndexError):
        question(Random(0), len(LEVELS))
