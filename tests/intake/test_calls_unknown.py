"""Calls in code that send what stands nowhere in the paste: nothing is guessed, and that is said."""

from __future__ import annotations

import pytest

from explainer.intake.readers.calls import read_calls
from explainer.intake.readers.model import Part
from tests.intake.test_calls import BALANCE, PHP, SEND, TO


def without_body(text: str) -> Part:
    """Return the one call of a text, which has to say that its body is not known."""
    (part,) = read_calls(text)
    assert "body" not in {found.field for found in part.found}
    assert "expression" in {remark.id for remark in part.remarks}
    return part


IN_PYTHON = [
    SEND,
    f"data = make()\n{SEND}",
    f'data = {{"nonce": "1"}}\ndata["nonce"] = make()\n{SEND}',
    f'data = {{"nonce": "1"}} if x else y\n{SEND}',
    f'data = {{"nonce": "1"}}\ndata, x = y\n{SEND}',
    f'data = {{"nonce": "1"}}\nif x:\n    data = {{"nonce": "2"}}\n{SEND}',
    f'data = {{"nonce": "1"}}\nfor data in x:\n    {SEND}',
    f'data = {{"nonce": "1"}}\ndef send(data):\n    {SEND}',
    f'def other():\n    data = {{"nonce": "1"}}\ndef send():\n    {SEND}',
    f"data = data\n{SEND}",
    f"x = data\ndata = x\n{SEND}",
    f'{SEND}data = {{"nonce": "1"}}\n',
]


@pytest.mark.parametrize("text", IN_PYTHON)
def test_what_a_name_holds_is_not_guessed(text: str) -> None:
    unread = {text[slice(*span)] for span in without_body(text).unread}
    assert "data" in unread or "make()" in text


IN_OTHERS = [
    f"axios.post({TO}, data)",
    f"axios.post({TO}, `nonce=${{Date.now()}}`)",
    f"function f(body) {{\n  fetch({TO}, {{ body }});\n}}",
    f"let body;\nif (x) {{\n  body = 'nonce=1';\n}}\nfetch({TO}, {{ body }});",
    f"const r = https.request({TO});\nr.write('nonce=1');\nr.write('&a=b');\nr.end();",
    f"fetch({TO}, options)",
    f"fetch({TO}, {{ body: new FormData() }})",
    f"{PHP}curl_setopt($ch, CURLOPT_POSTFIELDS, $body);",
    f'{PHP}curl_setopt($ch, CURLOPT_POSTFIELDS, "nonce=$nonce");',
    f"$o = ['nonce' => '1'];\n$o[$k] = 'x';\n{PHP}"
    "curl_setopt($ch, CURLOPT_POSTFIELDS, http_build_query($o));",
    f"$b = 'nonce=1';\nfunction f($b, $x = array()) {{\n {PHP} curl_setopt($ch, CURLOPT_POSTFIELDS, $b);",
    'req, err := http.NewRequest("POST", "/0/private/Balance", strings.NewReader(body))',
    f"irm {BALANCE} -Method Post -Body $body",
    f"irm {BALANCE} -Method Post -Body ($body | ConvertTo-Json)",
    f"$b = @{{ nonce = 1 }} | ConvertTo-Json\nirm {BALANCE} -Body $b",
    f'irm {BALANCE} -Method Post -Body "nonce=$(Get-Date)"',
    f"irm {BALANCE} -Method Post -Body @{{ nonce = 1; pair = 'XBTUSD' }}",
    f"irm {BALANCE} -Method Post -Body @{{ nonce = $nonce }}",
    f"function f($b) {{\n  irm {BALANCE} -Body $b\n}}",
    f'client.post("{BALANCE}").body(format!("nonce={{}}", nonce)).send()',
    f'client.post("{BALANCE}").body(format!("nonce={{:?}}", "1")).send()',
    f'client.post("{BALANCE}").form(&params).send()',
    f"req = Net::HTTP::Post.new(URI('{BALANCE}'))\nreq.body = \"nonce=#{{nonce}}\"",
    f"req = Net::HTTP::Post.new(URI('{BALANCE}'))\nreq.set_form_data('nonce' => nonce)",
    f'var r = new HttpRequestMessage(HttpMethod.Post, "{BALANCE}");\nr.Content = new StringContent(body);',
    f'client.PostAsync("{BALANCE}", new FormUrlEncodedContent(new Dictionary<string, string> {{\n'
    '    { "nonce", nonce },\n}));',
    f'HttpRequest.newBuilder().uri(URI.create("{BALANCE}"))'
    ".POST(HttpRequest.BodyPublishers.ofString(body)).build();",
    f"$client->post('{BALANCE}', ['form_params' => $data]); // Guzzle",
    f'http.PostForm("{BALANCE}", data)',
    f'$.ajax({{ url: "{BALANCE}", type: "POST", data: data }})',
    f'var x = new XMLHttpRequest();\nx.open("POST", "{BALANCE}");\nx.send(data);',
    f"$c = stream_context_create($o);\nfile_get_contents('{BALANCE}', false, $c);",
]


@pytest.mark.parametrize("text", IN_OTHERS)
def test_what_is_not_known_in_other_languages_is_said(text: str) -> None:
    assert without_body(text).unread
