"""What a diagnosis tried, what it excluded, and what is left, as text."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.diagnosis.investigate import Step
from explainer.diagnosis.model import Diagnosis, Verdict
from explainer.diagnosis.schemes import SCHEMES
from explainer.pipeline.catalogue import MISTAKES
from explainer.render.page import Page
from explainer.render.ways import BY_COMMAND, Ways

_STEPS = {
    "nonces": "nonces that the code may have made at another moment or in another unit",
    "paths": "the paths of other calls, other URLs and placeholders, HTTP method or keys around the path",
    "writings": "other texts for the nonce: formats, placeholders, what surrounds it",
    "parts": "other parts that are hashed or authenticated, in all orders",
    "texts": "other forms of what is hashed or authenticated, and what stands in between",
    "prints": "other hashes, and other ways to print the digest",
    "fields": "the POST data without one or two of its fields, or with one that has no value",
    "orders": "the fields of the POST data in other orders",
    "amounts": "other spellings of the amounts",
    "bodies": "other texts of the POST data: of lists, of all parameters, with other escapes",
    "types": "the parameters as JSON with other types",
}
"""What a finished step excludes beside the catalogue."""
_DOING = {
    "observed": "Placing values",
    "catalogue": "Trying {level}",
    "cuts": "Trying signatures that lost their beginning or end",
    "nonces": "Trying other nonces",
    "paths": "Trying other paths",
    "writings": "Trying other texts for the nonce",
    "parts": "Trying other parts",
    "texts": "Trying other forms",
    "prints": "Trying other hashes and ways to print the digest",
    "fields": "Trying fewer fields, and fields without a value",
    "orders": "Trying other orders",
    "amounts": "Trying other spellings of amounts",
    "bodies": "Trying other texts of the POST data",
    "types": "Trying other types",
    "together": "Trying other nonces, paths, orders and the like with another mistake",
    "deeper": "Trying {level}",
}
"""What is done in a step."""
_WRITTEN = "ways to write the MAC down"
_MESSAGE = frozenset({"nonce", "postdata", "sha256", "message"})


def doing(step: Step) -> str:
    """Return what is tried in a step of the search."""
    return _DOING.get(step.name, step.name).format(level=_mistakes(step.level) if step.level else _WRITTEN)


def signatures(count: int) -> str:
    """Return a number of signatures in words."""
    return "1 signature" if count == 1 else f"{count:,} signatures"


def searched(found: Diagnosis, page: Page) -> None:
    """Write how much was tried; if nothing came of it, what that excludes and what is left."""
    tried = found.searched
    page.title("What was searched")
    size = f"{signatures(tried.candidates)} made and compared in" if tried.candidates else "All of it took"
    time = f"{tried.seconds:.1f} s" if tried.seconds >= 0.1 else "less than 0.1 s"
    page.paragraph(f"{size} {time}.")
    if found.verdict is Verdict.EXPLAINED:
        if tried.complete_up_to > 0:
            page.paragraph(f"All combinations of up to {_mistakes(tried.complete_up_to)} are among them.")
        return
    if tried.interrupted:
        page.paragraph("It was interrupted before all was tried.")
    elif tried.cut_short:
        longer = max(60, 10 * round(tried.seconds))
        page.paragraph(f"It ended before all was tried: {page.ways.longer.format(seconds=longer)}.")
    page.line()
    page.line(f"  {page.paint.strong('Excluded')}")
    for line in excluded(found):
        page.paragraph(line, label=" •")
    page.line()
    page.line(f"  {page.paint.strong('Left')}")
    for line in left(found, page.ways):
        page.paragraph(line, label=" •")


def _mistakes(count: int) -> str:
    return "one mistake" if count == 1 else f"{count} mistakes"


def excluded(found: Diagnosis) -> Iterator[str]:
    """Yield what a search that found nothing excludes."""
    tried = found.searched
    if found.request.signature is None:
        yield "the values of the stages, right and with a few mistakes"
        return
    if found.no_mac:
        yield "a MAC that lost a part on the way, and the texts that come in its place, such as undefined"
        return
    if tried.complete_up_to >= 1:
        yield (
            f"every combination of up to {_mistakes(tried.complete_up_to)} among the {len(MISTAKES)} of the"
            " catalogue, in whatever way the MAC was written down"
        )
    elif tried.complete_up_to == 0:
        yield "a right MAC that was written down in a wrong way"
    for step in dict.fromkeys(tried.steps):
        if step in _STEPS:
            yield _STEPS[step]
    yield f"the whole recipes of {len(SCHEMES)} other interfaces and services"


def without_catalogue(found: Diagnosis) -> bool:
    """Return whether no mistake of the catalogue was tried on a signature: none was to be."""
    tried = found.searched
    return found.request.signature is not None and not (
        found.no_mac or tried.cut_short or tried.complete_up_to >= 1
    )


def left(found: Diagnosis, ways: Ways = BY_COMMAND) -> Iterator[str]:
    """Yield what is left then, each with what to do."""
    if found.no_mac:
        yield (
            "what stands in API-Sign is no MAC: print the base64 of yours where it is made, and follow it"
            " to the header"
        )
        return
    if without_catalogue(found):
        yield f"the {len(MISTAKES)} mistakes of the catalogue: none was to be tried, not even one at a time"
    right = {one.stage for one in found.findings if one.right}
    wrong = {one.stage for one in found.findings if one.stage and not one.right}
    if "secret" not in right and not wrong & _MESSAGE:
        yield (
            "the private key has a wrong character, or belongs to another API key: copy both halves again,"
            " from the one page"
        )
    if "message" not in right:
        yield (
            "path, nonce or POST data are not those that were signed: print them where the code signs, and"
            " give them as they are"
        )
    if not found.findings:
        yield (
            f"a value in between tells the stage: print one, for instance the SHA-256, and add {ways.value}"
        )
    yield (
        "a mistake that nobody knows yet: let your code sign example requests, without a secret of yours:"
        f" {ways.challenge}"
    )
