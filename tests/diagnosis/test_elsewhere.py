"""What is left when the signature is right: ordered by what the input shows."""

from __future__ import annotations

from explainer.diagnosis.checks import RULES, check
from explainer.diagnosis.elsewhere import _CLUES, _RULED_OUT, ANSWERS, Elsewhere, elsewhere
from explainer.request import Request
from explainer.stages import NOTES

KEY = "VGhpcyBpcyBubyBrZXkgb2YgYW55IGFjY291bnQsIGJ1dCBpdCBoYXMgZXhhY3RseSA2NCBieXRlcyEhISEhIQ=="


def causes(
    body: str = "nonce=1616492376594",
    *,
    nonce: str | None = None,
    path: str = "/0/private/Balance",
    content_type: str | None = None,
    method: str | None = None,
    sent_body: bytes | None = None,
) -> tuple[Elsewhere, ...]:
    request = Request.of(path, body, secret=KEY, nonce=nonce)
    checks = check(request, content_type=content_type, method=method, sent_body=sent_body)
    return elsewhere(request, checks, content_type=content_type, method=method)


def shown(found: tuple[Elsewhere, ...]) -> list[str]:
    return [one.note.id for one in found if one.because]


def open_ids(found: tuple[Elsewhere, ...]) -> list[str]:
    return [one.note.id for one in found if not one.because]


def test_every_clue_is_a_check_and_every_note_exists() -> None:
    notes = {note.id for note in NOTES}
    assert {clue.check for clue in _CLUES} <= {rule.id for rule in RULES}
    assert {clue.note for clue in _CLUES} <= notes
    assert set(_RULED_OUT) <= notes


def test_what_the_input_shows_comes_first_and_the_gravest_of_it_before() -> None:
    found = causes(content_type="application/json", method="GET")
    assert shown(found) == ["get-request", "content-type-mismatch", "otp-missing", "nonce-unit-changed"]
    assert [bool(one.because) for one in found] == sorted([bool(one.because) for one in found], reverse=True)


def test_what_is_left_is_ordered_by_the_error_and_by_how_often_it_was_seen() -> None:
    rest = [one for one in causes() if not one.because]
    keys = [(ANSWERS.index(one.answers[0]), -one.note.seen) for one in rest]
    assert keys == sorted(keys)
    assert {one.answers[0] for one in rest} == set(ANSWERS)


def test_nothing_comes_twice_and_all_leads_to_a_refusal() -> None:
    found = causes()
    ids = [one.note.id for one in found]
    assert len(ids) == len(set(ids))
    assert all(one.answers for one in found)


def test_the_otp() -> None:
    assert "otp-missing" in shown(causes())
    assert "otp-not-wanted" not in [one.note.id for one in causes()]
    with_otp = causes("nonce=1616492376594&otp=123456")
    assert "otp-not-wanted" in shown(with_otp)
    assert "otp-missing" not in [one.note.id for one in with_otp]


def test_the_unit_of_the_nonce() -> None:
    for nonce, because in (
        ("1616492376", "the nonce counts seconds, the coarsest unit"),
        ("1616492376594", "the nonce counts milliseconds"),
        ("1616492376594000", "the nonce counts microseconds"),
    ):
        found = {one.note.id: one.because for one in causes(f"nonce={nonce}")}
        assert found["nonce-unit-changed"] == because
    assert "nonce-unit-changed" not in [one.note.id for one in causes("nonce=1616492376594000000")]
    assert "nonce-constant" in shown(causes("nonce=17"))


def test_how_it_was_sent() -> None:
    assert "no-content-type" in shown(causes(content_type=""))
    assert "no-content-type" in open_ids(causes())
    form = causes(content_type="application/x-www-form-urlencoded", method="POST")
    assert not {"no-content-type", "content-type-mismatch", "multipart-body", "get-request"} & {
        one.note.id for one in form
    }
    assert shown(causes(sent_body=b"nonce=2"))[0] == "signature-of-another-attempt"


def test_where_the_nonce_and_the_parameters_are() -> None:
    assert "nonce-only-in-header" in shown(causes("asset=XBT", nonce="1616492376594"))
    assert "nonce-only-in-header" not in [one.note.id for one in causes()]
    assert "parameters-in-url" in shown(causes(path="/0/private/Balance?asset=XBT"))


def test_that_the_signature_was_made_up_is_ruled_out() -> None:
    ids = [one.note.id for one in causes()]
    assert "signature-hard-coded" not in ids
    assert "status-200-is-success" not in ids
