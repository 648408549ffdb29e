"""HTTP requests in string literals."""

from __future__ import annotations

import json

import pytest

from explainer.intake.paste import read_paste
from explainer.intake.readers.quoted import read_quoted
from tests.intake.test_pastes import described, paste

REQUEST = paste("http-snippet-crlf").decode()


@pytest.mark.parametrize(
    "text",
    [
        f"request: {json.dumps(REQUEST)}",
        f"2026/11/25 07:49:36 {json.dumps(REQUEST)}",
        repr(REQUEST.encode()),
        f"sent {REQUEST!r} to Kraken",
        f'{{"level":"debug","request":{json.dumps(REQUEST)}}}',
    ],
)
def test_a_request_in_a_literal_is_the_one_on_the_wire(text: str) -> None:
    assert [described(one) for one in read_paste(text).requests] == [
        described(one) for one in read_paste(REQUEST).requests
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        '"GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n"',
        '"POST /0/private/Balance HTTP/1.1" 200',
        "'POST /x HTTP/1.1\\n",
    ],
)
def test_other_literals_are_none(text: str) -> None:
    assert list(read_quoted(text)) == []
