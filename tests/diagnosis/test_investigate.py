"""The way to a verdict: what is right, what else is tried, and what observed values are good for."""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha256, sha512

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.diagnosis.investigate import Investigation
from explainer.diagnosis.model import Diagnosis, Observed, Verdict
from explainer.errors import InputError
from explainer.example import EXAMPLE, SIGNATURE
from explainer.pipeline.run import explain, sign
from explainer.request import Request
from tests.strategies import ANY_REQUEST, requests

UNTIMED = EXAMPLE._replace(nonce=b"text", body=EXAMPLE.body.replace(EXAMPLE.nonce, b"text"))
"""The example with a nonce that no clock shows: no other nonces are tried."""
SMALL = UNTIMED._replace(body=b"nonce=text&price=37500.5")
"""A request with few variants, for searches that go to their end."""
NOTHING = b64encode(sha512(b"nothing").digest()).decode()


def diagnose(request: Request, *observed: Observed, most: int = 2, **others: object) -> Diagnosis:
    """Investigate to the end."""
    investigation = Investigation(request, observed, most=most, **others)  # type: ignore[arg-type]
    for _ in investigation.events():
        pass
    return investigation.result()


def ids(diagnosis: Diagnosis) -> list[str]:
    """Return the mistakes of the likeliest explanation."""
    return [mistake.id for mistake in diagnosis.explanations[0].mistakes]


def test_the_right_signature_is_right() -> None:
    found = diagnose(EXAMPLE._replace(signature=SIGNATURE))
    assert found.verdict is Verdict.CORRECT
    assert not found.explanations
    assert found.searched.candidates == 0


@given(requests())
def test_any_right_signature_is_right(request: Request) -> None:
    assert diagnose(request._replace(signature=sign(request))).verdict is Verdict.CORRECT


def test_nothing_to_go_by_is_an_error() -> None:
    with pytest.raises(InputError, match="signature"):
        Investigation(EXAMPLE)


@settings(max_examples=8)
@given(ANY_REQUEST, st.text(max_size=100))
def test_any_signature_has_a_verdict(request: Request, signature: str) -> None:
    found = diagnose(request._replace(signature=signature), most=1)
    for explanation in found.explanations:
        assert sign(request, explanation.mistakes) == signature


def test_what_was_excluded_is_said() -> None:
    found = diagnose(SMALL._replace(signature=NOTHING), most=2)
    assert found.verdict is Verdict.UNEXPLAINED
    assert found.searched.complete_up_to == 2
    assert found.searched.steps == (
        "catalogue",
        "paths",
        "writings",
        "parts",
        "texts",
        "prints",
        "fields",
        "orders",
        "amounts",
        "bodies",
        "types",
        "together",
        "nonces",
    )
    assert not found.searched.cut_short


def test_not_going_on_cancels_it() -> None:
    investigation = Investigation(EXAMPLE._replace(signature=NOTHING))
    for _, step in zip(range(3), investigation.events(), strict=False):
        assert step.name == "catalogue"
    found = investigation.result()
    assert found.verdict is Verdict.UNEXPLAINED
    assert found.searched.cut_short


@pytest.mark.parametrize("written", [lambda mac: b64encode(mac).decode(), bytes.hex])
def test_a_family_is_tried_with_another_mac_where_the_text_has_its_length(
    written: Callable[[bytes], str],
) -> None:
    mac = hmac.digest(b64decode(SMALL.secret.expose()), SMALL.nonce + SMALL.path, "sha256")
    found = diagnose(SMALL._replace(signature=written(mac)), most=3)
    assert ids(found)[:2] == ["message-of-other-parts", "hmac-with-sha256"]
    assert found.searched.complete_up_to == 2


class TestOtherNonces:
    @pytest.mark.parametrize("other", [b"1616492377594", b"1616492376", b"1616492376594999"])
    def test_the_likely_ones_come_before_three_mistakes(self, other: bytes) -> None:
        body = EXAMPLE.body.replace(EXAMPLE.nonce, other)
        found = diagnose(EXAMPLE._replace(signature=direct(EXAMPLE, body=body)), most=3)
        assert ids(found) == ["nonce-made-again-in-body"]
        assert found.searched.complete_up_to == 2
        assert found.searched.candidates < 100_000

    @pytest.mark.parametrize("later", [2, -7, 50, 777, -4999, 5000])
    def test_in_milliseconds_up_to_five_seconds(self, later: int) -> None:
        other = b"%d" % (int(EXAMPLE.nonce) + later)
        signature = direct(EXAMPLE, prefix=other)
        found = diagnose(EXAMPLE._replace(signature=signature), most=1)
        assert ids(found) == ["nonce-made-again-in-front"]
        assert other.decode() in found.explanations[0].mistakes[0].title

    @pytest.mark.parametrize("later", [49_999, -50_000])
    def test_in_microseconds_up_to_fifty_milliseconds(self, later: int) -> None:
        nonce = b"1616492376594123"
        request = EXAMPLE._replace(nonce=nonce, body=EXAMPLE.body.replace(EXAMPLE.nonce, nonce))
        other = b"%d" % (int(nonce) + later)
        found = diagnose(request._replace(signature=direct(request, prefix=other)), most=1)
        assert ids(found) == ["nonce-made-again-in-front"]

    @pytest.mark.parametrize(
        "other", [b"1616492376", b"1616492376594999", b"1616492376594000000", b"1616492371"]
    )
    def test_in_another_unit(self, other: bytes) -> None:
        found = diagnose(EXAMPLE._replace(signature=direct(EXAMPLE, prefix=other)), most=1)
        assert found.verdict is Verdict.EXPLAINED
        assert sign(EXAMPLE, found.explanations[0].mistakes) == direct(EXAMPLE, prefix=other)

    def test_of_another_attempt(self) -> None:
        other = b"1616492377001"
        body = EXAMPLE.body.replace(EXAMPLE.nonce, other)
        found = diagnose(EXAMPLE._replace(signature=direct(EXAMPLE, prefix=other, body=body)), most=1)
        assert ids(found) == ["nonce-of-another-attempt"]

    def test_with_another_mistake_on_top(self) -> None:
        other = b"%d" % (int(EXAMPLE.nonce) + 9)
        digest = sha256(other + EXAMPLE.body).hexdigest().encode()
        found = diagnose(EXAMPLE._replace(signature=direct(EXAMPLE, digest=digest)), most=2)
        assert ids(found) == ["nonce-made-again-in-front", "digest-as-hex"]


def test_fields_in_any_order_are_found() -> None:
    parts = EXAMPLE.body.split(b"&")
    body = b"&".join([parts[at] for at in (3, 0, 5, 1, 4, 2)])
    found = diagnose(EXAMPLE._replace(signature=direct(EXAMPLE, body=body)), most=1)
    assert ids(found) == ["body-in-another-order"]
    assert "price, nonce, volume, ordertype, type, pair" in found.explanations[0].mistakes[0].title


class TestObserved:
    def test_a_right_value_is_right(self) -> None:
        digest = explain(EXAMPLE).step("sha256").value.data
        found = diagnose(EXAMPLE, Observed("sha256", (digest,)))
        assert found.verdict is Verdict.CORRECT
        assert found.findings[0].right

    def test_a_wrong_value_is_explained_without_a_signature(self) -> None:
        digest = explain(EXAMPLE, ["nonce-not-hashed"]).step("sha256").value.data
        found = diagnose(EXAMPLE, Observed("", (digest,)))
        assert found.verdict is Verdict.EXPLAINED
        assert found.findings[0].stage == "sha256"
        assert ids(found) == ["nonce-not-hashed"]

    def test_a_message_splits_the_search(self) -> None:
        """Two mistakes before the message and two behind it are a sum of two small searches."""
        behind = ["secret-not-decoded", "signature-as-hex"]
        before = ["nonce-not-hashed", "digest-as-hex"]
        message = explain(EXAMPLE, before).step("message").value.data
        signature = sign(EXAMPLE, [*before, *behind])
        found = diagnose(EXAMPLE._replace(signature=signature), Observed("message", (message,)), most=1)
        assert ids(found) == [*before, *behind]
        assert found.searched.candidates < 1000

    def test_values_of_something_else_do_not_mislead(self) -> None:
        found = diagnose(
            EXAMPLE._replace(signature=sign(EXAMPLE, ["digest-as-hex"])),
            Observed("message", (b"other",)),
            most=1,
        )
        assert ids(found) == ["digest-as-hex"]
        assert found.findings[0].mistakes is None

    def test_a_value_that_nothing_explains_is_taken_as_it_is(self) -> None:
        """The hash input is nobody's mistake; from its digest on two known ones follow."""
        digest = sha256(b"what nobody would hash").digest()
        message = (SMALL.path + digest).hex().encode()
        key = SMALL.secret.expose()
        signature = b64encode(hmac.digest(key, message, "sha512")).decode()
        found = diagnose(SMALL._replace(signature=signature), Observed("sha256", (digest,)), most=1)
        assert found.verdict is Verdict.UNEXPLAINED
        assert found.downstream is not None
        assert found.downstream.finding.stage == "sha256"
        assert {one.id for one in found.downstream.mistakes} == {"message-as-hex", "secret-not-decoded"}

    def test_a_value_is_judged_again_by_what_is_proven(self) -> None:
        """The message of three mistakes is placed once the signature has proven them."""
        mistakes = ["nonce-not-hashed", "digest-as-hex", "path-method-name-only"]
        message = explain(EXAMPLE, mistakes).step("message").value.data
        found = diagnose(
            EXAMPLE._replace(signature=sign(EXAMPLE, mistakes)), Observed("", (message,)), most=3
        )
        assert ids(found) == mistakes
        assert found.findings[0].stage == "message"
        assert [one.id for one in found.findings[0].mistakes or ()] == mistakes


def test_numbers_and_booleans_hashed_as_json_and_sent_as_a_form() -> None:
    body = b"nonce=1616492376594&price=37500.5&volume=1.25&trades=True"
    hashed = b'{"nonce": "1616492376594", "price": 37500.5, "volume": "1.25", "trades": true}'
    request = EXAMPLE._replace(body=body)
    found = diagnose(request._replace(signature=direct(request, body=hashed)), most=1)
    assert ids(found) == ["form-hashed-as-typed-json"]
    assert found.explanations[0].mistakes[0].title.endswith("price, trades")


@pytest.mark.parametrize(
    ("prefix", "as_hex", "expected"),
    [
        (b"", False, ["nonce-not-hashed", "form-hashed-as-typed-json"]),
        (UNTIMED.nonce, True, ["form-hashed-as-typed-json", "digest-as-hex"]),
    ],
)
def test_mixed_types_and_another_mistake(prefix: bytes, as_hex: bool, expected: list[str]) -> None:
    """The price is a number, the volume is a text: a member of a family that is not in the catalogue."""
    made = sha256(prefix + b'{"nonce":"text","price":37500.5,"volume":"1.25"}')
    request = UNTIMED._replace(body=b"nonce=text&price=37500.5&volume=1.25")
    signature = direct(request, digest=made.hexdigest().encode() if as_hex else made.digest())
    found = diagnose(request._replace(signature=signature), most=2)
    assert sorted(ids(found)) == sorted(expected)


def test_json_of_a_dictionary_that_has_a_name_with_brackets() -> None:
    request = UNTIMED._replace(body=b"nonce=text&close%5Bprice%5D=1.5")
    hashed = b'{"nonce": "text", "close[price]": "1.5"}'
    found = diagnose(request._replace(signature=direct(request, body=hashed)), most=1)
    assert ids(found) == ["form-hashed-as-typed-json"]
    assert "names with brackets as they are" in found.explanations[0].mistakes[0].title


@pytest.mark.parametrize("most", [1, 2])
def test_another_order_and_another_mistake(most: int) -> None:
    parts = UNTIMED.body.split(b"&")
    body = b"&".join([parts[at] for at in (1, 2, 0, 3, 4, 5)])
    digest = sha256(UNTIMED.nonce + body).hexdigest().encode()
    found = diagnose(UNTIMED._replace(signature=direct(UNTIMED, digest=digest)), most=most)
    if most == 1:
        assert found.verdict is Verdict.UNEXPLAINED
    else:
        assert ids(found) == ["body-in-another-order", "digest-as-hex"]


@pytest.mark.parametrize("other", [b"1616492376", b"1616492376594002"])
def test_a_nonce_in_another_unit_and_another_mistake(other: bytes) -> None:
    digest = sha256(other + EXAMPLE.body).hexdigest().encode()
    found = diagnose(EXAMPLE._replace(signature=direct(EXAMPLE, digest=digest)), most=2)
    assert ids(found)[-1] == "digest-as-hex"
    assert sign(EXAMPLE, found.explanations[0].mistakes) == direct(EXAMPLE, digest=digest)


def test_no_step_is_said_to_be_finished_while_it_goes_on() -> None:
    investigation = Investigation(SMALL._replace(signature=NOTHING), most=1)
    names = []
    for step in investigation.events():
        names.append(step.name)
        assert step.name not in investigation.result().searched.steps
    assert {"catalogue", "parts", "orders"} <= set(names)
    assert "parts" in investigation.result().searched.steps


def test_the_signature_of_another_request() -> None:
    other = EXAMPLE._replace(path=b"/0/private/Balance")
    found = diagnose(EXAMPLE._replace(signature=sign(other)), others=[EXAMPLE, other], most=1)
    assert found.verdict is Verdict.EXPLAINED
    assert found.other_request == 1


def direct(
    request: Request,
    *,
    prefix: bytes | None = None,
    body: bytes | None = None,
    digest: bytes | None = None,
) -> str:
    """Sign with hashlib and hmac alone."""
    nonce = request.nonce if prefix is None else prefix
    made = sha256(nonce + (request.body if body is None else body)).digest() if digest is None else digest
    key = b64decode(request.secret.expose())
    return b64encode(hmac.digest(key, request.path + made, "sha512")).decode()


def test_what_printed_values_prove_is_told_where_the_rest_is_unexplained() -> None:
    digest = sha256(SMALL.body).digest()
    found = diagnose(SMALL._replace(signature=NOTHING), Observed("sha256", (digest,)), most=1)
    assert found.verdict is Verdict.UNEXPLAINED
    assert found.proven is not None
    assert [one.id for one in found.proven.mistakes] == ["nonce-not-hashed"]
    right = Observed("sha256", (sha256(SMALL.nonce + SMALL.body).digest(),))
    assert diagnose(SMALL._replace(signature=NOTHING), right, most=1).proven is None


@pytest.mark.parametrize(
    "signature",
    ["this!is.not#a$signature%of^any&kind*at(all)and-has-67-characters!!!", "abc", f"zzz{NOTHING}", "é" * 40],
    ids=["signs", "short", "in-front", "no-ascii"],
)
def test_a_text_that_can_hold_no_mac_is_not_searched_for_long(signature: str) -> None:
    found = diagnose(EXAMPLE._replace(signature=signature), most=4)
    assert found.verdict is Verdict.UNEXPLAINED
    assert found.no_mac
    assert found.searched.steps == ("catalogue",)
    assert found.searched.candidates < 50_000
    assert any(check.field == "signature" and check.severity == "error" for check in found.checks)


@pytest.mark.parametrize("size", [20, 32, 48, 64])
def test_a_text_that_can_hold_a_mac_is_searched_on(size: int) -> None:
    mac = sha512(b"nothing").digest()[:size]
    for text in (b64encode(mac).decode(), mac.hex(), f"'{mac.hex()}'", mac.decode("latin-1")):
        investigation = Investigation(SMALL._replace(signature=text), most=1)
        assert any(step.name == "paths" for step in investigation.events())
        assert not investigation.result().no_mac


@pytest.mark.parametrize("made", [["nonce-not-hashed"], ["digest-as-hex", "signature-as-hex"]])
@pytest.mark.parametrize("part", [slice(1, None), slice(-30, None), slice(43), slice(85)])
def test_what_is_left_of_a_signature_is_explained(made: list[str], part: slice) -> None:
    found = diagnose(SMALL._replace(signature=sign(SMALL, made)[part]))
    assert ids(found) == [*made, "signature-cut"]


def test_a_few_characters_prove_nothing() -> None:
    found = diagnose(EXAMPLE._replace(signature=SIGNATURE[:15]))
    assert found.verdict is Verdict.UNEXPLAINED


def test_a_text_that_lost_what_tells_it_is_explained_all_the_same() -> None:
    for ids_of_cause in (["signature-cut-at-80"], ["signature-undefined"]):
        found = diagnose(EXAMPLE._replace(signature=sign(EXAMPLE, ids_of_cause)))
        assert ids(found) == ids_of_cause
        assert not found.no_mac
