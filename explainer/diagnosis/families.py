"""Families of mistakes of which the catalogue has one: all orders, all types, all nonces nearby."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from explainer.diagnosis.nonces import near, rescaled
from explainer.pipeline.catalogue import DECISIONS, decision_of
from explainer.pipeline.model import Decision, Mistake
from explainer.stages.postdata.format import TYPED_JSON, any_types
from explainer.stages.postdata.order import ANY_ORDER, any_order

_CLOSE = 50
_CLOSE_IN_ANOTHER_UNIT = 10


class BodyFamily(NamedTuple):
    """A family whose members depend on the fields of the body."""

    name: str
    """The name of the step that tries them."""
    entry: Mistake
    """The one that is in the catalogue."""
    members: Callable[[bytes], Iterator[Mistake]]
    """Yields all for a body, likeliest first; there may be very many."""


BODY_FAMILIES = (
    BodyFamily("orders", ANY_ORDER, any_order),
    BodyFamily("types", TYPED_JSON, any_types),
)


def close_nonces(nonce: bytes) -> list[bytes]:
    """Return the nonces, in its unit and others, that are near enough to be tried with other mistakes."""
    return [*near(nonce, _CLOSE), *[one for unit in rescaled(nonce) for one in unit[:_CLOSE_IN_ANOTHER_UNIT]]]


def all_nonces(nonce: bytes) -> list[bytes]:
    """Return all nonces that a clock may have shown at about the same time."""
    return [*near(nonce), *[one for unit in rescaled(nonce) for one in unit]]


def in_place_of(entry: Mistake, members: Sequence[Mistake]) -> tuple[Decision, ...]:
    """Return the decisions with these members in place of all mistakes of the entry's decision."""
    place = decision_of(entry).id
    return tuple([one._replace(mistakes=tuple(members)) if one.id == place else one for one in DECISIONS])
