"""Raw HTTP requests and header lines are read to the byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.example import EXAMPLE, SIGNATURE
from explainer.intake.paste import read_paste
from explainer.intake.readers.http import read_headers, read_http
from explainer.intake.readers.model import Part, Reader, exact
from explainer.request import Request
from tests.intake.ending import read_to_the_end
from tests.strategies import requests

API_KEY = "3ugaaVzPsE5O1DB9oJjuJTZUkBZVjZ0aQYPLmuXSLJM8MBwpFUHyhxuR"
BODY = EXAMPLE.body.decode()
HEAD = (
    "POST /0/private/AddOrder HTTP/1.1\n"
    "Host: api.kraken.com\n"
    f"API-Key: {API_KEY}\n"
    f"API-Sign: {SIGNATURE}\n"
    "Content-Type: application/x-www-form-urlencoded\n"
)
FIELDS = {
    "method": "POST",
    "path": "/0/private/AddOrder",
    "host": "api.kraken.com",
    "api_key": API_KEY,
    "signature": SIGNATURE,
    "content_type": "application/x-www-form-urlencoded",
}


def fields(part: Part) -> dict[str, str]:
    """Return what was found as text, and check that no field comes twice."""
    assert len({one.field for one in part.found}) == len(part.found)
    return {one.field: shown(one.value) for one in part.found}


def shown(value: object) -> str:
    assert isinstance(value, bytes)
    return value.decode("utf-8", "surrogateescape")


def remarks(part: Part) -> list[str]:
    return [one.id for one in part.remarks]


def only(reader: Reader, text: str) -> Part:
    """Return the only part that a reader finds."""
    (part,) = reader(text)
    return part


def check_places(text: str, part: Part) -> None:
    """Check that each value stands at its place, to the letter."""
    for one in part.found:
        assert exact(text[slice(*one.span)]) == one.value


def check_robust(reader: Reader, text: str) -> None:
    """Check that parts and what is in them have places in the text, and that parts do not overlap."""
    end = 0
    for part in reader(text):
        assert end <= part.span[0] <= part.span[1] <= len(text)
        end = part.span[1]
        spans = [*[one.span for one in part.found], *[one.span for one in part.remarks]]
        for span in spans:
            assert part.span[0] <= span[0] <= span[1] <= part.span[1]


def check_linear(reader: Reader, hostile: str) -> None:
    """Check that a reader comes to the end of a long text of one piece again and again."""
    read_to_the_end(reader, hostile * (300_000 // len(hostile)))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("length", ["", f"Content-Length: {len(BODY)}\n"])
def test_a_request_with_its_body(line_end: str, length: str) -> None:
    text = f"{HEAD}{length}\n".replace("\n", line_end) + BODY
    part = only(read_http, text)
    assert part.whole
    assert fields(part) == FIELDS | {"body": BODY}
    assert remarks(part) == []
    assert part.span == (0, len(text))
    check_places(text, part)


def test_the_request_target_may_be_a_whole_address_and_lack_the_version() -> None:
    text = f"POST https://api.kraken.com/0/private/Balance\nAPI-Key: {API_KEY}\n\nnonce=1"
    assert fields(only(read_http, text)) == {
        "method": "POST",
        "host": "api.kraken.com",
        "path": "/0/private/Balance",
        "api_key": API_KEY,
        "body": "nonce=1",
    }


def test_a_path_may_begin_with_two_slashes() -> None:
    for path in ("//0/private/Balance", "/0//private/Balance"):
        assert fields(only(read_http, f"POST {path} HTTP/1.1\n\nnonce=1"))["path"] == path


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_last_line_end_is_left_out_and_said(line_end: str) -> None:
    text = f"{HEAD}\n{BODY}\n".replace("\n", line_end)
    part = only(read_http, text)
    assert fields(part)["body"] == BODY
    assert remarks(part) == ["line-end-left-out"]
    assert text[slice(*part.remarks[0].span)] == line_end


def test_content_length_that_counts_the_line_end_keeps_it() -> None:
    text = f"{HEAD}Content-Length: {len(BODY) + 1}\n\n{BODY}\n"
    part = only(read_http, text)
    assert fields(part)["body"] == BODY + "\n"
    assert remarks(part) == []


@pytest.mark.parametrize("said", [1, len(BODY) - 1, len(BODY) + 1, 10**8])
def test_content_length_that_does_not_fit_is_said(said: int) -> None:
    part = only(read_http, f"{HEAD}Content-Length: {said}\n\n{BODY}")
    assert fields(part)["body"] == BODY
    assert remarks(part) == ["content-length-differs"]
    assert f"{said:,} bytes" in part.remarks[0].message
    assert f"has {len(BODY)} as it stands" in part.remarks[0].message


def test_content_length_counts_bytes() -> None:
    body = '{"nonce":"1","pair":"é€💰"}'
    part = only(read_http, f"{HEAD}Content-Length: {len(body.encode())}\n\n{body}\n\nmore")
    assert fields(part)["body"] == body
    assert remarks(part) == []


def test_a_body_that_is_left_out_is_asked_for() -> None:
    assert remarks(only(read_http, f"{HEAD}Content-Length: 80\n\n")) == ["body-not-here"]
    assert "body" not in fields(only(read_http, HEAD))
    assert fields(only(read_http, f"{HEAD}Content-Length: 0\n\n"))["body"] == ""


def test_what_follows_the_body_is_not_of_it() -> None:
    for more in ("\n\nI get an error", "\nsecret: x", '\n{"error":["EAPI:Invalid signature"]}'):
        text = f"{HEAD}\n{BODY}{more}"
        part = only(read_http, text)
        assert fields(part)["body"] == BODY
        assert text[part.span[1] :] == more[1:]


def test_settings_below_a_head_are_no_body() -> None:
    for more in ("API_SECRET=abc", "secret: abc", "my key is here", "nonce: 12", '{"error":["EAPI:x"]}'):
        assert "body" not in fields(only(read_http, f"{HEAD}\n{more}"))


def test_a_json_body_ends_where_its_value_does() -> None:
    body = '{\n  "nonce": 1,\n\n  "pair": "XBTUSD"\n}'
    assert fields(only(read_http, f"{HEAD}\n{body}\n\nmore"))["body"] == body
    broken = "{'nonce': 1,\n 'pair': 'XBTUSD'}"
    assert fields(only(read_http, f"{HEAD}\n{broken}\n\nmore"))["body"] == broken


def test_a_form_over_several_lines_is_kept_exactly() -> None:
    body = "nonce=1&\npair=XBTUSD\n&type=buy"
    assert fields(only(read_http, f"{HEAD}\n{body}\n"))["body"] == body


def test_a_body_without_a_blank_line_above_it_is_said() -> None:
    part = only(read_http, f"{HEAD}{BODY}\n")
    assert fields(part)["body"] == BODY
    assert remarks(part) == ["no-line-before-body", "line-end-left-out"]


def test_a_signature_that_was_wrapped_keeps_its_line_end() -> None:
    for wrapped in (f"{SIGNATURE[:76]}\n{SIGNATURE[76:]}", f"{SIGNATURE[:76]}\n {SIGNATURE[76:]}"):
        text = f"{HEAD.replace(SIGNATURE, wrapped)}\n{BODY}"
        part = only(read_http, text)
        assert fields(part) == FIELDS | {"signature": wrapped, "body": BODY}
        check_places(text, part)


def test_an_indented_request() -> None:
    text = "This is it:\n\n" + "".join(f"    {line}\n" for line in f"{HEAD}\n{BODY}".split("\n")) + "\nmore"
    part = only(read_http, text)
    assert fields(part) == FIELDS | {"body": BODY}
    assert text[part.span[1] :] == "\nmore"
    check_places(text, part)


def test_requests_one_after_the_other() -> None:
    one = f"{HEAD}Content-Length: {len(BODY)}\n\n{BODY}".replace("\n", "\r\n")
    for between in ("", "\r\n", "\n\nand then\n\n"):
        first, second = read_http(f"{one}{between}{one.replace('AddOrder', 'Balance')}")
        assert fields(first) == FIELDS | {"body": BODY}
        assert fields(second) == FIELDS | {"body": BODY, "path": "/0/private/Balance"}


def test_the_response_belongs_to_the_request() -> None:
    text = (
        f"{HEAD}\n{BODY}\n\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n"
        '{"error":["EAPI:Invalid signature"]}\n\nsecret: x'
    )
    part = only(read_http, text)
    assert part.answered
    assert part.answer == ("EAPI:Invalid signature",)
    assert text[part.span[1] :] == "\nsecret: x"
    assert not only(read_http, f"{HEAD}\n{BODY}").answered


def test_a_request_without_a_signature_has_no_fields() -> None:
    part = only(read_http, "GET /0/public/Time HTTP/1.1\nHost: api.kraken.com\n\n")
    assert not part.whole
    assert part.found == ()
    assert remarks(part) == ["request-not-signed"]


def test_a_private_key_in_a_header_is_a_secret() -> None:
    key = EXAMPLE.secret.expose().decode()
    part = only(read_http, f"{HEAD}API-Secret: {key}\n\n{BODY}")
    secret = next(one for one in part.found if one.field == "secret")
    assert secret.value == EXAMPLE.secret
    assert secret.concealed


def test_header_lines_alone() -> None:
    for prefix in ("", "> ", "  "):
        lines = (f"API-Key: {API_KEY}", f"API-Sign: {SIGNATURE}", "Accept: */*", "Content-Type: text/plain")
        text = "before\n" + "".join(f"{prefix}{line}\r\n" for line in lines) + "secret: x\n"
        part = only(read_headers, text)
        assert not part.whole
        assert fields(part) == {"api_key": API_KEY, "signature": SIGNATURE, "content_type": "text/plain"}
        assert text[part.span[1] :] == "secret: x\n"
        check_places(text, part)


@pytest.mark.parametrize("colon", ["", ":"])
def test_headers_as_a_browser_shows_them(colon: str) -> None:
    text = (
        f":authority{colon}\napi.kraken.com\n:method{colon}\nPOST\n:path{colon}\n/0/private/AddOrder\n"
        f":scheme{colon}\nhttps\naccept{colon}\n*/*\napi-key{colon}\n{API_KEY}\napi-sign{colon}\n{SIGNATURE}\n"
        f"cache-control{colon}\nmax-age=0\ncontent-type{colon}\napplication/x-www-form-urlencoded\nmore"
    )
    part = only(read_headers, text)
    assert fields(part) == FIELDS
    check_places(text, part)
    general = f"Request URL{colon}\nhttps://api.kraken.com/0/private/AddOrder\nRequest Method{colon}\nPOST\n"
    assert fields(only(read_headers, general)) == {name: FIELDS[name] for name in ("host", "path", "method")}


def test_a_wrapped_signature_in_header_lines() -> None:
    for prefix in ("", "> "):
        text = f"{prefix}API-Sign: {SIGNATURE[:76]}\n{prefix}{SIGNATURE[76:]}\n"
        assert fields(only(read_headers, text)) == {"signature": f"{SIGNATURE[:76]}\n{SIGNATURE[76:]}"}


def test_what_stands_below_a_whole_signature_is_not_its_rest() -> None:
    for signature in (SIGNATURE, SIGNATURE.rstrip("="), "0f" * 64):
        for below in ("/0/private/Balance", "Balance", "thanks"):
            assert fields(only(read_headers, f"API-Sign: {signature}\n{below}\n"))["signature"] == signature
    assert fields(only(read_headers, f"> API-Sign:\xa0{SIGNATURE}\n"))["signature"] == SIGNATURE


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ('API-Sign: "{}"\n', False),
        ("nonce      '1'\nAPI-Sign: '{}'\n", False),
        ('API-Key: "public",\nAPI-Sign: "{}",\n', False),
        ('API-Key: public\nAPI-Sign: "{}"\n', True),
        ('API-Sign: "{}"\nContent-Type: application/json\n', True),
        ('> API-Sign: "{}"\n', True),
        ('POST /0/private/Balance HTTP/1.1\nAPI-Sign: "{}"\n\nnonce=1', True),
        ("curl https://api.kraken.com/0/private/Balance -H 'API-Sign: \"{}\"' -d nonce=1", True),
    ],
)
def test_quotes_are_sent_in_a_header_and_printed_in_a_listing(text: str, sent: bool) -> None:
    (request,) = read_paste(text.format(SIGNATURE)).requests
    (found,) = [one for one in request.found if one.field == "signature"]
    assert found.value == (f'"{SIGNATURE}"' if sent else SIGNATURE).encode()
    assert SIGNATURE in text.format(SIGNATURE)[slice(*found.span)]


@pytest.mark.parametrize("prefix", ["> ", ">", "> > ", "  > "])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_request_that_a_mail_quotes(prefix: str, end: str) -> None:
    text = "".join(f"{prefix}{line}".rstrip() + end for line in f"{HEAD}\n{BODY}".split("\n"))
    part = only(read_http, text)
    assert fields(part) == FIELDS | {"body": BODY}
    check_places(text, part)


def test_a_response_alone_says_nothing_of_a_request() -> None:
    response = 'HTTP/2 200 \r\ncontent-type: application/json\r\n\r\n{"error":["EAPI:Invalid key"]}'
    part = only(read_http, f"$ curl -i x\n{response}\n\nand now?")
    assert (part.found, part.whole, part.answer) == ((), False, ("EAPI:Invalid key",))


def test_headers_that_python_prints_are_no_body() -> None:
    part = only(read_http, "POST https://api.kraken.com/0/private/AddOrder\n{'API-Key': 'k'}\nnonce=1\n")
    assert fields(part) == {name: FIELDS[name] for name in ("method", "host", "path")}


def test_a_request_to_derivatives_is_one() -> None:
    text = (
        "POST /derivatives/api/v3/sendorder HTTP/1.1\nHost: futures.kraken.com\nAPIKey: x\nAuthent: y\n\na=b"
    )
    assert fields(only(read_http, text))["path"] == "/derivatives/api/v3/sendorder"


def test_a_name_without_a_value_takes_no_other_name_for_one() -> None:
    for below in ("secret: abc", "API_SECRET=abc", "API-Sign: abc"):
        assert fields(next(iter(read_headers(f"API-Key:\n{below}\n"))))["api_key"] == ""


def test_header_lines_of_something_else_are_left() -> None:
    assert list(read_headers("Host: example.com\nContent-Type: text/plain\n")) == []


_UNSAFE = frozenset(b"?# \x7f") | frozenset(range(32))
"""What ends a path or a line; no client sends it in a request line as it is."""


@given(requests(), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_any_request_is_read_back(request: Request, line_end: str, more: bool) -> None:
    path = b"/" + bytes([byte for byte in request.path if byte not in _UNSAFE]).lstrip(b"/")
    head = b"POST " + path + b" HTTP/1.1\nAPI-Key: " + request.api_key + b"\nAPI-Sign: " + SIGNATURE.encode()
    head += b"\nContent-Length: %d\n\n" % len(request.body)
    data = head.replace(b"\n", line_end.encode()) + request.body + (line_end.encode() if more else b"")
    text = data.decode("utf-8", "surrogateescape")
    part = only(read_http, text)
    assert {one.field: one.value for one in part.found} == {
        "method": b"POST",
        "path": path,
        "api_key": request.api_key,
        "signature": SIGNATURE.encode(),
        "body": request.body,
    }
    assert part.remarks == ()
    check_places(text, part)


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [*HEAD.splitlines(True), "\n", "\r", " ", BODY, "Content-Length: 7\n", "> ", "{", "\udc80"]
            ),
            st.text(max_size=5),
        ),
        max_size=20,
    ).map("".join)
)
def test_any_text_is_taken(text: str) -> None:
    check_robust(read_http, text)
    check_robust(read_headers, text)


@pytest.mark.parametrize("reader", [read_http, read_headers])
@pytest.mark.parametrize(
    "hostile",
    [
        *(
            "POST ",
            "POST /",
            " ",
            "\n",
            "POST / HTTP/1.1\n",
            "POST / HTTP/1.1\nContent-Length: 99999999\n\n{é",
        ),
        *(
            "API-Sign: ",
            "API-Sign:\n",
            "API-Sign: a\nb\n",
            f"{HEAD}\n[",
            "\t\r",
            "POST /0 HTTP/1 ",
            "a: b\n c\n",
        ),
        f"{HEAD}\nnonce=1&\n",
    ],
)
def test_no_text_takes_long(reader: Reader, hostile: str) -> None:
    check_linear(reader, hostile)
    check_linear(reader, HEAD + "\n" + hostile * 1000)


def test_a_line_that_names_the_post_data_is_no_header() -> None:
    text = f"POST /0/private/AddOrder HTTP/1.1\nHost: api.kraken.com\nAPI-Sign: x\npostdata: {BODY}\n"
    [request] = read_paste(text).requests
    assert request.draft.body == BODY.encode()
