"""What a language or a tool prints of some bytes is read back to those bytes."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from explainer.errors import InputError
from explainer.intake.dumps import FORMS, LARGEST, Reading, read_value, read_values

DIGEST = bytes.fromhex("23a1c1b34c6a11d641af0f24684896cb90f66fb991125c83dc357bdc3dc146f1")
"""SHA-256 of nonce and POST data of the published example."""
LONG = DIGEST + bytes(48) + b"  two words  \n\t" + bytes(range(128, 177))
SPACES = b"ab  c  \n\0\t    "

some = st.binary(min_size=1, max_size=80)
more = st.binary(min_size=2, max_size=80)


def signed(data: bytes) -> list[int]:
    return [byte - 256 if byte > 127 else byte for byte in data]


def spaced(data: bytes, separator: str = " ", form: str = "02x") -> str:
    return separator.join(f"{byte:{form}}" for byte in data)


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def rows(data: bytes, offset: str, row: Callable[[bytes], str], end: bool) -> str:
    lines = [f"{at:{offset}}{row(data[at : at + 16])}" for at in range(0, len(data), 16)]
    return "\n".join(lines + [f"{len(data):{offset}}"] * end) + "\n"


def column(data: bytes) -> str:
    return "".join(chr(byte) if 32 <= byte < 127 else "." for byte in data)


def xxd(data: bytes) -> str:
    return rows(data, "08x", lambda row: f": {spaced_pairs(row):<39}  {column(row)}", False)


def spaced_pairs(row: bytes) -> str:
    return " ".join(row[at : at + 2].hex() for at in range(0, len(row), 2))


def canonical(data: bytes) -> str:
    def row(part: bytes) -> str:
        return f"  {spaced(part[:8]):<23}  {spaced(part[8:]):<23}  |{column(part)}|"

    return rows(data, "08x", row, True)


def words(data: bytes) -> str:
    def row(part: bytes) -> str:
        padded = part + bytes(len(part) % 2)
        return "".join(f" {padded[at + 1]:02x}{padded[at]:02x}" for at in range(0, len(padded), 2))

    return rows(data, "07x", row, True)


def od_hex(data: bytes) -> str:
    return rows(data, "07o", lambda row: " " + spaced(row), True)


def od_characters(data: bytes) -> str:
    names = {0: "\\0", 7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r"}

    def row(part: bytes) -> str:
        cells = [names.get(byte, chr(byte) if 32 <= byte < 127 else f"{byte:03o}") for byte in part]
        return "".join(f"{cell:>4}" for cell in cells)

    return rows(data, "07o", row, True)


def format_hex(data: bytes) -> str:
    heading = (
        "\n   Label: Byte[] (System.Byte[]) <4C1B2D7F>\n\n"
        "          Offset Bytes                                           Ascii\n"
        "                 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F\n"
        "          ------ ----------------------------------------------- -----\n"
    )
    shown = rows(data, "016X", lambda row: f" {spaced(row, form='02X'):<47} {column(row)}", False)
    return heading + shown


def node_buffer(data: bytes) -> str:
    more = f" ... {len(data) - 50} more byte{'s' * (len(data) > 51)}" if len(data) > 50 else ""
    return f"<Buffer {spaced(data[:50])}{more}>"


def word_array(data: bytes) -> str:
    padded = data + bytes(-len(data) % 4)
    numbers = [int.from_bytes(padded[at : at + 4], "big", signed=True) for at in range(0, len(padded), 4)]
    return f"{{ words: [ {', '.join(map(str, numbers))} ], sigBytes: {len(data)} }}"


def c_string(data: bytes) -> str:
    return '"' + "".join(chr(b) if chr(b).isalpha() and b < 128 else f"\\{b:03o}" for b in data) + '"'


def ruby(data: bytes) -> str:
    return '"' + "".join(f"\\x{byte:02X}" for byte in data) + '"'


PRINTERS: dict[str, tuple[str, Callable[[bytes], str]]] = {
    "hex": ("hex", bytes.hex),
    "upper": ("hex", lambda data: data.hex().upper()),
    "spaces": ("hex", spaced),
    "colons": ("hex", lambda data: spaced(data, ":", "02X")),
    "BitConverter": ("hex", lambda data: spaced(data, "-", "02X")),
    "commas": ("hex", lambda data: spaced(data, ", ", "02x")),
    "0x": ("hex", lambda data: "0x" + data.hex()),
    "Go % #x": ("hex", lambda data: spaced(data, " ", "#04x")),
    "C initialiser": ("hex", lambda data: spaced(data, ", ", "#04x")),
    "xxd -p": ("hex", lambda data: wrapped(data.hex(), 60)),
    "od -An -tx1": ("hex", lambda data: " " + wrapped(spaced(data), 48).replace("\n", "\n ")),
    "\\x": ("escaped-bytes", lambda data: "\\x" + spaced(data, "\\x")),
    "base64": ("base64", lambda data: base64.b64encode(data).decode()),
    "unpadded": ("base64", lambda data: base64.b64encode(data).decode().rstrip("=")),
    "encodebytes": ("base64", lambda data: base64.encodebytes(data).decode()),
    "Ruby encode64": ("base64", lambda data: wrapped(base64.b64encode(data).decode(), 60) + "\n"),
    "Python bytes": ("python-bytes", repr),
    "Python bytearray": ("python-bytes", lambda data: repr(bytearray(data))),
    "Python bytes list": ("python-bytes", lambda data: f"bytes({list(data)})"),
    "pprint": ("python-bytes", lambda data: f"({data[:40]!r}\n {data[40:]!r})"),
    "Uint8Array": ("typed-array", lambda data: f"Uint8Array({len(data)}) [ {', '.join(map(str, data))} ]"),
    "ArrayBuffer": (
        "array-buffer",
        lambda data: f"ArrayBuffer {{\n  [Uint8Contents]: <{spaced(data)}>,\n  byteLength: {len(data)}\n}}",
    ),
    "JSON Buffer": ("json-buffer", lambda data: json.dumps({"type": "Buffer", "data": list(data)})),
    "JSON Uint8Array": ("indexed-object", lambda data: json.dumps(dict(enumerate(data)))),
    "console.log of an object": (
        "indexed-object",
        lambda data: "{\n" + ",\n".join(f"  '{n}': {byte}" for n, byte in enumerate(data)) + "\n}",
    ),
    "WordArray": ("word-array", word_array),
    "Rust {:#04x?}": ("hex-list", lambda data: f"[{spaced(data, ', ', '#04x')}]"),
    "Go source": ("byte-source", lambda data: f"[]byte{{{spaced(data, ', ', '#x')}}}"),
    "Java source": ("byte-source", lambda data: f"new byte[] {{{', '.join(map(str, signed(data)))}}}"),
    "C octal": ("escaped-bytes", c_string),
    "Ruby inspect": ("escaped-bytes", ruby),
    "JSON of a binary string": ("binary-string", lambda data: json.dumps(data.decode("latin-1"))),
    "Python binary string": ("binary-string", lambda data: repr(data.decode("latin-1"))),
    "xxd": ("xxd", xxd),
    "hexdump -C": ("hexdump-canonical", canonical),
    "hexdump": ("hexdump-words", words),
    "od -tx1": ("od-hex", od_hex),
    "od -c": ("od-characters", od_characters),
    "Format-Hex": ("format-hex", format_hex),
    "NSData": ("ns-data", lambda data: f"<{wrapped(data.hex(), 8).replace(chr(10), ' ')}>"),
    "openssl 1": ("openssl-digest", lambda data: f"(stdin)= {data.hex()}\n"),
    "openssl 3": ("openssl-digest", lambda data: f"SHA2-256(stdin)= {data.hex()}\n"),
    "openssl -c": ("openssl-digest", lambda data: f"HMAC-SHA2-512(stdin)= {spaced(data, ':')}\n"),
}


def reads(text: str, data: bytes, form: str | None = None) -> bool:
    """Whether one of the readings is exactly that."""
    return any(
        reading.data == data and reading.complete and form in (None, reading.form)
        for reading in read_value(text)
    )


@pytest.mark.parametrize("name", PRINTERS)
@given(data=more)
@example(DIGEST)
@example(LONG)
@example(SPACES)
def test_what_is_printed_is_read_back(name: str, data: bytes) -> None:
    _, printer = PRINTERS[name]
    assert reads(printer(data), data)


@pytest.mark.parametrize("name", PRINTERS)
def test_the_form_of_a_digest_is_named(name: str) -> None:
    form, printer = PRINTERS[name]
    assert reads(printer(DIGEST), DIGEST, form)
    assert form in FORMS


@given(more)
def test_lists_of_signed_and_unsigned_bytes(data: bytes) -> None:
    for numbers in (signed(data), list(data)):
        for text in (str(numbers), str(numbers).replace(",", ""), str(numbers).strip("[]").replace(" ", "")):
            assert reads(text, data)


def test_long_data_of_foundation_is_a_prefix() -> None:
    first = read_value("{length = 32, bytes = 0x2d711642 b726b044 01627ca9 fbac32f5 ... 02258717 921a4881 }")[
        0
    ]
    assert (first.data.hex(), first.complete) == ("2d711642b726b04401627ca9fbac32f5", False)


@given(some)
def test_a_cut_buffer_is_a_prefix(data: bytes) -> None:
    first = read_value(node_buffer(data))[0]
    assert (first.data, first.form) == (data[:50], "node-buffer")
    assert first.complete == (len(data) <= 50)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_strings_with_escapes_are_read_as_text(text: str) -> None:
    for printed in (json.dumps(text), json.dumps(text, ensure_ascii=False), repr(text)):
        assert any(r.data == text.encode() for r in read_value(printed) if r.form != "text")


@given(st.text(max_size=60) | st.text("0123456789abcdefx ,:-[]{}()<>\\'\"\n=.*b+/", max_size=60))
def test_any_text_has_readings_and_is_itself_the_last(text: str) -> None:
    try:
        readings = read_value(text)
        values = read_values(text)
    except InputError:
        assert any(0xD800 <= ord(character) < 0xE000 for character in text)
        return
    assert readings[-1].form == "text"
    assert readings[-1].data == text.removesuffix("\n").removesuffix("\r").encode()
    assert len({(reading.data, reading.complete) for reading in readings}) == len(readings)
    assert all(value.readings == read_value(text[slice(*value.span)]) for value in values)
    ends = {line.strip(" \t\r\n\ufeff")[-1:] for line in text.split("\n")}
    assert values or ends <= {"", ":", "=", ">"}


def test_ambiguous_digits_give_every_reading() -> None:
    readings = {reading.form: reading.data for reading in read_value("1234567890")}
    assert readings["hex"] == bytes.fromhex("1234567890")
    assert readings["base64"] == base64.b64decode("1234567890==")
    assert readings["text"] == b"1234567890"
    assert [r.form for r in read_value("5b4a 7d6c")][:2] == ["hex", "hex-words"]


def test_url_safe_base64_is_told_apart() -> None:
    data = b"\xfb\xff\xfe?"
    assert read_value(base64.urlsafe_b64encode(data).decode())[0] == Reading(data, "base64url")
    assert [reading.form for reading in read_value("+-ab")] == ["text"]
    assert [reading.form for reading in read_value("abcde")] == ["text"]
    assert "base64" not in {reading.form for reading in read_value("abcd\nabcdefgh")}


def test_dots_mean_a_prefix() -> None:
    for text in ("23a1c1...", "23a1c1…46f1", "23a1c1b..."):
        assert read_value(text)[0].data == DIGEST[:3]
        assert not read_value(text)[0].complete
    assert read_value("Uint8Array(120) [\n  0, 1,\n  ... 118 more items\n]")[0].complete is False
    assert read_value("b'\\x23\\xa1\\xc")[0] == Reading(
        DIGEST[:2], "python-bytes", False, read_value("23...")[0].skipped
    )
    assert read_value("'23a1'... 60 more characters")[0].data == DIGEST[:2]
    assert [reading.form for reading in read_value("23a1... and so on, for ever")] == ["text"]


def test_digits_in_quotes_are_read_too() -> None:
    assert read_value(repr(DIGEST.hex()))[0] == Reading(DIGEST, "hex")
    assert reads(repr(DIGEST.hex().encode()), DIGEST.hex().encode(), "python-bytes")
    assert reads(repr(base64.b64encode(DIGEST)), DIGEST, "base64")


def test_a_string_of_var_dump() -> None:
    assert reads('string(5) "é=1"', b"", None) is False
    assert reads('string(4) "é=1"', "é=1".encode(), "php-string")


def test_a_chrome_console_line() -> None:
    text = "Uint8Array(3) [1, 2, 255, buffer: ArrayBuffer(3), byteLength: 3, byteOffset: 0, length: 3]"
    assert read_value(text)[0] == Reading(b"\1\2\xff", "typed-array")


@pytest.mark.parametrize(
    "text",
    [
        "[12, -34, 250]",
        "[12, 256]",
        "[B@1a2b3c4d",
        "{ '0': 1, '2': 3 }",
        "Uint8Array(2) [ 1, 2, 3 ]",
        "00000010: 2d71",
        "0000000 2d\n0000002 71\n",
        "'abc",
        "(stdin)= xyz",
        "0x12 0xzz",
        "{ words: [ 4294967296 ], sigBytes: 4 }",
        "0000000 4a 4g\n0000002\n",
        "0000000 -129 1\n0000002\n",
        "0000000 4a 4b\n*\n0000003 4c\n",
        "0000000 4a\n*\nfffffff\n",
    ],
)
def test_what_no_program_prints_is_only_text(text: str) -> None:
    assert [reading.form for reading in read_value(text)] == ["text"]


def test_dumps_without_their_end_are_prefixes() -> None:
    lines = canonical(LONG).splitlines()
    whole, cut = read_value("\n".join(lines))[0], read_value("\n".join(lines[:2]))[0]
    assert (whole.data, whole.complete) == (LONG, True)
    assert (cut.data, cut.complete) == (LONG[:32], False)
    assert "offsets" in whole.skipped


def test_a_dump_that_stops_at_a_star_is_a_prefix() -> None:
    for dump in (canonical(bytes(16)), xxd(bytes(16))):
        first = read_value(dump.splitlines()[0] + "\n*\n")[0]
        assert (first.data, first.complete) == (bytes(16), False)


def test_a_bytes_literal_holds_ascii_only() -> None:
    assert [reading.form for reading in read_value("b'é'")] == ["binary-string", "text"]


def test_escapes_beyond_their_range() -> None:
    assert {reading.form for reading in read_value('"\\777"')} == {"escaped-text", "text"}
    assert {reading.form for reading in read_value('"\\U00110000"')} == {"text"}
    assert read_value("b'a\\\\x")[0].data == b"a\\x"


def test_trailing_spaces_lost_in_copying_come_back() -> None:
    stripped = "\n".join(line.rstrip() for line in od_characters(SPACES).splitlines())
    assert read_value(stripped)[0] == Reading(SPACES, "od-characters", skipped=("offsets",))


def test_indented_dumps_are_read() -> None:
    indented = "\n".join("    " + line for line in canonical(LONG).splitlines())
    assert reads(indented, LONG, "hexdump-canonical")


def test_checksum_lines() -> None:
    for end in ("  -", " *stdin", "  body.txt"):
        assert read_value(DIGEST.hex() + end)[0].form == "checksum"
    assert reads(f"SHA256 (body.txt) = {DIGEST.hex()}", DIGEST, "openssl-digest")


def test_the_repr_shows_no_bytes() -> None:
    assert "secret" not in repr(Reading(b"secret", "text"))
    assert Reading(b"secret", "hex").title == "hex"


def test_too_long_texts_are_refused() -> None:
    with pytest.raises(InputError, match="too many to read a value from"):
        read_value("a" * (LARGEST + 1))
    with pytest.raises(InputError, match="too many to read a value from"):
        read_values("a" * (LARGEST + 1))
    with pytest.raises(InputError, match="more than 500"):
        read_values("a\n" * 501)
    with pytest.raises(InputError, match="lines and names"):
        read_values("a:\n" * 20_000)
    with pytest.raises(InputError, match="half of a surrogate pair"):
        read_value("\ud800")


# What other languages print, copied from their own output (OpenJDK 17; Go's and Ruby's by their manuals).
@pytest.mark.parametrize(
    ("text", "data"),
    [
        (
            "[45, 113, 22, 66, -73, 38, -80, 68, 1, 98, 124, -87, -5, -84, 50, -11, -56, 83, 15, -79, -112, "
            "60, -60, -37, 2, 37, -121, 23, -110, 26, 72, -127]",
            "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
        ),
        ("[45 113 22 66 183 38 176]", "2d711642b726b0"),
        ("[]byte{0x2d, 0x71, 0x16, 0x42, 0xb7}", "2d711642b7"),
        ('"-q\\x16B\\xb7&\\xb0D"', "2d711642b726b044"),
        ('"-q\\u0016B\\xB7&\\xB0D"', "2d711642b726b044"),
        ('"-q\\26B\\267&\\260D"', "2d711642b726b044"),
        ("$'-q\\026B\\267'", "2d711642b7"),
        ("<<45, 113, 22, 66, 183>>", "2d711642b7"),
        ("UInt8[0x2d, 0x71, 0x16]", "2d7116"),
        ("2D-71-16-42", "2d711642"),
        ("\\x2d711642", "2d711642"),
        ("<2d711642 b726b044 0162>", "2d711642b726b0440162"),
        ("{length = 6, bytes = 0x2d711642b726}", "2d711642b726"),
    ],
)
def test_what_other_languages_print(text: str, data: str) -> None:
    assert reads(text, bytes.fromhex(data))
