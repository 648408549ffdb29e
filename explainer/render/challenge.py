"""A challenge as text to be signed, and what the answers show."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from explainer.diagnosis.challenge import Answer, Apart, Challenge, Group, Identification, Way
from explainer.diagnosis.published import shown_on
from explainer.example import EXAMPLE
from explainer.languages.model import Language
from explainer.pipeline.catalogue import MISTAKES
from explainer.render.diagnosis import explained, recipe_of
from explainer.render.formula import Piece, plain
from explainer.render.page import Page, cells, wrap
from explainer.render.proof import right_way
from explainer.render.text import signature_line, subject
from explainer.render.visible import visible
from explainer.request import Request

INTRODUCTION = (
    "Sign this with your own code, with the nonce and the keys given, and paste what comes out. All keys are"
    " published or made up: nothing private is needed."
)
"""What a challenge asks for."""
DOUBT = "That does not look like an API-Sign, which mostly has 88 characters of base64."
"""What is said, once, of an answer that `may_be_signature` says no to."""

_SIGNED = ("URI path", "nonce", "POST data", "private key")
_WIDTH = len("Content-Type")
_GAP = 3
"""Columns between fields."""
_MOST_GROUPS = 8


def handed_out(challenge: Challenge, number: int, page: Page) -> None:
    """Write a request to sign: each value on a line of its own, to be copied."""
    page.title(f"Request {number}: {challenge.title}", challenge.id)
    whose = "Kraken's published example" if challenge.request.secret == EXAMPLE.secret else "made up"
    page.paragraph(f"{challenge.about} The private key is {whose}: it guards nothing.")
    page.line()
    write_values(values_of(challenge), page)
    page.line()
    page.paragraph("If your code makes the POST data itself, give it these fields, in this order:")
    fields = [f"{_copyable(name)} = {_copyable(value)}" for name, value in challenge.parameters]
    for line in _in_columns(fields, page.width - 4):
        page.line(f"    {line}")


def values_of(challenge: Challenge) -> Iterator[tuple[str, str]]:
    """Yield the label and the value of each thing that is needed to sign a request and send it."""
    yield from signed_values(challenge.request)
    yield "API key", _copyable(challenge.request.api_key.decode())
    yield "Content-Type", _copyable(challenge.content_type)


def signed_values(request: Request) -> Iterator[tuple[str, str]]:
    """Yield the label and the value of each thing that an API-Sign is made of, the private key included."""
    values = request.path, request.nonce, request.body, request.secret.expose()
    for label, value in zip(_SIGNED, values, strict=True):
        yield label, _copyable(value.decode())


def write_values(values: Iterable[tuple[str, str]], page: Page) -> None:
    """Write values, a line each, so that they can be copied.

    One that is too long stands unbroken below its label, unless the page breaks it all the same.
    """
    for label, value in values:
        if page.BREAKS or _WIDTH + 4 + cells(value) <= page.width:
            page.line(f"  {page.paint.strong(label.ljust(_WIDTH))}  {value}")
        else:
            page.line(f"  {page.paint.strong(label)}")
            page.line(value)


def _in_columns(texts: Sequence[str], width: int) -> Iterator[str]:
    """Yield texts in lines of as many as all lines have room for, at least one."""
    widest = max([cells(text) for text in texts], default=0)
    most = max((width + _GAP) // (widest + _GAP), 1)
    for at in range(0, len(texts), most):
        *before, last = texts[at : at + most]
        yield "".join([text + " " * (widest + _GAP - cells(text)) for text in before]) + last


def verdict(known: Identification) -> str:
    """Return what the answers show, in a line."""
    if known.right:
        more = "" if known.next is None and not known.wrong else ", as far as these requests show"
        return f"Your code signs rightly{more}."
    if not known.groups:
        if known.schemes:
            return "Your code is wrong: it follows another recipe from end to end."
        return "Your code is wrong, and no known mistake explains it."
    if known.by_error:
        count = len(known.groups)
        known_ones = "one known mistake stops" if count == 1 else f"{count} known mistakes stop"
        if known.nothing_came_out:
            return f"No API-Sign came out, so of your code nothing is proven: {known_ones} there."
        return f"Every API-Sign that came out is right. Of the error nothing is proven: {known_ones} there."
    if len(known.groups) > 1:
        return f"Your code is wrong: {len(known.groups)} explanations are left."
    count = len(known.groups[0].likeliest)
    mistakes = "one mistake gives" if count == 1 else f"{count} mistakes together give"
    return f"Your code is wrong: {mistakes} exactly what came out."


def so_far(known: Identification, page: Page) -> None:
    """Write in a line or two what is known while there is more to ask."""
    if known.right:
        page.line(page.paint.right("Right."))
        left = len(known.wrong)
        if left:
            page.paragraph(f"Of {len(MISTAKES)} mistakes {left} would not have shown so far.", indent=0)
        return
    page.line(page.paint.wrong("An error, which has many causes." if known.by_error else "Wrong."))
    if not known.groups:
        page.paragraph(_ONE_MORE, indent=0)
        return
    names = [_names(group.likeliest) for group in known.groups[:_MOST_GROUPS]]
    more = f" and {len(known.groups) - _MOST_GROUPS} more" if len(known.groups) > _MOST_GROUPS else ""
    page.paragraph(f"It may be {' or '.join(names)}{more}.", indent=0)


def identified(known: Identification, answers: Sequence[Answer], page: Page, *, language: Language) -> None:
    """Write the verdict and, if it is a bad one, the mistakes with proof and fix as in a diagnosis."""
    paint = page.paint.right if known.right else page.paint.wrong
    for line in wrap([Piece(verdict(known))], page.width):
        page.line(paint(plain(line)))
    if known.right:
        page.line()
        _right(known, page)
        return
    if known.body_assumed:
        page.line()
        page.paragraph("It is no mistake if your code sends that same text as the POST data.", indent=0)
    for scheme in known.schemes:
        page.line()
        recipe_of(scheme, page)
    if known.groups:
        _likeliest(known.groups[0], answers, page, language)
        _others(known, page)
    elif not known.schemes:
        page.line()
        if known.apart is not None:
            page.paragraph(_told_apart(known.apart), indent=0)
            page.line()
        page.paragraph(_NOTHING, indent=0)
        _right_signatures(answers, page)


def _told_apart(apart: Apart) -> str:
    alone = f"alone is explained by {_names(apart.way)}" if apart.way else "is right"
    return (
        f"The other answer {alone}, but nothing explains that to {apart.unexplained.id}: look whether it was"
        " pasted whole. If it was, something shows only there."
    )


_ONE_MORE = (
    "Nothing of the catalogue explains it. It may have lost something on the way here, so one more request,"
    " a plain one: two answers tell more."
)
_NOTHING = (
    "No combination of the catalogue gives these signatures. The values in between would tell more: let your"
    " code print its SHA-256 and its message for one of these requests, and compare."
)


_LENIENT = (
    "It takes a malformed private key, at which a strict decoder stops. With a key of Kraken's that is no"
    " mistake, but a key that was copied badly gives wrong signatures and no error."
)


def _right(known: Identification, page: Page) -> None:
    left = known.wrong
    if known.taken_leniently:
        page.paragraph(_LENIENT, indent=0)
        page.line()
    if left:
        page.paragraph(
            f"{len(left)} of {len(MISTAKES)} mistakes would not have shown in what was asked, for instance"
            f" {', '.join([_names(group.likeliest) for group in left[:_MOST_GROUPS]])}.",
            indent=0,
        )
        page.line()
    it_may_be = (
        "it may be one of these, or not how your code signs" if left else "it is not how your code signs"
    )
    what = "which it is" if left else "what else it may be"
    page.paragraph(
        f"If Kraken refuses your own requests all the same, {it_may_be}: explainer diagnose with such a"
        f" request and its signature tells {what}.",
        indent=0,
    )


def _likeliest(group: Group, answers: Sequence[Answer], page: Page, language: Language) -> None:
    """Write the likeliest explanation, shown on the first request that it changes."""
    request = shown_on(group.likeliest, [answer.request for answer in answers])
    explanation = group.explanation
    if request is not None:
        page.line()
        page.paragraph(f"Shown on {subject(request)}.", indent=0)
        explained(request, explanation, page, language=language, show_secret=True)
        page.line()
        page.title("The right API-Sign of this request")
        signature_line(right_way(request).trace.steps[-1].value, page, show_secret=True)
    else:
        for mistake in group.likeliest:
            page.line()
            page.paragraph(f"{mistake.title}. {mistake.fix}", label=mistake.id)
    rest = [way for way in group.ways[1:] if way not in explanation.same]
    if rest:
        page.line()
        page.title("The same on every request")
        for way in rest[:_MOST_GROUPS]:
            page.paragraph(_names(way))


def _others(known: Identification, page: Page) -> None:
    if len(known.groups) > 1:
        page.line()
        likely = "" if known.by_error else f"{1 - known.certainty:.0%} likely together"
        page.title("What else is left", likely)
        for group in known.groups[1 : 1 + _MOST_GROUPS]:
            page.paragraph(_names(group.likeliest))


def _right_signatures(answers: Sequence[Answer], page: Page) -> None:
    for answer in answers:
        right = right_way(answer.request)
        page.line()
        page.title(f"The right values of {answer.challenge.id}")
        for stage in ("sha256", "message"):
            step = right.step(stage)
            if step is not None:
                page.line(f"  {page.paint.strong(stage.ljust(9))}  {step.value.data.hex()}")
        if right.signature is not None:
            page.line(f"  {page.paint.strong('API-Sign ')}  {right.signature}")


def _names(way: Way) -> str:
    return " + ".join([mistake.id for mistake in way])


def _copyable(text: str) -> str:
    """Return a text as it is, or as a JSON string where it has characters that cannot be seen."""
    return text if text == visible(text) and text == text.strip() else json.dumps(text, ensure_ascii=False)
