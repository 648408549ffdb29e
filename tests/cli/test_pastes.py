"""Commands take whatever was pasted: what they read, what they ask, and each request's verdict."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest

from explainer.example import EXAMPLE
from explainer.exits import Exit
from explainer.intake.paste import LARGEST
from explainer.pipeline.catalogue import mistake
from explainer.pipeline.run import explain, sign
from tests.cli.conftest import EXAMPLE_KEY, Cli, Ran, spawn
from tests.cli.diagnosing import A_DIAGNOSIS, AN_ERROR

BODY = EXAMPLE.body.decode()
RIGHT = sign(EXAMPLE)
WRONG = sign(EXAMPLE, ["digest-as-hex"])
ENV = f"KRAKEN_API_SECRET={EXAMPLE_KEY}\n"


def curl(signature: str = WRONG, body: str = BODY) -> str:
    return (
        "$ curl https://api.kraken.com/0/private/AddOrder \\\n"
        f"    -H 'API-Key: public' -H 'API-Sign: {signature}' \\\n"
        f"    -d '{body}'\n"
    )


def read(document: dict[str, Any]) -> dict[str, Any]:
    """Return what was found, by field."""
    return {found["field"]: found["value"] for found in document["read"]["found"]}


def error_of(ran: Ran) -> dict[str, Any]:
    """Return what a command says in JSON of what it cannot use."""
    document = json.loads(ran.out)
    jsonschema.validate(document, AN_ERROR)
    error: dict[str, Any] = document["error"]
    return error


def test_a_curl_command_and_settings_are_diagnosed(cli: Cli) -> None:
    ran = cli("diagnose", "-", stdin=f"This fails:\n{curl()}{ENV}")
    assert ran.code == Exit.WRONG
    assert ran.out.startswith("The signature is wrong: one mistake gives exactly these bytes.")
    assert "digest-as-hex" in ran.out
    read = " ".join(ran.out.partition("What was read")[2].split())
    assert "(line 3, the header API-Sign)" in read
    assert "not understood 1 line that holds no value" in read
    assert EXAMPLE_KEY not in read


def test_the_json_of_a_paste_says_what_was_read(cli: Cli) -> None:
    ran = cli("diagnose", "-", "--json", stdin=f"{curl()}{ENV}")
    document = json.loads(ran.out)
    jsonschema.validate(document, A_DIAGNOSIS)
    assert document["verdict"] == "explained"
    assert document["read"]["parts"] == ["curl", "env"]
    assert read(document)["body"] == BODY
    assert read(document)["secret"] is None
    assert document["read"]["not_understood"] == []


def test_the_fix_is_shown_in_the_language_of_the_paste(cli: Cli) -> None:
    call = (
        "await axios.post('https://api.kraken.com/0/private/AddOrder', "
        f"'{BODY}', {{headers: {{'API-Sign': '{WRONG}'}}}});\n{ENV}"
    )
    ran = cli("diagnose", "-", stdin=call)
    assert "  JavaScript, as in your paste; --language shows another\n" in ran.out
    assert 'createHash("sha256")' in ran.out
    assert "hashlib" not in ran.out
    assert "```javascript\n" in cli("diagnose", "-", "--report", stdin=call).out
    ran = cli("diagnose", "-", "--language", "python", stdin=call)
    assert "\n  Python\n" in ran.out
    assert "as in your paste" not in ran.out
    ran = cli("explain", "-", "--mistake", "digest-as-hex", stdin=call)
    assert "  JavaScript, as in your paste; --language shows another\n" in ran.out
    assert "JavaScript" not in cli("explain", "-", stdin=call).out
    ran = cli("diagnose", "-", "--json", stdin=call)
    document = json.loads(ran.out)
    jsonschema.validate(document, A_DIAGNOSIS)
    assert document["read"]["language"] == "javascript"
    assert "code" not in document["explanations"][0]["mistakes"][0]


def test_a_language_without_code_is_named_where_another_is_shown(cli: Cli) -> None:
    call = (
        "$ch = curl_init('https://api.kraken.com/0/private/AddOrder');\n"
        f"curl_setopt($ch, CURLOPT_POSTFIELDS, '{BODY}');\n"
        f"curl_setopt($ch, CURLOPT_HTTPHEADER, ['API-Sign: {WRONG}']);\n{ENV}"
    )
    said = "as there is none in PHP here"
    assert f"  Python, {said}; --language shows JavaScript\n" in cli("diagnose", "-", stdin=call).out
    assert said not in cli("diagnose", "-", "--language", "python", stdin=call).out
    assert "as there is none" not in cli("diagnose", "-", stdin=f"{curl()}{ENV}").out


CODE = """\
$postdata = http_build_query($request, '', '&');
$hash = hash('sha256', $request['nonce'] . $postdata);
$sign = hash_hmac('sha512', $path . $hash, $secret, true);
$ch = curl_init('https://api.kraken.com/0/private/Balance');
curl_setopt($ch, CURLOPT_POSTFIELDS, $postdata);
curl_setopt($ch, CURLOPT_HTTPHEADER, ['API-Key: ' . $key, 'API-Sign: ' . base64_encode($sign)]);
"""


def test_what_code_looks_like_comes_first_with_what_to_do(cli: Cli) -> None:
    ran = cli("diagnose", "-", stdin=CODE)
    assert (ran.code, ran.out) == (Exit.UNUSABLE, "")
    first, second, read = ran.err.split("\n\n")
    assert ran.said.startswith(
        "explainer: this code looks like 2 mistakes; only a signature that it made can prove"
    )
    assert "\nLine 2 looks like a mistake ─" in first
    assert "$hash = hash('sha256', $request['nonce'] . $postdata);" in first
    assert mistake("digest-as-hex").fix in " ".join(first.split())
    assert "explainer mistakes digest-as-hex tells about it." in first
    assert second.startswith("Line 3 looks like a mistake ─")
    assert second.partition("\n")[0].endswith(" secret-not-decoded")
    assert "looks like" not in read
    assert read.count("not known here") == 1
    assert "  lines 1, 6  the values of 3 expressions are not known here;" in read
    assert "explainer challenge" in read


def test_what_code_looks_like_is_left_to_a_signature_that_is_explained(cli: Cli) -> None:
    code = "mac = hmac.new(secret.encode(), path + hashlib.sha256(nonce + postdata).hexdigest(), sha512)\n"
    looks = "looks like a mistake"
    ran = cli("diagnose", "-", stdin=f"{code}{curl()}{ENV}")
    assert looks not in ran.out
    assert f"In your code     line 1: {code[:30]}" in ran.out
    assert looks not in cli("diagnose", "-", stdin=f"{code}{curl(RIGHT)}{ENV}").out
    unknown = base64.b64encode(bytes(64)).decode()
    ran = cli("diagnose", "-", "--seconds", "0", stdin=f"{code}{curl(unknown)}{ENV}")
    assert ran.code == Exit.UNEXPLAINED
    assert f"Line 1 {looks}" in ran.out


C_SHARP = f"""\
var hash = SHA256.Create().ComputeHash(Encoding.UTF8.GetBytes(nonce + postData));
var hmac = new HMACSHA512(Encoding.UTF8.GetBytes(secret));
var sign = Convert.ToBase64String(hmac.ComputeHash(message));

POST /0/private/Balance HTTP/1.1

{BODY}

"""


@pytest.mark.parametrize("mistakes", [[], ["nonce-not-hashed"], ["secret-not-decoded"]], ids=" ".join)
def test_what_code_looks_like_is_told_beside_values_alone(cli: Cli, mistakes: list[str]) -> None:
    trace = explain(EXAMPLE._replace(path=b"/0/private/Balance"), mistakes)
    digest, mac = (trace.step(stage).value.data.hex() for stage in ("sha256", "hmac"))
    looks = "Line 2 looks like a mistake"
    ran = cli("diagnose", "-", stdin=f"{C_SHARP}sha256: {digest}\n")
    assert ran.code == (Exit.WRONG if mistakes[:1] == ["nonce-not-hashed"] else Exit.FINE)
    assert looks in ran.out
    assert mistake("secret-not-decoded").fix in " ".join(ran.out.split())
    ran = cli("diagnose", "-", "--observed", f"hmac={mac}", stdin=f"{C_SHARP}{ENV}")
    assert (looks in ran.out) is (mistakes[:1] == ["nonce-not-hashed"])


def test_each_request_of_a_paste_gets_its_verdict(cli: Cli) -> None:
    other = BODY.replace("37500", "37501")
    stdin = f"{curl(RIGHT)}\n{curl(RIGHT, other)}\n{ENV}"
    ran = cli("diagnose", "-", stdin=stdin)
    assert ran.code == Exit.WRONG
    assert "Request 1 of 2 ─" in ran.out
    assert "The signature is right." in ran.out
    assert "it is the right one for another." in ran.out
    documents = json.loads(cli("diagnose", "-", "--json", stdin=stdin).out)["diagnoses"]
    assert [one["verdict"] for one in documents] == ["correct", "explained"]
    second = json.loads(cli("diagnose", "-", "--json", "--request", "2", stdin=stdin).out)
    assert read(second)["body"] == other


def test_a_request_that_nothing_can_be_said_of_is_named(cli: Cli) -> None:
    unsigned = curl().replace("API-Sign", "X-Other").replace(BODY, "nonce=7")
    ran = cli("diagnose", "-", stdin=f"{curl(RIGHT)}\n{unsigned}\n{ENV}")
    assert ran.code == Exit.UNUSABLE
    assert ran.err.startswith("explainer: request 2: there is nothing to diagnose: no signature")
    assert ran.out.startswith("Request 1 of 2 ─")
    assert "The signature is right." in ran.out
    ran = cli("diagnose", "-", "--json", stdin=f"{curl(RIGHT)}\n{unsigned}\n{ENV}")
    first, second = json.loads(ran.out)["diagnoses"]
    assert (ran.code, ran.err, first["verdict"]) == (Exit.UNUSABLE, "", "correct")
    assert second["error"]["message"].startswith("request 2: there is nothing to diagnose")
    ran = cli("diagnose", "-", stdin=f"{unsigned}\n{unsigned.replace('nonce=7', 'nonce=8')}\n{ENV}")
    assert (ran.code, ran.out) == (Exit.UNUSABLE, "")
    assert cli("diagnose", "-", "--request", "1", stdin=f"{curl(RIGHT)}\n{unsigned}\n{ENV}").code == Exit.FINE


def test_explain_and_the_tutorial_want_one_request(cli: Cli) -> None:
    stdin = f"{curl()}\n{curl(RIGHT, 'nonce=2')}\n{ENV}"
    ran = cli("explain", "-", stdin=stdin)
    assert (ran.code, ran.out) == (Exit.UNUSABLE, "")
    assert "there are 2 requests in it" in ran.said
    assert "--request 2" in ran.said
    assert cli("explain", "-", "--request", "3", stdin=stdin).code == Exit.UNUSABLE
    chosen = cli("explain", "-", "--request", "1", "--stage", "signature", stdin=stdin)
    assert chosen.out == f"{RIGHT}\n"


def test_which_request_in_json_has_the_options_that_answer_it(cli: Cli) -> None:
    stdin = f"{curl()}\n{curl(RIGHT, 'nonce=2')}\n{ENV}"
    ran = cli("explain", "-", "--json", stdin=stdin)
    assert ran.code == Exit.UNUSABLE
    assert "  2  line 5  /0/private/AddOrder, nonce=2\n" in ran.err
    (question,) = error_of(ran)["questions"]
    assert question["field"] == "request"
    assert [one["line"] for one in question["choices"]] == [1, 5]
    found = [{one["field"]: one["value"] for one in each["found"]} for each in question["choices"]]
    assert [one["body"] for one in found] == [BODY, "nonce=2"]
    assert EXAMPLE_KEY not in ran.out + ran.err
    answer = question["choices"][0]["take"].split()
    assert json.loads(cli("explain", "-", "--json", *answer, stdin=stdin).out)["signature"] == RIGHT


def test_explain_says_what_was_read(cli: Cli) -> None:
    ran = cli("explain", "-", stdin=f"{curl()}{ENV}")
    assert ran.code == Exit.FINE
    assert "What was read ─" in ran.out
    assert read(json.loads(cli("explain", "-", "--json", stdin=f"{curl()}{ENV}").out))["path"]


def test_two_nonces_are_a_question_and_an_option_answers_it(cli: Cli) -> None:
    stdin = f"nonce: 1616492376595\n{curl()}{ENV}"
    ran = cli("diagnose", "-", stdin=stdin)
    assert (ran.code, ran.out) == (Exit.UNUSABLE, "")
    assert "2 values that may be the nonce" in ran.said
    assert "1  nonce: 1616492376595  (line 1, the line nonce)" in ran.err
    assert "2  nonce: 1616492376594  (line 4, the nonce in the POST data, made from it)" in ran.err
    assert cli("diagnose", "-", "--take", "nonce=2", stdin=stdin).code == Exit.WRONG
    assert cli("diagnose", "-", "--nonce", "1616492376594", stdin=stdin).code == Exit.WRONG
    for wrong in ("nonce=3", "nonce=x", "nonsense=1", "nonce"):
        assert cli("diagnose", "-", "--take", wrong, stdin=stdin).code == Exit.UNUSABLE


def test_of_two_nonces_the_one_in_the_body_counts(cli: Cli) -> None:
    stdin = f"nonce: 1616492376595\n{curl()}{ENV}"
    body = json.loads(cli("diagnose", "-", "--take", "nonce=2", "--json", stdin=stdin).out)
    line = json.loads(cli("diagnose", "-", "--take", "nonce=1", "--json", stdin=stdin).out)
    assert line["right_signature"] == body["right_signature"]
    shown = cli("diagnose", "-", "--take", "nonce=1", stdin=stdin).out
    assert "for the nonce in the POST data\n" in shown
    assert "not taken" not in shown
    assert "(line 1, the line nonce)  not taken" in cli("diagnose", "-", "--take", "nonce=2", stdin=stdin).out


def test_a_right_signature_for_a_nonce_that_is_not_sent(cli: Cli) -> None:
    signature = sign(EXAMPLE._replace(nonce=b"1616492376595"))
    ran = cli("diagnose", "-", "--nonce", "1616492376595", stdin=f"{curl(signature)}{ENV}")
    assert ran.code == Exit.FINE
    assert ran.out.startswith("The signature is right for this nonce, but the POST data has another,")


def test_two_keys_are_a_question_that_shows_neither(cli: Cli) -> None:
    other = EXAMPLE_KEY.swapcase()
    ran = cli("diagnose", "-", stdin=f"{curl()}{ENV}OTHER_SECRET={other}\n")
    assert ran.code == Exit.UNUSABLE
    shown = "1 private key: (not shown; 88 characters, as a private key) (line 4, the line KRAKEN_API_SECRET)"
    assert shown in " ".join(ran.err.split())
    assert EXAMPLE_KEY not in ran.err
    assert other not in ran.err


@pytest.mark.parametrize("command", ["diagnose", "diagnose --json", "explain", "explain --json"])
def test_a_key_that_comes_from_elsewhere_is_not_shown_where_the_paste_has_its_bytes(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("KEY", EXAMPLE_KEY)
    key = base64.b64decode(EXAMPLE_KEY)
    numbers = ", ".join(map(str, key))
    printed = (
        f"key hex {key.hex()}\nprinted [{numbers}]\nquoted {quote(EXAMPLE_KEY)}\nhalf {EXAMPLE_KEY[:50]}\n"
    )
    name, *options = command.split()
    ran = cli(name, "-", *options, "--secret-env", "KEY", stdin=curl() + printed)
    read = ran.out.partition('"read"' if options else "What was read")[2]
    for shown in (key.hex()[:24], numbers[:40], quote(EXAMPLE_KEY)[:24], EXAMPLE_KEY[:24]):
        assert shown not in read


def test_what_kraken_answered_is_told(cli: Cli) -> None:
    accepted = cli("diagnose", "-", stdin=f'{curl()}{{"error":["EGeneral:Permission denied"]}}\n{ENV}')
    assert "the signature of that request was accepted, so what stands here is not what" in " ".join(
        accepted.out.split()
    )
    right = cli("diagnose", "-", stdin=f'{curl(RIGHT)}{{"error":["EAPI:Invalid nonce"]}}\n{ENV}')
    causes = right.out.partition("If Kraken refuses it all the same")[2]
    assert causes.index("Invalid nonce") < causes.index("Invalid signature")


def test_where_something_is_missing_it_is_said_what_was_read(cli: Cli) -> None:
    ran = cli(
        "diagnose", "-", stdin=f"volume=1.25& pair=\nPlease help.\nAPI-Sign: {WRONG}\npostdata: {BODY}\n{ENV}"
    )
    assert (ran.code, ran.out) == (Exit.UNUSABLE, "")
    assert "missing: --path" in ran.said
    assert "(line 4, the line postdata)" in " ".join(ran.err.split())
    assert "not understood, line 1  volume=1.25&" in ran.err
    assert "not understood  1 line that holds no value" in ran.err
    assert EXAMPLE_KEY not in ran.err


def test_a_paste_with_nothing_in_it_says_what_can_be_given(cli: Cli) -> None:
    for stdin in ("Good morning.\n", "\x00\xff\n"):
        ran = cli("diagnose", "-", stdin=stdin)
        assert (ran.code, ran.out) == (Exit.UNUSABLE, "")
        assert "a curl command, an HTTP request, a log" in ran.said


def test_what_is_read_is_said_where_nothing_is_found(cli: Cli) -> None:
    ran = cli("diagnose", "-", stdin="It does not work, please help.")
    assert (ran.code, ran.out) == (Exit.UNUSABLE, "")
    assert "nothing of a request was found in it" in ran.said
    assert "for instance the lines URI path: /0/private/Balance" in ran.said


def test_a_binary_file_is_called_so(cli: Cli) -> None:
    for command in ("diagnose", "debug"):
        ran = cli(command, "-", stdin=b"\x7fELF\x02\x01\x01\0\0\0\0\xff\xfe\x80\x81")
        assert (ran.code, ran.out) == (Exit.UNUSABLE, "")
        assert "is a binary file, not text" in ran.said
        ran = cli(command, "-", stdin=b" \n")
        assert (ran.code, ran.out) == (Exit.UNUSABLE, "")
        assert "paste: is empty" in ran.said


def test_how_to_cut_what_is_too_long(cli: Cli) -> None:
    ran = cli("diagnose", "-", stdin="x" * (LARGEST + 1))
    assert ran.code == Exit.UNUSABLE
    assert "grep -C 30 API-Sign LOG | explainer diagnose -" in ran.said
    helped = " ".join(spawn("diagnose", "--help").stdout.decode().split())
    assert f"{LARGEST:,} characters" in helped


def test_a_request_that_there_is_not(cli: Cli) -> None:
    ran = cli("diagnose", "-", "--request", "3", stdin=f"{curl()}\n{curl(RIGHT, 'nonce=2')}\n{ENV}")
    assert ran.code == Exit.UNUSABLE
    assert "What to do: give 1 to 2" in ran.said


def test_a_key_that_is_missing_may_be_pasted_too(cli: Cli) -> None:
    ran = cli("diagnose", "-", stdin=curl())
    assert ran.code == Exit.UNUSABLE
    assert "into the paste as a line KRAKEN_SECRET=..." in ran.said
    assert "explainer challenge" in ran.said


def test_a_question_in_json_has_the_options_that_answer_it(cli: Cli) -> None:
    stdin = f"nonce: 1616492376595\n{curl()}{ENV}"
    ran = cli("diagnose", "-", "--json", stdin=stdin)
    assert ran.code == Exit.UNUSABLE
    assert "2 values that may be the nonce" in ran.said
    error = error_of(ran)
    (question,) = error["questions"]
    assert (question["field"], error["message"] in ran.said) == ("nonce", True)
    assert [one["value"] for one in question["choices"]] == ["1616492376595", "1616492376594"]
    answer = question["choices"][1]["take"].split()
    assert cli("diagnose", "-", "--json", *answer, stdin=stdin).code == Exit.WRONG


def test_what_is_missing_in_json_has_what_was_read_without_the_key(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEY", EXAMPLE_KEY)
    stdin = f"API-Sign: {WRONG}\nmy key is {EXAMPLE_KEY}\n"
    ran = cli("diagnose", "-", "--json", "--secret-env", "KEY", stdin=stdin)
    assert ran.code == Exit.UNUSABLE
    error = error_of(ran)
    assert "missing: --path" in error["message"]
    assert read(error)["signature"] == WRONG
    assert EXAMPLE_KEY not in ran.out + ran.err


@pytest.mark.parametrize("arguments", [["diagnose", "-"], ["explain", "-"], ["diagnose", "--nonsense"]])
def test_what_is_unusable_in_json(cli: Cli, arguments: list[str]) -> None:
    ran = cli(*arguments, "--json", stdin="{")
    error = error_of(ran)
    assert ran.code == Exit.UNUSABLE
    assert error["message"] in ran.said
    assert error["hint"] in ran.said


def test_an_api_sign_that_may_be_the_private_key_is_not_shown_without_one(cli: Cli) -> None:
    for command in ("explain", "diagnose"):
        ran = cli(command, "-", stdin=curl(EXAMPLE_KEY).replace("/0/private/AddOrder", ""))
        assert ran.code == Exit.UNUSABLE
        assert EXAMPLE_KEY[:40] not in ran.err + ran.out
        assert "not shown while no private key is known" in ran.said
