"""The code of every language, run by its own interpreter and held against the pipeline."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.diagnosis.challenge import challenge
from explainer.example import EXAMPLE
from explainer.languages import ENVIRONMENT, LANGUAGES, Language, language, program, stage_code
from explainer.languages.javascript import JAVASCRIPT
from explainer.languages.model import LONG_BODY
from explainer.languages.python import PYTHON
from explainer.pipeline.run import explain
from explainer.render.visible import visible
from explainer.request import Request, form_body, json_body
from explainer.stages import STAGES

INTERPRETERS = {"python": sys.executable, "javascript": shutil.which("node")}
INSTALLED = [
    pytest.param(
        each, id=each.id, marks=pytest.mark.skipif(not INTERPRETERS[each.id], reason="no interpreter")
    )
    for each in LANGUAGES
]

BATCH = {
    "nonce": "1616492376594",
    "orders": [
        {"ordertype": "limit", "price": "40000.1", "volume": 1.25, "reduce_only": False, "oflags": []},
        {"price": "+5%", "userref": -7, "close": None, "text": 'é 😀 \\ " \x00 \u2028', "true": True},
    ],
    "pair": "XBTUSD",
}


def request(body: bytes | str, *, path: bytes | str = "/0/private/AddOrder", nonce: str = "17") -> Request:
    return Request.of(path, body, nonce=nonce, secret=EXAMPLE.secret)


REQUESTS = {
    "the published example": EXAMPLE,
    "unicode": request(form_body({"nonce": "17", "text": "żółć שלום é"})),
    "emoji": request(form_body([("nonce", "17"), ("text", "😀👩‍👩‍👧"), ("text", "again")])),
    "raw unicode": request("nonce=17&text=żółć 😀 \u202e\u200b\u00ad"),
    "spaces as %20": request("nonce=17&text=a%20b&tilde=~&star=*%27"),
    "spaces as +": request("nonce=17&text=a+b&tilde=%7E&star=*%27"),
    "quotes and backslashes": request("nonce=17&text=\"'\\`${x}\\n"),
    "encoded quotes": request(form_body({"nonce": "17", "te'xt": "\"'\\`${x}\n", 'a"b': "%"})),
    "NUL and controls": request("nonce=17&x=\x00\x01\x0712\r\n\t\x1b[31m\x7f\x85"),
    "no valid UTF-8": request(b"nonce=17&x=\xff\xfe0\x80\\\"'"),
    "a long body that is no valid UTF-8": request(b"nonce=17&x=" + bytes(range(256))),
    "a path that is no valid UTF-8": request("nonce=17", path=b"/0/private/\xe9\n"),
    "a nonce that is not the body's": request("nonce=18&volume=17"),
    "a nonce that is no valid UTF-8": Request(b"/", b"\xff17", b"nonce=17", EXAMPLE.secret),
    "nothing": Request(b"", b"", b"", EXAMPLE.secret),
    "names like an index": request("10=a&9=b&nonce=17&__proto__=c"),
    "trailing ampersand": request("nonce=17&a=1&"),
    "JSON": request(json_body(BATCH), nonce="1616492376594"),
    "JSON with spaces": request(json.dumps(BATCH)),
    "JSON with a number for nonce": request('{"nonce":17,"price":"5%"}'),
    "JSON with a huge number": request('{"nonce":17,"big":12345678901234567890}'),
    "JSON with odd floats": request('{"nonce":17,"a":1.0,"b":1e-7,"c":0.00001,"d":1e22}'),
    "JSON with names like an index": request('{"10":1,"9":2,"__proto__":3}'),
    "JSON with a name twice": request('{"nonce":17,"nonce":17}'),
    "JSON with NaN": request('{"nonce":17,"a":NaN}'),
    "JSON with half a surrogate pair": request('{"nonce":17,"a":"\\ud83d"}'),
    "JSON, deep": request('{"a":' + "[" * 900 + "]" * 900 + "}"),
    "JSON, too deep": request('{"a":' + "[" * 4000 + "]" * 4000 + "}"),
    "a long text": request("nonce=17&text=" + "long and \\longer " * 40),
    "a body that is read from a file": request(b"nonce=17&x=\xff" + b"x" * LONG_BODY),
}


def run(language: Language, code: str, folder: Path, **environment: str) -> str:
    interpreter = INTERPRETERS[language.id]
    assert interpreter
    file = folder / f"program{language.suffix}"
    file.write_text(code, encoding="utf-8")
    done = subprocess.run(
        [interpreter, file.name], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("given", REQUESTS.values(), ids=REQUESTS.keys())
@pytest.mark.parametrize("language", INSTALLED)
def test_the_program_gives_each_stage_s_value(language: Language, given: Request, tmp_path: Path) -> None:
    (tmp_path / "body").write_bytes(given.body)
    printed = run(
        language, program(language, given), tmp_path, **{ENVIRONMENT: given.secret.expose().decode()}
    )
    steps = explain(given).steps
    # An empty value leaves nothing behind the stage's id.
    lines = [line.rstrip(" ") for line in printed.splitlines()]
    assert lines == [f"{step.stage.id} {step.value.data.hex()}".rstrip(" ") for step in steps]


def test_the_example_is_written_as_a_developer_would() -> None:
    assert stage_code(PYTHON, "postdata", EXAMPLE).splitlines() == [
        "postdata = urllib.parse.urlencode({",
        '    "nonce": nonce,',
        '    "ordertype": "limit",',
        '    "pair": "XBTUSD",',
        '    "price": "37500",',
        '    "type": "buy",',
        '    "volume": "1.25",',
        "})",
    ]
    assert stage_code(JAVASCRIPT, "postdata", EXAMPLE).splitlines() == [
        "const postdata = new URLSearchParams({",
        "    nonce,",
        '    ordertype: "limit",',
        '    pair: "XBTUSD",',
        '    price: "37500",',
        '    type: "buy",',
        '    volume: "1.25",',
        "}).toString();",
    ]
    assert "hashlib.sha256((nonce + postdata).encode()).digest()" in stage_code(PYTHON, "sha256", EXAMPLE)
    assert 'createHash("sha256").update(nonce + postdata).digest()' in stage_code(
        JAVASCRIPT, "sha256", EXAMPLE
    )


@pytest.mark.parametrize(
    ("body", "python", "javascript"),
    [
        ("nonce=17&a=b%20c", "quote_via=urllib.parse.quote", "querystring.stringify({"),
        ("nonce=17&a=b+c", "urlencode({", "new URLSearchParams({"),
        ("nonce=17&a=1&a=2", '    ("nonce", nonce),', '    ["nonce", nonce],'),
        ('{"nonce":"17","é":1}', 'separators=(",", ":"), ensure_ascii=False)', "JSON.stringify({"),
        ('{"nonce": "17"}', 'json.dumps({"nonce": nonce})', 'const postdata = "{'),
        ('{"nonce":17}', '"nonce": int(nonce),', "{ nonce: Number(nonce) }"),
        ("17", 'postdata = "17"', 'const postdata = "17";'),
    ],
)
def test_the_body_is_made_by_the_encoder_that_gives_it(body: str, python: str, javascript: str) -> None:
    made = request(body)
    assert python in stage_code(PYTHON, "postdata", made)
    assert javascript in stage_code(JAVASCRIPT, "postdata", made)


@pytest.mark.parametrize("given", REQUESTS.values(), ids=REQUESTS.keys())
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.id)
def test_code_holds_no_key_and_nothing_a_terminal_acts_on(language: Language, given: Request) -> None:
    code = program(language, given)
    assert given.secret.expose().decode() not in code
    assert f'"{ENVIRONMENT}"' in code or f".{ENVIRONMENT}" in code
    assert visible(code, lines=True) == code
    assert all(line == line.rstrip() for line in code.splitlines())


@given(body=st.binary(max_size=60), path=st.binary(max_size=20), nonce=st.binary(max_size=20))
def test_any_request_has_python_that_signs_it(body: bytes, path: bytes, nonce: bytes) -> None:
    made = Request(path, nonce, body, EXAMPLE.secret)
    names: dict[str, object] = {}
    code = "\n".join(
        ["import base64, hashlib, hmac, json, urllib.parse"]
        + [stage_code(PYTHON, stage.id, made) for stage in STAGES if stage.id != "secret"]
    )
    names["key"] = explain(made).step("secret").value.data
    exec(code, names)
    assert names["signature"] == explain(made).signature


PAIRS = [("a b", "~*!'()-_.+/ &=%"), ("é😀", "\x00\x1f\x7f\u2028"), ("", ""), ("nonce", "17")]
VALUES = [BATCH, {"a": "\u2028\x7f\b\f\n\r\t\x01</script>"}, {"f": [0.1, 1.5, -2.25, 123456.789, 1, -0]}]


@pytest.mark.skipif(not INTERPRETERS["javascript"], reason="no interpreter")
def test_node_s_encoders_give_what_is_assumed(tmp_path: Path) -> None:
    script = f"""
    const querystring = require("node:querystring");
    const pairs = {json.dumps(PAIRS)};
    const values = {json.dumps(VALUES)};
    console.log(JSON.stringify([
        new URLSearchParams(pairs).toString(),
        querystring.stringify(Object.fromEntries(pairs)),
        ...values.map((value) => JSON.stringify(value)),
    ]));
    """
    given = json.loads(run(JAVASCRIPT, script, tmp_path))
    assert given[:2] == [form.gives(PAIRS) for form in JAVASCRIPT.forms]
    assert given[2:] == [JAVASCRIPT.jsons[0].gives(value) for value in VALUES]
    assert [JAVASCRIPT.jsons[0].gives(odd) for odd in ({"a": 1.0}, {"a": 2**53}, {"a": "\ud83d"})] == [
        None,
        None,
        None,
    ]
    assert parse_qsl(given[0], keep_blank_values=True) == PAIRS


def test_a_long_literal_and_what_joins_its_lines_fit_into_80_columns() -> None:
    code = stage_code(JAVASCRIPT, "postdata", challenge("rich-form").request)
    lines = code.splitlines()
    assert len(lines) > 4
    assert all(line.endswith('" +') for line in lines[1:-1])
    assert max(map(len, lines)) <= 76


def test_languages_are_found_by_id() -> None:
    assert [language(each.id) for each in LANGUAGES] == list(LANGUAGES)
    with pytest.raises(KeyError):
        language("cobol")
    with pytest.raises(KeyError):
        stage_code(PYTHON, "eighth", EXAMPLE)
