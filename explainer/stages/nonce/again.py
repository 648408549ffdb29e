"""A nonce that is made more than once: each time the clock is read, it says something else.

In the catalogue each entry stands for the whole family with its likeliest member, one tick later.
The diagnosis makes the other members with `made_again`; they keep the entry's id.
"""

from __future__ import annotations

from collections.abc import Sequence

from explainer.errors import CannotApply
from explainer.pipeline.model import Apply, Mistake, Via
from explainer.pipeline.traced import Data
from explainer.stages.nonce.carry import carry

_LANGUAGES = ("JavaScript", "Java", "PHP", "Python")
_FIX = (
    "Make the nonce once, keep it in a variable, and use that in the POST data, in the hash and for sending."
)


def _tick(nonce: bytes) -> bytes:
    """Return the nonce one tick of its clock later. Raises CannotApply if it is no number."""
    if not nonce.isdigit():
        raise CannotApply("the nonce is no number")
    return b"%d" % (int(nonce) + 1)


def _ticked_body(body: Data, given_nonce: Data) -> Data:
    nonce = _tick(given_nonce) if isinstance(given_nonce, bytes) else given_nonce.via(_tick)
    return carry(body, given_nonce, nonce)


ELSEWHERE = Mistake(
    id="nonce-of-another-attempt",
    title="The signature was made for another nonce than the one sent",
    apply=Via(_tick),
    why=(
        "The headers are built first and the body again later, or a retry sends a new body with the"
        " headers of the attempt before."
    ),
    fix=_FIX + " Sign each attempt anew.",
    languages=_LANGUAGES,
    seen=1,
    source="https://github.com/nothingisdead/npm-kraken-api/issues/63",
)

IN_FRONT = Mistake(
    id="nonce-made-again-in-front",
    title="The nonce in front of the POST data was made a second time",
    apply=Via(_tick),
    why="The clock is read once for the POST data and once more for the hash; a tick lies in between.",
    fix=_FIX,
    languages=_LANGUAGES,
    seen=3,
    source="public code in JavaScript, Java and PHP",
)

IN_BODY = Mistake(
    id="nonce-made-again-in-body",
    title="The nonce in the hashed POST data was made a second time",
    apply=_ticked_body,
    why="The parameters are built twice, once to be hashed and once to be sent, and each reads the clock.",
    fix=_FIX,
    languages=_LANGUAGES,
    needs="a nonce in the body",
)

FAMILY: tuple[Mistake, ...] = (IN_FRONT, ELSEWHERE, IN_BODY)
"""One entry for each place, likeliest first."""


def made_again(entry: Mistake, sent: bytes, other: bytes) -> Mistake:
    """Return the member of an entry's family that has this other nonce in place of the sent one."""
    apply: Apply = Via(lambda nonce: other)
    if entry is IN_BODY:

        def apply(body: Data, given_nonce: Data) -> Data:
            nonce = other if isinstance(given_nonce, bytes) else given_nonce.via(lambda nonce: other)
            return carry(body, given_nonce, nonce)

    later = int(other) - int(sent) if len(other) == len(sent) else None
    words = "in another unit" if later is None else f"{abs(later)} {'higher' if later > 0 else 'lower'}"
    return entry._replace(title=f"{entry.title}: {other.decode()}, {words}", apply=apply)


def values_of(entry: Mistake, body: bytes, sent: bytes, others: Sequence[bytes]) -> list[bytes]:
    """Return what the entry's decision gives with each of these nonces in place of the sent one."""
    if entry is IN_BODY:
        return [carry(body, sent, other) for other in others]
    return list(others)
