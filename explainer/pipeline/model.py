"""The vocabulary of the catalogue: stages own decisions, a decision has one right way and mistakes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from importlib import import_module
from math import log2
from operator import add
from typing import Any, NamedTuple, TypeAlias, TypeVar, overload

from explainer.pipeline.traced import Data, Origin, Traced


class Via(NamedTuple):
    """A bytes-to-bytes function on a decision's subject, which keeps the bytes' origins."""

    plain: Callable[[bytes], bytes]

    def __call__(self, value: Data) -> Data:
        return self.plain(value) if isinstance(value, bytes) else value.via(self.plain)


class Makes:
    """A function of some values whose result is all new bytes: a digest, a MAC, a key."""

    __slots__ = ("origin", "plain", "reads")

    def __init__(self, origin: Origin, plain: Callable[..., bytes], *reads: str) -> None:
        self.origin = origin
        self.plain = plain
        self.reads = reads

    def __call__(self, *values: Data) -> Data:
        if isinstance(values[0], bytes):
            return self.plain(*values)
        return Traced.whole(self.plain(*[value.data for value in values]), self.origin)


class Joins:
    """The values of these names one after the other, in this order."""

    __slots__ = ("reads",)

    def __init__(self, *reads: str) -> None:
        self.reads = reads

    def __call__(self, *values: Data) -> Data:
        return reduce(add, values)

    @staticmethod
    def plain(*values: bytes) -> bytes:
        return b"".join(values)


Apply: TypeAlias = Via | Makes | Joins | Callable[..., Any]
"""What an option does: `Via`, `Makes`, `Joins`, or a function whose parameters name the values it reads.

Such a function gets all bytes or all `Traced` and may use `+`, slices and `len` on them. All
raise ValueError (`CannotApply`) when they need something that the request does not have.
"""


def on_bytes(apply: Apply) -> Callable[..., bytes]:
    """Return what an option does as a function of plain bytes."""
    return apply.plain if isinstance(apply, (Via, Makes, Joins)) else apply


class Mistake(NamedTuple):
    """One wrong option of a decision: what the code does, why people write it, how to mend it."""

    id: str
    """Stable, says what it is: digest-as-hex. Never renamed once published."""
    title: str
    """What the code does, as a short statement without a full stop."""
    apply: Apply
    why: str
    """How people come to do it, in a sentence or two."""
    fix: str
    """What to do instead, in a sentence; the stage's code shows it in each language."""
    languages: tuple[str, ...] = ()
    """Where it is met; empty for any language."""
    seen: int = 0
    """Distinct files, commits and threads met in a survey of November 2026; 0: plausible, never met."""
    source: str = ""
    """Where it was seen: a repository, thread or article."""
    answer: str = "EAPI:Invalid signature"
    """What Kraken answers."""
    needs: str = ""
    """What a request must have for this to change anything; empty if it always does."""


class Note(NamedTuple):
    """A mistake that has no bytes: about HTTP, the account, or how the nonce lives on."""

    id: str
    title: str
    text: str
    fix: str
    stage: str
    """Id of the stage where the tutorial tells it."""
    about: str
    """nonce, http or account."""
    answer: str
    languages: tuple[str, ...] = ()
    seen: int = 0
    source: str = ""


Entry = TypeVar("Entry")


class Later(Sequence[Entry]):
    """Entries of the catalogue that are loaded when somebody looks at them.

    Signing and explaining without mistakes needs none of them, and they are most of this program.
    """

    __slots__ = ("_entries", "_module", "_name")

    def __init__(self, module: str, name: str) -> None:
        """`module` is the full name of the module that has the tuple called `name`."""
        self._module = module
        self._name = name
        self._entries: tuple[Entry, ...] | None = None

    def _all(self) -> tuple[Entry, ...]:
        if self._entries is None:
            self._entries = getattr(import_module(self._module), self._name)
        return self._entries

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, at: int) -> Entry: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Entry, ...]: ...

    def __getitem__(self, at: int | slice) -> Entry | tuple[Entry, ...]:
        return self._all()[at]


class Decision(NamedTuple):
    """A point where code can go wrong: reads values, writes one, in one right way or a wrong one."""

    id: str
    """The stage's id, a dot, and a word: sha256.form."""
    question: str
    """What is decided here, as a question."""
    subject: str
    """The value that is decided upon; what `Via` reads."""
    writes: str
    """The value that comes out; the subject itself for a change in place."""
    right_way: str
    """The right answer to the question."""
    right: Apply | None
    """The right function; None when the subject passes unchanged."""
    mistakes: Sequence[Mistake]
    rivals: tuple[str, ...] = ()
    """Ids of earlier decisions that ask the same of another place; at most one of them goes wrong."""

    @property
    def stage(self) -> str:
        return self.id.partition(".")[0]

    def reads(self, apply: Apply) -> tuple[str, ...]:
        """Return the names of the values that an option of this decision reads, in order."""
        if isinstance(apply, Via):
            return (self.subject,)
        if isinstance(apply, (Makes, Joins)):
            return apply.reads or (self.subject,)
        code = apply.__code__
        return tuple(code.co_varnames[: code.co_argcount])


class Stage(NamedTuple):
    """One of the seven stages of an API-Sign, with the decisions it owns and its own words."""

    id: str
    title: str
    value: str
    """Name of the value that the stage gives."""
    formula: str
    """The stage as a formula; {names} stand for values."""
    takes: tuple[str, ...]
    """Names of the values that go in."""
    gives: str
    """What comes out, in words, with its size."""
    does: str
    """What happens here, in a few sentences."""
    why: str
    """Why Kraken does it, in a few sentences."""
    source: str
    """Where Kraken says so."""
    decisions: tuple[Decision, ...]


_SMOOTHING = 0.25
_SURVEYED = 400.0


def cost(mistake: Mistake) -> float:
    """Return the mistake's surprise in bits: -log2 of how often people were seen to make it.

    The survey met about 400 mistakes; one that it never met counts as a quarter of a sighting.
    """
    return log2(_SURVEYED / (mistake.seen + _SMOOTHING))
