"""What of a pasted text answers a challenge, checked by what identifies the mistake."""

from __future__ import annotations

import pytest

from explainer.diagnosis.challenge import first
from explainer.intake.answered import answer_in
from explainer.pipeline.run import sign

RIGHT = sign(first().request)
WRONG = sign(first().request, ["nonce-not-hashed", "digest-as-hex"])
SHOWN = (
    "{}",
    "API-Sign: {}",
    "API-Sign={}",
    "signature: {}",
    "{{'API-Sign': '{}'}}",
    "  API-Sign: {}",
    "'{}'",
    '"{}"',
    "$ node sign.js\n{}",
    "signing ...\nAPI-Sign: {}\ndone",
)


@pytest.mark.parametrize("signature", [RIGHT, WRONG, sign(first().request, ["signature-as-hex"])])
@pytest.mark.parametrize("shown", SHOWN)
def test_the_api_sign_that_a_script_prints(shown: str, signature: str) -> None:
    assert answer_in(first(), shown.format(signature)) == signature


@pytest.mark.parametrize("mistake", ["signature-wrapped-at-76", "signature-cut-at-76", "signature-as-hex"])
def test_what_a_known_mistake_makes_is_left_as_it_is(mistake: str) -> None:
    made = sign(first().request, [mistake])
    assert answer_in(first(), made) == made


@pytest.mark.parametrize("text", ["error", "this is not a signature", "", "\ud800", "KeyError: 'API-Sign'"])
def test_what_names_none_is_left_as_it_is(text: str) -> None:
    assert answer_in(first(), text) == text
