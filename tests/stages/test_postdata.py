"""The POST data's stage: each wrong text, for bodies of every kind, written out by hand."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.errors import CannotApply
from explainer.example import EXAMPLE
from explainer.pipeline.catalogue import mistake as find_mistake
from explainer.pipeline.model import Mistake, Via
from explainer.pipeline.run import explain, sign
from explainer.request import Request, form_body
from explainer.stages import nonce, postdata
from explainer.stages.postdata.order import any_order, hash_map_order
from tests.paths import DATA, load
from tests.pipeline.test_provenance import assert_sound
from tests.strategies import ANY_REQUEST

SURVEY: dict[str, list[str]] = load(DATA / "survey-nonce-body.json")
MISTAKES = [mistake for decision in postdata.STAGE.decisions for mistake in decision.mistakes]
NONCE = "1616492376594"


def request(body: str | bytes, path: str = "/0/private/AddOrder") -> Request:
    return Request.of(path, body, nonce=NONCE, secret=EXAMPLE.secret)


def hashed(body: str | bytes, *mistakes: str, path: str = "/0/private/AddOrder") -> bytes:
    """Return the hashed POST data for a body that is sent."""
    return explain(request(body, path), mistakes).step("postdata").value.data


FORM = f"nonce={NONCE}&type=buy&pair=XBT%2FUSD&price=37500&volume=1.10"
LISTS = f"orders=OA&orders=OB&nonce={NONCE}"
NESTED = f"nonce={NONCE}&close%5Bordertype%5D=limit&close%5Bprice%5D=1.5&pair=X"
JSON = '{"nonce":"1","pair":"XBT/USD","validate":true,"volume":1.50,"otp":null}'
BATCH = '{"nonce": "1", "orders": [{"type": "buy"}, {"type": "sell"}], "ids": ["A", "B"], "deep": {"a": 1}}'

FIELDS = [
    ("nonce-left-out-of-body", FORM, "type=buy&pair=XBT%2FUSD&price=37500&volume=1.10"),
    ("nonce-left-out-of-body", '{"a":1, "nonce":"1", "b":2}', '{"a":1, "b":2}'),
    ("nonce-left-out-of-body", '{"nonce":"1"}', "{}"),
    ("nonce-hashed-not-sent-first", "pair=X", f"nonce={NONCE}&pair=X"),
    ("nonce-hashed-not-sent-first", "", f"nonce={NONCE}"),
    ("nonce-hashed-not-sent-first", '{"pair":"X"}', f'{{"nonce":"{NONCE}","pair":"X"}}'),
    ("nonce-hashed-not-sent-last", "pair=X", f"pair=X&nonce={NONCE}"),
    ("nonce-hashed-not-sent-last", "{}", f'{{"nonce":"{NONCE}"}}'),
    ("nonce-field-twice", f"a=1&nonce={NONCE}", f"nonce={NONCE}&a=1&nonce={NONCE}"),
    ("last-field-left-out-of-body", f"nonce={NONCE}&otp=123456&pair=X", f"nonce={NONCE}&otp=123456"),
    ("last-field-left-out-of-body", '{"nonce":"1","otp":"123456"}', '{"nonce":"1"}'),
    ("otp-left-out-of-body", f"nonce={NONCE}&otp=123456&pair=X", f"nonce={NONCE}&pair=X"),
    ("otp-left-out-of-body", '{"nonce":"1","otp":"123456"}', '{"nonce":"1"}'),
    ("unset-method-hashed-as-none", "asset=XBT&nonce=1", "asset=XBT&method=None&nonce=1"),
    ("unset-otp-hashed-as-none", "nonce=1&asset=XBT", "nonce=1&asset=XBT&otp=None"),
    ("unset-otp-hashed-as-none", '{"nonce": "1", "a": 2}', '{"nonce": "1", "a": 2, "otp": null}'),
    ("only-nonce-in-body", FORM, f"nonce={NONCE}"),
    ("only-nonce-in-body", BATCH, '{"nonce": "1"}'),
    ("body-hashed-as-empty", FORM, ""),
]

ORDER = [
    ("body-sorted", "type=b&price2=1&price=2&nonce=1", "nonce=1&price=2&price2=1&type=b"),
    ("body-sorted", '{"b":{"d":1,"c":2}, "a":[{"z":1,"y":2}]}', '{"a":[{"y":2,"z":1}], "b":{"c":2,"d":1}}'),
    ("body-in-another-order", "a=1&b=%2f&c", "c&b=%2f&a=1"),
    ("body-nonce-first", "a=1&nonce=2&b=3", "nonce=2&a=1&b=3"),
    ("body-nonce-last", '{"nonce": "2" ,"a":1}', '{"a":1 ,"nonce": "2"}'),
    ("body-in-hashmap-order", "nonce=1&ordertype=l&pair=X", "nonce=1&pair=X&ordertype=l"),
    ("body-integer-names-first", "a=1&10=x&9=y&01=z", "9=y&10=x&a=1&01=z"),
]

FORMAT = [
    ("form-hashed-as-json", "nonce=1&pair=a+b&n=2", '{"nonce":"1","pair":"a b","n":"2"}'),
    ("form-hashed-as-json", LISTS, f'{{"orders":["OA","OB"],"nonce":"{NONCE}"}}'),
    ("form-hashed-as-json", "a[b][0]=1&a[b][1]=2&a[c]=x", '{"a":{"b":["1","2"],"c":"x"}}'),
    ("form-hashed-as-python-json", "nonce=1&pair=%C3%A9", '{"nonce": "1", "pair": "\\u00e9"}'),
    ("form-hashed-as-json-number-nonce", "nonce=1&n=2", '{"nonce":1,"n":"2"}'),
    ("json-hashed-as-python-form", JSON, "nonce=1&pair=XBT%2FUSD&validate=True&volume=1.50&otp=None"),
    (
        "json-hashed-as-python-form",
        BATCH,
        "nonce=1&orders=%5B%7B%27type%27%3A+%27buy%27%7D%2C+%7B%27type%27%3A+%27sell%27%7D%5D"
        "&ids=%5B%27A%27%2C+%27B%27%5D&deep=%7B%27a%27%3A+1%7D",
    ),
    ("json-hashed-as-php-form", JSON, "nonce=1&pair=XBT%2FUSD&validate=1&volume=1.50"),
    (
        "json-hashed-as-php-form",
        BATCH,
        "nonce=1&orders%5B0%5D%5Btype%5D=buy&orders%5B1%5D%5Btype%5D=sell"
        "&ids%5B0%5D=A&ids%5B1%5D=B&deep%5Ba%5D=1",
    ),
    ("json-hashed-as-qs-form", JSON, "nonce=1&pair=XBT%2FUSD&validate=true&volume=1.50&otp="),
    ("json-hashed-as-querystring-form", BATCH, "nonce=1&orders=&orders=&ids=A&ids=B&deep="),
    (
        "json-hashed-as-urlsearchparams-form",
        BATCH,
        "nonce=1&orders=%5Bobject+Object%5D%2C%5Bobject+Object%5D&ids=A%2CB&deep=%5Bobject+Object%5D",
    ),
    ("json-hashed-as-dotnet-form", JSON, "nonce=1&pair=XBT%2FUSD&validate=True&volume=1.50&otp="),
    (
        "multipart-hashed-as-form",
        '--x\r\nContent-Disposition: form-data; name="nonce"\r\n\r\n1\r\n'
        '--x\r\nContent-Disposition: form-data; name="pair"\r\n\r\na b\r\n--x--\r\n',
        "nonce=1&pair=a+b",
    ),
    ("parameters-hashed-as-dictionary-items", "nonce=1&pair=a+b", "[nonce, 1]&[pair, a b]"),
    ("parameters-hashed-as-java-map", "nonce=1&pair=X", "{nonce=1, pair=X}"),
    ("parameters-hashed-as-python-dict", "nonce=1&pair=X", "{'nonce': '1', 'pair': 'X'}"),
    ("parameters-hashed-as-python-dict-int-nonce", "nonce=1&pair=X", "{'nonce': 1, 'pair': 'X'}"),
    ("parameters-hashed-as-object-object", FORM, "[object Object]"),
    ("parameters-hashed-as-another-text", FORM, "Array"),
]

CONTAINERS = [
    ("collections-as-python-repr", LISTS, f"orders=%5B%27OA%27%2C+%27OB%27%5D&nonce={NONCE}"),
    (
        "collections-as-python-repr",
        NESTED,
        f"nonce={NONCE}&close=%7B%27ordertype%27%3A+%27limit%27%2C+%27price%27%3A+%271.5%27%7D&pair=X",
    ),
    ("collections-as-repeated-names", "a=%5B%27x%27%2C+%27y%27%5D&n=1", "a=x&a=y&n=1"),
    ("collections-as-repeated-names", "n=1&a%5B%5D=x&a%5B%5D=y", "n=1&a=x&a=y"),
    ("collections-as-repeated-names", "n=1&p%5Ba%5D=1", "n=1&p=a"),
    ("collections-as-indexed-brackets", LISTS, f"orders%5B0%5D=OA&orders%5B1%5D=OB&nonce={NONCE}"),
    ("collections-as-empty-brackets", "a[0]=x&a[1]=y", "a%5B%5D=x&a%5B%5D=y"),
    ("collections-as-javascript-text", LISTS, f"orders=OA%2COB&nonce={NONCE}"),
    ("collections-as-javascript-text", NESTED, f"nonce={NONCE}&close=%5Bobject+Object%5D&pair=X"),
    ("collections-as-querystring", NESTED, f"nonce={NONCE}&close=&pair=X"),
    ("collections-as-querystring", "txid=OA%2COB", "txid=OA&txid=OB"),
    ("collections-as-json-text", "a=x&a=y", "a=%5B%22x%22%2C%22y%22%5D"),
    ("collections-as-json-text", '{"a":["x"],"n":1}', '{"a":"[\\"x\\"]","n":1}'),
    ("collections-as-another-text", LISTS, f"orders=Array&nonce={NONCE}"),
    ("collections-as-dotnet-array", LISTS, f"orders=System.String%5B%5D&nonce={NONCE}"),
]

VALUES = [
    ("boolean-as-capitalised", "validate=true&pair=trueX", "validate=True&pair=trueX"),
    ("boolean-as-capitalised", '{"a": true, "b":"false"}', '{"a": "True", "b":"False"}'),
    ("boolean-as-lowercase", "validate=True&b=FALSE", "validate=true&b=false"),
    ("boolean-as-lowercase", '{"a":[true]}', '{"a":["true"]}'),
    ("boolean-as-uppercase", "validate=true", "validate=TRUE"),
    ("boolean-as-digit", "validate=true&b=False", "validate=1&b=0"),
    ("boolean-as-digit", '{"a":true}', '{"a":1}'),
    ("digit-as-lowercase-boolean", "validate=1&volume=1", "validate=true&volume=1"),
    ("unset-value-as-none", "x=&y=null&z=1&&", "x=None&y=None&z=1&&"),
    ("unset-value-as-null", "x=None", "x=null"),
    ("unset-value-as-null", '{"x":"","y":null}', '{"x":"null","y":"null"}'),
    ("unset-value-as-undefined", "x=null&y=1", "x=undefined&y=1"),
    ("unset-value-as-empty", "x=None&y=1", "x=&y=1"),
    ("unset-value-dropped", "x=None&y=1&z=", "y=1"),
    ("unset-value-dropped", '{"x":null, "y":1, "z":"undefined"}', '{"y":1}'),
    ("json-numbers-as-strings", '{"nonce":1,"a":1.50}', '{"nonce":1,"a":"1.50"}'),
    ("json-strings-as-numbers", '{"nonce":"1","a":"1.50","b":"01"}', '{"nonce":"1","a":1.50,"b":"01"}'),
    ("amounts-as-python-float", "nonce=1&price=37500&volume=0.00001", "nonce=1&price=37500.0&volume=1e-05"),
    ("amounts-as-python-float", "volume=10000000000000000", "volume=1e%2B16"),
    ("amounts-as-float-without-point", "price=37500.0&volume=0.00001", "price=37500&volume=1e-05"),
    ("amounts-as-javascript-number", "price=0.10&volume=0.0000001&b=1e5", "price=0.1&volume=1e-7&b=100000"),
    ("amounts-as-javascript-number", '{"a":1.0,"b":"1.0"}', '{"a":1,"b":"1"}'),
    ("amounts-as-java-double", "a=37500&b=0.00001&c=10000000", "a=37500.0&b=1.0E-5&c=1.0E7"),
    ("amounts-as-java-double", "a=0.001&b=0.000123&c=12345678.9", "a=0.001&b=1.23E-4&c=1.23456789E7"),
    ("amounts-as-dotnet-double", "volume=0.00001&price=37500.0", "volume=1E-05&price=37500"),
    ("amounts-as-delphi-float", "volume=0.00001&price=37500.0", "volume=1E-5&price=37500"),
    ("amounts-as-php-float", "volume=0.00001&price=37500.50", "volume=1.0E-5&price=37500.5"),
    ("amounts-as-two-decimals", "price=37500&volume=1.255", "price=37500.00&volume=1.25"),
    ("amounts-as-eight-decimals", "price=37500", "price=37500.00000000"),
    ("amounts-as-decimal-comma", "nonce=1.5&price=0.5&volume=2", "nonce=1.5&price=0%2C5&volume=2"),
]

SPELLING = [
    ("values-not-escaped", "pair=XBT%2FUSD&a=x+y%20z%2B", "pair=XBT/USD&a=x y z+"),
    ("values-escaped-twice", "pair=XBT%2FUSD&a=x+y", "pair=XBT%252FUSD&a=x%2By"),
    ("values-escaped-twice-names-once", "c%5Bd%5D=X%2FY", "c%5Bd%5D=X%252FY"),
    ("whole-escaped", "pair=XBT%2FUSD&a=x+y", "pair%3DXBT%252FUSD%26a%3Dx%2By"),
    ("whole-escaped-percent-20", '{"a": 1}', "%7B%22a%22%3A%201%7D"),
    ("space-as-percent-20", "a=x+y%2B", "a=x%20y%2B"),
    ("space-as-plus", "a=x%20y", "a=x+y"),
    ("plus-left-bare", "price=%2B5%25", "price=+5%25"),
    ("slash-left-bare", "pair=XBT%2fUSD", "pair=XBT/USD"),
    ("comma-left-bare", "oflags=post%2Cfciq", "oflags=post,fciq"),
    ("colon-left-bare", "a=x%3Ay", "a=x:y"),
    ("brackets-left-bare", "close%5Bprice%5D=1", "close[price]=1"),
    ("escaped-as-httputility", "pair=XBT%2FUSD%21+%27", "pair=XBT%2fUSD!+%27"),
    ("json-as-compact", '{ "a" : [ 1 , "\\u00e9" ] }', '{"a":[1,"é"]}'),
    ("json-as-json-dumps", '{"a":[1,"é"],"b":{}}', '{"a": [1, "\\u00e9"], "b": {}}'),
    ("json-as-json-dumps-utf-8", '{"a":[1,"é"]}', '{"a": [1, "é"]}'),
    ("json-as-compact-ascii", '{"a": "é"}', '{"a":"\\u00e9"}'),
    ("json-as-php", '{"a": "é/"}', '{"a":"\\u00e9\\/"}'),
    ("json-as-go", '{"a": "<é&>"}', '{"a":"\\u003cé\\u0026\\u003e"}'),
    ("json-as-two-space-lines", '{"a":[1,{}],"b":2}', '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": 2\n}'),
    ("json-as-another-text", '{"a":1.50}', '{\n    "a": 1.50\n}'),
]

TEXT = [
    ("ampersand-behind", "a=1", b"a=1&"),
    ("ampersand-in-front", "a=1", b"&a=1"),
    ("question-mark-in-front", "a=1", b"?a=1"),
    ("ampersands-as-html", "a=1&b=2", b"a=1&amp;b=2"),
    ("escapes-in-lowercase", "A=%2F%C3%A9%zZ%", b"A=%2f%c3%a9%zZ%"),
    ("escapes-in-uppercase", "a=%2f%aB%g", b"a=%2F%AB%g"),
    ("byte-order-mark-in-front", "a=1", b"\xef\xbb\xbfa=1"),
    ("zero-width-space-behind", "a=1", b"a=1\xe2\x80\x8b"),
    ("no-break-space-behind", "a=1", b"a=1\xc2\xa0"),
    ("smart-quotes", "{\"a\":'b'}", "{\u201ca\u201d:\u2018b\u2019}".encode()),
    ("line-feed-behind", "a=1", b"a=1\n"),
    ("carriage-return-line-feed-behind", "a=1", b"a=1\r\n"),
    ("text-otherwise-written", "a=1", b"a=1 "),
    ("text-as-utf-16le", "aé", b"a\x00\xe9\x00"),
    ("text-as-windows-1252", "é€", b"\xe9\x80"),
]

WRITTEN = [*FIELDS, *ORDER, *FORMAT, *CONTAINERS, *VALUES, *SPELLING, *TEXT]


@pytest.mark.parametrize(("mistake", "sent", "text"), WRITTEN)
def test_what_is_hashed(mistake: str, sent: str, text: str | bytes) -> None:
    assert hashed(sent, mistake) == (text.encode() if isinstance(text, str) else text)


def test_the_query_of_the_path_is_hashed_as_the_body() -> None:
    path = "/0/private/Balance?asset=XBT"
    assert hashed("nonce=1", "query-hashed-as-body", path=path) == b"nonce=1&asset=XBT"
    with pytest.raises(CannotApply):
        hashed("nonce=1", "query-hashed-as-body")


PUBLISHED = [
    (["boolean-as-capitalised"], "pair=XBTUSD&validate=true", "pair=XBTUSD&validate=True"),
    (
        ["collections-as-python-repr"],
        "orders=OA-1&orders=OB-2&nonce=1",
        "orders=%5B%27OA-1%27%2C+%27OB-2%27%5D&nonce=1",
    ),
    (["form-hashed-as-json"], "nonce=1&price=37500", '{"nonce":"1","price":"37500"}'),
    (["values-not-escaped"], "nonce=1&pair=XBT%2FUSD", "nonce=1&pair=XBT/USD"),
    (
        ["parameters-hashed-as-dictionary-items", "whole-escaped", "escapes-in-lowercase"],
        "nonce=1&pair=XBTUSD",
        "%5bnonce%2c+1%5d%26%5bpair%2c+XBTUSD%5d",
    ),
    (
        ["body-sorted", "json-hashed-as-python-form", "whole-escaped"],
        '{"pair":"X","nonce":"1"}',
        "nonce%3D1%26pair%3DX",
    ),
    (["escaped-as-httputility", "ampersand-behind"], "nonce=1&pair=XBT%2FUSD", "nonce=1&pair=XBT%2fUSD&"),
]


@pytest.mark.parametrize(("mistakes", "sent", "text"), PUBLISHED)
def test_mistakes_that_people_combine(mistakes: list[str], sent: str, text: str) -> None:
    assert hashed(sent, *mistakes) == text.encode()


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.id)
def test_each_mistake_is_written_out_above_and_changes_the_signature(mistake: Mistake) -> None:
    witnesses = [request(sent) for id, sent, _ in WRITTEN if id == mistake.id]
    if mistake.id == "query-hashed-as-body":
        witnesses = [request(FORM, "/0/private/Balance?asset=XBT")]
    elif not witnesses:
        witnesses = [request("nonce=1&a=x+~*!'()%2F,:%5B%C3%A9%20%2B")]
    assert any(sign(witness, [mistake]) != sign(witness) for witness in witnesses)


@given(ANY_REQUEST)
def test_every_mistake_is_sound_on_any_request(any_request: Request) -> None:
    for mistake in MISTAKES:
        assert_sound(any_request, [mistake])


NAMES = st.sampled_from(["a", "a[]", "a[0]", "a[b]", "a[][c]", "a.b", "nonce", "otp", "", "[", "7", "%5B"])
VALUES_OF_FIELDS = st.one_of(
    st.sampled_from(["", "1", "true", "None", "[1,2]", "{'a': 1}", "[[[", "a,b", "1e9999", "-0.0", "9" * 50]),
    st.text(max_size=5),
)


@given(st.lists(st.tuples(NAMES, VALUES_OF_FIELDS), max_size=8))
def test_forms_of_odd_fields_are_sound(fields: list[tuple[str, str]]) -> None:
    odd = request("&".join(f"{name}={value}" for name, value in fields).encode("utf-8", "surrogatepass"))
    for mistake in MISTAKES:
        assert_sound(odd, [mistake])


DEEP = b'{"a":' + b"[" * 3000 + b"]" * 3000 + b"}"
ODD_BODIES = [
    b"",
    b"{",
    b"{}",
    b"[]",
    b"{}{}",
    b'{"a":}',
    b'{"a"}',
    b'{"a":1,}',
    b'{"a":NaN}',
    b'{"a":"\\ud800","a":2}',
    b'{"":1}',
    b'{"a":"\xff"}',
    b"--\r\n",
    b"\x00" * 9,
    b"\xff\xfe",
    b"&&==&",
    b"%%%",
    b"a[" * 99,
    DEEP,
    DEEP[:3000],
    b"a=" + b"[" * 3000,
    b"&".join([b"k%d=v" % at for at in range(3000)]),
]


@pytest.mark.parametrize("body", ODD_BODIES, ids=lambda body: repr(body[:12]))
def test_odd_bodies_are_sound(body: bytes) -> None:
    for mistake in MISTAKES:
        assert_sound(request(body), [mistake])


def test_hash_map_order_is_that_of_java() -> None:
    """As `new HashMap<>()` of OpenJDK 17 printed its keys."""
    for given_names, printed in (
        ("nonce ordertype pair price type volume", "volume price type nonce pair ordertype"),
        (
            "pair type ordertype price price2 volume leverage oflags starttm expiretm userref validate"
            " close[ordertype] nonce otp",
            "leverage oflags expiretm otp type nonce pair volume starttm userref price"
            " close[ordertype] ordertype price2 validate",
        ),
        ("é 😀 Aa BB nonce", "Aa BB 😀 é nonce"),
    ):
        names = given_names.split()
        assert [names[at] for at in hash_map_order(names)] == printed.split()


def test_every_order_is_tried_once_the_fields_are_few() -> None:
    body = b"a=1&b=%2f&nonce=3"
    orders = {
        hashed(body, each) if isinstance(each, str) else applied(each, body) for each in any_order(body)
    }
    assert orders == {
        *(b"a=1&nonce=3&b=%2f", b"b=%2f&a=1&nonce=3", b"b=%2f&nonce=3&a=1"),
        *(b"nonce=3&a=1&b=%2f", b"nonce=3&b=%2f&a=1"),
    }
    many = form_body([(str(at), "x") for at in range(40)])
    assert all(applied(each, many) != many for each in islice(any_order(many), 2000))
    assert not list(any_order(b"{broken"))
    assert not list(any_order(b"a=1"))


def applied(mistake: Mistake, body: bytes) -> bytes:
    assert isinstance(mistake.apply, Via)
    return mistake.apply.plain(body)


def test_every_row_of_the_survey_is_there() -> None:
    named = {id for ids in SURVEY.values() for id in ids}
    own = [*MISTAKES, *(mistake for decision in nonce.STAGE.decisions for mistake in decision.mistakes)]
    assert {mistake.id for mistake in own} <= named
    assert all(find_mistake(id) for id in named)
    assert all(len(ids) == len(set(ids)) for ids in SURVEY.values())


@pytest.mark.parametrize(
    ("id", "hashed"),
    [
        ("parameters-hashed-as-java-map", b"{nonce=1, close[price]=2}"),
        ("parameters-hashed-as-dictionary-items", b"[nonce, 1]&[close[price], 2]"),
        ("parameters-hashed-as-python-dict", b"{'nonce': '1', 'close[price]': '2'}"),
    ],
)
def test_a_name_with_brackets_is_one_name_of_a_collection(id: str, hashed: bytes) -> None:
    assert applied(find_mistake(id), b"nonce=1&close%5Bprice%5D=2") == hashed
