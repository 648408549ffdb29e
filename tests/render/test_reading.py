"""Values of a paste that somebody has to choose from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explainer.intake.paste import read_paste
from explainer.intake.pasted import Pasted
from explainer.intake.readers.model import Found
from explainer.render.reading import told_apart

NOTHING = Pasted("x" * 9)


def choices(*texts: str) -> list[Found]:
    return [Found("body", text.encode(), (0, 1), "the line POSTDATA") for text in texts]


def test_long_values_are_shown_where_they_part() -> None:
    alike = "nonce=1616492376594&" + "a" * 60
    shown = told_apart(NOTHING, choices(f"{alike}&x=1", "short", f"{alike}&y=2"))
    assert shown == ["…aaaaaaaaaaa&x=1", "short", "…aaaaaaaaaaa&y=2"]


@given(st.lists(st.text(alphabet="ab", min_size=40, max_size=120), min_size=2, max_size=2, unique=True))
def test_two_values_are_never_shown_alike(texts: list[str]) -> None:
    shown = told_apart(NOTHING, choices(*texts))
    assert shown[0] != shown[1]
    for one, whole in zip(shown, texts, strict=True):
        assert len(one) <= 44
        assert one.strip("…") in whole


def test_of_private_keys_the_lengths_are_told() -> None:
    keys = ["A" * 86 + "==", "A" * 56, "A" * 40]
    pasted = read_paste("".join([f"KRAKEN_SECRET={key}\n" for key in keys]))
    (conflict,) = pasted.requests[0].conflicts
    assert told_apart(pasted, conflict.choices) == [
        "(not shown; 88 characters, as a private key)",
        "(not shown; 56 characters, as an API key)",
        "(not shown; 40 characters; a private key has 88)",
    ]
