"""`explainer mistakes`: one entry by its id, several by their words."""

from __future__ import annotations

import json

from explainer.exits import Exit
from tests.cli.conftest import Cli


def test_words_find_ids_and_titles(cli: Cli) -> None:
    ran = cli("mistakes", "Line", "feed", "--stage", "secret")
    assert (ran.code, ran.err) == (Exit.FINE, "")
    assert "    secret-with-line-feed\n" in ran.out
    assert "secret-with-blank-after" not in ran.out
    assert ran.out == cli("mistakes", "line feed", "--stage", "secret").out
    found = json.loads(cli("mistakes", "line", "feed", "--stage", "secret", "--json").out)
    assert "secret-with-line-feed" in [entry["id"] for entry in found["mistakes"]]


def test_words_find_notes(cli: Cli) -> None:
    out = cli("mistakes", "get-req").out
    assert "    get-request\n" in out
    assert "Kraken answers" not in out


def test_an_id_is_told_in_full_though_others_begin_with_it(cli: Cli) -> None:
    out = cli("mistakes", "secret-decoded-like-go").out
    assert "Kraken answers" in out
    assert "secret-decoded-like-go-url-safe" not in out
