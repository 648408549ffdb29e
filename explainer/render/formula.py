"""The formulas, with names or with live values, in pieces that know where their bytes come from."""

from __future__ import annotations

import re
from typing import NamedTuple

from explainer.pipeline.model import Stage
from explainer.pipeline.run import Step
from explainer.pipeline.traced import Origin, Traced
from explainer.render.visible import as_text, visible

HIDDEN = "••••••••"
"""What stands for the private key, whatever its length."""
NOTHING = "(nothing)"
"""What is shown of a value without bytes."""


class Piece(NamedTuple):
    """A run of text; the origin is None for the formula's own signs."""

    text: str
    origin: Origin | None = None


VALUES: dict[str, Piece] = {
    "given_nonce": Piece("nonce", Origin.NONCE),
    "nonce": Piece("nonce", Origin.NONCE),
    "prefix": Piece("nonce", Origin.NONCE),
    "body": Piece("POST data", Origin.POSTDATA),
    "postdata": Piece("POST data", Origin.POSTDATA),
    "hash_input": Piece("hash input", Origin.POSTDATA),
    "digest": Piece("digest", Origin.DIGEST),
    "joined_digest": Piece("digest", Origin.DIGEST),
    "uri_path": Piece("URI path", Origin.PATH),
    "path": Piece("URI path", Origin.PATH),
    "message": Piece("message"),
    "private_key": Piece("private key", Origin.KEY),
    "key_text": Piece("private key", Origin.KEY),
    "key": Piece("key", Origin.KEY),
    "mac": Piece("MAC", Origin.MAC),
    "signature": Piece("API-Sign", Origin.MAC),
    "api_key": Piece("API key", Origin.API_KEY),
}
"""What the pipeline's values are called when people read about them."""

RECIPE: tuple[Piece, ...] = (
    Piece("API-Sign = base64(HMAC-SHA512(base64decode("),
    VALUES["private_key"],
    Piece("), "),
    VALUES["path"],
    Piece(" + SHA256("),
    VALUES["nonce"],
    Piece(" + "),
    VALUES["postdata"],
    Piece(")))"),
)
"""The whole of it in one line."""

_PLACE = re.compile(r"\{(\w+)\}")
_BINARY = (Origin.DIGEST, Origin.KEY, Origin.MAC)
_MOST_PARTS = 4
_SHOWN_BYTES = 6


def symbolic(stage: Stage) -> list[Piece]:
    """Return a stage's formula with the names of values: digest = SHA256(nonce + POST data)."""
    return _filled(stage.formula, {name: [piece] for name, piece in VALUES.items()})


def live(step: Step, *, show_secret: bool = False, longest: int = 32) -> list[Piece]:
    """Return a stage's formula with what its values were: digest = SHA256("1616492376594" + ...).

    Texts of more than `longest` characters are cut in the middle. Bytes from the private key are
    `HIDDEN` unless `show_secret`.
    """
    values = dict(step.inputs) | step.values
    return _filled(
        step.stage.formula,
        {name: short(value, show_secret=show_secret, longest=longest) for name, value in values.items()},
    )


def says_something(stage: Stage) -> bool:
    """Whether the formula does more than name the value, as those of nonce and POST data do."""
    return _PLACE.fullmatch(stage.formula.partition(" = ")[2]) is None


def short(value: Traced, *, show_secret: bool = False, longest: int = 32) -> list[Piece]:
    """Return a value in one line: text in quotes, other bytes as the beginning of their hex.

    A value that is text followed by bytes, such as the message, is shown as their sum.
    """
    if value.secret and not show_secret:
        return [Piece(HIDDEN, Origin.KEY)]
    if not value.data:
        return [Piece(NOTHING)]
    text = _text(value)
    if text is not None:
        return [Piece('"'), *_cut(text, longest), Piece('"')]
    parts: list[list[Piece]] = []
    for start, end, _ in value.spans:
        part = value[start:end]
        text = _text(part)
        parts.append(_hex(part) if text is None else [Piece('"'), *_cut(text, longest), Piece('"')])
    if len(parts) > _MOST_PARTS:
        return _hex(value)
    return [piece for number, part in enumerate(parts) for piece in ([Piece(" + ")] if number else []) + part]


def plain(pieces: list[Piece]) -> str:
    """Return the pieces as one string."""
    return "".join([piece.text for piece in pieces])


def _filled(formula: str, pieces: dict[str, list[Piece]]) -> list[Piece]:
    filled: list[Piece] = []
    at = 0
    for found in _PLACE.finditer(formula):
        filled += [Piece(formula[at : found.start()]), *pieces[found[1]]]
        at = found.end()
    return [piece for piece in [*filled, Piece(formula[at:])] if piece.text]


def _text(value: Traced) -> list[Piece] | None:
    """Return a value's text, a piece for each span, or None if it is better shown as bytes."""
    pieces = []
    for start, end, origin in value.spans:
        data = value.data[start:end]
        try:
            text = as_text(data) if origin in _BINARY else data.decode()
        except UnicodeDecodeError:
            return None
        if text is None:
            return None
        pieces.append(Piece(text, origin))
    return pieces


def _hex(value: Traced) -> list[Piece]:
    shown = value.data[:_SHOWN_BYTES].hex()
    more = f"… ({len(value)} bytes)" if len(value) > _SHOWN_BYTES else ""
    return [Piece(shown + more, value.spans[0].origin)]


def _cut(pieces: list[Piece], longest: int) -> list[Piece]:
    """Return pieces of at most `longest` characters together, what is left out shown as an ellipsis."""
    total = sum(len(piece.text) for piece in pieces)
    if total <= longest:
        return [Piece(visible(text), origin) for text, origin in pieces]
    head = longest * 2 // 3
    tail = longest - head - 1
    kept: list[Piece] = []
    at = 0
    for text, origin in pieces:
        before = text[: max(head - at, 0)]
        after = text[max(total - tail - at, 0) :]
        gap = "…" if at <= head < at + len(text) else ""
        if before or gap or after:
            kept.append(Piece(visible(before + gap + after), origin))
        at += len(text)
    return kept
