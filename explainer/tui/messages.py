"""What widgets tell the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from explainer.secret import Secret
from explainer.tui.document import Link

if TYPE_CHECKING:
    from explainer.diagnosis.investigate import Step
    from explainer.diagnosis.model import Diagnosis


@dataclass
class Followed(Message):
    """A linked piece of text was clicked."""

    link: Link


@dataclass(repr=False)
class Edited(Message):
    """The text of a field changed. Its repr shows nothing: the field can be the private key."""

    field: str
    text: str

    def __rich_repr__(self) -> list[str]:
        return []


@dataclass
class Noticed(Message):
    """Something has to be said about a field that its value does not show."""

    field: str
    remark: str


@dataclass
class Misplaced(Message):
    """A private key was taken out of a field where it could be read."""

    field: str
    key: Secret


@dataclass
class Searched(Message):
    """The words that the list of mistakes is searched for changed."""

    query: str


@dataclass
class Closed(Message):
    """The fields or the search were closed."""

    forget: bool = False


@dataclass(repr=False)
class Progressed(Message):
    """How far the search with a number is."""

    run: int
    step: Step
    seconds: float


@dataclass(repr=False)
class Diagnosed(Message):
    """What the search with a number found. Its repr shows nothing of what was searched."""

    run: int
    found: Diagnosis
    stopped: bool

    def __rich_repr__(self) -> list[str]:
        return []


@dataclass
class Failed(Message):
    """The search with a number broke down."""

    run: int
    problem: str
