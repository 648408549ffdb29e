"""How the parts of a paste become requests, and where they contradict each other."""

from __future__ import annotations

from itertools import count

import pytest

from explainer.example import EXAMPLE
from explainer.intake.compose import compose
from explainer.intake.draft import Printed
from explainer.intake.paste import read_paste
from explainer.intake.pasted import PastedRequest
from explainer.intake.readers.model import Field, Found, Part
from explainer.pipeline.run import sign
from explainer.secret import Secret

KEY = EXAMPLE.secret
SIGNATURE = sign(EXAMPLE).encode()
OTHER = sign(EXAMPLE, ["digest-as-hex"]).encode()
PLACES = count(0, 10)


def found(field: Field, value: bytes | Secret, *, stage: str = "", made: bool = False) -> Found:
    at = next(PLACES)
    return Found(field, value, (at, at + 5), "a test", stage, made)


def whole(**fields: bytes) -> Part:
    return part(*[found(name, value) for name, value in fields.items()], whole=True)  # type: ignore[arg-type]


def part(*values: Found, whole: bool = False) -> Part:
    return Part("curl" if whole else "lines", (values[0].span[0], values[-1].span[1]), values, whole=whole)


def one(*parts: Part) -> PastedRequest:
    requests = compose(parts)
    assert len(requests) == 1
    return requests[0]


def call() -> Part:
    return whole(path=b"/0/private/Balance", body=b"nonce=1&a=2", signature=SIGNATURE)


def test_nothing_gives_nothing() -> None:
    assert compose([]) == ()


def test_loose_fields_join_the_request() -> None:
    request = one(part(found("secret", KEY)), call(), part(found("observed", b"23a1", stage="sha256")))
    assert request.draft.path == b"/0/private/Balance"
    assert request.draft.secret == KEY
    assert request.draft.observed == (Printed("sha256", "23a1"),)
    assert request.conflicts == ()


def test_two_paths_and_two_keys_are_questions() -> None:
    other = (found("path", b"/0/private/AddOrder"), found("secret", KEY), found("secret", Secret("YQ==")))
    request = one(part(*other), call())
    assert [conflict.field for conflict in request.conflicts] == ["path", "secret"]
    assert (request.draft.path, request.draft.secret) == (None, None)
    assert request.choose("path", 0).draft.path == b"/0/private/AddOrder"
    assert request.choose("secret", 1).choose("path", 0).conflicts == ()
    with pytest.raises(KeyError):
        request.choose("nonce", 0)


def test_a_nonce_beside_another_one_in_the_body_is_a_question() -> None:
    request = one(call(), part(found("nonce", b"2")))
    assert request.draft.nonce is None
    assert [choice.value for choice in request.conflicts[0].choices] == [b"2", b"1"]
    assert one(call(), part(found("nonce", b"1"))).draft.nonce == b"1"


def test_a_body_that_was_printed_beside_the_one_sent_is_what_was_hashed() -> None:
    request = one(call(), part(found("body", b"nonce=1&a=3")))
    assert request.draft.body == b"nonce=1&a=2"
    assert request.draft.observed == (Printed("postdata", "nonce=1&a=3"),)
    assert request.conflicts == ()


def test_two_bodies_that_nobody_sent_are_a_question() -> None:
    request = one(part(found("body", b"nonce=1"), found("body", b"nonce=1&a=1")))
    assert request.draft.body is None
    assert request.conflicts[0].field == "body"


def test_what_was_made_from_an_object_gives_way_to_what_stands_there() -> None:
    request = one(part(found("body", b"a=2&nonce=1", made=True), found("body", b"nonce=1&a=2")))
    assert (request.draft.body, request.conflicts) == (b"nonce=1&a=2", ())
    assert one(part(found("body", b"a=2&nonce=1", made=True))).draft.body == b"a=2&nonce=1"


def test_the_end_of_a_path_is_no_rival_but_is_said() -> None:
    request = one(call(), part(found("path", b"Balance")))
    assert (request.draft.path, request.conflicts) == (b"/0/private/Balance", ())
    assert [remark.id for remark in request.remarks] == ["path-in-part"]


def test_one_mac_in_two_spellings_is_one_signature() -> None:
    import base64

    in_hex = base64.b64decode(SIGNATURE).hex().encode()
    request = one(call(), part(found("signature", in_hex)))
    assert request.draft.signature == SIGNATURE.decode()
    assert request.draft.observed == (Printed("", in_hex.decode()),)
    assert one(call(), part(found("signature", OTHER))).conflicts[0].field == "signature"


def test_64_bytes_without_a_name_are_the_signature_if_the_key_is_known_and_else_a_question() -> None:
    bare = part(found("observed", SIGNATURE))
    unsigned = whole(path=b"/0/private/Balance", body=b"nonce=1")
    assert one(unsigned, part(found("secret", KEY)), bare).draft.signature == SIGNATURE.decode()
    asked = one(unsigned, bare)
    assert asked.draft.signature is None
    assert [choice.field for choice in asked.conflicts[0].choices] == ["signature", "secret"]
    assert asked.choose("signature", 1).draft.secret == Secret(SIGNATURE)
    assert asked.choose("signature", 0).draft.signature == SIGNATURE.decode()
    assert one(call(), bare).draft.signature == SIGNATURE.decode()


@pytest.mark.parametrize("quotes", ["{}", "'{}'", '"{}"', "b'{}'"])
def test_what_may_be_the_private_key_is_no_printed_value(quotes: str) -> None:
    [asked] = read_paste(quotes.format(SIGNATURE.decode())).requests
    for choice in range(2):
        draft = asked.choose("signature", choice).draft
        assert draft.observed is None
        assert (draft.secret, draft.signature).count(None) == 1


def test_a_command_and_its_log_are_one_request() -> None:
    log = whole(path=b"/0/private/Balance", signature=SIGNATURE, host=b"api.kraken.com")
    line = whole(path=b"/0/private/Balance", method=b"POST")
    request = one(call(), log, line)
    assert (request.draft.body, request.draft.method) == (b"nonce=1&a=2", "POST")


def test_several_requests_share_the_keys_and_nothing_else() -> None:
    calls = [call(), whole(path=b"/0/private/AddOrder", body=b"nonce=2", signature=OTHER)]
    near = part(found("observed", b"aa", stage="sha256"))
    first, last = compose([*calls, near, part(found("secret", KEY), found("api_key", b"k"))])
    assert (first.draft.nonce, first.draft.secret, first.draft.observed) == (None, KEY, None)
    assert (last.draft.path, last.draft.secret, last.draft.api_key) == (b"/0/private/AddOrder", KEY, b"k")
    assert last.draft.observed == (Printed("sha256", "aa"),)


CALL = (
    'r = requests.post("https://api.kraken.com/0/private/Balance", headers={"API-Key": key, "API-Sign": sig,'
    ' "Content-Type": "application/x-www-form-urlencoded"}, data=data)\n\n'
)
SENT = (
    "POST {} HTTP/1.1\nHost: api.kraken.com\nAPI-Sign: " + SIGNATURE.decode() + "\nContent-Type:"
    " application/x-www-form-urlencoded\nContent-Length: {}\n\n{}\n"
)


@pytest.mark.parametrize(
    "call_in_code",
    [CALL, CALL.replace("key,", '"public",'), CALL.replace("x-www-form-urlencoded", "json")],
)
@pytest.mark.parametrize("path", ["/0/private/Balance", "/0/private/AddOrder"])
def test_a_call_of_names_is_the_request_that_was_dumped_or_gives_way_to_it(
    call_in_code: str, path: str
) -> None:
    text = call_in_code + SENT.format(path, 19, "nonce=1738412500123")
    for pasted in (text, SENT.format(path, 19, "nonce=1738412500123") + "\n" + call_in_code):
        (request,) = read_paste(pasted).requests
        assert request.conflicts == ()
        assert request.draft.path == path.encode()
        assert request.draft.body == b"nonce=1738412500123"
        assert request.draft.signature == SIGNATURE.decode()


def test_a_call_of_names_is_one_of_two_dumped_requests() -> None:
    dumped = [SENT.format("/0/private/Balance", 7, f"nonce={number}") for number in (1, 2)]
    first, second = read_paste(CALL + "\n".join(dumped)).requests
    assert (first.draft.body, second.draft.body) == (b"nonce=1", b"nonce=2")


def test_a_call_of_names_alone_is_a_request() -> None:
    (request,) = read_paste(CALL).requests
    assert request.draft.path == b"/0/private/Balance"


def test_a_public_call_beside_a_private_one_is_left_out() -> None:
    assert one(whole(path=b"/0/public/Time"), call()).draft.path == b"/0/private/Balance"
    assert one(whole(path=b"/0/public/Time")).draft.path == b"/0/public/Time"


def test_a_log_of_two_attempts_is_two_requests() -> None:
    def attempt(nonce: bytes, signature: bytes) -> Part:
        body = found("body", b"nonce=" + nonce)
        return part(found("nonce", nonce), body, found("signature", signature))

    keys = part(found("path", b"/0/private/Balance"), found("secret", KEY))
    first, last = compose([keys, attempt(b"1", SIGNATURE), attempt(b"2", OTHER)])
    assert [one.draft.nonce for one in (first, last)] == [b"1", b"2"]
    assert [one.draft.path for one in (first, last)] == [b"/0/private/Balance"] * 2
    assert [one.draft.secret for one in (first, last)] == [KEY, KEY]


def test_another_host_is_said() -> None:
    ids = [remark.id for remark in one(whole(path=b"/x", host=b"futures.kraken.com")).remarks]
    assert ids == ["host-of-derivatives"]
    assert one(whole(path=b"/x", host=b"api.kraken.com")).remarks == ()


def test_kraken_s_answer_comes_with_the_request() -> None:
    answer = Part("answer", (900, 950), answer=("EAPI:Invalid nonce",), answered=True)
    assert one(call(), answer).draft.answer == ("EAPI:Invalid nonce",)
    assert one(call()).draft.answer is None
