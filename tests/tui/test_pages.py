"""The pages as pure data: any text survives them, and they say all there is to say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.article import POINTS
from explainer.example import EXAMPLE, SIGNATURE
from explainer.intake.paste import read_paste
from explainer.pipeline.catalogue import MISTAKES, decision_of
from explainer.pipeline.model import Decision, Mistake, Note
from explainer.pipeline.traced import Origin, Span, Traced
from explainer.render.colour import LETTERS
from explainer.request import Request
from explainer.secret import Secret
from explainer.stages import NOTES, STAGES
from explainer.tui.document import Block, Line, width_of
from explainer.tui.keys import Context
from explainer.tui.pages import frame
from explainer.tui.pages.echo import understood
from explainer.tui.pages.mistakes import count_mistakes, detail, groups, listing, on_line
from explainer.tui.pages.stage import stage_page
from explainer.tui.pages.values import (
    HexDump,
    as_text,
    difference_in_words,
    origins_of,
    pair_block,
    value_block,
)
from explainer.tui.pages.whole import whole_page
from explainer.tui.state import PLACES, WHOLE, Pane, State
from tests.strategies import ANY_REQUEST, combinations
from tests.tui.driving import controls

STATE = State.example()
OWN = Secret("bm9ib2R5J3Mga2V5LCBtYWRlIGZvciB0aGlzIHRlc3Q=")


def lines_of(block: Block) -> list[Line]:
    return [block.line(index) for index in range(block.height)]


def text_of(line: Line) -> str:
    return "".join(piece.text for piece in line)


def unspaced(text: str) -> str:
    return "".join(text.split())


def told(block: Block) -> str:
    """Return the words of a block without spaces, so that it does not count where lines break."""
    return unspaced("".join(map(text_of, lines_of(block))))


def everything(state: State, width: int) -> Iterator[Line]:
    """Yield every line that the screen can show for a state."""
    yield from lines_of(whole_page(state, width) if state.place == WHOLE else stage_page(state, width))
    yield from listing(state, width).lines
    yield from lines_of(detail(state, width))
    yield from lines_of(frame.banner(state, width))
    yield from lines_of(frame.flow_lines(state, width, 40))
    yield frame.title_line(state, width)
    yield frame.head_line(state, width, 0)
    yield on_line(state, width)


def read(state: State, width: int = 77) -> str:
    return "\n".join(map(text_of, everything(state, width)))


@settings(max_examples=60)
@given(ANY_REQUEST, combinations(), st.sampled_from(PLACES), st.sampled_from([38, 57, 77, 120]))
def test_any_request_survives_every_page(
    request: Request, mistakes: list[Mistake], place: str, width: int
) -> None:
    state = State.of(request)
    for mistake in mistakes:
        state = state.toggle(mistake.id)
    for each in (state.go(place), state.go(place).show(Pane.MISTAKES).search("hex")):
        lines = list(everything(each, width))
        assert not controls(map(text_of, lines))
        assert all(width_of(line) <= width for line in lines)


@pytest.mark.parametrize("width", [57, 77])
def test_every_mistake_is_told_where_it_happens(width: int) -> None:
    for mistake in MISTAKES:
        state = STATE.toggle(mistake.id).go(decision_of(mistake).stage)
        words = told(stage_page(state, width))
        assert unspaced(mistake.title) in words, mistake.id
        if not state.work.refused:
            for text in (mistake.why, mistake.fix, mistake.answer):
                assert unspaced(text) in words, mistake.id


def test_the_words_about_each_entry_are_complete() -> None:
    items: list[Mistake | Note] = [*MISTAKES, *NOTES]
    for item in items:
        stage = item.stage if not isinstance(item, Mistake) else decision_of(item).stage
        state = STATE.go(stage).at(item.id)
        words = told(detail(state, 60))
        for text in (item.title, item.fix, item.answer, *item.languages):
            assert unspaced(text) in words, item.id


def test_no_page_shows_a_key_that_nobody_published() -> None:
    secret = OWN.expose().decode()
    key = "nobody's key, made for this test"
    traces = (secret, key, key.encode().hex(), key.encode().hex(" "), secret.encode().hex(" "), secret[:12])
    state = State.of(EXAMPLE._replace(secret=OWN, api_key=b"public"))
    for mistake in MISTAKES:
        broken = state.toggle(mistake.id)
        for place in {decision_of(mistake).stage, "secret", WHOLE}:
            seen = read(broken.go(place))
            assert not [part for part in traces if part in seen], (mistake.id, place)
    shown = read(state.reveal(20).go("secret"))
    assert key.encode()[:8].hex(" ") in shown


def test_mistakes_are_grouped_by_decision_and_the_common_ones_come_first() -> None:
    for stage in STAGES:
        state = STATE.go(stage.id)
        found = groups(state)
        mistakes = [
            entry.item for group in found for entry in group.entries if isinstance(entry.item, Mistake)
        ]
        assert set(mistakes) == {each for decision in stage.decisions for each in decision.mistakes}
        for group in found:
            items = [entry.item for entry in group.entries]
            if isinstance(items[0], Decision):
                seen = [item.seen for item in items if isinstance(item, Mistake)]
                assert seen == sorted(seen, reverse=True)
                assert [decision_of(item) for item in items if isinstance(item, Mistake)] == [items[0]] * len(
                    seen
                )
        assert count_mistakes(stage.id) == len(mistakes)
    assert count_mistakes(WHOLE) == len(MISTAKES)


def test_a_search_looks_at_all_stages_names_first_and_then_explanations() -> None:
    def found(query: str) -> list[str]:
        return [entry.id for group in groups(STATE.search(query)) for entry in group.entries]

    assert "digest-as-hex" in found("  HEX digest ")
    assert "secret-not-decoded" in found("secret-not-dec")
    assert "secret-not-decoded" in found("nothing says that it is base64")
    assert found("xyzzy") == []
    assert text_of(listing(STATE.search("xyzzy"), 40).lines[0]).startswith("no mistake has")
    assert detail(STATE.search("xyzzy"), 40).height == 0


def test_the_highlighted_entry_is_marked_and_its_neighbours_are_found() -> None:
    state = STATE.go("sha256").show(Pane.MISTAKES).at("digest-as-hex")
    there = listing(state, 38)
    line = there.lines[there.at]
    assert text_of(line).startswith("▸")
    assert line[0].style == "cursor"
    ordered = list(dict.fromkeys(entry for entry in there.entries if entry is not None))
    at = [entry.id for entry in ordered].index("digest-as-hex")
    assert there.entries[there.at] == ordered[at]
    assert there.neighbour(1) == ordered[at + 1]
    assert there.neighbour(-1) == ordered[at - 1]
    assert there.neighbour(-10_000) == ordered[0]
    assert listing(state.show(Pane.STAGE), 38).lines[there.at][0].style == "accent strong"


def test_the_list_shows_the_choice_as_one_of_a_decision() -> None:
    state = STATE.go("sha256").toggle("digest-as-hex")
    texts = [text_of(line) for line in listing(state, 76).lines]
    assert any("✗ The digest is joined as 64 characters of lowercase hex" in text for text in texts)
    assert any("○ its 32 raw bytes" in text for text in texts)
    assert any("✓ SHA-256, once, without a key" in text for text in texts)


def test_every_point_of_the_article_is_told_and_flagged() -> None:
    state = STATE.read_article()
    for point in POINTS:
        words = told(frame.banner(state, 76)).replace("▌", "")
        assert f"point{point.number}of{len(POINTS)}" in words
        for text in (point.says, point.right):
            assert unspaced(text) in words
        assert ("✗" in words) == (point.mistake is not None)
        assert ("!nobyteofit" in words) == (point.note is not None)
        state = state.step(1)


VALUE = Traced(
    b"ab\x00\xff[x]\x1b" * 4, (Span(0, 5, Origin.PATH), Span(5, 9, Origin.KEY), Span(9, 32, Origin.ADDED))
)


@pytest.mark.parametrize("width", [24, 36, 60, 71, 80, 200])
@pytest.mark.parametrize("show", [False, True])
def test_a_hex_dump_has_every_byte_its_origin_and_its_bounds(width: int, show: bool) -> None:
    dump = HexDump(VALUE, width, show_secret=show, differs=(3, 12))
    lines = lines_of(dump)
    assert all(width_of(line) <= width for line in lines)
    digits = [
        (piece.text[at : at + 2], piece.style) for line in lines for piece in line[1:] for at in range(0)
    ]
    assert digits == []
    text = "".join(map(text_of, lines))
    assert ("••" in text) != show
    styles = {piece.style for line in lines for piece in line}
    assert {"path", "path differs", "key differs", "added differs", "added"} <= styles
    if dump.letters >= 3:
        assert LETTERS[Origin.ADDED] in text


@given(st.binary(max_size=70), st.integers(20, 90), st.integers(0, 70), st.integers(0, 70))
def test_a_hex_dump_can_be_read_back(data: bytes, width: int, start: int, size: int) -> None:
    dump = HexDump(Traced.whole(data, Origin.MAC), width, show_secret=True, differs=(start, start + size))
    read_back = b""
    for line in lines_of(dump):
        text = text_of(line)[dump.digits :]
        cells = text.replace("[", " ").replace("]", " ").split()
        for cell in cells[: min(dump.columns, len(data) - len(read_back))]:
            read_back += bytes.fromhex(cell[:2])
    assert read_back == data


def test_a_megabyte_is_shown_without_being_read_whole() -> None:
    body = b"nonce=1&" + b"a" * 1_000_000
    state = State.of(Request.of("/0/private/X", body, secret="YWJj", nonce="1")).toggle("digest-as-hex")
    for place in PLACES:
        page = stage_page(state.go(place), 77) if place != WHOLE else whole_page(state, 77)
        assert [text_of(page.line(index)) for index in (0, page.height // 2, page.height - 1)]
    block = value_block("POST data", Traced.whole(body, Origin.POSTDATA), 77, show_secret=True)
    assert block.height > 62_500
    assert any("the hex dump has all 1,000,008" in text_of(block.line(index)) for index in range(40))


def test_text_is_shown_as_text_and_bytes_are_not() -> None:
    assert as_text(Traced.whole(b"\xff\xfe", Origin.MAC), show_secret=True) is None
    (piece,) = as_text(Traced.whole("é\x1b[x]".encode(), Origin.PATH), show_secret=True) or ()
    assert piece == ("é␛[x]", "path", None)
    (hidden,) = as_text(Traced.whole(b"key", Origin.KEY), show_secret=False) or ()
    assert hidden.text == "•••"


def test_a_difference_is_said_in_words() -> None:
    def words(right: bytes, wrong: bytes, origin: Origin = Origin.PATH) -> str:
        return difference_in_words(Traced.whole(right, origin), Traced.whole(wrong, origin))

    assert words(b"abc", b"abc") == "the same bytes"
    assert words(b"abc", b"aXc") == "byte 1 differs"
    assert words(b"abc", b"aXYZc") == "byte 1 became 1-3; 3 → 5 bytes"
    assert words(b"abc", b"ac") == "byte 1 of the right one is missing; 3 → 2 bytes"
    assert words(b"ac", b"abc") == "byte 1 of the wrong one is too many; 2 → 3 bytes"
    assert words(b"abc", b"Xbd", Origin.MAC) == "2 of 3 bytes differ, as after any hash"


def test_right_and_wrong_stand_beside_each_other_where_there_is_room() -> None:
    right, wrong = Traced.whole(b"a" * 20, Origin.PATH), Traced.whole(b"b" * 20, Origin.PATH)
    wide = [text_of(line) for line in lines_of(pair_block("path", right, wrong, 77, show_secret=True))]
    narrow = [text_of(line) for line in lines_of(pair_block("path", right, wrong, 57, show_secret=True))]
    assert any("✓ right" in text and "✗ wrong" in text for text in wide)
    assert not any("✓ right" in text and "✗ wrong" in text for text in narrow)
    assert any("000[61 61" in text and "000[62 62" in text for text in wide)


def test_origins_are_said_in_words_with_their_offsets() -> None:
    assert text_of(origins_of(VALUE)) == "URI path 0-4 · private key 5-8 · added by a mistake 9-31"
    assert text_of(origins_of(Traced.whole(b"x", Origin.MAC))) == "from the MAC"
    assert origins_of(Traced.whole(b"x", Origin.MAC), "MAC") == ()


def test_the_picture_shows_where_one_is_and_how_each_stage_stands() -> None:
    state = STATE.go("message").toggle("digest-as-hex")
    for width, height in ((80, 24), (80, 20), (60, 20), (30, 10)):
        lines = lines_of(frame.flow_lines(state, width, height))
        assert all(width_of(line) <= width for line in lines)
        pieces = [piece for line in lines for piece in line]
        if width > 30:
            assert [piece.text for piece in pieces if piece.style == " here"][-1] == "message"
            signs = {
                piece.link.argument: piece.text for piece in pieces if piece.link and piece.text in "✓✗~"
            }
            assert signs == {
                "nonce": "✓",
                "postdata": "✓",
                "sha256": "✗",
                "message": "~",
                "secret": "✓",
                "hmac": "~",
                "signature": "~",
            }


def test_the_footer_never_breaks() -> None:
    for context in Context:
        for width in (1, 10, 60, 200):
            assert width_of(frame.footer_line(context, width)) <= width


class TestUnderstood:
    """What stands over the echo of a paste."""

    def text(self, paste: str) -> str:
        page = understood(read_paste(paste), 80)
        pieces = [piece.text for row in range(page.height) for piece in page.line(row)]
        return " ".join(" ".join(pieces).split())

    def test_no_line_is_both_understood_and_not(self) -> None:
        said = self.text(f"12345678 bot: API-Sign: {SIGNATURE}\n9876543210\n")
        assert "Understood: lines of names and values (line 1)" in said
        assert said.endswith("! Not understood: line 2")

    def test_what_holds_no_value_is_only_grey(self) -> None:
        said = self.text(f"import time\n# as they say\nAPI-Sign: {SIGNATURE}\nprint(sign)\n")
        assert said == "✓ Understood: header lines (line 3) ; grey is not understood"
