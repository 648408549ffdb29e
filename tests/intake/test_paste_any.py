"""Whatever is pasted: it is read without a crash or a hang, and nothing of it is passed over in silence."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from explainer.errors import InputError
from explainer.intake.paste import LARGEST, read_paste
from explainer.intake.pasted import Pasted
from tests.intake.pathological import SHAPES, of_size
from tests.intake.test_pastes import EXPECTED, paste
from tests.paths import ROOT

ALL = [paste(name) for name in EXPECTED]
NOT_LONG = [data for data in ALL if len(data) < 4000]
BETWEEN = [b"", b"\n", b"\n\n", b" ", b"\x00", b"'", b'"', b"> "]
GUARD = 240
"""Seconds after which something is taken to hang; usually all take less than 30."""


@given(st.binary(max_size=300))
@example(b"")
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00")
@example(b"\xfe\xff\xd8\x00\xd8\x00")
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
def test_any_bytes(data: bytes) -> None:
    assert_sound(read_paste(data))


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    pasted = read_paste(text)
    assert len(pasted.text) == len(text)
    assert_sound(pasted)


@st.composite
def mixtures(draw: st.DrawFn) -> bytes:
    """Return pieces of pastes, cut anywhere, one behind the other, with any line ends."""
    pieces = []
    for _ in range(draw(st.integers(1, 4))):
        whole = draw(st.sampled_from(NOT_LONG))
        start = draw(st.one_of(st.just(0), st.integers(0, len(whole))))
        end = draw(st.one_of(st.just(len(whole)), st.integers(start, len(whole))))
        pieces += [whole[start:end], draw(st.sampled_from(BETWEEN))]
    data = b"".join(pieces)
    ends = draw(st.sampled_from([None, b"\r\n", b"\r", b"\n\n", b"\\\n"]))
    return data if ends is None else data.replace(b"\r\n", b"\n").replace(b"\n", ends)


@settings(max_examples=150)
@given(mixtures())
@example(paste("curl-bash") + paste("har-two").rstrip() + paste("curl-bash"))
def test_any_mixture(data: bytes) -> None:
    assert_sound(read_paste(data))


@pytest.mark.parametrize("name", EXPECTED)
def test_pastes_themselves(name: str) -> None:
    assert_sound(read_paste(paste(name)))


@pytest.mark.parametrize("name", [name for name in EXPECTED if len(paste(name)) < 1200])
def test_paste_cut_anywhere(name: str) -> None:
    data = paste(name)
    for end in range(0, len(data), 31):
        assert_sound(read_paste(data[:end]))
        assert_sound(read_paste(data[end:]))


def test_a_paste_of_5_mb_is_refused() -> None:
    for shape in SHAPES:
        data = of_size(shape, 5 << 20)
        with pytest.raises(InputError, match="too many"):
            read_paste(data)


def test_the_longest_paste_is_read() -> None:
    assert_sound(read_paste(of_size("nonce= in lines", LARGEST)))


def test_long_pastes_are_read() -> None:
    """In a process of its own, so that a reader that hangs fails; the last shape that it names is the one.

    A quarter of what is read at most tells what takes more time than in proportion, too.
    """
    program = """
from explainer.intake.paste import LARGEST, read_paste
from tests.intake.pathological import SHAPES, of_size
from tests.intake.test_paste_any import assert_sound
for shape in SHAPES:
    print(shape, flush=True)
    assert_sound(read_paste(of_size(shape, LARGEST // 4)))
"""
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=GUARD, check=False
    )
    assert run.stdout.splitlines() == list(SHAPES), run.stderr
    assert run.returncode == 0, run.stderr


def assert_sound(pasted: Pasted) -> None:
    """Check that places are in the text, parts apart, and every character in a part or said to be unread."""
    size = len(pasted.text)
    at = 0
    covered = bytearray(size)
    for part in pasted.parts:
        start, end = part.span
        assert at <= start < end <= size, (part.kind, part.span)
        at = end
        for first, last in part.places:
            assert 0 <= first < last <= size, (part.kind, part.places)
            covered[first:last] = b"\x01" * (last - first)
        for inner in (*(one.span for one in part.found), *(one.span for one in part.remarks), *part.unread):
            assert inner[0] <= inner[1], (part.kind, inner)
            assert any(first <= inner[0] and inner[1] <= last for first, last in part.places), (
                part.kind,
                part.places,
                inner,
            )
    for start, end in (*pasted.unread, *pasted.fronts):
        assert 0 <= start < end <= size
        covered[start:end] = b"\x01" * (end - start)
    missed = [index for index, flag in enumerate(covered) if not flag and not pasted.text[index].isspace()]
    assert not missed, (missed[:5], pasted.text[missed[0] : missed[0] + 40])
    for request in pasted.requests:
        assert request.found or request.draft.answer is not None or request.remarks
        assert all(len(conflict.choices) > 1 for conflict in request.conflicts)
        for found in request.found:
            assert 0 <= found.span[0] <= found.span[1] <= size
