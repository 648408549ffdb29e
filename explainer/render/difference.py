"""Right and wrong side by side: what mistakes change, how it spreads, and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.pipeline.compare import Difference, Effect, compare
from explainer.pipeline.model import Mistake
from explainer.pipeline.run import Trace
from explainer.pipeline.traced import Traced
from explainer.render.formula import HIDDEN
from explainer.render.page import Page
from explainer.render.text import code, signature_line, subject
from explainer.render.visible import visible

if TYPE_CHECKING:
    from explainer.languages.model import Language

_ROWS = 6
_CHANCE = 4
"""Bytes that two hash outputs do not share at their ends by chance."""
_EQUAL = 4
"""Characters that two texts do not share between two places where they differ by chance."""
_LONGEST = 2_000
"""Characters of texts in which more than one place is looked for."""
_BEFORE = 8
"""Characters of a long text that are shown in front of the change."""


def difference(
    right: Trace,
    wrong: Trace,
    page: Page,
    *,
    show_secret: bool = False,
    briefly: bool = False,
    language: Language | None = None,
) -> None:
    """Write what the mistakes of `wrong` change onto the page, and all about them unless `briefly`.

    Bytes from the private key are not shown unless `show_secret`. With a language the right code of
    each stage where a mistake is made is shown, too.
    """
    differences = compare(right, wrong)
    _head(right, wrong, page, show_secret)
    if not briefly:
        page.line()
        for mistake in wrong.mistakes:
            page.paragraph(f"{mistake.title}.", indent=0, label=mistake.id)
    page.line()
    page.title("How it spreads")
    width = max(len(each.stage.title) for each in differences)
    for number, each in enumerate(differences, 1):
        page.paragraph(_spread(each), label=f"{number}  {each.stage.title.ljust(width)}")
    for number, each in enumerate(differences, 1):
        if each.wrong.mistakes:
            page.line()
            page.title(f"{number}  {each.stage.title}")
            if not briefly:
                for mistake in each.wrong.mistakes:
                    page.paragraph(f"{mistake.title}.", label=mistake.id)
                page.line()
            side_by_side(each, page, show_secret)
            for mistake in () if briefly else each.wrong.mistakes:
                page.line()
                if len(each.wrong.mistakes) > 1:
                    page.line(f"  {page.paint.strong(mistake.id)}")
                about(mistake, page)
            if language is not None:
                code(language, each.stage.id, right.request, page)


def about(mistake: Mistake, page: Page) -> None:
    """Write why a mistake happens, what it leads to and what to do instead."""
    page.paragraph(mistake.why, label="Why it happens ")
    page.paragraph(mistake.answer, label="Kraken answers ")
    page.paragraph(mistake.fix, label="What to do     ")
    if mistake.languages:
        page.paragraph(", ".join(mistake.languages), label="Met in         ")
    if mistake.needs:
        page.paragraph(mistake.needs, label="Shows only with")
    times = (
        f"seen {mistake.seen} times"
        if mistake.seen > 1
        else "seen once"
        if mistake.seen
        else "never seen yet"
    )
    page.paragraph(f"{times}{': ' + mistake.source if mistake.source else ''}", label="How common     ")


def side_by_side(each: Difference, page: Page, show_secret: bool) -> None:
    """Write a stage's right and wrong value, with a mark under what differs."""
    if each.same:
        page.paragraph("Right and wrong are the same bytes for this request.")
        return
    values = each.right.value, each.wrong.value
    if any(value.secret and not show_secret for value in values):
        for label, value in zip(("right", "wrong"), values, strict=True):
            shown = HIDDEN if value.secret else _begin(value, page.width - 24)
            page.line(f"  {label}  {len(value):>4} bytes  {shown}")
        page.paragraph("The bytes are made of the private key and are not shown.")
        return
    texts = [_line_of_text(value.data) for value in values]
    if _scattered(each):
        _beginnings(each, page)
        if len(values[0]) == len(values[1]) and not any(value.secret for value in values):
            page.paragraph("These come out of a hash: that they differ counts, not in which bytes.")
    elif texts[0] is not None and texts[1] is not None:
        _texts(texts[0], texts[1], page)
    elif each.changed_right == (0, len(values[0])) and each.changed_wrong == (0, len(values[1])):
        _beginnings(each, page)
    else:
        _dumps(each, page)


def _head(right: Trace, wrong: Trace, page: Page, show_secret: bool) -> None:
    count = len(wrong.mistakes)
    what = "one mistake" if count == 1 else f"{count} mistakes"
    page.paragraph(f"{what.capitalize()} made on {subject(right.request)}", indent=0)
    page.line()
    last = right.steps[-1].value, wrong.steps[-1].value
    if last[0].data == last[1].data:
        page.line(page.paint.right("right and wrong are the same"))
        signature_line(last[0], page, show_secret=show_secret)
    else:
        for label, value in ((page.paint.right("right"), last[0]), (page.paint.wrong("wrong"), last[1])):
            page.line(label)
            signature_line(value, page, show_secret=show_secret)


def _spread(each: Difference) -> str:
    names = ", ".join(mistake.id for mistake in each.wrong.mistakes)
    sizes = len(each.right.value), len(each.wrong.value)
    size = f"; {sizes[1]:,} bytes instead of {sizes[0]:,}" if sizes[0] != sizes[1] else ""
    if each.same:
        return f"the same: {names} changes nothing here" if names else "the same"
    if each.effect is Effect.INHERITED:
        return f"≠ done right, but what goes in is wrong{size}"
    also = "also " if each.effect is Effect.ADDED else ""
    return f"≠ {also}made wrong here: {names}{size}"


def _begin(value: Traced, room: int) -> str:
    """Return the beginning of a value in so many columns: as text if it is text, else as hex."""
    text = _line_of_text(value.data)
    if text is not None:
        return f'"{text}"' if len(text) <= room - 2 else f'"{text[: room - 3]}…"'
    count = min(max((room - 2) // 3, 4), 16)
    return value.data[:count].hex(" ") + (" …" if len(value) > count else "")


def _line_of_text(data: bytes) -> str | None:
    """Return the value as text with every control character shown, or None if it is no text."""
    try:
        return visible(data.decode())
    except UnicodeDecodeError:
        return None


def _beginnings(each: Difference, page: Page) -> None:
    """Write how two values begin that have nothing in common."""
    for label, value in (("right", each.right.value), ("wrong", each.wrong.value)):
        page.line(f"  {label}  {len(value):>4} bytes  {_begin(value, page.width - 24)}")


def _scattered(each: Difference) -> bool:
    """Whether the bytes come from different hashes, not from one hash written in two ways."""
    start, end = each.changed_right
    shared = start + len(each.right.value) - end
    return each.scattered and shared < _CHANCE


def _texts(right: str, wrong: str, page: Page) -> None:
    """Write two texts one below the other with a mark under what differs."""
    places = _places(right, wrong)
    room = page.width - 12
    begin = max(min(places[0][0][0] - _BEFORE, max(len(right), len(wrong)) - room), 0)
    for side, label, text, paint in (
        (0, "right", right, page.paint.right),
        (1, "wrong", wrong, page.paint.wrong),
    ):
        lead = "…" if begin else " "
        tail = "…" if begin + room < len(text) else ""
        shown = text[begin : begin + room]
        line = marks = ""
        at = 0
        for start, end in [place[side] for place in places]:
            start, end = start - begin, min(end - begin, room)
            if start < end:
                line += shown[at:start] + paint(shown[start:end])
                marks += " " * (start - at) + "^" * (end - start)
                at = end
        first = places[0][side][0] - begin
        page.line(f"  {label}  {lead}{line}{shown[at:]}{tail}")
        page.line(f"  {' ' * len(label)}   {marks or ' ' * first + '^ nothing here'}")


def _places(right: str, wrong: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return where two texts differ: start and end in each; a few equal characters part no two places."""
    start, (right_end, wrong_end) = _changed(right, wrong)
    middles = right[start:right_end], wrong[start:wrong_end]
    places: list[tuple[tuple[int, int], tuple[int, int]]] = []
    at = (start, start)
    if all(middles) and max(map(len, middles)) <= _LONGEST:
        from difflib import SequenceMatcher

        for a, b, size in SequenceMatcher(None, *middles, autojunk=False).get_matching_blocks():
            if size >= _EQUAL:
                places.append(((at[0], start + a), (at[1], start + b)))
                at = start + a + size, start + b + size
    return [*places, ((at[0], right_end), (at[1], wrong_end))]


def _changed(right: str, wrong: str) -> tuple[int, tuple[int, int]]:
    """Return where two texts begin to differ, and where the difference ends in each."""
    shorter = min(len(right), len(wrong))
    start = next((i for i in range(shorter) if right[i] != wrong[i]), shorter)
    rest = shorter - start
    tail = next((i for i in range(rest) if right[-1 - i] != wrong[-1 - i]), rest)
    return start, (len(right) - tail, len(wrong) - tail)


def _dumps(each: Difference, page: Page) -> None:
    """Write two hex dumps beside each other, with a mark under each byte that differs."""
    count = 4 if page.width < 80 else 8 if page.width < 144 else 16
    sides = (
        (each.right.value.data, each.changed_right, page.paint.right),
        (each.wrong.value.data, each.changed_wrong, page.paint.wrong),
    )
    width = 4 * count + 1
    page.line(f"       {'right'.ljust(width)}   wrong")
    first = max(min(each.changed_right[0], each.changed_wrong[0]) // count - 1, 0)
    last = -(-max(each.changed_right[1], each.changed_wrong[1]) // count)
    for row in range(first, min(last, first + _ROWS)):
        offset = row * count
        cells, marks = [], []
        for data, (start, end), paint in sides:
            part = data[offset : offset + count]
            shown, below = [], []
            for at, byte in enumerate(part, offset):
                inside = start <= at < end
                shown.append(paint(f"{byte:02x}") if inside else f"{byte:02x}")
                below.append("^^" if inside else "  ")
            text = "".join([chr(byte) if 0x20 <= byte < 0x7F else "·" for byte in part])
            cells.append(
                " ".join(shown)
                + " " * (3 * (count - len(part)))
                + ("  " if part else " ")
                + text.ljust(count)
            )
            marks.append(" ".join(below).ljust(width))
        page.line(f"  {offset:04x} {' │ '.join(cells)}")
        if "".join(marks).strip():
            page.line(f"       {'   '.join(marks)}")
    if last - first > _ROWS:
        page.line(f"  …    and {last - first - _ROWS:,} more rows that differ")
