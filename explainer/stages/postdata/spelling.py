"""Which characters of the hashed form are escaped, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from explainer.pipeline.model import Mistake
from explainer.stages.escaping import (
    DOTNET_HTTP,
    PHP_FORM,
    PYTHON_PLUS,
    PYTHON_QUOTE,
    RFC_3986,
    URI,
    URI_COMPONENT,
    WHATWG_FORM,
    Escaping,
    unescape,
)
from explainer.stages.otherwise import ending, otherwise
from explainer.stages.postdata.bodies import require_form
from explainer.stages.postdata.entry import SEND_THE_SIGNED_TEXT, entry
from explainer.stages.postdata.json_spelling import JSON_SPELLING, any_json
from explainer.stages.postdata.memory import by_size

_Bytes = Callable[[bytes], bytes]


def _parts(change: _Bytes, *, names: bool = True) -> _Bytes:
    """Change each value of a form, and each name unless told otherwise, as they are escaped there."""

    def respelled(raw: bytes) -> bytes:
        name, equals, value = raw.partition(b"=")
        return (change(name) if names else name) + equals + change(value)

    choose = by_size(respelled)

    def changed(body: bytes) -> bytes:
        require_form(body)
        return b"&".join(map(choose(len(body)), body.split(b"&")))

    return changed


def _escaped(rules: Callable[[bytes], bytes]) -> _Bytes:
    return _parts(lambda part: rules(unescape(part)))


def _replacing(*pairs: tuple[bytes, bytes]) -> _Bytes:
    def change(part: bytes) -> bytes:
        for old, new in pairs:
            part = part.replace(old, new)
        return part

    return _parts(change)


class _Row(NamedTuple):
    id: str
    title: str
    change: _Bytes
    why: str
    languages: tuple[str, ...]
    needs: str = ""
    seen: int = 0
    source: str = ""
    fix: str = SEND_THE_SIGNED_TEXT


_ESCAPED_CHARACTER = "a character that is written in more than one way"
_ESCAPE = "an escaped character"
_JL = "https://github.com/btschwertfeger/KrakenEx.jl commit f23bca6"
_WRAPPER = "https://github.com/cthacker-udel/Java-Kraken-API-Wrapper commit eb22928"
_VALUES_ALONE = "Encode each value alone, before it is joined with '=' and '&', and encode it once."

_OTHERS = "escaped-by-another-encoder"
_ROWS = (
    _Row(
        "values-not-escaped",
        "The hashed text has its values without percent-encoding",
        _parts(unescape),
        "name=value pairs are joined by hand for the hash, and the HTTP client percent-encodes what it"
        " sends. It works until a value holds what is escaped: '/', '+', '%', a comma, a space.",
        ("Python", "Julia", "C#", "PowerShell", "JavaScript"),
        _ESCAPE,
        10,
        _JL,
        "Percent-encode each value for the text that is hashed, and send that same text.",
    ),
    _Row(
        "values-escaped-twice",
        "The values are percent-encoded twice: %2F becomes %252F",
        _parts(RFC_3986),
        "The values are encoded by hand, and the function that joins them encodes them again.",
        ("Java", "C#", "JavaScript"),
        _ESCAPE,
        1,
        _WRAPPER,
        _VALUES_ALONE,
    ),
    _Row(
        "values-escaped-twice-names-once",
        "The values are percent-encoded twice, the names once",
        _parts(RFC_3986, names=False),
        "Each value is encoded by hand, and the function that joins names and values encodes both.",
        ("Python", "PHP", "JavaScript"),
        "an escaped character in a name and in a value",
        0,
        "",
        _VALUES_ALONE,
    ),
    _Row(
        "whole-escaped",
        "The whole text is percent-encoded, '=' and '&' too",
        PYTHON_PLUS,
        "The encoder is called on the finished text: '=' and '&' become %3D and %26.",
        ("Java", "C#", "Python"),
        "",
        2,
        _WRAPPER,
        _VALUES_ALONE,
    ),
    _Row(
        "whole-escaped-percent-20",
        "The whole text is percent-encoded, with %20 for a space",
        RFC_3986,
        "rawurlencode, EscapeDataString or quote is called on the finished text.",
        ("PHP", "C#", "Python"),
        "",
        0,
        "",
        _VALUES_ALONE,
    ),
    _Row(
        "space-as-percent-20",
        "A space is hashed as %20 and sent as '+'",
        _replacing((b"+", b"%20")),
        "encodeURIComponent, querystring and rawurlencode write %20; URLSearchParams, urlencode and"
        " http_build_query write '+'.",
        ("JavaScript", "PHP", "Python", "Swift"),
        "a space sent as '+'",
        1,
    ),
    _Row(
        "space-as-plus",
        "A space is hashed as '+' and sent as %20",
        _replacing((b"%20", b"+")),
        "URLSearchParams, urlencode and http_build_query write '+'; encodeURIComponent, querystring and"
        " rawurlencode write %20.",
        ("JavaScript", "PHP", "Python", "Java"),
        "a space sent as %20",
        1,
    ),
    _Row(
        "plus-left-bare",
        "A plus sign is hashed bare, not as %2B",
        _replacing((b"%2B", b"+"), (b"%2b", b"+")),
        "URLComponents leaves a '+' in a value alone, and the server reads it as a space.",
        ("Swift", "JavaScript"),
        "a plus sign in a value",
        1,
        "https://github.com/antoniocasero/Kraken",
    ),
    *[
        _Row(
            f"{name}-left-bare",
            f"{words} hashed bare and sent as {escaped}",
            _replacing((escaped.encode(), character), (escaped.lower().encode(), character)),
            f"The encoder that writes the text to be hashed leaves {character.decode()!r} alone, the"
            " one that writes the body does not.",
            languages,
            f"the character {character.decode()} in the body",
        )
        for name, words, character, escaped, languages in (
            ("slash", "A slash is", b"/", "%2F", ("Python", "Go", "Perl")),
            ("comma", "A comma is", b",", "%2C", ("Python", "Perl", "C#")),
            ("colon", "A colon is", b":", "%3A", ("Perl", "Go", "JavaScript")),
        )
    ],
    _Row(
        "brackets-left-bare",
        "Square brackets are hashed bare and sent as %5B and %5D",
        _replacing((b"%5B", b"["), (b"%5b", b"["), (b"%5D", b"]"), (b"%5d", b"]")),
        "qs with encodeValuesOnly, and code that writes close[price]= by hand, leave names alone.",
        ("JavaScript", "PHP", "Ruby"),
        "brackets in the body",
    ),
    _Row(
        "escaped-as-urlencode",
        "The hashed text is escaped by Python's or Go's form rules",
        _escaped(PYTHON_PLUS),
        "urlencode and url.Values.Encode escape all but letters, digits and _.-~ and write '+' for a"
        " space; the body is written by another encoder.",
        ("Python", "Go"),
        _ESCAPED_CHARACTER,
        1,
    ),
    _Row(
        "escaped-as-rfc-3986",
        "The hashed text is escaped by RFC 3986, with %20 for a space",
        _escaped(RFC_3986),
        "rawurlencode, Uri.EscapeDataString and curl_easy_escape escape all but letters, digits and"
        " _.-~; the body is written by another encoder.",
        ("PHP", "C#", "C", "JavaScript"),
        _ESCAPED_CHARACTER,
        1,
    ),
    _Row(
        "escaped-as-python-quote",
        "The hashed text is escaped by Python's quote, '/' left bare",
        _escaped(PYTHON_QUOTE),
        "urllib.parse.quote leaves '/' alone unless it is told not to, and writes %20 for a space.",
        ("Python",),
        _ESCAPED_CHARACTER,
    ),
    _Row(
        "escaped-as-uri-component",
        "The hashed text is escaped by encodeURIComponent",
        _escaped(URI_COMPONENT),
        "encodeURIComponent and querystring leave !*'() alone and write %20 for a space; URLSearchParams"
        " does neither.",
        ("JavaScript", "TypeScript", "Perl"),
        _ESCAPED_CHARACTER,
        1,
    ),
    _Row(
        _OTHERS,
        "The hashed text is escaped by encodeURI",
        _escaped(URI),
        "Encoders differ in what they leave alone and how they write a space: encodeURI and"
        " Uri.EscapeUriString, made for whole addresses, leave ;/?:@&=+$,# alone.",
        ("JavaScript", "C#", "Java", "Swift", "Ruby"),
        _ESCAPED_CHARACTER,
    ),
    _Row(
        "escaped-as-urlsearchparams",
        "The hashed text is escaped as URLSearchParams does",
        _escaped(WHATWG_FORM),
        "URLSearchParams, Java's URLEncoder and Ruby's encode_www_form leave '*' alone, escape '~' and"
        " write '+' for a space.",
        ("JavaScript", "Java", "Ruby"),
        _ESCAPED_CHARACTER,
        1,
    ),
    _Row(
        "escaped-as-php",
        "The hashed text is escaped as PHP's urlencode does",
        _escaped(PHP_FORM),
        "urlencode and http_build_query escape all but letters, digits and _.- and write '+' for a space.",
        ("PHP",),
        _ESCAPED_CHARACTER,
    ),
    _Row(
        "escaped-as-httputility",
        "The hashed text is escaped as .NET's HttpUtility does: %2f",
        _escaped(DOTNET_HTTP),
        "HttpUtility.UrlEncode writes lowercase %2f and leaves !*() alone; the HTTP client sends %2F.",
        ("C#", "VB.NET", "PowerShell"),
        _ESCAPE,
        1,
        "https://github.com/JKorf/Kraken.Net/issues/140",
        "Use Uri.EscapeDataString for the text that is both hashed and sent.",
    ),
)

SPELLING: tuple[Mistake, ...] = (
    *[
        entry(row.id, row.title, row.change, row.why, row.fix, row.languages, row.seen, row.source, row.needs)
        for row in _ROWS
    ],
    *JSON_SPELLING,
)
ANOTHER_ENCODER = ending(SPELLING, _OTHERS)
"""Stands for all other encoders; `any_spelling` makes them."""
_RULES = {
    "Python's urlencode": PYTHON_PLUS,
    "RFC 3986": RFC_3986,
    "Python's quote": PYTHON_QUOTE,
    "encodeURIComponent": URI_COMPONENT,
    "encodeURI": URI,
    "URLSearchParams": WHATWG_FORM,
    "PHP's urlencode": PHP_FORM,
    "HttpUtility": DOTNET_HTTP,
}
_MORE_RULES = {
    "Java's URLEncoder, with %20 for '+'": Escaping("_.-*"),
    "Ruby's CGI.escape": Escaping("_.-*~", b"+"),
    "RFC 3986 with lowercase escapes": Escaping("_.-~", lowercase=True),
    "a form's rules with lowercase escapes": Escaping("_.-*", b"+", lowercase=True),
    "Swift's urlQueryAllowed": Escaping("!$&'()*+,-./:;=?@_~"),
    "Swift's urlQueryAllowed without '&', '=' and '+'": Escaping("!$'()*,-./:;?@_~"),
    "Swift's urlPathAllowed": Escaping("!$&'()*+,-./:=@_~"),
    "Swift's alphanumerics": Escaping(""),
    "Perl's or Go's path rules": Escaping("$&+=:@_.-~"),
    "JavaScript's escape()": Escaping("@*_+-./"),
}


def _any_encoder() -> Iterator[Mistake]:
    """Yield ANOTHER_ENCODER for other rules, other charsets, and a '+' that was sent bare."""
    encoders = {name: _escaped(rules) for name, rules in _MORE_RULES.items()}
    encoders |= {f"{name}, in windows-1252": _escaped(_latin(rules)) for name, rules in _RULES.items()}
    encoders |= {f"{name}, a bare '+' as %2B": _parts(_literally(rules)) for name, rules in _RULES.items()}
    changes = {f"The hashed text is escaped by {name}": change for name, change in encoders.items()}
    changes |= {
        "The hashed text is not escaped, and a bare '+' left as it is": _parts(unquote_to_bytes),
        "The hashed text is escaped three times": _parts(lambda part: RFC_3986(RFC_3986(part))),
        "The hashed text has its values escaped twice, its names not at all": lambda body: _names_bare(
            _parts(RFC_3986, names=False)(body)
        ),
    }
    return otherwise(ANOTHER_ENCODER, changes)


def _latin(rules: _Bytes) -> _Bytes:
    return lambda part: rules(part.decode("utf-8", "replace").encode("cp1252", "replace"))


def _literally(rules: _Bytes) -> _Bytes:
    """Read a '+' as itself, as it is where it was sent bare for itself."""
    return lambda part: rules(unquote_to_bytes(part))


def _names_bare(body: bytes) -> bytes:
    pairs = [part.partition(b"=") for part in body.split(b"&")]
    return b"&".join([unescape(name) + equals + value for name, equals, value in pairs])


def any_spelling(_: object) -> Iterator[Mistake]:
    """Yield other spellings of a form and of JSON, each under the id of an entry that is near to it."""
    yield from _any_encoder()
    yield from any_json()
