"""What the commands print of a stage's value, the private key's excepted, is read again as these bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.example import EXAMPLE
from explainer.intake.observed import read_observed
from explainer.intake.paste import read_paste
from explainer.pipeline.run import explain
from explainer.pipeline.traced import Traced
from explainer.render.colour import Paint
from explainer.render.formula import plain, short
from explainer.render.page import Page
from explainer.render.text import explanation
from explainer.render.visible import as_text
from explainer.request import Request
from tests.strategies import ANY_REQUEST

WIDTHS = st.sampled_from([60, 80, 160])
NEVER_TEXT = ("sha256", "hmac")
"""Stages whose values are no text: in a column of text some part could be a request of its own."""


def dumped(value: Traced, width: int, *, ascii_only: bool = False) -> str:
    """Return a value as all commands print it."""
    page = Page(width, Paint(False))
    page.dump(value, show_secret=False)
    return str(page).replace("·", ".").replace("…", "...") if ascii_only else str(page)


@given(ANY_REQUEST, WIDTHS, st.booleans())
def test_a_dump_of_any_stage(request: Request, width: int, ascii_only: bool) -> None:
    for step in explain(request).steps:
        value = step.value
        if value.data and not value.secret:
            dump = dumped(value, width, ascii_only=ascii_only)
            assert read_observed(dump).shows(value.data)
            if step.stage.id in NEVER_TEXT:
                [found] = read_paste(f"It printed:\n\n{dump}\nWhy?").requests[0].draft.observed or ()
                assert read_observed(found.text).shows(value.data)


def test_a_dump_that_was_cut_is_a_beginning() -> None:
    value = explain(EXAMPLE._replace(body=EXAMPLE.body * 9)).step("postdata").value
    for ascii_only in (False, True):
        dump = dumped(value, 80, ascii_only=ascii_only)
        assert "and 336 more bytes" in dump
        observed = read_observed(dump)
        assert observed.beginnings == (value.data[:384],)
        assert observed.shows(value.data)


def test_all_that_is_explained() -> None:
    """Each dump of the whole page, with all its prose around it; the private key is not in it."""
    trace = explain(EXAMPLE)
    page = Page(80, Paint(False))
    explanation(trace, page)
    read = read_paste(str(page)).requests[0].draft
    observed = [read_observed(one.text) for one in read.observed or ()]
    for step in trace.steps:
        assert step.value.secret or any(one.shows(step.value.data) for one in observed), step.stage.id
    assert read.secret is None


@given(ANY_REQUEST)
def test_a_value_in_quotes(request: Request) -> None:
    for step in explain(request).steps:
        shown = plain(short(step.value, longest=1 << 20))
        if shown == f'"{as_text(step.value.data)}"':
            assert read_observed(shown).shows(step.value.data)


@pytest.mark.parametrize(
    "dump",
    [
        "0000 41 42 43 44 45 46 47 48  ABCDEFGX N",
        "0000 41 42 43 44 45 46 47 48  ABCDEFGH",
        "0000 41 42 43 44 45 46 47 48  ABCDEFGH nonce",
        "0010 41 42 43 44 45 46 47 48  ABCDEFGH N",
    ],
)
def test_what_is_laid_out_otherwise(dump: str) -> None:
    assert not read_observed(dump).shows(b"ABCDEFGH")
