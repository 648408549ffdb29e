"""Recognise a signature that follows another recipe from end to end.

Such a formula is not one mistake away from Kraken Spot's; each is a hypothesis of its own, proven
like any other by giving exactly the pasted bytes.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence

from explainer.diagnosis.outputs import candidates
from explainer.diagnosis.schemes.kraken import KRAKEN
from explainer.diagnosis.schemes.model import Given, Scheme
from explainer.diagnosis.schemes.others import OTHERS
from explainer.pipeline.run import sign
from explainer.request import Request
from explainer.secret import Secret

SCHEMES: tuple[Scheme, ...] = KRAKEN + OTHERS
"""Every recipe, Kraken's own first."""

__all__ = ["SCHEMES", "Scheme", "other_request", "recognise"]


def recognise(request: Request, macs: Iterable[bytes]) -> tuple[Scheme, ...]:
    """Return the schemes that give one of these MACs for the request.

    `macs` are the byte strings that a pasted signature may stand for
    (`explainer.diagnosis.outputs.candidates`). Bytes that the right way gives for this request
    count for no scheme. Never raises: a private key that is no base64 is decoded leniently.
    """
    given = Given.of(request)
    wanted = set(macs) - {_right(request)}
    return tuple([scheme for scheme in SCHEMES if not wanted.isdisjoint(scheme.make(given))])


def other_request(request: Request, others: Sequence[Request]) -> int | None:
    """Return the index of the first other request whose right signature this one has, however written down.

    What has the same right signature as the request itself is no other one.
    """
    macs = set(candidates((request.signature or "").encode(errors="surrogatepass"))) - {_right(request)}
    return next((at for at, other in enumerate(others) if _right(other) in macs), None)


def _right(request: Request) -> bytes:
    """Return the MAC that the right way gives, 64 bytes, the private key decoded leniently."""
    strict = request._replace(secret=Secret(b64encode(Given.of(request).key)))
    return b64decode(sign(strict))
