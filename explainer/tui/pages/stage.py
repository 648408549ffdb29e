"""One stage as a page: what goes in, what happens, what comes out, why, and the code; right beside wrong."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.languages import LANGUAGES, stage_code
from explainer.pipeline.catalogue import decision_of
from explainer.pipeline.catalogue import stage as find_stage
from explainer.pipeline.compare import Difference, Effect
from explainer.pipeline.model import Mistake, Stage
from explainer.pipeline.run import Step
from explainer.pipeline.traced import Traced
from explainer.render import formula
from explainer.render.visible import visible
from explainer.stages import STAGES
from explainer.tui.document import (
    EMPTY,
    Block,
    Document,
    Indented,
    Line,
    Lines,
    Link,
    Piece,
    hard_wrapped,
    outside,
    paragraph,
    wrapped,
)
from explainer.tui.drafts import LABELS
from explainer.tui.pages.marks import MARKS, NAMES, REFUSED
from explainer.tui.pages.values import (
    difference_in_words,
    legend,
    pair_block,
    value_block,
)
from explainer.tui.state import State

INDENT = 2


def stage_page(state: State, width: int) -> Document:
    """Return the page of the stage that the state shows."""
    stage = find_stage(state.place)
    right = state.work.right
    if right is None:
        return Document([*_unsigned(state, width), *_words(state, stage, width)])
    difference = state.work.differences.get(stage.id)
    if difference is None:
        step = right.step(stage.id)
        return Document(
            [
                stale(state, width),
                *_refusals(state, stage, width),
                _formula(state, step, width),
                *_goes_in(state, step, None, width),
                *_happens(stage, width),
                *_comes_out(state, step, None, width),
                *_code(state, stage, width),
                *_why(stage, width),
                *_end(stage, (*[value for _, value in step.inputs], step.value), width),
            ]
        )
    return _compared(state, difference, width)


def _compared(state: State, difference: Difference, width: int) -> Document:
    stage, right, wrong = difference.stage, difference.right, difference.wrong
    # A stage that only inherits does the right thing, so its formula holds for the wrong values.
    shown = right if wrong.mistakes else wrong
    # The mistake that the article's point is about comes first.
    told = state.point.mistake if state.point else None
    mistakes = sorted(wrong.mistakes, key=lambda mistake: mistake.id != told)
    values = [value for step in (right, wrong) for _, value in (*step.inputs, ("", step.value))]
    return Document(
        [
            stale(state, width),
            *_effect(difference, width),
            *_refusals(state, stage, width),
            Lines([(Piece("It should be", "muted"),)] if wrong.mistakes else ()),
            _formula(state, shown, width),
            *_comes_out(state, right, wrong, width),
            *[block for mistake in mistakes for block in mistake_blocks(mistake, width)],
            *_spread(state, width),
            *_goes_in(state, right, wrong, width),
            *_words(state, stage, width),
            *_end(stage, values, width),
        ]
    )


def heading(text: str, width: int, after: Line = EMPTY) -> Lines:
    """Return an empty line and the heading of a section."""
    return Lines([EMPTY, *wrapped((Piece(text, "accent strong"), *after), width, INDENT)])


def mistake_blocks(mistake: Mistake, width: int) -> Iterator[Block]:
    """Yield a mistake in words: what, why, the symptom, the fix."""
    yield Lines([EMPTY])
    yield Lines(wrapped((Piece("✗ ", "wrong"), Piece(mistake.title, "wrong")), width, INDENT))
    for label, text in (
        ("Why", mistake.why),
        ("Symptom", f"Kraken answers {mistake.answer}"),
        ("Fix", mistake.fix),
    ):
        yield labelled(label, text, width)


def labelled(label: str, text: str, width: int) -> Lines:
    """Return a word in front of a text that is set off to the right of it."""
    column = 9
    lines = paragraph(visible(text), max(width - INDENT - column, 10))
    first = Piece(" " * INDENT + label.ljust(column), "muted")
    rest = Piece(" " * (INDENT + column))
    return Lines([(rest if index else first, *line) for index, line in enumerate(lines)])


def code_lines(code: str, width: int) -> Iterator[Line]:
    """Yield program text, broken between words; comments are muted."""
    for text in code.split("\n"):
        style = "muted" if text.lstrip().startswith(("#", "//")) else ""
        yield from hard_wrapped((outside(text, style),), width, 4, as_code=True) if text else [EMPTY]


def other_languages(state: State) -> Line:
    """Return the languages by name, the chosen one emphasised, the others as links."""
    pieces: list[Piece] = []
    for language in LANGUAGES:
        chosen = language is state.language
        link = None if chosen else Link("language", language.id)
        pieces += [Piece("  "), Piece(language.title, "strong" if chosen else "muted", link)]
    return (*pieces, Piece("   l changes", "muted"))


def formula_line(pieces: list[formula.Piece], style: str = "") -> Line:
    """Return a formula's pieces in the colours of their origins."""
    return tuple([Piece(text, f"{origin.value if origin else ''} {style}") for text, origin in pieces])


def _formula(state: State, step: Step, width: int) -> Lines:
    """Return the formula in names, the same with the live values, and what comes out."""
    show = state.show_secret
    name = step.stage.formula.partition(" = ")[0]
    if not formula.says_something(step.stage):
        result = formula.short(step.value, show_secret=show, longest=width - len(name) - 6)
        return Lines(wrapped((Piece(f"{name} = ", "strong"), *formula_line(result)), width, INDENT))
    live = formula.live(step, show_secret=show, longest=max(width - 46, 14))
    lines = wrapped(formula_line(formula.symbolic(step.stage), "strong"), width, INDENT)
    lines += wrapped(formula_line(live), width, INDENT)
    result = formula.short(step.value, show_secret=show, longest=width // 2)
    if not formula.plain(live).endswith(f"= {formula.plain(result)}"):
        lines += wrapped((Piece(" " * len(name) + " = "), *formula_line(result)), width, INDENT)
    return Lines(lines)


def _effect(difference: Difference, width: int) -> Iterator[Block]:
    mark = MARKS[difference.effect]
    stage = NAMES[difference.stage.id]
    text = f" {stage} {mark.words}"
    if difference.effect is Effect.SAME and difference.wrong.mistakes:
        text = f" {stage} comes out the same: with this request the mistake changes nothing"
    yield Lines(wrapped((Piece(mark.sign, f"{mark.style} strong"), Piece(text, mark.style)), width, INDENT))
    for mistake in difference.wrong.mistakes:
        if difference.effect is Effect.SAME and mistake.needs:
            yield labelled("Needs", mistake.needs, width)
    yield Lines([EMPTY])


def _refusals(state: State, stage: Stage, width: int) -> Iterator[Block]:
    for mistake in state.chosen:
        reason = state.work.refused.get(mistake.id)
        if reason is not None and decision_of(mistake).stage == stage.id:
            line = (Piece(f"{REFUSED.sign} cannot be made here: {visible(reason)}", "strong"),)
            yield Lines(wrapped(line, width, INDENT))
            yield Lines([*wrapped((Piece("  "), Piece(mistake.title, "muted")), width, INDENT), EMPTY])


def stale(state: State, width: int) -> Lines:
    """Return which fields cannot be used, so that what is shown is from before; nothing if all can."""
    if state.work.right is None or not state.drafts.problems:
        return Lines()
    names = ", ".join([LABELS[name] for name in state.drafts.problems])
    words = f" {names} cannot be used as it stands: what is shown comes from the last valid value"
    return Lines([*wrapped((Piece("✗", "wrong strong"), Piece(words, "wrong")), width, INDENT), EMPTY])


def _unsigned(state: State, width: int) -> Iterator[Block]:
    yield Lines(wrapped((Piece("✗ This request cannot be signed: ", "wrong strong"),), width))
    yield Lines([*wrapped((outside(state.work.problem, "wrong"),), width), EMPTY])
    yield Lines(paragraph("Press e to mend it; the stages follow at once.", width, "muted"))


def _goes_in(state: State, right: Step, wrong: Step | None, width: int) -> Iterator[Block]:
    yield heading("Goes in", width)
    others = dict(wrong.inputs) if wrong else {}
    for number, (name, value) in enumerate(right.inputs):
        if number:
            yield Lines([EMPTY])
        yield _value(state, formula.VALUES[name].text, value, others.get(name), width)


def _comes_out(state: State, right: Step, wrong: Step | None, width: int) -> Iterator[Block]:
    stage = right.stage
    yield Lines(
        [EMPTY, *wrapped((Piece("Comes out", "accent strong"), Piece(f"  {stage.gives}", "muted")), width)]
    )
    label = formula.VALUES[stage.value].text
    yield _value(state, label, right.value, wrong.value if wrong else None, width)


def _value(state: State, label: str, right: Traced, wrong: Traced | None, width: int) -> Block:
    if wrong is None or wrong.data == right.data:
        return value_block(label, right, width, show_secret=state.show_secret)
    return pair_block(label, right, wrong, width, show_secret=state.show_secret)


def _spread(state: State, width: int) -> Iterator[Block]:
    yield heading("How it spreads", width)
    for index, stage in enumerate(STAGES, 1):
        difference = state.work.differences[stage.id]
        mark = MARKS[difference.effect]
        here = stage.id == state.place
        line = (
            Piece(f"{'▸' if here else ' '} {mark.sign} ", mark.style),
            Piece(f"{index} {NAMES[stage.id]:<11}", "strong" if here else "", Link("go", stage.id)),
            Piece(difference_in_words(difference.right.value, difference.wrong.value), "muted"),
        )
        yield Lines(wrapped(line, width, 17))


def _words(state: State, stage: Stage, width: int) -> Iterator[Block]:
    yield from _happens(stage, width)
    yield from _code(state, stage, width)
    yield from _why(stage, width)


def _happens(stage: Stage, width: int) -> Iterator[Block]:
    yield heading("Happens", width)
    yield Indented(Lines(paragraph(stage.does, width - INDENT)), INDENT)


def _why(stage: Stage, width: int) -> Iterator[Block]:
    yield heading("Why Kraken does it", width)
    yield Indented(Lines(paragraph(stage.why, width - INDENT)), INDENT)
    yield Indented(Lines(wrapped((Piece(stage.source, "muted"),), width - INDENT)), INDENT)


def _code(state: State, stage: Stage, width: int) -> Iterator[Block]:
    yield heading(
        "Code that does it right" if state.work.differences else "Code", width, other_languages(state)
    )
    code = stage_code(state.language, stage.id, state.request)
    yield Indented(Lines(code_lines(code, width - INDENT)), INDENT)


def _end(stage: Stage, values: tuple[Traced, ...] | list[Traced], width: int) -> Iterator[Block]:
    count = sum(len(decision.mistakes) for decision in stage.decisions)
    mistakes = "1 mistake that people make" if count == 1 else f"{count} mistakes that people make"
    if count:
        yield Lines([EMPTY, (Piece("m", "accent strong"), Piece(f"  {mistakes} here", "", Link("mistakes")))])
    yield Lines([EMPTY, *wrapped(legend(values), width)])
