"""Two published recipes for Kraken's API-Sign that cannot work, point by point.

What they tell their readers is given in our words, beside what is right. An article's recipe is a
set of catalogued mistakes, so it can be run like any other.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that an article tells its readers."""

    number: int
    """Its place in the article's order, counted from 1."""
    says: str
    """What the article tells, in our words."""
    right: str
    """What is right instead, or that it is right."""
    stage: str
    """Id of the stage where this is shown."""
    mistake: str | None = None
    """Id of the mistake of the catalogue that it makes, if that is one of bytes."""
    note: str | None = None
    """Id of the note about it, if it is wrong without changing a byte."""


@dataclass(frozen=True, slots=True)
class Article:
    """A published recipe."""

    title: str
    source: str
    """Its address."""
    date: str
    """When it was published, ISO 8601."""
    points: tuple[Point, ...]
    recipe: tuple[str, ...]
    """Ids of the mistakes that its code makes, in the order of the stages."""


HEX_ARTICLE = Article(
    title="How to generate the account API signature of Kraken?",
    source="https://www.kdj.com/Cryptocurrency-Encyclopedia/Exchanges/generate-account-api-signature-kraken.html",
    date="2025-04-24",
    recipe=("nonce-not-hashed", "digest-as-hex", "secret-not-decoded", "signature-as-hex"),
    points=(
        Point(
            1,
            "The call to /0/private/Balance is described as a GET request; the article's own code posts.",
            "Private endpoints take POST, with the signed text as the body.",
            "postdata",
            note="get-request",
        ),
        Point(
            2,
            "The nonce is the time in milliseconds and has to be unique.",
            "Milliseconds are fine, but unique is not enough: each nonce must be greater than the last"
            " one that Kraken accepted from this API key.",
            "nonce",
            note="nonce-only-unique",
        ),
        Point(
            3,
            "The POST data are the parameters, URL-encoded by urlencode.",
            "This is right, as long as the very same text is sent.",
            "postdata",
        ),
        Point(
            4,
            "SHA-256 is taken of the POST data alone.",
            "SHA-256 is taken of the nonce followed by the POST data: the nonce is hashed twice, once in"
            " front and once inside.",
            "sha256",
            mistake="nonce-not-hashed",
        ),
        Point(
            5,
            "The digest is taken as hexdigest(), 64 characters of hex.",
            "The 32 raw bytes of digest() are joined to the path.",
            "sha256",
            mistake="digest-as-hex",
        ),
        Point(
            6,
            "The message is the path's text joined to the hex text, then encoded as UTF-8.",
            "The message is bytes joined to bytes: the path's, then the 32 of the digest. This follows"
            " from the point before; digest bytes cannot go through text.",
            "message",
            mistake="digest-as-hex",
        ),
        Point(
            7,
            "The key of the HMAC is the private key's text, encoded as UTF-8.",
            "The private key is base64 and has to be decoded first: 88 characters stand for 64 bytes.",
            "secret",
            mistake="secret-not-decoded",
        ),
        Point(
            8,
            "API-Sign is the hexdigest() of the HMAC.",
            "API-Sign is the base64 of its 64 bytes.",
            "signature",
            mistake="signature-as-hex",
        ),
        Point(
            9,
            "The call succeeded if the status code is 200.",
            "Kraken answers 200 to failures, too. A call succeeded if the list `error` in the answer is"
            " empty; this code would report its own invalid signature as a success.",
            "signature",
            note="status-200-is-success",
        ),
        Point(
            10,
            "The code never imports base64, and imports urllib only after it was explained with it.",
            "Both the key and the signature need base64, so code without it cannot be right.",
            "signature",
        ),
        Point(
            11,
            "The encoded text is posted as data= without naming a content type.",
            "requests names the form type for a dictionary only. With a text the header Content-Type:"
            " application/x-www-form-urlencoded has to be set.",
            "postdata",
            note="no-content-type",
        ),
        Point(
            12,
            "After EAPI:Invalid signature check the secret, the message's format and the encoding.",
            "That is good advice, and the article's own code fails all three.",
            "signature",
        ),
        Point(
            13,
            "Named as common mistakes: a nonce used again, an encoding other than UTF-8, a wrong message"
            " format, a wrong secret.",
            "All of these happen. The article's own code makes the third, with the hex digest, and the"
            " fourth, with the private key that nobody decoded.",
            "message",
        ),
    ),
)
"""The article that this project answers: no nonce, hex digest, undecoded key, hex output."""

SORTED_ARTICLE = Article(
    title="How to fix invalid API signature error on Kraken trading API?",
    source="https://www.kdj.com/Cryptocurrency-Encyclopedia/Exchanges/invalid-api-signature-error-kraken-trading-api.html",
    date="2026-06-27",
    recipe=("body-sorted", "nonce-not-hashed", "hash-left-out"),
    points=(
        Point(
            1,
            "The line under the title sums up: HMAC-SHA512 of the endpoint and SHA-256 of nonce and POST"
            " data, with the decoded secret.",
            "This is right; but the steps that follow describe another recipe.",
            "message",
        ),
        Point(
            2,
            "Every request carries a unique time in milliseconds, and Kraken refuses one that is older than"
            " 60 seconds.",
            "The nonce is compared with the last one of the key, not with a clock. It has to be greater;"
            " there are no 60 seconds.",
            "nonce",
            note="nonce-sixty-seconds",
        ),
        Point(
            3,
            "The parameters are sorted by name and written as name=value pairs joined by '&'.",
            "Kraken asks for no order. Sorting does no harm if the sorted text is also the one that is sent;"
            " sorting only what is signed makes the signature wrong.",
            "postdata",
            mistake="body-sorted",
        ),
        Point(
            4,
            "The parameters are signed without the nonce in front of them.",
            "The nonce is put in front of the POST data when it is hashed, though it is inside, too.",
            "sha256",
            mistake="nonce-not-hashed",
        ),
        Point(
            5,
            "The path is put in front of the parameters themselves; no step takes a SHA-256.",
            "The 32 bytes of SHA-256 of nonce + POST data stand behind the path, not the parameters.",
            "sha256",
            mistake="hash-left-out",
        ),
        Point(
            6,
            "The key is the secret decoded from base64, and the algorithm is HMAC-SHA512.",
            "This is right.",
            "hmac",
        ),
        Point(
            7,
            "The result is written as base64.",
            "This is right.",
            "signature",
        ),
        Point(
            8,
            "The signature is put into the POST data as the parameter `sign`.",
            "It goes into the header API-Sign; in the POST data it would change what was signed.",
            "signature",
            note="wrong-header-names",
        ),
    ),
)
"""A later article of the same site: sorted parameters, no SHA-256, the signature as a parameter."""

ARTICLES: tuple[Article, ...] = (HEX_ARTICLE, SORTED_ARTICLE)

ARTICLE_MISTAKES: tuple[str, ...] = HEX_ARTICLE.recipe
"""Ids of the mistakes of the article's recipe, in the order of the stages."""

POINTS: tuple[Point, ...] = HEX_ARTICLE.points
"""The article, point by point."""
