"""Families of mistakes of which the catalogue has one: all orders, all types, all nonces nearby."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from explainer.diagnosis.nonces import near, rescaled
from explainer.diagnosis.space import Space
from explainer.pipeline.catalogue import DECISIONS, decision_of
from explainer.pipeline.model import Decision, Joins, Makes, Mistake, Via
from explainer.request import Request
from explainer.stages.message import otherwise as paths
from explainer.stages.message import parts as message_parts
from explainer.stages.message import text
from explainer.stages.message.another import OF_EXAMPLE
from explainer.stages.nonce import texts
from explainer.stages.nonce.otherwise import any_writing
from explainer.stages.postdata import containers, printed, spelling
from explainer.stages.postdata import text as bodies
from explainer.stages.postdata.fields import FIELD_ADDED, UNSET, any_field_added, any_unset
from explainer.stages.postdata.format import TYPED_JSON, any_types
from explainer.stages.postdata.numbers import ANY_AMOUNT, any_amount
from explainer.stages.postdata.order import ANY_ORDER, any_order
from explainer.stages.sha256 import otherwise as hashes
from explainer.stages.sha256.form.others import any_print
from explainer.stages.sha256.form.printed import NUMBER_LIST
from explainer.stages.sha256.hash import ANOTHER
from explainer.stages.sha256.input import OTHER_PARTS, PUNCTUATION
from explainer.stages.sha256.text import OTHERWISE

_CLOSE = 50
_CLOSE_IN_ANOTHER_UNIT = 10
_LIKELY = 1_000
_LIKELY_IN_ANOTHER_UNIT = 200


class Family(NamedTuple):
    """A family whose members depend on the request."""

    name: str
    """The name of the step that tries them."""
    entry: Mistake
    """One that is in the catalogue, whose decision all members belong to."""
    members: Callable[[Request], Iterator[Mistake]]
    """Yields all for a request, likeliest first; there may be very many."""


FAMILIES = (
    Family("paths", OF_EXAMPLE, paths.any_path),
    Family("writings", texts.IN_FRONT_OTHERWISE, lambda _: any_writing(texts.FRONT)),
    Family("writings", texts.EVERYWHERE_OTHERWISE, lambda _: any_writing(texts.ALL_PLACES)),
    Family("writings", texts.IN_BODY_OTHERWISE, lambda _: any_writing(texts.BODY)),
    Family("parts", message_parts.OTHER_PARTS, paths.any_parts),
    Family("parts", OTHER_PARTS, hashes.any_parts),
    Family("texts", OTHERWISE, hashes.any_text),
    Family("texts", text.OTHERWISE, paths.any_text),
    Family("texts", PUNCTUATION, hashes.any_mark),
    Family("texts", message_parts.PUNCTUATION, paths.any_mark),
    Family("prints", ANOTHER, hashes.any_hash),
    Family("prints", NUMBER_LIST, any_print),
    Family("fields", FIELD_ADDED, lambda request: any_field_added(request.body)),
    Family("fields", UNSET, lambda request: any_unset(request.body)),
    Family("orders", ANY_ORDER, lambda request: any_order(request.body)),
    Family("amounts", ANY_AMOUNT, lambda request: any_amount(request.body)),
    Family("bodies", containers.ANOTHER_TEXT, containers.any_collection),
    Family("bodies", spelling.ANOTHER_ENCODER, spelling.any_spelling),
    Family("bodies", bodies.OTHERWISE, bodies.any_text),
    Family("bodies", printed.ANOTHER_TEXT, printed.any_text),
    Family("types", TYPED_JSON, lambda request: any_types(request.body)),
)


def member_values(space: Space, members: Sequence[Mistake]) -> list[bytes]:
    """Return what the decision of these members of a family gives with each of them, all before it right.

    Nothing for a member that cannot be applied.
    """
    decision = decision_of(members[0])
    place = DECISIONS.index(decision)
    given: dict[tuple[str, ...], tuple[bytes, ...]] = {}
    values = []
    for member in members:
        apply = member.apply
        reads = decision.reads(apply)
        if reads not in given:
            [(given[reads], *_), *_] = space.variants(reads, place, 0)
        function = apply.plain if isinstance(apply, (Via, Makes, Joins)) else apply
        try:
            values.append(function(*given[reads]))
        except ValueError:
            values.append(b"")
    return values


def close_nonces(nonce: bytes) -> list[bytes]:
    """Return the nonces, in its unit and others, that are near enough to be tried with other mistakes."""
    in_another_unit = rescaled(nonce, _CLOSE_IN_ANOTHER_UNIT)
    return [*near(nonce, _CLOSE), *[one for unit in in_another_unit for one in unit[:_CLOSE_IN_ANOTHER_UNIT]]]


def likely_nonces(nonce: bytes) -> list[bytes]:
    """Return the nonces, in its unit and others, that are likelier than three mistakes at once."""
    in_another_unit = rescaled(nonce, _LIKELY_IN_ANOTHER_UNIT)
    return [*near(nonce, _LIKELY), *[one for unit in in_another_unit for one in unit]]


def all_nonces(nonce: bytes) -> list[bytes]:
    """Return all nonces that a clock may have shown at about the same time."""
    return [*near(nonce), *[one for unit in rescaled(nonce) for one in unit]]


def in_place_of(entry: Mistake, members: Sequence[Mistake]) -> tuple[Decision, ...]:
    """Return the decisions with these members in place of all mistakes of the entry's decision."""
    place = decision_of(entry).id
    return tuple([one._replace(mistakes=tuple(members)) if one.id == place else one for one in DECISIONS])
