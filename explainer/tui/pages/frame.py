"""What stands around a page at all times: the title, the picture of the flow, the heads, the footer."""

from __future__ import annotations

from collections.abc import Iterable

from explainer.article import HEX_ARTICLE, POINTS, Point
from explainer.example import EXAMPLE
from explainer.pipeline.catalogue import note as find_note
from explainer.stages import STAGES
from explainer.tui.document import (
    Document,
    Line,
    Lines,
    Link,
    Piece,
    cut,
    padded,
    spread,
    width_of,
    wrapped,
)
from explainer.tui.keys import Context, Key, Works, any_works, footer, short_name
from explainer.tui.pages.marks import MARKS, NAMES, REFUSED, STYLES
from explainer.tui.pages.mistakes import count, count_mistakes, groups
from explainer.tui.pages.stage import INDENT
from explainer.tui.state import WHOLE, Pane, State

PICTURE_WIDTH = 71
"""Cells that the picture of the flow needs for its three lines."""
_SIDE_FROM = 116
_PAGE_WIDTH = 81

_ARROWLESS_FROM = 76


def side_width(width: int) -> int:
    """Return the columns that the mistakes take beside the page; 0 where they take its place."""
    return min(max(width - _PAGE_WIDTH, 36), 64) if width >= _SIDE_FROM else 0


def title_line(state: State, width: int) -> Line:
    """Return the line at the top: what this is, and on which request."""
    left = (Piece(" Kraken API-Sign", "strong"), Piece(", byte by byte" if width >= 70 else "", "muted"))
    if state.drafts.problems:
        right = Piece("✗ a field needs mending: e ", "wrong", Link("fields"))
    elif state.shown_for and not state.request.secret.published:
        right = Piece(f"private key shown for {state.shown_for} s ", "wrong")
    elif found := _counted(state):
        right = Piece(f"{found}: e ", "wrong", Link("fields"))
    elif state.request == EXAMPLE:
        right = Piece("the example of docs.kraken.com ", "muted")
    else:
        right = Piece("your request ", "muted")
    return spread(left, (right,), width)


def flow_lines(state: State, width: int, height: int) -> Lines:
    """Return the picture of the seven stages: three lines if there is room for them, else one."""
    names = {stage.id: _stage(state, index) for index, stage in enumerate(STAGES, 1)}
    if height < 22 or width < PICTURE_WIDTH + 2:
        return Lines([cut(_one_line(names, width), width)])
    arrow = Piece("─▸", "rule")
    above = (
        Piece(" "),
        *names["nonce"],
        Piece(" ┬────────────┐     ", "rule"),
        Piece("URI path", "path"),
        Piece(" ┐", "rule"),
    )
    middle = (
        Piece("         └▸", "rule"),
        *names["postdata"],
        Piece("┴▸", "rule"),
        *names["sha256"],
        Piece(" ───┴▸", "rule"),
        *names["message"],
        Piece(" ┬▸", "rule"),
        *names["hmac"],
        Piece(" "),
        arrow,
        *names["signature"],
    )
    whole = Piece("0 the whole", f"accent{' here' if state.place == WHOLE else ''}", Link("go", WHOLE))
    below = (Piece(" "), whole, Piece(" " * 25), *names["secret"], Piece(" ──────┘", "rule"))
    return Lines([above, middle, below])


def head_line(state: State, width: int, left: int) -> Line:
    """Return the line above the page: where one is, and where the mistakes are.

    `left` is the width of the page if the mistakes stand beside it, else 0.
    """
    title = f" {_place(state)} "
    mistakes = f" m  {_mistakes(state)} "
    if left:
        page = ruled(title, left, state.pane is Pane.STAGE)
        return (
            *page,
            Piece("┬", "rule"),
            *ruled(mistakes, width - left - 1, state.pane is Pane.MISTAKES, Link("mistakes")),
        )
    if state.pane is Pane.MISTAKES:
        return ruled(f" {_mistakes(state)} · {_place(state)} ", width, True)
    right = (Piece(mistakes, "muted", Link("mistakes")), Piece("─", "rule"))
    return spread(ruled(title, width - width_of(right) - 1, True), right, width)


def banner(state: State, width: int) -> Document:
    """Return the article's point that is shown; nothing outside of the article."""
    point = state.point
    if point is None:
        return Document()
    inner = width - 2 * INDENT
    where = f" · {NAMES[point.stage]}"
    left = (
        Piece(f"The article, point {point.number} of {len(POINTS)}", "accent strong"),
        Piece(where, "muted"),
    )
    right: Line = (Piece(f"{_site(HEX_ARTICLE.source)}, {HEX_ARTICLE.date}", "muted"),)
    titled = (Piece(f"“{HEX_ARTICLE.title}” ", "muted"), Piece(HEX_ARTICLE.date, "muted"))
    if width_of(left) + width_of(titled) + 2 <= inner:
        right = titled
    lines = [
        spread(left, right, inner),
        *_said("says", point.says, "", inner),
        *_said("right", point.right, "right", inner),
    ]
    lines += wrapped(_verdict(state, point), inner, INDENT)
    return Document([Lines([(Piece("▌ ", "accent"), *line) for line in lines])])


def footer_line(context: Context, width: int, works: Works = any_works) -> Line:
    """Return the keys that are most useful now, of those that work, as many as fit.

    The ways back, to the help and out of the program are always there.
    """
    keys = footer(context, works)
    always = [key for key in keys if key.action in ("help", "app.quit")]
    others = [key for key in keys if key not in always]
    right = _keys(always, context)
    for key in [key for key in reversed(others) if key.action != "back"]:
        if width_of(_keys(others, context)) + width_of(right) > width:
            others.remove(key)
    return cut((*padded(_keys(others, context), width - width_of(right)), *right), width)


def _counted(state: State) -> str:
    """Return how many errors and warnings there are about the request; empty for none."""
    severities = [check.severity for found in state.work.checks.values() for check in found]
    counts = [(severities.count(severity), severity) for severity in ("error", "warning")]
    return ", ".join(f"{many} {word}{'' if many == 1 else 's'}" for many, word in counts if many)


def _stage(state: State, number: int) -> tuple[Piece, ...]:
    """Return a stage in the picture: its number, its sign, its name."""
    stage = STAGES[number - 1]
    link = Link("go", stage.id)
    difference = state.work.differences.get(stage.id)
    style = f"{STYLES[stage.id]} here" if stage.id == state.place else STYLES[stage.id]
    sign = Piece(" ", style, link)
    if difference is not None:
        mark = MARKS[difference.effect]
        sign = Piece(mark.sign, f"{mark.style} strong", link)
    return (Piece(str(number), style, link), sign, Piece(NAMES[stage.id], style, link))


def _one_line(names: dict[str, tuple[Piece, ...]], width: int) -> Line:
    if width >= _ARROWLESS_FROM:
        between, parts = " ▸ ", list(names.values())
    else:
        between, parts = "▸", [pieces[1:] for pieces in names.values()]
    line: list[Piece] = []
    for stage, pieces in zip(STAGES, parts, strict=True):
        if not line:
            before = " " * (len(between) == 3)
        elif stage.id == "secret":
            # The key is made of nothing before it: it goes into the HMAC beside the message.
            before = " + " if len(between) == 3 else " +"
        else:
            before = between
        line += [Piece(before, "rule"), *pieces]
    return tuple(line)


def _place(state: State) -> str:
    if state.place == WHOLE:
        return "The whole signature"
    number = [stage.id for stage in STAGES].index(state.place) + 1
    return f"{number} of 7  {STAGES[number - 1].title}"


def _mistakes(state: State) -> str:
    if state.query:
        hits = count(groups(state))
        return f"Search: {state.query} · {'1 hit' if hits == 1 else f'{hits} hits'}"
    number = count_mistakes(state.place)
    return "1 mistake" if number == 1 else f"{number} mistakes"


def ruled(title: str, width: int, active: bool, link: Link | None = None) -> Line:
    """Return a title in a rule of a given width."""
    start = (Piece("──", "rule"), Piece(title, "accent strong" if active else "muted", link))
    line = cut(start, width)
    return (*line, Piece("─" * (width - width_of(line)), "rule"))


def _said(label: str, text: str, style: str, width: int) -> list[Line]:
    lines = wrapped((Piece(text, style),), width - 7)
    return [padded((Piece("" if at else label, "muted"),), 7) + line for at, line in enumerate(lines)]


def _site(address: str) -> str:
    return address.split("/")[2]


def _verdict(state: State, point: Point) -> Line:
    if point.mistake is not None:
        if reason := state.work.refused.get(point.mistake):
            return (
                Piece(f"{REFUSED.sign} ", "strong"),
                Piece(f"{point.mistake} cannot be made here: {reason}", "muted"),
            )
        if state.is_on(point.mistake):
            return (
                Piece("✗ ", "wrong strong"),
                Piece(f"{point.mistake} is on: see what it does below", "wrong"),
            )
        return (Piece(f"○ {point.mistake} is off", "muted"),)
    if point.note is not None:
        return (Piece("! ", "wrong strong"), Piece(f"no byte of it: {find_note(point.note).title}", "wrong"))
    return ()


def _keys(keys: Iterable[Key], context: Context) -> Line:
    pieces: list[Piece] = []
    for key in keys:
        # What a key of its own stands for cannot be chosen by one click on all of them.
        link = None if key.together else Link("run", key.action)
        pieces += [
            Piece(f" {key.together or short_name(key.keys[0])}", "accent strong", link),
            Piece(f" {key.label_in(context)} ", "", link),
        ]
    return tuple(pieces)
