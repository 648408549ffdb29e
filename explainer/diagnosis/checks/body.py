"""Rules about the body as text: what does not belong there, and what is likely to be changed on its way.

A spelling is never an error: any that is both hashed and sent is right.
"""

from __future__ import annotations

import re

from explainer.diagnosis.checks.key_texts import INVISIBLE
from explainer.diagnosis.checks.model import Hit, Rule, Subject, found
from explainer.pipeline.traced import shared_prefix
from explainer.secret import name_byte

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_ENCODED_TWICE = re.compile(rb"%25[0-9A-Fa-f]{2}")
_ENCODED_SIGN = re.compile(rb"%3[Dd]")
_STRAY_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_LINE_BREAK = re.compile(rb"[\r\n]")
_UNENCODED = re.compile(rb"[\[\]{}\"<>\\^`|/:,;@?#$]")
_ASCII = re.compile(rb"[\x00-\x7f]*")


def _first(pattern: re.Pattern[bytes], subject: Subject) -> Hit | None:
    match = pattern.search(subject.request.body)
    return Hit(match.start(), name_byte(match[0][0])) if match else None


def _is_form(subject: Subject) -> bool:
    return subject.body.kind == "form"


def _differs(subject: Subject) -> Hit | None:
    sent, signed = subject.sent_body, subject.request.body
    return None if sent in (None, signed) else Hit(shared_prefix(signed, sent or b""))


def _broken_json(subject: Subject) -> Hit | None:
    return found(subject.body.kind == "broken-json")


def _multipart(subject: Subject) -> Hit | None:
    return found(subject.body.kind == "multipart")


def _utf16(subject: Subject) -> Hit | None:
    body = subject.request.body
    return found(len(body) > 3 and (not any(body[1::2]) or not any(body[::2])))


def _whole_encoded(subject: Subject) -> Hit | None:
    return _first(_ENCODED_SIGN, subject) if subject.body.kind == "text" else None


def _no_fields(subject: Subject) -> Hit | None:
    return found(subject.body.kind == "text" and not (_whole_encoded(subject) or _utf16(subject)))


def _html_separator(subject: Subject) -> Hit | None:
    at = subject.request.body.find(b"&amp;")
    return Hit(at) if at >= 0 and _is_form(subject) else None


def _byte_order_mark(subject: Subject) -> Hit | None:
    return Hit(0) if subject.request.body.startswith(_BYTE_ORDER_MARK) else None


def _invisible(subject: Subject) -> Hit | None:
    body = subject.request.body
    start = len(_BYTE_ORDER_MARK) if body.startswith(_BYTE_ORDER_MARK) else 0
    upper = body.upper()
    encoded = ["".join(f"%{byte:02X}" for byte in sequence).encode() for sequence in INVISIBLE]
    places = [at for sequence in INVISIBLE if (at := body.find(sequence, start)) >= 0]
    places += [at for sequence in encoded if (at := upper.find(sequence)) >= 0]
    return Hit(min(places)) if places else None


def _trailing_line_break(subject: Subject) -> Hit | None:
    body = subject.request.body
    end = len(body.rstrip(b"\r\n"))
    return Hit(end, name_byte(body[end])) if end < len(body) else None


def _line_break(subject: Subject) -> Hit | None:
    body = subject.request.body.rstrip(b"\r\n")
    match = _LINE_BREAK.search(body) if _is_form(subject) else None
    return Hit(match.start(), name_byte(match[0][0])) if match else None


def _encoded_twice(subject: Subject) -> Hit | None:
    return _first(_ENCODED_TWICE, subject) if _is_form(subject) else None


def _stray_percent(subject: Subject) -> Hit | None:
    return _first(_STRAY_PERCENT, subject) if _is_form(subject) else None


def _raw_space(subject: Subject) -> Hit | None:
    at = subject.request.body.find(b" ")
    return Hit(at) if at >= 0 and _is_form(subject) else None


def _raw_bytes(subject: Subject) -> Hit | None:
    body = subject.request.body.removeprefix(_BYTE_ORDER_MARK)
    before = len(subject.request.body) - len(body)
    plain = _ASCII.match(body)
    end = plain.end() if plain else 0
    return Hit(before + end) if end < len(body) and _is_form(subject) else None


def _not_utf8(subject: Subject) -> Hit | None:
    try:
        subject.request.body.decode()
    except UnicodeDecodeError as error:
        return Hit(error.start)
    return None


def _unencoded(subject: Subject) -> Hit | None:
    return _first(_UNENCODED, subject) if _is_form(subject) else None


def _loose_separator(subject: Subject) -> Hit | None:
    body = subject.request.body.rstrip(b"\r\n")
    if not _is_form(subject):
        return None
    if body.startswith((b"&", b"?")):
        return Hit(0)
    at = body.find(b"&&")
    return Hit(at) if at >= 0 else Hit(len(body) - 1) if body.endswith(b"&") else None


RULES = (
    Rule(
        "body-differs-from-sent",
        "error",
        "body",
        "the body that is sent is not the one that is signed: encode once, keep the text, sign it and hand"
        " the very text to the HTTP client",
        _differs,
    ),
    Rule(
        "body-is-broken-json",
        "error",
        "body",
        "this begins like JSON and is none: let a JSON encoder write it, and look for single quotes and cuts",
        _broken_json,
    ),
    Rule(
        "body-is-multipart",
        "error",
        "body",
        "this is multipart/form-data; Kraken takes URL-encoded forms or JSON: in PHP and curl pass a string,"
        " not an array, in JavaScript URLSearchParams and not FormData",
        _multipart,
    ),
    Rule(
        "body-is-utf-16",
        "error",
        "body",
        "every other byte is zero, so this text is UTF-16: encode it as UTF-8, for hashing and for sending",
        _utf16,
    ),
    Rule(
        "body-encoded-as-a-whole",
        "error",
        "body",
        "'=' and '&' are percent-encoded, too: encode names and values one by one, then join them",
        _whole_encoded,
    ),
    Rule(
        "body-html-separator",
        "error",
        "body",
        "fields are joined with &amp;, so their names begin with 'amp;': join with a plain '&'; in PHP"
        " http_build_query($fields, '', '&')",
        _html_separator,
    ),
    Rule(
        "body-no-fields",
        "warning",
        "body",
        "this is neither name=value pairs nor a JSON object: show exactly what is sent",
        _no_fields,
    ),
    Rule(
        "body-byte-order-mark",
        "warning",
        "body",
        "the body begins with a byte order mark, so its first field has another name: save or read the file"
        " without it",
        _byte_order_mark,
    ),
    Rule(
        "body-invisible-character",
        "warning",
        "body",
        "there is a character that cannot be seen, as comes with copying from a page: remove it",
        _invisible,
    ),
    Rule(
        "body-not-utf-8",
        "warning",
        "body",
        "from here on the bytes are no UTF-8, as in another code page: encode text as UTF-8",
        _not_utf8,
    ),
    Rule(
        "body-trailing-line-break",
        "warning",
        "body",
        "the body ends with {detail}, as echo, here-documents and editors add it; many clients do not send"
        " it: use printf %s, and check that hash and request agree",
        _trailing_line_break,
    ),
    Rule(
        "body-line-break",
        "warning",
        "body",
        "there is {detail} inside the body: encode it if it belongs to a value, remove it if not",
        _line_break,
    ),
    Rule(
        "body-encoded-twice",
        "warning",
        "body",
        "this looks percent-encoded twice (%25 and two more digits): encode values once",
        _encoded_twice,
    ),
    Rule(
        "body-stray-percent",
        "warning",
        "body",
        "here a '%' is not followed by two digits of hex: encode it as %25",
        _stray_percent,
    ),
    Rule(
        "body-raw-space",
        "warning",
        "body",
        "a space stands unencoded; most clients encode it on their way: write '+' or %20 before signing",
        _raw_space,
    ),
    Rule(
        "body-raw-bytes",
        "warning",
        "body",
        "there are characters outside ASCII, unencoded; most clients encode them on their way: percent-encode"
        " their UTF-8 bytes before signing",
        _raw_bytes,
    ),
    Rule(
        "body-unencoded-character",
        "hint",
        "body",
        "{detail} stands unencoded: right if it is sent so, but some clients encode it after the signing",
        _unencoded,
    ),
    Rule(
        "body-loose-separator",
        "hint",
        "body",
        "there is a separator with no field beside it: right if it is sent so, but some clients drop it",
        _loose_separator,
    ),
)
