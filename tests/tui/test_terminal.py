"""What the terminal sends: pastes with escapes and without marks, bytes that are no UTF-8."""

from __future__ import annotations

from errno import EIO
from io import StringIO
from itertools import pairwise
from threading import Thread
from time import sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.drivers._writer_thread import MAX_QUEUED_WRITES
from textual.events import Key, Paste
from textual.message import Message

from explainer.tui.terminal import PAUSE, SafeParser, SafeWriter, mend_driver

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
    pastes = [message.text for message in messages if isinstance(message, Paste)]
    assert keys == ["a", "b"]
    assert pastes == [text]


LOG = "2026-11-25 08:43:01 DEBUG \x1b[32mbot\x1b[0m: POST /0/private/Balance nonce=1616492376594\r"


def told(*chunks: str, pause: float) -> list[tuple[str, str]]:
    """Return the keys and pastes, as a driver gets them that looks at the clock after each read."""
    parser, messages = SafeParser(), []
    for chunk in chunks:
        messages += [*parser.feed(chunk), *parser.tick()]
        sleep(pause)
        messages += parser.tick()
    return [
        (type(message).__name__, message.key if isinstance(message, Key) else message.text)
        for message in messages
        if isinstance(message, Key | Paste)
    ]


def test_the_first_mark_may_come_in_pieces_with_a_pause_between() -> None:
    """Whatever Textual made of the first pieces, nothing of the text presses a key."""
    pause = PAUSE * 1.5
    assert told("x\x1b[20", "0~quit\r", "it\x1b[201~y", pause=0) == [
        ("Key", "x"),
        ("Paste", "quit\rit"),
        ("Key", "y"),
    ]
    late = told("\x1b", "[200~quit\rit\x1b[201~y", pause=pause)
    assert late == [("Key", "escape"), ("Paste", "quit\rit"), ("Key", "y")]


def test_what_nobody_can_type_is_a_paste_though_it_has_no_marks() -> None:
    size = 4096
    text = LOG * 1000
    chunks = [text[at : at + size] for at in range(0, len(text), size)]
    parser = SafeParser()
    assert [message for chunk in chunks for message in parser.feed(chunk)] == []
    sleep(PAUSE * 1.5)
    assert [message.text for message in parser.tick() if isinstance(message, Paste)] == [text]
    assert [message.key for message in parser.feed("q") if isinstance(message, Key)] == ["q"]
    # What follows at once with marks is a paste of its own.
    assert told(chunks[0], f"{START}a{END}", pause=0) == [("Paste", chunks[0]), ("Paste", "a")]


@pytest.mark.parametrize("keys", ["j" * 500, "\x1b[B" * 200, "\x1b[<35;40;12M" * 100, "n p l r " * 7])
def test_keys_that_come_late_stay_keys(keys: str) -> None:
    assert {kind for kind, _ in told(keys, pause=0)} <= {"Key"}
    assert parsed(keys)


def test_keys_and_the_mouse_still_arrive() -> None:
    messages = parsed("\x1b[C", "\x1b", "[A", "x\x1b[<0;3;4M")
    assert [message.key for message in messages if isinstance(message, Key)] == ["right", "up", "x"]
    assert [type(message).__name__ for message in messages][-1] == "MouseDown"


def test_the_end_of_input_is_passed_on() -> None:
    parser = SafeParser()
    list(parser.feed("a"))
    list(parser.feed(""))
    assert parser.is_eof


class Gone(StringIO):
    """A terminal that is gone."""

    def write(self, text: str) -> int:
        raise OSError(EIO, "Input/output error")

    def flush(self) -> None:
        self.write("")


def test_a_terminal_that_is_gone_keeps_nobody_waiting() -> None:
    writer = SafeWriter(Gone())
    writer.start()

    def write_and_end() -> None:
        for _ in range(3 * MAX_QUEUED_WRITES):
            writer.write("x")
        writer.stop()

    ender = Thread(target=write_and_end, daemon=True)
    ender.start()
    ender.join(30)
    assert not ender.is_alive()
    assert not writer.is_alive()


def test_what_is_written_reaches_the_terminal() -> None:
    terminal = StringIO()
    writer = SafeWriter(terminal)
    writer.start()
    for text in "explain":
        writer.write(text)
    writer.stop()
    assert terminal.getvalue() == "explain"


def test_the_driver_is_mended_where_textual_keeps_these_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """An upgrade of Textual that moves them would fail here."""
    from textual.drivers import linux_driver

    for name in ("XTermParser", "getincrementaldecoder"):
        monkeypatch.setattr(linux_driver, name, vars(linux_driver)[name])
        assert name in linux_driver.LinuxDriver.run_input_thread.__code__.co_names
    monkeypatch.setattr(linux_driver, "WriterThread", vars(linux_driver)["WriterThread"])
    assert "WriterThread" in linux_driver.LinuxDriver.start_application_mode.__code__.co_names
    mend_driver()
    assert vars(linux_driver)["XTermParser"] is SafeParser
    assert vars(linux_driver)["WriterThread"] is SafeWriter
    decode = vars(linux_driver)["getincrementaldecoder"]("utf-8")().decode
    assert decode(b"a\xff\xc3") + decode(b"\xa9") == "a\ufffdé"
