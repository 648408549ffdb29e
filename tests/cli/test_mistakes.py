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


def ids(cli: Cli, *words: str) -> list[str]:
    found = json.loads(cli("mistakes", *words, "--json").out)
    return [entry["id"] for kind in ("mistakes", "notes") for entry in found[kind]]


def test_words_are_found_as_people_say_them(cli: Cli) -> None:
    assert "secret-not-decoded" in ids(cli, "secret_not", "DECODING")
    assert "values-escaped-twice" in ids(cli, "escaped twice") == ids(cli, "double", "escaping")
    assert ids(cli, "double encoding") == ids(cli, "encoded", "twice")
    assert "digest-as-hex" in ids(cli, "EAPI:Invalid")


def test_what_has_the_words_in_its_name_comes_alone(cli: Cli) -> None:
    why = ids(cli, "CryptoJS", "sha256sum")
    assert "digest-as-hex" in why
    assert not any("sha256sum" in id for id in why)


def test_words_find_notes(cli: Cli) -> None:
    out = cli("mistakes", "get-req").out
    assert "    get-request\n" in out
    assert "Kraken answers" not in out


def test_an_id_is_told_in_full_though_others_begin_with_it(cli: Cli) -> None:
    out = cli("mistakes", "secret-decoded-like-go").out
    assert "Kraken answers" in out
    assert "secret-decoded-like-go-url-safe" not in out
