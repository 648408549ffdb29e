"""Formulas with names and with live values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.example import EXAMPLE
from explainer.pipeline.run import explain
from explainer.pipeline.traced import Origin, Span, Traced
from explainer.render.formula import HIDDEN, RECIPE, Piece, live, plain, says_something, short, symbolic
from explainer.render.visible import visible
from explainer.stages import STAGES

TRACE = explain(EXAMPLE)


def test_with_names() -> None:
    assert [plain(symbolic(stage)) for stage in STAGES] == [
        "nonce = nonce",
        "postdata = POST data",
        "digest = SHA256(nonce + POST data)",
        "message = URI path + digest",
        "key = base64decode(private key)",
        "mac = HMAC-SHA512(key, message)",
        "API-Sign = base64(MAC)",
    ]
    assert [says_something(stage) for stage in STAGES] == [False, False, True, True, True, True, True]
    assert plain([*RECIPE]) == (
        "API-Sign = base64(HMAC-SHA512(base64decode(private key), URI path + SHA256(nonce + POST data)))"
    )


def test_with_values() -> None:
    assert plain(live(TRACE.step("sha256"))) == (
        'digest = SHA256("1616492376594" + "nonce=1616492376594&o…olume=1.25")'
    )
    assert plain(live(TRACE.step("message"))) == 'message = "/0/private/AddOrder" + 23a1c1b34c6a… (32 bytes)'
    assert plain(live(TRACE.step("secret"))) == f"key = base64decode({HIDDEN})"
    assert "kQH5HW" in plain(live(TRACE.step("secret"), show_secret=True))


def test_every_piece_knows_its_origin() -> None:
    pieces = live(TRACE.step("sha256"), longest=100)
    assert Piece("1616492376594", Origin.NONCE) in pieces
    assert Piece("nonce=", Origin.POSTDATA) in pieces
    assert pieces[0] == Piece("digest = SHA256(")


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (b"", "(nothing)"),
        (b"text", '"text"'),
        (b"a\nb\x1b", '"a␊b␛"'),
        ("żółć".encode(), '"żółć"'),
        (b"\xff\x00", "ff00"),
        (bytes(range(250, 256)) * 2, "fafbfcfdfeff… (12 bytes)"),
    ],
)
def test_one_value_in_a_line(data: bytes, shown: str) -> None:
    assert plain(short(Traced.whole(data, Origin.POSTDATA))) == shown


def test_many_parts_are_shown_as_bytes() -> None:
    spans = tuple(Span(at, at + 1, Origin.NONCE if at % 2 else Origin.POSTDATA) for at in range(9))
    assert plain(short(Traced(b"\xff" * 9, spans))) == "ffffffffffff… (9 bytes)"


@given(st.lists(st.sampled_from([b"abc", b"\x00", "é😀".encode(), b"12345"]), max_size=6), st.integers(3, 20))
def test_a_cut_keeps_both_ends(parts: list[bytes], longest: int) -> None:
    value = Traced(b"", ())
    for number, part in enumerate(parts):
        value += Traced.whole(part, Origin.NONCE if number % 2 else Origin.POSTDATA)
    text = visible(value.data.decode())
    shown = plain(short(value, longest=longest))[1:-1]
    if len(text) <= longest:
        assert shown in (text, "nothing")
    else:
        head, tail = shown.split("…")
        assert text.startswith(head)
        assert text.endswith(tail)
        assert len(shown) == longest
