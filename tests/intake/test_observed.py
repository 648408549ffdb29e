"""What the code printed, from text to what the diagnosis looks for."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.diagnosis.model import Observed
from explainer.errors import InputError
from explainer.intake.draft import Printed
from explainer.intake.observed import as_printed, claimed_signature, read_observed, read_printed, written
from explainer.intake.paste import read_paste
from explainer.intake.request_json import read_json
from tests.paths import ROOT

DIGEST = bytes(range(32))


@pytest.mark.parametrize(
    "text",
    [
        DIGEST.hex(),
        DIGEST.hex(" ").upper(),
        DIGEST.hex(":"),
        f"0x{DIGEST.hex()}",
        repr(DIGEST),
        repr(bytearray(DIGEST)),
        f"<Buffer {DIGEST.hex(' ')}>",
        str(list(DIGEST)),
        f"Uint8Array(32) {list(DIGEST)}",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    ],
)
def test_any_notation(text: str) -> None:
    assert read_observed(text).shows(DIGEST)


def test_what_stops_early_is_a_beginning() -> None:
    observed = read_observed("<Buffer 00 01 02 03 ... 28 more bytes>", "sha256")
    assert observed.shows(DIGEST)
    assert not observed.shows(DIGEST[::-1])
    assert not read_observed("<Buffer 00 01 02 ... 29 more bytes>").shows(DIGEST)


def test_values_of_real_pastes_are_the_same_when_they_are_written_out() -> None:
    values = 0
    for path in sorted((ROOT / "tests" / "data" / "pastes").glob("*.txt")):
        for request in read_paste(path.read_bytes()).requests:
            printed = request.draft.observed or ()
            values += len(printed)
            assert read_printed([Printed("", written(printed))]) == read_printed(printed), path.name
    assert values > 20


def test_a_value_of_several_lines_ends_before_the_next_one() -> None:
    dump = "00000000  00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f  |................|\n"
    dump += "00000010  10 11 12 13 14 15 16 17  18 19 1a 1b 1c 1d 1e 1f  |................|"
    printed = [Printed("sha256", dump), Printed("", DIGEST.hex()), Printed("", "ab" * 32)]
    assert read_printed([Printed("", written(printed))]) == read_printed(printed)


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_an_empty_text_is_a_value_of_the_post_data_alone(text: str) -> None:
    with pytest.raises(InputError, match=r"^observed\.sha256: is empty; give what your code printed"):
        read_printed([Printed("sha256", text)])
    assert read_observed("", "postdata").shows(b"")


def test_nothing_of_it_shows_in_a_repr() -> None:
    observed = Observed("secret", (b"key bytes",), (b"key",))
    assert "key" not in repr(observed)
    assert "key" not in repr(Printed("secret", "key"))


def test_a_text_with_several_values() -> None:
    text = "nonce: 1616492376594\nDigest = 000102\nAPI-Sign: abcd\nsome other thing: 12\n"
    observed = read_printed([Printed("", text)])
    assert [one.stage for one in observed] == ["nonce", "sha256", "signature", ""]
    assert observed[1].shows(bytes([0, 1, 2]))


@pytest.mark.parametrize(
    ("argument", "printed"),
    [
        ("sha256=00ff", Printed("sha256", "00ff")),
        ("00ff", Printed("", "00ff")),
        ("message=a=b", Printed("message", "a=b")),
        ("nonce=17", Printed("nonce", "17")),
        ("nonce=17&asset=XBT", Printed("", "nonce=17&asset=XBT")),
        ("AAA=", Printed("", "AAA=")),
        ("AAAA==", Printed("", "AAAA==")),
        ("digest=00ff", Printed("", "digest=00ff")),
        ("asset=XBT", Printed("", "asset=XBT")),
        ("foo=1&asset=XBT", Printed("", "foo=1&asset=XBT")),
        ("SHA256(stdin)= 00ff", Printed("", "SHA256(stdin)= 00ff")),
        ("", Printed("", "")),
    ],
)
def test_an_argument(argument: str, printed: Printed) -> None:
    assert as_printed(argument) == printed


@pytest.mark.parametrize(
    ("argument", "meant"), [("sha265=00ff", "sha256"), ("mesage=AAA=", "message"), ("foo=1", "nonce")]
)
def test_a_name_that_is_no_stage(argument: str, meant: str) -> None:
    with pytest.raises(InputError, match="there is no stage") as error:
        as_printed(argument)
    assert meant in (error.value.hint or "")


def test_the_signature_among_them() -> None:
    assert claimed_signature([Printed("", "a"), Printed("signature", "b"), Printed("signature", "c")]) == "b"
    assert claimed_signature([Printed("hmac", "a")]) is None


def observed_in(value: Any) -> tuple[Printed, ...] | None:
    return read_json(json.dumps({"observed": value}).encode()).observed


def test_in_json() -> None:
    assert observed_in(None) is None
    assert observed_in({"sha256": "00ff", "nonce": 17}) == (Printed("sha256", "00ff"), Printed("nonce", "17"))
    assert observed_in(["00ff", [0, 255]]) == (Printed("", "00ff"), Printed("", "[0, 255]"))
    assert observed_in([0, 255]) == (Printed("", "[0, 255]"),)
    assert observed_in("a: 1\nb: 2") == (Printed("", "a: 1\nb: 2"),)
    buffer = {"type": "Buffer", "data": [0, 255]}
    assert read_printed(observed_in({"sha256": buffer}) or ())[0].shows(b"\x00\xff")


@pytest.mark.parametrize(
    ("value", "field", "says"),
    [
        ({"sha": "00"}, "observed", "has no stage 'sha'"),
        ({"sha256": True}, "observed.sha256", "is true"),
        ({"sha256": None}, "observed.sha256", "is null"),
        ([1.5], "observed[0]", "is a number with a fraction"),
        (["a", None], "observed[1]", "is null"),
        (True, "observed", "is true"),
    ],
)
def test_in_json_what_cannot_be_used_is_named(value: Any, field: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        observed_in(value)
    assert caught.value.field == field
    assert caught.value.problem == says
    assert caught.value.hint


@pytest.mark.parametrize(
    ("printed", "field"),
    [
        (Printed("sha256", "\ud800"), "observed.sha256"),
        (Printed("", "\ud800"), "observed[0]"),
        (Printed("", "x" * (1 << 21)), "observed[0]"),
    ],
)
def test_a_text_that_cannot_be_read_is_named(printed: Printed, field: str) -> None:
    with pytest.raises(InputError) as caught:
        read_printed([printed])
    assert caught.value.field == field


PRINTED = st.builds(Printed, st.sampled_from(["", "sha256", "secret"]), st.text(max_size=60))


@given(st.lists(PRINTED, max_size=3))
def test_any_text_is_read_or_named(printed: list[Printed]) -> None:
    field = "observed"
    try:
        assert all(isinstance(one, Observed) for one in read_printed(printed))
    except InputError as error:
        field = error.field
    assert field.startswith("observed")
