"""Rules about the private key and the API key. No message shows a byte of them."""

from __future__ import annotations

from explainer.diagnosis.checks.key_texts import (
    API_KEY_SIZE,
    BLANK,
    BYTE_ORDER_MARKS,
    INVISIBLE,
    KEY_SIZE,
    QUOTES,
    bare,
    decoded,
    is_hex,
    is_percent_encoded,
    is_placeholder,
    is_url_safe,
)
from explainer.diagnosis.checks.model import Hit, Rule, Subject, found
from explainer.errors import InputError
from explainer.secret import decode_base64, name_byte


def _size(text: bytes) -> int:
    """Return how many bytes a key's text stands for, -1 if it is no base64."""
    data = decoded(bare(text))
    return -1 if data is None else len(data)


def _empty(subject: Subject) -> Hit | None:
    return found(not bare(subject.secret))


def _swapped(subject: Subject) -> Hit | None:
    return found(_size(subject.secret) == API_KEY_SIZE and _size(subject.request.api_key) == KEY_SIZE)


def _equals_api_key(subject: Subject) -> Hit | None:
    key = bare(subject.secret)
    return found(key and key == bare(subject.request.api_key))


def _looks_like_api_key(subject: Subject) -> Hit | None:
    if _swapped(subject) or _equals_api_key(subject):
        return None
    return found(_size(subject.secret) == API_KEY_SIZE)


def _placeholder(subject: Subject) -> Hit | None:
    return found(is_placeholder(subject.secret.strip(BLANK)) or is_placeholder(bare(subject.secret)))


def _byte_order_mark(subject: Subject) -> Hit | None:
    return Hit(0) if subject.secret.startswith(BYTE_ORDER_MARKS) else None


def _invisible(subject: Subject) -> Hit | None:
    text = subject.secret
    start = next((len(mark) for mark in BYTE_ORDER_MARKS if text.startswith(mark)), 0)
    places = [at for sequence in INVISIBLE if (at := text.find(sequence, start)) >= 0]
    return Hit(min(places)) if places else None


def _quoted(subject: Subject) -> Hit | None:
    text = subject.secret.strip(BLANK)
    if text.startswith(QUOTES):
        return Hit(subject.secret.find(text))
    return Hit(subject.secret.find(text) + len(text) - 1) if text.endswith(QUOTES) else None


def _white_space(subject: Subject) -> Hit | None:
    for position, byte in enumerate(subject.secret):
        if byte in BLANK:
            return Hit(position, name_byte(byte)) if bare(subject.secret) else None
    return None


def _percent_encoded(subject: Subject) -> Hit | None:
    return found(is_percent_encoded(subject.secret))


def _url_safe(subject: Subject) -> Hit | None:
    key = bare(subject.secret)
    return found(is_url_safe(key) and len(key) > 20 and not is_placeholder(key))


def _padding_cut(subject: Subject) -> Hit | None:
    key = bare(subject.secret)
    stem = key.rstrip(b"=")
    missing = -len(stem) % 4 - (len(key) - len(stem))
    if decoded(key) is None or missing <= 0:
        return None
    return Hit(detail=f"{missing} '='")


def _cut(subject: Subject) -> Hit | None:
    key = bare(subject.secret).rstrip(b"=")
    return Hit(detail=f"{len(key)}") if len(key) % 4 == 1 and decoded(key + b"A") else None


def _not_base64(subject: Subject) -> Hit | None:
    key = bare(subject.secret)
    explained = (_placeholder, _percent_encoded, _url_safe, _padding_cut, _cut)
    if not key or any(rule(subject) for rule in explained):
        return None
    try:
        decode_base64(key)
    except InputError as error:
        position = error.position if key == subject.secret else None
        return Hit(position, f"{error.problem}; {error.hint}")
    return None


def _hex(subject: Subject) -> Hit | None:
    return found(is_hex(bare(subject.secret)))


def _encoded_twice(subject: Subject) -> Hit | None:
    once = decoded(bare(subject.secret))
    twice = None if once is None else decoded(once.strip(BLANK))
    return found(twice is not None and len(twice) == KEY_SIZE)


def _unusual_size(subject: Subject) -> Hit | None:
    size = _size(subject.secret)
    explained = (_hex, _encoded_twice, _padding_cut, _placeholder)
    if size in (-1, API_KEY_SIZE, KEY_SIZE) or any(rule(subject) for rule in explained):
        return None
    return Hit(detail=f"{size}")


def _published(subject: Subject) -> Hit | None:
    return found(subject.request.secret.published)


def _api_key_like_secret(subject: Subject) -> Hit | None:
    if _swapped(subject) or _equals_api_key(subject):
        return None
    return found(_size(subject.request.api_key) == KEY_SIZE)


def _api_key_placeholder(subject: Subject) -> Hit | None:
    return found(is_placeholder(subject.request.api_key.strip(BLANK)))


def _api_key_foreign(subject: Subject) -> Hit | None:
    if _api_key_placeholder(subject):
        return None
    for position, byte in enumerate(subject.request.api_key):
        if not (chr(byte).isalnum() and byte < 0x80) and byte not in b"+/=":
            return Hit(position, name_byte(byte))
    return None


def _api_key_size(subject: Subject) -> Hit | None:
    key = subject.request.api_key
    if not key or _api_key_foreign(subject) or _api_key_placeholder(subject):
        return None
    size = _size(key)
    return Hit(detail=f"{len(key)}") if size not in (API_KEY_SIZE, KEY_SIZE) else None


RULES = (
    Rule(
        "secret-empty",
        "error",
        "secret",
        "there is no private key; give it whole, as Kraken showed it when the API key was made",
        _empty,
    ),
    Rule(
        "keys-swapped",
        "error",
        "secret",
        "private key and API key are in each other's place (42 bytes here, 64 there): exchange them, and"
        " as the private key has travelled in the API-Key header, delete it on Kraken and make a new one",
        _swapped,
    ),
    Rule(
        "secret-equals-api-key",
        "error",
        "secret",
        "private key and API key are the same text; Kraken gives two, and the private key is the longer"
        " one, shown once when the key is made. If it is the private key and was sent, delete it on"
        " Kraken now and make a new one",
        _equals_api_key,
    ),
    Rule(
        "secret-looks-like-api-key",
        "warning",
        "secret",
        "this decodes to 42 bytes, which is what API keys have; private keys have 64 (88 characters):"
        " is the API key in the private key's place?",
        _looks_like_api_key,
    ),
    Rule(
        "secret-placeholder",
        "error",
        "secret",
        "this is a placeholder or a variable's name, not its value: find out why the private key was not"
        " loaded",
        _placeholder,
    ),
    Rule(
        "secret-byte-order-mark",
        "error",
        "secret",
        "the text begins with a byte order mark, which an editor put into the file: save it as UTF-8"
        " without one",
        _byte_order_mark,
    ),
    Rule(
        "secret-invisible-character",
        "error",
        "secret",
        "there is a character that cannot be seen (a zero-width or no-break space): copy the private key"
        " again from Kraken or remove that character",
        _invisible,
    ),
    Rule(
        "secret-quoted",
        "error",
        "secret",
        "there is a quote around the private key that belongs to the configuration file: remove it, or"
        " read the file with a parser that does",
        _quoted,
    ),
    Rule(
        "secret-white-space",
        "warning",
        "secret",
        "there is {detail} in the private key; some decoders skip white space and others fail or cut:"
        " strip the text before decoding",
        _white_space,
    ),
    Rule(
        "secret-percent-encoded",
        "error",
        "secret",
        "'+', '/' or '=' are percent-encoded: use the private key as Kraken shows it",
        _percent_encoded,
    ),
    Rule(
        "secret-url-safe",
        "error",
        "secret",
        "this is the URL-safe alphabet ('-' and '_'); Kraken writes private keys with '+' and '/', and"
        " several decoders drop the other two without a word: copy it again",
        _url_safe,
    ),
    Rule(
        "secret-padding-cut",
        "error",
        "secret",
        "{detail} at the end got lost, as happens with a double click or in configuration files; the"
        " result depends on the decoder: copy the private key again, whole",
        _padding_cut,
    ),
    Rule(
        "secret-cut",
        "error",
        "secret",
        "{detail} base64 characters cannot be a whole number of bytes: one is missing or too many; copy"
        " the private key again",
        _cut,
    ),
    Rule("secret-not-base64", "error", "secret", "this is no base64: {detail}", _not_base64),
    Rule(
        "secret-is-hex",
        "warning",
        "secret",
        "this is hex; Kraken shows private keys as 88 characters of base64: give that text",
        _hex,
    ),
    Rule(
        "secret-encoded-twice",
        "warning",
        "secret",
        "this decodes to a text that is base64 itself, as if the private key had been encoded once more:"
        " take it as Kraken shows it",
        _encoded_twice,
    ),
    Rule(
        "secret-unusual-size",
        "warning",
        "secret",
        "this decodes to {detail} bytes; private keys of Spot have 64 (88 characters): was it cut, or does"
        " it belong to something else?",
        _unusual_size,
    ),
    Rule(
        "secret-published",
        "hint",
        "secret",
        "this is an example key that is published: good for comparing signatures, and refused by Kraken",
        _published,
    ),
    Rule(
        "api-key-looks-like-secret",
        "error",
        "api_key",
        "this decodes to 64 bytes, which is what private keys have; API keys have 42 (56 characters). If"
        " it is the private key and was sent, delete it on Kraken and make a new one",
        _api_key_like_secret,
    ),
    Rule(
        "api-key-placeholder",
        "error",
        "api_key",
        "this is a placeholder or a variable's name, not its value: find out why the API key was not loaded",
        _api_key_placeholder,
    ),
    Rule(
        "api-key-foreign-character",
        "error",
        "api_key",
        "there is {detail}, which no API key has: remove it, or Kraken answers EAPI:Invalid key",
        _api_key_foreign,
    ),
    Rule(
        "api-key-unusual-size",
        "hint",
        "api_key",
        "this has {detail} characters; API keys of Spot have 56: was it cut, or is it the key of another"
        " product?",
        _api_key_size,
    ),
)
