"""Families of mistakes of which the catalogue has one: all orders, all types, all nonces nearby."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from explainer.diagnosis.nonces import near, rescaled
from explainer.diagnosis.outputs import pasted
from explainer.diagnosis.space import Space
from explainer.pipeline.catalogue import DECISIONS, decision_of, mistake
from explainer.pipeline.model import Decision, Mistake, on_bytes
from explainer.request import Request
from explainer.stages.message import otherwise as message
from explainer.stages.message import parts as message_parts
from explainer.stages.message import text as message_text
from explainer.stages.message.another import OF_EXAMPLE
from explainer.stages.nonce import texts as nonces
from explainer.stages.nonce.again import FAMILY, made_again, values_of
from explainer.stages.nonce.otherwise import any_writing
from explainer.stages.postdata import containers, printed, spelling
from explainer.stages.postdata import text as postdata_text
from explainer.stages.postdata.fields import FIELD_ADDED, UNSET, any_field_added, any_unset
from explainer.stages.postdata.format import TYPED_JSON, any_types
from explainer.stages.postdata.numbers import ANY_AMOUNT, any_amount
from explainer.stages.postdata.order import ANY_ORDER, any_order
from explainer.stages.sha256 import hash as sha256_hash
from explainer.stages.sha256 import input as sha256_input
from explainer.stages.sha256 import otherwise as sha256
from explainer.stages.sha256 import text as sha256_text
from explainer.stages.sha256.form.others import any_print
from explainer.stages.sha256.form.printed import NUMBER_LIST
from explainer.stages.signature.cut import CUT, any_cut

_FIRST = 200
"""Members of a family that are tried before three mistakes of the catalogue, and together with every other
mistake, _AT_ONCE in one search."""
_AT_ONCE = 100
_MEMBERS = 50_000
"""Most members of a family that are tried: all orders of eight fields."""
_CLOSE = 50
_CLOSE_IN_ANOTHER_UNIT = 10
_LIKELY = 1_000
_LIKELY_IN_ANOTHER_UNIT = 200


class Family(NamedTuple):
    """A family whose members depend on the request."""

    name: str
    """The name of the step that tries them; families of one step follow each other."""
    entry: Mistake
    """One that is in the catalogue, whose decision all members belong to."""
    members: Callable[[Request], Iterator[Mistake]]
    """Yields all for a request, likeliest first; there may be very many."""


FAMILIES = (
    Family("paths", OF_EXAMPLE, message.any_path),
    Family("writings", nonces.IN_FRONT_OTHERWISE, lambda _: any_writing(nonces.FRONT)),
    Family("writings", nonces.EVERYWHERE_OTHERWISE, lambda _: any_writing(nonces.ALL_PLACES)),
    Family("writings", nonces.IN_BODY_OTHERWISE, lambda _: any_writing(nonces.BODY)),
    Family("parts", message_parts.OTHER_PARTS, message.any_parts),
    Family("parts", sha256_input.OTHER_PARTS, sha256.any_parts),
    Family("texts", sha256_text.OTHERWISE, sha256.any_text),
    Family("texts", message_text.OTHERWISE, message.any_text),
    Family("texts", sha256_input.PUNCTUATION, sha256.any_mark),
    Family("texts", message_parts.PUNCTUATION, message.any_mark),
    Family("prints", sha256_hash.ANOTHER, sha256.any_hash),
    Family("prints", NUMBER_LIST, any_print),
    Family("fields", FIELD_ADDED, lambda request: any_field_added(request.body)),
    Family("fields", UNSET, lambda request: any_unset(request.body)),
    Family("orders", ANY_ORDER, lambda request: any_order(request.body)),
    Family("amounts", ANY_AMOUNT, lambda request: any_amount(request.body)),
    Family("bodies", containers.ANOTHER_TEXT, containers.any_collection),
    Family("bodies", spelling.ANOTHER_ENCODER, spelling.any_spelling),
    Family("bodies", postdata_text.OTHERWISE, postdata_text.any_text),
    Family("bodies", printed.ANOTHER_TEXT, printed.any_text),
    Family("types", TYPED_JSON, lambda request: any_types(request.body)),
)

CUTS = Family("cuts", CUT, lambda request: any_cut(pasted(request.signature or "")))
"""The family of the pasted text itself, taken for the beginning or the end of a signature."""


def member_values(space: Space, members: Sequence[Mistake]) -> list[bytes]:
    """Return what the decision of these members of a family gives with each of them, all before it right.

    Nothing for a member that cannot be applied.
    """
    decision = decision_of(members[0])
    place = DECISIONS.index(decision)
    given: dict[tuple[str, ...], tuple[bytes, ...]] = {}
    values = []
    for member in members:
        reads = decision.reads(member.apply)
        if reads not in given:
            [(given[reads], *_), *_] = space.variants(reads, place, 0)
        try:
            values.append(on_bytes(member.apply)(*given[reads]))
        except ValueError:
            values.append(b"")
    return values


class Members(NamedTuple):
    """Some members of a family, to be tried side by side."""

    step: str
    """The name of the step that tries them."""
    entry: Mistake
    values: list[bytes]
    """What the entry's decision gives with each of them."""
    member: Callable[[int], Mistake]
    """The member at an index."""


def likely_members(request: Request, space: Space) -> Iterator[Members]:
    """Yield the nonces likeliest to be made beside the one sent, and each family's first members."""
    yield from _with_nonces(request, space, _likely_nonces(request.nonce))
    for family in FAMILIES:
        yield from _members(family, request, space, 0, _FIRST)


def further_members(families: Iterable[Family], request: Request, space: Space) -> Iterator[Members]:
    """Yield the members that are not likely, as many of each family as it makes sense to try."""
    for family in families:
        yield from _members(family, request, space, _FIRST, _MEMBERS)


def further_nonces(request: Request, space: Space) -> Iterator[Members]:
    """Yield all nonces near the one sent and in other units, but for the likely ones."""
    likely = frozenset(_likely_nonces(request.nonce))
    others = [one for one in _all_nonces(request.nonce) if one not in likely]
    yield from _with_nonces(request, space, others)


def first_members(request: Request) -> Iterator[tuple[Mistake, list[Mistake]]]:
    """Yield entries with the members that are likely enough to be tried with every other mistake."""
    close = _close_nonces(request.nonce)
    for entry in FAMILY:
        yield entry, [made_again(entry, request.nonce, other) for other in close]
    for family in FAMILIES:
        members = islice(family.members(request), _FIRST)
        while tried := list(islice(members, _AT_ONCE)):
            yield family.entry, tried


def _members(family: Family, request: Request, space: Space, first: int, end: int) -> Iterator[Members]:
    members = islice(family.members(request), first, end)
    while tried := list(islice(members, space.side_by_side)):
        yield Members(family.name, family.entry, member_values(space, tried), tried.__getitem__)


def _with_nonces(request: Request, space: Space, others: Sequence[bytes]) -> Iterator[Members]:
    """Yield the entries of a nonce that is made again, with each of these nonces."""
    for entry in FAMILY:
        for start in range(0, len(others), space.side_by_side):
            part = others[start : start + space.side_by_side]
            values = values_of(entry, request.body, request.nonce, part)
            yield Members("nonces", entry, values, _remade(entry, request.nonce, part))


def _remade(entry: Mistake, sent: bytes, others: Sequence[bytes]) -> Callable[[int], Mistake]:
    return lambda index: made_again(entry, sent, others[index])


def _close_nonces(nonce: bytes) -> list[bytes]:
    """Return the nonces, in its unit and others, that are near enough to be tried with other mistakes."""
    in_another_unit = rescaled(nonce, _CLOSE_IN_ANOTHER_UNIT)
    return [*near(nonce, _CLOSE), *[one for unit in in_another_unit for one in unit[:_CLOSE_IN_ANOTHER_UNIT]]]


def _likely_nonces(nonce: bytes) -> list[bytes]:
    """Return the nonces, in its unit and others, that are likelier than three mistakes at once."""
    in_another_unit = rescaled(nonce, _LIKELY_IN_ANOTHER_UNIT)
    return [*near(nonce, _LIKELY), *[one for unit in in_another_unit for one in unit]]


def _all_nonces(nonce: bytes) -> list[bytes]:
    """Return all nonces that a clock may have shown at about the same time."""
    return [*near(nonce), *[one for unit in rescaled(nonce) for one in unit]]


def named(request: Request, id: str, title: str) -> Mistake:
    """Return the mistake of the catalogue, or the member of a family for a request, with this id and title.

    Raises KeyError.
    """
    entry = mistake(id)
    if entry.title == title:
        return entry
    if entry in FAMILY:
        other = title.removeprefix(entry.title).strip(": ").partition(",")[0]
        return made_again(entry, request.nonce, other.encode())
    near_first = sorted((*FAMILIES, CUTS), key=lambda family: family.entry.id != id)
    for family in near_first:
        for member in islice(family.members(request), _MEMBERS):
            if (member.id, member.title) == (id, title):
                return member
    raise KeyError(id)


def in_place_of(entry: Mistake, members: Sequence[Mistake]) -> tuple[Decision, ...]:
    """Return the decisions with these members in place of all mistakes of the entry's decision."""
    place = decision_of(entry).id
    return tuple([one._replace(mistakes=tuple(members)) if one.id == place else one for one in DECISIONS])
