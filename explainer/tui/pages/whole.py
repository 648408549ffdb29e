"""All seven stages on one page, each with its value; right above wrong when mistakes are on."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.languages import program
from explainer.pipeline.compare import Difference
from explainer.pipeline.run import Step, Trace
from explainer.pipeline.traced import Traced
from explainer.render import formula
from explainer.tui.document import (
    EMPTY,
    Block,
    Document,
    Indented,
    Line,
    Lines,
    Link,
    Piece,
    cut,
    hard_wrapped,
    wrapped,
)
from explainer.tui.pages.marks import MARKS, NAMES
from explainer.tui.pages.stage import INDENT, code_lines, formula_line, heading, other_languages, stale
from explainer.tui.pages.values import as_text, difference_in_words, legend, size_of
from explainer.tui.state import State

_MOST_LINES = 3


def whole_page(state: State, width: int) -> Document:
    """Return the page that shows the signature as a whole."""
    recipe = Document(
        [stale(state, width), Lines(wrapped(formula_line([*formula.RECIPE], "strong"), width, INDENT))]
    )
    right, trace = state.work.right, state.work.trace
    if right is None or trace is None:
        problem = wrapped((Piece("✗ ", "wrong"), Piece(state.work.problem, "wrong")), width, INDENT)
        return Document([recipe, Lines([EMPTY, *problem])])
    return Document(
        [recipe, *_stages(state, right, trace, width), *_program(state, width), *_end(trace, width)]
    )


def _stages(state: State, right: Trace, trace: Trace, width: int) -> Iterator[Block]:
    for index, step in enumerate(right.steps, 1):
        difference = state.work.differences.get(step.stage.id)
        yield Lines([EMPTY, cut(_heading(index, step, difference), width)])
        if difference is None or difference.same:
            yield Indented(Lines(_value(state, step.value, width - INDENT)), INDENT)
            continue
        for mistake in difference.wrong.mistakes:
            yield Indented(
                Lines(wrapped((Piece(f"✗ {mistake.title}", "wrong"),), width - INDENT, INDENT)), INDENT
            )
        words = difference_in_words(difference.right.value, difference.wrong.value)
        yield Indented(Lines(wrapped((Piece(words, "muted"),), width - INDENT)), INDENT)
        for label, style, value, differs in (
            ("right ", "right", difference.right.value, difference.changed_right),
            ("wrong ", "wrong", difference.wrong.value, difference.changed_wrong),
        ):
            shown = (0, 0) if difference.scattered else differs
            lines = _value(state, value, width - INDENT - len(label), shown)
            for at, line in enumerate(lines):
                yield Lines([(Piece(" " * INDENT + (" " * len(label) if at else label), style), *line)])


def _heading(index: int, step: Step, difference: Difference | None) -> Line:
    name = NAMES[step.stage.id]
    link = Link("go", step.stage.id)
    sign = Piece("")
    words = Piece("")
    if difference is not None:
        mark = MARKS[difference.effect]
        sign = Piece(f"{mark.sign} ", f"{mark.style} strong")
        words = Piece("" if difference.same else f"  {mark.words}", mark.style)
    title = Piece(f"{index} {name}", "accent strong", link)
    if difference is not None and not difference.same:
        return (sign, title, words)
    pieces = formula_line(formula.symbolic(step.stage)) if formula.says_something(step.stage) else EMPTY
    return (sign, title, Piece(f"  {size_of(step.value)}  ", "muted", link), *pieces)


def _value(state: State, value: Traced, width: int, differs: tuple[int, int] = (0, 0)) -> list[Line]:
    """Return a value in at most `_MOST_LINES` lines: its text in quotes, or its bytes as hex."""
    if not value.data:
        return [(Piece("(nothing)", "muted"),)]
    shown = value[: width * _MOST_LINES]
    text = as_text(shown, show_secret=state.show_secret, differs=differs)
    quote = Piece('"', "muted")
    line = _hex(shown, state.show_secret, differs) if text is None else (quote, *text, quote)
    lines = list(hard_wrapped(line, width - width % 3 if text is None else width))
    if len(lines) > _MOST_LINES or len(shown) < len(value):
        return [*lines[: _MOST_LINES - 1], cut((*lines[_MOST_LINES - 1], Piece("…" * width)), width)]
    return lines


def _hex(value: Traced, show_secret: bool, differs: tuple[int, int]) -> Line:
    pieces = []
    for at, byte in enumerate(value.data):
        origin = next(span.origin for span in value.spans if span.start <= at < span.end)
        text = "••" if origin.secret and not show_secret else f"{byte:02x}"
        style = f"{origin.value} differs" if differs[0] <= at < differs[1] else origin.value
        pieces += [Piece(text, style), Piece(" ", origin.value)]
    return tuple(pieces)


def _program(state: State, width: int) -> Iterator[Block]:
    title = "The whole program that does it right" if state.work.differences else "The whole program"
    yield heading(title, width, other_languages(state))
    lines = code_lines(program(state.language, state.request).rstrip("\n"), width - INDENT)
    yield Indented(Lines(lines), INDENT)


def _end(trace: Trace, width: int) -> Iterator[Block]:
    yield Lines([EMPTY, *wrapped(legend([step.value for step in trace.steps]), width)])
