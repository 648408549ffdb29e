"""Families beside the catalogue: each digest below is what a real program printed of the example's."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Callable
from itertools import islice

import pytest

from explainer.diagnosing import diagnose
from explainer.diagnosis.families import FAMILIES, Family, in_place_of, member_values
from explainer.diagnosis.model import Verdict
from explainer.diagnosis.search import Found, Search
from explainer.diagnosis.space import Space
from explainer.example import EXAMPLE
from explainer.intake.observed import read_observed
from explainer.pipeline.catalogue import DECISIONS, decision_of
from explainer.pipeline.model import Mistake
from explainer.pipeline.run import explain, plain_inputs, sign
from explainer.request import Request
from explainer.secret import Secret
from explainer.stages.message.another import OF_EXAMPLE, any_call
from explainer.stages.nonce.again import IN_FRONT, made_again

DIGEST = "23a1c1b34c6a11d641af0f24684896cb90f66fb991125c83dc357bdc3dc146f1"
NUMBERS = (
    "35 161 193 179 76 106 17 214 65 175 15 36 104 72 150 203 144 246 111 185 145 18 92 131 220 53 123 220"
    " 61 193 70 241"
)
COMMAS = NUMBERS.replace(" ", ",")
PRINTED = {
    "Rust": "[" + COMMAS.replace(",", ", ") + "]",
    "Go": f"[{NUMBERS}]",
    "PHP json_encode": f"[{COMMAS}]",
    "PHP base64_encode(hash())": (
        "MjNhMWMxYjM0YzZhMTFkNjQxYWYwZjI0Njg0ODk2Y2I5MGY2NmZiOTkxMTI1YzgzZGMzNTdiZGMzZGMxNDZmMQ=="
    ),
    "Perl sha256_base64": "I6HBs0xqEdZBrw8kaEiWy5D2b7mRElyD3DV73D3BRvE",
    "Node toString(16)": "23a1c1b34c6a11d641aff24684896cb90f66fb991125c83dc357bdc3dc146f1",
    "Node JSON.stringify": f'{{"type":"Buffer","data":[{COMMAS}]}}',
    "Node typed array": "{" + ",".join(f'"{at}":{byte}' for at, byte in enumerate(COMMAS.split(","))) + "}",
    "Node inspect": (
        "<Buffer 23 a1 c1 b3 4c 6a 11 d6 41 af 0f 24 68 48 96 cb 90 f6 6f b9 91 12 5c 83 dc 35 7b dc 3d c1"
        " 46 f1>"
    ),
    "Java Integer.toHexString": (
        "23ffffffa1ffffffc1ffffffb34c6a11ffffffd641ffffffaff246848ffffff96ffffffcbffffff90fffffff66fffffffb9"
        "ffffff91125cffffff83ffffffdc357bffffffdc3dffffffc146fffffff1"
    ),
    "xxd -p": DIGEST[:60] + "\n" + DIGEST[60:],
    "openssl dgst -r": DIGEST + " *stdin",
    "sha256sum": DIGEST + "  -",
    "PowerShell -join ''": NUMBERS.replace(" ", ""),
    "C#": "System.Byte[]",
}

FORM = b"nonce=1616492376594&pair=XBT%2FUSD&price=37500.0&volume=1.250&close%5Bprice%5D=37000.5"
BATCH = (
    b'{"nonce":"1616492376594","orders":[{"price":37500.0,"volume":"1.250"},{"price":37000.5,"volume":"2"}]}'
)


def direct(path: bytes = EXAMPLE.path, digest: bytes = bytes.fromhex(DIGEST)) -> str:
    """Sign with hashlib and hmac alone."""
    key = b64decode(EXAMPLE.secret.expose())
    return b64encode(hmac.digest(key, path + digest, "sha512")).decode()


def ids(request: Request, signature: str, most: int = 1) -> list[str]:
    found = diagnose(request._replace(signature=signature), max_mistakes=most, seconds=None)
    best = found.explanations[0]
    assert sign(request, best.mistakes) == signature
    return [mistake.id for mistake in best.mistakes]


@pytest.mark.parametrize("printed", PRINTED.values(), ids=list(PRINTED))
def test_a_digest_as_programs_print_it(printed: str) -> None:
    assert ids(EXAMPLE, direct(digest=printed.encode()))[0].startswith("digest-as-")


@pytest.mark.parametrize(
    "path", [b"/0/private/Balance", b"/0/private/Earn/Allocate", b"/0/private/CancelAll"]
)
def test_the_path_of_another_call(path: bytes) -> None:
    request = EXAMPLE._replace(signature=direct(path))
    found = diagnose(request, max_mistakes=1, seconds=None).explanations[0].mistakes
    assert [one.id for one in found] == ["path-of-example"]
    assert path.decode() in found[0].title


@pytest.mark.parametrize(
    "front",
    [
        b"POST" + EXAMPLE.path,
        b"GET" + EXAMPLE.path,
        EXAMPLE.nonce + EXAMPLE.path,
        EXAMPLE.nonce + b"POST" + EXAMPLE.path,
        b"POST\n" + EXAMPLE.path + b"\n",
    ],
)
def test_more_than_a_path_in_front_of_the_digest(front: bytes) -> None:
    assert ids(EXAMPLE, direct(front)) == ["path-with-http-method"]


def test_a_key_in_front_of_the_path() -> None:
    request = EXAMPLE._replace(api_key=b"a public key")
    assert ids(request, direct(b"a public key" + EXAMPLE.path)) == ["path-with-http-method"]


def test_together_with_another_mistake() -> None:
    signature = direct(b"/0/private/Balance", DIGEST.encode())
    pairs = in_place_of(OF_EXAMPLE, list(any_call(EXAMPLE)))
    search = Search(plain_inputs(EXAMPLE), signature.encode(), pairs, deepest=1)
    found = [event for event in search.run(2, least=2) if isinstance(event, Found)]
    assert [one.id for one in found[0].mistakes] == ["digest-as-hex", "path-of-example"]


def test_a_line_feed_behind_the_message() -> None:
    digest = DIGEST.encode()
    assert ids(EXAMPLE, direct(digest=digest + b"\n"), 2) == ["digest-as-hex", "message-with-line-feed"]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: str(family.entry.id))
def test_members_have_titles_of_their_own_and_ids_of_one_decision(family: Family) -> None:
    request = EXAMPLE._replace(body=FORM, api_key=b"a public key")
    members = list(islice(family.members(request), 200))
    assert {decision_of(member).id for member in members} == {decision_of(family.entry).id}
    assert len({member.title for member in members}) > 1
    assert len(set(member_values(Space(plain_inputs(request), DECISIONS), members))) > 1


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: str(family.entry.id))
@pytest.mark.parametrize("body", [FORM, BATCH, b"", b"\xff", b"nonce=1616492376594"])
def test_a_member_changes_plain_bytes_and_those_that_know_their_origin_alike(
    family: Family, body: bytes
) -> None:
    request = EXAMPLE._replace(body=body, api_key=b"a public key")
    for member in islice(family.members(request), 100):
        assert outcome(member, request, sign) == outcome(member, request, explained)


def explained(request: Request, mistakes: list[Mistake]) -> str:
    return explain(request, mistakes).signature


def outcome(member: Mistake, request: Request, run: Callable[[Request, list[Mistake]], str]) -> str | None:
    """Return the signature, or None where the member cannot be applied."""
    try:
        return run(request, [member])
    except ValueError:
        return None


@pytest.mark.parametrize(
    ("body", "hashed"),
    [
        (FORM, FORM.replace(b"37500.0", b"37500")),
        (FORM, FORM.replace(b"1.250", b"1.25")),
        (FORM, FORM.replace(b"1.250", b"1.2500")),
        (FORM, FORM.replace(b"37500.0", b"3.75e4")),
        (FORM, FORM.replace(b"37500.0", b"37500.000").replace(b"1.250", b"1.2500")),
        (BATCH, BATCH.replace(b"37500.0", b"37500")),
        (BATCH, BATCH.replace(b"1.250", b"1.25").replace(b"37000.5", b"37000.50")),
    ],
)
def test_an_amount_in_another_spelling(body: bytes, hashed: bytes) -> None:
    request = EXAMPLE._replace(body=body)
    digest = hashlib.sha256(request.nonce + hashed).digest()
    assert ids(request, direct(digest=digest))[0].startswith("amounts-as-")


@pytest.mark.parametrize(
    ("body", "hashed"),
    [
        (FORM, FORM.replace(b"&pair=XBT%2FUSD", b"")),
        (FORM, FORM.replace(b"&pair=XBT%2FUSD", b"").replace(b"&volume=1.250", b"")),
        (BATCH, b'{"nonce":"1616492376594"}'),
    ],
)
def test_a_field_that_was_added_later(body: bytes, hashed: bytes) -> None:
    request = EXAMPLE._replace(body=body)
    digest = hashlib.sha256(request.nonce + hashed).digest()
    assert ids(request, direct(digest=digest))[0] in ("last-field-left-out-of-body", "only-nonce-in-body")


def test_digests_are_those_of_the_example() -> None:
    assert hashlib.sha256(EXAMPLE.nonce + EXAMPLE.body).hexdigest() == DIGEST


HASHED = {
    "another nonce in front": (b"1616492376601" + EXAMPLE.body, "nonce-made-again-in-front"),
    "the nonce with an exponent": (b"1.616492376594e+12" + EXAMPLE.body, "nonce-in-front-otherwise-written"),
    "a field that is not sent": (
        EXAMPLE.nonce + EXAMPLE.body + b"&leverage=None",
        "unset-method-hashed-as-none",
    ),
    "another order": (
        EXAMPLE.nonce + b"pair=XBTUSD&type=buy&ordertype=limit&price=37500&volume=1.25&nonce=1616492376594",
        "body-in-another-order",
    ),
}


@pytest.mark.parametrize("named", ["sha256", ""])
@pytest.mark.parametrize("hashed", HASHED)
def test_a_printed_value_that_a_member_gives_is_explained(hashed: str, named: str) -> None:
    text, id = HASHED[hashed]
    printed = read_observed(hashlib.sha256(text).hexdigest(), named)
    found = diagnose(EXAMPLE._replace(secret=Secret("")), [printed])
    assert found.verdict is Verdict.EXPLAINED
    [mistake] = found.explanations[0].mistakes
    assert mistake.id == id
    assert explain(EXAMPLE, [mistake]).steps[2].value.data == hashlib.sha256(text).digest()
    assert [(one.stage, one.mistakes) for one in found.findings] == [("sha256", (mistake,))]


def test_a_printed_value_that_a_member_gives_splits_the_search() -> None:
    """What follows it may have as many mistakes as any search, which together with it would be too many."""
    digest = hashlib.sha256(b"1616492376601" + EXAMPLE.body).digest()
    wrong = ["digest-as-hex", "path-left-out", "secret-not-decoded", "signature-as-hex"]
    member = made_again(IN_FRONT, EXAMPLE.nonce, b"1616492376601")
    signature = sign(EXAMPLE, [member, *wrong])
    found = diagnose(EXAMPLE._replace(signature=signature), [read_observed(digest.hex(), "sha256")])
    assert [one.id for one in found.explanations[0].mistakes] == [member.id, *wrong]
    assert found.explanations[0].mistakes[0].title == member.title
