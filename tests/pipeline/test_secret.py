"""A Secret shows nothing, whatever is done with it, except by expose()."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import pprint
import reprlib
import traceback
from base64 import b64encode
from collections.abc import Callable
from io import StringIO
from string import Template

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.traceback import Traceback

from explainer.errors import InputError
from explainer.example import EXAMPLE
from explainer.pipeline.run import explain
from explainer.request import Request
from explainer.secret import Secret

TEXT = b64encode(b"example key of the tests: guards no account, shows nowhere").decode()
SECRET = Secret(TEXT)
REQUEST = Request.of("/0/private/Balance", "nonce=1", secret=SECRET)


def parts(text: str) -> list[str]:
    """Return what must be found nowhere: the text, and every run of 8 of its characters."""
    return [text[at : at + 8] for at in range(len(text) - 7)]


def assert_hidden(shown: str) -> None:
    assert not [part for part in parts(TEXT) if part in shown]


WAYS: dict[str, Callable[[object], str]] = {
    "repr": repr,
    "str": str,
    "format": format,
    "f-string": lambda value: f"{value}",
    "f-string with conversion": lambda value: f"{value!r:>40} {value!s} {value!a}",
    "f-string with =": lambda value: f"{value=}",
    "percent": lambda value: "%s %r" % (value, value),  # noqa: UP031
    "str.format": lambda value: "{0} {0!r}".format(value),  # noqa: UP032
    "template": lambda value: Template("$value").substitute(value=value),
    "join": lambda value: " ".join(map(str, [value])),
    "pprint": pprint.pformat,
    "reprlib": reprlib.repr,
    "in a list": lambda value: repr([value]),
    "in a dict": lambda value: repr({"secret": value}),
    "json with default": lambda value: json.dumps(value, default=str),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("value", [SECRET, REQUEST, explain(REQUEST)], ids=["Secret", "Request", "Trace"])
def test_nothing_prints_it(way: Callable[[object], str], value: object) -> None:
    assert_hidden(way(value))


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_it_is_never_pickled(protocol: int) -> None:
    for value in (SECRET, REQUEST, [SECRET]):
        with pytest.raises(TypeError, match="never pickled"):
            pickle.dumps(value, protocol)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_it_is_never_copied(copied: Callable[[object], object]) -> None:
    with pytest.raises(TypeError, match="never pickled"):
        copied(SECRET)


def test_it_has_no_dictionary_to_look_into() -> None:
    with pytest.raises(TypeError):
        vars(SECRET)
    assert_hidden(repr(REQUEST._asdict()))


def test_a_traceback_with_locals_hides_it() -> None:
    def fail(secret: Secret, request: Request) -> None:
        trace = explain(request)
        raise RuntimeError(f"{secret} {len(trace.steps)}")

    try:
        fail(SECRET, REQUEST)
    except RuntimeError as error:
        plain = traceback.TracebackException.from_exception(error, capture_locals=True)
        text = "".join(plain.format())
        assert "secret = Secret(…)" in text
        assert_hidden(text)
        assert_hidden(_rich_text(error))


def test_a_failing_pipeline_hides_it(caplog: pytest.LogCaptureFixture) -> None:
    request = REQUEST._replace(secret=Secret(TEXT + "!"))
    with pytest.raises(InputError) as caught:
        explain(request)
    assert_hidden(str(caught.value))
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("tests").exception("failed with %s", request, exc_info=caught.value)
    assert_hidden(caplog.text)


def test_expose_is_the_way_to_the_text() -> None:
    assert SECRET.expose() == TEXT.encode()


def test_two_secrets_compare_by_value() -> None:
    assert Secret("a") == Secret(b"a")
    assert hash(Secret("a")) == hash(Secret("a"))
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert not Secret("")
    assert Secret("a")


def test_published_examples_are_known() -> None:
    assert EXAMPLE.secret.published
    assert Secret("cHl0aG9uLWtyYWtlbi1zZGsgdW5pdC10ZXN0IHNlY3JldCB2YWx1ZQ==").published
    assert not SECRET.published


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_is_kept(text: str) -> None:
    assert Secret(text).expose().decode() == text


@given(st.text(), st.integers(0xD800, 0xDFFF))
def test_half_a_surrogate_pair_is_refused_without_the_rest(text: str, half: int) -> None:
    with pytest.raises(InputError) as caught:
        Secret(TEXT + chr(half) + text)
    assert caught.value.field == "secret"
    assert caught.value.position == len(TEXT)
    assert_hidden(str(caught.value))


def _rich_text(error: BaseException) -> str:
    console = Console(width=300, record=True, file=StringIO())
    console.print(Traceback.from_exception(type(error), error, error.__traceback__, show_locals=True))
    return console.export_text()
