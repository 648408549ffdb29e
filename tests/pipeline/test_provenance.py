"""Traced values: their spans tile them, and they are the bytes that a plain run computes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.example import EXAMPLE
from explainer.pipeline.catalogue import MISTAKES
from explainer.pipeline.model import Mistake
from explainer.pipeline.run import explain, sign
from explainer.pipeline.traced import Origin, Span, Traced, shared_prefix
from explainer.request import Request
from explainer.vectors.requests import VECTORS
from tests.strategies import ANY_REQUEST, combinations


def assert_tiled(value: Traced) -> None:
    """Assert that the spans cover the value in order, without gap, overlap or empty span."""
    at = 0
    for start, end, _ in value.spans:
        assert start == at < end
        at = end
    assert at == len(value.data)


def assert_sound(request: Request, mistakes: list[Mistake]) -> None:
    """Assert that a traced run and a plain one agree, and that all values of the traced one are tiled."""
    try:
        plain = sign(request, mistakes)
    except ValueError as refusal:
        with pytest.raises(type(refusal)):
            explain(request, mistakes)
        return
    trace = explain(request, mistakes)
    assert trace.signature == plain
    for step in trace.steps:
        for value in (step.value, *step.values.values(), *dict(step.inputs).values()):
            assert_tiled(value)


@given(ANY_REQUEST)
def test_a_right_run_is_sound(request_: Request) -> None:
    assert_sound(request_, [])


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.id)
def test_each_mistake_is_sound_on_every_vector(mistake: Mistake) -> None:
    for vector in VECTORS:
        assert_sound(vector.given, [mistake])


@settings(max_examples=1500)
@given(ANY_REQUEST, combinations())
def test_any_mistakes_are_sound(request_: Request, mistakes: list[Mistake]) -> None:
    assert_sound(request_, mistakes)


def test_the_private_key_is_marked_wherever_it_goes() -> None:
    secret = EXAMPLE.secret.expose()
    for mistake in MISTAKES:
        try:
            trace = explain(EXAMPLE, [mistake])
        except ValueError:
            continue
        for step in trace.steps:
            for value in (step.value, *step.values.values()):
                at = value.data.find(secret)
                if at >= 0:
                    covered = [
                        span for span in value.spans if span.end > at and span.start < at + len(secret)
                    ]
                    assert {span.origin for span in covered} == {Origin.KEY}, mistake.id


TRACED = st.lists(st.tuples(st.binary(max_size=6), st.sampled_from(Origin)), max_size=5).map(
    lambda parts: sum((Traced.whole(data, origin) for data, origin in parts), Traced(b"", ()))
)


class TestTraced:
    @given(TRACED, TRACED)
    def test_joined(self, a: Traced, b: Traced) -> None:
        joined = a + b
        assert_tiled(joined)
        assert joined.data == a.data + b.data
        assert len(joined) == len(a) + len(b)

    @given(TRACED, st.binary(max_size=4))
    def test_joined_with_bytes(self, value: Traced, added: bytes) -> None:
        for joined in (value + added, added + value):
            assert_tiled(joined)
            assert sum(b - a for a, b, origin in joined.spans if origin is Origin.ADDED) >= len(added)

    @given(TRACED, st.slices(30))
    def test_cut(self, value: Traced, part: slice) -> None:
        start, stop, step = part.indices(len(value))
        if step == 1:
            cut = value[part]
            assert_tiled(cut)
            assert cut.data == value.data[start:stop]
        else:
            with pytest.raises(ValueError, match="only runs of bytes"):
                value[part]

    @given(
        TRACED,
        st.sampled_from(
            [
                bytes.hex,
                lambda data: data[::-1].hex(),
                lambda data: data.decode("latin-1"),
                lambda data: data.decode(errors="replace"),
                lambda data: data.decode("utf-8", "ignore"),
                lambda data: "",
                lambda data: "always the same",
                lambda data: data.decode("latin-1").partition("a")[0],
            ]
        ),
    )
    def test_sent_through_any_function(self, value: Traced, function: object) -> None:
        assert callable(function)
        sent = value.via(lambda data: function(data).encode())
        assert_tiled(sent)
        assert sent.data == function(value.data).encode()

    def test_hex_keeps_each_origin(self) -> None:
        value = Traced.whole(b"ab", Origin.PATH) + Traced.whole(b"c", Origin.DIGEST)
        assert value.via(lambda data: data.hex().encode()).spans == (
            Span(0, 4, Origin.PATH),
            Span(4, 6, Origin.DIGEST),
        )

    def test_what_is_moved_is_found_again(self) -> None:
        value = Traced.whole(b"pair=XBTUSD&", Origin.POSTDATA) + Traced.whole(b"1616", Origin.NONCE)
        swapped = value.via(lambda data: b"&".join(reversed(data.split(b"&"))))
        assert swapped.data == b"1616&pair=XBTUSD"
        assert swapped.spans == (Span(0, 4, Origin.NONCE), Span(4, 16, Origin.POSTDATA))

    def test_equal_by_bytes_and_origins(self) -> None:
        value = Traced.whole(b"ab", Origin.PATH)
        assert value == Traced.whole(b"ab", Origin.PATH)
        assert hash(value) == hash(Traced.whole(b"ab", Origin.PATH))
        assert value != Traced.whole(b"ab", Origin.KEY)
        assert value != b"ab"

    def test_repr_shows_sizes_and_origins_alone(self) -> None:
        assert repr(Traced.whole(b"example", Origin.KEY)) == "Traced(7 bytes: key)"


@given(st.binary(max_size=40), st.binary(max_size=40), st.binary(max_size=40))
def test_shared_prefix(start: bytes, a: bytes, b: bytes) -> None:
    size = shared_prefix(start + a, start + b)
    assert (start + a)[:size] == (start + b)[:size]
    assert (start + a)[size : size + 1] != (start + b)[size : size + 1] or size == min(
        len(start + a), len(start + b)
    )
