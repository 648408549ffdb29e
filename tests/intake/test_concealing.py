"""Where a paste shows a private key: also one that was copied badly, and nothing that is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.example import EXAMPLE, SIGNATURE
from explainer.intake.concealing import blanked, key_places

KEY = EXAMPLE.secret.expose().decode()
BROKEN = {
    "its beginning lost": KEY[3:],
    "its end lost": KEY[:-3],
    "its padding lost": KEY.rstrip("="),
    "a character lost": KEY[:40] + KEY[41:],
    "a character twice": KEY[:40] + KEY[39:],
}


@pytest.mark.parametrize("slip", BROKEN)
def test_a_key_that_was_copied_badly_is_hidden_whole(slip: str) -> None:
    broken = BROKEN[slip]
    assert key_places(f"my key is {broken}, what now?") == [(10, 10 + len(broken))]


@given(st.integers(0, 80), st.integers(1, 6))
def test_whatever_few_characters_are_lost(at: int, lost: int) -> None:
    broken = KEY[:at] + KEY[at + lost :]
    assert key_places(f'"{broken}"') == [(1, 1 + len(broken))]


@given(st.integers(0, 88), st.sampled_from([" ", "  ", "\t", "\n", "\r\n", "\n    "]))
def test_a_blank_or_line_end_inside_of_it_hides_nothing_less(at: int, between: str) -> None:
    text = f"my key is {KEY[:at]}{between}{KEY[at:]} , what now?"
    seen = blanked(text, key_places(text))
    assert seen.startswith("my key is ")
    assert seen.endswith(", what now?")
    assert not any(KEY[start : start + 8] in seen for start in range(len(KEY) - 7))


def test_a_known_signature_is_shown() -> None:
    assert key_places(f"{SIGNATURE[:76]}\n{SIGNATURE[76:]}", signatures={SIGNATURE.encode()}) == []
    assert key_places(SIGNATURE, signatures={SIGNATURE.encode()}) == []
    assert key_places(SIGNATURE[:-2], signatures={SIGNATURE[:-2].encode()}) == []


@pytest.mark.parametrize(
    "text",
    [
        EXAMPLE.body.decode(),
        "353f9d2a3c4e" * 7,
        "/home/somebody/projects/bots/kraken/strategies/grid/exchange/rest/private/signing",
        "nonce=1616492376594&" * 8,
        "the API key CJbfPw4tnbf/9en/ZmpewCTKEwmmzO18LXZcHQcu7HPLWre4l8+V9I3y is one, and this is none",
        "\n".join(["Base64IsWhatSomePeopleWriteIn64ColumnsPerLineAsThePemFormatHasIt"] * 5),
    ],
)
def test_what_is_no_key_is_shown(text: str) -> None:
    assert key_places(text) == []
