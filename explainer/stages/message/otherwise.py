"""Other paths, parts and texts than those of the catalogue, where one entry for each stands for them."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from binascii import hexlify
from collections.abc import Iterator

from explainer.pipeline.model import Makes, Mistake
from explainer.pipeline.traced import Origin
from explainer.request import Request
from explainer.stages.charset.changes import text_in, utf8_ignored
from explainer.stages.dumps import decimal_list, hex_upper, number_list
from explainer.stages.escaping import PYTHON_PLUS, RFC_3986, Escaping
from explainer.stages.hmac.algorithm import sha512_without_key
from explainer.stages.message.another import any_call, any_front
from explainer.stages.message.parts import OTHER_PARTS, PUNCTUATION
from explainer.stages.message.path import (
    AS_URL,
    UNDEFINED,
    UNFILLED,
    VERSION,
    WITHOUT_VERSION,
    base,
    name,
    versioned,
)
from explainer.stages.message.path import OTHERWISE as PATH_OTHERWISE
from explainer.stages.message.text import OTHERWISE as TEXT_OTHERWISE
from explainer.stages.otherwise import Change, always, around, otherwise, titled
from explainer.stages.parts import API_KEY, DATA, NONCE, POST, Part, joined, other_orders
from explainer.stages.separators import any_separator
from explainer.stages.sha256 import digest

_HOST = b"https://api.kraken.com"

_URI_PATH = Part("URI path", "uri_path")
_PATH = Part("URI path", "path")
_DIGEST = Part("SHA-256 digest", "joined_digest")
_DIGEST_OF_DATA = Part("SHA-256 of POST data", "postdata", digest)
_DIGEST_OF_NONCE = Part("SHA-256 of nonce", "prefix", digest)
_KNOWN = frozenset(
    {(_PATH, _DIGEST), (_DIGEST,), (DATA,), (_DIGEST, _PATH), (DATA, _DIGEST), (POST,), (API_KEY,), (_PATH,)}
)

_WORDS = ("undefined", "null", "None", "[object Object]", "NaN", "false", "False")
_PLACEHOLDERS = (
    *("{}", "{0}", "%s", "{endpoint}", "${method}", "${endpoint}", "$method", "$endpoint", "{{method}}"),
    *("{{endpoint}}", ":method", "<method>", "method", "endpoint"),
)
_WHOLE = (
    *("{path}", "{uri_path}", "${path}", "$path", "{{path}}", "{{uri_path}}", "%s", "path", "urlpath"),
    *("uri_path", "uriPath", "urlPath", "endpoint", "URI path"),
)
_VERSIONS = ("/v1/", "/2/", "/v2/", "/api/", "/api/v1/", "/api/v0/", "/0.1/", "/api/v3/")
_URI = Escaping("_.-~!*'();/?:@&=+$,#")


def any_path(request: Request) -> Iterator[Mistake]:
    """Yield other paths than the call's, each under the id of an entry that is near to it."""
    yield from any_call(request)
    yield from any_front()
    for others in (_ends, _undefined, _unfilled, _urls, _versions, _writings):
        yield from others()


def _ends() -> Iterator[Mistake]:
    """Yield WITHOUT_VERSION for other ends of the path."""
    return otherwise(
        WITHOUT_VERSION,
        {
            "The signed path is private/ and the method's name": lambda path: b"private/" + name(path),
            "The signed path is a slash and the method's name": lambda path: b"/" + name(path),
        },
    )


def _urls() -> Iterator[Mistake]:
    """Yield AS_URL for other addresses: of another form, without a path, or with the parameters."""
    fronts = (
        "http://api.kraken.com",
        "//api.kraken.com",
        "https://api.kraken.com/",
        "https://www.kraken.com",
    )
    bases = (
        *("https://api.kraken.com", "https://api.kraken.com/", "https://api.kraken.com/0/private/"),
        *("https://api.kraken.com/0/private", "https://api.kraken.com/0", "api.kraken.com"),
        *("/0/private/", "/0/private", "/private/", "/0/", "/0", "/"),
    )
    yield from otherwise(
        AS_URL,
        {
            **{f"{front} is signed in front of the path": around(front.encode()) for front in fronts},
            "Host and port are signed in front of the path": around(b"api.kraken.com:443"),
            **{f"The signed path is {base}, without the method": always(base.encode()) for base in bases},
        },
    )
    host, mark = Part("", "", always(_HOST)), Part("", "", always(b"?"))
    yield from titled(
        AS_URL, {"The URL is signed with '?' and the POST data": joined((host, _URI_PATH, mark, DATA))}
    )


def _versions() -> Iterator[Mistake]:
    """Yield VERSION for other beginnings of the path."""
    return otherwise(
        VERSION,
        {f"The signed path begins with {one} in place of /0/": _begun(one.encode()) for one in _VERSIONS},
    )


def _unfilled() -> Iterator[Mistake]:
    """Yield UNFILLED for other placeholders."""
    return otherwise(UNFILLED, {**_ending(_PLACEHOLDERS), **_being(_WHOLE)})


def _undefined() -> Iterator[Mistake]:
    """Yield UNDEFINED for other words that stand for nothing."""
    return otherwise(
        UNDEFINED,
        {
            **_ending(_WORDS),
            **_being(_WORDS),
            **{f"The signed path has {word} in front": around(word.encode()) for word in _WORDS},
        },
    )


def _writings() -> Iterator[Mistake]:
    """Yield PATH_OTHERWISE for what else surrounds the path or is made of it."""
    return otherwise(
        PATH_OTHERWISE,
        {
            "The path is signed as UTF-16LE": text_in("utf-16-le"),
            "The path is signed percent-encoded, its slashes too": RFC_3986,
            "The path is signed with '\\/' for each slash": lambda path: path.replace(b"/", b"\\/"),
            "The path is signed with '\\' for each slash": lambda path: path.replace(b"/", b"\\"),
            "The path is signed in double quotes": around(b'"', b'"'),
            "The path is signed in single quotes": around(b"'", b"'"),
            "The path is signed as Python prints its bytes, b'...'": around(b"b'", b"'"),
            "A space in front of the path is signed": around(b" "),
            "A line feed in front of the path is signed": around(b"\n"),
            "A byte order mark in front of the path is signed": around(b"\xef\xbb\xbf"),
            "A '?' behind the path is signed": around(b"", b"?"),
            "A '#' behind the path is signed": around(b"", b"#"),
            "'.json' behind the path is signed": around(b"", b".json"),
            "'.php' behind the path is signed": around(b"", b".php"),
            "The path is signed with two slashes in front of the method's name": lambda path: (
                base(path) + b"/" + name(path)
            ),
            "The path is signed with a small letter where the method's name begins": lambda path: (
                base(path) + name(path)[:1].lower() + name(path)[1:]
            ),
            "The path is signed with its method's name in lowercase": lambda path: (
                base(path) + name(path).lower()
            ),
            "The path is signed with /PRIVATE/ in capitals": lambda path: path.replace(
                b"/private/", b"/PRIVATE/", 1
            ),
            "The path is signed in capitals": bytes.upper,
            "The path is signed twice": lambda path: path + path,
        },
    )


def any_parts(_: object) -> Iterator[Mistake]:
    """Yield OTHER_PARTS for other parts that are authenticated, or the same in another order."""
    groups = (
        (_PATH, NONCE, DATA),
        (_PATH, NONCE, _DIGEST),
        (_PATH, DATA, _DIGEST),
        (_PATH, NONCE, _DIGEST_OF_DATA),
        (_PATH, _DIGEST_OF_NONCE, DATA),
        (API_KEY, NONCE, DATA),
        (API_KEY, _PATH, _DIGEST),
        (POST, _PATH, NONCE, DATA),
        (POST, _PATH, NONCE, _DIGEST),
        (API_KEY, _PATH, NONCE, DATA),
        (_PATH, NONCE, DATA, _DIGEST),
    )
    return other_orders(OTHER_PARTS, "What is authenticated is", _KNOWN, groups)


def any_text(_: object) -> Iterator[Mistake]:
    """Yield TEXT_OTHERWISE for each other form of the message."""
    yield from otherwise(
        TEXT_OTHERWISE,
        {
            "The message is percent-encoded, its slashes too": RFC_3986,
            "The message is percent-encoded as a form, its slashes too": PYTHON_PLUS,
            "The message is percent-encoded by encodeURI": _URI,
            "CR LF behind the digest is authenticated too": around(b"", b"\r\n"),
            "A NUL byte behind the digest is authenticated too": around(b"", b"\0"),
            "A space behind the digest is authenticated too": around(b"", b" "),
            "The message is authenticated as capital hex": hex_upper,
            "The message is authenticated as base64url text": urlsafe_b64encode,
            "The message is authenticated as numbers with commas": decimal_list,
            "The message is authenticated as numbers in brackets": number_list,
            "The message is authenticated as Python prints its text": _latin1_repr,
            "The message is authenticated in double quotes": around(b'"', b'"'),
            "The message is authenticated as UTF-16BE text": text_in("utf-16-be"),
            "Bytes that are no UTF-8 are written \\xff in the message": _backslashes,
            "Bytes that are no UTF-8 are left out of the message": utf8_ignored,
        },
    )
    yield from titled(
        TEXT_OTHERWISE,
        {
            "The SHA-256 of the message is authenticated": Makes(Origin.DIGEST, digest),
            "The SHA-512 of the message is authenticated": Makes(Origin.DIGEST, sha512_without_key),
            "The hex of the message's SHA-256 is authenticated": Makes(
                Origin.DIGEST, lambda message: hexlify(digest(message))
            ),
            "The hex of the message's SHA-512 is authenticated": Makes(
                Origin.DIGEST, lambda message: hexlify(sha512_without_key(message))
            ),
        },
    )


def any_mark(_: object) -> Iterator[Mistake]:
    """Yield PUNCTUATION for each other mark between path and digest."""
    return any_separator(PUNCTUATION, "path and digest")


def _begun(start: bytes) -> Change:
    return lambda path: versioned(path, start)


def _ending(words: tuple[str, ...]) -> dict[str, Change]:
    return {
        f"The signed path ends in {word} in place of the method's name": _ended(word.encode())
        for word in words
    }


def _ended(word: bytes) -> Change:
    return lambda path: base(path) + word


def _being(words: tuple[str, ...]) -> dict[str, Change]:
    return {f"The signed path is the text {word}": always(word.encode()) for word in words}


def _latin1_repr(message: bytes) -> bytes:
    return repr(message.decode("latin-1")).encode()


def _backslashes(message: bytes) -> bytes:
    return message.decode("utf-8", "backslashreplace").encode()
