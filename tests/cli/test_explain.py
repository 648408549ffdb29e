"""`explainer explain`: where requests come from, and every way to show them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from explainer.article import ARTICLE_MISTAKES
from explainer.example import EXAMPLE, SIGNATURE
from explainer.exits import Exit
from explainer.languages import LANGUAGES, Language, language, stage_code
from explainer.pipeline.catalogue import MISTAKES
from explainer.pipeline.run import explain, sign
from explainer.request import Request
from explainer.stages import STAGES
from tests.cli.conftest import EXAMPLE_KEY, Cli, spawn
from tests.cli.test_secret_stays import KEY
from tests.paths import ROOT

NONCE = EXAMPLE.nonce.decode()
BODY = f"nonce={NONCE}"
BALANCE = Request.of("/0/private/Balance", BODY, secret=EXAMPLE_KEY)


def test_without_anything_it_is_the_published_example(cli: Cli) -> None:
    ran = cli("explain")
    assert (ran.code, ran.err) == (Exit.FINE, "")
    assert f"\n{SIGNATURE}\n" in ran.out
    assert all(f"\n{number}  {stage.title} ─" in ran.out for number, stage in enumerate(STAGES, 1))
    assert "0000 31 36 31 36" in ran.out


def test_json_has_every_stage(cli: Cli) -> None:
    data = json.loads(cli("explain", "--json").out)
    assert data["schema_version"] == 1
    assert data["signature"] == SIGNATURE
    assert data["request"]["published_example"] is True
    assert "secret" not in data["request"]
    assert [stage["id"] for stage in data["stages"]] == [stage.id for stage in STAGES]
    for step, stage in zip(explain(EXAMPLE).steps, data["stages"], strict=True):
        assert bytes.fromhex(stage["value"]["hex"]) == step.value.data
        assert [(s["start"], s["end"], s["origin"]) for s in stage["value"]["spans"]] == [
            (start, end, origin.value) for start, end, origin in step.value.spans
        ]
        assert [bytes.fromhex(x["hex"]) for x in stage["inputs"]] == [x.data for _, x in step.inputs]


def test_json_with_mistakes_says_what_each_stage_becomes(cli: Cli) -> None:
    data = json.loads(cli("explain", "--json", "--article").out)
    assert data["signature"] == sign(EXAMPLE, ARTICLE_MISTAKES)
    assert data["right_signature"] == SIGNATURE
    assert data["first_difference"] == "sha256"
    assert [mistake["id"] for mistake in data["mistakes"]] == list(ARTICLE_MISTAKES)
    assert data["article"]["mistakes"] == list(ARTICLE_MISTAKES)
    assert [stage["effect"] for stage in data["stages"]] == [
        *("same", "same", "caused", "inherited", "caused", "inherited", "added")
    ]
    message = data["stages"][3]
    assert message["changed"]["right"][0] == len(EXAMPLE.path)
    assert bytes.fromhex(message["right"]["hex"]) == explain(EXAMPLE).step("message").value.data


@pytest.mark.parametrize("stage", [stage.id for stage in STAGES])
def test_one_stage_s_value_and_nothing_else(cli: Cli, stage: str) -> None:
    value = explain(EXAMPLE).step(stage).value.data
    text = value.decode() if stage in ("nonce", "postdata", "signature") else value.hex()
    assert cli("explain", "--stage", stage).raw == text.encode() + b"\n"
    assert cli("explain", "--stage", stage, "--raw").raw == value


def test_one_stage_s_value_with_a_mistake(cli: Cli) -> None:
    wrong = explain(EXAMPLE, ["digest-as-hex"]).step("sha256").value.data
    assert cli("explain", "--stage", "sha256", "--mistake", "digest-as-hex").out == f"{wrong.hex()}\n"


def test_raw_bytes_reach_a_pipe_as_they_are() -> None:
    done = spawn("explain", "--stage", "message", "--raw")
    assert done.stdout == explain(EXAMPLE).step("message").value.data
    assert (done.returncode, done.stderr) == (0, b"")


def test_right_and_wrong_side_by_side(cli: Cli) -> None:
    ran = cli("explain", "--mistake", "digest-as-hex", "--mistake", "signature-as-hex")
    assert ran.code == Exit.FINE
    assert f"\n{SIGNATURE}\n" in ran.out
    assert f"\n{sign(EXAMPLE, ['digest-as-hex', 'signature-as-hex'])}\n" in ran.out
    assert "made wrong here: digest-as-hex" in ran.out
    assert "also made wrong here: signature-as-hex" in ran.out


def test_the_article_point_by_point(cli: Cli) -> None:
    ran = cli("explain", "--article")
    assert sign(EXAMPLE, ARTICLE_MISTAKES) in ran.out
    assert all(f"mistake {id}" in ran.out for id in ARTICLE_MISTAKES)
    assert "note get-request" in ran.out
    assert "13  " in ran.out


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.id)
def test_code_of_a_language(cli: Cli, language: Language) -> None:
    out = cli("explain", "--language", language.id).out
    data = json.loads(cli("explain", "--language", language.id, "--json").out)
    for stage, entry in zip(STAGES, data["stages"], strict=True):
        code = stage_code(language, stage.id, EXAMPLE)
        assert entry["code"] == code
        assert all(f"  {line}\n" in out for line in code.splitlines())


def test_the_right_code_beside_a_mistake(cli: Cli) -> None:
    out = cli("explain", "--language", "python", "--mistake", "digest-as-hex").out
    assert stage_code(language("python"), "sha256", EXAMPLE) in out
    assert "base64.b64encode" not in out


def written(folder: Path, **fields: object) -> str:
    file = folder / "request.json"
    file.write_text(json.dumps(fields))
    file.chmod(0o600)
    return str(file)


def signature(cli: Cli, *arguments: str, stdin: str = "") -> str:
    ran = cli("explain", "--stage", "signature", *arguments, stdin=stdin)
    assert (ran.code, ran.err) == (Exit.FINE, "")
    return ran.out.strip()


def test_a_request_from_a_file_from_standard_input_and_from_options(cli: Cli, tmp_path: Path) -> None:
    right = sign(BALANCE)
    fields = {"path": "/0/private/Balance", "body": BODY}
    key = tmp_path / "key"
    key.write_text(f"{EXAMPLE_KEY}\n")
    key.chmod(0o600)
    body = tmp_path / "body"
    body.write_bytes(BODY.encode())
    options = ["--path", "/0/private/Balance", "--body", BODY]
    assert signature(cli, written(tmp_path, **fields, secret=EXAMPLE_KEY)) == right
    assert signature(cli, "-", stdin=json.dumps({**fields, "secret": EXAMPLE_KEY})) == right
    assert signature(cli, *options, "--secret-file", str(key)) == right
    assert signature(cli, *options, "--secret-stdin", stdin=f"{EXAMPLE_KEY}\r\n") == right
    assert signature(cli, *options, "--secret-file", "-", stdin=EXAMPLE_KEY) == right
    file = written(tmp_path, **fields)
    assert signature(cli, file, "--secret-file", str(key)) == right
    assert signature(cli, file, "--secret-file", str(key), "--body-file", str(body)) == right
    assert signature(cli, file, "--secret-file", str(key), "--body-file", "-", stdin=BODY) == right


def test_a_nonce_of_its_own_is_signed_and_warned_about(cli: Cli) -> None:
    other = sign(Request.of("/0/private/Balance", BODY, nonce=18, secret=EXAMPLE_KEY))
    data = json.dumps({"path": "/0/private/Balance", "body": BODY, "secret": EXAMPLE_KEY})
    ran = cli("explain", "-", "--nonce", "18", "--stage", "signature", stdin=data)
    assert (ran.code, ran.out) == (Exit.FINE, f"{other}\n")
    assert ran.err.startswith("explainer: error: nonce: the nonce that is hashed is not the one in the body")


def test_a_key_from_the_environment(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_KEY", EXAMPLE_KEY)
    file = written(tmp_path, path="/0/private/Balance", body=BODY)
    assert signature(cli, file, "--secret-env", "SOME_KEY") == sign(BALANCE)


def test_bytes_of_an_option_that_are_no_text_are_signed_as_they_are() -> None:
    body = b"nonce=17&x=\xff"
    done = spawn(
        *("explain", "--path", "/", "--secret-stdin", "--stage", "postdata", "--raw", "--body"),
        body.decode(errors="surrogateescape"),
        stdin=EXAMPLE_KEY.encode(),
    )
    assert done.stdout == body


def test_a_claimed_signature_is_judged(cli: Cli, tmp_path: Path) -> None:
    fields = {"path": "/0/private/Balance", "body": BODY, "secret": EXAMPLE_KEY}
    right = cli("explain", written(tmp_path, **fields, signature=sign(BALANCE)))
    assert "it is right" in right.out
    wrong = cli("explain", written(tmp_path, **fields, signature="nonsense"))
    assert "it is wrong" in wrong.out
    assert (right.code, wrong.code) == (Exit.FINE, Exit.FINE)


@pytest.mark.parametrize(("key", "warned"), [(KEY, True), (EXAMPLE_KEY, False)])
def test_a_key_that_others_can_read_is_warned_about_unless_it_is_published(
    cli: Cli, tmp_path: Path, key: str, warned: bool
) -> None:
    file = tmp_path / "key"
    file.write_text(key)
    file.chmod(0o644)
    ran = cli("explain", "--path", "/", "--body", "nonce=1", "--secret-file", str(file), "--stage", "nonce")
    assert (ran.code, ran.out) == (Exit.FINE, "1\n")
    assert ("warning: others can read" in ran.said) == warned


@pytest.mark.parametrize("key", [KEY, EXAMPLE_KEY])
def test_a_request_with_a_key_of_its_own_that_others_can_read_is_warned_about(
    cli: Cli, tmp_path: Path, key: str
) -> None:
    fields = {"path": "/0/private/Balance", "body": BODY}
    file = written(tmp_path, **fields, secret=key)
    for mode, warned in ((0o644, key == KEY), (0o600, False)):
        Path(file).chmod(mode)
        ran = cli("explain", file, "--stage", "nonce")
        assert (ran.code, ran.out) == (Exit.FINE, f"{NONCE}\n")
        assert ("warning: others can read" in ran.said) == warned
    file = written(tmp_path, **fields)
    Path(file).chmod(0o644)
    assert cli("explain", file, "--stage", "nonce", "--secret-stdin", stdin=key).err == ""


UNDECODABLE = [
    one.id for one in MISTAKES if one.needs.startswith("code that does not decode the private key")
]


@pytest.mark.parametrize("id", UNDECODABLE)
def test_a_mistake_that_a_strict_decoder_refuses_is_not_the_key_s_fault(cli: Cli, id: str) -> None:
    ran = cli("explain", "--mistake", "digest-as-hex", "--mistake", id)
    assert (ran.code, ran.out) == (Exit.UNUSABLE, "")
    assert ran.err.startswith(f"explainer: {id} cannot be made here: ")
    assert "and a strict decoder refuses that What to do: " in ran.said
    assert "copy" not in ran.err
    assert cli("explain", "--mistake", id, "--mistake", "secret-not-decoded").code == Exit.FINE


def test_a_value_without_bytes_is_nothing(cli: Cli) -> None:
    data = json.dumps({"path": "/0/private/Balance", "body": "nonce=", "secret": EXAMPLE_KEY})
    out = cli("explain", "-", stdin=data).out
    assert "nonce (nothing)," in out
    assert "\n  in   nonce  (nothing)\n" in out
    assert "\n\n  (nothing)\n\n2  POST data" in out


def test_a_value_that_is_no_plain_text_is_shown_as_hex(cli: Cli) -> None:
    data = json.dumps({"path": "/", "body": "nonce=1\x1b[31m", "secret": EXAMPLE_KEY})
    ran = cli("explain", "-", "--stage", "postdata", stdin=data)
    assert ran.out == b"nonce=1\x1b[31m".hex() + "\n"
    assert "--raw" in ran.said


RUBBISH = {
    "a host": ({"path": "https://api.kraken.com/0/private/Balance"}, "error    path", "the host is part"),
    "a query": ({"path": "/0/private/Balance?asset=XBT"}, "warning  path", "parameters stand in the URL"),
    "a new line": ({"path": "/0/private/Balance\n"}, "error    path", "there is a line feed in the path"),
    "an empty nonce": ({"body": "nonce="}, "error    nonce", "the nonce is empty"),
    "raw spaces": ({"body": f"{BODY}&note=a b"}, "warning  body", "a space stands unencoded"),
    "a short key": ({"secret": "aGk="}, "warning  secret", "this decodes to 2 bytes"),
}


@pytest.mark.parametrize(("fields", "label", "says"), RUBBISH.values(), ids=RUBBISH.keys())
def test_rubbish_is_signed_but_not_without_a_word(
    cli: Cli, fields: dict[str, str], label: str, says: str
) -> None:
    data = {"path": "/0/private/Balance", "body": BODY, "secret": EXAMPLE_KEY} | fields
    text = cli("explain", "-", stdin=json.dumps(data))
    shown = text.out.partition("\nWhat stands out in the input ─")[2]
    assert (text.code, text.err) == (Exit.FINE, "")
    assert f"\n  {label}  {says}" in shown
    assert "\n  hint " not in shown
    severity, field = label.split()
    value = cli("explain", "-", "--stage", "signature", stdin=json.dumps(data))
    assert value.code == Exit.FINE
    assert len(value.out) == 89
    assert f"explainer: {severity}: {field}: {says}" in value.err
    document = json.loads(cli("explain", "-", "--json", stdin=json.dumps(data)).out)
    found = next(check for check in document["checks"] if says in check["message"])
    assert (found["severity"], found["field"]) == (severity, field)


def test_nothing_stands_out_where_all_is_well(cli: Cli) -> None:
    data = json.dumps({"path": "/0/private/Balance", "body": BODY, "secret": EXAMPLE_KEY})
    assert "What stands out" not in cli("explain", "-", stdin=data).out
    assert json.loads(cli("explain", "-", "--json", stdin=data).out)["checks"] == []
    assert json.loads(cli("explain", "--json").out)["checks"] == []


def test_the_example_is_explained_without_the_rules(cli: Cli) -> None:
    program = "import sys; from explainer.cli import run; run(['explain']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True)
    assert b"explainer.diagnosis" not in done.stdout


def test_what_is_known_of_how_it_was_sent_stands_out(cli: Cli) -> None:
    request = {
        "path": "/0/private/Balance",
        "body": "nonce=1616492376594",
        "secret": EXAMPLE.secret.expose().decode(),
    }
    sent = {"method": "GET", "content_type": "application/json"}
    ran = cli("explain", "-", "--json", stdin=json.dumps(request | sent))
    assert {"method-not-post", "form-sent-as-json"} <= {
        check["id"] for check in json.loads(ran.out)["checks"]
    }
