"""The list of mistakes, grouped by what is decided, and the words about the highlighted one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from explainer.article import POINTS
from explainer.pipeline.catalogue import decision_of, with_words
from explainer.pipeline.model import Decision, Mistake, Note
from explainer.render.visible import visible
from explainer.stages import NOTES, STAGES
from explainer.tui.document import (
    EMPTY,
    Block,
    Document,
    Line,
    Lines,
    Link,
    Piece,
    padded,
    paragraph,
    spread,
    wrapped,
)
from explainer.tui.pages.marks import NAMES, REFUSED
from explainer.tui.pages.stage import labelled
from explainer.tui.state import WHOLE, Pane, State

_INDENT = 4


class Entry(NamedTuple):
    """One line that can be chosen: the right way of a decision, a mistake, or a note."""

    id: str
    item: Decision | Mistake | Note


class Group(NamedTuple):
    """A heading and the entries below it."""

    title: str
    stage: str
    entries: tuple[Entry, ...]


class Listing(NamedTuple):
    """The list as lines, and which entry is on which line."""

    lines: tuple[Line, ...]
    entries: tuple[Entry | None, ...]
    """The entry of each line; None for headings."""
    at: int
    """The first line of the highlighted entry."""

    def neighbour(self, by: int) -> Entry | None:
        """Return the entry `by` entries further on, the first or last if there are not as many."""
        there = list(dict.fromkeys([entry for entry in self.entries if entry is not None]))
        if not there:
            return None
        current = self.entries[self.at]
        index = there.index(current) if current is not None else 0
        return there[min(max(index + by, 0), len(there) - 1)]


def groups(state: State) -> tuple[Group, ...]:
    """Return what the list offers: this stage's mistakes, or those of all stages that are searched for.

    What has the words in its name comes alone; only if nothing has, the explanations are searched.
    """
    return _groups(state.place, " ".join(state.query.casefold().split()))


def listing(state: State, width: int) -> Listing:
    """Return the list's lines for a width, the highlighted entry marked."""
    lines: list[Line] = []
    entries: list[Entry | None] = []
    chosen = {mistake.id for mistake in state.chosen}
    decided = {decision_of(mistake).id for mistake in state.chosen}
    here = highlighted(state)
    at = 0
    for group in groups(state):
        title = group.title if group.stage == state.place else f"{NAMES[group.stage]}: {group.title}"
        head = wrapped((Piece(title, "strong"),), width)
        lines += [EMPTY, *head] if lines else head
        entries += [None] * (len(lines) - len(entries))
        for entry in group.entries:
            sign = REFUSED.sign if entry.id in state.work.refused else "✗" if entry.id in chosen else "○"
            rows = _rows(entry, sign, entry.id in decided, width)
            if entry == here:
                at = len(lines)
                rows = _marked(rows, Link("choose", entry.id), width, state.pane is Pane.MISTAKES)
            lines += rows
            entries += [entry] * len(rows)
    return Listing(tuple(lines) or (_nothing(state),), tuple(entries) or (None,), at)


def detail(state: State, width: int) -> Document:
    """Return the words about the highlighted entry."""
    entry = highlighted(state)
    if entry is None:
        return Document()
    item = entry.item
    if isinstance(item, Decision):
        return Document(
            [Lines(paragraph(item.question, width, "strong")), labelled("Right", item.right_way, width)]
        )
    if isinstance(item, Note):
        blocks = [Lines(paragraph(item.title, width, "strong")), *_facts(state, item, item.text, width)]
        return Document(blocks)
    made = state.is_on(item.id) and item.id not in state.work.refused
    sign = Piece("✗ on  " if made else "", "wrong strong")
    return Document(
        [
            Lines(wrapped((sign, Piece(item.title, "strong")), width)),
            *_refused(state, item, width),
            *_facts(state, item, item.why, width),
        ]
    )


def highlighted(state: State) -> Entry | None:
    """Return the entry under the cursor.

    If the cursor is on none it is the first one, and in a search the first that was found.
    """
    there = [entry for group in groups(state) for entry in group.entries]
    hits = [entry for entry in there if not state.query or not isinstance(entry.item, Decision)]
    return next((entry for entry in there if entry.id == state.cursor), hits[0] if hits else None)


def count(found: Iterable[Group]) -> int:
    """Return how many mistakes and notes there are in some groups."""
    return sum(not isinstance(entry.item, Decision) for group in found for entry in group.entries)


def count_mistakes(place: str) -> int:
    """Return how many mistakes can be made at a stage; all of them for the whole."""
    return sum(
        len(decision.mistakes)
        for stage in STAGES
        if place in (stage.id, WHOLE)
        for decision in stage.decisions
    )


def on_line(state: State, width: int) -> Line:
    """Return the mistakes that are on, in one line."""
    made, refused = state.work.made, [each for each in state.chosen if each.id in state.work.refused]
    said = f" ✗ {_mistakes(len(made))} on" if made else ""
    if refused and made:
        said += f", {len(refused)} that cannot be made here"
    elif refused:
        said = f" {REFUSED.sign} {_mistakes(len(refused))} cannot be made here"
    right = (Piece("c", "accent strong", Link("clear")), Piece(" clears ", "muted", Link("clear")))
    pieces = [Piece(said, "wrong strong" if made else "strong", Link("go", WHOLE))]
    for mistake in (*made, *refused):
        stage = decision_of(mistake).stage
        # In front, where it is never cut off.
        sign = "" if mistake in made else f"{REFUSED.sign} "
        pieces += [Piece("  "), Piece(f"{sign}{NAMES[stage]}: {mistake.id}", "", Link("go", stage))]
    return spread(tuple(pieces), right, width)


def _mistakes(number: int) -> str:
    return "1 mistake" if number == 1 else f"{number} mistakes"


@lru_cache(maxsize=64)
def _groups(place: str, query: str) -> tuple[Group, ...]:
    """Return the groups with the entries that have all words of the query."""
    ids = with_words(query)
    found = []
    for stage in STAGES:
        if not query and place not in (stage.id, WHOLE):
            continue
        for decision in stage.decisions:
            by_frequency = sorted(decision.mistakes, key=lambda mistake: -mistake.seen)
            wanted = [Entry(mistake.id, mistake) for mistake in by_frequency if mistake.id in ids]
            if wanted:
                entries = (Entry(decision.id, decision), *wanted)
                found.append(Group(decision.question, stage.id, entries))
        notes = tuple([Entry(note.id, note) for note in NOTES if note.stage == stage.id and note.id in ids])
        if notes:
            found.append(Group("Without changing a byte", stage.id, notes))
    # The stage that is shown comes first, also when the others are searched.
    return tuple(sorted(found, key=lambda group: group.stage != place))


@lru_cache(maxsize=4096)
def _rows(entry: Entry, chosen: str, decided: bool, width: int) -> tuple[Line, ...]:
    """Return an entry as lines: its sign, its title, and at the end how often it was seen.

    `chosen` is the sign of a mistake, `decided` whether one of the decision's mistakes is chosen.
    """
    item = entry.item
    link = Link("choose", entry.id)
    if isinstance(item, Decision):
        sign, style, title, end = ("○" if decided else "✓", "right", item.right_way, "right")
    elif isinstance(item, Note):
        sign, style, title, end = ("·", "", item.title, "")
    else:
        seen = f"{item.seen}x" if item.seen else ""
        sign, style, title, end = (chosen, "wrong" if chosen == "✗" else "", item.title, seen)
    room = width - _INDENT - (len(end) + 1 if end else 0)
    first, *rest = wrapped((Piece(title, style, link),), room)
    head = (Piece("  "), Piece(f"{sign} ", f"{style or 'muted'} strong", link), *first)
    return (
        spread(head, (Piece(end, "muted"),), width) if end else head,
        *[(Piece(" " * _INDENT), *line) for line in rest],
    )


def _marked(rows: tuple[Line, ...], link: Link, width: int, active: bool) -> tuple[Line, ...]:
    """Return the lines of the highlighted entry: an arrow, and reversed where keys work on it."""
    if not active:
        return ((Piece("▸ ", "accent strong"), *rows[0][1:]), *rows[1:])
    texts = ["".join([piece.text for piece in padded(line, width)]) for line in rows]
    texts[0] = "▸" + texts[0][1:]
    return tuple([(Piece(text, "cursor", link),) for text in texts])


def _nothing(state: State) -> Line:
    if state.query:
        return (Piece("no mistake has all of these words in it", "muted"),)
    return (Piece("none for this stage", "muted"),)


def _refused(state: State, mistake: Mistake, width: int) -> Iterator[Block]:
    reason = state.work.refused.get(mistake.id)
    if reason:
        text = f"{REFUSED.sign} cannot be made here: {reason}"
        yield Lines(wrapped((Piece(visible(text), "strong"),), width, 2))


def _facts(state: State, item: Mistake | Note, said: str, width: int) -> Iterator[Block]:
    yield labelled("Why" if isinstance(item, Mistake) else "What", said, width)
    yield labelled("Symptom", f"Kraken answers {item.answer}", width)
    yield labelled("Fix", item.fix, width)
    if isinstance(item, Mistake) and item.needs:
        yield labelled("Needs", item.needs, width)
    if item.languages:
        yield labelled("Met in", ", ".join(item.languages), width)
    times = "once" if item.seen == 1 else f"{item.seen} times"
    seen = f"{times} in a survey of public code and threads" if item.seen else "never; it is plausible"
    yield labelled("Seen", seen, width)
    if item.source:
        yield labelled("Source", item.source, width)
    points = [str(point.number) for point in POINTS if item.id in (point.mistake, point.note)]
    if points:
        how = "; a reads it" if state.article is None else ""
        yield labelled("Article", f"point {' and '.join(points)}{how}", width)
