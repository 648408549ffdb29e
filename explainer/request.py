"""What is signed: one call to Kraken's private API, its fields checked and kept as bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from explainer.errors import InputError
from explainer.secret import Secret, encode_text

TAKE_OUT = (
    "take it out; it only signs and is never sent. If it was sent, delete that API key on Kraken now and make"
    " a new one"
)
"""What to do about a private key in what is sent."""
_LEAST_SECRET = 16
"""Characters below which a key's text may be in a body by chance."""
_AROUND = b" \t\r\n\"'"
"""What copying leaves around a key; without it the text is the key all the same."""
_FORM_NONCE = re.compile(rb"(?:^|&)nonce=([^&]*)")


class Request(NamedTuple):
    """One private call: everything its API-Sign is computed from.

    All fields are bytes, exactly as they are signed and sent. Build one with `Request.of`, which
    checks and encodes text.
    """

    path: bytes
    """URI path, for instance /0/private/AddOrder, as hashed."""
    nonce: bytes
    """The nonce's text, as hashed in front of the POST data."""
    body: bytes
    """POST data, exactly the bytes that are sent."""
    secret: Secret
    """The private key's base64 text."""
    api_key: bytes = b""
    """The public API key, if it is known; it is not part of the signature."""
    signature: str | None = None
    """The API-Sign that somebody's code made, kept as given; never computed here."""

    @classmethod
    def of(
        cls,
        path: str | bytes,
        body: str | bytes = b"",
        *,
        secret: str | bytes | Secret,
        nonce: str | bytes | int | None = None,
        api_key: str | bytes = b"",
        signature: str | None = None,
    ) -> Request:
        """Build a request from text or bytes.

        Without a nonce, the body's own is taken. Raises InputError for text that has no UTF-8
        form, for a missing nonce, and for a private key in the body, path or nonce, where it would
        be shown.
        """
        body = encode_text(body, "body")
        path = encode_text(path, "path")
        secret = secret if isinstance(secret, Secret) else Secret(secret)
        _require_apart(secret, "body", body)
        _require_apart(secret, "path", path)
        if nonce is None:
            nonce = nonce_in(body)
            if nonce is None:
                raise InputError(
                    "nonce", "none given and none in the body", hint="give the nonce, or put it into the body"
                )
        nonce = encode_text(str(nonce) if isinstance(nonce, int) else nonce, "nonce")
        _require_apart(secret, "nonce", nonce)
        return cls(
            path=path,
            nonce=nonce,
            body=body,
            secret=secret,
            api_key=encode_text(api_key, "api_key"),
            signature=signature,
        )


def _require_apart(secret: Secret, field: str, data: bytes) -> None:
    """Raise InputError if the data carries the private key's text, percent-encoded or not."""
    key = secret.expose().strip(_AROUND)
    if len(key) < _LEAST_SECRET:
        return
    at = data.find(key)
    if at < 0 and b"%" in data:
        from urllib.parse import unquote_to_bytes

        at = 0 if key in unquote_to_bytes(data) else -1
    if at >= 0:
        raise InputError(field, "the private key is in it", position=at, hint=TAKE_OUT)


def nonce_in(body: bytes) -> bytes | None:
    """Return the nonce that a form or JSON body carries, as its text, or None."""
    if body.lstrip()[:1] == b"{":
        import json

        try:
            parameters = json.loads(body)
        except (ValueError, RecursionError):
            return None
        value = parameters.get("nonce")
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            return None
        return str(value).encode(errors="surrogatepass")
    found = _FORM_NONCE.search(body)
    return found[1] if found else None


def find_nonce(body: bytes, nonce: bytes) -> tuple[int, int] | None:
    """Return where the body carries this nonce, as start and end offsets, or None."""
    at = body.find(b"nonce")
    if at < 0 or not nonce:
        return None
    at = body.find(nonce, at + len(b"nonce"))
    return None if at < 0 else (at, at + len(nonce))


def form_body(parameters: Mapping[str, object] | Iterable[tuple[str, object]]) -> bytes:
    """Return parameters URL-encoded in the given order (application/x-www-form-urlencoded)."""
    from urllib.parse import urlencode

    pairs = parameters.items() if isinstance(parameters, Mapping) else parameters
    try:
        return urlencode(list(pairs)).encode()
    except UnicodeEncodeError as error:
        raise InputError(
            "parameters",
            f"U+{ord(error.object[error.start]):04X} is half of a surrogate pair and has no UTF-8 form",
            hint="write the whole character",
        ) from None


def json_body(parameters: object) -> bytes:
    """Return parameters as compact JSON in the given order (application/json)."""
    import json

    return encode_text(json.dumps(parameters, separators=(",", ":"), ensure_ascii=False), "parameters")
