"""The challenges: few requests, made so that between them every mistake shows that can.

Charset mistakes differ only where a value holds certain bytes: NUL, a line feed at the end, ED A0,
E0 80, the bytes that windows-1252 leaves out, the first bytes of code page 932. The made-up key
holds them all. For a digest and a MAC the nonces of `plain-form` and `rich-form` were searched.
"""

from __future__ import annotations

from base64 import b64encode

from explainer.diagnosis.challenge.model import Challenge
from explainer.example import EXAMPLE
from explainer.request import Request, form_body

API_KEY = b"CJbfPw4tnbf/9en/ZmpewCTKEwmmzO18LXZcHQcu7HPLWre4l8+V9I3y"
"""https://support.kraken.com/articles/360029054811: an example that belongs to no account."""

_PUBLISHED = EXAMPLE.secret.expose()
_MADE_UP = b64encode(
    b"only an example\x00=?-_>"
    b"\xed\xa0\x80\xe0\x80\x80\xf0\x80\x80\xf4\x90\x80\x81\x8d\x8f\x90\x9d\x83\x88\x98\xe9\xfc\xc3\xa9"
    b" guards nothing\n"
)
"""It begins with two digits of hex, and has '+' and '/'."""
_WITHOUT_PLUS_OR_PADDING = b64encode(b"an example that guards nothing at all")
_BALANCE = b"/0/private/Balance"
_NONCE = "1616492376594"
_TEXT = "é€ ~*!'()\"#$&;<=>?@[\\]^`{|}"


def _challenge(
    id: str,
    title: str,
    about: str,
    body: bytes | str,
    *,
    path: bytes = _BALANCE,
    nonce: str = _NONCE,
    secret: bytes = _PUBLISHED,
) -> Challenge:
    return Challenge(id, title, about, Request.of(path, body, nonce=nonce, secret=secret, api_key=API_KEY))


def _damaged(id: str, title: str, about: str, secret: bytes) -> Challenge:
    return _challenge(id, title, about, f"nonce={_NONCE}", secret=secret)


POOL: tuple[Challenge, ...] = (
    _challenge(
        "plain-form",
        "A form of plain values",
        "Shows most mistakes around the nonce, the hash, the path, the key and the output.",
        "ordertype=limit&pair=XBTUSD&nonce=1616534467167&type=buy&volume=1.25&price=37500",
        path=b"/0/private/EditOrder",
        nonce="1616534467167",
    ),
    _challenge(
        "rich-form",
        "A form with values that encoders write differently",
        "Shows how fields, values and characters are written, and bytes of the key and the MAC that"
        " text loses.",
        form_body(
            [
                ("pair", "XBT/USD"),
                ("ordertype", "limit"),
                ("10", "a b"),
                ("price", "37500.50"),
                ("price2", "+1.5%"),
                ("nonce", "1616519371400"),
                ("volume", "0.0000001"),
                ("leverage", "2:1"),
                ("oflags", "fcib,post"),
                ("validate", "true"),
                ("trades", "False"),
                ("otp", "012345"),
                ("close[price]", "42000"),
                ("txid", "OAAA"),
                ("txid", "OBBB"),
                ("method", ""),
                ("userref", "1"),
                ("text", _TEXT),
            ]
        ),
        path=b"/0/private/AddOrder",
        nonce="1616519371400",
        secret=_MADE_UP,
    ),
    _challenge(
        "json",
        "A JSON body",
        "Shows how JSON is written, and what happens to a nonce in nanoseconds.",
        '{"pair":"XBT/USD", "nonce":"1616492376594123457","text": "é€💰 <a>&\'b\' \\u00e9 = +5% \\"q\\"",'
        '"price":37500,"p2":"1.50","otp":"012345","validate":true,"w":"false","trades":1,'
        '"txid":["OAAA","OBBB"],"close":{"price":"42000.50","x":[1,2]},"m":null,"e":"","10":"z",'
        '"vol":0.00001,"volume":1e-7}',
        path=b"/0/private/AddOrderBatch",
        nonce="1616492376594123457",
        secret=_MADE_UP,
    ),
    _challenge(
        "json-number",
        "A JSON body with the nonce as a number",
        "Shows whether the nonce is hashed as the number that is sent.",
        '{"nonce":1616492376594123,"pair":"XBTUSD"}',
        nonce="1616492376594123",
    ),
    _challenge(
        "query",
        "Parameters in the URL, and a form without the nonce",
        "Shows what is made of a query, of a nonce that is not in the body, and of an unusual spelling.",
        "pair=XBT%2fUSD&price=37,5&volume=1e-05&a=x%20y&m=None&n=null&u=undefined&text=€ é&b=x",
        path=b"/0/private/EditOrder?c=d&e=f",
    ),
    _challenge(
        "multipart",
        "A multipart body, the nonce in quotes",
        "Shows whether a form is hashed although multipart/form-data is sent, and what quotes become.",
        '--boundary\r\nContent-Disposition: form-data; name="nonce"\r\n\r\n"1616492376594"\r\n'
        '--boundary\r\nContent-Disposition: form-data; name="pair"\r\n\r\nXBT/USD\r\n--boundary--\r\n',
        nonce='"1616492376594"',
    ),
    _damaged(
        "key-in-quotes",
        "A private key in quotes and with a line feed",
        "Shows whether the key is trimmed, or decoded by a function that skips what is no base64.",
        b'"' + _PUBLISHED + b'"\n',
    ),
    _damaged(
        "key-url-safe",
        "A private key in the URL-safe alphabet",
        "Tells functions apart that decode '_' as '/', skip it or stop at it.",
        _PUBLISHED.replace(b"/", b"_"),
    ),
    _damaged(
        "key-one-equals-sign",
        "A private key with one '=' too many",
        "Shows whether a character is lost at the beginning or at the end of the key.",
        _PUBLISHED[:80] + b"=",
    ),
    _damaged(
        "key-two-equals-signs",
        "A private key with two '=' too many",
        "Shows whether two characters are lost at the beginning or at the end of the key.",
        _PUBLISHED[:80] + b"==",
    ),
    _damaged(
        "key-of-letters",
        "A private key of letters and digits alone",
        "Has the fewest parts: a nonce alone, and a key in which no '+' or '/' can make the code stop.",
        b64encode(b"an example that guards nothing at all!"),
    ),
)
"""All challenges; the first is the one to begin with."""


def challenge(id: str) -> Challenge:
    """Return the challenge with this id. Raises KeyError."""
    return _BY_ID[id]


_BY_ID = {one.id: one for one in POOL}
