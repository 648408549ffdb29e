"""Right beside wrong: which stage differs first, where, and how that came about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.example import EXAMPLE
from explainer.pipeline.compare import Effect, changed, compare, first_difference
from explainer.pipeline.model import Mistake
from explainer.pipeline.run import explain
from explainer.request import Request
from tests.strategies import ANY_REQUEST, combinations

RIGHT = explain(EXAMPLE)


def effects(*mistakes: str) -> dict[str, str]:
    """Return what became of each stage of the example."""
    return {
        difference.stage.id: difference.effect.value
        for difference in compare(RIGHT, explain(EXAMPLE, mistakes))
    }


def test_nothing_wrong_is_nothing_different() -> None:
    assert set(effects().values()) == {"same"}
    assert first_difference(RIGHT, explain(EXAMPLE)) is None


def test_one_mistake_spreads_from_its_stage() -> None:
    assert effects("digest-as-hex") == {
        "nonce": "same",
        "postdata": "same",
        "sha256": "caused",
        "message": "inherited",
        "secret": "same",
        "hmac": "inherited",
        "signature": "inherited",
    }


def test_a_second_mistake_adds_to_the_first() -> None:
    found = effects("digest-as-hex", "secret-not-decoded", "signature-as-hex")
    assert found["secret"] == "caused"
    assert found["hmac"] == "inherited"
    assert found["signature"] == "added"


def test_the_first_difference_is_where_to_look() -> None:
    difference = first_difference(RIGHT, explain(EXAMPLE, ["nonce-not-hashed", "signature-as-hex"]))
    assert difference is not None
    assert difference.stage.id == "sha256"
    assert difference.scattered


@pytest.mark.parametrize(
    ("right", "wrong", "spans"),
    [
        (b"", b"", ((0, 0), (0, 0))),
        (b"abc", b"abc", ((3, 3), (3, 3))),
        (b"abc", b"abXc", ((2, 2), (2, 3))),
        (b"abc", b"ac", ((1, 2), (1, 1))),
        (b"abc", b"xyz", ((0, 3), (0, 3))),
        (b"aa", b"aaa", ((2, 2), (2, 3))),
    ],
)
def test_changed(right: bytes, wrong: bytes, spans: tuple[tuple[int, int], tuple[int, int]]) -> None:
    assert changed(right, wrong) == spans


@given(st.binary(max_size=20), st.binary(max_size=20), st.binary(max_size=20), st.binary(max_size=20))
def test_outside_of_what_changed_all_is_alike(start: bytes, a: bytes, b: bytes, end: bytes) -> None:
    right, wrong = start + a + end, start + b + end
    (right_start, right_end), (wrong_start, wrong_end) = changed(right, wrong)
    assert right_start == wrong_start <= min(right_end, wrong_end)
    assert right[:right_start] == wrong[:wrong_start]
    assert right[right_end:] == wrong[wrong_end:]
    assert (right_start == right_end and wrong_start == wrong_end) is (right == wrong)


@given(ANY_REQUEST, combinations())
def test_any_comparison_is_consistent(request_: Request, mistakes: list[Mistake]) -> None:
    right = explain(request_)
    try:
        wrong = explain(request_, mistakes)
    except ValueError:
        return
    differences = compare(right, wrong)
    for difference in differences:
        assert difference.same is (difference.right.value.data == difference.wrong.value.data)
        if difference.effect in (Effect.CAUSED, Effect.ADDED):
            assert difference.wrong.mistakes
        if difference.same:
            assert not difference.scattered
    first = first_difference(right, wrong)
    if first is not None:
        assert first.effect is not Effect.ADDED
        assert not any(difference.same is False for difference in differences[: differences.index(first)])
