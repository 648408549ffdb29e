"""Bytes forced through text: against other programs, the standard library and values worked out by hand."""

from __future__ import annotations

import json
import random
import re
import subprocess
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.pipeline.model import Mistake, Via
from explainer.stages.charset import Place, changes, charset_mistakes

SOURCE = random.Random(20241124)
LEADS = bytes([*range(0x7E, 0x92), 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xE1, *range(0xEC, 0xF6), 0xFF])
SAMPLES = [
    *[bytes([byte]) for byte in range(256)],
    *[bytes([a, b]) for a in LEADS for b in LEADS],
    *[bytes(SOURCE.choices(LEADS, k=SOURCE.randint(3, 8))) for _ in range(2000)],
    *[SOURCE.randbytes(32) for _ in range(2000)],
    bytes(range(256)),
    b"",
]
"""Every byte, pairs and runs around the edges of UTF-8, and values like digests."""

PLACES: tuple[Place, ...] = ("digest", "key", "mac")
FAMILY = charset_mistakes("digest")


def function(mistake: Mistake) -> Callable[[bytes], bytes]:
    """Return the plain function of a member of the family."""
    assert isinstance(mistake.apply, Via)
    return mistake.apply.plain


# Java 17.0.15, new String(bytes, UTF_8).getBytes(UTF_8).
BAD = "efbfbd"
ILL_FORMED = [
    ("eda080", BAD),
    ("eda0", BAD),
    ("eda041", BAD + "41"),
    ("edbf", BAD),
    ("edbfbfed80", BAD * 2),
    ("e08080", BAD * 3),
    ("e09fbf41", BAD * 3 + "41"),
    ("f0808080", BAD * 4),
    ("f08fbf41", BAD * 3 + "41"),
    ("f4908080", BAD * 4),
    ("f490", BAD * 2),
    ("e28241", BAD + "41"),
    ("f0908041", BAD + "41"),
    ("f5c080ff", BAD * 4),
    ("c3a9e282acf09f9880", "c3a9e282acf09f9880"),
    ("ed9fbfee8080efbfbd", "ed9fbfee8080efbfbd"),
]


@pytest.mark.parametrize(("given", "java"), ILL_FORMED)
def test_how_many_replacements_java_writes(given: str, java: str) -> None:
    assert changes.utf8_replaced_java(bytes.fromhex(given)).hex() == java


BYTES = "80818d8f909da0ff98833f"
BY_HAND = [
    (changes.latin1_text, "007f80a0ff", "007fc280c2a0c3bf"),
    (changes.utf8_replaced, "41eda080c3a9e282", "41" + BAD * 3 + "c3a9" + BAD),
    (changes.utf8_replaced_low_byte, "41ffc3a9e282acf09f9880", "41fde9ac3d00"),
    (changes.windows1252_low_byte, "7f80818a9fa0", "7fac816078a0"),
    (changes.windows1252_text, BYTES, "e282acc281c28dc28fc290c29dc2a0c3bfcb9cc6923f"),
    (changes.windows1250_question_marks, BYTES, "803f8d8f3f9da0ff3f3f3f"),
    (changes.through("cp1251"), BYTES, "80818d8f909da0ff3f833f"),
    (changes.seven_bits, "007f80c1ff", "007f00417f"),
    (changes.ascii_replaced, "417f80ff", "417f" + BAD * 2),
    (changes.ascii_ignored, "417f80ff42", "417f42"),
    (changes.utf8_ignored, "41eda080c3a9e282", "41c3a9"),
    (changes.utf8_question_marks, "41eda080c3a9e282", "413f3f3f3f3f"),
    (changes.read_as("cp1251"), "41c098", "41d090" + BAD),
    (changes.read_as("utf-16-le"), "41004200", "4142"),
    (changes.text_in("utf-16-be"), "41c3a9", "004100e9"),
    (changes.text_in("utf-16-le", b"\xff\xfe"), "41", "fffe4100"),
    (changes.cp932_question_marks, "417f80819fa0a1dfe0fcfdff", "417f803f3fa0a1df3f3ffdff"),
    (changes.ascii_question_marks, "007f80ff", "007f3f3f"),
    (changes.utf16le_text, "0041ff", "00004100ff00"),
    (changes.cut_at_nul, "414200430044", "4142"),
    (changes.cut_at_nul, "0041", ""),
    (changes.shell_variable, "0041000a0a", "41"),
    (changes.shell_variable, "410a42000a000a00", "410a42"),
    (changes.text_as_utf16le, "41c3a9", "4100e900"),
    (changes.text_as_utf16le, "41ff", "4100ff00"),
]


@pytest.mark.parametrize(
    ("change", "given", "expected"),
    [pytest.param(*row, id=f"{at}-{row[0].__name__}") for at, row in enumerate(BY_HAND)],
)
def test_by_hand(change: Callable[[bytes], bytes], given: str, expected: str) -> None:
    assert change(bytes.fromhex(given)).hex() == expected


def test_how_many_bytes_each_code_page_changes() -> None:
    every = bytes(range(256))

    def changed(change: Callable[[bytes], bytes]) -> set[int]:
        return {byte for byte, got in zip(every, change(every), strict=True) if byte != got}

    low = changed(changes.windows1252_low_byte)
    assert len(low) == 27
    assert low == set(range(0x80, 0xA0)) - {0x81, 0x8D, 0x8F, 0x90, 0x9D}
    assert changed(changes.windows1250_question_marks) == {0x81, 0x83, 0x88, 0x90, 0x98}
    assert changed(changes.through("cp1251")) == {0x98}
    assert changed(changes.cp932_question_marks) == {*range(0x81, 0xA0), *range(0xE0, 0xFD)}
    assert changed(changes.ascii_question_marks) == set(range(0x80, 0x100))


# In stream mode Node's decoder is the one that browsers have; without it some versions of Node take
# 'latin1' for ISO 8859-1.
NODE_SCRIPT = """
const lines = require("node:fs").readFileSync(0, "utf8").split("\\n");
const bytes = (text, encoding) => Buffer.from(text, encoding).toString("hex");
const browser = (label, data) => new TextDecoder(label).decode(data, { stream: true });
console.log(JSON.stringify(lines.map((line) => {
    const data = Buffer.from(line, "hex");
    return {
        latin1_text: bytes(data.toString("latin1"), "utf8"),
        utf8_replaced: bytes("" + data, "utf8"),
        utf8_replaced_low_byte: bytes("" + data, "latin1"),
        windows1252_low_byte: bytes(
            Uint8Array.from(browser("latin1", data), (character) => character.charCodeAt(0) & 255)
        ),
        windows1252_text: bytes(new TextEncoder().encode(browser("latin1", data))),
        utf16le_text: bytes(data.toString("latin1"), "utf16le"),
    };
})));
"""


def test_node_does_the_same() -> None:
    done = subprocess.run(
        ["node", "-e", NODE_SCRIPT],
        input="\n".join([sample.hex() for sample in SAMPLES]),
        capture_output=True,
        text=True,
        check=True,
    )
    answers = json.loads(done.stdout)
    assert len(answers) == len(SAMPLES)
    for sample, answer in zip(SAMPLES, answers, strict=True):
        for name, expected in answer.items():
            assert getattr(changes, name)(sample).hex() == expected, (name, sample.hex())


@pytest.mark.parametrize(
    ("change", "charset"),
    [
        (changes.windows1252_text, "cp1252"),
        (changes.latin1_text, "latin-1"),
    ],
)
def test_python_agrees_where_the_charset_has_a_character(
    change: Callable[[bytes], bytes], charset: str
) -> None:
    for byte in range(256):
        data = bytes([byte])
        text = data.decode(charset, "ignore")
        assert change(data) == (text or chr(byte)).encode()


@given(st.binary(max_size=80))
def test_java_counts_otherwise_only_where_it_is_said_to(data: bytes) -> None:
    if not re.search(rb"\xed[\xa0-\xbf]", data):
        assert changes.utf8_replaced_java(data) == changes.utf8_replaced(data)


@pytest.mark.parametrize("mistake", FAMILY, ids=lambda mistake: mistake.id)
class TestFamily:
    @given(data=st.binary(max_size=100))
    def test_takes_any_bytes(self, mistake: Mistake, data: bytes) -> None:
        assert isinstance(function(mistake)(data), bytes)

    def test_changes_some_samples(self, mistake: Mistake) -> None:
        change = function(mistake)
        assert any(change(sample) != sample for sample in SAMPLES)

    @given(text=st.text(st.characters(min_codepoint=1, max_codepoint=0x7F), max_size=20))
    def test_leaves_ascii_alone_unless_it_writes_utf16(self, mistake: Mistake, text: str) -> None:
        data = (text + "x").encode()
        assert (function(mistake)(data) == data) is ("utf16" not in mistake.id)


@pytest.mark.parametrize(
    ("place", "noun"), [("digest", "the digest"), ("key", "the key"), ("mac", "the MAC")]
)
def test_words_fit_each_value(place: Place, noun: str) -> None:
    for mistake in charset_mistakes(place):
        assert mistake.id.startswith(f"{place}-")
        assert mistake.title.startswith(noun[0].upper() + noun[1:])
        assert len(mistake.title) <= 70
        assert "{" not in mistake.title + mistake.why + mistake.fix + mistake.needs
        assert not mistake.needs or noun in mistake.needs


def test_what_was_seen_is_said_of_the_value_it_was_seen_of() -> None:
    seen = {place: sum(mistake.seen for mistake in charset_mistakes(place)) for place in PLACES}
    assert seen == {"digest": 33, "key": 3, "mac": 0}
