"""Rules about the URI path: /0/private/ and the method's name, nothing around it."""

from __future__ import annotations

import re

from explainer.diagnosis.checks.model import Hit, Rule, Subject, found
from explainer.secret import name_byte

_PREFIX = b"/0/private/"
_SCHEME = re.compile(rb"[A-Za-z]{1,9}://")
_HOST = re.compile(rb"/{0,2}[A-Za-z0-9.-]{1,80}\.(?:com|io|net|org)(?::[0-9]{1,5})?(?=/|$)")
_VERSION = re.compile(rb"/?(?:api/)?(?:v?[0-9]{1,3}|v[0-9.]{1,5})/private(?:/|$)", re.IGNORECASE)
_PUBLIC = re.compile(rb"/?(?:[0-9]/)?public(?:/|$)", re.IGNORECASE)
_DERIVATIVES = re.compile(rb"/(?:derivatives/)?api/(?:auth/)?v[0-9]/")
_PERCENT = re.compile(rb"%[0-9A-Fa-f]{2}")
_TEMPLATE = re.compile(rb"[{}<>$]|/:[A-Za-z]|\[object |/(?:undefined|null|None|NaN)(?:/|$)")


def _kind(path: bytes) -> str:
    """Return what is wrong with how the path begins, in a word; "" if nothing."""
    if not path:
        return "empty"
    if _SCHEME.match(path) or _HOST.match(path):
        return "host"
    if path.startswith(_PREFIX) or path == _PREFIX[:-1]:
        return ""
    if path.lower().startswith(_PREFIX):
        return "case"
    if re.sub(rb"/+", b"/", path[:80]).startswith(_PREFIX):
        return "double slash"
    if path.startswith(_PREFIX[1:]):
        return "no slash"
    if path.startswith((b"/private/", b"private/")):
        return "no version"
    if _PUBLIC.match(path):
        return "public"
    if _DERIVATIVES.match(path):
        return "derivatives"
    return "version" if _VERSION.match(path) else "other"


def _without_host(path: bytes) -> tuple[bytes, int]:
    """Return the path from its first slash behind scheme and host, and how many bytes came before."""
    scheme = _SCHEME.match(path)
    start = scheme.end() if scheme else 0
    host = _HOST.match(path, start)
    if host or scheme:
        slash = path.find(b"/", host.end() if host else start)
        start = slash if slash >= 0 else len(path)
    return path[start:], start


def _empty(subject: Subject) -> Hit | None:
    return found(_kind(subject.request.path) == "empty")


def _host(subject: Subject) -> Hit | None:
    return found(_kind(subject.request.path) == "host")


def _public(subject: Subject) -> Hit | None:
    return found(_kind(subject.request.path) == "public")


def _derivatives(subject: Subject) -> Hit | None:
    return found(_kind(subject.request.path) == "derivatives")


def _no_slash(subject: Subject) -> Hit | None:
    return found(_kind(subject.request.path) == "no slash")


def _no_version(subject: Subject) -> Hit | None:
    return found(_kind(subject.request.path) == "no version")


def _other_version(subject: Subject) -> Hit | None:
    return found(_kind(subject.request.path) == "version")


def _not_private(subject: Subject) -> Hit | None:
    return found(_kind(subject.request.path) == "other")


def _double_slash(subject: Subject) -> Hit | None:
    path, before = _without_host(subject.request.path)
    at = path.find(b"//")
    return Hit(before + at) if at >= 0 else None


def _fragment(subject: Subject) -> Hit | None:
    at = subject.request.path.find(b"#")
    return Hit(at) if at >= 0 else None


def _query_at(subject: Subject) -> int:
    return subject.request.path.partition(b"#")[0].find(b"?")


def _parameters(subject: Subject) -> Hit | None:
    at = _query_at(subject)
    return Hit(at) if at >= 0 and b"=" in subject.request.path[at:] else None


def _query(subject: Subject) -> Hit | None:
    at = _query_at(subject)
    return Hit(at) if at >= 0 and not _parameters(subject) else None


def _foreign(subject: Subject) -> Hit | None:
    for position, byte in enumerate(subject.request.path):
        if not 0x20 < byte < 0x7F or byte in b"\"'\\`":
            return Hit(position, name_byte(byte))
    return None


def _template(subject: Subject) -> Hit | None:
    path, before = _without_host(subject.request.path)
    filled = _TEMPLATE.search(path)
    return Hit(before + filled.start()) if filled else None


def _no_method(subject: Subject) -> Hit | None:
    return found(subject.request.path in (_PREFIX, _PREFIX[:-1]))


def _trailing_slash(subject: Subject) -> Hit | None:
    path = subject.request.path
    return Hit(len(path) - 1) if path.endswith(b"/") and len(path) > 1 and not _no_method(subject) else None


def _case(subject: Subject) -> Hit | None:
    path = subject.request.path
    kind = _kind(path)
    if kind == "case":
        return Hit(next(at for at, (a, b) in enumerate(zip(path, _PREFIX, strict=False)) if a != b))
    name = path[len(_PREFIX) : len(_PREFIX) + 1]
    return Hit(len(_PREFIX)) if not kind and name.islower() else None


def _percent(subject: Subject) -> Hit | None:
    escape = _PERCENT.search(subject.request.path)
    return Hit(escape.start()) if escape else None


RULES = (
    Rule(
        "path-empty",
        "error",
        "path",
        "there is no path: sign the URI path of the call, for instance /0/private/Balance",
        _empty,
    ),
    Rule(
        "path-has-host",
        "error",
        "path",
        "the host is part of the path: sign the path alone, from /0/private on",
        _host,
    ),
    Rule(
        "path-is-public",
        "error",
        "path",
        "public endpoints take no signature: send the call without API-Key and API-Sign, or call a"
        " private one",
        _public,
    ),
    Rule(
        "path-of-derivatives",
        "error",
        "path",
        "this is a path of Kraken Derivatives, which has its own keys, headers and recipe; Spot's begin with"
        " /0/private/",
        _derivatives,
    ),
    Rule(
        "path-without-slash",
        "error",
        "path",
        "the path begins without a slash: put one in front, as in the URL",
        _no_slash,
    ),
    Rule(
        "path-without-version",
        "error",
        "path",
        "the version is missing: sign /0/private/..., as in the URL",
        _no_version,
    ),
    Rule(
        "path-of-other-version",
        "error",
        "path",
        "Spot has version 0 only: sign /0/private/..., as in the URL",
        _other_version,
    ),
    Rule(
        "path-not-private",
        "error",
        "path",
        "this is not the path of a private call: sign /0/private/ and the method's name, for instance"
        " /0/private/Balance, not the name alone",
        _not_private,
    ),
    Rule(
        "path-double-slash",
        "error",
        "path",
        "there are two slashes in a row, where base URL and path were joined: write one",
        _double_slash,
    ),
    Rule(
        "path-has-fragment",
        "error",
        "path",
        "a fragment ('#' and what follows) is never sent to a server: remove it",
        _fragment,
    ),
    Rule(
        "path-foreign-character",
        "error",
        "path",
        "there is {detail} in the path, which no path of Kraken has: remove it",
        _foreign,
    ),
    Rule(
        "path-is-template",
        "error",
        "path",
        "a placeholder was not filled in: print the path where it is signed",
        _template,
    ),
    Rule(
        "path-without-method",
        "warning",
        "path",
        "the method's name is missing: sign the whole path, for instance /0/private/Balance",
        _no_method,
    ),
    Rule(
        "path-has-parameters",
        "warning",
        "path",
        "parameters stand in the URL: Spot takes them in the body of a POST, and the path is signed without"
        " a query",
        _parameters,
    ),
    Rule("path-has-query", "warning", "path", "the path is signed without '?' and what follows", _query),
    Rule(
        "path-trailing-slash",
        "warning",
        "path",
        "Kraken's paths have no slash at the end: remove it from what is signed and from what is called",
        _trailing_slash,
    ),
    Rule(
        "path-wrong-case",
        "warning",
        "path",
        "Kraken writes /0/private/ in small letters and the method with a capital, and the signature tells"
        " them apart: sign the path exactly as the documentation has it",
        _case,
    ),
    Rule(
        "path-percent-encoded",
        "warning",
        "path",
        "the path is percent-encoded; none of Kraken's needs it: sign the plain path",
        _percent,
    ),
)
