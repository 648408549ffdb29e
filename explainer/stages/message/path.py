"""Which path is signed."""

from __future__ import annotations

from explainer.pipeline.model import Mistake, Via
from explainer.pipeline.traced import Data
from explainer.stages.message.another import OF_EXAMPLE, WITH_METHOD

_VERSION = b"/0/"
_PRIVATE = b"/0/private/"
_PUBLIC = b"/0/public/"
_FIX = "Sign the path of the request line, from /0/private/ on; log it to see it."
_CALL = "Sign the path of this very call, taken from the URL that is sent."


def _plain(path: Data) -> bytes:
    return path if isinstance(path, bytes) else path.data


def _name_at(path: Data) -> int:
    """Return where the method's name begins: after /0/private/, else after the last '/'."""
    plain = _plain(path)
    for base in (_PRIVATE, _PUBLIC):
        if plain.startswith(base):
            return len(base)
    return plain.rfind(b"/") + 1


def _without(start: bytes, path: Data) -> Data:
    """Return the path without its start, or as it is if it begins otherwise."""
    return path[len(start) :] if _plain(path).startswith(start) else path


def without_version(uri_path: Data) -> Data:
    """Return /private/Balance for /0/private/Balance."""
    return _without(b"/0", uri_path)


def without_slash(uri_path: Data) -> Data:
    """Return 0/private/Balance for /0/private/Balance."""
    return _without(b"/", uri_path)


def name(uri_path: Data) -> Data:
    """Return Balance for /0/private/Balance."""
    return uri_path[_name_at(uri_path) :]


def base(uri_path: Data) -> Data:
    """Return /0/private/ for /0/private/Balance."""
    return uri_path[: _name_at(uri_path)]


def public(uri_path: Data) -> Data:
    """Return /0/public/Balance for /0/private/Balance."""
    rest = _without(_PRIVATE, uri_path)
    return uri_path if len(rest) == len(uri_path) else _PUBLIC + rest


def with_query(uri_path: Data, postdata: Data) -> Data:
    """Return the path, '?' and the POST data."""
    return uri_path + b"?" + postdata


def without_query(uri_path: Data) -> Data:
    """Return the path up to its '?'."""
    query = _plain(uri_path).find(b"?")
    return uri_path if query < 0 else uri_path[:query]


def private_capitalised(path: bytes) -> bytes:
    """Return /0/Private/Balance for /0/private/Balance."""
    return path.replace(b"/private/", b"/Private/", 1)


def double_slash_before_private(uri_path: Data) -> Data:
    """Return /0//private/Balance for /0/private/Balance."""
    return versioned(uri_path, b"/0//")


def versioned(path: Data, start: bytes) -> Data:
    """Return the path with another text in place of its /0/."""
    rest = _without(_VERSION, path)
    return path if len(rest) == len(path) else start + rest


def _version(id: str, start: str, why: str) -> Mistake:
    data = start.encode()
    return Mistake(
        id=id,
        title=f"The signed path begins with {start} in place of /0/",
        apply=lambda uri_path: versioned(uri_path, data),
        why=why,
        fix="Sign /0/private/...: the version of Kraken's API is 0.",
        needs="a path that begins with /0/",
    )


def _unfilled(id: str, text: str, why: str, languages: tuple[str, ...]) -> Mistake:
    data = text.encode()
    return Mistake(
        id=id,
        title=f"The signed path ends in {text} in place of the method's name",
        apply=lambda uri_path: base(uri_path) + data,
        why=why,
        fix="Fill in the method's name before the path is signed; log the path.",
        languages=languages,
    )


WITHOUT_VERSION = Mistake(
    id="path-without-version",
    title="The signed path has no /0 in front",
    apply=without_version,
    why="The version is part of the base URL in the code, so the path that is signed lacks it.",
    fix=_FIX,
    languages=("Python",),
    seen=1,
    source="a public Python client",
    needs="a path that begins with /0",
)
"""Stands for other ends of the path."""
AS_URL = Mistake(
    id="path-as-https-url",
    title="The whole URL is signed, https://api.kraken.com and the path",
    apply=lambda uri_path: b"https://api.kraken.com" + uri_path,
    why="One variable holds the URL for both the request and the signature.",
    fix=_FIX,
)
"""Stands for other URLs, and for one without a path."""
VERSION = _version("path-version-1", "/1/", "An API begins with version 1 in most places; Kraken's with 0.")
"""Stands for other versions."""
UNFILLED = _unfilled(
    "path-unfilled-braces",
    "{method}",
    "A template or an f-string without its f leaves the placeholder in the path.",
    ("Python", "C#"),
)
"""Stands for other placeholders, for the method's name or the whole path."""
UNDEFINED = _unfilled(
    "path-undefined",
    "undefined",
    "A parameter with the method's name was not passed, and + makes text of it.",
    ("JavaScript", "TypeScript"),
)
"""Stands for other words that stand for nothing, for the method's name or the whole path."""
OTHERWISE = Mistake(
    id="path-otherwise-written",
    title="The signed path ends in %20",
    apply=lambda uri_path: uri_path + b"%20",
    why="The path that is signed is another text than the path of the URL that is sent.",
    fix="Write the path once, sign that text and send it; log it in quotes to see what surrounds it.",
)
"""Stands for all else that surrounds the path or is made of it."""

PATH: tuple[Mistake, ...] = (
    Mistake(
        id="path-left-out",
        title="The path is left out: only the digest is authenticated",
        apply=lambda uri_path: uri_path[:0],
        why="Most exchanges sign the parameters alone, and their code is reused.",
        fix="Put the path's bytes in front of the digest.",
        languages=("JavaScript", "Python"),
        seen=4,
        source="public JavaScript and Python clients",
    ),
    Mistake(
        id="path-method-name-only",
        title="Only the method's name is signed, Balance",
        apply=name,
        why="The client knows its calls by name, and the name is signed where the path belongs.",
        fix=_FIX,
        languages=("Java",),
        seen=3,
        source="https://github.com/knowm/XChange/commit/08d4e296c8",
        needs="a path with a '/'",
    ),
    Mistake(
        id="path-without-slash",
        title="The signed path has no slash in front",
        apply=without_slash,
        why="A base URL that ends in '/' is joined to a path without one, and that path is signed.",
        fix="Sign the path with its slash: /0/private/...",
        languages=("bash", "C#", "Java"),
        seen=2,
        source="https://superuser.com/questions/1123526",
        needs="a path that begins with '/'",
    ),
    WITHOUT_VERSION,
    AS_URL,
    Mistake(
        id="path-with-host",
        title="The host is signed in front of the path, api.kraken.com",
        apply=lambda uri_path: b"api.kraken.com" + uri_path,
        why="The URL is split after its scheme, or other schemes sign the host, too.",
        fix=_FIX,
    ),
    Mistake(
        id="path-with-query",
        title="The path is signed with '?' and the parameters",
        apply=with_query,
        why=(
            "Code for GET signs the query; Kraken's Embed signs path and query, and one branch serves both."
        ),
        fix="Sign the path alone: the parameters go into the body of a POST.",
        languages=("Python",),
        seen=1,
        source="https://github.com/btschwertfeger/python-kraken-sdk",
    ),
    Mistake(
        id="path-without-query",
        title="The path is signed without its query",
        apply=without_query,
        why="The path of a parsed URL leaves out what stands after '?'.",
        fix="Send the parameters in the body; a private call needs no query.",
        needs="a path with a '?'",
    ),
    Mistake(
        id="path-with-slash-at-end",
        title="A slash at the end of the path is signed",
        apply=lambda uri_path: uri_path + b"/",
        why="Frameworks end the paths of their routes in a slash.",
        fix="Sign the path as it is sent, without a slash at its end.",
    ),
    Mistake(
        id="path-in-lowercase",
        title="The path is signed in lowercase",
        apply=Via(bytes.lower),
        why="A helper that builds URLs writes everything in lowercase.",
        fix="Write the method's name as the documentation does, AddOrder.",
        answer="EAPI:Invalid signature or EGeneral:Unknown method",
        needs="a path with a capital letter",
    ),
    Mistake(
        id="path-with-capital-private",
        title="The path is signed as /0/Private/",
        apply=Via(private_capitalised),
        why="The name of an enum or a class, Private, is put into the path.",
        fix="Write /0/private/ in lowercase.",
        languages=("C#", "Java"),
        needs="a path with /private/",
    ),
    Mistake(
        id="path-public",
        title="The path is signed as /0/public/",
        apply=public,
        why="The function that makes the path of public calls is used for private ones, too.",
        fix=_CALL,
        languages=("C++",),
        needs="a path that begins with /0/private/",
    ),
    OF_EXAMPLE,
    WITH_METHOD,
    Mistake(
        id="path-with-derivatives",
        title="The path is signed with /derivatives in front",
        apply=lambda uri_path: b"/derivatives" + uri_path,
        why="Kraken Derivatives sends /derivatives/api/v3/... and signs it without /derivatives.",
        fix="Sign the path without /derivatives; Spot has no such prefix at all.",
        seen=3,
        source="https://github.com/ccxt/ccxt/pull/17424",
        answer="authenticationError (Derivatives), EAPI:Invalid signature (Spot)",
    ),
    VERSION,
    _version("path-version-v0", "/v0/", "Most APIs write a v in front of the version."),
    _version("path-api-0", "/api/0/", "Most APIs, Kraken's Derivatives among them, live under /api/."),
    _version("path-slash-doubled-first", "//0/", "A base URL that ends in '/' is joined to a path with one."),
    Mistake(
        id="path-slash-doubled-before-private",
        title="The signed path has two slashes after the version, /0//private/",
        apply=double_slash_before_private,
        why="A version with a slash at its end is joined to a path with one in front.",
        fix="Join with exactly one slash; sign the path that is sent.",
        needs="a path that begins with /0/",
    ),
    UNFILLED,
    _unfilled(
        "path-unfilled-colon",
        ":endpoint",
        "The pattern of a route is signed, not the path that was made from it.",
        ("JavaScript",),
    ),
    UNDEFINED,
    OTHERWISE,
)
