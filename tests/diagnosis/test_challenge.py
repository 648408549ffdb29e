"""The challenge: every mistake is told from every other, with few requests and nothing private."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Sequence
from itertools import combinations as pairs_of

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from explainer.diagnosis.challenge import (
    POOL,
    Answer,
    Apart,
    Challenge,
    Identification,
    Way,
    challenge,
    first,
    fits,
    identify,
    identifying,
    may_be_signature,
    next_challenge,
    outcome,
)
from explainer.diagnosis.challenge.runs import SINGLE, run, singles
from explainer.diagnosis.grouping import in_order
from explainer.diagnosis.model import Observed, Verdict
from explainer.diagnosis.schemes import SCHEMES
from explainer.diagnosis.search import Progress
from explainer.example import EXAMPLE
from explainer.pipeline.catalogue import MISTAKES, mistake
from explainer.pipeline.model import Mistake
from explainer.pipeline.run import explain, sign
from explainer.request import Request
from explainer.secret import Secret
from tests.strategies import ANY_REQUEST, combinations

FEW = 4
"""So many requests are enough for almost every mistake."""

EVERYTHING = identify([])

WELL_FORMED = [one for one in POOL if not one.malformed]

LENIENT_SECRETS = st.text('ABab+/-_= \n"%2B', max_size=24).map(Secret)


def answer(asked: Challenge, way: Way = ()) -> Answer:
    """Return what code that goes this way answers."""
    made = outcome(asked, way)
    return Answer(asked, None if made is None else made.decode("latin-1"))


def ask(way: Way, *, most: int = 2) -> tuple[list[Answer], Identification]:
    """Return the answers of code that goes this way, until no challenge tells more."""
    answers: list[Answer] = []
    known: Identification | None = None
    asked: Challenge | None = first()
    while asked is not None:
        answers.append(answer(asked, way))
        known = identify(answers, before=known, most=most)
        asked = known.next
    assert known is not None
    return answers, known


def vector(way: Way, pool: Sequence[Challenge] = POOL) -> tuple[bytes | None, ...]:
    """Return the answers to all challenges."""
    return tuple([outcome(one, way) for one in pool])


RIGHT = [way for way in SINGLE if vector(way, WELL_FORMED) == vector((), WELL_FORMED)]
"""Ways that are right for every private key that is base64, as Kraken's are."""


def as_in_krakens_example(asked: Challenge) -> Answer:
    """Return what get_kraken_signature of docs.kraken.com answers, which decodes leniently."""
    request = asked.request
    try:
        key = b64decode(request.secret.expose())
    except ValueError:
        return Answer(asked, None)
    message = request.path + hashlib.sha256(request.nonce + request.body).digest()
    return Answer(asked, b64encode(hmac.new(key, message, hashlib.sha512).digest()).decode())


class TestPool:
    def test_the_first_is_signed_with_the_published_key(self) -> None:
        assert first().request.secret.published
        assert first() is POOL[0]

    def test_a_challenge_is_found_by_its_id(self) -> None:
        assert [challenge(one.id) for one in POOL] == list(POOL)
        with pytest.raises(KeyError):
            challenge("no such challenge")

    def test_keys_say_that_they_guard_nothing(self) -> None:
        for one in POOL:
            text = one.request.secret.expose()
            published = EXAMPLE.secret.expose()[10:26] in text
            assert published or b"guards nothing" in b64decode(text)

    def test_each_says_what_it_is_for(self) -> None:
        for one in POOL:
            assert one.title
            assert not one.title.endswith(".")
            assert one.about.endswith(".")
            assert one.request.signature is None

    @pytest.mark.parametrize(("id", "what"), [("plain-form", "digest"), ("rich-form", "mac")])
    def test_the_nonce_gives_bytes_that_tell_charsets_apart(self, id: str, what: str) -> None:
        value = explain(challenge(id).request).step("sha256" if what == "digest" else "hmac").value.data
        ids = {one.id for one in MISTAKES}
        family = [one.partition("-")[2] for one in ids if one.startswith("mac-")]
        changes = [mistake(f"{what}-{one}").apply for one in family if f"digest-{one}" in ids]
        assert len(changes) >= 5
        assert len({value, *[change(value) for change in changes]}) == len(changes) + 1
        assert value.endswith(b"\n")
        for part in (b"\0", b"\x98", b"\xed"):
            assert part in value[:-1]

    def test_the_made_up_key_holds_what_tells_charsets_apart(self) -> None:
        key = b64decode(challenge("rich-form").request.secret.expose())
        for part in (b"\0", b"\xed\xa0\x80", b"\xe0\x80", b"\x81\x8d\x8f\x90\x9d", b"-", b"_", b"="):
            assert part in key[:-1]
        assert key.endswith(b"\n")

    def test_parameters_are_those_of_the_body(self) -> None:
        assert ("price2", "+1.5%") in challenge("rich-form").parameters
        assert challenge("json").parameters[:2] == (("pair", '"XBT/USD"'), ("nonce", '"1616492376594123457"'))
        assert challenge("multipart").parameters[1] == ("pair", "XBT/USD")
        assert ("a", "x y") in challenge("query").parameters

    def test_content_types(self) -> None:
        assert first().content_type == "application/x-www-form-urlencoded"
        assert challenge("json").content_type == "application/json"
        assert challenge("multipart").content_type == "multipart/form-data; boundary=boundary"


@pytest.fixture(scope="module")
def asked() -> list[tuple[Way, list[Answer], Identification]]:
    """What happens to each single mistake, and to the right way, from the first challenge to the last."""
    return [(way, *ask(way)) for way in SINGLE]


class TestSingleMistakes:
    def test_each_is_identified_and_told_from_all_that_differ(
        self, asked: list[tuple[Way, list[Answer], Identification]]
    ) -> None:
        for way, answers, known in asked:
            assert known.candidates == 0
            assert known.right is (vector(way, WELL_FORMED) == vector((), WELL_FORMED))
            if known.right:
                assert known.certainty == 1.0
                assert known.wrong == ()
                assert way in [one for group in known.groups for one in group.ways]
                assert not any(one.challenge.malformed for one in answers)
                continue
            assert len(known.groups) == 1, way
            assert way in known.groups[0].ways
            assert {vector(other) for other in known.groups[0].ways} == {vector(way)}
            assert known.certainty == (0.0 if known.by_error else 1.0)

    def test_what_takes_a_malformed_key_is_no_mistake_with_a_key_of_kraken_s(self) -> None:
        lenient = [way for way in SINGLE if vector(way) != vector(()) and way in RIGHT]
        assert {one.id for way in lenient for one in way} == {
            "secret-trimmed",
            "secret-decoded-url-safe",
            *[f"secret-decoded-like-{one}" for one in ("go", "node", "php", "python", "base64-command")],
        }
        for way in lenient:
            known = identify([answer(one, way) for one in POOL])
            assert known.verdict is Verdict.CORRECT
            assert known.taken_leniently
            assert (way in known.groups[0].ways, known.certainty) == (True, 1.0)

    def test_few_requests_are_enough(self, asked: list[tuple[Way, list[Answer], Identification]]) -> None:
        counts = [len(answers) for _, answers, _ in asked]
        assert sum(counts) / len(counts) < 2
        assert sum(count <= FEW for count in counts) >= 0.95 * len(counts)
        assert max(counts) <= 8

    def test_the_choice_by_the_answers_beats_a_fixed_order(
        self, asked: list[tuple[Way, list[Answer], Identification]]
    ) -> None:
        vectors = [vector(way) for way in SINGLE]
        fixed = 0
        for made in vectors:
            alike = {other for other in vectors if other != made}
            for place in range(len(POOL)):
                if alike:
                    fixed += 1
                    alike = {other for other in alike if other[place] == made[place]}
        assert sum(len(answers) for _, answers, _ in asked) < 0.95 * fixed

    @settings(max_examples=150)
    @given(ANY_REQUEST, st.one_of(st.none(), LENIENT_SECRETS))
    def test_what_no_challenge_tells_apart_no_request_does(
        self, request_: Request, secret: Secret | None
    ) -> None:
        if secret is not None:
            request_ = request_._replace(secret=secret)
        for group in EVERYTHING.groups:
            if len(group.ways) > 1:
                made = {run(request_, way).signature for way in group.ways}
                assert len(made) == 1, [[one.id for one in way] for way in group.ways]

    @settings(max_examples=30)
    @given(ANY_REQUEST)
    def test_all_at_once_give_what_each_gives_alone(self, request_: Request) -> None:
        assert singles(request_) == tuple([run(request_, way).signature for way in SINGLE])

    @settings(max_examples=50)
    @given(ANY_REQUEST, combinations())
    def test_runs_give_what_the_pipeline_signs(self, request_: Request, mistakes: list[Mistake]) -> None:
        try:
            signature = sign(request_, mistakes).encode("latin-1")
        except ValueError:
            assume(False)
        assert run(request_, mistakes).signature == signature


class TestSeveralMistakes:
    @settings(max_examples=12)
    @given(combinations(most=2))
    def test_a_combination_is_identified_by_the_search(self, mistakes: list[Mistake]) -> None:
        way = in_order(mistakes)
        try:
            vector(way)
        except ValueError:
            assume(False)
        assume(len(way) == 2)
        assume(all(outcome(first(), way) not in (None, b"", outcome(first(), part)) for part in SINGLE))
        answers, known = ask(way)
        assert known.groups
        assert known.candidates > 0
        assert all(fits(one, each) for group in known.groups for one in group.ways for each in answers)
        assert any(vector(group.likeliest) == vector(way) for group in known.groups)

    def test_the_article_s_recipe_is_identified(self) -> None:
        ids = ("nonce-not-hashed", "digest-as-hex", "secret-not-decoded", "signature-as-hex")
        way = tuple([mistake(id) for id in ids])
        answers, known = ask(way, most=3)
        assert known.groups[0].ways == (way,)
        assert len(answers) <= 2

    def test_what_hides_in_one_answer_shows_in_another(self) -> None:
        way = in_order([mistake("digest-as-hex"), mistake("space-as-percent-20")])
        answers = [answer(first(), way), answer(challenge("rich-form"), way)]
        assert identify(answers[:1]).groups[0].ways == ((mistake("digest-as-hex"),),)
        known = identify(answers, most=2)
        assert way in [group.likeliest for group in known.groups]
        assert all(len(group.likeliest) == 2 for group in known.groups)

    def test_an_explanation_has_to_reproduce_all_answers(self) -> None:
        wrong = answer(first(), (mistake("digest-as-hex"),))
        other = answer(challenge("rich-form"), (mistake("digest-as-base64"),))
        assert identify([wrong, other], most=1).groups == ()

    def test_what_was_known_before_is_used_again(self) -> None:
        way = in_order([mistake("digest-as-hex"), mistake("path-left-out")])
        answers = [answer(first(), way)]
        before = identify(answers, most=2)
        answers.append(answer(challenge("rich-form"), way))
        after = list(identifying(answers, before=before, most=2))
        assert len(after) == 1
        assert isinstance(after[0], Identification)
        assert way in after[0].groups[0].ways

    def test_progress_is_told_on_the_way(self) -> None:
        way = in_order([mistake("digest-as-hex"), mistake("path-left-out")])
        assert isinstance(next(identifying([answer(first(), way)])), Progress)


class TestAnswers:
    def test_without_answers_everything_is_open(self) -> None:
        known = identify([])
        assert known.next is first()
        assert known.right
        assert sum(len(group.ways) for group in known.groups) == len(SINGLE)
        assert next_challenge([]) is first()

    def test_right_answers_leave_the_right_way_likeliest(self) -> None:
        answers, known = ask(())
        assert known.right
        assert known.groups[0].likeliest == ()
        certain = [identify(answers[: number + 1]).certainty for number in range(len(answers))]
        assert certain == sorted(certain)
        assert certain[1] > 0.8

    def test_kraken_s_own_example_is_right(self) -> None:
        answers: list[Answer] = []
        asked = next_challenge(answers)
        while asked is not None:
            answers.append(as_in_krakens_example(asked))
            known = identify(answers)
            assert known.verdict is Verdict.CORRECT
            asked = known.next
        assert len(answers) < 7
        assert known.certainty == 1.0
        all_of_them = identify([as_in_krakens_example(one) for one in POOL])
        assert all_of_them.verdict is Verdict.CORRECT
        assert all_of_them.groups[0].likeliest == (mistake("secret-decoded-like-python"),)

    def test_errors_alone_prove_nothing(self) -> None:
        known = identify([Answer(first(), None)])
        assert (known.by_error, known.nothing_came_out, known.certainty) == (True, True, 0.0)
        assert known.verdict is Verdict.UNEXPLAINED
        known = identify([answer(first()), Answer(challenge("rich-form"), None)])
        assert (known.by_error, known.nothing_came_out, known.certainty) == (True, False, 0.0)

    def test_no_challenge_is_asked_twice(self) -> None:
        for way in SINGLE[:: len(SINGLE) // 20]:
            answers, _ = ask(way)
            assert all(one.challenge is not other.challenge for one, other in pairs_of(answers, 2))

    def test_code_that_stops_with_an_error(self) -> None:
        known = identify([Answer(first(), None)])
        ids = {one.id for group in known.groups for way in group.ways for one in way}
        assert ids
        assert not known.right
        assert {mistake(id).id for id in ids} >= {"secret-last-character-lost", "secret-in-double-quotes"}
        assert known.next is not None
        assert known.next.id.startswith("key-")

    def test_nonsense_fits_nothing(self) -> None:
        for text in ("nonsense", "\ud800", "€", "AAAA" * 22):
            known = identify([Answer(first(), text)], most=1)
            assert known.groups == ()
            assert known.next is not None
            again = identify([Answer(first(), text), Answer(known.next, text)], most=1)
            assert (again.groups, again.next, again.apart) == ((), None, None)
            assert known.certainty == 0.0

    def test_a_damaged_answer_is_told_from_a_whole_one(self) -> None:
        way = (mistake("digest-as-hex"),)
        damaged = Answer(first(), sign(first().request)[:50])
        after = identify([damaged], most=1).next
        assert after is not None
        known = identify([damaged, answer(after, way)], most=1)
        assert known.apart == Apart(first(), way)
        assert known.verdict is Verdict.UNEXPLAINED

    def test_what_may_be_a_signature(self) -> None:
        right = sign(first().request)
        for text in (right, right[:40], right.rstrip("="), "[object Object]", "é" * 64, "00ff" * 16):
            assert may_be_signature(first(), text), text
        for text in ("hello", "/0/private/AddOrder", "my signature", "1", "undefined?"):
            assert not may_be_signature(first(), text), text

    def test_another_body_is_no_mistake_if_it_is_sent(self) -> None:
        asked = challenge("rich-form")
        other = asked.request.body.replace(b"+", b"%20")
        made = sign(asked.request._replace(body=other))
        assumed = identify([Answer(asked, made)])
        assert not assumed.right
        assert assumed.body_assumed
        told = identify([Answer(asked, made, other)])
        assert told.right
        assert not told.body_assumed

    def test_a_body_brings_its_own_nonce(self) -> None:
        asked = challenge("plain-form")
        request = Request.of(asked.request.path, "nonce=1700000000000", secret=asked.request.secret)
        known = identify([Answer(asked, sign(request, ["digest-as-hex"]), request.body)])
        assert known.groups[0].ways == ((mistake("digest-as-hex"),),)

    def test_printed_values_have_to_fit_as_well(self) -> None:
        way = (mistake("line-feed-behind"),)
        other = (mistake("hash-input-with-line-feed"),)
        assert vector(way) == vector(other)
        given_answer = answer(first(), way)
        assert set(identify([given_answer]).groups[0].ways) == {way, other}
        body = first().request.body
        printed = given_answer._replace(observed=(Observed("postdata", (body + b"\n",)),))
        assert identify([printed]).groups[0].ways == (way,)
        printed = given_answer._replace(observed=(Observed("", (body + b"?",)),))
        assert identify([printed], most=1).groups == ()

    def test_another_recipe_is_recognised_in_all_answers(self) -> None:
        derivatives = next(one for one in SCHEMES if one.id == "derivatives-rest")
        answers = [
            Answer(challenge(id), derivatives.macs(challenge(id).request)[0].hex())
            for id in ("plain-form", "rich-form")
        ]
        assert derivatives in identify(answers, most=1).schemes
        answers.append(answer(challenge("json")))
        assert identify(answers, most=1).schemes == ()

    def test_the_private_key_shows_in_no_repr(self) -> None:
        shown = repr(answer(first())) + repr(identify([answer(first())]))
        assert first().request.secret.expose().decode() not in shown
