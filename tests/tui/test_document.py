"""Lines of pieces: their widths, how they break, what they keep."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explainer.tui.document import (
    Columns,
    Document,
    Indented,
    Line,
    Lines,
    Link,
    Piece,
    cut,
    hard_wrapped,
    outside,
    padded,
    spread,
    width_of,
    wrapped,
)

TEXTS = st.text(st.one_of(st.sampled_from("ab =&"), st.characters(codec="utf-8")), max_size=40)
LINES = st.lists(st.builds(outside, TEXTS, st.sampled_from(["", "nonce", "muted"])), max_size=5).map(tuple)
# A character can be two cells wide.
WIDTHS = st.integers(2, 50)


def test_no_width_at_all_still_ends() -> None:
    assert [text_of(row) for row in hard_wrapped((Piece("ab"),), -1)] == ["a", "b"]
    assert [text_of(row) for row in wrapped((Piece("ab c"),), 0, 3)] == ["a", "   b", "   c"]


def text_of(line: Line) -> str:
    return "".join(piece.text for piece in line)


@given(LINES, WIDTHS)
def test_a_hard_break_loses_nothing_and_keeps_the_width(line: Line, width: int) -> None:
    rows = list(hard_wrapped(line, width))
    assert "".join(map(text_of, rows)) == text_of(line)
    assert all(width_of(row) <= width for row in rows)
    assert [piece.style for row in rows for piece in row for _ in piece.text] == [
        piece.style for piece in line for _ in piece.text
    ]


@given(LINES, WIDTHS, st.integers(0, 1))
def test_a_break_between_words_loses_only_spaces_and_keeps_the_width(
    line: Line, width: int, indent: int
) -> None:
    rows = wrapped(line, width, indent)
    assert "".join(map(text_of, rows)).replace(" ", "") == text_of(line).replace(" ", "")
    assert all(width_of(row) <= max(width, indent + 2) for row in rows)


def test_words_stay_whole_where_there_is_room() -> None:
    line = (Piece("one two "), Piece("three", "nonce"), Piece("four five"))
    assert list(map(text_of, wrapped(line, 9))) == ["one two", "threefour", "five"]
    assert list(map(text_of, wrapped((Piece("a longestword b"),), 6, 2))) == [
        "a",
        "  long",
        "  estw",
        "  ord",
        "  b",
    ]


@given(LINES, st.integers(0, 50))
def test_what_is_cut_fits_and_says_so(line: Line, width: int) -> None:
    short = cut(line, width)
    assert width_of(short) <= width
    if width_of(line) <= width:
        assert short == line
    elif width:
        assert text_of(short).endswith("…")


@given(LINES, st.integers(1, 50))
def test_what_is_padded_has_the_width(line: Line, width: int) -> None:
    assert width - 1 <= width_of(padded(line, width)) <= width


@given(LINES, LINES, st.integers(1, 80))
def test_two_ends_share_a_line(left: Line, right: Line, width: int) -> None:
    line = spread(left, right, width)
    assert width_of(line) <= width
    if width_of(left) + width_of(right) < width:
        assert text_of(line).endswith(text_of(right))
        assert text_of(line).startswith(text_of(left))


def test_blocks_stand_below_and_beside_each_other() -> None:
    a, b = Lines([(Piece("a1"),), (Piece("a2"),)]), Lines([(Piece("b1"),)])
    assert [text_of(line) for line in Document([a, Lines(), b])] == ["a1", "a2", "b1"]
    assert Document().height == 0
    beside = Columns(a, b, 4)
    assert [text_of(beside.line(index)) for index in range(beside.height)] == ["a1   │ b1", "a2   │ "]
    assert text_of(Indented(a, 3).line(1)) == "   a2"


def test_a_part_keeps_its_link() -> None:
    link = Link("go", "hmac")
    (first, second) = hard_wrapped((Piece("abcd", "mac", link),), 2)
    assert (first, second) == ((Piece("ab", "mac", link),), (Piece("cd", "mac", link),))


def test_a_value_that_is_broken_goes_on_indented_and_loses_nothing() -> None:
    line = (Piece("  "), Piece("label", "strong"), Piece("  0123456789"))
    rows = list(hard_wrapped(line, 13, 9))
    assert ["".join([piece.text for piece in row]) for row in rows] == [
        "  label  0123",
        "         4567",
        "         89",
    ]


def test_code_is_broken_between_words_where_it_can_be() -> None:
    code = "digest = hashlib.sha256((nonce + postdata).encode()).digest()"
    rows = list(hard_wrapped((Piece(code),), 30, as_code=True))
    assert "".join(map(text_of, rows)) == code
    assert [text_of(row) for row in rows] == [
        "digest = hashlib.sha256((",
        "nonce + postdata).encode())",
        ".digest()",
    ]
    number = "price=37500.5000"
    assert [text_of(row) for row in hard_wrapped((Piece(number),), 13, as_code=True)] == [number[:13], "000"]
    assert [text_of(row) for row in hard_wrapped((Piece("a" * 12),), 5, as_code=True)] == ["aaaaa"] * 2 + [
        "aa"
    ]
