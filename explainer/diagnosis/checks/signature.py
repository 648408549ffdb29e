"""Rules about the API-Sign that somebody's code made: what it is, before asking what it signs."""

from __future__ import annotations

import re

from explainer.diagnosis.checks.key_texts import (
    BLANK,
    KEY_SIZE,
    QUOTES,
    bare,
    decoded,
    is_hex,
    is_percent_encoded,
    is_url_safe,
)
from explainer.diagnosis.checks.model import FOUND, Hit, Rule, Subject, found

_SHA256_SIZE = 32
_SHA1_SIZE = 20
_FULL_STEM = 86
"""Characters of 64 bytes in base64, without padding."""
_LEAST_LETTERS = 40
_OBJECT = re.compile(
    rb"\[object [A-Za-z]|Promise\b|undefined$|null$|None$|NaN$|nil$|true$|false$|<|\[B@|System\.Byte\[\]"
    rb"|Array$|\{|\[|#<|0x[0-9A-Fa-f]{6,16}$"
)
_HEADER = re.compile(rb"\s{0,9}API-Sign\s{0,9}:", re.IGNORECASE)
_BYTES = re.compile(rb"b(['\"])")
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")


def _text(subject: Subject) -> bytes | None:
    """Return the signature as it was given, as UTF-8."""
    text = subject.request.signature
    return None if text is None else text.encode(errors="surrogatepass")


def _core(text: bytes) -> bytes:
    """Return the signature without header name, quotes, b'', white space and percent-encoding."""
    header = _HEADER.match(text)
    text = text[header.end() :].strip(BLANK) if header else text.strip(BLANK)
    is_bytes = _BYTES.match(text)
    if is_bytes and text.endswith(is_bytes[1]):
        text = text[1:]
    text = bare(text)
    return _PERCENT.sub(lambda code: bytes([int(code[1], 16)]), text) if is_percent_encoded(text) else text


def _mac(text: bytes) -> bytes | None:
    """Return the bytes that hex or base64 of any kind stands for."""
    core = _core(text)
    return bytes.fromhex(core.decode()) if is_hex(core) else decoded(core)


def _is_object(text: bytes) -> bool:
    return bool(_OBJECT.match(text.strip(BLANK)))


def _is_secret(subject: Subject) -> Hit | None:
    text = _text(subject)
    secret = bare(subject.secret)
    if not text or not secret:
        return None
    key = decoded(secret)
    return found(
        secret in (_core(text), bare(text), text)
        or (key is not None and len(key) > _SHA1_SIZE and _mac(text) in (key, secret))
    )


def _is_api_key(subject: Subject) -> Hit | None:
    text, key = _text(subject), bare(subject.request.api_key)
    return found(text and key and _core(text) == key and not _is_secret(subject))


def _empty(subject: Subject) -> Hit | None:
    text = _text(subject)
    return found(text is not None and not _core(text))


def _object(subject: Subject) -> Hit | None:
    return found(_is_object(_text(subject) or b""))


def _python_bytes(subject: Subject) -> Hit | None:
    text = (_text(subject) or b"").strip(BLANK)
    start = _BYTES.match(text)
    return found(start and len(text) > 2 and text.endswith(start[1]))


def _header_name(subject: Subject) -> Hit | None:
    return found(_HEADER.match(_text(subject) or b""))


def _quoted(subject: Subject) -> Hit | None:
    text = (_text(subject) or b"").strip(BLANK)
    return found(not _python_bytes(subject) and (text.startswith(QUOTES) or text.endswith(QUOTES)))


def _wrapped(subject: Subject) -> Hit | None:
    text = (subject.request.signature or "").rstrip()
    start = len(text) - len(text.lstrip())
    places = [at for mark in "\r\n" if (at := text.find(mark, start)) >= 0]
    return Hit(min(places)) if places else None


def _white_space(subject: Subject) -> Hit | None:
    text = subject.request.signature or ""
    if not text.strip() or _is_object(text.encode(errors="replace")) or _header_name(subject):
        return None
    end = len(text.rstrip())
    for position, character in enumerate(text):
        if character.isspace() and (character not in "\r\n" or position >= end):
            return Hit(position)
    return Hit(0) if text[0].isspace() else None


def _percent(subject: Subject) -> Hit | None:
    return found(is_percent_encoded(_text(subject) or b""))


def _url_safe(subject: Subject) -> Hit | None:
    core = _core(_text(subject) or b"")
    return found(is_url_safe(core) and len(core) > 20)


def _unpadded(subject: Subject) -> Hit | None:
    core = _core(_text(subject) or b"")
    mac = decoded(core)
    return found(mac is not None and len(mac) == KEY_SIZE and len(core) == _FULL_STEM)


def _hex(subject: Subject) -> Hit | None:
    return found(is_hex(_core(_text(subject) or b"")))


def _sha256_size(subject: Subject) -> Hit | None:
    mac = _mac(_text(subject) or b"")
    return found(mac is not None and len(mac) == _SHA256_SIZE)


def _sha1_size(subject: Subject) -> Hit | None:
    mac = _mac(_text(subject) or b"")
    return found(mac is not None and len(mac) == _SHA1_SIZE)


def _hex_encoded(subject: Subject) -> Hit | None:
    mac = _mac(_text(subject) or b"")
    return found(mac is not None and is_hex(mac.strip(BLANK)))


def _encoded_twice(subject: Subject) -> Hit | None:
    mac = _mac(_text(subject) or b"")
    inner = None if mac is None or _hex_encoded(subject) else decoded(mac.strip(BLANK))
    return found(inner is not None and len(inner) == KEY_SIZE)


_EXPLAINED = (_is_secret, _is_api_key, _hex_encoded, _encoded_twice, _object)


def _unusual_size(subject: Subject) -> Hit | None:
    mac = _mac(_text(subject) or b"")
    if mac is None or len(mac) in (_SHA1_SIZE, _SHA256_SIZE, KEY_SIZE):
        return None
    return None if any(rule(subject) for rule in _EXPLAINED) else Hit(detail=f"{len(mac)}")


def _one_case(subject: Subject) -> Hit | None:
    core = _core(_text(subject) or b"")
    mac = None if is_hex(core) else decoded(core)
    if mac is None or len(mac) != KEY_SIZE or core not in (core.lower(), core.upper()):
        return None
    return found(sum(chr(byte).isalpha() for byte in core) >= _LEAST_LETTERS)


def _not_base64(subject: Subject) -> Hit | None:
    text = _text(subject) or b""
    core = _core(text)
    if not core or _mac(text) is not None or any(rule(subject) for rule in (_is_secret, _object)):
        return None
    for position, byte in enumerate(core):
        if not (chr(byte).isalnum() and byte < 0x80) and byte not in b"+/=-_":
            return Hit(position) if core == text else FOUND
    return FOUND


RULES = (
    Rule(
        "signature-is-secret",
        "error",
        "signature",
        "THIS IS THE PRIVATE KEY, not a signature. It has left your machine in a header: delete that API"
        " key on Kraken now and make a new one; then send the base64 of the HMAC-SHA512 instead",
        _is_secret,
    ),
    Rule(
        "signature-is-api-key",
        "error",
        "signature",
        "this is the API key, which goes into the API-Key header; API-Sign takes the base64 of the HMAC",
        _is_api_key,
    ),
    Rule(
        "signature-empty",
        "error",
        "signature",
        "the signature is empty: the code sends a variable that was never set, or encodes a Promise",
        _empty,
    ),
    Rule(
        "signature-is-object-text",
        "error",
        "signature",
        "this is how the language prints an object, not the bytes of a MAC: await the Promise, call"
        " digest() or toString with base64, and encode what it gives",
        _object,
    ),
    Rule(
        "signature-is-python-bytes",
        "error",
        "signature",
        "the b and the quotes come from str() on bytes: decode() them instead",
        _python_bytes,
    ),
    Rule(
        "signature-has-header-name",
        "error",
        "signature",
        "the name of the header is part of the text: give the value alone",
        _header_name,
    ),
    Rule(
        "signature-quoted",
        "error",
        "signature",
        "there are quotes around the signature: remove them",
        _quoted,
    ),
    Rule(
        "signature-wrapped",
        "error",
        "signature",
        "there is a line break in the signature, so the header is cut or refused; the encoder wraps its"
        " lines: base64 -w 0, openssl base64 -A, strict_encode64, or remove line feeds",
        _wrapped,
    ),
    Rule(
        "signature-white-space",
        "error",
        "signature",
        "there is white space in or around the signature: strip the text before it goes into the header",
        _white_space,
    ),
    Rule(
        "signature-percent-encoded",
        "error",
        "signature",
        "'+', '/' or '=' are percent-encoded, which is for URLs: send the header's value as it is",
        _percent,
    ),
    Rule(
        "signature-url-safe",
        "error",
        "signature",
        "this is the URL-safe alphabet ('-' and '_'): use the standard base64 encoder, with '+' and '/'",
        _url_safe,
    ),
    Rule(
        "signature-unpadded",
        "warning",
        "signature",
        "the '==' at the end is missing; Kraken probably accepts it, but append it to be sure",
        _unpadded,
    ),
    Rule(
        "signature-is-hex",
        "error",
        "signature",
        "this is hex; API-Sign is the base64 of the MAC's bytes: take digest(), not hexdigest(), and"
        " encode it",
        _hex,
    ),
    Rule(
        "signature-of-32-bytes",
        "error",
        "signature",
        "these are 32 bytes, as SHA-256 gives them; the HMAC is made with SHA-512, which gives 64",
        _sha256_size,
    ),
    Rule(
        "signature-of-20-bytes",
        "error",
        "signature",
        "these are 20 bytes, as SHA-1 gives them; the HMAC is made with SHA-512, which gives 64",
        _sha1_size,
    ),
    Rule(
        "signature-is-encoded-hex",
        "error",
        "signature",
        "this is base64 of hex text: encode the MAC's 64 bytes, not the text that prints them",
        _hex_encoded,
    ),
    Rule(
        "signature-encoded-twice",
        "error",
        "signature",
        "this is base64 of base64: encode once",
        _encoded_twice,
    ),
    Rule(
        "signature-unusual-size",
        "error",
        "signature",
        "these are {detail} bytes, and HMAC-SHA512 gives 64: was the signature cut, or made by another hash?",
        _unusual_size,
    ),
    Rule(
        "signature-in-one-case",
        "warning",
        "signature",
        "all letters have one case, and base64 tells upper from lower: find what folds it",
        _one_case,
    ),
    Rule(
        "signature-not-base64",
        "error",
        "signature",
        "this is neither base64 nor hex, so it holds no MAC: look at what the code puts into API-Sign",
        _not_base64,
    ),
)
