"""Every check finds what it is about, leaves alone what only looks like it, and never fails."""

from __future__ import annotations

import base64
import json
from hashlib import sha1, sha256, sha512
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.diagnosis.checks import FIELDS, RULES, SEVERITIES, Check, check
from explainer.diagnosis.checks.model import Subject
from explainer.example import EXAMPLE, SIGNATURE
from explainer.request import Request
from explainer.secret import Secret

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "published-spot.json").read_text())
OPTIONS = ("content_type", "method", "sent_body", "given_nonce")
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"

SECRET = EXAMPLE.secret.expose().decode()
API_KEY = base64.b64encode(bytes(range(42))).decode()
OTHER_SECRET = base64.b64encode(bytes(range(64))).decode()
URL_SAFE_SECRET = base64.urlsafe_b64encode(bytes(range(192, 256))).decode()
MAC = base64.b64decode(SIGNATURE)
BODY = EXAMPLE.body.decode()
NONCE = EXAMPLE.nonce.decode()
JSON_BODY = json.dumps({"nonce": NONCE, "pair": "XBTUSD"})


def with_nonce(nonce: str, **more: Any) -> dict[str, Any]:
    return {"nonce": nonce, "body": f"nonce={nonce}&pair=XBTUSD", **more}


def with_field(field: str) -> dict[str, Any]:
    return {"body": f"nonce={NONCE}&{field}"}


def ask(changes: dict[str, Any]) -> tuple[Check, ...]:
    """Return the checks of the published example with some parts changed."""
    parts = {name: value for name, value in changes.items() if name not in OPTIONS}
    for name in ("path", "nonce", "body", "api_key"):
        if isinstance(parts.get(name), str):
            parts[name] = parts[name].encode()
    if "secret" in parts:
        parts["secret"] = Secret(parts["secret"])
    options = {name: value for name, value in changes.items() if name in OPTIONS}
    return check(EXAMPLE._replace(**parts), **options)


# For each check a request that has it, and one close by that does not.
CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "signature-is-secret": ({"signature": f'"{SECRET}"\n'}, {"signature": OTHER_SECRET}),
    "signature-is-api-key": (
        {"signature": API_KEY, "api_key": API_KEY},
        {"signature": SIGNATURE, "api_key": API_KEY},
    ),
    "signature-empty": ({"signature": " \n"}, {"signature": None}),
    "signature-is-object-text": ({"signature": "[object Promise]"}, {"signature": "objectPromise"}),
    "signature-is-python-bytes": ({"signature": f"b'{SIGNATURE}'"}, {"signature": f"b{SIGNATURE[1:]}"}),
    "signature-has-header-name": ({"signature": f"API-Sign: {SIGNATURE}"}, {"signature": SIGNATURE}),
    "signature-quoted": ({"signature": f'"{SIGNATURE}"'}, {"signature": f"b'{SIGNATURE}'"}),
    "signature-wrapped": (
        {"signature": SIGNATURE[:76] + "\n" + SIGNATURE[76:]},
        {"signature": SIGNATURE + "\n"},
    ),
    "signature-white-space": (
        {"signature": SIGNATURE + "\n"},
        {"signature": SIGNATURE[:76] + "\n" + SIGNATURE[76:]},
    ),
    "signature-percent-encoded": (
        {"signature": SIGNATURE.replace("=", "%3D").replace("/", "%2F").replace("+", "%2B")},
        {"signature": SIGNATURE},
    ),
    "signature-url-safe": (
        {"signature": base64.urlsafe_b64encode(MAC).decode()},
        {"signature": base64.urlsafe_b64encode(bytes(64)).decode()},
    ),
    "signature-unpadded": ({"signature": SIGNATURE[:-2]}, {"signature": SIGNATURE[:-6]}),
    "signature-is-hex": ({"signature": MAC.hex()}, {"signature": base64.b64encode(MAC).decode()}),
    "signature-of-32-bytes": (
        {"signature": base64.b64encode(sha256(b"").digest()).decode()},
        {"signature": base64.b64encode(MAC[:33]).decode()},
    ),
    "signature-of-20-bytes": (
        {"signature": sha1(b"").hexdigest()},
        {"signature": sha1(b"").hexdigest() + "00"},
    ),
    "signature-is-encoded-hex": (
        {"signature": base64.b64encode(MAC.hex().encode()).decode()},
        {"signature": base64.b64encode(MAC * 2).decode()},
    ),
    "signature-encoded-twice": (
        {"signature": base64.b64encode(SIGNATURE.encode()).decode()},
        {"signature": base64.b64encode(SIGNATURE[:-4].encode()).decode()},
    ),
    "signature-unusual-size": ({"signature": base64.b64encode(MAC[:48]).decode()}, {"signature": SIGNATURE}),
    "signature-in-one-case": ({"signature": SIGNATURE.lower()}, {"signature": SIGNATURE.swapcase()}),
    "signature-not-base64": ({"signature": "no, (this) is not"}, {"signature": "[object Object]"}),
    "secret-empty": ({"secret": " "}, {"secret": SECRET}),
    "keys-swapped": (
        {"secret": API_KEY, "api_key": OTHER_SECRET},
        {"secret": OTHER_SECRET, "api_key": API_KEY},
    ),
    "secret-equals-api-key": (
        {"secret": API_KEY, "api_key": API_KEY},
        {"secret": SECRET, "api_key": API_KEY},
    ),
    "secret-looks-like-api-key": ({"secret": API_KEY}, {"secret": API_KEY, "api_key": OTHER_SECRET}),
    "secret-placeholder": ({"secret": "${KRAKEN_SECRET}"}, {"secret": "c2VjcmV0"}),
    "secret-byte-order-mark": ({"secret": "\ufeff" + SECRET}, {"secret": SECRET + "\ufeff"}),
    "secret-invisible-character": ({"secret": SECRET + "\u200b"}, {"secret": "\ufeff" + SECRET}),
    "secret-quoted": ({"secret": f"'{SECRET}'"}, {"secret": SECRET}),
    "secret-white-space": ({"secret": SECRET + "\r\n"}, {"secret": SECRET}),
    "secret-percent-encoded": ({"secret": SECRET.replace("=", "%3D")}, {"secret": SECRET.replace("=", "%")}),
    "secret-url-safe": ({"secret": URL_SAFE_SECRET}, {"secret": OTHER_SECRET}),
    "secret-padding-cut": ({"secret": SECRET[:-2]}, {"secret": SECRET[:-4]}),
    "secret-cut": ({"secret": SECRET[:-3]}, {"secret": SECRET[:-2]}),
    "secret-not-base64": ({"secret": "a.b!" + SECRET}, {"secret": SECRET[:-3]}),
    "secret-is-hex": ({"secret": "0a" * 64}, {"secret": "0a" * 63 + "0g"}),
    "secret-encoded-twice": (
        {"secret": base64.b64encode(OTHER_SECRET.encode()).decode()},
        {"secret": base64.b64encode(OTHER_SECRET.encode() + b"?").decode()},
    ),
    "secret-unusual-size": (
        {"secret": base64.b64encode(bytes(40)).decode()},
        {"secret": base64.b64encode(bytes(64)).decode()},
    ),
    "secret-published": ({}, {"secret": OTHER_SECRET}),
    "api-key-looks-like-secret": ({"api_key": OTHER_SECRET}, {"api_key": API_KEY}),
    "api-key-placeholder": ({"api_key": "YOUR_API_KEY"}, {"api_key": API_KEY}),
    "api-key-foreign-character": ({"api_key": API_KEY + "\n"}, {"api_key": "YOUR_API_KEY"}),
    "api-key-unusual-size": ({"api_key": API_KEY[:-4]}, {"api_key": API_KEY}),
    "nonce-empty": ({"nonce": ""}, {"nonce": "1"}),
    "nonce-not-in-body": ({"body": "pair=XBTUSD&xnonce=1"}, {"body": JSON_BODY}),
    "nonce-is-array": ({"body": "nonce%5B0%5D=1&nonce%5B1%5D=2"}, {"body": "nonce=1&x%5B0%5D=2"}),
    "nonce-twice": ({"body": f'{{"nonce":"{NONCE}","nonce":1}}'}, {"body": f"nonce={NONCE}&nonce2=1"}),
    "nonce-not-a-number": (with_nonce("1.6164923765940E+12"), with_nonce("-1616492376594")),
    "nonce-negative": (with_nonce("-1616492376594"), with_nonce("1616492376594")),
    "nonce-too-large": (with_nonce("18446744073709551616"), with_nonce("18446744073709551615")),
    "nonce-differs-from-body": ({"nonce": "1616492376595"}, {"nonce": "1616492376594"}),
    "nonce-differs-from-given": ({"given_nonce": b"1616492376595"}, {"given_nonce": b"1616492376594"}),
    "nonce-spelling": (with_nonce("01616492376594"), with_nonce("0")),
    "nonce-other-epoch": (with_nonce("637521000000000000"), with_nonce("1616492376594000000")),
    "nonce-odd-scale": (with_nonce("123"), with_nonce("1616492376594")),
    "nonce-inexact-in-json": (
        {"nonce": "1616492376594000001", "body": '{"nonce":1616492376594000001}'},
        {"nonce": "1616492376594000001", "body": '{"nonce":"1616492376594000001"}'},
    ),
    "nonce-in-seconds": (with_nonce("1616492376"), with_nonce("1616492376594")),
    "nonce-fine-scale": (with_nonce("1616492376594000"), with_nonce("1616492376594")),
    "path-empty": ({"path": ""}, {"path": "/"}),
    "path-has-host": ({"path": "https://api.kraken.com/0/private/Balance"}, {"path": "/0/private/Balance"}),
    "path-is-public": ({"path": "/0/public/Time"}, {"path": "/0/private/Time"}),
    "path-of-derivatives": ({"path": "/derivatives/api/v3/sendorder"}, {"path": "/0/private/AddOrder"}),
    "path-without-slash": ({"path": "0/private/Balance"}, {"path": "private/Balance"}),
    "path-without-version": ({"path": "/private/Balance"}, {"path": "/1/private/Balance"}),
    "path-of-other-version": ({"path": "/1/private/Balance"}, {"path": "/private/Balance"}),
    "path-not-private": ({"path": "Balance"}, {"path": "/0/private"}),
    "path-double-slash": ({"path": "/0//private/Balance"}, {"path": "https://x/0/private/Balance"}),
    "path-has-fragment": ({"path": "/0/private/Balance#top"}, {"path": "/0/private/Balance?top"}),
    "path-foreign-character": ({"path": "/0/private/Balance "}, {"path": "/0/private/Balance%20"}),
    "path-is-template": ({"path": "/0/private/{method}"}, {"path": "https://api.kraken.com:443/0/private/X"}),
    "path-without-method": ({"path": "/0/private/"}, {"path": "/0/private/Balance/"}),
    "path-has-parameters": ({"path": "/0/private/Balance?nonce=1"}, {"path": "/0/private/Balance?"}),
    "path-has-query": ({"path": "/0/private/Balance?"}, {"path": "/0/private/Balance?nonce=1"}),
    "path-trailing-slash": ({"path": "/0/private/Balance/"}, {"path": "/0/private/"}),
    "path-wrong-case": ({"path": "/0/private/balance"}, {"path": "/0/private/Balance"}),
    "path-percent-encoded": ({"path": "/0/private%2FBalance"}, {"path": "/0/private/Balance%"}),
    "body-differs-from-sent": ({"sent_body": b"nonce=1"}, {"sent_body": EXAMPLE.body}),
    "body-is-broken-json": ({"body": "{'nonce': 1}"}, {"body": JSON_BODY}),
    "body-is-multipart": (
        {"body": '--x\r\nContent-Disposition: form-data; name="nonce"\r\n\r\n1\r\n--x--'},
        {"body": "--nonce=1"},
    ),
    "body-is-utf-16": ({"body": BODY.encode("utf-16-le")}, {"body": BODY.encode()}),
    "body-encoded-as-a-whole": ({"body": "nonce%3D1%26pair%3DX"}, {"body": "nonce=1%26pair%3DX"}),
    "body-html-separator": ({"body": f"nonce={NONCE}&amp;pair=X"}, {"body": f"nonce={NONCE}&amp=X"}),
    "body-object-text": (with_field("close=%5Bobject+Object%5D"), with_field("close=object+Object")),
    "body-array-text": (with_field("orders=Array"), with_field("orders=Arrays")),
    "body-nothing-as-text": (with_field("x=undefined"), with_field("undefined=x")),
    "body-printed-collection": (
        with_field("orders=%5B%27a%27%2C+%27b%27%5D"),
        with_field("orders=%5B%22a%22%5D"),
    ),
    "body-no-fields": ({"body": "hello"}, {"body": "nonce%3D1"}),
    "body-decimal-comma": (with_field("volume=1%2C25"), with_field("pair=1,25")),
    "body-scientific-number": (with_field("volume=1e-05"), with_field("userref=1e5")),
    "body-carries-signature": (with_field("sign=abc"), with_field("signed=abc")),
    "body-byte-order-mark": ({"body": "\ufeff" + BODY}, {"body": BODY}),
    "body-invisible-character": (with_field("pair=XBT%e2%80%8bUSD"), {"body": "\ufeff" + BODY}),
    "body-not-utf-8": ({"body": EXAMPLE.body + b"&x=\xe9"}, with_field("x=\u00e9")),
    "body-trailing-line-break": ({"body": BODY + "\r\n"}, {"body": "\n" + BODY}),
    "body-line-break": (with_field("x=a\nb"), {"body": BODY + "\n"}),
    "body-encoded-twice": (with_field("pair=XBT%252FUSD"), with_field("price=%2B5%25")),
    "body-stray-percent": (with_field("price=5%"), with_field("price=5%25")),
    "body-raw-space": (with_field("x=a b"), with_field("x=a+b%20c")),
    "body-raw-bytes": (with_field("x=\u00e9"), with_field("x=%C3%A9")),
    "otp-empty": (with_field("otp="), with_field("otp=123456")),
    "body-unencoded-character": (with_field("pair=XBT/USD"), with_field("x=~*!'()")),
    "body-loose-separator": ({"body": BODY + "&"}, {"body": BODY + "%26"}),
    "body-capital-boolean": (with_field("validate=True"), with_field("validate=true")),
    "otp-present": (with_field("otp=123456"), with_field("otp=")),
    "otp-absent": ({}, with_field("otp=123456")),
    "json-sent-as-form": (
        {"body": JSON_BODY, "content_type": FORM + "; charset=utf-8"},
        {"body": JSON_BODY, "content_type": JSON},
    ),
    "form-sent-as-json": ({"content_type": JSON}, {"content_type": FORM.upper()}),
    "form-sent-as-multipart": ({"content_type": "multipart/form-data; boundary=x"}, {"content_type": FORM}),
    "content-type-missing": ({"content_type": ""}, {"content_type": None}),
    "content-type-unusual": ({"content_type": "text/plain"}, {"content_type": FORM}),
    "method-not-post": ({"method": "GET"}, {"method": "post"}),
}


def test_the_table_is_complete() -> None:
    assert set(CASES) == {rule.id for rule in RULES}
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.id == rule.id.lower() and rule.message[-1] != "." for rule in RULES)


@pytest.mark.parametrize("id", CASES)
def test_each_check_finds_what_it_is_about(id: str) -> None:
    trigger, near_miss = CASES[id]
    found = {one.id: one for one in ask(trigger)}
    assert id in found
    assert "{" not in found[id].message.replace("{method}", "")
    assert id not in {one.id for one in ask(near_miss)}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_published_vectors_have_no_error(vector: dict[str, Any]) -> None:
    request = Request.of(
        vector["path"],
        vector["body"],
        secret=vector["secret"],
        nonce=vector["nonce"],
        signature=vector["signature"],
    )
    checks = check(request, method="POST", content_type=FORM)
    if vector["key_bytes"] == 64:
        assert {one.severity for one in checks} <= {"hint"}
    assert not [one for one in checks if one.field == "signature"]


SPELLINGS = [
    f"pair=XBTUSD&nonce={NONCE}",
    f"nonce={NONCE}&",
    f"&nonce={NONCE}",
    f"nonce={NONCE}&x=a+b",
    f"nonce={NONCE}&x=a%20b",
    f"nonce={NONCE}&pair=XBT/USD",
    f"nonce={NONCE}&pair=XBT%2fUSD",
    f"nonce={NONCE}&o=a&o=b",
    f"nonce={NONCE}&o[]=a&close[ordertype]=limit",
    f"nonce={NONCE}&validate=True",
    JSON_BODY,
    JSON_BODY.replace(" ", ""),
    f'{{"nonce": {NONCE}, "orders": [{{"x": null}}]}}',
]


@pytest.mark.parametrize("body", SPELLINGS)
def test_a_spelling_is_at_most_a_hint(body: str) -> None:
    assert {one.severity for one in ask({"body": body})} <= {"hint"}


def test_the_secret_as_signature_comes_first() -> None:
    wrong = {"signature": SECRET, "secret": SECRET, "path": "", "nonce": "", "body": "", "method": "GET"}
    checks = ask(wrong)
    assert checks[0].id == "signature-is-secret"
    assert "delete that API key" in checks[0].message


@pytest.mark.parametrize("shape", [SECRET, SECRET[:-2], f"b'{SECRET}'", base64.b64decode(SECRET).hex()])
def test_the_secret_as_signature_in_other_shapes(shape: str) -> None:
    assert "signature-is-secret" in {one.id for one in ask({"signature": shape})}


@pytest.mark.parametrize(
    "signature",
    ["<Buffer 4a 5b>", "Promise { <pending> }", "[B@1a2b3c4d", "None", "undefined", "System.Byte[]", "Array"],
)
def test_objects_in_the_signatures_place(signature: str) -> None:
    assert "signature-is-object-text" in {one.id for one in ask({"signature": signature})}


@pytest.mark.parametrize(
    ("nonce", "words"),
    [
        ("1616492376594.0", "decimal point"),
        ("1616492376,594", "commas"),
        ("1 616 492", "a space"),
        ("Array", "PHP"),
        ('"1"', "a double quote"),
        ("1616492376594\n", "a line feed"),
    ],
)
def test_what_is_wrong_with_a_nonce_is_said(nonce: str, words: str) -> None:
    check = next(one for one in ask({"nonce": nonce, "body": ""}) if one.id == "nonce-not-a-number")
    assert words in check.message


@pytest.mark.parametrize(
    ("nonce", "words"),
    [
        ("795225600", "2001"),
        ("637521000000000000", "year 1"),
        ("132609659765940000", "1601"),
        ("3825481176", "1900"),
    ],
)
def test_other_clocks_are_named(nonce: str, words: str) -> None:
    assert words in next(one for one in ask(with_nonce(nonce)) if one.id == "nonce-other-epoch").message


@pytest.mark.parametrize(
    ("changes", "id", "position"),
    [
        ({"signature": SIGNATURE[:76] + "\n" + SIGNATURE[76:]}, "signature-wrapped", 76),
        ({"secret": SECRET[:5] + " " + SECRET[5:]}, "secret-white-space", 5),
        ({"secret": SECRET[:5] + "!" + SECRET[5:]}, "secret-not-base64", 5),
        ({"path": "/0/private/Bal ance"}, "path-foreign-character", 14),
        ({"path": "https://api.kraken.com//0/private/X"}, "path-double-slash", 22),
        ({"path": "/0/Private/Balance"}, "path-wrong-case", 3),
        ({"body": BODY + "&a=b c"}, "body-raw-space", len(BODY) + 4),
        ({"sent_body": EXAMPLE.body[:-1]}, "body-differs-from-sent", len(BODY) - 1),
        ({"nonce": "16x"}, "nonce-not-a-number", 2),
    ],
)
def test_positions_are_of_the_first_character(changes: dict[str, Any], id: str, position: int) -> None:
    assert next(one for one in ask(changes) if one.id == id).position == position


def test_what_the_rules_look_at_shows_no_key() -> None:
    assert SECRET not in repr(Subject.of(EXAMPLE, None, None, None, None))


def test_deep_or_odd_json_is_no_accident() -> None:
    for body in ('{"a":' * 100_000, '{"nonce":' + "9" * 10_000 + "}", '{"nonce":NaN}', "{}", '{"":[]}'):
        assert ask({"body": body})


bytes_near = st.binary(max_size=60) | st.sampled_from(
    [
        value.encode()
        for pair in CASES.values()
        for case in pair
        for value in case.values()
        if isinstance(value, str)
    ]
)
texts_near = st.text(max_size=60) | st.sampled_from(
    [case[0].get("signature") or "" for case in CASES.values()]
)


@given(
    path=bytes_near,
    nonce=bytes_near,
    body=bytes_near,
    secret=bytes_near,
    api_key=bytes_near,
    signature=st.none() | texts_near,
    content_type=st.none() | texts_near,
    method=st.none() | texts_near,
    sent_body=st.none() | bytes_near,
    given_nonce=st.none() | bytes_near,
)
def test_any_request_is_checked(secret: bytes, signature: str | None, **parts: Any) -> None:
    options = {name: parts.pop(name) for name in OPTIONS}
    request = Request(**parts, secret=Secret(secret), signature=signature)
    checks = check(request, **options)
    assert checks == check(request, **options)
    order = [(SEVERITIES.index(one.severity), FIELDS.index(one.field)) for one in checks]
    assert order == sorted(order)
    assert len({one.id for one in checks}) == len(checks)
    for one in checks:
        assert one.position is None or one.position >= 0
        for key in (secret, request.api_key):
            quoted = len(key) >= 20 and key.decode("latin-1") in one.message
            assert not quoted or key.decode("latin-1") in next(r for r in RULES if r.id == one.id).message


@given(st.binary())
def test_keys_and_signatures_of_the_right_shape_are_left_alone(seed: bytes) -> None:
    sizes = {"secret": 64, "signature": 64, "api_key": 42}
    made = {name: sha512(name.encode() + seed).digest()[:size] for name, size in sizes.items()}
    checks = ask({name: base64.b64encode(data).decode() for name, data in made.items()})
    assert not [one for one in checks if one.field in sizes]


def test_large_inputs_are_quick() -> None:
    size = 1 << 17
    for text in ("a", "=", "%", "&", " ", "\n", "nonce=1&", "{", "/", "[", "'"):
        filled = (text * size)[:size]
        assert ask({"path": filled, "body": filled, "nonce": filled, "secret": filled, "signature": filled})
