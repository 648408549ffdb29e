"""Which lines of what was not understood may hold a value, and which only stand around."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.example import SIGNATURE
from explainer.intake.paste import read_paste
from explainer.intake.pasted import Pasted
from explainer.intake.unread import telling


def told(text: str) -> list[str]:
    """Return the lines that may hold a value, all of the text being not understood."""
    pasted = Pasted(text, unread=((0, len(text)),))
    return [pasted.excerpt(span) for span in telling(pasted)]


@pytest.mark.parametrize(
    "line",
    [
        "1616492376594",
        "the path is /0/private/Balance, I think",
        "pair=XBTUSD&price=37500",
        "pair%3DXBTUSD",
        '"nonce=$NONCE"',
        "secret: hunter2",
        f"what comes out: {SIGNATURE}",
        "# nonce 1616492376594",
    ],
)
def test_a_line_with_a_value_tells(line: str) -> None:
    assert told(f"import time\n\n  {line}\nprint(x)\n") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "import requests, hashlib, hmac, base64, urllib.parse",
        "from kraken import Client",
        "const crypto = require('crypto');",
        "# sign it",
        "// the nonce: later",
        "print(response.json())",
        "def sign(path, data, secret):",
        "return base64.b64encode(mac.digest()).decode()",
        "Hi, I get an error with this:",
        "},",
        "* TLSv1.3 (IN), TLS handshake, Finished (20):",
    ],
)
def test_a_line_without_one_does_not(line: str) -> None:
    assert told(f"{line}\n") == []


@given(st.text(st.sampled_from("a1=/&%:\"' \n\r\t#-"), max_size=80))
def test_they_are_lines_of_what_was_not_understood(text: str) -> None:
    pasted = read_paste(text)
    spans = list(telling(pasted))
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    for start, end in spans:
        assert any(first <= start and end <= last for first, last in pasted.unread)
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
