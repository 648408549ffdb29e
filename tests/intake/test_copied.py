"""What copying makes of a text is undone and said, and what only looks so stays."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.example import EXAMPLE
from explainer.intake.copied import undone
from explainer.intake.paste import read_paste
from tests.intake.test_paste_any import assert_sound
from tests.intake.test_pastes import EXPECTED, described, paste, remarks

SECRET = EXAMPLE.secret.expose().decode()


def as_text(name: str) -> str:
    """Return a paste that is UTF-8."""
    return paste(name).decode("utf-8", "surrogateescape")


def seen(text: str) -> list[object]:
    """Return what the requests of a text are."""
    pasted = read_paste(text.encode("utf-8", "surrogateescape"))
    assert_sound(pasted)
    return [described(request) for request in pasted.requests]


TEXTS = [name for name in EXPECTED if paste(name)[:2] != b"\xff\xfe" and name != "har-file"]
COPIED: dict[str, Callable[[str], str]] = {
    "html": html.escape,
    "html of a careful library": lambda text: html.escape(text).replace("=", "&#x3D;").replace("/", "&#x2F;"),
    "indented with hard blanks": lambda text: re.sub(r"(?m)^ +", lambda run: "\u00a0" * len(run[0]), text),
    "every second blank a hard one": lambda text: text.replace("  ", " \u00a0"),
}


@pytest.mark.parametrize("kind", COPIED)
@pytest.mark.parametrize("name", TEXTS)
def test_a_copied_paste_gives_its_requests(kind: str, name: str) -> None:
    text = as_text(name)
    assert seen(COPIED[kind](text)) == seen(text)


@pytest.mark.parametrize(
    "text",
    [
        "fetch(“https://api.kraken.com/0/private/Balance”, { method: \u2018POST\u2019, body: “nonce=1” })",
        "requests.post(“https://api.kraken.com/0/private/Balance”, data={\u2018nonce\u2019: ”1”})",
        "{“path”: “/0/private/Balance”, “method”: “POST”, “body”: “nonce=1”}",
        "path = “/0/private/Balance”\nmethod = “POST”\npostdata = “nonce=1”",
        "curl -X POST -d\u2018nonce=1\u2019 https://api.kraken.com/0/private/Balance",
    ],
)
def test_typographic_quotes_in_code(text: str) -> None:
    (request,) = read_paste(text).requests
    assert (request.draft.path, request.draft.method) == (b"/0/private/Balance", "POST")
    assert request.draft.body == b"nonce=1"
    assert "typographic-quotes" in {remark.id for remark in request.remarks}


POSTED = 'httpx.post("https://api.kraken.com/0/private/AddOrder", content=body)'
CURL = "curl -d 'nonce=1{}pair=X' https://api.kraken.com/0/private/AddOrder"


@pytest.mark.parametrize(
    ("text", "id"),
    [
        (CURL.format("&amp;"), "html-escapes"),
        (CURL.format("&").replace(" ", "\u00a0"), "hard-blanks"),
        (CURL.format("&").replace("'", "\u2019"), "typographic-quotes"),
        (f"body = 'nonce=1&amp;pair=X'\n\n{POSTED}", "html-escapes"),
        (f"body = \u2018nonce=1&pair=X\u2019\n\n{POSTED}", "typographic-quotes"),
    ],
)
def test_what_was_changed_is_said_where_it_stands(text: str, id: str) -> None:
    pasted = read_paste(text)
    assert pasted.requests[0].draft.body == b"nonce=1&pair=X"
    (remark,) = remarks(pasted)
    assert remark.id == id
    assert pasted.excerpt(remark.span) in ("&amp;", "\u00a0", "\u2018", "\u2019")


@pytest.mark.parametrize(
    "text",
    [
        "a&amp;b & c",
        "<Buffer 0a> a&amp;b",
        "a&ampb",
        "a&copy;b",
        "KRAKEN_SECRET=“x”",
        "curl -d 'a=“b”'",
        "say(it\u2019s)",
        "nonce=1\u00a0",
        "a\u00a0b c",
    ],
)
def test_what_is_data_stays(text: str) -> None:
    assert undone(text).view.text == text
    assert undone(text).changes == ()


@given(
    st.lists(
        st.sampled_from(["&amp;", "&", "a", " ", "\u00a0", "\n", "“", "\u2019", "'", "(", "=", "&#39;", "<"])
    )
)
def test_each_character_has_the_place_of_what_it_stands_for(signs: list[str]) -> None:
    text = "".join(signs)
    view = undone(text).view
    assert "".join([text[start:end] for start, end in zip(view.starts, view.ends, strict=True)]) == text
    assert len(view.text) == len(view.starts)


@pytest.mark.parametrize(
    "text",
    [
        f"secret: {SECRET}\nit was {SECRET}".replace("/", "&#x2F;"),
        "".join([f"\x1b[3{at % 8}m{sign}" for at, sign in enumerate(f"{SECRET} secret: {SECRET}")]),
    ],
)
def test_a_secret_is_concealed_wherever_it_stands_as_it_was_copied(text: str) -> None:
    pasted = read_paste(text)
    assert pasted.requests[0].draft.secret == EXAMPLE.secret
    shown = re.sub(r"\x1b\[\d+m|&#x2F;", "", pasted.text)
    assert SECRET[8:16] not in shown
    assert SECRET[-16:-2] not in shown
