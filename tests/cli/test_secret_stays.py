"""A private key that nobody published is found nowhere, whatever is done with it, unless it is revealed."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from hashlib import sha512
from pathlib import Path

import pytest

from explainer.exits import Exit
from explainer.pipeline.catalogue import MISTAKES
from explainer.pipeline.run import explain
from explainer.request import Request
from explainer.stages import STAGES
from tests.cli.conftest import Cli, Ran

KEY = b64encode(sha512(b"a key that no account has").digest()).decode()
"""Looks like a key of Kraken's; made here, so that no file holds it."""

REQUEST = Request.of("/0/private/Balance", "nonce=17", nonce=17, api_key=KEY[::-1], secret=KEY)


def leaks(ran: Ran) -> list[str]:
    """Return the pieces of the key that stand in what was printed: as text, as hex, as base64."""
    printed = ran.raw.decode("latin-1") + ran.err
    dense = "".join(printed.split()).lower()
    data = b64decode(KEY)
    pieces = [KEY[at : at + 8] for at in range(len(KEY) - 8)]
    found = [piece for piece in pieces if piece in printed or piece in "".join(printed.split())]
    forms = (data, KEY.encode(), b64encode(KEY.encode()))
    found += [
        form.hex()[at : at + 12]
        for form in forms
        for at in range(0, 2 * len(form) - 12, 2)
        if form.hex()[at : at + 12] in dense
    ]
    return found + [piece for piece in (repr(data)[2:30], data.decode("latin-1")[:8]) if piece in printed]


@pytest.fixture
def given(tmp_path: Path) -> str:
    file = tmp_path / "request.json"
    file.write_text(
        json.dumps({"path": "/0/private/Balance", "body": "nonce=17", "api_key": KEY[::-1], "secret": KEY})
    )
    return str(file)


@pytest.mark.parametrize("field", ["signature", "api_key"])
def test_the_key_given_for_something_else_too(cli: Cli, field: str) -> None:
    data = json.dumps({"path": "/", "body": "nonce=1", "secret": KEY, field: KEY})
    for arguments in ([], ["--json"], ["--article", "--json"]):
        ran = cli("explain", "-", *arguments, stdin=data)
        assert ran.code == Exit.FINE
        assert leaks(ran) == []


@pytest.mark.parametrize("arguments", [["explain"], ["diagnose"]], ids=" ".join)
def test_the_key_given_for_the_nonce(cli: Cli, arguments: list[str], tmp_path: Path) -> None:
    own = {"path": "/0/private/Balance", "body": "nonce=1", "secret": KEY, "signature": KEY[::-1]}
    file = tmp_path / "own.txt"
    file.write_text(f"POST /0/private/Balance\n\nnonce=1\n\nKRAKEN_SECRET={KEY}\nAPI-Sign: {KEY[::-1]}\n")
    for more in ([], ["--json"]):
        for ran in (
            cli(*arguments, "-", *more, stdin=json.dumps(own | {"nonce": KEY})),
            cli(*arguments, str(file), "--nonce", KEY, *more),
        ):
            assert ran.code == Exit.UNUSABLE
            assert "nonce: the private key is in it" in ran.said
            assert leaks(ran) == []


def touches_the_key(id: str) -> bool:
    """Whether a mistake shows bytes of the key outside of the stage that decodes it."""
    try:
        steps = explain(REQUEST, [id]).steps
    except ValueError:
        return False
    return any(step.value.secret for step in steps if step.stage.id != "secret")


def test_the_test_itself_would_notice(cli: Cli, given: str) -> None:
    assert leaks(cli("explain", given, "--reveal"))
    assert leaks(cli("explain", given, "--stage", "secret", "--reveal"))
    assert leaks(cli("explain", given, "--stage", "secret", "--raw", "--reveal"))
    assert leaks(cli("explain", given, "--json", "--reveal"))


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--json"],
        ["--article"],
        ["--article", "--json"],
        ["--language", "python"],
        ["--language", "javascript", "--json"],
        *[["--stage", stage.id] for stage in STAGES],
        *[["--stage", stage.id, "--raw"] for stage in STAGES],
    ],
    ids=" ".join,
)
def test_every_way_to_explain(cli: Cli, given: str, arguments: list[str]) -> None:
    ran = cli("explain", given, *arguments)
    assert leaks(ran) == []
    assert ran.code == (Exit.UNUSABLE if "secret" in arguments else Exit.FINE)


@pytest.mark.parametrize("id", [mistake.id for mistake in MISTAKES if touches_the_key(mistake.id)])
def test_mistakes_that_put_the_key_elsewhere(cli: Cli, given: str, id: str) -> None:
    for arguments in ([], ["--json"], *(["--stage", stage.id] for stage in STAGES)):
        assert leaks(cli("explain", given, "--mistake", id, *arguments)) == []


@pytest.mark.parametrize(
    "id", [mistake.id for mistake in MISTAKES if mistake.id.startswith(("secret-", "key-"))]
)
def test_mistakes_with_the_key(cli: Cli, given: str, id: str) -> None:
    for arguments in ([], ["--json"]):
        assert leaks(cli("explain", given, "--mistake", id, *arguments)) == []


WRONG_PLACES = [
    [KEY],
    ["explain", KEY],
    ["explain", "a", KEY],
    ["explain", "--secret", KEY],
    ["explain", f"--secret={KEY}"],
    ["explain", "--secret-fil", KEY],
    ["explain", f"--secret-fil={KEY}"],
    ["explain", "--secret-file", KEY],
    ["explain", "--secret-env", KEY],
    ["explain", f"--secret-stdin={KEY}"],
    ["explain", f"--json={KEY}"],
    ["explain", "--body-file", KEY],
    ["explain", "--stage", KEY],
    ["explain", "--mistake", KEY],
    ["explain", "--language", KEY],
    ["explain", "--color", KEY],
    ["mistakes", KEY],
    ["tutorial", "--theme", KEY],
]


@pytest.mark.parametrize(
    "arguments", WRONG_PLACES, ids=[" ".join(x).replace(KEY, "KEY") for x in WRONG_PLACES]
)
def test_a_key_in_the_wrong_place_is_not_repeated(cli: Cli, arguments: list[str]) -> None:
    ran = cli(*arguments)
    assert ran.code == Exit.UNUSABLE
    assert leaks(ran) == []


WRONG_JSON = {
    "not quoted": f'{{"secret": {KEY}}}',
    "in single quotes": f"{{'secret': '{KEY}'}}",
    "no closing quote": f'{{"secret": "{KEY}',
    "a comma missing": f'{{"secret": "{KEY}" "path": "/"}}',
    "two commas": f'{{"secret": "{KEY}",, "path": "/"}}',
    "a bare key": KEY,
    "a quoted key": f'"{KEY}"',
    "as a name": f'{{"{KEY}": 1}}',
    "as a name twice": f'{{"{KEY}": 1, "{KEY}": 2}}',
    "in a list": f'{{"secret": ["{KEY}"]}}',
    "as a parameter's name": f'{{"parameters": {{"{KEY}": null}}}}',
    "two keys": f'{{"secret": "{KEY}", "secret": "{KEY}"}}',
    "a line feed in it": json.dumps({"path": "/", "body": "nonce=1", "secret": KEY + "\n"}),
    "a raw line feed in it": f'{{"secret": "{KEY}\n"}}',
    "quotes around it": json.dumps({"path": "/", "body": "nonce=1", "secret": f"'{KEY}'"}),
    "a backslash in it": f'{{"secret": "\\{KEY}"}}',
    "padding missing": json.dumps({"path": "/", "body": "nonce=1", "secret": KEY.rstrip("=")}),
    "half a surrogate in it": f'{{"path": "/", "body": "nonce=1", "secret": "{KEY}\\ud800"}}',
    "no UTF-8": f'{{"secret": "{KEY}é"}}'.encode("latin-1"),
    "UTF-16": f'{{"secret": "{KEY}"}}'.encode("utf-16"),
}


@pytest.mark.parametrize("data", WRONG_JSON.values(), ids=WRONG_JSON.keys())
def test_a_request_that_is_wrong_around_the_key(cli: Cli, data: str | bytes) -> None:
    ran = cli("explain", "-", stdin=data)
    assert ran.code == Exit.UNUSABLE
    assert leaks(ran) == []
    assert "What to do" in ran.said


@pytest.mark.parametrize("debug", ["0", "1"])
def test_a_crash(cli: Cli, given: str, debug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(request: Request, *more: object, **still: object) -> None:
        text = request.secret.expose().decode()
        raise RuntimeError(text) from ValueError(text)

    monkeypatch.setenv("EXPLAINER_DEBUG", debug)
    monkeypatch.setattr("explainer.cli.explain.explain", fail)
    ran = cli("explain", given)
    assert ran.code == Exit.INTERNAL
    assert leaks(ran) == []
