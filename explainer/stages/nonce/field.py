"""How the hashed body holds the nonce: as a JSON number or string, as an array."""

from __future__ import annotations

from explainer.errors import CannotApply
from explainer.pipeline.model import Mistake, Via
from explainer.pipeline.traced import Data
from explainer.stages.nonce.carry import find
from explainer.stages.nonce.formats import php_microtime

_NAME = b"nonce="
_FRACTION = Via(lambda nonce: php_microtime(nonce).split()[0])
_SECONDS = Via(lambda nonce: php_microtime(nonce).split()[1])


def _place(body: Data, nonce: Data) -> tuple[bytes, int, int]:
    plain, given = (body, nonce) if isinstance(body, bytes) else (body.data, nonce.data)
    found = find(plain, given)
    if found is None:
        raise CannotApply("the body carries no such nonce")
    return plain, found[0], found[1]


def _as_number(body: Data, given_nonce: Data) -> Data:
    """Return a JSON body without the quotes around its nonce."""
    plain, start, end = _place(body, given_nonce)
    if plain[start - 1 : start] != b'"' or plain[end : end + 1] != b'"':
        raise CannotApply("the nonce is no JSON string")
    return body[: start - 1] + body[start:end] + body[end + 1 :]


def _as_string(body: Data, given_nonce: Data) -> Data:
    """Return a JSON body with quotes around its nonce."""
    plain, start, end = _place(body, given_nonce)
    if plain.lstrip()[:1] != b"{" or plain[start - 1 : start] not in (b":", b" "):
        raise CannotApply("the nonce is no JSON number")
    return body[:start] + b'"' + body[start:end] + b'"' + body[end:]


def _as_array(body: Data, given_nonce: Data) -> Data:
    """Return a form whose nonce is the two parts of PHP's microtime()."""
    plain, start, end = _place(body, given_nonce)
    if plain[start - len(_NAME) : start] != _NAME:
        raise CannotApply("the body is no form that begins its nonce so")
    name = body[: start - 1]
    return (
        name + b"%5B0%5D=" + _FRACTION(given_nonce) + b"&nonce%5B1%5D=" + _SECONDS(given_nonce) + body[end:]
    )


FIELD: tuple[Mistake, ...] = (
    Mistake(
        id="nonce-as-json-number",
        title="The nonce is a number in the hashed JSON, a string in the sent one",
        apply=_as_number,
        why="Two pieces of code write the JSON, and one of them has the nonce as text.",
        fix="Write the JSON text once, with the nonce in quotes, hash that text and send it.",
        languages=("JavaScript", "Python", "PHP", "C#"),
        answer="EAPI:Invalid signature or EAPI:Invalid nonce",
        needs="JSON with the nonce in quotes",
    ),
    Mistake(
        id="nonce-as-json-string",
        title="The nonce is a string in the hashed JSON, a number in the sent one",
        apply=_as_string,
        why="Two pieces of code write the JSON, and one of them has the nonce as a number.",
        fix="Write the JSON text once, with the nonce in quotes, hash that text and send it.",
        languages=("JavaScript", "Python", "PHP", "C#"),
        answer="EAPI:Invalid signature or EAPI:Invalid nonce",
        needs="JSON with the nonce as a number",
    ),
    Mistake(
        id="nonce-in-body-as-two-parts",
        title="The nonce in the hashed body is an array: nonce[0] and nonce[1]",
        apply=_as_array,
        why="explode(' ', microtime()) is an array of fraction and seconds, which http_build_query numbers.",
        fix="Join both parts to one integer text before it is used.",
        languages=("PHP",),
        source="https://github.com/ApplyCode/PHP_exchanges_apis",
        answer="EAPI:Invalid nonce",
        needs="a form that carries a nonce that is a time",
    ),
)
