"""`explainer diagnose`: each verdict and exit code, what it takes, and how it behaves at a terminal."""

from __future__ import annotations

import json
import os
import re
import signal
from base64 import b64decode, b64encode
from hashlib import sha256
from hmac import digest
from pathlib import Path

import pytest

from explainer.example import EXAMPLE, SIGNATURE
from explainer.exits import Exit
from explainer.pipeline.catalogue import MISTAKES
from explainer.pipeline.run import explain, sign
from explainer.request import Request
from tests.cli.conftest import Cli, spawn
from tests.cli.diagnosing import BODY, OWN, SHORT, UNKNOWN, given, in_json
from tests.cli.test_secret_stays import KEY, leaks
from tests.cli.test_terminal import Terminal, explainer
from tests.paths import DATA, load


class TestVerdicts:
    def test_right(self, cli: Cli) -> None:
        ran = cli("diagnose", "--signature", SIGNATURE)
        assert (ran.code, ran.err) == (Exit.FINE, "")
        assert ran.out.startswith("The signature is right.\n")
        for answer in ("EAPI:Invalid signature", "EAPI:Invalid key", "EAPI:Invalid nonce"):
            assert f"\n{answer} ─" in ran.out
        assert "otp-missing" in ran.out

    def test_wrong_and_proven(self, cli: Cli) -> None:
        wrong = sign(OWN, ["digest-as-hex", "signature-as-hex"])
        ran = cli("diagnose", "-", stdin=given(signature=wrong))
        assert (ran.code, ran.err) == (Exit.WRONG, "")
        first, *lines = ran.out.splitlines()
        assert first == "The signature is wrong: 2 mistakes together give exactly these bytes."
        assert ran.out.index("3  SHA-256 ─") < ran.out.index("7  API-Sign ─")
        begin = explain(OWN).step("sha256").value.data[:7].hex(" ")
        assert any(f"right    32 bytes  {begin}" in line for line in lines)
        assert "  digest = hashlib.sha256((nonce + postdata).encode()).digest()" in lines
        assert lines.count(sign(OWN)) == 1

    def test_wrong_and_unexplained(self, cli: Cli) -> None:
        ran = cli("diagnose", "-", "--seconds", "2", "--max-mistakes", "0", stdin=given(signature=UNKNOWN))
        assert (ran.code, ran.err) == (Exit.UNEXPLAINED, "")
        assert ran.out.startswith("The signature is wrong, and nothing explained it in ")
        for words in ("Excluded", "a right MAC", "Left", "another API key", "explainer challenge"):
            assert words in ran.out

    def test_without_a_single_mistake_nothing_is_claimed_of_the_catalogue(self, cli: Cli) -> None:
        ran = cli("diagnose", "-", "--seconds", "60", "--max-mistakes", "0", stdin=given(signature=UNKNOWN))
        assert ran.code == Exit.UNEXPLAINED
        shown = " ".join(ran.out.split())
        assert "nothing that was tried explains it: no mistake of the catalogue was." in shown
        assert "no known mistake" not in shown
        assert f"the {len(MISTAKES)} mistakes of the catalogue: none was to be tried" in shown

    def test_a_text_that_can_hold_no_mac(self, cli: Cli) -> None:
        ran = cli("diagnose", "-", stdin=given(signature=f"zzz{UNKNOWN}"))
        assert (ran.code, ran.err) == (Exit.UNEXPLAINED, "")
        first = ran.out.splitlines()[0]
        assert first.startswith("The signature cannot be one: this is neither base64 nor hex")
        assert "another API key" not in ran.out

    def test_another_recipe(self, cli: Cli) -> None:
        data = {"path": "/derivatives/api/v3/sendorder", "body": BODY, "secret": KEY}
        path = data["path"].removeprefix("/derivatives").encode()
        inner = sha256(BODY.encode() + b"1616492376594" + path).digest()
        data["signature"] = b64encode(digest(b64decode(KEY), inner, "sha512")).decode()
        ran = cli("diagnose", "-", *SHORT, stdin=json.dumps(data))
        assert ran.code == Exit.WRONG
        assert ran.out.startswith("The signature is wrong: another recipe gives exactly these bytes.\n")
        assert "Kraken Derivatives" in ran.out
        assert in_json(cli, "-", *SHORT, stdin=json.dumps(data))["schemes"][0]["id"] == "derivatives-rest"

    def test_the_signature_of_another_request(self, cli: Cli, tmp_path: Path) -> None:
        other = tmp_path / "other.json"
        other.write_text(json.dumps({"path": "/0/private/Ledgers", "body": "nonce=1616492376600"}))
        signature = sign(Request.of("/0/private/Ledgers", "nonce=1616492376600", secret=KEY))
        ran = cli("diagnose", "-", "--other", str(other), *SHORT, stdin=given(signature=signature))
        assert ran.code == Exit.WRONG
        assert "the right one for another." in ran.out.splitlines()[0]
        assert "/0/private/Ledgers" in ran.out

    def test_the_signature_of_the_documentation(self, cli: Cli) -> None:
        found = in_json(cli, "-", *SHORT, stdin=given(signature=SIGNATURE))
        assert found["other_request"] == {
            "path": "/0/private/AddOrder",
            "nonce": "1616492376594",
            "published_example": True,
        }

    def test_the_private_key_in_place_of_a_signature(self, cli: Cli) -> None:
        for text in (KEY, f"API-Sign: {KEY}", b64decode(KEY).hex()):
            ran = cli("diagnose", "-", *SHORT, stdin=given(signature=text))
            assert ran.out.startswith("THIS IS THE PRIVATE KEY, NOT A SIGNATURE: delete this API key")
            assert leaks(ran) == []

    def test_a_key_that_cannot_be_decoded(self, cli: Cli) -> None:
        request = Request.of("/0/private/Balance", BODY, secret="no base64")
        signature = sign(request, ["secret-not-decoded"])
        ran = cli("diagnose", "-", stdin=given(secret="no base64", signature=signature))
        assert ran.code == Exit.WRONG
        assert "There is no right value to show: the private key is no base64" in ran.out
        assert "The right API-Sign" not in ran.out
        found = in_json(cli, "-", stdin=given(secret="no base64", signature=signature))
        assert found["right_signature"] is None
        assert [stage["right"] is None for stage in found["stages"]] == [False] * 4 + [True] * 3


CASES = {case["id"]: case for case in load(DATA / "cases.json")["cases"]}


@pytest.mark.parametrize("id", ["su-1123526", "querela-vba-test", "npm-kraken-api-2014", "node-path-in-sha"])
def test_real_cases(cli: Cli, id: str) -> None:
    request = CASES[id]["request"]
    found = in_json(cli, "-", stdin=json.dumps(request))
    assert found["verdict"] == "explained"
    best = [mistake["id"] for mistake in found["explanations"][0]["mistakes"]]
    made = Request.of(request["path"], request["body"], nonce=request["nonce"], secret=request["secret"])
    assert sign(made, best) == request["signature"]


class TestWhatItTakes:
    def test_the_key_apart_from_the_request(
        self, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "key"
        file.write_text(f"{KEY}\n")
        file.chmod(0o600)
        monkeypatch.setenv("MY_KEY", KEY)
        arguments = ("diagnose", "--path", "/0/private/Balance", "--body", BODY, "--signature", sign(OWN))
        assert cli(*arguments, "--secret-file", str(file)).code == Exit.FINE
        assert cli(*arguments, "--secret-env", "MY_KEY").code == Exit.FINE
        assert cli(*arguments, "--secret-stdin", stdin=KEY).code == Exit.FINE
        assert cli(*arguments).code == Exit.UNUSABLE

    def test_options_count_more_than_the_file(self, cli: Cli) -> None:
        data = given(signature=UNKNOWN)
        assert cli("diagnose", "-", "--signature", sign(OWN), stdin=data).code == Exit.FINE

    def test_how_it_was_sent(self, cli: Cli) -> None:
        data = given(signature=sign(OWN), content_type="", method="GET", sent_body="nonce=2")
        found = in_json(cli, "-", stdin=data)
        assert {"content-type-missing", "method-not-post", "body-differs-from-sent"} <= {
            check["id"] for check in found["checks"]
        }
        assert "get-request" in [cause["id"] for cause in found["elsewhere"] if cause["because"]]

    @pytest.mark.parametrize("language", ["python", "py", "javascript", "js", "Node"])
    def test_the_language(self, cli: Cli, language: str) -> None:
        wrong = sign(EXAMPLE, ["digest-as-hex"])
        code = "hashlib.sha256" if language.startswith("py") else "createHash"
        assert code in cli("diagnose", "--signature", wrong, "--language", language).out
        ran = cli("diagnose", "--signature", wrong, "--language", language, "--json")
        assert code in json.loads(ran.out)["explanations"][0]["mistakes"][0]["code"]

    def test_all(self, cli: Cli) -> None:
        wrong = sign(EXAMPLE, ["digest-as-hex"])
        found = in_json(cli, "--signature", wrong, "--all", "--max-mistakes", "2")
        assert found["searched"]["complete_up_to"] == 2
        assert found["explanations"][0]["mistakes"][0]["id"] == "digest-as-hex"


UNUSABLE = {
    "nothing": ([], "explainer challenge"),
    "a request without a signature": (["-"], "explainer challenge"),
    "an unknown stage": (["--observed", "sha265=00ff"], "did you mean 'sha256'?"),
    "an unknown language": (["--signature", "x", "--language", "pyton"], "did you mean python?"),
    "no number of seconds": (["--signature", "x", "--seconds", "ten"], "--seconds takes a number"),
    "nan": (["--signature", "x", "--seconds", "nan"], "--seconds takes a number"),
    "too many mistakes": (["--signature", "x", "--max-mistakes", "99"], "from 0 to 9"),
    "key bytes as an argument": (["--observed", "secret=00ff"], "--observed-file"),
    "no such file": (["--signature", "x", "--observed-file", "nowhere"], "No such file"),
    "a huge value": (["--observed-file", "-"], "too many to read a value from"),
    "no such stage": (["-"], "did you mean 'sha256'?"),
}
STDIN = {
    "a request without a signature": given(),
    "a huge value": "x" * (1 << 21),
    "no such stage": json.dumps({"observed": {"sha": "00"}}),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_what_cannot_be_used(cli: Cli, name: str) -> None:
    arguments, says = UNUSABLE[name]
    ran = cli("diagnose", *arguments, stdin=STDIN.get(name, ""))
    assert (ran.code, ran.out) == (Exit.UNUSABLE, "")
    assert says in ran.said
    assert "\n  What to do: " in ran.err


def test_without_a_terminal_nothing_is_said_of_progress() -> None:
    done = spawn("diagnose", "--signature", UNKNOWN, "--seconds", "1")
    assert (done.returncode, done.stderr) == (Exit.UNEXPLAINED, b"")
    assert b"\x1b" not in done.stdout


def test_progress_on_a_terminal_and_what_is_known_after_ctrl_c() -> None:
    terminal = Terminal(explainer("diagnose", "--signature", UNKNOWN, "--seconds", "60"))
    group = terminal.process.pid
    terminal.read_until("(Ctrl-C: what is known so far)")
    terminal.type("\x03")
    assert terminal.leave() == Exit.INTERRUPTED
    assert "\r\x1b[K" in terminal.shown
    assert "and nothing explained it in" in terminal.shown
    assert "Traceback" not in terminal.shown
    with pytest.raises(ProcessLookupError):
        os.killpg(group, signal.SIGINT)


def test_a_search_that_is_told_to_end_erases_its_line() -> None:
    terminal = Terminal(explainer("diagnose", "--signature", UNKNOWN, "--seconds", "60"))
    terminal.read_until("(Ctrl-C: what is known so far)")
    terminal.process.terminate()
    assert terminal.leave() == 128 + signal.SIGTERM
    assert terminal.shown.endswith(")\x1b[K\r\x1b[K")


def test_lines_keep_to_the_width(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = sign(OWN, ["nonce-not-hashed", "secret-not-decoded"])
    for columns in (40, 60, 80, 100, 140):
        monkeypatch.setenv("COLUMNS", str(columns))
        for signature in (wrong, sign(OWN), UNKNOWN):
            ran = cli("diagnose", "-", *SHORT[:2], stdin=given(signature=signature))
            for line in ran.out.splitlines():
                # What is copied is never broken: signatures and code.
                assert len(line) <= max(columns, 60) or " " not in line.strip() or " = " in line


def test_colours_change_nothing_but_colours(cli: Cli) -> None:
    always, never, auto = (
        cli("diagnose", "--signature", SIGNATURE, "--color", when).out for when in ("always", "never", "auto")
    )
    assert re.sub(r"\x1b\[[0-9;]+m", "", always) == never == auto


class TestReport:
    def test_it_is_printed_alone(self, cli: Cli) -> None:
        text = given(signature=sign(OWN, ["digest-as-hex"]))
        ran = cli("diagnose", "-", "--report", "--language", "javascript", stdin=text)
        assert (ran.code, ran.err) == (Exit.WRONG, "")
        assert ran.out.startswith("# A report of explainer\n")
        assert sign(EXAMPLE, ["digest-as-hex"]) in ran.out
        assert "```javascript\n" in ran.out
        assert sign(OWN, ["digest-as-hex"]) not in ran.out
        assert leaks(ran) == []

    @pytest.mark.parametrize("ids", [("digest-as-hex", "signature-as-hex"), ("json-hashed-as-python-form",)])
    def test_it_is_read_again_and_its_command_shows_it_again(
        self, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ids: tuple[str, ...]
    ) -> None:
        body = f'{{"nonce": 1616492376594, "pair": "{ids[0]}"}}' if ids[0].startswith("json") else BODY
        signature = sign(Request.of("/0/private/Balance", body, secret=KEY), ids)
        ran = cli("diagnose", "-", "--report", stdin=given(body=body, signature=signature))
        (tmp_path / "report.md").write_text(f"Can somebody help?\n\n{ran.out}")
        monkeypatch.chdir(tmp_path)
        again = cli("diagnose", "report.md", "--report")
        assert again.code == Exit.WRONG
        assert again.out.partition("\n## ")[0] == ran.out.partition("\n## ")[0]
        command = ran.out.partition("```sh\nexplainer ")[2].partition("\n")[0]
        wrong = ran.out.partition("wrong API-Sign  ")[2].partition("\n")[0]
        assert wrong in cli(*command.split()).out.splitlines()

    def test_json_is_another_way(self, cli: Cli) -> None:
        ran = cli("diagnose", "--signature", SIGNATURE, "--report", "--json")
        assert (ran.code, list(json.loads(ran.out))) == (Exit.UNUSABLE, ["schema_version", "error"])
        assert "--report and --json are two ways" in ran.said
