"""Lines, dumps and colours."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from explainer.pipeline.traced import Origin, Span, Traced
from explainer.render.colour import LETTERS, NAMES, Paint, runs, wanted
from explainer.render.formula import Piece, plain
from explainer.render.page import Page, cells, wrap

WORDS = st.lists(
    st.tuples(st.text(st.sampled_from("ab e漢😀é"), max_size=30), st.sampled_from([None, *Origin]))
)


@given(WORDS, st.integers(8, 40))
def test_wrapping_keeps_every_character_and_the_width(
    words: list[tuple[str, Origin | None]], width: int
) -> None:
    pieces = [Piece(text, origin) for text, origin in words]
    lines = wrap(pieces, width)
    kept = "".join(plain(line) for line in lines)
    assert kept.replace(" ", "") == plain(pieces).replace(" ", "")
    assert all(cells(plain(line).rstrip()) <= width for line in lines)


@given(WORDS)
def test_wrapping_keeps_origins(words: list[tuple[str, Origin | None]]) -> None:
    def inked(pieces: list[Piece]) -> list[tuple[str, Origin | None]]:
        return [(c, origin) for text, origin in pieces for c in text if c != " "]

    pieces = [Piece(text, origin) for text, origin in words]
    assert inked([piece for line in wrap(pieces, 12) for piece in line]) == inked(pieces)


def test_wrapping_breaks_at_spaces_and_leaves_addresses_whole() -> None:
    assert [plain(line) for line in wrap([Piece("one two three")], 8)] == ["one two ", "three"]
    assert [plain(line) for line in wrap([Piece("abcdefghijkl")], 8)] == ["abcdefgh", "ijkl"]
    address = "https://docs.kraken.com/api"
    assert [plain(line) for line in wrap([Piece(f"see {address} too")], 10)] == ["see ", address, "too"]


def test_wrapping_breaks_post_data_between_fields() -> None:
    body = "nonce=1616492376594&pair=XBTUSD&price=37500&oflags=fcib,post"
    lines = [plain(line) for line in wrap([Piece(body)], 24)]
    assert lines == ["nonce=1616492376594&", "pair=XBTUSD&price=37500&", "oflags=fcib,post"]
    assert [plain(line) for line in wrap([Piece("a&" + "b" * 20)], 12)] == ["a&" + "b" * 10, "b" * 10]


def test_cells() -> None:
    assert [cells(text) for text in ("abc", "é", "e\u0301", "漢", "😀", "")] == [3, 1, 1, 2, 2, 0]


VALUE = Traced(
    b"nonce=1616&\x00\xff" * 2,
    (Span(0, 6, Origin.POSTDATA), Span(6, 10, Origin.NONCE), Span(10, 26, Origin.KEY)),
)


def test_a_dump() -> None:
    page = Page(80)
    page.dump(VALUE, show_secret=True)
    assert str(page) == (
        "  0000 6e 6f 6e 63 65 3d 31 36 31 36 26 00 ff 6e 6f 6e  nonce=1616&··non P6N4K6\n"
        "  0010 63 65 3d 31 36 31 36 26 00 ff                    ce=1616&··       K\n"
    )


def test_a_dump_hides_the_key() -> None:
    page = Page(60)
    page.dump(VALUE, show_secret=False)
    assert str(page) == (
        "  0000 6e 6f 6e 63 65 3d 31 36  nonce=16 P6 N2\n"
        "  0008 31 36 •• •• •• •• •• ••  16•••••• N2 K6\n"
        "  0010 •• •• •• •• •• •• •• ••  •••••••• K\n"
        "  0018 •• ••                    ••       K\n"
    )


def test_a_long_dump_is_cut() -> None:
    page = Page(80)
    page.dump(Traced.whole(bytes(1_000_000), Origin.MAC), show_secret=True)
    lines = str(page).splitlines()
    assert len(lines) == 25
    assert lines[-1] == "  …    and 999,616 more bytes"


def test_a_long_text_is_cut() -> None:
    page = Page(80)
    page.pieces([Piece("x" * 1_000_000)], most=3)
    assert str(page).splitlines()[3:] == ["  … and 999,766 more characters"]


def test_colours_never_change_the_text() -> None:
    plain_page, painted = Page(80), Page(80, Paint(True))
    for page in (plain_page, painted):
        page.title("Title", "note")
        page.paragraph("Some words that are long enough to be wrapped. " * 4, label="Label")
        page.pieces([Piece("a b c ", origin) for origin in Origin])
        page.dump(VALUE, show_secret=True)
    assert "\x1b[" in str(painted)
    assert re.sub("\x1b\\[[0-9;]+m", "", str(painted)).split() == str(plain_page).split()


def test_every_origin_has_a_letter_of_its_own_and_a_name() -> None:
    assert len(set(LETTERS.values())) == len(Origin)
    assert len(set(NAMES.values())) == len(Origin)
    assert len({Paint(True).origin("x", origin) for origin in Origin}) == len(Origin)
    assert Paint(True).origin("x", None) == "x"


def test_runs() -> None:
    assert runs(VALUE.spans, 0, 6) == "P"
    assert runs(VALUE.spans, 4, 12) == "P2 N4 K2"
    assert runs((), 0, 0) == ""


def test_when_colours_are_wanted() -> None:
    xterm = {"TERM": "xterm"}
    assert wanted("auto", terminal=True, environment=xterm)
    assert not wanted("auto", terminal=False, environment=xterm)
    assert not wanted("auto", terminal=True, environment={})
    assert not wanted("auto", terminal=True, environment={"TERM": "dumb"})
    assert not wanted("auto", terminal=True, environment=xterm | {"NO_COLOR": "1"})
    assert wanted("auto", terminal=True, environment=xterm | {"NO_COLOR": ""})
    assert wanted("always", terminal=False, environment={"NO_COLOR": "1"})
    assert not wanted("never", terminal=True, environment=xterm)
