"""`explainer challenge`: the conversation, the JSON for programs, and the verdicts of both."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from explainer.diagnosis.challenge import POOL, Answer, Challenge, challenge, first, identify, outcome
from explainer.exits import Exit
from explainer.pipeline.catalogue import mistake
from tests.cli.conftest import Cli, Ran
from tests.cli.diagnosing import STAGE, a_list, an_object
from tests.cli.test_hostile import CONTROLS, TEXTS
from tests.cli.test_terminal import Terminal, explainer

TEXT = {"type": "string"}
SCHEMA = an_object(
    schema_version={"const": 1},
    verdict={"enum": ["correct", "explained", "unexplained", None]},
    ways=a_list(
        an_object(
            mistakes=a_list(an_object(id=TEXT, stage=STAGE, title=TEXT, fix=TEXT)),
            share={"type": ["number", "null"], "minimum": 0, "maximum": 1},
            same=a_list(a_list(TEXT)),
        )
    ),
    certainty={"type": "number", "minimum": 0, "maximum": 1},
    schemes=a_list({"type": "object"}),
    body_assumed={"type": "boolean"},
    candidates={"type": "integer", "minimum": 0},
    apart={"anyOf": [an_object(unexplained=TEXT, mistakes=a_list(TEXT)), {"type": "null"}]},
    next={
        "anyOf": [
            an_object(
                id=TEXT,
                title=TEXT,
                about=TEXT,
                path=TEXT,
                nonce=TEXT,
                body=TEXT,
                content_type=TEXT,
                parameters=a_list({"type": "array", "items": TEXT, "minItems": 2, "maxItems": 2}),
                secret=TEXT,
                api_key=TEXT,
            ),
            {"type": "null"},
        ]
    },
)


def signed(asked: Challenge, *mistakes: str) -> str | None:
    """Return what code with these mistakes makes of a challenge, None for an error."""
    made = outcome(asked, tuple([mistake(id) for id in mistakes]))
    return None if made is None else made.decode("latin-1")


def lines_of(*mistakes: str) -> str:
    """Return what somebody with such code types until no more is asked."""
    answers: list[Answer] = []
    asked: Challenge | None = first()
    while asked is not None:
        answers.append(Answer(asked, signed(asked, *mistakes)))
        asked = identify(answers).next
    return "".join([f"{'error' if one.signature is None else one.signature}\n" for one in answers])


def verdict(ran: Ran) -> str:
    return next(line for line in ran.out.splitlines() if line.startswith("Your code "))


class TestConversation:
    @pytest.mark.parametrize(
        "mistakes",
        [
            ["digest-as-hex"],
            ["secret-not-decoded"],
            ["signature-as-hex"],
            ["nonce-not-hashed", "digest-as-hex", "secret-not-decoded", "signature-as-hex"],
        ],
        ids=" ".join,
    )
    def test_mistakes_are_found(self, cli: Cli, mistakes: list[str]) -> None:
        ran = cli("challenge", stdin=lines_of(*mistakes))
        assert (ran.code, ran.err) == (Exit.WRONG, "")
        what = "one mistake gives" if len(mistakes) == 1 else f"{len(mistakes)} mistakes together give"
        assert verdict(ran) == f"Your code is wrong: {what} exactly what came out."
        assert all(id in ran.out for id in mistakes)
        assert "What to do" in ran.out
        assert "\n  Python\n" in ran.out

    def test_right_code(self, cli: Cli) -> None:
        ran = cli("challenge", stdin=lines_of())
        assert (ran.code, ran.err) == (Exit.FINE, "")
        assert verdict(ran) == "Your code signs rightly."
        assert "explainer diagnose" in ran.out

    def test_right_as_far_as_it_was_asked(self, cli: Cli) -> None:
        for end in ("end\n", "\n", ""):
            ran = cli("challenge", stdin=f"{signed(first())}\n{end}")
            assert ran.code == Exit.FINE
            assert verdict(ran) == "Your code signs rightly, as far as these requests show."
            assert "Right." in ran.out
            assert "mistakes would not have shown in what was asked" in ran.out.replace("\n", " ")

    def test_nothing_explains_it(self, cli: Cli) -> None:
        ran = cli("challenge", stdin="no signature\nno signature\n")
        assert ran.code == Exit.UNEXPLAINED
        assert "Request 2: " in ran.out
        assert "so one more request" in " ".join(ran.out.split())
        assert verdict(ran) == "Your code is wrong, and no known mistake explains it."
        assert str(signed(first())) in ran.out

    def test_no_answer(self, cli: Cli) -> None:
        for text in ("", "end\n", "\n", "skip\nend\n"):
            ran = cli("challenge", stdin=text)
            assert ran.code == Exit.UNUSABLE
            assert "no signature was given" in ran.said

    def test_skipping(self, cli: Cli) -> None:
        ran = cli("challenge", stdin="skip\nend\n")
        assert "Request 1: A form of plain values" in ran.out
        assert ran.out.count("plain-form") == 1
        assert (ran.out.count("Request 1: "), ran.out.count("Request 2: ")) == (1, 1)

    def test_an_error(self, cli: Cli) -> None:
        ran = cli("challenge", stdin="error\nend\n")
        assert ran.code == Exit.UNEXPLAINED
        assert "nothing is proven" in " ".join(ran.out.split())

    def test_errors_alone(self, cli: Cli) -> None:
        ran = cli("challenge", stdin="error\n" * len(POOL))
        assert ran.code == Exit.UNEXPLAINED
        assert "No API-Sign came out, so of your code nothing is proven" in " ".join(ran.out.split())
        assert "that came out is right" not in ran.out
        document = in_json(cli, {"answers": [{"challenge": first().id, "signature": None}]})
        assert (document["verdict"], document["certainty"]) == ("unexplained", 0)
        assert document["ways"]
        assert {way["share"] for way in document["ways"]} == {None}

    def test_what_takes_malformed_keys_is_right_with_a_remark(self, cli: Cli, tmp_path: Path) -> None:
        answers = [
            {"challenge": one.id, "signature": signed(one, "secret-decoded-like-python")} for one in POOL
        ]
        file = tmp_path / "answers.json"
        file.write_text(json.dumps({"answers": answers}))
        ran = cli("challenge", "--answers", str(file))
        assert (ran.code, verdict(ran)) == (Exit.FINE, "Your code signs rightly.")
        assert "It takes a malformed private key" in ran.out
        assert "It takes a malformed" not in cli("challenge", stdin=lines_of()).out

    def test_an_error_beside_a_right_signature_proves_nothing(self, cli: Cli) -> None:
        ran = cli("challenge", stdin=f"{signed(first())}\nerror\nend\n")
        assert ran.code == Exit.UNEXPLAINED
        assert "Every API-Sign that came out is right." in ran.out
        assert "Your code is wrong" not in ran.out

    def test_a_body_of_its_own(self, cli: Cli) -> None:
        asked = first()
        own = "&".join(sorted(asked.request.body.decode().split("&")))
        wrong = signed(asked, "body-sorted")
        ran = cli("challenge", stdin=f"body\n{own}\n{wrong}\nend\n")
        assert ran.code == Exit.FINE

    def test_what_is_sent_is_asked_for_where_it_matters(self, cli: Cli) -> None:
        asked = first()
        wrong = signed(asked, "body-sorted")
        own = "&".join(sorted(asked.request.body.decode().split("&")))
        question = "POST data that your code sends (Enter: exactly what was given)"
        same = cli("challenge", stdin=f"{wrong}\n\n\n")
        assert question in same.out
        assert same.code == Exit.WRONG
        assert "body-sorted" in same.out
        other = cli("challenge", stdin=f"{wrong}\n{own}\n")
        assert question in other.out
        assert other.code == Exit.FINE
        unknown = cli("challenge", stdin=f"{wrong}\n")
        assert "It is no mistake if your code sends that same text as the POST data." in unknown.out

    def test_the_language(self, cli: Cli) -> None:
        ran = cli("challenge", "--language", "javascript", stdin=lines_of("digest-as-hex"))
        assert 'createHash("sha256")' in ran.out

    def test_bytes_that_are_no_text(self, cli: Cli) -> None:
        ran = cli("challenge", stdin=b"\xff\xfe\nend\n")
        assert ran.code == Exit.UNEXPLAINED

    @pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
    def test_any_text(self, cli: Cli, text: str) -> None:
        ran = cli("challenge", stdin=f"{text}\nend\n")
        assert ran.code in (Exit.UNEXPLAINED, Exit.WRONG, Exit.UNUSABLE)
        assert CONTROLS.findall(ran.out + ran.err) == []


class TestTerminal:
    def test_a_signature_on_two_lines_is_one_answer(self) -> None:
        terminal = Terminal(explainer("challenge"))
        terminal.read_until("API-Sign (or: ")
        wrapped = signed(first(), "signature-wrapped-at-76")
        assert wrapped is not None
        assert "\n" in wrapped
        terminal.type(f"{wrapped}\n")
        assert terminal.leave() == Exit.WRONG
        assert "signature-wrapped-at-76" in terminal.shown

    def test_a_line_as_long_as_a_wrapped_one_may_be_all(self) -> None:
        terminal = Terminal(explainer("challenge"))
        terminal.read_until("API-Sign (or: ")
        cut = signed(first(), "signature-cut-at-76")
        terminal.type(f"{cut}\n")
        terminal.read_until("the next line of it (Enter: that was all): ")
        terminal.type("\n")
        assert terminal.leave() == Exit.WRONG
        assert "signature-cut-at-76" in terminal.shown

    def test_what_is_no_signature_is_asked_about_once(self) -> None:
        terminal = Terminal(explainer("challenge"))
        terminal.read_until("API-Sign (or: ")
        terminal.type("hello\n")
        terminal.read_until("Paste it again (Enter: ")
        terminal.type(f"{signed(first(), 'signature-as-hex')}\n")
        assert terminal.leave() == Exit.WRONG
        assert "signature-as-hex" in terminal.shown

    def test_the_first_request_and_its_prompt_are_seen_at_once(self, cli: Cli) -> None:
        lines = cli("challenge", stdin="").out.splitlines()
        prompt = next(at for at, line in enumerate(lines) if line.startswith("API-Sign (or: "))
        assert sum([max(-(-len(line) // 80), 1) for line in lines[: prompt + 1]]) <= 24
        for value in (first().request.body, first().request.secret.expose()):
            assert value.decode() in lines

    def test_an_answer_can_be_edited(self) -> None:
        pytest.importorskip("readline")
        terminal = Terminal(explainer("challenge"))
        terminal.read_until("API-Sign (or: ")
        right = signed(first())
        assert right is not None
        terminal.type(f"nothing\x15{right[1:]}!\x7f\x1b[D\x1b[D\x01{right[0]}\n")
        terminal.read_until("Right.")
        terminal.read_until("Request 2: ")
        terminal.type("\x1b[A\n")
        assert terminal.leave() == Exit.FINE

    @pytest.mark.parametrize(("key", "code"), [("\x03", Exit.INTERRUPTED), ("\x04", Exit.UNUSABLE)])
    def test_leaving(self, key: str, code: Exit) -> None:
        terminal = Terminal(explainer("challenge"))
        terminal.read_until("API-Sign (or: ")
        # Python's prompt sees a signal that comes before it waits for keys only with the next key.
        time.sleep(0.5)
        terminal.type(key)
        assert terminal.leave() == code
        assert "Traceback" not in terminal.shown


def in_json(cli: Cli, given: Any = None, *arguments: str) -> dict[str, Any]:
    more = () if given is None else ("--answers", "-")
    ran = cli("challenge", "--json", *more, *arguments, stdin=json.dumps(given))
    document: dict[str, Any] = json.loads(ran.out)
    if "--language" not in arguments:
        jsonschema.validate(document, SCHEMA)
    codes = {"explained": Exit.WRONG, "unexplained": Exit.UNEXPLAINED}
    assert (ran.code, ran.err) == (codes.get(document["verdict"], Exit.FINE), "")
    return document


class TestJson:
    def test_the_first_call_hands_out_the_first_challenge(self, cli: Cli) -> None:
        document = in_json(cli)
        assert document["verdict"] is None
        assert document["next"]["id"] == first().id
        assert document["next"]["body"] == first().request.body.decode()

    @pytest.mark.parametrize(
        "mistakes",
        [[], ["digest-as-hex"], ["secret-with-line-feed"], ["digest-as-hex", "secret-not-decoded"]],
        ids=" ".join,
    )
    def test_a_program_goes_on_until_nothing_more_is_asked(self, cli: Cli, mistakes: list[str]) -> None:
        answers: list[dict[str, Any]] = []
        document = in_json(cli)
        while document["next"] is not None:
            asked = document["next"]["id"]
            answers.append({"challenge": asked, "signature": signed(challenge(asked), *mistakes)})
            document = in_json(cli, {"answers": answers})
        assert len(answers) <= len(POOL)
        stopped = any(answer["signature"] is None for answer in answers)
        wrong = "unexplained" if stopped else "explained"
        assert document["verdict"] == (wrong if mistakes else "correct")
        assert [entry["id"] for entry in document["ways"][0]["mistakes"]] == mistakes
        assert document["certainty"] == (0 if wrong == "unexplained" and mistakes else 1)

    def test_what_is_skipped_is_not_asked(self, cli: Cli) -> None:
        assert in_json(cli, {"skipped": ["plain-form"]})["next"]["id"] != "plain-form"

    def test_code(self, cli: Cli) -> None:
        given = [{"challenge": "plain-form", "signature": signed(first(), "digest-as-hex")}]
        document = in_json(cli, given, "--language", "javascript")
        assert "createHash" in document["ways"][0]["mistakes"][0]["code"]

    def test_nothing_explains_it(self, cli: Cli) -> None:
        given = [{"challenge": "plain-form", "signature": "x"}]
        document = in_json(cli, given)
        assert document["verdict"] == "unexplained"
        assert document["ways"] == []
        asked = challenge(document["next"]["id"])
        made = signed(asked, "digest-as-hex")
        document = in_json(cli, [*given, {"challenge": asked.id, "signature": made}])
        assert document["verdict"] == "unexplained"
        assert document["apart"] == {"unexplained": "plain-form", "mistakes": ["digest-as-hex"]}
        assert document["next"] is None

    def test_values_that_the_code_printed(self, cli: Cli) -> None:
        given = {
            "challenge": "plain-form",
            "signature": signed(first(), "digest-as-hex"),
            "observed": {"message": "00ff"},
        }
        assert in_json(cli, [given])["verdict"] == "unexplained"


def test_answers_without_json_are_told_as_text(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps([{"challenge": "plain-form", "signature": signed(first())}]))
    ran = cli("challenge", "--answers", str(file))
    assert ran.code == Exit.FINE
    assert ran.out.startswith("Your code signs rightly, as far as these requests show.\n")
    assert "Request 2: " in ran.out


UNUSABLE = {
    "no such file": (["--answers", "nowhere"], "", "No such file"),
    "no JSON": (["--answers", "-"], "plain-form", "answers: is no JSON"),
    "nothing": (["--answers", "-"], "", "answers: is empty"),
    "no such challenge": (
        ["--answers", "-"],
        '[{"challenge": "plain-from", "signature": ""}]',
        "did you mean 'plain-form'?",
    ),
    "no such language": (["--language", "pyton"], "", "did you mean python?"),
    "an operand": (["plain-form"], "", "one argument too many"),
}


@pytest.mark.parametrize(("arguments", "stdin", "says"), UNUSABLE.values(), ids=UNUSABLE.keys())
def test_what_cannot_be_used(cli: Cli, arguments: list[str], stdin: str, says: str) -> None:
    ran = cli("challenge", *arguments, stdin=stdin)
    assert (ran.code, ran.out) == (Exit.UNUSABLE, "")
    assert says in ran.said
    assert "\n  What to do: " in ran.err
