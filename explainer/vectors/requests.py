"""The requests of signatures.json: the published ones, and ours, made to be nasty."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from explainer.example import EXAMPLE
from explainer.request import Request
from explainer.secret import Secret
from explainer.vectors.lengths import LENGTHS

NOTES = {
    "Published": "Published by Kraken or a client library, at the address in source, with this signature.",
    "LenientSecret": (
        "The secret is no strict base64, and a client may well refuse it. stages.secret is the key that"
        " lenient decoders make of it; strict_secret is standard base64 of that key."
    ),
    "Nonce": "The nonce's scale, size or place in the body.",
    "Encoding": "Characters that encoders write differently. What counts is the body as it stands here.",
    "Fields": "Repeated, empty, nested and otherwise unusual fields.",
    "Numbers": "Numbers whose text must not be rewritten.",
    "Json": "The body is JSON text (Content-Type: application/json).",
    "Length": "A length at or around a block border of SHA-256 or SHA-512.",
    "Digest": "The SHA-256 digest has bytes that text and shell variables lose.",
    "Key": "The key's bytes or length are unusual. Such keys are made up and guard no account.",
    "FormulaOnly": "The formula is defined for it, but Kraken documents no such call.",
}


@dataclass(frozen=True, slots=True)
class Vector:
    """One request of signatures.json."""

    id: str
    """Stable and unique; says what is nasty about it."""
    comment: str
    flags: tuple[str, ...]
    """Keys of NOTES."""
    request: Request
    """What is signed, its secret in strict base64."""
    source: str = ""
    """Where it was published; empty for ours."""
    lenient_secret: str = ""
    """The secret as it is given, where that is no strict base64."""

    @property
    def given(self) -> Request:
        """The request with the secret as it is given."""
        if not self.lenient_secret:
            return self.request
        return self.request._replace(secret=Secret(self.lenient_secret))


_NONCE = EXAMPLE.nonce.decode()
_EXAMPLE_SECRET = EXAMPLE.secret.expose().decode()
_SBOUCLIER = "https://github.com/sbouclier/kraken-java-api-client (HttpJsonClientTest)"
_CL_KRAKEN = "https://github.com/jonatack/cl-kraken (tests/cryptography.lisp)"
_MULTIPART = (
    f'--example\r\nContent-Disposition: form-data; name="nonce"\r\n\r\n{_NONCE}\r\n'
    '--example\r\nContent-Disposition: form-data; name="asset"\r\n\r\nXBT\r\n--example--\r\n'
)
_QUICK_FOX = "The quick brown fox jumped over the lazy dog"


def _published(id: str, comment: str, source: str, request: Request, lenient: str = "") -> Vector:
    flags = ("Published", "LenientSecret") if lenient else ("Published",)
    return Vector(id, comment, flags, request, source, lenient)


def _body(id: str, body: str, comment: str, *flags: str, endpoint: str = "AddOrder") -> Vector:
    """Return a vector with the example's key, for a call of an endpoint."""
    return Vector(id, comment, flags, Request.of(f"/0/private/{endpoint}", body, secret=EXAMPLE.secret))


def _nonce(id: str, nonce: int, comment: str, flag: str = "Nonce") -> Vector:
    return _body(id, f"nonce={nonce}", comment, flag, endpoint="Balance")


def _order(id: str, fields: str, comment: str, *flags: str) -> Vector:
    return _body(id, f"nonce={_NONCE}&{fields}", comment, *flags)


def _json(id: str, text: str, comment: str, endpoint: str = "AddOrderBatch") -> Vector:
    return _body(id, text.replace("NONCE", _NONCE), comment, "Json", endpoint=endpoint)


def _key(id: str, key: bytes, comment: str, api_key: str = "") -> Vector:
    secret = Secret(b64encode(key))
    request = Request.of("/0/private/Balance", f"nonce={_NONCE}", secret=secret, api_key=api_key)
    return Vector(id, comment, ("Key",), request)


def _lenient(id: str, secret: str, comment: str) -> Vector:
    request = Request.of("/0/private/Balance", f"nonce={_NONCE}", secret=EXAMPLE.secret)
    return Vector(id, comment, ("LenientSecret",), request, lenient_secret=secret)


def _unusual(id: str, path: str, body: str, comment: str, nonce: str = _NONCE) -> Vector:
    request = Request.of(path, body, nonce=nonce, secret=EXAMPLE.secret)
    return Vector(id, comment, ("FormulaOnly",), request)


PUBLISHED: tuple[Vector, ...] = (
    _published(
        "kraken-docs",
        "the example of Kraken's documentation",
        "https://docs.kraken.com/api/docs/guides/spot-rest-auth",
        EXAMPLE,
    ),
    _published(
        "python-kraken-sdk",
        "a key of 40 bytes",
        "https://github.com/btschwertfeger/python-kraken-sdk (tests/spot/test_spot_base_api_unit.py)",
        Request.of(
            "/0/private/AddOrder",
            "nonce=1616492376594&ordertype=limit&pair=XBTUSD",
            secret="cHl0aG9uLWtyYWtlbi1zZGsgdW5pdC10ZXN0IHNlY3JldCB2YWx1ZQ==",
        ),
    ),
    _published(
        "sbouclier-java-1",
        "the secret 'secret' has no padding and decodes to 4 bytes",
        _SBOUCLIER,
        Request.of("/urlMethod", "nonce=123456", secret="secret=="),
        "secret",
    ),
    _published(
        "sbouclier-java-2",
        "the nonce comes last",
        _SBOUCLIER,
        Request.of("/urlMethod", "a=A&b=B&c=C&nonce=123456", secret="secret=="),
        "secret",
    ),
    _published(
        "cl-kraken-1",
        "the spaces in the secret are skipped",
        _CL_KRAKEN,
        Request.of(
            "/0/private/Balance", "nonce=1234567890123456789", secret="Thequickbrownfoxjumpedoverthelazydog"
        ),
        _QUICK_FOX,
    ),
    _published(
        "cl-kraken-2",
        "a space as %20, and the nonce comes last",
        _CL_KRAKEN,
        Request.of(
            "/0/private/Balance",
            "pair=xbteur%2C%20xbtusd&nonce=1234567890123456789",
            secret="Thequickbrownfoxjumpedoverthelazydog",
        ),
        _QUICK_FOX,
    ),
)

_NONCES = (
    _nonce("nonce-seconds", 1616492376, "nonce in seconds"),
    _nonce("nonce-microseconds", 1616492376594123, "nonce in microseconds"),
    _nonce("nonce-nanoseconds", 1616492376594123456, "nonce in nanoseconds, over 2 to the power of 53"),
    _nonce("nonce-largest", 18446744073709551615, "the largest nonce, 2 to the power of 64, less 1"),
    _nonce("nonce-one-digit", 7, "the smallest kind of nonce"),
    _nonce("nonce-trailing-zeros", 1616492376000, "three zeros at the end, which an exponent would swallow"),
    _body("nonce-last", f"ordertype=market&pair=XBTUSD&type=buy&nonce={_NONCE}", "nonce last", "Nonce"),
    _body("nonce-between", f"pair=XBTUSD&nonce={_NONCE}&type=buy", "nonce neither first nor last", "Nonce"),
    _order("nonce-digits-elsewhere", f"userref={_NONCE}", "another field has the same digits", "Nonce"),
    _body("nonce-after-its-digits", f"userref={_NONCE}&nonce={_NONCE}", "the same, before it", "Nonce"),
    _body("nonce-in-another-name", f"cnonce=5&nonce={_NONCE}", "another field's name ends in nonce", "Nonce"),
)

_ENCODINGS = (
    _order("space-as-plus", "text=limit+order", "a space as +, as HTML forms do", "Encoding"),
    _order("space-as-percent-20", "text=limit%20order", "a space as %20", "Encoding"),
    _order("plus-as-percent-2b", "price=%2B5&ordertype=stop-loss", "a plus sign as %2B", "Encoding"),
    _order("percent-sign", "price=%2B5%25", "a price of +5%", "Encoding"),
    _order("comma-encoded", "oflags=fcib%2Cpost", "a comma as %2C", "Encoding"),
    _order("comma-raw", "oflags=fcib,post", "a comma as it is", "Encoding"),
    _order("brackets-encoded", "close%5Bordertype%5D=limit&close%5Bprice%5D=42000", "[] encoded", "Encoding"),
    _order("brackets-raw", "close[ordertype]=limit&close[price]=42000", "[] as they are", "Encoding"),
    _order("hex-digits-lowercase", "pair=XBT%2fUSD", "%2f, as old .NET libraries write it", "Encoding"),
    _order("hex-digits-uppercase", "pair=XBT%2FUSD", "%2F, as most write it", "Encoding"),
    _order("slash-raw", "pair=XBT/USD", "a slash as it is", "Encoding"),
    _order("colon-encoded", "deadline=2021-03-23T09%3A39%3A36Z", "a time, its colons encoded", "Encoding"),
    _order("reserved-raw", "text=~*!'()", "~*!'() as they are", "Encoding"),
    _order("reserved-encoded", "text=~%2A%21%27%28%29", "all but ~ encoded, as Python does", "Encoding"),
    _order(
        "tilde-encoded", "text=%7E*%21%27%28%29", "all but * encoded, as URLSearchParams does", "Encoding"
    ),
    _order("unicode-encoded", "text=%E2%82%AC+%F0%9F%92%B0+%C3%A9", "euro, emoji and e acute", "Encoding"),
    _order("unicode-raw", "text=€💰é", "the same characters as raw UTF-8", "Encoding"),
    _order("combining-accent", "text=e%CC%81", "e and a combining accent: not normalised", "Encoding"),
    _order("line-feed-encoded", "text=two%0Alines", "a line feed as %0A", "Encoding"),
    _order("carriage-return-line-feed", "text=two%0D%0Alines", "CR LF encoded", "Encoding"),
    _order("nul-encoded", "text=a%00b", "a NUL as %00", "Encoding"),
    _order("quotes-and-backslash", "text=%22%5C%22", "quotes and a backslash", "Encoding"),
    _order(
        "already-encoded", "text=%2525", "a percent sign that was encoded twice and is sent so", "Encoding"
    ),
    _order("html-entity", "text=a%26amp%3Bb", "the text a&amp;b", "Encoding"),
)

_FIELDS = (
    _order("empty-value", "cl_ord_id=&pair=XBTUSD", "a field with no value", "Fields"),
    _order("name-alone", "validate&pair=XBTUSD", "a field without =", "Fields"),
    _order("empty-fields", "&pair=XBTUSD&&", "nothing between ampersands", "Fields"),
    _order("trailing-ampersand", "pair=XBTUSD&", "an ampersand at the end, sent as well as signed", "Fields"),
    _order("duplicate-names", "pair=XBTUSD&pair=ETHUSD", "one name twice", "Fields"),
    _order("names-differ-in-case", "pair=XBTUSD&Pair=ETHUSD", "names that differ in case alone", "Fields"),
    _order("not-sorted", "volume=1.25&type=buy&pair=XBTUSD", "no order is asked for", "Fields"),
    _order("otp", "pair=XBTUSD&otp=123456", "a one-time password is a field like others", "Fields"),
    _order(
        "otp-leading-zero", "otp=012345&pair=XBTUSD", "a one-time password with a zero in front", "Fields"
    ),
    _order("boolean-lowercase", "validate=true&trades=false", "true and false", "Fields"),
    _order("boolean-python", "validate=True&trades=False", "True and False, sent as well", "Fields"),
    _order("null-as-text", "method=None&asset=null", "None and null as text, sent as well", "Fields"),
    _order("list-repeated", "txid=OAAA&txid=OBBB", "a list as a repeated name", "Fields"),
    _order("list-brackets", "txid%5B%5D=OAAA&txid%5B%5D=OBBB", "a list with []", "Fields"),
    _order("list-indices", "orders%5B0%5D=OAAA&orders%5B1%5D=OBBB", "a list with [0], [1]", "Fields"),
    _order("list-commas", "txid=OAAA%2COBBB", "a list joined by commas", "Fields"),
    _order("list-python", "txid=%5B%27OAAA%27%2C+%27OBBB%27%5D", "a Python list as text, sent so", "Fields"),
    _order("nested", "orders%5B0%5D%5Bclose%5D%5Bprice%5D=42000", "brackets three deep", "Fields"),
    _order(
        "number-like-names", "10=a&9=b&name=c", "names that JavaScript objects move to the front", "Fields"
    ),
    _order("price-trailing-zeros", "price=37500.00&volume=1.2500", "zeros at the end stay", "Numbers"),
    _order("volume-small", "volume=0.00001", "a number that some write as 1e-05", "Numbers"),
    _order("volume-exponent", "volume=1e-05", "an exponent, sent as well", "Numbers"),
    _order("price-whole", "price=37500&volume=1", "whole numbers without a point", "Numbers"),
    _order("price-large", "volume=10000000000000000", "a number that some write as 1e+16", "Numbers"),
    _order("price-negative", "price=-5&leverage=2:1", "a minus sign, and a colon as it is", "Numbers"),
)

_JSON = (
    _json("json-compact", '{"nonce":"NONCE","pair":"XBTUSD","price":"37500"}', "no white space"),
    _json("json-spaced", '{"nonce": "NONCE", "pair": "XBTUSD"}', "spaces after : and ,"),
    _json("json-nonce-number", '{"nonce":NONCE,"pair":"XBTUSD"}', "the nonce as a number"),
    _json("json-nonce-last", '{"pair":"XBTUSD","nonce":"NONCE"}', "the nonce last"),
    _json("json-unicode-raw", '{"nonce":"NONCE","text":"€ é"}', "raw UTF-8"),
    _json("json-unicode-escaped", '{"nonce":"NONCE","text":"\\u20ac \\u00e9"}', "\\u escapes"),
    _json("json-slash", '{"nonce":"NONCE","pair":"XBT/USD"}', "a slash as it is"),
    _json("json-slash-escaped", '{"nonce":"NONCE","pair":"XBT\\/USD"}', "a slash as PHP escapes it"),
    _json("json-html", '{"nonce":"NONCE","text":"<a> & \'b\'"}', "characters that Go escapes"),
    _json("json-html-escaped", '{"nonce":"NONCE","text":"\\u003ca\\u003e"}', "< and > as Go escapes them"),
    _json("json-percent", '{"nonce":"NONCE","price":"+5%"}', "a relative price", endpoint="AddOrder"),
    _json("json-numbers", '{"nonce":NONCE,"price":37500.0,"volume":1.250}', "numbers with trailing zeros"),
    _json("json-literals", '{"nonce":NONCE,"validate":true,"post":false,"text":null}', "true, false, null"),
    _json("json-not-sorted", '{"z":1,"nonce":NONCE,"a":{"c":2,"b":[3,4]}}', "no order is asked for"),
    _json(
        "json-batch",
        '{"nonce":"NONCE","orders":[{"type":"buy","price":"1"},{"type":"sell","price":"2"}],"pair":"XBTUSD"}',
        "a list of objects, as in AddOrderBatch",
    ),
    _json("json-indented", '{\n  "nonce": "NONCE",\n  "orders": []\n}', "indented, with line feeds"),
    _json("json-line-feed-at-end", '{"nonce":"NONCE"}\n', "a line feed at the end, sent as well"),
)

_DIGESTS = (
    _nonce("digest-starts-with-nul", 1616492376596, "the digest's first byte is NUL", "Digest"),
    _nonce("digest-has-nul", 1616492376606, "a NUL inside the digest", "Digest"),
    _nonce("digest-ends-with-nul", 1616492376738, "the digest's last byte is NUL", "Digest"),
    _nonce("digest-has-two-nuls", 1616492377393, "two NULs side by side", "Digest"),
    _nonce("digest-ends-with-line-feed", 1616492376872, "the digest's last byte is a line feed", "Digest"),
    _nonce("digest-ends-with-line-feeds", 1616492381646, "the digest ends in two line feeds", "Digest"),
    _nonce("digest-starts-with-bom", 1616494186017, "the digest starts with EF BB BF", "Digest"),
)

_KEYS = (
    _key("key-high-bytes", bytes(range(0xC0, 0x100)), "all bytes are 0xC0 and above"),
    _key("key-c1-bytes", bytes(range(0x80, 0xC0)), "0x80 to 0xBF, where windows-1252 and latin-1 differ"),
    _key("key-low-bytes", bytes(range(64)), "NUL first, then every control character"),
    _key("key-nul-inside", b"example key\x00that guards no account\x00\x00end", "NULs inside"),
    _key(
        "key-nul-at-end", b"example key that guards no account\x00\x00", "NULs at the end: HMAC pads so too"
    ),
    _key("key-line-feed-at-end", b"example key that guards no account\n", "a line feed at the end"),
    _key("key-is-text", b"example key that guards no account", "a key that is readable text"),
    _key("key-is-utf-8", "Beispielschlüssel für kein Konto €".encode(), "a key that is valid UTF-8"),
    _key("key-is-base64", b64encode(b"example key that guards no account!!"), "a key that is base64 again"),
    _key("key-plus-and-slash", b"\xfb\xef\xbe\xff\xff\xff" * 8, "base64 of nothing but + and /"),
    _key("key-one-byte", b"!", "1 byte"),
    _key("key-three-bytes", b"key", "3 bytes, base64 without padding"),
    _key("key-63-bytes", b"example key " * 5 + b"end", "63 bytes"),
    _key("key-65-bytes", b"example key " * 5 + b"at 65", "65 bytes"),
    _key("key-128-bytes", b"example key that guards no acct!" * 4, "128 bytes, one block of SHA-512"),
    _key("key-129-bytes", b"example key that guards no acct!" * 4 + b"!", "129 bytes: HMAC hashes the key"),
    _key("key-256-bytes", bytes(range(256)), "256 bytes, every byte once"),
    _key(
        "api-key-given",
        bytes(range(0x40, 0x80)),
        "an API key beside the private key; it is not signed",
        api_key=b64encode(b"example API key, 42 bytes, for no account!").decode(),
    ),
)

_LENIENT = (
    _lenient("secret-without-padding", _EXAMPLE_SECRET.rstrip("="), "the '=' signs are missing"),
    _lenient("secret-line-feed-at-end", _EXAMPLE_SECRET + "\n", "a line feed at the end"),
    _lenient("secret-line-feed-inside", _EXAMPLE_SECRET[:76] + "\n" + _EXAMPLE_SECRET[76:], "wrapped at 76"),
    _lenient("secret-in-quotes", f'"{_EXAMPLE_SECRET}"', "double quotes around it"),
    _lenient("secret-url-safe", _EXAMPLE_SECRET.replace("/", "_"), "the URL-safe alphabet"),
)

_UNUSUAL = (
    _unusual("body-empty", "/0/private/Balance", "", "nothing is posted: the nonce is hashed alone"),
    _unusual("body-is-a-query", "/0/private/Balance", f"?nonce={_NONCE}", "a question mark in front"),
    _unusual("path-with-query", "/0/private/Balance?asset=ZUSD", f"nonce={_NONCE}", "a path with a query"),
    _unusual("path-with-unicode", "/0/private/Währung", f"nonce={_NONCE}", "a path that is not ASCII"),
    _unusual(
        "nonce-with-fraction",
        "/0/private/Balance",
        "nonce=1616492376594.0",
        "a nonce that is no integer",
        "1616492376594.0",
    ),
    _unusual("body-multipart", "/0/private/Balance", _MULTIPART, "a form as multipart/form-data"),
    _unusual("path-empty", "", f"nonce={_NONCE}", "no path: the digest is authenticated alone"),
)

VECTORS: tuple[Vector, ...] = (
    *PUBLISHED,
    *_NONCES,
    *_ENCODINGS,
    *_FIELDS,
    *_JSON,
    *_DIGESTS,
    *_KEYS,
    *_LENIENT,
    *(Vector(id, comment, ("Length",), request) for id, comment, request in LENGTHS),
    *_UNUSUAL,
)
