"""The fields while they are edited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.example import EXAMPLE
from explainer.intake.concealing import BULLET, key_places
from explainer.render.visible import visible
from explainer.request import Request
from explainer.secret import Secret
from explainer.tui.drafts import FIELDS, Drafts, remark_on, with_line_feeds, without_blanks
from explainer.tui.kept import Kept, no_keys, without_key

DRAFTS = Drafts.of(EXAMPLE)


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_changes_its_part_of_the_request(name: str) -> None:
    text = {"secret": "YWJj", "body": "nonce=1616492376594&x=é"}.get(name, "/ü")
    request = DRAFTS.edit(name, text).request
    value = getattr(request, name)
    assert (value.expose() if isinstance(value, Secret) else value) == text.encode()


def test_the_nonce_changes_in_both_places_while_they_agree() -> None:
    drafts = DRAFTS
    for text in ("161649237659", "", "7", "70"):
        drafts = drafts.edit("nonce", text)
        assert drafts.request.body == EXAMPLE.body.replace(EXAMPLE.nonce, text.encode())
    assert drafts.remarks["nonce"] == "the POST data carries it too, and has changed with it"
    drafts = drafts.edit("body", "a=b&nonce=8")
    assert drafts.request.nonce == b"8"
    assert "follows" in drafts.remarks["nonce"]
    drafts = drafts.edit("nonce", "9")
    assert drafts.request.body == b"a=b&nonce=9"


def test_a_nonce_that_the_body_does_not_carry_stays_where_it_is() -> None:
    apart = Drafts.of(EXAMPLE._replace(nonce=b"5"))
    drafts = apart.edit("nonce", "6")
    assert drafts.request.body == EXAMPLE.body
    assert "nonce" not in drafts.remarks
    assert apart.edit("body", "nonce=7").request.nonce == b"5"
    assert DRAFTS.edit("body", "nothing").request.nonce == EXAMPLE.nonce


def test_a_json_body_carries_the_nonce_too() -> None:
    drafts = Drafts.of(Request.of("/p", '{"nonce": 12, "x": 1}', secret="YWJj"))
    assert drafts.edit("nonce", "13").request.body == b'{"nonce": 13, "x": 1}'


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("secret", "abc$", "the character '$' is not base64 (at position 3, counted from 0)"),
        ("secret", "YWJ", "need 1 '=' at the end"),
        ("path", "/\ud800", "half of a surrogate pair"),
        ("body", "a=\udfff", "half of a surrogate pair"),
    ],
)
def test_what_cannot_be_used_is_said_and_leaves_the_request(name: str, text: str, problem: str) -> None:
    bad = DRAFTS.edit("path", "/x").edit(name, text)
    assert problem in bad.problems[name]
    assert bad.request == (EXAMPLE if name == "nothing" else EXAMPLE._replace(path=b"/x"))
    assert not bad.edit(name, "").problems


def test_an_emptied_key_field_keeps_the_key() -> None:
    bad = Drafts.of(EXAMPLE._replace(secret=Secret("no base64!")))
    assert bad.edit("secret", "").problems == bad.problems != {}
    assert DRAFTS.edit("secret", "abc$").edit("secret", "").request.secret == EXAMPLE.secret


def test_invisible_characters_are_pointed_out() -> None:
    assert DRAFTS.edit("path", "/x\n").remarks["path"].startswith("1 character is invisible")
    assert DRAFTS.edit("body", "nonce=1\r\n\x1b").remarks["body"].startswith("2 characters are invisible")
    assert "shown as ␍ ␛ and kept" in DRAFTS.edit("body", "nonce=1\r\n\x1b\r").remarks["body"]
    assert not remark_on("plain", lines=False)
    assert "path" not in DRAFTS.edit("path", "/x\n").edit("path", "/x").remarks


def test_blanks_in_a_pasted_key_are_left_out() -> None:
    assert without_blanks("abc") == ("abc", "")
    assert without_blanks("a\nb") == ("ab", "1 blank or line end in the paste left out")
    assert without_blanks(" a\r\nb\t")[0] == "ab"


def test_line_ends_of_a_paste_are_line_feeds() -> None:
    assert with_line_feeds("a\nb") == ("a\nb", "")
    clean, remark = with_line_feeds("a\r\nb\rc")
    assert clean == "a\nb\nc"
    assert remark.startswith("2 line ends were taken as line feed")


TEXT = st.text(st.one_of(st.sampled_from("ab\x1b\n\u200b\u2400"), st.characters(codec="utf-8")), max_size=12)


@given(TEXT, TEXT, st.integers(0, 12), st.integers(0, 12))
def test_an_edit_of_the_visible_text_keeps_the_real_text_beside_it(
    kept: str, typed: str, start: int, size: int
) -> None:
    shown = visible(kept)
    now = shown[:start] + typed + shown[start + size :]
    result = Kept.of(kept, no_keys).edited(now, no_keys).text
    assert visible(result) == visible(now)
    assert len(result) == len(now)
    if kept == shown:
        assert result == now


KEY = EXAMPLE.secret.expose().decode()


@given(
    st.lists(
        st.tuples(st.integers(0, 140), st.integers(0, 3), st.sampled_from(["", "=", "a", "+x", "•"])),
        max_size=8,
    )
)
def test_no_edit_shows_a_part_of_a_masked_key(edits: list[tuple[int, int, str]]) -> None:
    kept = Kept.of(f"nonce=1&key={KEY}&x=1", key_places)
    assert kept.shown == f"nonce=1&key={BULLET * len(KEY)}&x=1"
    for start, size, typed in edits:
        kept = kept.edited(kept.shown[:start] + typed + kept.shown[start + size :], key_places)
        assert len(kept.text) == len(kept.shown)
        for at in range(0, len(KEY) - 12, 4):
            assert KEY[at : at + 12] not in kept.shown
        # It is there as a whole or not at all.
        assert (KEY in kept.text) == any(kept.masked(at) for at in range(len(kept.text)))


def taken(field: str, text: str) -> tuple[str, Secret | None]:
    return without_key(field, Kept.of(text, key_places), key_places)


@pytest.mark.parametrize("field", ["path", "nonce", "api_key", "content_type", "method", "sent"])
def test_a_private_key_is_taken_out_of_a_line(field: str) -> None:
    assert taken(field, f"/0 {KEY} x") == ("/0  x", Secret(KEY))
    assert taken(field, KEY[:-2]) == (KEY[:-2], None)


def test_a_private_key_stays_where_it_can_belong() -> None:
    assert taken("body", f" {KEY}\n") == (" \n", Secret(KEY))
    for field, text in (("body", f"key={KEY}"), ("observed", KEY), ("signature", KEY)):
        assert taken(field, text) == (text, None)


@given(st.text(alphabet="aZ9+/=&", max_size=70), st.text(alphabet="aZ9+/=&", max_size=70))
def test_a_private_key_that_comes_beside_anything_is_masked_and_taken_out(before: str, after: str) -> None:
    kept = Kept.of(before + after, key_places).replaced(len(before), len(before), KEY, key_places)
    assert kept.text == before + KEY + after
    assert set(kept.shown[len(before) : len(before) + len(KEY)]) == {BULLET}
    assert without_key("observed", kept, key_places) == (kept.text, None)
    rest, key = without_key("api_key", kept, key_places)
    assert key is not None
    assert KEY not in rest
