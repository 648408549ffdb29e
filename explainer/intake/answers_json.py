"""The JSON form of what somebody's code made of challenges.

    {"answers": [{"challenge": "plain-form", "signature": "zo+vrOtm..."}], "skipped": ["multipart"]}

An answer's `signature` is the API-Sign to the letter, or null for code that stops with an error. It
may have a `body`, the POST data that the code sends if that is not the challenge's, and `observed` as
in a request. A list alone is taken for the answers. `skipped` lists challenges that the code cannot
sign.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from explainer.diagnosis.challenge import POOL, Answer, Challenge, challenge
from explainer.errors import InputError
from explainer.intake.observed import read_printed
from explainer.intake.request_json import printed_values
from explainer.intake.strict_json import bytes_of, kind, load, quote, suggestion, text_of

_SHAPE = 'give {"answers": [{"challenge": "plain-form", "signature": "..."}]}'
_IDS = tuple(one.id for one in POOL)
_FIELDS = ("challenge", "signature", "body", "observed")


class Answers(NamedTuple):
    """What was answered so far, in order, and what was skipped."""

    answers: tuple[Answer, ...] = ()
    skipped: tuple[Challenge, ...] = ()


def read_answers(data: bytes) -> Answers:
    """Read answers from JSON in UTF-8. Raises InputError that names the field."""
    value = load(data, "answers", _SHAPE)
    if isinstance(value, list):
        value = {"answers": value}
    if not isinstance(value, dict):
        raise InputError("answers", f"is {kind(value)}, not an object or a list", hint=_SHAPE)
    _refuse_unknown("answers", value, ("answers", "skipped"))
    answers = tuple(
        [_answer(f"answers[{at}]", item) for at, item in enumerate(_list("answers", value.get("answers")))]
    )
    skipped = tuple(
        [_challenge(f"skipped[{at}]", item) for at, item in enumerate(_list("skipped", value.get("skipped")))]
    )
    names = [one.id for one in (*(answer.challenge for answer in answers), *skipped)]
    twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
    if twice is not None:
        raise InputError("answers", f"{twice} comes twice", hint="leave one of them out")
    return Answers(answers, skipped)


def _answer(field: str, value: Any) -> Answer:
    if not isinstance(value, dict):
        raise InputError(field, f"is {kind(value)}, not an object", hint=_SHAPE)
    _refuse_unknown(field, value, _FIELDS)
    if "signature" not in value:
        hint = "give the API-Sign, or null if the code stops with an error"
        raise InputError(field, "has no signature", hint=hint)
    return Answer(
        _challenge(f"{field}.challenge", value.get("challenge")),
        text_of(f"{field}.signature", value["signature"]),
        bytes_of(f"{field}.body", value.get("body")),
        read_printed(printed_values(value.get("observed"), f"{field}.observed") or ()),
    )


def _challenge(field: str, value: Any) -> Challenge:
    id = text_of(field, value)
    if id not in _IDS:
        problem = "is missing" if id is None else f"there is no challenge {quote(id)}"
        raise InputError(field, problem, hint=suggestion(id or "", "challenges", _IDS))
    return challenge(id)


def _list(field: str, value: Any) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise InputError(field, f"is {kind(value)}, not a list", hint=_SHAPE)
    return value


def _refuse_unknown(field: str, value: dict[str, Any], known: tuple[str, ...]) -> None:
    for name in value:
        if name not in known:
            hint = suggestion(name, "fields", known)
            raise InputError(field, f"has an unknown field, {quote(name)}", hint=hint)
