"""The view model without a screen: what each thing a person does changes."""

from __future__ import annotations

import pytest

from explainer.article import ARTICLE_MISTAKES, POINTS
from explainer.diagnosis.checks import check
from explainer.example import EXAMPLE
from explainer.pipeline.catalogue import DECISIONS, MISTAKES, decision_of, mistake, note
from explainer.pipeline.compare import Effect
from explainer.pipeline.run import sign
from explainer.request import Request
from explainer.secret import Secret
from explainer.stages import NOTES
from explainer.stages.nonce.again import IN_FRONT, made_again
from explainer.tui.state import PLACES, WHOLE, Pane, State

STATE = State.example()


def test_it_begins_at_the_first_stage_and_signs_rightly() -> None:
    assert STATE.place == PLACES[0]
    assert STATE.work.trace is STATE.work.right
    assert STATE.work.trace is not None
    assert STATE.work.trace.signature == sign(EXAMPLE)
    assert not STATE.work.differences


def test_steps_end_at_both_ends() -> None:
    assert STATE.step(-1).place == PLACES[0]
    assert STATE.step(3).place == PLACES[3]
    assert STATE.step(100).place == WHOLE
    with pytest.raises(ValueError, match="not in tuple"):
        STATE.go("nowhere")


def test_a_mistake_is_turned_on_and_off_and_shown_where_it_happens() -> None:
    on = STATE.choose(mistake("digest-as-hex"))
    assert on.is_on("digest-as-hex")
    assert on.place == "sha256"
    assert on.work.trace is not None
    assert on.work.trace.signature == sign(EXAMPLE, ["digest-as-hex"])
    assert on.work.differences["sha256"].effect is Effect.CAUSED
    assert on.work.differences["hmac"].effect is Effect.INHERITED
    off = on.choose(mistake("digest-as-hex"))
    assert not off.chosen
    assert off.work.trace is off.work.right
    assert STATE.go(WHOLE).choose(mistake("digest-as-hex")).place == WHOLE


def test_only_one_mistake_of_a_decision_is_on() -> None:
    form = next(decision for decision in DECISIONS if decision.id == "sha256.form")
    first, second = form.mistakes[:2]
    state = STATE.toggle(first.id).toggle("secret-not-decoded").toggle(second.id)
    assert [each.id for each in state.chosen] == ["secret-not-decoded", second.id]
    assert [each.id for each in state.choose(form).chosen] == ["secret-not-decoded"]
    assert not state.clear().chosen


def test_rivals_replace_each_other() -> None:
    decision = next(decision for decision in DECISIONS if decision.rivals and decision.mistakes)
    rival = next(other for other in DECISIONS if other.id == decision.rivals[0])
    one, other = decision.mistakes[0], rival.mistakes[0]
    assert STATE.toggle(one.id).toggle(other.id).chosen == (other,)
    assert STATE.toggle(other.id).toggle(one.id).chosen == (one,)


def test_every_mistake_can_be_chosen() -> None:
    """It is made, or it says why it cannot be made with the example."""
    for each in MISTAKES:
        state = STATE.toggle(each.id)
        assert state.work.trace is not None
        assert (each in state.work.trace.mistakes) != bool(state.work.refused), each.id


def test_mistakes_that_cannot_be_made_are_left_out_with_a_reason() -> None:
    impossible = next(each for each in MISTAKES if STATE.toggle(each.id).work.refused)
    apart = next(
        id for id in ARTICLE_MISTAKES if decision_of(mistake(id)).stage != decision_of(impossible).stage
    )
    state = STATE.toggle(impossible.id).toggle(apart)
    assert state.work.refused[impossible.id]
    assert state.work.trace is not None
    assert [made.id for made in state.work.trace.mistakes] == [apart]


def test_a_text_that_a_decoder_refuses_is_said_in_words_about_the_mistake() -> None:
    refused = {
        reason
        for each in MISTAKES
        for reason in STATE.toggle(each.id).work.refused.values()
        if "decod" in reason
    }
    assert refused == {"a strict decoder refuses this text"}


def test_what_stands_out_in_a_request_is_found_but_not_in_the_example() -> None:
    assert not [each for each in check(EXAMPLE) if each.severity != "hint"]
    assert not STATE.work.checks
    found = STATE.edit("path", "api.kraken.com/0/private/Balance").edit("nonce", "").work
    assert found.checks["path"][0].id == "path-has-host"
    assert found.checks["nonce"][0].id == "nonce-empty"
    assert not found.checks["secret"]
    assert found.with_chosen(()).checks is found.checks
    assert found.right is not None


def test_a_note_turns_nothing_on() -> None:
    assert STATE.choose(NOTES[0]) is STATE


def test_the_article_is_walked_point_by_point_and_left_as_it_was_entered() -> None:
    before = STATE.toggle("secret-not-decoded").go("hmac")
    state = before.read_article()
    assert [each.id for each in state.chosen] == list(ARTICLE_MISTAKES)
    assert state.read_article() is state
    for point in POINTS:
        assert state.point is point
        assert state.place == point.stage
        assert point.mistake is None or state.is_on(point.mistake)
        assert point.note is None or note(point.note).stage
        state = state.step(1)
    assert state.point is POINTS[-1]
    assert state.step(-1).point is POINTS[-2]
    left = state.leave_article()
    assert left.point is None
    assert left.chosen == before.chosen
    cleared = state.clear()
    assert cleared.point is None
    assert not cleared.chosen


def test_the_key_is_shown_if_it_is_published_or_while_it_was_asked_for() -> None:
    assert STATE.show_secret
    own = State.of(EXAMPLE._replace(secret=Secret("b3Vy")))
    assert not own.show_secret
    assert own.reveal(20).show_secret
    assert not own.reveal(20).reveal(0).show_secret


def test_a_request_that_cannot_be_signed_is_shown_with_the_reason() -> None:
    state = State.of(EXAMPLE._replace(secret=Secret("no base64!")))
    assert state.work.right is None
    assert "not base64" in state.work.problem
    assert "not base64" in state.drafts.problems["secret"]
    assert not state.toggle("digest-as-hex").work.differences
    mended = state.edit("secret", "b3Vy")
    assert mended.work.right is not None
    assert not mended.drafts.problems


def test_every_stage_follows_an_edit_and_the_mistakes_stay() -> None:
    state = STATE.toggle("digest-as-hex").edit("path", "/0/private/Balance")
    assert state.work.trace is not None
    assert state.work.trace.signature == sign(EXAMPLE._replace(path=b"/0/private/Balance"), ["digest-as-hex"])
    assert state.edit("path", "/0/private/Balance").work is state.work


def test_languages_take_turns() -> None:
    assert STATE.next_language().language is not STATE.language
    assert STATE.next_language().language is STATE.speak("javascript").language


def test_nothing_in_its_repr_gives_the_key_away() -> None:
    own = State.of(Request.of("/p", "nonce=1", secret="c2VjcmV0IG9mIG1pbmU="))
    for text in (repr(own), repr(own.show(Pane.MISTAKES)), repr(own.work.trace), repr(own.drafts)):
        assert "c2VjcmV0" not in text
        assert "secret of mine" not in text


def test_exactly_the_given_mistakes_are_turned_on_and_the_first_is_shown() -> None:
    made = [mistake("digest-as-hex"), mistake("secret-not-decoded")]
    state = State.example().read_article().with_mistakes(made)
    assert state.chosen == tuple(made)
    assert (state.place, state.cursor, state.article) == ("sha256", "digest-as-hex", None)
    assert state.clear().chosen == ()
    assert State.example().with_mistakes(()).place == PLACES[0]


def test_a_member_of_a_family_is_turned_off_like_its_entry() -> None:
    again = made_again(IN_FRONT, EXAMPLE.nonce, b"1616492376600")
    state = State.example().with_mistakes([again])
    assert state.work.trace is not None
    assert state.work.trace.step("nonce").values["prefix"].data == b"1616492376600"
    assert state.is_on(IN_FRONT.id)
    assert state.toggle(IN_FRONT.id).chosen == ()
