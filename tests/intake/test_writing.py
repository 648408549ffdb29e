"""The language of a paste: plainly one, or none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from explainer.diagnosing import diagnose
from explainer.diagnosis.model import Explanation
from explainer.example import EXAMPLE
from explainer.intake.paste import joined, read_paste
from explainer.intake.writing import as_written, code_language, without_code, written_in
from explainer.languages import LANGUAGES
from explainer.pipeline.catalogue import mistake
from explainer.pipeline.run import sign
from explainer.request import Request
from tests.intake import signing_code
from tests.paths import DATA

IDS = {language.id for language in LANGUAGES}

PASTES = {
    "python": (
        *("call-requests-json", "call-requests-postman", "call-http-client", "call-aiohttp-method"),
        *("requests-debug", "urllib-debug", "urllib3-log", "httpx-debug", "httpx-hook", "requests-prepared"),
        *("python-prints", "python-pprint", "python-f-string", "python-traceback", "ccxt-python"),
        "github-issue",
    ),
    "javascript": (
        *("call-axios-json", "call-got-form", "call-node-https", "devtools-fetch", "code-axios"),
        *("axios-error", "axios-error-json", "axios-interceptor", "node-debug-http", "node-inspect"),
        *("node-options", "node-url-search-params", "js-literal", "got-hook", "ccxt-javascript"),
    ),
    "php": ("call-php-curl", "php-print-r", "php-var-dump", "stackexchange-question"),
    "go": ("call-go", "go-log-maps", "go-dump-request"),
    "powershell": ("call-powershell-hashtable", "devtools-powershell", "curl-powershell"),
    "bash": ("curl-bash", "curl-prompt", "devtools-bash", "bash-x", "github-issue-curl"),
    "": (
        *("devtools-cmd", "http-postman", "lines-key-value", "har-file", "json-config", "java-map"),
        *("answer-only", "prose-only", "digest-xxd", "curl-v-http1", "yaml-config", "empty"),
    ),
}


def paste(name: str) -> str:
    return (DATA / "pastes" / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("language", "name"), [(language, name) for language, names in PASTES.items() for name in names]
)
def test_language_of_a_real_paste(language: str, name: str) -> None:
    pasted = read_paste(paste(name))
    assert written_in(pasted) == language
    shown = code_language(pasted)
    assert (shown.id if shown else None) == (language if language in IDS else None)


def test_what_there_is_no_code_in_has_a_title() -> None:
    titles = {name: without_code(read_paste(code)) for name, code in signing_code.RIGHT.items()}
    assert {titles[name] for name in ("java", "java-arrays")} == {"Java"}
    assert {titles[name] for name in ("php", "php-names")} == {"PHP"}
    assert [titles[name] for name in ("csharp", "go", "ruby")] == ["C#", "Go", "Ruby"]
    assert {titles[name] for name in ("node", "python", "crypto-js", "kotlin")} == {""}
    assert without_code(read_paste(paste("curl-bash"))) == ""


def test_two_languages_say_none_and_a_command_does_not_count_beside_one() -> None:
    python, node, curl = [read_paste(paste(name)) for name in ("python-prints", "got-hook", "curl-bash")]
    assert written_in(joined(python, node)) == ""
    assert written_in(joined(curl, node)) == "javascript"
    assert written_in(joined(curl, curl)) == "bash"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("data = {'nonce': 1, 'validate': True}", "python"),
        ('{"nonce": "1", "validate": true, "userref": null}', ""),
        ("postData { nonce: '1', validate: true }", "javascript"),
        ("{**base, 'nonce': 1, 'pair': 'XBTUSD'}", ""),
        (f"sha256: {bytes(range(32))!r}", "python"),
        (f"sha256: <Buffer {bytes(range(32)).hex(' ')}>", "javascript"),
        ("path: /0/private/Balance\nthe club's body: nonce=1", ""),
    ],
)
def test_language_of_an_object_or_a_value(text: str, language: str) -> None:
    assert written_in(read_paste(text)) == language


@pytest.mark.parametrize(
    ("code", "id"),
    [
        ("crypto.createHash('sha256')", "json-hashed-as-qs-form"),
        ("hashlib.sha256(", "json-hashed-as-python-form"),
        ("<?php hash_hmac(", "json-hashed-as-php-form"),
        ("new HMACSHA512(", "json-hashed-as-dotnet-form"),
        ("", "json-hashed-as-python-form"),
    ],
)
def test_of_what_cannot_be_told_apart_that_of_the_language_leads(code: str, id: str) -> None:
    request = Request.of("/0/private/Balance", b'{"nonce":"1738412399123"}', secret=EXAMPLE.secret)
    found = diagnose(request._replace(signature=sign(request, [mistake("json-hashed-as-python-form")])))
    [before] = found.explanations
    [led] = as_written(found, read_paste(code)).explanations
    assert [one.id for one in led.mistakes] == [id]
    assert {led.mistakes, *led.same} == {before.mistakes, *before.same}
    assert sign(request, led.mistakes) == found.request.signature


def test_what_the_code_looks_like_leads() -> None:
    request = EXAMPLE._replace(signature=sign(EXAMPLE, [mistake("digest-as-hex")]))
    found = diagnose(request)
    other = Explanation((mistake("digest-as-uppercase-hex"),), 1.0)
    found = replace(found, explanations=(Explanation(*other[:2], (found.explanations[0].mistakes,)),))
    code = "kraken: sig = path + hashlib.sha256((nonce + postdata).encode()).hexdigest()"
    assert as_written(found, read_paste(code)).explanations[0].mistakes[0].id == "digest-as-hex"
    assert as_written(found, read_paste("kraken")) is found
