"""What wget, mitmdump and pprint print of any request reads back as it was."""

from __future__ import annotations

from base64 import b64encode
from pprint import pformat

from hypothesis import given
from hypothesis import strategies as st

from explainer.intake.paste import read_paste
from explainer.intake.pasted import PastedRequest
from explainer.request import form_body
from tests.intake.test_paste_any import assert_sound

MACS = st.binary(min_size=64, max_size=64)
ENDPOINTS = st.sampled_from(["Balance", "AddOrder", "TradesHistory"])
NONCES = st.integers(10**12, 10**19).map(str)
FIELDS = st.lists(
    st.tuples(
        st.sampled_from(["pair", "volume", "price", "text", "close[price]"]),
        st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12),
    ),
    max_size=5,
    unique_by=lambda field: field[0],
)


def only(text: str) -> PastedRequest:
    """Return the one request of a text."""
    pasted = read_paste(text)
    assert_sound(pasted)
    (request,) = pasted.requests
    assert not request.conflicts
    return request


@given(MACS, ENDPOINTS, NONCES, FIELDS, st.sampled_from(["\n", "\r\n"]))
def test_what_wget_prints(
    mac: bytes, endpoint: str, nonce: str, fields: list[tuple[str, str]], end: str
) -> None:
    signature = b64encode(mac).decode()
    body = form_body([("nonce", nonce), *fields])
    lines = [
        "---request begin---",
        f"POST /0/private/{endpoint} HTTP/1.1",
        "Host: api.kraken.com",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "API-Key: key",
        f"API-Sign: {signature}",
        "",
        "---request end---",
        f"[BODY data: {body.decode()}]",
        "HTTP request sent, awaiting response... ",
        "",
    ]
    draft = only(end.join(lines)).draft
    assert (draft.path, draft.body) == (f"/0/private/{endpoint}".encode(), body)
    assert (draft.signature, draft.api_key, draft.method) == (signature, b"key", "POST")


@given(MACS, ENDPOINTS, NONCES, FIELDS)
def test_what_mitmdump_prints(mac: bytes, endpoint: str, nonce: str, fields: list[tuple[str, str]]) -> None:
    signature = b64encode(mac).decode()
    pairs = [("nonce", nonce), *fields]
    body = form_body(pairs)
    widest = max(len(name) for name, _ in pairs)
    content = [f"    {name + ':':<{widest + 1}} {value}" for name, value in pairs]
    lines = [
        f"192.0.2.7:49354: POST https://api.kraken.com/0/private/{endpoint}",
        "    Host: api.kraken.com",
        "    API-Key: key",
        f"    API-Sign: {signature}",
        f"    Content-Length: {len(body)}",
        "    Content-Type: application/x-www-form-urlencoded",
        "",
        *content,
        "",
        " << 200 OK 36b",
    ]
    draft = only("\n".join(lines)).draft
    assert (draft.path, draft.body) == (f"/0/private/{endpoint}".encode(), body)
    assert (draft.signature, draft.api_key, draft.method) == (signature, b"key", "POST")


@given(
    MACS,
    NONCES,
    st.integers(1, 72),
    st.sampled_from(["API-Sign: ", "API-Sign:\n", "path: /0/private/Balance\nAPI-Sign: "]),
)
def test_a_signature_that_pprint_broke_into_pieces(mac: bytes, nonce: str, width: int, front: str) -> None:
    signature = b64encode(mac)
    printed = pformat(signature, width=width)
    assert printed.count("\n")
    text = f"{front}{printed}\nnonce: {nonce}\n"
    draft = only(text).draft
    assert (draft.signature, draft.nonce) == (signature.decode(), nonce.encode())
    assert not draft.observed


@given(MACS, NONCES, st.integers(1, 120), st.booleans())
def test_headers_that_pprint_printed(mac: bytes, nonce: str, width: int, as_bytes: bool) -> None:
    signature = b64encode(mac)
    headers = {"API-Key": "key", "API-Sign": signature if as_bytes else signature.decode()}
    text = pformat({"headers": headers, "data": {"nonce": nonce, "pair": "XBTUSD"}}, width=width)
    draft = only(text).draft
    assert (draft.signature, draft.api_key) == (signature.decode(), b"key")
    assert draft.nonce == nonce.encode()
