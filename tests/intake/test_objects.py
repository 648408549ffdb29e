"""Objects of parameters, headers and fields in four languages, held against what the languages send."""

from __future__ import annotations

import json
import subprocess
from ast import literal_eval
from itertools import pairwise
from pprint import pformat
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.example import EXAMPLE, SIGNATURE
from explainer.intake.paste import read_paste
from explainer.intake.readers.encoders import json_text
from explainer.intake.readers.literals import Items, Literals, Number, Pairs, Text, Value
from explainer.intake.readers.objects import read_objects
from explainer.secret import Secret

KEY = EXAMPLE.secret.expose().decode()
NONCE = "1616492376594"
BODY = EXAMPLE.body


def node(program: str) -> str:
    """Return what a program prints in Node.js."""
    return subprocess.run(["node", "-e", program], capture_output=True, text=True, check=True).stdout


def fields(text: str) -> list[tuple[str, bytes | Secret]]:
    return [(found.field, found.value) for part in read_objects(text) for found in part.found]


EXAMPLES = [
    f"""data = {{
        "nonce": "{NONCE}",
        "ordertype": "limit",  # a comment
        'pair': 'XBTUSD',
        "price": 37500,
        "type": "buy",
        "volume": 1.25,
    }}""",
    f"""const params = {{
        nonce: {NONCE}, // a comment
        ordertype: 'limit', /* and, another {chr(125)} */
        pair: `XBTUSD`,
        "price": 37_500,
        type: "b\\u0075y",
        volume: 1.250
    }};""",
    f"""$req = array(
        'nonce' => '{NONCE}',
        'ordertype' => "limit",
        'pair' => 'XBTUSD',
        'price' => 37500,
        'type' => 'buy',
        'volume' => '1.25',
    );""",
    f"$req = ['nonce' => {NONCE}, 'ordertype' => 'limit', 'pair' => 'XBTUSD', 'price' => '37500',"
    " 'type' => 'buy', 'volume' => '1.25'];",
    f'{{"nonce":"{NONCE}","ordertype":"limit","pair":"XBTUSD","price":"37500","type":"buy","volume":"1.25"}}',
    f'postdata = urllib.parse.urlencode({{"nonce": {NONCE}, "ordertype": "limit", "pair": "XBTUSD",'
    ' "price": "37500", "type": "buy", "volume": "1.25"})',
    f"new URLSearchParams([['nonce', '{NONCE}'], ['ordertype', 'limit'], ['pair', 'XBTUSD'],"
    " ['price', '37500'], ['type', 'buy'], ['volume', '1.25']])",
    f'data = [("nonce", "{NONCE}"), ("ordertype", "limit"), ("pair", "XBTUSD"), ("price", 37500),'
    ' ("type", "buy"), ("volume", "1.25")]',
    f"dict(nonce='{NONCE}', ordertype='limit', pair='XBTUSD', price=37500, type='buy', volume='1.25')",
]


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_object_of_parameters_makes_the_body(text: str) -> None:
    (part,) = read_objects(f"some code\n{text}\nmore code")
    nonce, body = part.found
    assert (nonce.field, nonce.value) == ("nonce", NONCE.encode())
    assert (body.field, body.value, body.made) == ("body", BODY, True)
    assert [remark.id for remark in part.remarks] == ["body-made"]


def test_an_object_that_has_a_class_is_one() -> None:
    printed = node(
        "class AxiosHeaders { get [Symbol.toStringTag]() { return 'Sent' } };"
        f"const h = Object.assign(new AxiosHeaders(), {{'API-Key': 'k', 'API-Sign': '{SIGNATURE}'}});"
        "const n = Object.assign(Object.create(null), {method: 'post', headers: h}); console.log(n)"
    )
    assert printed.startswith("[Object: null prototype] {")
    assert "AxiosHeaders [Sent] {" in printed
    assert dict(fields(printed))["signature"] == SIGNATURE.encode()


def test_the_name_in_front_belongs_to_it() -> None:
    text = EXAMPLES[0] + "\nprint(data)"
    (part,) = read_objects(text)
    assert part.span == (0, text.index("}") + 1)
    assert text[slice(*part.found[0].span)] == f'"{NONCE}"'


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ('postdata: {"nonce":"1","pair":"XBTUSD"}', b'{"nonce":"1","pair":"XBTUSD"}'),
        ('body = json.dumps({"nonce": "1", "validate": True})', b'{"nonce": "1", "validate": true}'),
        ("body: JSON.stringify({nonce: '1', price: 1.50, x: undefined})", b'{"nonce":"1","price":1.5}'),
        ("json_encode(['nonce' => '1', 'ref' => 'a/b'])", b'{"nonce":"1","ref":"a\\/b"}'),
        (
            'json.dumps({"nonce": 1, "orders": [{"a": [1, None]}]})',
            b'{"nonce": 1, "orders": [{"a": [1, null]}]}',
        ),
    ],
)
def test_a_body_in_json(text: str, body: bytes) -> None:
    assert [value for field, value in fields(text) if field == "body"] == [body]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"headers = {{'API-Key': 'abc', 'API-Sign': '{SIGNATURE}'}}", ["api_key", "signature"]),
        ("{ nonce: '1', path: '/0/private/Balance', postdata: 'nonce=1' }", ["nonce", "path", "body"]),
        (f"new Kraken({{ apiKey: 'k', secret: '{KEY}' }})", ["api_key", "secret"]),
        ("{ sha256: <Buffer 01 02 03 04 05 06 07 08>, secret: Uint8Array(2) [ 1, 2 ] }", ["observed"]),
        (f"{{ 'sha256': '{'ab' * 32}', 'signature': '{SIGNATURE}' }}", ["observed", "signature"]),
    ],
)
def test_other_objects(text: str, expected: list[str]) -> None:
    assert [field for field, _ in fields(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "{pair: 'XBTUSD'}",
        "function f() { return nonce; }",
        "if (nonce) { sign(path); }",
        '{"error": ["EAPI:Invalid signature"]}',
        '{"level": "info", "message": "nothing to see", "key": "value"}',
        "[1, 2, 3]",
        "{nonce: ",
        "{" * 50,
    ],
)
def test_what_is_no_object_of_a_request(text: str) -> None:
    assert fields(text) == []


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ('data = {"nonce": nonce, "pair": "XBTUSD"}', ["nonce"]),
        ("data = {'nonce': str(int(1000*time.time())), 'pair': 'X'}", ["str(int(1000*time.time()))"]),
        ('data = {"nonce": f"{now}", "a": "b" + c}', ['f"{now}"', '"b" + c']),
        ("{nonce, pair: `X${y}`}", ["nonce", "`X${y}`"]),
        ("['nonce' => $nonce, 'pair' => \"X$y\"]", ["$nonce", '"X$y"']),
        ("{ nonce: '1', ...rest }", ["...rest"]),
    ],
)
def test_an_expression_is_said(text: str, unread: list[str]) -> None:
    (part,) = read_objects(text)
    assert [text[slice(*span)] for span in part.unread] == unread
    assert "body" not in [found.field for found in part.found]
    assert "expression" in [remark.id for remark in part.remarks]


@pytest.mark.parametrize("value", ["['a', 'b']", "{'a': 1}"])
def test_a_nested_value_is_said(value: str) -> None:
    text = f"data = {{'nonce': '1', 'o': {value}}}"
    (part,) = read_objects(text)
    assert [found.field for found in part.found] == ["nonce"]
    assert [(remark.id, text[slice(*remark.span)]) for remark in part.remarks] == [("nested-value", value)]


def test_a_value_that_clients_write_in_different_ways_is_said() -> None:
    (part,) = read_objects("{'nonce': '1', 'validate': True}")
    assert part.found[1].value == b"nonce=1&validate=True"
    assert [remark.id for remark in part.remarks] == ["body-made", "value-by-client"]


@pytest.mark.parametrize("written", ["1e999", "-1e400", "1e308", "-0.0", "1e16", "1_000"])
def test_a_number_in_json_is_what_the_languages_write(written: str) -> None:
    value = Literals(f"[{written}]").at(0)
    assert isinstance(value, Items)
    number = value.items[0]
    assert json_text(number, "python") == json.dumps(literal_eval(written))
    assert json_text(number, "javascript") == node(f"console.log(JSON.stringify({written}))").strip()


def test_strings_side_by_side_are_one_as_pprint_writes_them() -> None:
    data = {"path": "/0/private/AddOrder", "data": BODY, "headers": {"API-Sign": SIGNATURE.encode()}}
    printed = pformat(data, width=60)
    assert printed.count("b'") > 3
    assert dict(fields(printed)) == {
        "path": b"/0/private/AddOrder",
        "body": BODY,
        "signature": SIGNATURE.encode(),
    }


@pytest.mark.parametrize("collection", ["new URLSearchParams({})", "new Map(Object.entries({}))"])
def test_what_node_prints_of_a_collection(collection: str) -> None:
    parameters = {"nonce": NONCE, "pair": "XBTUSD", "x": "a b~*'!()", "y": "<>"}
    made = collection.replace("{}", json.dumps(parameters))
    printed = node(f"console.log({made})")
    (part,) = read_objects(printed)
    assert (part.span[0], printed[part.span[1] :].strip()) == (0, "")
    sent = node(f"console.log('' + new URLSearchParams({json.dumps(parameters)}))").strip()
    assert part.found[1].value == sent.encode()


PYTHON_VALUES = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([True, False, None, "~*!'()", "a b", '"', "\\", "\n"]),
)
NAMES = st.sampled_from(["pair", "price", "type", "otp", "close[price]", "userref", "x y"])
PYTHON_DICTS = st.dictionaries(NAMES, PYTHON_VALUES, max_size=4).map(
    lambda more: {"nonce": NONCE, "a": 1} | more
)


@given(PYTHON_DICTS)
def test_a_dict_that_python_printed_gives_what_urlencode_writes(data: dict[str, Any]) -> None:
    # A dict without True, False, None and names in quotes may as well be of JavaScript, which agrees.
    text = f"data = {data!r}"
    assert dict(fields(text))["body"] == urlencode(data).encode()


JSON_VALUES = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.integers(-(2**60), 2**60),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([True, False, None, "~*!'()", "a b", "'", "\\", "\U0001f600"]),
)
OBJECTS = st.dictionaries(NAMES, JSON_VALUES, max_size=5).map(lambda more: {"nonce": NONCE, "a": 1} | more)


@settings(max_examples=1)
@given(st.lists(OBJECTS, min_size=150, max_size=150))
def test_an_object_of_javascript_gives_what_node_sends(objects: list[dict[str, Any]]) -> None:
    sources = [json.dumps(one, ensure_ascii=False).replace('{"nonce"', "{nonce", 1) for one in objects]
    program = "".join(
        f"console.log(JSON.stringify([new URLSearchParams({one}).toString(), JSON.stringify({one})]));\n"
        for one in sources
    )
    sent = [json.loads(line) for line in node(program).splitlines()]
    for source, (form, as_json) in zip(sources, sent, strict=True):
        assert dict(fields(f"params = {source}"))["body"] == form.encode()
        assert dict(fields(f"JSON.stringify({source})"))["body"] == as_json.encode()


def test_an_object_of_php_gives_what_php_sends() -> None:
    text = (
        "$a = ['nonce' => '1', 'b' => 0.00001, 'c' => true, 'd' => null, 'e' => false, 'f' => 1e16,"
        " 'g' => \"a ~*!'()\", 'h' => 1e25, 'i' => 0.1, 'j' => 1.0, 'k' => 12345678901234567890];"
    )
    # http_build_query of PHP 8.2
    sent = (
        b"nonce=1&b=1.0E-5&c=1&e=0&f=1.0E%2B16&g=a+%7E%2A%21%27%28%29&h=1.0E%2B25&i=0.1&j=1"
        b"&k=1.2345678901235E%2B19"
    )
    assert dict(fields(text))["body"] == sent


def plain(value: Value | None) -> Any:
    """Return a literal as Python has it, numbers as they are written."""
    if isinstance(value, Pairs):
        return {name: plain(item) for name, item in value.pairs}
    if isinstance(value, Items):
        return [plain(item) for item in value.items]
    if isinstance(value, Text):
        return value.value
    assert isinstance(value, Number)
    return int(value.written)


TREES = st.recursive(
    st.one_of(st.text(max_size=8), st.integers()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=5), TREES, max_size=4))
def test_what_languages_write_is_read_back(tree: dict[str, Any]) -> None:
    for text in (json.dumps(tree), json.dumps(tree, indent=2, ensure_ascii=False), repr(tree)):
        value = Literals(text).at(0)
        assert plain(value) == tree
        assert value is not None
        assert value.span == (0, len(text))


PIECES = st.lists(
    st.one_of(
        st.text(max_size=6),
        st.sampled_from(
            ["{", "}", "[", "]", "(", ")", ":", ",", "=>", "'", '"', "`", "\\", "nonce", "\n", "//"]
        ),
        st.sampled_from(
            ["/*", "*/", "f'{", "${", "array(", "dict(", "'nonce': '1', ", "...", "x = ", "1e5", "#"]
        ),
        st.sampled_from(["'API-Sign': ", "True", "null", "urlencode(", "JSON.stringify("]),
    ),
    max_size=30,
).map("".join)


@given(PIECES)
def test_any_text(text: str) -> None:
    parts = list(read_objects(text))
    assert all(0 <= part.span[0] < part.span[1] <= len(text) for part in parts)
    assert all(first.span[1] <= second.span[0] for first, second in pairwise(parts))
    inside = [(part, found) for part in parts for found in part.found]
    assert all(part.span[0] <= found.span[0] <= found.span[1] <= part.span[1] for part, found in inside)


def test_a_request_with_its_signature_beside_address_and_body_is_read_whole() -> None:
    text = (
        'app.DEBUG: request {"url":"https://api.kraken.com/0/private/AddOrder","body":"nonce=1&pair=XBTEUR",'
        f'"API-Sign":"{SIGNATURE}"}} []\n'
        'app.ERROR: response {"status":200,"body":"{\\"error\\":[\\"EAPI:Invalid signature\\"]}"} []\n'
    )
    [request] = read_paste(text).requests
    assert request.conflicts == ()
    assert (request.draft.path, request.draft.body) == (b"/0/private/AddOrder", b"nonce=1&pair=XBTEUR")
    assert request.draft.signature == SIGNATURE
