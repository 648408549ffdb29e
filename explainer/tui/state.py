"""What the tutorial shows, as one immutable value, and how each thing a person does changes it.

Pure: no Textual, no terminal. The screen holds one `State`, the widgets paint it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from explainer.article import ARTICLE_MISTAKES, POINTS, Point
from explainer.errors import CannotApply
from explainer.example import EXAMPLE
from explainer.languages import LANGUAGES, Language, language, next_language
from explainer.pipeline.catalogue import decision_of
from explainer.pipeline.catalogue import mistake as find_mistake
from explainer.pipeline.compare import Difference, compare
from explainer.pipeline.model import Decision, Mistake, Note
from explainer.pipeline.run import Trace, explain
from explainer.render.masking import may_show
from explainer.request import Request
from explainer.stages import STAGES
from explainer.tui.drafts import FIELDS, Drafts

if TYPE_CHECKING:
    from explainer.diagnosis.checks import Check

WHOLE = "whole"
"""The place where all stages are shown at once."""
PLACES = (*[stage.id for stage in STAGES], WHOLE)


class Pane(Enum):
    """What the keys up, down and enter work on."""

    STAGE = "stage"
    MISTAKES = "mistakes"


@dataclass(frozen=True, eq=False)
class Work:
    """A request, the mistakes chosen, and what the pipeline makes of them."""

    request: Request
    chosen: tuple[Mistake, ...] = ()
    """At most one for each decision, in the order of choosing."""

    @cached_property
    def right(self) -> Trace | None:
        """The trace without mistakes; None when the request cannot be signed: see `problem`."""
        return self._right[0]

    @cached_property
    def problem(self) -> str:
        """Why the request cannot be signed; empty if it can."""
        return self._right[1]

    @cached_property
    def _right(self) -> tuple[Trace | None, str]:
        try:
            return explain(self.request), ""
        except ValueError as error:
            return None, str(error)

    @property
    def trace(self) -> Trace | None:
        """The trace with the mistakes that can be made; the right one if there are none."""
        return self._broken[0]

    @property
    def refused(self) -> Mapping[str, str]:
        """Why a chosen mistake cannot be made with this request, by its id."""
        return self._broken[1]

    @cached_property
    def _broken(self) -> tuple[Trace | None, Mapping[str, str]]:
        if self.right is None or not self.chosen:
            return self.right, {}
        try:
            return explain(self.request, self.chosen), {}
        except ValueError:
            return self._as_far_as_possible()

    def _as_far_as_possible(self) -> tuple[Trace | None, Mapping[str, str]]:
        trace, refused = self.right, {}
        made: tuple[Mistake, ...] = ()
        for mistake in self.chosen:
            try:
                trace = explain(self.request, (*made, mistake))
                made = (*made, mistake)
            except CannotApply as error:
                refused[mistake.id] = str(error)
            except ValueError:
                # What a decoder advises is meant for somebody who gave it a text.
                refused[mistake.id] = "a strict decoder refuses this text"
        return trace, refused

    @cached_property
    def differences(self) -> Mapping[str, Difference]:
        """Right against wrong by stage id; empty when no mistake is made."""
        if self.right is None or self.trace is None or not self.trace.mistakes:
            return {}
        return {difference.stage.id: difference for difference in compare(self.right, self.trace)}

    @property
    def made(self) -> tuple[Mistake, ...]:
        """The chosen mistakes that can be made with this request."""
        return tuple([mistake for mistake in self.chosen if mistake.id not in self.refused])

    @cached_property
    def checks(self) -> Mapping[str, tuple[Check, ...]]:
        """The errors and warnings about the request, by the name of the field."""
        if self.request == EXAMPLE:
            # It has none, and the first screen need not wait for what finds them.
            return {}
        from explainer.diagnosis.checks import check

        found = [each for each in check(self.request) if each.severity != "hint"]
        return {name: tuple([each for each in found if each.field == name]) for name in FIELDS}

    def with_chosen(self, chosen: Iterable[Mistake]) -> Work:
        work = Work(self.request, tuple(chosen))
        # They do not depend on the mistakes: a body of a megabyte is not read again.
        for name in ("_right", "checks"):
            work.__dict__[name] = getattr(self, name)
        return work


@dataclass(frozen=True, eq=False)
class State:
    """Everything that the screen shows."""

    work: Work
    drafts: Drafts
    place: str = PLACES[0]
    """Id of the stage that is shown, or `WHOLE`."""
    pane: Pane = Pane.STAGE
    language: Language = field(default=LANGUAGES[0], repr=False)
    shown_for: int = 0
    """Seconds for which the private key is shown still, because somebody asked for it."""
    article: int | None = None
    """Index of the article's point that is shown; None outside of the article."""
    before_article: tuple[Mistake, ...] = field(default=(), repr=False)
    query: str = ""
    """What the list of mistakes is searched for."""
    cursor: str = ""
    """Id of the highlighted entry of the list of mistakes."""

    @classmethod
    def of(cls, request: Request) -> State:
        """Return the first screen for a request."""
        return cls(Work(request), Drafts.of(request))

    @classmethod
    def example(cls) -> State:
        """Return the first screen for the published example."""
        return cls.of(EXAMPLE)

    @property
    def request(self) -> Request:
        return self.work.request

    @property
    def show_secret(self) -> bool:
        """Whether bytes of the private key may be shown: published, or told to."""
        return may_show(self.request, reveal=self.shown_for > 0)

    @property
    def chosen(self) -> tuple[Mistake, ...]:
        return self.work.chosen

    @property
    def point(self) -> Point | None:
        """The article's point that is shown."""
        return None if self.article is None else POINTS[self.article]

    def is_on(self, id: str) -> bool:
        return any(mistake.id == id for mistake in self.chosen)

    def go(self, place: str) -> State:
        """Show a stage, or all of them. Raises ValueError for an unknown place."""
        PLACES.index(place)
        here = [mistake.id for mistake in self.chosen if decision_of(mistake).stage == place]
        return replace(self, place=place, cursor=here[0] if here else "")

    def step(self, by: int) -> State:
        """Go `by` points of the article or stages on, as far as there are any."""
        if self.article is not None:
            return self.go_to_point(min(max(self.article + by, 0), len(POINTS) - 1))
        return self.go(PLACES[min(max(PLACES.index(self.place) + by, 0), len(PLACES) - 1)])

    def show(self, pane: Pane) -> State:
        return replace(self, pane=pane)

    def toggle(self, id: str) -> State:
        """Turn a mistake on or off; others that answer the same question go off. Raises KeyError."""
        mistake = find_mistake(id)
        decision = decision_of(mistake)
        others = [other for other in self.chosen if not _exclude(decision_of(other), decision)]
        chosen = others if self.is_on(id) else [*others, mistake]
        return replace(self, work=self.work.with_chosen(chosen))

    def with_mistakes(self, mistakes: Iterable[Mistake]) -> State:
        """Turn on these alone, which come in the order of the pipeline, and show the first of them.

        They may be members of a family, which the list does not have.
        """
        on = tuple(mistakes)
        shown = replace(self, work=self.work.with_chosen(on), article=None, before_article=())
        return shown.go(decision_of(on[0]).stage) if on else shown

    def make_right(self, decision: str) -> State:
        """Turn off the mistake of this decision, if one is on."""
        chosen = [mistake for mistake in self.chosen if decision_of(mistake).id != decision]
        return replace(self, work=self.work.with_chosen(chosen))

    def choose(self, item: Decision | Mistake | Note) -> State:
        """Do what an entry of the list stands for; a mistake turned on is shown where it happens."""
        if isinstance(item, Note):
            return self
        if isinstance(item, Decision):
            return self.make_right(item.id)
        turned = self.toggle(item.id)
        if self.place == WHOLE or not turned.is_on(item.id):
            return turned
        return replace(turned, place=decision_of(item).stage)

    def clear(self) -> State:
        """Turn all mistakes off; this ends the article, too."""
        return replace(self, work=self.work.with_chosen(()), article=None, before_article=())

    def read_article(self) -> State:
        """Turn on the article's mistakes and show its first point."""
        if self.article is not None:
            return self
        on = [find_mistake(id) for id in ARTICLE_MISTAKES]
        started = replace(self, work=self.work.with_chosen(on), before_article=self.chosen)
        return started.go_to_point(0)

    def go_to_point(self, index: int) -> State:
        point = POINTS[index]
        cursor = point.mistake or point.note or ""
        return replace(self, article=index, place=point.stage, pane=Pane.STAGE, cursor=cursor)

    def leave_article(self) -> State:
        """End the article and turn on again what was on before it."""
        return replace(self, work=self.work.with_chosen(self.before_article), article=None, before_article=())

    def edit(self, name: str, text: str) -> State:
        """Take what was typed into a field; what cannot be used leaves the request as it was."""
        return self._with(self.drafts.edit(name, text))

    def _with(self, drafts: Drafts) -> State:
        if drafts.request == self.request:
            return replace(self, drafts=drafts)
        return replace(self, drafts=drafts, work=Work(drafts.request, self.chosen))

    def reveal(self, seconds: int) -> State:
        return replace(self, shown_for=seconds)

    def speak(self, id: str) -> State:
        """Show the code in the language with this id. Raises KeyError."""
        return replace(self, language=language(id))

    def next_language(self) -> State:
        return replace(self, language=next_language(self.language))

    def search(self, query: str) -> State:
        """Search the list for some words, and highlight what is found first."""
        return replace(self, query=query, cursor="" if query else self.cursor)

    def at(self, cursor: str) -> State:
        """Highlight an entry of the list of mistakes."""
        return replace(self, cursor=cursor)


def _exclude(one: Decision, other: Decision) -> bool:
    """Whether only one of two decisions can go wrong."""
    return one.id == other.id or one.id in other.rivals or other.id in one.rivals
