"""The whole command on whatever may be given to it: an exit code that is meant, and never the private key."""

from __future__ import annotations

import io
import os
import sys
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.cli import run
from explainer.exits import Exit
from tests.cli.conftest import Ran
from tests.cli.diagnosing import BODY, SHORT
from tests.cli.test_secret_stays import KEY, leaks
from tests.intake.test_paste_any import mixtures

EXITS = {Exit.FINE, Exit.WRONG, Exit.UNUSABLE, Exit.UNEXPLAINED}
SHOWN = st.sampled_from([(), ("--json",), ("--report",)])
MINE = [
    f"KRAKEN_SECRET={KEY}\n",
    f"private key: {KEY}\n",
    f"curl https://api.kraken.com/0/private/Balance -H 'API-Sign: AA==' -d '{BODY}' -H 'API-Key: {KEY}'\n",
]


def diagnosed(data: bytes, *arguments: str) -> Ran:
    """Run the command on standard input, with a private key from the environment."""
    out, err = io.BytesIO(), io.BytesIO()
    with (
        patch.dict(os.environ, {"MY_KEY": KEY}),
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8")),
        patch.object(sys, "stdout", io.TextIOWrapper(out, "utf-8")),
        patch.object(sys, "stderr", io.TextIOWrapper(err, "utf-8")),
    ):
        code = run(["diagnose", "-", *SHORT, *arguments])
        sys.stdout.flush()
        sys.stderr.flush()
        return Ran(code, out.getvalue(), err.getvalue().decode())


def assert_meant(ran: Ran) -> None:
    assert ran.code in EXITS, ran.err
    assert "Traceback" not in ran.err
    assert (ran.code == Exit.UNUSABLE) <= ("What to do: " in ran.said)
    assert leaks(ran) == []


@settings(max_examples=40)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode(errors="replace")), SHOWN)
def test_anything(data: bytes, shown: tuple[str, ...]) -> None:
    assert_meant(diagnosed(data, *shown, "--secret-env", "MY_KEY"))


@settings(max_examples=25)
@given(mixtures(), SHOWN)
def test_pieces_of_pastes(data: bytes, shown: tuple[str, ...]) -> None:
    assert_meant(diagnosed(data, *shown, "--secret-env", "MY_KEY"))


@settings(max_examples=25)
@given(mixtures(), st.sampled_from(MINE), SHOWN)
def test_pieces_of_pastes_with_a_key_among_them(data: bytes, mine: str, shown: tuple[str, ...]) -> None:
    assert_meant(diagnosed(data + b"\n" + mine.encode(), *shown))
