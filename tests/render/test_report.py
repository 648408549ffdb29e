"""A report shows what was found and nothing of what it was found in."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from explainer.diagnosing import diagnose
from explainer.diagnosis.challenge import POOL
from explainer.diagnosis.checks import RULES, check
from explainer.diagnosis.elsewhere import elsewhere
from explainer.diagnosis.families import FAMILIES
from explainer.diagnosis.model import Diagnosis, Downstream, Explanation, Finding, Observed, Searched, Verdict
from explainer.diagnosis.published import WITHDRAWALS, published, shown_on
from explainer.diagnosis.schemes import SCHEMES
from explainer.example import EXAMPLE, SIGNATURE
from explainer.intake.readers.reports import read_report
from explainer.languages import LANGUAGES, language
from explainer.pipeline.catalogue import MISTAKES, mistake
from explainer.pipeline.model import Mistake
from explainer.pipeline.run import sign
from explainer.render.report import report
from explainer.request import Request
from explainer.secret import Secret
from explainer.stages.nonce.again import FAMILY, made_again
from tests.paths import VECTORS, load
from tests.strategies import requests

PYTHON = language("python")
OWN = Request.of(
    "/0/private/TradesHistory",
    "nonce=1700000012345&trades=true&start=1688888888&text=something of mine",
    secret=b64encode(b"sixty-four bytes that are nobody's: made up for this test alone!"),
    api_key="AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
)
WRONG = {test["id"]: test for test in load(VECTORS / "wrong.json")["tests"]}
TEMPLATES = {rule.id: rule.message for rule in RULES}
SHORT: dict[str, Any] = {"seconds": 0.2, "max_mistakes": 0}


def diagnosed(request: Request, *ids: str) -> Diagnosis:
    return diagnose(request._replace(signature=sign(request, ids)))


def member(request: Request, one: Mistake) -> Mistake:
    """Return a member of the mistake's family that has bytes of the request in it, or the mistake."""
    if one in FAMILY and request.nonce.isdigit():
        return made_again(one, request.nonce, b"%d" % (int(request.nonce) + 1234))
    members = {family.entry: family.members for family in FAMILIES}
    return next(members[one](request), one) if one in members else one


def found_in(
    request: Request, mistakes: list[Mistake], verdict: Verdict = Verdict.EXPLAINED, *, printed: bool = False
) -> Diagnosis:
    """Return a diagnosis in which everything that can carry bytes carries those of the request."""
    made = tuple([member(request, one) for one in mistakes])
    signature = b64encode(request.body + request.secret.expose()).decode()
    finding = Finding(Observed("sha256", (request.body, request.nonce)), "digest", "sha256", made)
    return Diagnosis(
        request=request._replace(signature=signature),
        verdict=verdict,
        explanations=(Explanation(made, 1.0, (made,)),) if verdict is Verdict.EXPLAINED else (),
        schemes=(),
        other_request=None,
        findings=(finding, finding._replace(mistakes=())) if printed else (),
        searched=Searched(len(request.body), 0.5, 1, ("orders",), False),
        checks=(),
        downstream=Downstream(finding, made) if printed else None,
    )


def runs(value: bytes, size: int = 6) -> set[str]:
    text = value.decode("latin-1")
    return {text[at : at + size] for at in range(len(text) - size + 1)}


class TestNothingPrivate:
    @settings(max_examples=20)
    @given(
        requests(),
        requests(),
        st.lists(st.sampled_from(MISTAKES), min_size=1, max_size=3),
        st.sampled_from(Verdict),
        st.booleans(),
    )
    def test_two_requests_with_the_same_mistakes_have_the_same_report(
        self, one: Request, other: Request, mistakes: list[Mistake], verdict: Verdict, printed: bool
    ) -> None:
        texts = [
            report(found_in(request, mistakes, verdict, printed=printed), language=PYTHON)
            for request in (one, other, EXAMPLE)
        ]
        assert texts[0] == texts[1] == texts[2]

    @settings(max_examples=20)
    @given(requests(), st.sampled_from((*FAMILY, *[family.entry for family in FAMILIES])))
    def test_no_run_of_bytes_of_the_request_is_in_it(self, request: Request, one: Mistake) -> None:
        found = replace(found_in(request, [one], printed=True), checks=check(request))
        blank = tuple([replace(one, message=TEMPLATES[one.id], position=None) for one in found.checks])
        ours = report(replace(found_in(EXAMPLE, [one], printed=True), checks=blank), language=PYTHON)
        text = report(found, language=PYTHON)
        texts = request.secret.expose(), request.api_key, (found.request.signature or "").encode()
        for value in (request.path, request.nonce, request.body, b64decode(texts[0]), *texts):
            for run in runs(value) | runs(value.hex().encode()) | runs(b64encode(value)):
                assert run not in text or run in ours

    @pytest.mark.parametrize("ids", [("digest-as-hex",), ("nonce-made-again-in-front",), ("body-sorted",)])
    def test_real_diagnoses_tell_nothing(self, ids: tuple[str, ...]) -> None:
        text = report(diagnosed(OWN, *ids), language=PYTHON)
        for private in (
            "1700000012345",
            "1688888888",
            "something",
            "TradesHistory",
            "AAAAAA",
            "c2l4dHktZm91",
        ):
            assert private not in text
        assert sign(OWN, ids) not in text
        assert f"Mistakes: `{ids[0]}`" in text

    def test_the_private_key_in_place_of_a_signature(self) -> None:
        text = report(
            diagnose(OWN._replace(signature=OWN.secret.expose().decode()), **SHORT), language=PYTHON
        )
        assert "THIS IS THE PRIVATE KEY" in text
        assert OWN.secret.expose().decode() not in text

    def test_checks_that_quote_the_input_are_named_alone(self) -> None:
        quoting = {rule.id for rule in RULES if "{detail}" in rule.message}
        request = OWN._replace(nonce=b"12,345", body=b"nonce=12,345&nonce=7&price=\xc3\xa9\n")
        found = diagnose(request._replace(signature="abc"), **SHORT)
        named = {one.id for one in found.checks} & quoting
        assert {"signature-unusual-size", "nonce-twice", "nonce-not-a-number"} <= named
        lines = report(found, language=PYTHON).splitlines()
        for id in named:
            assert [line for line in lines if line.startswith(f"- `{id}` ") and line.endswith(")")] != []


class TestContent:
    def test_each_mistake_with_its_proof_and_fix(self) -> None:
        text = report(diagnosed(OWN, "signature-as-hex", "digest-as-hex"), language=PYTHON)
        wrong = sign(EXAMPLE, ["digest-as-hex", "signature-as-hex"])
        order = (
            "# A report of explainer\n",
            "**The signature is wrong: 2 mistakes together give exactly these bytes.**",
            "Mistakes: `digest-as-hex`, `signature-as-hex`",
            f"wrong API-Sign  {wrong}\nright API-Sign  {SIGNATURE}\n",
            "## 3. SHA-256",
            "right    32 bytes  23 a1 c1 b3",
            'wrong    64 bytes  "23a1c1b34c6a',
            "- Why it happens: ",
            "- What to do: ",
            "```python\ndigest = hashlib.sha256((nonce + postdata).encode()).digest()\n```",
            "## 7. API-Sign",
            "explainer explain --mistake digest-as-hex --mistake signature-as-hex\n```",
        )
        places = [text.find(part) for part in order]
        assert -1 not in places
        assert places == sorted(places)

    def test_in_another_language(self) -> None:
        assert "```javascript\n" in report(diagnosed(OWN, "digest-as-hex"), language=LANGUAGES[1])

    @pytest.mark.parametrize("one", MISTAKES, ids=lambda one: one.id)
    def test_every_mistake_is_shown_where_it_can_be(self, one: Mistake) -> None:
        told = published(found_in(OWN, [one]))
        if WRONG[one.id]["result"] == "changed":
            assert told.on == ""
            assert told.found.request.signature == WRONG[one.id]["signature"]
        elif told.on is not None:
            request = told.found.request
            shown_on_one = [*WITHDRAWALS.values(), *[challenge.request for challenge in POOL]]
            assert request._replace(signature=None) in shown_on_one
            assert request.signature == sign(request, [one])
        else:
            assert "with" in WRONG[one.id].get("witness", {"with": ()})

    def test_what_only_shows_beside_another_is_shown_there(self) -> None:
        both = [mistake("secret-with-line-feed"), mistake("secret-not-decoded")]
        assert shown_on(both[:1], [EXAMPLE]) is None
        assert shown_on(both, [EXAMPLE]) == EXAMPLE
        idle = [mistake("body-sorted"), mistake("digest-as-hex")]
        assert shown_on(idle, [EXAMPLE]) == EXAMPLE
        plain_form = POOL[0].request
        assert shown_on(idle, [EXAMPLE, plain_form]) == plain_form

    def test_a_mistake_of_another_format_needs_the_report_as_a_file(self) -> None:
        text = report(found_in(OWN, [mistake("json-hashed-as-python-form")]), language=PYTHON)
        assert "on the request json of explainer challenge" in text
        assert "\nexplainer explain report.md --mistake json-hashed-as-python-form\n" in text

    @pytest.mark.parametrize(
        ("id", "code"),
        [
            ("values-not-escaped", 'key: "cold wallet/2"'),
            ("space-as-percent-20", "new URLSearchParams({"),
            ("space-as-plus", "querystring.stringify({"),
            ("slash-left-bare", 'key: "cold wallet/2"'),
            ("escapes-in-lowercase", 'key: "cold wallet/2"'),
        ],
    )
    def test_what_escapes_is_shown_on_a_plain_call_that_code_makes(self, id: str, code: str) -> None:
        text = report(found_in(OWN, [mistake(id)]), language=LANGUAGES[1])
        assert "on a made-up withdrawal; its private key guards nothing" in text
        assert code in text
        assert f"\nexplainer explain report.md --mistake {id}\n" in text

    def test_right(self) -> None:
        text = report(diagnosed(OWN), language=PYTHON)
        assert "**The signature is right.**" in text
        causes = elsewhere(OWN, check(OWN))
        assert [f"- `{one.note.id}`: " in text for one in causes] == [True] * len(causes)

    def test_unexplained(self) -> None:
        request = OWN._replace(signature=b64encode(bytes(64)).decode())
        text = report(diagnose(request, seconds=2, max_mistakes=0), language=PYTHON)
        assert "## Excluded\n\n- a right MAC that was written down in a wrong way\n" in text
        assert "## Left\n\n- the private key has a wrong character, or belongs to another API key" in text

    @pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.id)
    def test_a_recipe_of_another_interface(self, scheme: Any) -> None:
        found = replace(found_in(OWN, [], Verdict.UNEXPLAINED), verdict=Verdict.EXPLAINED, schemes=(scheme,))
        (part,) = read_report(report(found, language=PYTHON))
        fields = {one.field: one.value for one in part.found}
        assert f"**`{scheme.id}`**: " in report(found, language=PYTHON)
        if not fields:
            published_ones = [EXAMPLE, *[one.request for one in POOL]]
            assert [scheme.macs(request) for request in published_ones] == [()] * len(published_ones)
            return
        secret = fields["secret"]
        assert isinstance(secret, Secret)
        request = Request.of(
            bytes_of(fields["path"]),
            bytes_of(fields["body"]),
            nonce=bytes_of(fields["nonce"]),
            secret=secret,
            api_key=bytes_of(fields.get("api_key", b"")),
            signature=bytes_of(fields["signature"]).decode(),
        )
        assert scheme in diagnose(request, **SHORT).schemes

    def test_the_signature_of_another_request(self) -> None:
        text = report(diagnose(OWN._replace(signature=SIGNATURE), others=[EXAMPLE], **SHORT), language=PYTHON)
        assert "the right one for another.**" in text
        assert "- What to do: Make nonce, POST data and signature anew" in text

    def test_values_without_a_signature(self) -> None:
        wrong = Finding(Observed("sha256", (bytes(32),)), "digest", "sha256", None)
        lost = Finding(Observed("", (b"else",)), "", "", None)
        found = replace(found_in(OWN, [], Verdict.UNEXPLAINED), request=OWN, findings=(wrong, lost))
        text = report(found, language=PYTHON)
        assert "**1 value is wrong, and no known mistake explains it.**" in text
        assert "- `sha256`: wrong, and no known mistake gives it\n- others: none that a stage gives" in text


def bytes_of(value: bytes | Secret) -> bytes:
    assert isinstance(value, bytes)
    return value


class TestReading:
    """`read_report` gives what `report` wrote, wherever it stands."""

    @settings(max_examples=20)
    @given(
        st.lists(st.sampled_from(MISTAKES), min_size=1, max_size=3),
        st.text(max_size=20),
        st.sampled_from(["\n", "\r\n", "\n> "]),
    )
    def test_what_is_written_is_read_back(self, mistakes: list[Mistake], before: str, line_end: str) -> None:
        found = found_in(OWN, mistakes)
        told = published(found)
        text = f"{before}\n" + report(found, language=PYTHON).replace("\n", line_end) + "\nand more"
        assume("report of explainer" not in before)
        (part,) = read_report(text)
        assert text[slice(*part.span)].strip("> \r").startswith("# A report of explainer")
        assert text[part.span[1] :].lstrip("> \r\n") == "and more"
        assert part.whole == (told.on is not None)
        if told.on is None:
            assert [one.id for one in part.remarks] == ["report-without-request"]
            return
        request = told.found.request
        fields = {one.field: one.value for one in part.found}
        expected = {
            "path": request.path,
            "nonce": request.nonce,
            "body": request.body,
            "secret": request.secret,
            "api_key": request.api_key,
            "signature": (request.signature or "").encode(),
        }
        assert {"api_key": b""} | fields == expected
        for one in part.found:
            written = text[slice(*one.span)]
            value = one.value.expose() if isinstance(one.value, Secret) else one.value
            assert value == (json.loads(written) if written.startswith('"') else written).encode()

    def test_as_a_browser_shows_it(self) -> None:
        text = report(found_in(OWN, [mistake("digest-as-hex")]), language=PYTHON)
        rendered = re.sub(r"^(# |```.*\n)|[`*_]", "", text, flags=re.M)
        (part,) = read_report(rendered)
        assert {one.field for one in part.found} == {"path", "nonce", "body", "secret", "signature"}

    def test_several_and_one_that_is_cut_off(self) -> None:
        text = report(found_in(OWN, [mistake("digest-as-hex")]), language=PYTHON)
        cut = text[: text.index("right API-Sign")]
        parts = list(read_report(cut + text))
        assert [len(part.found) for part in parts] == [5, 5]
        assert parts[0].span[1] <= parts[1].span[0]

    @given(st.text())
    def test_any_other_text_is_no_report(self, text: str) -> None:
        assume("report of explainer" not in text)
        assert list(read_report(text)) == []

    def test_the_secret_is_a_secret(self) -> None:
        (part,) = read_report(report(found_in(OWN, [mistake("digest-as-hex")]), language=PYTHON))
        assert [one.concealed for one in part.found] == [one.field == "secret" for one in part.found]
