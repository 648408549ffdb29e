"""What the terminal sends: pastes with escapes, bytes that are no UTF-8."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste
from textual.message import Message

from explainer.tui.terminal import SafeParser, as_pasted, mend_driver

START, END = "\x1b[200~", "\x1b[201~"


def parsed(*chunks: str) -> list[Message]:
    parser = SafeParser()
    return [message for chunk in chunks for message in parser.feed(chunk)]


PASTES = st.text(
    st.one_of(st.sampled_from("\x1b\x00[20;1~mA\n"), st.characters(codec="utf-8")), max_size=30
).filter(lambda text: END not in text and not (text + END[:-1]).count(END))


@given(PASTES, st.lists(st.integers(1, 50), max_size=4))
def test_a_paste_arrives_whole_whatever_is_in_it_and_however_it_is_cut(text: str, cuts: list[int]) -> None:
    sent = f"a{START}{text}{END}b"
    edges = sorted({0, len(sent), *[cut for cut in cuts if cut < len(sent)]})
    messages = parsed(*[sent[start:end] for start, end in pairwise(edges)])
    keys = [message.key for message in messages if isinstance(message, Key)]
    pastes = [as_pasted(message.text) for message in messages if isinstance(message, Paste)]
    assert keys == ["a", "b"]
    assert pastes == [text]


def test_keys_and_the_mouse_still_arrive() -> None:
    messages = parsed("\x1b[C", "\x1b", "[A", "x\x1b[<0;3;4M")
    assert [message.key for message in messages if isinstance(message, Key)] == ["right", "up", "x"]
    assert [type(message).__name__ for message in messages][-1] == "MouseDown"


def test_the_end_of_input_is_passed_on() -> None:
    parser = SafeParser()
    list(parser.feed("a"))
    list(parser.feed(""))
    assert parser.is_eof


def test_the_driver_is_mended_where_textual_keeps_these_two_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """An upgrade of Textual that moves them would fail here."""
    from textual.drivers import linux_driver

    for name in ("XTermParser", "getincrementaldecoder"):
        monkeypatch.setattr(linux_driver, name, vars(linux_driver)[name])
        assert name in linux_driver.LinuxDriver.run_input_thread.__code__.co_names
    mend_driver()
    assert vars(linux_driver)["XTermParser"] is SafeParser
    decode = vars(linux_driver)["getincrementaldecoder"]("utf-8")().decode
    assert decode(b"a\xff\xc3") + decode(b"\xa9") == "a\ufffdé"
