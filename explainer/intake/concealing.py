"""Where a paste shows a private key, in whatever form somebody's code printed it."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Collection, Container, Iterable, Iterator
from urllib.parse import quote_from_bytes

from explainer.errors import InputError
from explainer.intake.draft import text_of_bytes
from explainer.intake.readers.model import KEYLIKE, Found, Span
from explainer.intake.readers.views import View
from explainer.request import TAKE_OUT
from explainer.secret import Secret

BULLET = "•"
"""Stands for a character that must not be shown."""

_SHORTEST = 8
"""Characters or bytes below which a secret may stand elsewhere by chance."""
_BETWEEN_HEX = r"(?:[\s,:;]|\\x|0x)*"
_BETWEEN_NUMBERS = r"(?!\d)[\s,;]+"
_NEARLY = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{80,90}={0,2}(?![A-Za-z0-9+/=])")
"""What has about the length of a private key: one of which characters were lost, or typed twice."""
_RUN = re.compile(r"[A-Za-z0-9+/]{4,}={0,2}|[A-Za-z0-9+/]{3}={1,2}|[A-Za-z0-9+/]{2}==")
"""Half of a key has at least four characters; shorter ones, which are most of any text, are passed over."""
_BROKEN = re.compile(r"[^\S\n]{1,3}|[^\S\n]{0,3}\n[^\S\n]{0,9}")
"""What comes into the midst of a key that is copied badly: a blank, or the end of a line."""
_WORD = re.compile(r"[A-Z]?[a-z]+|[0-9]+")
"""What random characters of some number hardly are."""
_KEY_LENGTHS = range(80, 91)
"""Characters of a private key, some lost or typed twice."""
_KEY_SIZES = range(60, 67)
"""Bytes of a private key, some lost or typed twice."""
_MIXED = (re.compile("[A-Z]"), re.compile("[a-z]"), re.compile("[0-9]"))


def secret_places(text: str, found: Collection[Found], view: View | None = None) -> list[Span]:
    """Return the stretches that show a secret which was found, or a value that may be one.

    `view` is the text less what stands in between, such as colours, in which they are looked for, too.
    """
    spans = [one.span for one in found if one.concealed]
    secrets = {one.value for one in found if isinstance(one.value, Secret)}
    signatures = {one.value for one in found if one.field == "signature"}
    if view is not None and view.text != text:
        spans += [view.span(*span) for span in key_places(view.text, secrets, signatures)]
    return [*spans, *key_places(text, secrets, signatures)]


def key_places(
    text: str, secrets: Iterable[Secret] = (), signatures: Container[bytes | Secret] = ()
) -> list[Span]:
    """Return the stretches that show a secret, or what looks like one and is no known signature.

    What looks like one that was copied badly is among them.
    """
    spans = [span for secret in secrets for span in places_of(text, secret)]
    nearly = [one.span() for one in _NEARLY.finditer(text) if _mixed(one[0])]
    alike = {*[one.span() for one in KEYLIKE.finditer(text)], *nearly, *_in_two_pieces(text)}
    return [*spans, *sorted([one for one in alike if not _among(text[slice(*one)], signatures)])]


def _mixed(text: str) -> bool:
    return all(kind.search(text) for kind in _MIXED)


def _among(text: str, signatures: Container[bytes | Secret]) -> bool:
    return any(one.encode() in signatures for one in (text, "".join(text.split())))


def _in_two_pieces(text: str) -> Iterator[Span]:
    """Yield what has about the length of a private key but for one break in the midst of it."""
    before: re.Match[str] | None = None
    for piece in _RUN.finditer(text):
        if before is not None and len(before[0]) + len(piece[0]) in _KEY_LENGTHS:
            pieces = (before[0], piece[0])
            random = not any(_WORD.fullmatch(one) for one in pieces)
            if random and _BROKEN.fullmatch(text, before.end(), piece.start()) and _mixed("".join(pieces)):
                yield before.start(), piece.end()
        before = piece


def key_in_body(body: bytes, signatures: Container[bytes | Secret] = ()) -> InputError | None:
    """Return what is wrong with POST data that carries what looks like a private key and is no signature."""
    found = next(
        (one for one in KEYLIKE.finditer(text_of_bytes(body)) if not _among(one[0], signatures)), None
    )
    if found is None:
        return None
    return InputError("body", "what looks like a private key is in it", position=found.start(), hint=TAKE_OUT)


def may_be_keys(signatures: Iterable[bytes | Secret]) -> frozenset[bytes]:
    """Return which values for the API-Sign may be a private key, as long as none is known."""
    texts = [value for value in signatures if isinstance(value, bytes)]
    return frozenset([value for value in texts if key_places(text_of_bytes(value))])


def may_be_key(data: bytes) -> bool:
    """Return whether bytes may be a private key's, or its text: they have its size, or nearly."""
    return len(data) in _KEY_SIZES or bool(key_places(text_of_bytes(data)))


def blanked(text: str, spans: Iterable[Span], sign: str = BULLET) -> str:
    """Return the text with a sign for each character of some stretches; line feeds stay."""
    pieces = []
    at = 0
    for start, end in sorted(spans):
        start = max(start, at)
        if end > start:
            hidden = "\n".join([sign * len(line) for line in text[start:end].split("\n")])
            pieces += [text[at:start], hidden]
            at = end
    return "".join([*pieces, text[at:]])


def places_of(text: str, secret: Secret) -> Iterator[Span]:
    """Yield where a secret or its beginning stands: as text, wrapped, percent-encoded, as hex or numbers."""
    shown = secret.expose().strip()
    if len(shown) < _SHORTEST:
        return
    key = _decoded(shown)
    for spelling in {text_of_bytes(shown), urlsafe_b64encode(key).decode(), quote_from_bytes(shown, safe="")}:
        if len(spelling) >= _SHORTEST:
            yield from _printed(text, [re.escape(character) for character in spelling], r"\s*")
    if len(key) >= _SHORTEST:
        yield from _printed(text, [f"{byte:02x}" for byte in key], _BETWEEN_HEX)
        yield from _printed(text, [str(byte) for byte in key], _BETWEEN_NUMBERS)
        yield from _printed(text, [str((byte ^ 128) - 128) for byte in key], _BETWEEN_NUMBERS)


def _decoded(shown: bytes) -> bytes:
    """Return the key's bytes; none if the secret is no base64."""
    try:
        return b64decode(shown, altchars=b"-_" if b"-" in shown or b"_" in shown else None, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _printed(text: str, pieces: list[str], between: str) -> Iterator[Span]:
    """Yield where the first of some pieces stand in a row, with all that go on behind them."""
    front = r"(?<![\d-])" * (between is _BETWEEN_NUMBERS) + between.join(pieces[:_SHORTEST])
    first = re.compile(front, re.IGNORECASE)
    following: list[re.Pattern[str]] = []
    at = 0
    while (match := first.search(text, at)) is not None:
        following = following or [re.compile(between + piece, re.IGNORECASE) for piece in pieces[_SHORTEST:]]
        at = _end_of_row(text, match.end(), following)
        yield match.start(), at


def _end_of_row(text: str, end: int, following: Iterable[re.Pattern[str]]) -> int:
    for piece in following:
        match = piece.match(text, end)
        if match is None:
            break
        end = match.end()
    return end
