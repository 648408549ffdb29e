"""What of a pasted text answers a challenge: scripts print an API-Sign with a name, or in quotes."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.diagnosis.challenge import Challenge, is_known_answer, may_be_signature
from explainer.errors import InputError
from explainer.intake.paste import read_paste

_QUOTES = "\"'`"


def answer_in(challenge: Challenge, text: str) -> str:
    """Return the API-Sign that a text names, or all of it.

    That is if it names none, or a known mistake makes exactly this text. A private key has no place
    in a challenge, so what may be either is the API-Sign. Quotes around one are likelier of what
    printed it than of what signed.
    """
    quoted = _without_quotes(text)
    if quoted and is_known_answer(challenge, quoted):
        return quoted
    if is_known_answer(challenge, text):
        return text
    return next(_named(challenge, text), text)


def _without_quotes(text: str) -> str:
    """Return what stands between the quotes that a text begins and ends with; empty without quotes."""
    return text[1:-1] if len(text) > 2 and text[0] == text[-1] and text[0] in _QUOTES else ""


def _named(challenge: Challenge, text: str) -> Iterator[str]:
    quoted = _without_quotes(text)
    if quoted:
        yield quoted
    try:
        requests = read_paste(text).requests
    except InputError:
        return
    yield from [one.draft.signature for one in requests if len(requests) == 1 and one.draft.signature]
    # Behind a prompt or a word of the script it stands in a line of its own; one that is wrapped takes more.
    unbroken = [line for line in text.splitlines() if len(line.split()) == 1]
    yield from [line for line in unbroken if len(unbroken) == 1 and may_be_signature(challenge, line)]
