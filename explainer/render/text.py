"""The whole explanation as text: all seven stages, what goes in, what is done and what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explainer.example import EXAMPLE
from explainer.pipeline.run import Step, Trace
from explainer.pipeline.traced import Origin, Traced
from explainer.render.colour import LETTERS, NAMES
from explainer.render.formula import (
    NOTHING,
    RECIPE,
    VALUES,
    Piece,
    live,
    plain,
    says_something,
    short,
    symbolic,
)
from explainer.render.page import Page
from explainer.render.visible import as_text, visible
from explainer.request import Request

if TYPE_CHECKING:
    from explainer.languages.model import Language

_TEXT_LINES = 8
_KEY_PIECES = 3
_LEGEND = (Origin.NONCE, Origin.POSTDATA, Origin.PATH, Origin.DIGEST, Origin.KEY, Origin.MAC)


def explanation(
    trace: Trace, page: Page, *, show_secret: bool = False, language: Language | None = None
) -> None:
    """Write a trace without mistakes onto the page, with each stage's code if a language is given.

    Bytes from the private key are shown as bullets unless `show_secret`.
    """
    _head(trace, page, show_secret)
    for number, step in enumerate(trace.steps, 1):
        page.line()
        page.title(f"{number}  {step.stage.title}")
        _stage(step, page, show_secret)
        if language is not None:
            code(language, step.stage.id, trace.request, page)
    page.line()
    sources = dict.fromkeys(step.stage.source for step in trace.steps)
    page.paragraph(", ".join(sources), indent=0, label="Source")


def signature_line(value: Traced, page: Page, *, show_secret: bool) -> None:
    """Write an API-Sign on a line of its own, unbroken, unless it gives away the private key."""
    if value.secret and not show_secret:
        page.line("(not shown: it is made of the private key itself)")
    elif not value.data:
        page.line(NOTHING)
    elif value.data.isascii():
        page.line(visible(value.data.decode()))
    else:
        page.line(f"{value.data.hex()} (hex: {len(value)} bytes that are no text)")


def subject(request: Request) -> str:
    """Return which request this is, in a line."""
    what = "Kraken's published example" if request == EXAMPLE else "this request"
    return (
        f"{what}: POST {_cut(request.path) or '(an empty path)'}, nonce {_cut(request.nonce) or NOTHING},"
        f" {len(request.body):,} bytes of POST data"
    )


def recipe(page: Page) -> None:
    """Write the whole formula onto the page, the HMAC's two arguments one below the other."""
    first, second = RECIPE[:_KEY_PIECES], RECIPE[_KEY_PIECES:]
    if page.width > len(plain([*first, *second])):
        page.pieces(RECIPE, indent=0)
        return
    page.pieces(first, indent=0)
    page.pieces(second, indent=plain([*first]).rindex("(base64decode") + 1)


def code(language: Language, stage: str, request: Request, page: Page) -> None:
    """Write a stage's code onto the page."""
    from explainer.languages import LANGUAGES
    from explainer.languages.model import stage_code

    page.line()
    why = ""
    if language is page.pasted_in:
        why = f", as in your paste; {page.ways.language.format(another='another')}"
    elif page.wanted:
        others = " or ".join([one.title for one in LANGUAGES if one is not language])
        why = f", as there is none in {page.wanted} here; {page.ways.language.format(another=others)}"
    page.line(f"  {page.paint.strong(language.title)}{page.paint.faint(why)}")
    for line in stage_code(language, stage, request).splitlines():
        page.line(f"  {line}")


def value_text(value: Traced, page: Page) -> None:
    """Write a value as text, in the colours of its bytes, if it is text."""
    pieces = []
    for start, end, origin in value.spans:
        text = as_text(value.data[start:end])
        if text is None:
            return
        pieces.append(Piece(text, origin))
    page.pieces(pieces, most=_TEXT_LINES)


def _head(trace: Trace, page: Page, show_secret: bool) -> None:
    page.paragraph(f"API-Sign of {subject(trace.request)}", indent=0)
    page.line()
    signature_line(trace.steps[-1].value, page, show_secret=show_secret)
    claimed = trace.request.signature
    if claimed is not None:
        page.line()
        if claimed == trace.signature:
            page.line(page.paint.right("The signature given with the request is this one: it is right."))
        else:
            page.line(page.paint.wrong("The signature given with the request is another one: it is wrong."))
    page.line()
    recipe(page)
    page.line()
    legend = [Piece("The letter beside a row of bytes says where they come from: ")]
    for origin in _LEGEND:
        legend += [Piece(LETTERS[origin], origin), Piece(f" {NAMES[origin]}, ")]
    legend.append(Piece("and P6 N10 means six bytes of one, then ten of the other."))
    page.pieces(legend, indent=0)


def _stage(step: Step, page: Page, show_secret: bool) -> None:
    stage = step.stage
    if says_something(stage):
        page.pieces(symbolic(stage))
        first, *rest = live(step, show_secret=show_secret, longest=_longest(page))
        equals = first.text.index("=")
        page.pieces([Piece(first.text[equals:]), *rest], indent=2 + equals)
    page.line()
    page.paragraph(stage.does)
    page.line()
    page.paragraph(stage.why, label="Why")
    page.line()
    width = max(len(VALUES[name].text) for name, _ in step.inputs)
    for number, (name, value) in enumerate(step.inputs):
        pieces = short(value, show_secret=show_secret, longest=page.width - width - 11)
        padded = Piece(VALUES[name].text.ljust(width) + "  ", VALUES[name].origin)
        page.pieces([padded, *pieces], label="   " if number else "in ")
    page.paragraph(stage.gives, label="out")
    page.line()
    hidden = step.value.secret and not show_secret
    if not step.value.data:
        page.line(f"  {NOTHING}")
    elif not hidden:
        value_text(step.value, page)
    page.dump(step.value, show_secret=show_secret)
    if hidden:
        page.paragraph("These bytes are made of the private key and are not shown.")


def _longest(page: Page) -> int:
    return max(page.width // 2, 24)


def _cut(data: bytes) -> str:
    text = visible(data.decode(errors="replace"))
    return text if len(text) <= 60 else f"{text[:59]}…"
