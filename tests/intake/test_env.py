"""Files of settings, read as the tools that load them do."""

from __future__ import annotations

import shlex
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.example import EXAMPLE
from explainer.intake.readers.env import read_env
from explainer.intake.readers.fields import is_left_out
from explainer.intake.readers.model import Part
from explainer.secret import Secret

KEY = EXAMPLE.secret.expose().decode()
PUBLIC = "pubkey/of+56+characters/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def values(text: str) -> list[tuple[str, bytes | Secret]]:
    return [(found.field, found.value) for part in read_env(text) for found in part.found]


@pytest.mark.parametrize(
    "line",
    [
        f"KRAKEN_SECRET={KEY}",
        f"KRAKEN_SECRET={KEY}\r",
        f"  KRAKEN_SECRET = {KEY}  ",
        f"export KRAKEN_SECRET={KEY}",
        f"export kraken_secret='{KEY}'",
        f'KRAKEN_SECRET="{KEY}"',
        f"KRAKEN_SECRET='{KEY}' # mine",
        f"KRAKEN_SECRET=`{KEY}`",
        f"KRAKEN_SECRET={KEY} # of the bot",
        f"KRAKEN_API_SECRET={KEY}",
        f"PRIVATE_KEY={KEY}",
        f"set KRAKEN_SECRET={KEY}",
        f'set "KRAKEN_SECRET={KEY}"',
        f"SET kraken_secret={KEY}",
        f'setx KRAKEN_SECRET "{KEY}"',
        f"setx KRAKEN_SECRET {KEY}",
        f'$env:KRAKEN_SECRET = "{KEY}"',
        f"$Env:KRAKEN_SECRET='{KEY}'",
        f"      KRAKEN_SECRET: {KEY}",
        f'      KRAKEN_SECRET: "{KEY}"',
        f"      KRAKEN_SECRET: '{KEY}' # comment",
        f"      - KRAKEN_SECRET={KEY}",
        f'      - "KRAKEN_SECRET={KEY}"',
        f"ENV KRAKEN_SECRET={KEY}",
        shlex.join(["export", f"KRAKEN_SECRET={KEY}"]),
    ],
)
def test_a_key_in_any_way_to_set_it(line: str) -> None:
    assert values(f"# settings\n{line}\nDEBUG=1\n") == [("secret", Secret(KEY))]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (f'set KRAKEN_SECRET="{KEY}"', f'"{KEY}"'),
        (f"set KRAKEN_SECRET={KEY} ", f"{KEY} "),
        (f'- KRAKEN_SECRET="{KEY}"', f'"{KEY}"'),
        (f'KRAKEN_SECRET="{KEY}\\n"', f"{KEY}\n"),
        (f'KRAKEN_SECRET=" {KEY}"', f" {KEY}"),
        (f"KRAKEN_SECRET='{KEY}\\n'", f"{KEY}\\n"),
        (f"KRAKEN_SECRET={KEY[:-2]}", KEY[:-2]),
        (f"KRAKEN_SECRET={KEY[:40]} {KEY[40:]}", f"{KEY[:40]} {KEY[40:]}"),
        (f"KRAKEN_SECRET=“{KEY}”", f"“{KEY}”"),
        (f"KRAKEN_SECRET={KEY}#x", f"{KEY}#x"),
        (f'KRAKEN_SECRET="{KEY}', f'"{KEY}'),
        (f"$env:KRAKEN_SECRET = '{KEY}`n'", f"{KEY}`n"),
        (f'$env:KRAKEN_SECRET = "{KEY}`n"', f"{KEY}\n"),
        (f"      KRAKEN_SECRET: 'it''s {KEY}'", f"it's {KEY}"),
    ],
)
def test_faults_inside_a_value_stay(line: str, value: str) -> None:
    assert values(line) == [("secret", Secret(value))]


def test_the_other_fields() -> None:
    text = (
        f"KRAKEN_API_KEY={PUBLIC}\nKRAKEN_API_URL=https://api.kraken.com\nNONCE=1616492376594\n"
        "DATABASE_HOST=x\nUSERNAME=me\nPATH=/usr/bin:/bin\n"
    )
    assert values(text) == [
        ("api_key", PUBLIC.encode()),
        ("host", b"api.kraken.com"),
        ("nonce", b"1616492376594"),
    ]


def test_places_hold_the_value_with_its_quotes() -> None:
    text = f"A=1\n  KRAKEN_SECRET='{KEY}' # mine\n"
    (part,) = read_env(text)
    assert text[slice(*part.span)] == f"KRAKEN_SECRET='{KEY}'"
    assert text[slice(*part.found[0].span)] == f"'{KEY}'"
    assert part.found[0].how == "the line KRAKEN_SECRET"
    assert KEY not in repr(part)


@pytest.mark.parametrize(
    "line",
    [
        "KRAKEN_SECRET=$SECRET",
        'KRAKEN_SECRET="${SECRET}"',
        "KRAKEN_SECRET: ${KRAKEN_SECRET}",
        "- KRAKEN_SECRET=${KRAKEN_SECRET}",
        "set KRAKEN_SECRET=%SECRET%",
        '$env:KRAKEN_SECRET = "$secret"',
        'export KRAKEN_SECRET="$(cat key)$X"',
    ],
)
def test_a_reference_is_said_and_not_expanded(line: str) -> None:
    (part,) = read_env(line)
    assert part.found == ()
    assert [remark.id for remark in part.remarks] == ["variable-not-expanded"]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "KRAKEN_SECRET=",
        "KRAKEN_SECRET= # none",
        "# KRAKEN_SECRET=abc",
        'API_SECRET = os.environ["KRAKEN_SECRET"]',
        "API_SECRET = load_key()",
        'API_SECRET = "a" + suffix',
        "LOG_LEVEL=debug",
        "$env:KRAKEN_SECRET = Get-Secret",
        "the KRAKEN_SECRET=value is in the middle",
    ],
)
def test_what_is_no_setting(line: str) -> None:
    assert list(read_env(line)) == []


@pytest.mark.parametrize(
    "value", ["xxxxxxxx", "<your key>", "YOUR_PRIVATE_KEY", "kQH5...g==", "***", "[redacted]"]
)
def test_a_key_that_was_left_out_is_said(value: str) -> None:
    (part,) = read_env(f"KRAKEN_SECRET={value}")
    assert part.found == ()
    assert [remark.id for remark in part.remarks] == ["secret-left-out"]


TEXTS = st.text(st.characters(exclude_characters="$%\r\n", codec="utf-8"), min_size=8, max_size=30)


@given(TEXTS, st.sampled_from(["export kraken_secret=", "KRAKEN_SECRET = ", "KRAKEN_SECRET="]))
def test_what_is_quoted_as_dotenv_has_it_is_read_back(value: str, front: str) -> None:
    single = value.replace("\\", "\\\\").replace("'", "\\'")
    double = value.replace("\\", "\\\\").replace('"', '\\"')
    expected = [("secret", Secret(value))] if value.strip() and not is_left_out(value) else []
    assert values(f"{front}'{single}' # comment") == expected
    assert values(f'{front}"{double}"') == expected


@given(
    st.lists(st.one_of(st.text(max_size=20), st.sampled_from(["KRAKEN_SECRET=", "'", '"', "\n", "export "])))
)
def test_any_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    parts: list[Part] = list(read_env(text))
    assert all(0 <= part.span[0] < part.span[1] <= len(text) for part in parts)
    assert all(first.span[1] <= second.span[0] for first, second in pairwise(parts))
