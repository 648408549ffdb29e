"""A diagnosis as text where the whole pages that are compared elsewhere do not get to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from explainer.diagnosing import diagnose
from explainer.diagnosis.model import Diagnosis, Explanation
from explainer.example import EXAMPLE
from explainer.languages import language
from explainer.pipeline.catalogue import mistake
from explainer.pipeline.model import cost
from explainer.pipeline.run import sign
from explainer.render.diagnosis import diagnosis, verdict
from explainer.render.page import Page
from explainer.render.proof import prove, right_way, where_it_begins
from explainer.request import Request
from explainer.secret import Secret

FOUND = diagnose(EXAMPLE._replace(signature=sign(EXAMPLE, ["digest-as-hex"])))
DIGESTS = (
    "digest-as-hex",
    "digest-as-uppercase-hex",
    "digest-as-base64",
    "nonce-not-hashed",
    "secret-not-decoded",
)


def explained(*ids: str, same: tuple[tuple[str, ...], ...] = ()) -> Explanation:
    mistakes = tuple([mistake(id) for id in ids])
    others = tuple([tuple([mistake(id) for id in other]) for other in same])
    return Explanation(mistakes, sum(cost(one) for one in mistakes), others)


def with_explanations(*explanations: Explanation) -> Diagnosis:
    return replace(FOUND, explanations=explanations)


def shown(found: Diagnosis, *, everything: bool = False) -> str:
    page = Page()
    diagnosis(found, page, language=language("python"), everything=everything)
    return str(page)


def test_several_explanations_are_numbered_and_the_least_likely_only_named() -> None:
    found = with_explanations(*[explained(id) for id in DIGESTS])
    text = shown(found)
    assert text.startswith("The signature is wrong: each of 5 explanations gives exactly these bytes.\n")
    assert [f"Explanation {number} of 5 " in text for number in range(1, 6)] == [True] * 3 + [False] * 2
    assert "the likeliest\n" in text
    assert "times less likely\n" in text
    assert "Less likely explanations" in text
    assert text.count("What to do") == 3
    whole = shown(found, everything=True)
    assert whole.count("What to do") == 5
    assert "Explanation 5 of 5 " in whole
    assert "Less likely explanations" not in whole


def test_one_explanation_has_no_number() -> None:
    assert "Explanation 1" not in shown(FOUND)


def test_what_gives_the_same_stands_with_the_mistake_it_would_replace() -> None:
    text = shown(
        with_explanations(
            explained(
                "digest-as-hex",
                "secret-not-decoded",
                same=(
                    ("digest-as-uppercase-hex", "secret-not-decoded"),
                    ("digest-as-hex", "secret-with-line-feed"),
                ),
            )
        )
    )
    first, second = text.split("5  Private key")
    assert "digest-as-uppercase-hex: the same bytes, so your code may as well do that" in " ".join(
        first.split()
    )
    assert "secret-with-line-feed: the same bytes" in " ".join(second.split())


def test_a_long_list_of_what_gives_the_same_is_cut() -> None:
    others = [("signature-as-hex",), ("signature-url-safe",), ("signature-unpadded",), ("body-sorted",)]
    others += [(id,) for id in DIGESTS if id != "digest-as-hex"]
    text = " ".join(shown(with_explanations(explained("digest-as-hex", same=tuple(others)))).split())
    assert "and 2 more: the same bytes" in text


class TestProof:
    def test_a_stage_begins_to_differ_where_something_goes_in(self) -> None:
        difference = prove(EXAMPLE, [mistake("nonce-not-hashed")]).first
        assert difference is not None
        name, beginning = where_it_begins(difference)
        assert name == "hash_input"
        assert beginning.right.value.data == EXAMPLE.nonce + EXAMPLE.body
        assert beginning.wrong.value.data == EXAMPLE.body
        assert beginning.changed_right == (0, len(EXAMPLE.nonce))

    def test_a_stage_that_has_one_value_begins_there(self) -> None:
        difference = prove(EXAMPLE, [mistake("signature-as-hex")]).first
        assert difference is not None
        assert where_it_begins(difference) == ("signature", difference)

    @pytest.mark.parametrize("secret", ["", "no base64"])
    def test_without_a_usable_key_the_right_way_ends_before_it(self, secret: str) -> None:
        right = right_way(EXAMPLE._replace(secret=Secret(secret)))
        assert [step.stage.id for step in right.steps] == ["nonce", "postdata", "sha256", "message"]
        assert right.signature is None
        assert right.step("secret") is None
        assert "the private key" in right.why_not

    def test_mistakes_are_run_as_far_as_the_key_allows(self) -> None:
        request = Request.of("/", "nonce=1", secret="no base64")
        proof = prove(request, [mistake("nonce-not-hashed"), mistake("secret-with-line-feed")])
        assert proof.reach == 4
        assert proof.first is not None
        assert proof.first.stage.id == "sha256"


def test_the_verdict_is_one_line_of_eighty_columns() -> None:
    for found in (
        FOUND,
        with_explanations(*[explained(id) for id in DIGESTS]),
        replace(FOUND, explanations=()),
    ):
        assert len(verdict(found)) <= 80
        assert "\n" not in verdict(found)
