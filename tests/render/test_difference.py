"""Right and wrong beside each other, for every mistake of the catalogue."""

from __future__ import annotations

import json as standard

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from explainer.example import EXAMPLE
from explainer.pipeline.catalogue import MISTAKES
from explainer.pipeline.compare import compare
from explainer.pipeline.model import Mistake
from explainer.pipeline.run import Trace, explain
from explainer.render import json
from explainer.render.difference import _places, difference
from explainer.render.entries import listing, mistake_in_full, note_in_full
from explainer.render.page import Page
from explainer.render.visible import visible
from explainer.request import Request
from explainer.stages import NOTES

RIGHT = explain(EXAMPLE)


def wrong(*mistakes: str | Mistake) -> Trace:
    return explain(EXAMPLE, mistakes)


def lines(trace: Trace, *, width: int = 80) -> list[str]:
    page = Page(width)
    difference(RIGHT, trace, page, show_secret=True, briefly=True)
    return str(page).splitlines()


def test_marks_stand_under_what_differs_in_text() -> None:
    shown = lines(wrong("signature-wrapped-at-76"), width=120)
    (line,) = [line for line in shown if line.startswith("  wrong  ")]
    marks = shown[shown.index(line) + 1]
    assert [line[at] for at, mark in enumerate(marks) if mark == "^"] == ["␊"]


def test_what_is_the_same_between_two_places_has_no_mark() -> None:
    body = "nonce=1616492376594&pair=XBT%2FUSD&type=buy&volume=0.01&price=60000&close%5Bprice%5D=5"
    request = Request.of("/0/private/AddOrder", body, secret=EXAMPLE.secret)
    page = Page(120)
    difference(explain(request), explain(request, ["values-not-escaped"]), page, briefly=True)
    shown = str(page).splitlines()
    for start, marked in (("  right   nonce", "%2F%5B%5D"), ("  wrong   nonce", "/[]")):
        (line,) = [line for line in shown if line.startswith(start)]
        marks = shown[shown.index(line) + 1]
        assert "".join([line[at] for at, mark in enumerate(marks) if mark == "^"]) == marked


@given(st.text("ab=&%2F", max_size=40), st.text("ab=&%2F", max_size=40))
def test_what_is_not_marked_is_the_same(right: str, wrong: str) -> None:
    assume(right != wrong)
    rests = []
    for side, text in enumerate((right, wrong)):
        at, rest = 0, ""
        for place in _places(right, wrong):
            start, end = place[side]
            assert at <= start <= end
            rest += text[at:start] + "|"
            at = end
        rests.append(rest + text[at:])
    assert rests[0] == rests[1]


def test_marks_stand_under_what_differs_in_bytes() -> None:
    shown = lines(wrong("digest-cut-to-20-bytes"))
    dump = next(line for line in shown if line.startswith("  0010 "))
    marks = shown[shown.index(dump) + 1]
    assert dump[7:30].split() == ["90", "f6", "6f", "b9", "91", "12", "5c", "83"]
    assert marks[7:30] == "            ^^ ^^ ^^ ^^"
    assert marks[30:].strip() == ""


def test_how_it_spreads() -> None:
    shown = "\n".join(lines(wrong("digest-as-hex", "signature-as-hex"), width=140))
    assert "2  POST data      the same\n" in shown
    assert "3  SHA-256        ≠ made wrong here: digest-as-hex; 64 bytes instead of 32\n" in shown
    assert "6  HMAC-SHA512    ≠ done right, but what goes in is wrong\n" in shown
    assert "7  API-Sign       ≠ also made wrong here: signature-as-hex; 128 bytes instead of 88\n" in shown


def test_outputs_of_different_hashes_are_not_compared_byte_by_byte() -> None:
    shown = "\n".join(lines(wrong("nonce-not-hashed")))
    assert "that they differ counts" in shown
    assert "^^" not in shown


def test_a_mistake_that_changes_nothing_says_so() -> None:
    none = next(mistake for mistake in MISTAKES if json.on_example(mistake)["result"] == "unchanged")
    shown = "\n".join(lines(wrong(none)))
    assert "right and wrong are the same" in shown
    assert f"the same: {none.id} changes nothing here" in shown


@pytest.mark.parametrize("width", [60, 80, 150])
def test_every_mistake_can_be_shown(width: int) -> None:
    for mistake in MISTAKES:
        page = Page(width)
        mistake_in_full(mistake, page)
        text = str(page)
        assert mistake.id in text
        assert mistake.title.split()[0] in text
        assert visible(text, lines=True) == text


def test_every_mistake_as_json() -> None:
    for mistake in MISTAKES:
        try:
            trace = wrong(mistake)
        except ValueError:
            assert json.on_example(mistake) == {"result": "cannot-apply", "signature": None}
            continue
        document = standard.loads(standard.dumps(json.comparison(RIGHT, trace, show_secret=True)))
        assert document["signature"] == trace.signature == json.on_example(mistake)["signature"]
        assert [entry["id"] for entry in document["mistakes"]] == [mistake.id]
        for stage, each in zip(document["stages"], compare(RIGHT, trace), strict=True):
            assert stage["effect"] == each.effect.value
            assert (stage["changed"] is None) is (each.same or each.scattered)


def test_hidden_values_are_null() -> None:
    document = json.comparison(RIGHT, wrong("signature-is-private-key"))
    key, signature = document["stages"][4], document["stages"][6]
    for value in (key["value"], key["right"], key["inputs"][0], signature["value"]):
        assert (value["hex"], value["text"], value["hidden"]) == (None, None, True)
        assert value["spans"]
    assert document["signature"] is None
    assert signature["changed"] is None
    assert "hidden" not in document["stages"][3]["value"]


def test_the_catalogue_lists_everything_once() -> None:
    page = Page(120)
    listing(MISTAKES, NOTES, page)
    words = str(page).split()
    for id in [*(mistake.id for mistake in MISTAKES), *(note.id for note in NOTES)]:
        assert words.count(id) == 1


def test_every_note_in_full() -> None:
    for note in NOTES:
        page = Page(80)
        note_in_full(note, page)
        assert note.fix.split()[0] in str(page)
