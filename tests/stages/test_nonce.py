"""The nonce's stage: each text that code writes for a nonce, against other programs, in each place."""

from __future__ import annotations

import json
import struct
import subprocess
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.errors import CannotApply
from explainer.example import EXAMPLE
from explainer.pipeline.catalogue import mistake as find_mistake
from explainer.pipeline.model import Mistake
from explainer.pipeline.run import explain, sign
from explainer.request import Request, form_body, json_body, nonce_in
from explainer.stages import nonce as stage
from explainer.stages.nonce import formats, texts
from explainer.stages.nonce.carry import carry
from tests.pipeline.test_provenance import assert_sound
from tests.strategies import ANY_REQUEST, NONCES

MISTAKES = [mistake for decision in stage.STAGE.decisions for mistake in decision.mistakes]

MS, US, NS = "1616492376594", "1616492376594123", "1616492376594123457"


def request(nonce: str, body: bytes | None = None) -> Request:
    given_body = form_body({"nonce": nonce, "pair": "XBTUSD"}) if body is None else body
    return Request.of(EXAMPLE.path, given_body, nonce=nonce, secret=EXAMPLE.secret)


def parts(mistake: str, given_request: Request) -> tuple[bytes, bytes]:
    """Return the text in front and the hashed POST data as they are after this stage."""
    values = explain(given_request, [mistake]).step("nonce").values
    return values["prefix"].data, values["postdata"].data


EVERYWHERE = {mistake.id for mistake in texts.EVERYWHERE}

FORMATS = [
    ("as-float", MS, "1616492376594.0"),
    ("as-seconds-with-fraction", MS, "1616492376.594"),
    ("as-seconds-with-fraction", "1616492376590", "1616492376.59"),
    ("as-seconds-with-fraction", "1616492376", "1616492376.0"),
    ("as-seconds-with-comma", MS, "1616492376,594"),
    ("otherwise-written", MS, "1 616 492 376 594"),
    ("in-double-quotes", MS, '"1616492376594"'),
    ("with-exponent", MS, "1.616492376594E+12"),
    ("with-exponent", US, "1.61649237659412E+15"),
    ("with-exponent-and-zeros", MS, "1.6164923765940E+12"),
    ("as-java-double", MS, "1.616492376594E12"),
    ("as-java-double", US, "1.616492376594123E15"),
    ("as-java-double", "2000000000000", "2.0E12"),
    ("as-excel-shows-it", MS, "1.61649E+12"),
    ("as-php-array", MS, "Array"),
    ("as-double", NS, "1616492376594123520"),
    ("as-javascript-number", NS, "1616492376594123500"),
]


@pytest.mark.parametrize(("suffix", "nonce", "written"), FORMATS)
def test_a_format_is_written_in_front_in_the_body_and_in_both(suffix: str, nonce: str, written: str) -> None:
    sent = request(nonce)
    text = written.encode()
    field = form_body({"nonce": written, "pair": "XBTUSD"})
    assert parts(f"nonce-in-front-{suffix}", sent) == (text, sent.body)
    if f"nonce-{suffix}" in EVERYWHERE:
        assert parts(f"nonce-{suffix}", sent) == (text, field)
        assert parts(f"nonce-in-body-{suffix}", sent) == (nonce.encode(), field)
    assert dict(parse_qsl(field.decode()))["nonce"] == written


TIMES = [
    ("since-2001", MS, "638185176594"),
    ("in-seconds-since-2001", MS, "638185176"),
    ("in-dotnet-ticks", MS, "637520891765940000"),
]


@pytest.mark.parametrize(("suffix", "nonce", "written"), TIMES)
def test_another_time_stands_in_front(suffix: str, nonce: str, written: str) -> None:
    sent = request(nonce)
    assert parts(f"nonce-in-front-{suffix}", sent) == (written.encode(), sent.body)


@given(st.integers(0, 2**64 - 1))
def test_an_int32_is_what_c_makes_of_the_low_four_bytes(number: int) -> None:
    low = struct.unpack("<i", struct.pack("<Q", number)[:4])[0]
    assert formats.int32(b"%d" % number) == b"%d" % low


@given(st.integers(0, 2**64 - 1))
def test_a_double_keeps_53_bits(number: int) -> None:
    rounded = struct.unpack("<d", struct.pack("<d", number))[0]
    assert formats.double(b"%d" % number) == b"%d" % int(rounded)


def test_large_nonces_are_rounded_as_node_prints_them() -> None:
    numbers = [2**53 + 1, 2**63 - 1, 2**64 - 1, 10**18 + 1, int(NS), int(US), int(MS), 7 * 10**18, 5, 0]
    script = (
        f"console.log(JSON.stringify({json.dumps([str(n) for n in numbers])}.map(n => String(Number(n)))))"
    )
    printed = subprocess.run(["node", "-e", script], capture_output=True, check=True, text=True).stdout
    assert [formats.javascript_double(b"%d" % n).decode() for n in numbers] == json.loads(printed)


def test_the_nonce_is_a_json_number_or_string_in_the_hash_alone() -> None:
    string = request(MS, b'{"nonce":"1616492376594","pair":"XBTUSD"}')
    number = request(MS, b'{"nonce":1616492376594,"pair":"XBTUSD"}')
    assert parts("nonce-as-json-number", string) == (MS.encode(), number.body)
    assert parts("nonce-as-json-string", number) == (MS.encode(), string.body)
    for refused in ((string, "nonce-as-json-string"), (number, "nonce-as-json-number")):
        with pytest.raises(CannotApply):
            sign(refused[0], [refused[1]])
    with pytest.raises(CannotApply):
        sign(EXAMPLE, ["nonce-as-json-number"])


def test_the_nonce_is_two_parts_of_an_array_in_the_body() -> None:
    assert parts("nonce-in-body-as-two-parts", request(MS)) == (
        MS.encode(),
        b"nonce%5B0%5D=0.59400000&nonce%5B1%5D=1616492376&pair=XBTUSD",
    )


def test_a_nonce_is_put_into_a_body_as_the_body_escapes() -> None:
    assert carry(b"pair=X&nonce=12", b"12", b'1 "2"') == b"pair=X&nonce=1+%222%22"
    assert carry(b'{"nonce": "12"}', b"12", b'1 "2"') == b'{"nonce": "1 \\"2\\""}'
    assert carry(b'{"nonce":12}', b"12", b"12.0") == b'{"nonce":12.0}'
    assert carry(b"nonce=1.5E%2B12&a=1", b"1.5E+12", b"15") == b"nonce=15&a=1"
    assert carry(b"pair=X", b"12", b"13") == b"pair=X"


def test_a_body_without_the_nonce_cannot_carry_another() -> None:
    for mistake in ("nonce-in-body-as-float", "nonce-in-body-as-two-parts"):
        with pytest.raises(CannotApply):
            sign(request(MS, b"pair=XBTUSD"), [mistake])


@pytest.mark.parametrize("nonce", ["", "abc", "12a", "-5", "1616492376594.0", "9" * 5000, "\x00", "١٢"])
def test_a_nonce_that_is_no_number_is_refused_and_nothing_else(nonce: str) -> None:
    for mistake in MISTAKES:
        assert_sound(request(nonce), [mistake])


@given(ANY_REQUEST)
def test_every_mistake_is_sound_on_any_request(any_request: Request) -> None:
    for mistake in MISTAKES:
        assert_sound(any_request, [mistake])


@given(NONCES)
def test_the_body_carries_what_is_in_front_when_both_are_wrong(nonce: str) -> None:
    """What stands everywhere stands in both places, for whatever reads the body."""
    for mistake in stage.STAGE.decisions[0].mistakes:
        for body in (form_body({"nonce": nonce, "a": "1"}), json_body({"nonce": nonce, "a": "1"})):
            try:
                front, hashed = parts(mistake.id, request(nonce, body))
            except CannotApply:
                continue
            found = nonce_in(hashed)
            assert found is not None
            assert dict(parse_qsl("nonce=" + found.decode()))["nonce"] == front.decode() or found == front


WITNESSES = [
    request(MS),
    request(US),
    request(NS),
    request(MS, b'{"nonce":"1616492376594"}'),
    request(MS, b'{"nonce":1616492376594}'),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.id)
def test_each_mistake_changes_the_signature_of_a_request_that_has_what_it_needs(mistake: Mistake) -> None:
    def changed(witness: Request) -> bool:
        try:
            return sign(witness, [mistake]) != sign(witness)
        except CannotApply:
            return False

    assert any(map(changed, WITNESSES))


def test_the_ids_say_where() -> None:
    everywhere, in_front, in_body = stage.STAGE.decisions
    suffixes = {mistake.id.removeprefix("nonce-") for mistake in everywhere.mistakes[1:]}
    assert suffixes <= {mistake.id.removeprefix("nonce-in-front-") for mistake in in_front.mistakes}
    assert suffixes <= {mistake.id.removeprefix("nonce-in-body-") for mistake in in_body.mistakes}
    assert all(find_mistake(mistake.id) is mistake for mistake in MISTAKES)
