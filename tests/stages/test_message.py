"""The message's stage: each wrong path and each wrong way to join it, worked out by hand."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest
from hypothesis import given, settings

from explainer.example import EXAMPLE
from explainer.pipeline.model import Decision
from explainer.pipeline.run import explain, sign
from explainer.pipeline.traced import Origin
from explainer.request import Request
from explainer.stages.message import STAGE
from explainer.stages.message.parts import JOIN, SEPARATOR
from explainer.stages.message.path import PATH as PATH_MISTAKES
from explainer.stages.message.text import TEXT
from tests.pipeline.test_provenance import assert_sound
from tests.strategies import ANY_REQUEST

PATH, NONCE, BODY = EXAMPLE.path, EXAMPLE.nonce, EXAMPLE.body
KEY = base64.b64decode(EXAMPLE.secret.expose())
DIGEST = hashlib.sha256(NONCE + BODY).digest()
MESSAGE = PATH + DIGEST


def path_of(uri_path: str, *mistakes: str) -> str:
    """Return the path that is signed for a request with the given one."""
    request = Request.of(uri_path, "nonce=17", secret=EXAMPLE.secret)
    return explain(request, mistakes).step("message").values["path"].data.decode()


def made(*mistakes: str) -> bytes:
    """Return the message of the example."""
    return explain(EXAMPLE, mistakes).step("message").value.data


def signature(data: bytes) -> str:
    return base64.b64encode(hmac.digest(KEY, data, "sha512")).decode()


@pytest.mark.parametrize("decision", STAGE.decisions, ids=lambda decision: decision.id)
@settings(max_examples=8)
@given(request_=ANY_REQUEST)
def test_any_request_is_signed_alike_plain_and_traced(decision: Decision, request_: Request) -> None:
    for mistake in decision.mistakes:
        assert_sound(request_, [mistake])


PATHS = {
    "path-left-out": "",
    "path-method-name-only": "TradesHistory",
    "path-without-slash": "0/private/TradesHistory",
    "path-without-version": "/private/TradesHistory",
    "path-as-https-url": "https://api.kraken.com/0/private/TradesHistory",
    "path-with-host": "api.kraken.com/0/private/TradesHistory",
    "path-with-query": "/0/private/TradesHistory?nonce=17",
    "path-without-query": "/0/private/TradesHistory",
    "path-with-slash-at-end": "/0/private/TradesHistory/",
    "path-in-lowercase": "/0/private/tradeshistory",
    "path-with-capital-private": "/0/Private/TradesHistory",
    "path-public": "/0/public/TradesHistory",
    "path-of-example": "/0/private/AddOrder",
    "path-with-http-method": "POST/0/private/TradesHistory",
    "path-with-derivatives": "/derivatives/0/private/TradesHistory",
    "path-version-1": "/1/private/TradesHistory",
    "path-version-v0": "/v0/private/TradesHistory",
    "path-api-0": "/api/0/private/TradesHistory",
    "path-slash-doubled-first": "//0/private/TradesHistory",
    "path-slash-doubled-before-private": "/0//private/TradesHistory",
    "path-unfilled-braces": "/0/private/{method}",
    "path-unfilled-colon": "/0/private/:endpoint",
    "path-undefined": "/0/private/undefined",
    "path-otherwise-written": "/0/private/TradesHistory%20",
}

ODD_PATHS = [
    ("path-method-name-only", "/0/private/Earn/Strategies", "Earn/Strategies"),
    ("path-method-name-only", "/0/public/Time", "Time"),
    ("path-public", "/0/public/Time", "/0/public/Time"),
    ("path-method-name-only", "/urlMethod", "urlMethod"),
    ("path-without-slash", "/urlMethod", "urlMethod"),
    ("path-without-version", "/urlMethod", "/urlMethod"),
    ("path-version-1", "/urlMethod", "/urlMethod"),
    ("path-slash-doubled-before-private", "/urlMethod", "/urlMethod"),
    ("path-method-name-only", "/0/private/", ""),
    ("path-unfilled-colon", "/0/private/", "/0/private/:endpoint"),
    ("path-method-name-only", "Balance", "Balance"),
    ("path-without-slash", "Balance", "Balance"),
    ("path-without-slash", "", ""),
    ("path-without-query", "/0/private/Balance?a=1?b", "/0/private/Balance"),
    ("path-with-query", "/0/private/Balance?a=1", "/0/private/Balance?a=1?nonce=17"),
    ("path-without-version", "/0", ""),
    ("path-with-capital-private", "/private/private/X", "/Private/private/X"),
]


class TestPath:
    def test_all_are_here(self) -> None:
        assert [mistake.id for mistake in PATH_MISTAKES] == list(PATHS)

    @pytest.mark.parametrize(("mistake", "expected"), PATHS.items(), ids=list(PATHS))
    def test_is_signed(self, mistake: str, expected: str) -> None:
        assert path_of("/0/private/TradesHistory", mistake) == expected
        request = Request.of("/0/private/TradesHistory", "nonce=17", secret=EXAMPLE.secret)
        digest = hashlib.sha256(b"17nonce=17").digest()
        assert sign(request, [mistake]) == signature(expected.encode() + digest)

    @pytest.mark.parametrize(("mistake", "given", "expected"), ODD_PATHS)
    def test_odd_paths(self, mistake: str, given: str, expected: str) -> None:
        assert path_of(given, mistake) == expected

    def test_what_is_put_before_the_path_is_marked_as_added(self) -> None:
        path = explain(EXAMPLE, ["path-with-host"]).step("message").values["path"]
        assert [span.origin for span in path.spans] == [Origin.ADDED, Origin.PATH]
        assert path.spans[0].end == len("api.kraken.com")

    def test_the_query_is_marked_as_post_data(self) -> None:
        path = explain(EXAMPLE, ["path-with-query"]).step("message").values["path"]
        assert {span.origin for span in path.spans} == {
            Origin.PATH,
            Origin.ADDED,
            Origin.POSTDATA,
            Origin.NONCE,
        }


MESSAGES = {
    "message-separator-nul": PATH + b"\0" + DIGEST,
    "message-separator-line-feed": PATH + b"\n" + DIGEST,
    "message-separator-crlf": PATH + b"\r\n" + DIGEST,
    "message-separator-ampersand": PATH + b"&" + DIGEST,
    "message-separator-punctuation": PATH + b":" + DIGEST,
    "message-separator-space": PATH + b" " + DIGEST,
    "message-separator-plus": PATH + b"+" + DIGEST,
    "digest-before-path": DIGEST + PATH,
    "body-between-path-and-digest": PATH + BODY + DIGEST,
    "body-in-place-of-path": BODY + DIGEST,
    "nonce-between-path-and-digest": PATH + NONCE + DIGEST,
    "message-of-other-parts": BODY,
    "message-with-line-feed": MESSAGE + b"\n",
    "message-as-hex": MESSAGE.hex().encode(),
    "message-as-base64": base64.b64encode(MESSAGE),
    "message-otherwise-written": (
        b"/0/private/AddOrder%23%A1%C1%B3Lj%11%D6A%AF%0F%24hH%96%CB%90%F6o%B9%91%12%5C%83%DC5%7B%DC%3D%C1F%F1"
    ),
    "message-as-python-repr": (
        rb"b'/0/private/AddOrder#\xa1\xc1\xb3Lj\x11\xd6A\xaf\x0f$hH\x96\xcb\x90\xf6o\xb9\x91\x12\\\x83\xdc5{"
        rb"\xdc=\xc1F\xf1'"
    ),
    "message-as-utf16le": MESSAGE.decode("latin-1").encode("utf-16-le"),
}


class TestMessage:
    def test_all_are_here(self) -> None:
        entries = [*SEPARATOR, *JOIN, *TEXT]
        assert [mistake.id for mistake in entries] == list(MESSAGES)

    @pytest.mark.parametrize(("mistake", "expected"), MESSAGES.items(), ids=list(MESSAGES))
    def test_is_authenticated(self, mistake: str, expected: bytes) -> None:
        assert made(mistake) == expected
        assert sign(EXAMPLE, [mistake]) == signature(expected)

    def test_separators_stand_between_all_parts(self) -> None:
        def nul(*mistakes: str) -> bytes:
            return made("message-separator-nul", *mistakes)

        assert nul("digest-before-path") == b"\0".join([DIGEST, PATH])
        assert nul("body-between-path-and-digest") == b"\0".join([PATH, BODY, DIGEST])
        assert nul("body-in-place-of-path") == b"\0".join([BODY, DIGEST])
        assert nul("nonce-between-path-and-digest") == b"\0".join([PATH, NONCE, DIGEST])

    def test_text_of_what_was_made_text_before(self) -> None:
        """UTF-16 is of the text that the message holds, whichever way the digest became text."""
        text = PATH.decode() + DIGEST.decode("utf-8", "replace")
        assert made("digest-as-utf8-replaced", "message-as-utf16le") == text.encode("utf-16-le")
        text = PATH.decode() + DIGEST.decode("latin-1")
        assert made("digest-as-latin1-text", "message-as-utf16le") == text.encode("utf-16-le")
        text = PATH.decode() + DIGEST.hex()
        assert made("digest-as-hex", "message-as-utf16le") == text.encode("utf-16-le")

    def test_origins_are_kept_in_hex(self) -> None:
        value = explain(EXAMPLE, ["message-as-hex"]).step("message").value
        assert [(span.end - span.start, span.origin) for span in value.spans] == [
            (2 * len(PATH), Origin.PATH),
            (64, Origin.DIGEST),
        ]


class TestSeveral:
    """Codes that make more than one mistake, each message by hand."""

    def test_path_and_join(self) -> None:
        ids = ["path-method-name-only", "message-separator-line-feed", "digest-before-path"]
        assert sign(EXAMPLE, ids) == signature(DIGEST + b"\nAddOrder")

    def test_everything_in_clear(self) -> None:
        ids = ["hash-left-out", "nonce-not-hashed", "path-left-out", "message-as-base64"]
        assert sign(EXAMPLE, ids) == signature(base64.b64encode(BODY))
