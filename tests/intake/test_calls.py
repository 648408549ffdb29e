"""Calls of HTTP clients in code, held against what these clients send for the very same code."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.example import EXAMPLE
from explainer.intake.draft import Draft
from explainer.intake.paste import read_paste
from explainer.intake.readers.calls import read_calls
from tests.intake.test_paste_any import assert_sound
from tests.paths import DATA, load

RECORDED: dict[str, dict[str, Any]] = load(DATA / "calls.json")
"""By name: the client that ran the source against a server on loopback, the source, and what arrived."""


def source(name: str) -> str:
    """Return the code that was run."""
    return "\n".join(RECORDED[name]["source"])


def sent(draft: Draft) -> dict[str, str | None]:
    """Return what a draft says was sent, as it was recorded."""
    return {
        "method": draft.method,
        "path": (draft.path or b"").decode(),
        "content_type": draft.content_type,
        "body": (draft.body or b"").decode(),
        "api_key": (draft.api_key or b"").decode(),
        "signature": draft.signature,
    }


@pytest.mark.parametrize("name", RECORDED)
def test_a_call_gives_what_its_client_sends(name: str) -> None:
    pasted = read_paste(source(name))
    assert_sound(pasted)
    (request,) = pasted.requests
    draft = request.draft
    assert not request.conflicts
    assert sent(draft._replace(method=(draft.method or "").upper())) == RECORDED[name]["sent"]
    (part,) = read_calls(source(name))
    assert (part.kind, part.whole) == ("call", True)


def read(text: str) -> dict[str, Any]:
    """Return what a call says, by field."""
    (part,) = read_calls(text)
    return {found.field: found.value for found in part.found}


SEND = 'requests.post("https://api.kraken.com/0/private/Balance", data=data)\n'


@pytest.mark.parametrize(
    "text",
    [
        f'data = {{"nonce": "1"}}\n{SEND}',
        f'nonce = 1\ndata = {{"nonce": nonce}}\n{SEND}',
        f'data = {{}}\ndata["nonce"] = "1"\n{SEND}',
        f'data = {{}}\ndata.update({{"nonce": "1"}})\n{SEND}',
        f'data = "nonce"\ndata += "=" + str(1)\n{SEND}',
        f'one = {{"nonce": "1"}}\ndata = {{**one}}\n{SEND}',
        f'nonce = "1"\ndata = f"nonce={{nonce}}"\n{SEND}',
        f'data: dict[str, str] = {{"nonce": "1"}}\n{SEND}',
        f'data = {{"nonce": "1"}}\ndef sign(data):\n    data = "x"\n    return data\n{SEND}',
        f'data = {{"nonce": "1"}}\ndef send():\n    {SEND}',
        f'>>> data = {{"nonce": "1"}}\n>>> {SEND}',
    ],
)
def test_a_name_holds_what_it_was_set_to(text: str) -> None:
    assert read(text)["body"] == b"nonce=1"


def test_a_name_that_is_not_known_is_said() -> None:
    (part,) = read_calls(SEND)
    assert [remark.message for remark in part.remarks] == [
        "what data holds is not known here; paste that value as well"
    ]


def test_a_key_without_quotes_is_not_quoted_in_what_is_said() -> None:
    key = EXAMPLE.secret.expose().decode()[:40].replace("/", "a").replace("+", "b")
    (part,) = read_calls(SEND.replace("data=data", f"data={key}"))
    assert all(key not in remark.message for remark in part.remarks)


def test_the_beginning_of_an_address_need_not_be_known() -> None:
    assert read('session.post(self.base + "/0/private/Balance")')["path"] == b"/0/private/Balance"


def test_where_names_are_set_belongs_to_the_call() -> None:
    text = f'data = {{"nonce": "1"}}\nprint(1)\n{SEND}'
    (part,) = read_calls(text)
    assert [text[slice(*span)] for span in part.places] == [SEND.strip(), 'data = {"nonce": "1"}']
    pasted = read_paste(text)
    assert [each.kind for each in pasted.parts] == ["call"]
    assert [pasted.excerpt(span) for span in pasted.unread] == ["print(1)"]


@pytest.mark.parametrize(
    "text",
    [
        'requests.get("https://api.kraken.com/0/public/Time")',
        'requests.post(url, json={"content": "done"})',
        'app.post("/0/private/Balance")',
        'data.get("nonce")',
        "requests.post(",
    ],
)
def test_what_is_no_call_of_a_client_that_signs(text: str) -> None:
    assert not list(read_calls(text))


def test_parameters_in_the_address_are_said() -> None:
    (part,) = read_calls('requests.post("https://api.kraken.com/0/private/Balance", params={"nonce": "1"})')
    assert [remark.id for remark in part.remarks] == ["data-in-query"]
    assert "body" not in {found.field for found in part.found}


def test_a_private_key_in_a_header_is_concealed() -> None:
    key = EXAMPLE.secret.expose().decode()
    text = f'k = "{key}"\nrequests.post("/0/private/Balance", headers={{"API-Secret": k, "API-Key": "x"}})'
    pasted = read_paste(text)
    assert key not in pasted.text + repr(pasted)
    assert pasted.requests[0].draft.secret == EXAMPLE.secret


PIECES = st.lists(
    st.one_of(
        st.text(max_size=5),
        st.sampled_from(["requests.post(", "session.post(", "Request(", "conn.request(", "data", "nonce"]),
        st.sampled_from(
            ['data = {"nonce": "1"}\n', "data['x'] = y\n", "x = data\n", 'f"{x}"', "'a'", "b'a'"]
        ),
        st.sampled_from(
            ['"https://api.kraken.com/0/private/Balance"', ", data=data)", ", json=", "headers="]
        ),
        st.sampled_from(
            ["(", ")", "{", "}", "[", "]", ",", "=", "+", "\n", "    ", "**", "...", ".encode()"]
        ),
        st.sampled_from(
            ["axios.post(", "fetch(", "{ body: ", "`${data}`", "() => {", "https.request(", "r.end("]
        ),
        st.sampled_from(["def f(data):\n", "urlencode(data)", "json.dumps(", "str(", "if x:\n", "+= "]),
        st.sampled_from([source(name) for name in RECORDED]),
    ),
    max_size=20,
).map("".join)


@given(PIECES)
def test_any_text(text: str) -> None:
    assert_sound(read_paste(text))
    parts = list(read_calls(text))
    assert all(0 <= start < end <= len(text) for part in parts for start, end in part.places)
    assert all(first.span[1] <= second.span[0] for first, second in pairwise(parts))


TO = "'https://api.kraken.com/0/private/Balance'"


@pytest.mark.parametrize(
    "text",
    [
        f"axios.post({TO}, 'nonce=' + 1)",
        f"const nonce = 1;\nconst body = `nonce=${{nonce}}`;\naxios.post({TO}, body, config);",
        f"const p = new URLSearchParams();\np.set('nonce', '1');\nfetch({TO}, {{ method: 'POST', body: p }})",
        f"let o = {{ nonce: 1 }}\nawait got.post({TO}, {{ form: {{ ...o }} }})",
        f"const o = {{ method: 'POST', data: {{}} }};\nfetch({TO}, {{ ...o, body: String('nonce=1') }});",
        f"const r = https.request({TO}, {{ method: 'POST' }}, function (x) {{}});\nr.end('nonce=1');",
        f"const b = 'nonce=1';\nfunction f(b) {{\n  return b;\n}}\nfetch({TO}, {{ body: b }});",
    ],
)
def test_what_names_in_javascript_hold(text: str) -> None:
    assert read(text)["body"] == b"nonce=1"


def test_an_object_that_fetch_does_not_write_is_said() -> None:
    (part,) = read_calls(source("fetch-object"))
    assert "body-is-object" in {remark.id for remark in part.remarks}


def test_a_method_of_javascript_is_the_one_that_is_given_or_get() -> None:
    assert read(f"fetch({TO})")["method"] == b"GET"
    assert read(f"fetch({TO}, {{ method: 'POST' }})")["method"] == b"POST"
    assert read(f"axios.post({TO})")["method"] == b"POST"


PHP = "$ch = curl_init('https://api.kraken.com/0/private/Balance');\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{PHP}curl_setopt($ch, CURLOPT_POSTFIELDS, 'nonce=1');",
        f"$n = 1;\n{PHP}curl_setopt($ch, CURLOPT_POSTFIELDS, 'nonce=' . $n);",
        f"$o = ['nonce' => '1'];\n{PHP}curl_setopt($ch, CURLOPT_POSTFIELDS, http_build_query($o));",
        f"$o = array();\n$o['nonce'] = 1;\n{PHP}curl_setopt($ch, CURLOPT_POSTFIELDS, http_build_query($o));",
        f'{PHP}curl_setopt_array($ch, [CURLOPT_POSTFIELDS => "nonce=1"]);',
        'p := url.Values{}\np.Set("nonce", "1")\n'
        'req, err := http.NewRequest("POST", "/0/private/Balance", strings.NewReader(p.Encode()))',
        'p := make(url.Values)\np["nonce"] = []string{"1"}\n'
        'req, err := http.NewRequest("POST", "/0/private/Balance", bytes.NewBufferString(p.Encode()))',
    ],
)
def test_what_names_in_php_and_go_hold(text: str) -> None:
    assert read(text)["body"] == b"nonce=1"


def test_options_of_another_handle_are_those_of_another_request() -> None:
    text = f"{PHP}curl_setopt($ch, CURLOPT_POSTFIELDS, 'nonce=1');\n"
    parts = read_calls(
        text + text.replace("nonce=1", "nonce=2") + text.replace("$ch", "$c").replace("nonce=1", "nonce=3")
    )
    bodies = [found.value for part in parts for found in part.found if found.field == "body"]
    assert bodies == [b"nonce=1", b"nonce=2", b"nonce=3"]


BALANCE = "https://api.kraken.com/0/private/Balance"


@pytest.mark.parametrize(
    "text",
    [
        f"irm {BALANCE} -Method Post -Body nonce=1",
        f"Invoke-RestMethod -Uri '{BALANCE}' -Method Post -Body 'nonce=1' | ConvertTo-Json",
        f'$n = 1\n$r = Invoke-RestMethod "{BALANCE}" -Body "nonce=$n"',
        f'$n = "1"\nInvoke-WebRequest `\n  -Uri {BALANCE} `\n  -Body ("nonce=" + $n)',
        f"$b = @{{ nonce = 1 }}\niwr {BALANCE} -Method Post -Body $b -UseBasicParsing",
        f"$b = @{{}}\n$b.Add('nonce', '1')\nirm {BALANCE} -Body $b",
        f"$b = @{{}}\n$b['nonce'] = 1\nirm {BALANCE} -Body $b",
        f"$b = @'\nnonce=1\n'@\nirm {BALANCE} -Body $b",
    ],
)
def test_what_variables_in_powershell_hold(text: str) -> None:
    assert read(text)["body"] == b"nonce=1"


def test_an_ordered_table_of_powershell_keeps_its_order() -> None:
    table = "[ordered]@{ nonce = 1; pair = 'XBTUSD' }"
    assert read(f"irm {BALANCE} -Method Post -Body {table}")["body"] == b"nonce=1&pair=XBTUSD"


def test_escapes_of_powershell_are_resolved() -> None:
    text = f"irm {BALANCE} -Body \"nonce=1&a=`\"b`\"\"\"`$c'\" -Headers @{{ 'API-Key' = 'it''s' }}"
    assert read(text)["body"] == b'nonce=1&a="b""$c\''
    assert read(text)["api_key"] == b"it's"


def test_a_printed_body_is_what_was_signed_and_the_made_one_what_was_sent() -> None:
    text = f"requests.post('{BALANCE}', json={{'nonce': '1', 'pair': 'X'}})\n\npostdata: nonce=1&pair=X\n"
    draft = read_paste(text).requests[0].draft
    assert draft.body == b'{"nonce": "1", "pair": "X"}'
    assert [(one.stage, one.text) for one in draft.observed or ()] == [("postdata", "nonce=1&pair=X")]


def test_the_name_at_the_beginning_of_a_filled_in_address_need_not_be_known() -> None:
    assert read('session.post(f"{self.base}/0/private/Balance")')["path"] == b"/0/private/Balance"
    assert read("fetch(`${BASE}/0/private/Balance`)")["path"] == b"/0/private/Balance"


KEYS = '"API-Key", "k"'


@pytest.mark.parametrize(
    "text",
    [
        # As Postman writes it for OkHttp.
        'MediaType mediaType = MediaType.parse("application/x-www-form-urlencoded");\n'
        'RequestBody body = RequestBody.create(mediaType, "nonce=1&pair=X");\n'
        f'Request request = new Request.Builder()\n  .url("{BALANCE}")\n  .method("POST", body)\n'
        f"  .addHeader({KEYS})\n  .build();\n",
        'RequestBody body = new FormBody.Builder()\n    .add("nonce", "1")\n'
        '    .add("pair", "X")\n    .build();\n'
        f'Request r = new Request.Builder().url("{BALANCE}").header({KEYS}).post(body).build();\n',
        f'val body = FormBody.Builder()\n    .add("nonce", "1")\n    .add("pair", "X")\n    .build()\n'
        f'val request = Request.Builder()\n    .url("{BALANCE}")\n    .addHeader({KEYS})\n    .post(body)\n',
        f'let nonce = "1";\nlet res = client\n    .post("{BALANCE}")\n    .header({KEYS})\n'
        '    .header("Content-Type", "application/x-www-form-urlencoded")\n'
        '    .body(format!("nonce={}&pair={}", nonce, "X"))\n    .send()\n    .await?;\n',
        f'let params = [("nonce", "1"), ("pair", "X")];\n'
        f'let res = reqwest::Client::new().post("{BALANCE}").header({KEYS}).form(&params).send().await?;\n',
        "$response = Http::withHeaders([\n    'API-Key' => 'k',\n])->asForm()->post("
        f"'{BALANCE}', [\n    'nonce' => '1',\n    'pair' => 'X',\n]);\n",
        'var options = {\n  "method": "post",\n  "headers": { "API-Key": "k" },\n'
        f'  "payload": "nonce=1&pair=X"\n}};\nvar r = UrlFetchApp.fetch("{BALANCE}", options);\n',
        f'UrlFetchApp.fetch("{BALANCE}", {{ method: "post", payload: {{ nonce: 1, pair: "X" }},\n'
        '  headers: { "API-Key": "k" } });\n',
    ],
    ids=["okhttp", "okhttp form", "kotlin", "reqwest", "reqwest form", "laravel", "script", "object"],
)
def test_clients_that_are_not_run_here(text: str) -> None:
    (request,) = read_paste(text).requests
    draft = request.draft
    assert (draft.path, draft.body) == (b"/0/private/Balance", b"nonce=1&pair=X")
    assert (draft.method or "").upper() == "POST"
    assert (draft.api_key, draft.content_type) == (b"k", "application/x-www-form-urlencoded")
    assert not request.conflicts


@pytest.mark.parametrize("mark", ["//", "#", " * "])
def test_a_call_that_is_commented_out_is_none(mark: str) -> None:
    call = "fetch('https://api.kraken.com/0/private/Balance', {\n  method: 'POST',\n  body: 'nonce=1',\n})"
    assert len(list(read_calls(call))) == 1
    assert list(read_calls("\n".join([f"{mark} {line}" for line in call.splitlines()]))) == []
