"""Requests of every kind, for hypothesis."""

from __future__ import annotations

import json
from base64 import b64encode

from hypothesis import strategies as st

from explainer.pipeline.catalogue import DECISIONS
from explainer.pipeline.model import Mistake
from explainer.request import Request, form_body

NONCES = st.one_of(
    st.integers(0, 2**64 - 1).map(str),
    st.integers(1_500_000_000, 2_000_000_000).flatmap(
        lambda second: st.sampled_from([str(second), f"{second}123", f"{second}123456", f"{second}123456789"])
    ),
)
"""A nonce in any scale, as its text."""

ODD_NONCES = st.text(st.characters(codec="utf-8"), max_size=20)
"""What people paste as a nonce."""

NAMES = st.sampled_from(
    ["pair", "type", "price", "volume", "oflags", "close[price]", "orders[0][txid]", "otp", "userref", "10"]
)
_TELLING_VALUES = (
    *("XBTUSD", "limit order", "1.2500", "0.00001", "1e-05", "+5%", "-", "%41", "true", "True", "None", ""),
    *("a,b", "a&b=c", "[1, 2]", '{"a":1}', "http://x/?a=b", "~*!'()", "two\nlines", "a\x00b", "é€💰"),
)
VALUES = st.one_of(
    st.sampled_from(_TELLING_VALUES),
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.decimals(0, 10**6, places=5).map(str),
)
FIELDS = st.lists(st.tuples(NAMES, VALUES), max_size=6)


@st.composite
def bodies(draw: st.DrawFn, nonce: str) -> bytes:
    """Return POST data that carries the nonce: a form or JSON, as different writers write them."""
    fields = draw(FIELDS)
    fields.insert(draw(st.integers(0, len(fields))), ("nonce", nonce))
    kind = draw(st.sampled_from(["form", "form", "percent-20", "raw", "json", "json-spaced", "json-escaped"]))
    if kind == "form":
        return form_body(fields)
    if kind == "percent-20":
        return form_body(fields).replace(b"+", b"%20")
    if kind == "raw":
        return "&".join(f"{name}={value}" for name, value in fields).encode()
    if kind == "json-spaced":
        return json.dumps(dict(fields)).encode()
    if kind == "json-escaped":
        return json.dumps(dict(fields), separators=(",", ":")).encode()
    return json.dumps(dict(fields), separators=(",", ":"), ensure_ascii=False).encode()


PATHS = st.one_of(
    st.sampled_from(["AddOrder", "Balance", "TradesHistory", "AddOrderBatch"]).map("/0/private/{}".format),
    st.text(st.characters(codec="utf-8"), max_size=30).map("/{}".format),
    st.binary(max_size=120),
)

KEYS = st.one_of(
    st.binary(min_size=64, max_size=64),
    st.binary(max_size=200),
    st.text(st.characters(codec="utf-8"), max_size=40).map(str.encode),
    st.binary(max_size=40).map(lambda data: data + b"\x00\n"),
)
SECRETS = KEYS.map(b64encode)
"""Strict base64 of any key."""

API_KEYS = st.one_of(st.just(b""), st.binary(min_size=42, max_size=42).map(b64encode))


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """Return a request as a client would make it, with any path and key."""
    nonce = draw(NONCES)
    return Request.of(
        draw(PATHS), draw(bodies(nonce)), nonce=nonce, secret=draw(SECRETS), api_key=draw(API_KEYS)
    )


@st.composite
def long_requests(draw: st.DrawFn) -> Request:
    """Return a request with 4 to 5 kB of POST data: one long value, or many orders."""
    nonce = draw(NONCES)
    value = draw(VALUES) or "x"
    orders = [{"type": "buy", "price": f"{price}.50", "text": value[:10]} for price in range(80)]
    form = form_body([("nonce", nonce), ("text", (value * 4096)[:1200])])
    body = draw(st.sampled_from([json.dumps({"nonce": nonce, "orders": orders}).encode(), form]))
    return Request.of("/0/private/AddOrderBatch", body, nonce=nonce, secret=draw(SECRETS))


@st.composite
def odd_requests(draw: st.DrawFn) -> Request:
    """Return a request whose fields have nothing to do with each other."""
    return Request.of(
        draw(st.binary(max_size=60)),
        draw(st.binary(max_size=200)),
        nonce=draw(st.one_of(NONCES, ODD_NONCES, st.binary(max_size=20))),
        secret=draw(SECRETS),
        api_key=draw(API_KEYS),
    )


ANY_REQUEST = st.one_of(requests(), odd_requests())

WRONG_DECISIONS = [decision for decision in DECISIONS if decision.mistakes]


@st.composite
def combinations(draw: st.DrawFn, most: int = 3, *, before: str = "", only: str = "") -> list[Mistake]:
    """Return mistakes of different decisions, no two of them rivals, in the order of the pipeline.

    All stages, or all but the one `before` which they are made, or `only` one.
    """
    chosen = [one for one in WRONG_DECISIONS if one.stage != before and only in ("", one.stage)]
    decisions = draw(st.lists(st.sampled_from(chosen), unique=True, min_size=1, max_size=most))
    decisions.sort(key=DECISIONS.index)
    asked = {decision.id for decision in decisions}
    decisions = [decision for decision in decisions if asked.isdisjoint(decision.rivals)]
    return [draw(st.sampled_from(decision.mistakes)) for decision in decisions]
