"""wrong.json: every mistake of the catalogue, what it signs, and where it shows if not on the example."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from explainer.pipeline.catalogue import MISTAKES, decision_of, mistake
from explainer.pipeline.run import explain, sign
from explainer.request import Request
from tests.paths import VECTORS, load

DOCUMENT = load(VECTORS / "wrong.json")
TESTS = DOCUMENT["tests"]
SIGNED = {test["id"]: test for test in load(VECTORS / "signatures.json")["tests"]}


def request_of(fields: dict[str, str]) -> Request:
    """Return the request that a test of the vectors describes."""
    return Request.of(
        fields["path"],
        fields["body"],
        nonce=fields["nonce"],
        secret=fields["secret"],
        api_key=fields.get("api_key", ""),
    )


def signed(request: Request, mistakes: Iterable[str] = ()) -> str | None:
    """Return what is signed, or None where the request refuses it."""
    try:
        return sign(request, mistakes)
    except ValueError:
        return None


def test_every_mistake_is_there_in_the_order_of_the_catalogue() -> None:
    assert [test["id"] for test in TESTS] == [mistake.id for mistake in MISTAKES]


def test_the_request_is_the_published_example() -> None:
    example = SIGNED["kraken-docs"]
    assert DOCUMENT["request"] == example["request"]
    assert DOCUMENT["signature"] == example["stages"]["signature"]["text"]


def test_a_value_belongs_to_one_mistake_or_to_those_listed_as_alike() -> None:
    changed = {test["id"]: test["signature"] for test in TESTS if test["result"] == "changed"}
    listed = [id for group in DOCUMENT["alike"] for id in group]
    assert len(listed) == len(set(listed))
    for group in DOCUMENT["alike"]:
        assert len({changed[id] for id in group}) == 1
    values = [changed[id] for id in changed if id not in listed]
    values += [changed[group[0]] for group in DOCUMENT["alike"]]
    assert len(values) == len(set(values))


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test["id"])
class TestMistake:
    def test_says_what_the_catalogue_says(self, test: dict[str, Any]) -> None:
        entry = mistake(test["id"])
        assert test["title"] == entry.title
        assert test.get("needs", "") == entry.needs
        assert test["decision"] == decision_of(entry).id
        assert test["stage"] == decision_of(entry).stage

    def test_signs_the_example_so(self, test: dict[str, Any]) -> None:
        request = request_of(DOCUMENT["request"])
        if test["result"] == "cannot-apply":
            assert signed(request, [test["id"]]) is None
        else:
            assert explain(request, [test["id"]]).signature == test["signature"]
            assert (test["signature"] == DOCUMENT["signature"]) is (test["result"] == "unchanged")

    def test_makes_a_difference_on_its_witness(self, test: dict[str, Any]) -> None:
        if test["result"] == "changed":
            assert "witness" not in test
            return
        witness = test["witness"]
        request = request_of(SIGNED[witness["id"]]["request"])
        beside = witness.get("with", [])
        assert explain(request, [test["id"], *beside]).signature == witness["signature"]
        assert witness["signature"] not in (signed(request), signed(request, beside))
