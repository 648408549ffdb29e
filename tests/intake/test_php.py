"""Arrays as PHP itself prints them, against the query that PHP makes of them."""

from __future__ import annotations

import pytest

from explainer.example import EXAMPLE, SIGNATURE
from explainer.intake.readers.php import read_php
from tests.intake.test_pastes import paste

BODY = EXAMPLE.body
PRINTED = """Array
(
    [nonce] => 1616492376594
    [pair] => XBTUSD
    [note] => a => b (c)
    [close] => Array
        (
            [price] => 1
        )

)
"""


def found(text: str) -> dict[str, object]:
    return {one.field: one.value for part in read_php(text) for one in part.found}


@pytest.mark.parametrize("name", ["php-print-r", "php-var-dump", "php-print-r-nested", "php-var-dump-nested"])
def test_an_array_makes_the_body_that_php_sends(name: str) -> None:
    said = found(paste(name).decode())
    assert said["body"] == BODY
    assert said["api_key"] == b"dGhpcyBpcyBubyBrZXkgb2YgYW55Ym9keSwgb25seSBhbiBleGFtcGxl"


def test_strings_of_var_dump_are_as_long_as_it_says() -> None:
    dumped = 'array(2) {\n  ["nonce"]=>\n  string(1) "1"\n  ["note"]=>\n  string(8) "a"\n}\né""\n}\n'
    assert found(dumped)["body"] == b"nonce=1&note=a%22%0A%7D%0A%C3%A9%22"


def test_constants_of_var_dump_are_what_http_build_query_writes() -> None:
    dumped = (
        'array(4) {\n  ["nonce"]=>\n  string(1) "1"\n  ["a"]=>\n  bool(true)\n  ["b"]=>\n  bool(false)\n'
        '  ["c"]=>\n  NULL\n}\n'
    )
    assert found(dumped)["body"] == b"nonce=1&a=1&b=0"


def test_a_nested_array_is_said() -> None:
    (part,) = read_php(PRINTED)
    assert [one.field for one in part.found] == ["nonce"]
    assert [one.id for one in part.remarks] == ["nested-value"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Array\n(\n    [0] => 1\n)\n",
        "Array\n(\n    [nonce] => 1\n",
        'array(1) {\n  ["nonce"]=>\n  string(9) "1"\n}\n',
        f"Array\n(\n    [0] => {SIGNATURE}\n)\n",
    ],
)
def test_what_is_no_array_of_a_request(text: str) -> None:
    assert found(text) == {}
