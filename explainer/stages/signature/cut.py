"""A signature that lost its beginning or its end.

The catalogue has the likeliest member of the family, one lost character; the diagnosis makes the others
with `any_cut`, under the same id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from explainer.pipeline.model import Mistake
from explainer.pipeline.traced import Data

_LEAST = 16
"""Characters that have to be left: fewer fit by chance."""


def first(size: int) -> Callable[[Data], Data]:
    """Return a function that keeps so many characters, all but so many if negative."""

    def cut(signature: Data) -> Data:
        return signature[:size]

    return cut


def _last(size: int) -> Callable[[Data], Data]:
    def cut(signature: Data) -> Data:
        return signature[-size:]

    return cut


CUT = Mistake(
    id="signature-cut",
    title="The last character of the signature is lost",
    apply=first(-1),
    why=(
        "A substring ends too early, a column or a buffer is too short, or the text was copied without its"
        " end."
    ),
    fix="Send the whole text, 88 characters that end in '=='.",
)


def any_cut(text: bytes) -> Iterator[Mistake]:
    """Yield CUT for a text that is the beginning, then for one that is the end of a signature."""
    size = len(text)
    if size < _LEAST:
        return
    for words, apply in (("first", first(size)), ("last", _last(size))):
        yield CUT._replace(title=f"Only the {words} {size} characters of the signature are sent", apply=apply)
