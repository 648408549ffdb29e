"""Tables of names and values."""

from __future__ import annotations

import pytest

from explainer.intake.readers.tables import read_tables

WANTED = [("path", b"/0/private/Balance"), ("nonce", b"1616492376594"), ("body", b"nonce=1616492376594")]
CELLS = [("URI path", "/0/private/Balance"), ("nonce", "1616492376594"), ("POST data", "nonce=1616492376594")]


def found(text: str) -> list[tuple[str, object]]:
    return [(one.field, one.value) for part in read_tables(text) for one in part.found]


@pytest.mark.parametrize(
    "row",
    ["| {} | {} |\n", "| {} | `{}` |\n", "| **{}** | {} |\n", "|{}|{}|\r\n", "{}\t{}\n", "  | {} | {} |  \n"],
)
def test_a_value_beside_its_name(row: str) -> None:
    rows = "".join([row.format(*cells) for cells in CELLS])
    assert found(f"I have\n\n{rows}\nand no idea") == WANTED


@pytest.mark.parametrize("rule", ["", "|---|:--|--:|\n", "+---+---+---+\n"])
def test_a_value_below_its_name(rule: str) -> None:
    names, values = zip(*CELLS, strict=True)
    assert found(f"{rule}| {' | '.join(names)} |\n{rule}| {' | '.join(values)} |\n{rule}") == WANTED


def test_a_place_is_that_of_the_value() -> None:
    text = "| nonce | `1` |\n| path | /0/private/Balance |\n"
    (part,) = read_tables(text)
    assert [text[slice(*one.span)] for one in part.found] == ["1", "/0/private/Balance"]
    assert part.span == (0, len(text) - 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "| nonce | 1 |\n",
        "| a | b |\n| c | d |\n",
        "a | b\nc | d\n",
        "x\ty\n1\t2\n",
        "|\n|\n",
        "| nonce | 1 |\n| x | y |\n",
    ],
)
def test_other_tables(text: str) -> None:
    assert found(text) == []
