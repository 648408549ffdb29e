"""What tools print about the requests that they send, as they printed it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.example import SIGNATURE
from explainer.intake.readers.logs.ccxt import read_ccxt_log
from explainer.intake.readers.logs.curl import read_curl_log
from explainer.intake.readers.logs.http import read_http_log
from explainer.intake.readers.logs.node import read_node_log
from explainer.intake.readers.model import Reader
from tests.intake.test_http import BODY, check_linear, check_robust, fields, only, remarks

CURL = f"""\
*   Trying 127.0.0.1:8765...
* Connected to 127.0.0.1 (127.0.0.1) port 8765 (#0)
> POST /0/private/AddOrder HTTP/1.1
> Host: 127.0.0.1:8765
> User-Agent: curl/7.88.1
> Accept: */*
> API-Key: KEY
> API-Sign: {SIGNATURE}
> Content-Length: 80
> Content-Type: application/x-www-form-urlencoded
>\x20
}} [80 bytes data]
< HTTP/1.1 200 OK
< Content-Type: application/json
< Content-Length: 36
<\x20
{{ [36 bytes data]
* Connection #0 to host 127.0.0.1 left intact
{{"error":["EAPI:Invalid signature"]}}
"""
ASCII = f"""\
== Info:   Trying 127.0.0.1:8765...
== Info: Connected to 127.0.0.1 (127.0.0.1) port 8765 (#0)
=> Send header, 280 bytes (0x118)
0000: POST /0/private/AddOrder HTTP/1.1
0023: Host: 127.0.0.1:8765
0039: User-Agent: curl/7.88.1
0052: Accept: */*
005f: API-Key: KEY
006d: API-Sign: {SIGNATURE[:54]}
00ad: {SIGNATURE[54:]}
00d1: Content-Length: 80
00e5: Content-Type: application/x-www-form-urlencoded
0116:\x20
=> Send data, 80 bytes (0x50)
0000: nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type
0040: =buy&volume=1.25
<= Recv header, 17 bytes (0x11)
0000: HTTP/1.1 200 OK
<= Recv data, 36 bytes (0x24)
0000: {{"error":["EAPI:Invalid signature"]}}
"""
HEX = """\
=> Send header, 61 bytes (0x3d)
0000: 50 4f 53 54 20 2f 30 2f 70 72 69 76 61 74 65 2f POST /0/private/
0010: 42 61 6c 61 6e 63 65 20 48 54 54 50 2f 31 2e 31 Balance HTTP/1.1
0020: 0d 0a 48 6f 73 74 3a 20 31 32 37 2e 30 2e 30 2e ..Host: 127.0.0.
0030: 31 3a 38 37 36 35 0d 0a 0d 0a                   1:8765....
=> Send data, 22 bytes (0x16)
0000: 7b 22 6e 6f 6e 63 65 22 3a 31 2c 0a 22 61 22 3a {"nonce":1,."a":
0010: 22 e2 82 ac 22 7d                               "..."}
"""
SENT = (
    "DEBUG:urllib3.connectionpool:Starting new HTTP connection (1): 127.0.0.1:8765\n"
    "send: b'POST /0/private/AddOrder HTTP/1.1\\r\\nHost: 127.0.0.1:8765\\r\\n"
    "User-Agent: python-requests/2.34.2\\r\\nAccept: */*\\r\\nAPI-Key: KEY\\r\\n"
    f"API-Sign: {SIGNATURE}\\r\\n"
    "Content-Type: application/x-www-form-urlencoded\\r\\nContent-Length: 80\\r\\n\\r\\n'\n"
    f"send: b'{BODY}'\n"
    "reply: 'HTTP/1.1 200 OK\\r\\n'\n"
    "header: Content-Type: application/json\n"
    'DEBUG:urllib3.connectionpool:http://127.0.0.1:8765 "POST /0/private/AddOrder HTTP/1.1" 200 36\n'
)
HTTPX = (
    "DEBUG [2026-11-25 03:52:29,653] httpcore.http11 - send_request_headers.started"
    " request=<Request [b'POST']>\n"
    "INFO [2026-11-25 03:52:29,655] httpx - HTTP Request: POST http://127.0.0.1:8765/0/private/AddOrder"
    ' "HTTP/1.1 200 OK"\n'
    "DEBUG [2026-11-25 03:52:29,656] httpcore.connection - close.complete\n"
)
AIOHTTP = (
    "TraceRequestStartParams(method='POST', url=URL('http://127.0.0.1:8765/0/private/AddOrder'),"
    f" headers=<CIMultiDict('API-Key': 'KEY', 'API-Sign': '{SIGNATURE}',"
    " 'Content-Type': 'application/x-www-form-urlencoded')>)\n"
    "Chunk sent TraceRequestChunkSentParams(method='POST',"
    f" url=URL('http://127.0.0.1:8765/0/private/AddOrder'), chunk=b'{BODY}')\n"
)
CCXT_SIGNATURE = "OipPcji2JUIK1/26laJx8EKDOmI8LmZmHbUt3OcIz3j/g8dO0Qftdjhh7BVRO977HNCkkhzI63ozSrKBst2Ymw=="
CCXT_PYTHON = (
    "\nfetch Request: kraken POST http://127.0.0.1:8765/0/private/AddOrder RequestHeaders:"
    f" {{'API-Key': 'KEY', 'API-Sign': '{CCXT_SIGNATURE}',"
    " 'Content-Type': 'application/x-www-form-urlencoded', 'Accept': '*/*'}"
    " RequestBody: nonce=1616492376594&pair=XBTUSD&type=buy\n"
    "\nfetch Response: kraken POST http://127.0.0.1:8765/0/private/AddOrder 200 ResponseHeaders:"
    " {'Content-Type': 'application/json'} ResponseBody: {\"error\":[\"EAPI:Invalid signature\"]}\n"
)
CCXT_LOG = (
    "DEBUG:ccxt.base.exchange:POST http://127.0.0.1:8765/0/private/AddOrder, Request:"
    f" {{'API-Key': 'KEY', 'API-Sign': '{CCXT_SIGNATURE}',"
    " 'Content-Type': 'application/x-www-form-urlencoded'} nonce=1616492376594&pair=XBTUSD&type=buy\n"
)
CCXT_JAVASCRIPT = f"""\
fetch Request:
 kraken POST http://127.0.0.1:8765/0/private/AddOrder\x20
RequestHeaders:
 {{
  'API-Key': 'KEY',
  'API-Sign': '{CCXT_SIGNATURE}',
  'Content-Type': 'application/x-www-form-urlencoded'
}}\x20
RequestBody:
 nonce=1616492376594&pair=XBTUSD&type=buy\x20

handleRestResponse:
 kraken POST http://127.0.0.1:8765/0/private/AddOrder 200 OK\x20
ResponseHeaders:
 {{
  'Content-Type': 'application/json'
}}\x20
ResponseBody:
 {{"error":["EAPI:Invalid signature"]}}\x20

"""
CCXT_PHP = f"""\
Array
(
    [0] => fetch Request:
    [1] => kraken
    [2] => POST
    [3] => http://127.0.0.1:8765/0/private/AddOrder
    [4] => RequestHeaders:
    [5] => Array
        (
            [API-Key] => KEY
            [API-Sign] => {CCXT_SIGNATURE}
            [Content-Type] => application/x-www-form-urlencoded
        )

    [6] => RequestBody:
    [7] => nonce=1616492376594&pair=XBTUSD&type=buy
)
"""
NODE_HEADER = f"""\
<ref *2> ClientRequest {{
  outputSize: 0,
  _header: 'POST /0/private/AddOrder HTTP/1.1\\r\\n' +
    'API-Key: KEY\\r\\n' +
    'API-Sign: {SIGNATURE}\\r\\n' +
    'Content-Type: application/x-www-form-urlencoded\\r\\n' +
    'Host: 127.0.0.1:8765\\r\\n' +
    'Content-Length: 80\\r\\n' +
    '\\r\\n',
  _onPendingData: [Function: nop],
"""
AXIOS = f"""\
[Object: null prototype] {{
  adapter: [ 'xhr', 'http', 'fetch' ],
  transformRequest: [ [Function: transformRequest] ],
  env: {{
    FormData: [Function: FormData] {{
      LINE_BREAK: '\\r\\n',
      DEFAULT_CONTENT_TYPE: 'application/octet-stream'
    }},
    Blob: [class Blob]
  }},
  headers: Object [AxiosHeaders] {{
    Accept: 'application/json, text/plain, */*',
    'Content-Type': 'application/x-www-form-urlencoded',
    'API-Key': 'KEY',
    'API-Sign': '{SIGNATURE}'
  }},
  method: 'post',
  url: 'http://127.0.0.1:8765/0/private/AddOrder',
  data: '{BODY}',
  allowAbsoluteUrls: true
}}
"""
FETCH = f"""\
Request {{
  method: 'POST',
  url: 'http://127.0.0.1:8765/0/private/AddOrder',
  headers: Headers {{
    'API-Key': 'KEY',
    'API-Sign': '{SIGNATURE}',
    'Content-Type': 'application/x-www-form-urlencoded'
  }},
  signal: AbortSignal {{ aborted: false }}
}}
"""
TARGET = {"method": "POST", "path": "/0/private/AddOrder"}
HEADERS = {"api_key": "KEY", "signature": SIGNATURE, "content_type": "application/x-www-form-urlencoded"}
CCXT = (
    TARGET
    | HEADERS
    | {
        "host": "127.0.0.1",
        "signature": CCXT_SIGNATURE,
        "body": "nonce=1616492376594&pair=XBTUSD&type=buy",
    }
)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_curl_in_verbose_mode_shows_no_body(line_end: str) -> None:
    part = only(read_curl_log, CURL.replace("\n", line_end))
    assert fields(part) == TARGET | HEADERS | {"host": "127.0.0.1"}
    assert remarks(part) == ["body-not-here"]
    assert part.answer == ("EAPI:Invalid signature",)
    assert part.span == (0, len(CURL.replace("\n", line_end)))


def test_a_wrapped_signature_in_what_curl_prints() -> None:
    wrapped = f"{SIGNATURE[:76]}\n> {SIGNATURE[76:]}"
    part = only(read_curl_log, CURL.replace(SIGNATURE, wrapped))
    assert fields(part)["signature"] == f"{SIGNATURE[:76]}\n{SIGNATURE[76:]}"


def test_a_request_that_is_quoted_with_its_body_is_none_of_curl() -> None:
    assert list(read_curl_log(CURL.replace("} [80 bytes data]", "> nonce=1"))) == []


def test_a_trace_of_curl_in_ascii() -> None:
    part = only(read_curl_log, ASCII)
    assert fields(part) == TARGET | HEADERS | {"host": "127.0.0.1", "body": BODY}
    assert part.answer == ("EAPI:Invalid signature",)
    assert part.span == (0, len(ASCII))
    assert remarks(part) == []


def test_dots_of_a_trace_may_be_other_characters() -> None:
    part = only(read_curl_log, ASCII.replace("=buy", "=.uy"))
    assert remarks(part) == ["dots-of-trace"]


def test_a_trace_of_curl_in_hexadecimal() -> None:
    part = only(read_curl_log, HEX)
    assert fields(part) == {
        "method": "POST",
        "path": "/0/private/Balance",
        "host": "127.0.0.1",
        "body": '{"nonce":1,\n"a":"€"}',
    }
    path = next(one for one in part.found if one.field == "path")
    assert HEX[slice(*path.span)].startswith("2f 30 2f 70")


def test_two_traces_are_two_requests() -> None:
    assert len(list(read_curl_log(ASCII + HEX + CURL))) == 3


def test_what_python_sends() -> None:
    first, part = read_http_log(SENT)
    assert first.found == ()
    assert fields(part) == TARGET | HEADERS | {"host": "127.0.0.1", "body": BODY}
    assert part.whole
    assert part.span[1] == len(SENT)


def test_bytes_that_python_sends() -> None:
    text = "send: b'POST /0/private/Balance HTTP/1.1\\r\\n\\r\\n'\nsend: b'n=\\xe2\\x82\\xac\\'\"\\n\\xff'\n"
    part = only(read_http_log, text)
    assert next(one.value for one in part.found if one.field == "body") == b"n=\xe2\x82\xac'\"\n\xff"


def test_lines_that_say_only_where_a_request_went() -> None:
    line = (
        'DEBUG:urllib3.connectionpool:https://api.kraken.com:443 "POST /0/private/Balance HTTP/1.1" 200 None'
    )
    assert fields(only(read_http_log, line)) == {
        "method": "POST",
        "host": "api.kraken.com",
        "path": "/0/private/Balance",
    }
    *_, part = read_http_log(HTTPX)
    assert fields(part) == TARGET | {"host": "127.0.0.1"}
    public = line.replace("POST /0/private/Balance", "GET /0/public/Time")
    assert only(read_http_log, public).found == ()


def test_what_aiohttp_traces() -> None:
    start, chunk = read_http_log(AIOHTTP)
    assert fields(start) == TARGET | HEADERS | {"host": "127.0.0.1"}
    assert fields(chunk) == {"body": BODY}
    assert (start.whole, chunk.whole) == (True, False)


@pytest.mark.parametrize("text", [CCXT_PYTHON, CCXT_LOG, CCXT_JAVASCRIPT, CCXT_PHP])
def test_ccxt_in_verbose_mode(text: str) -> None:
    part = only(read_ccxt_log, text)
    assert fields(part) == CCXT
    assert part.answer == (("EAPI:Invalid signature",) if "Response" in text else ())


def test_the_head_that_node_keeps() -> None:
    part = only(read_node_log, NODE_HEADER)
    assert fields(part) == TARGET | HEADERS | {"host": "127.0.0.1"}
    assert remarks(part) == ["body-not-here"]


def test_objects_that_node_prints_with_their_classes() -> None:
    assert fields(only(read_node_log, AXIOS)) == TARGET | HEADERS | {
        "host": "127.0.0.1",
        "body": BODY,
    }
    assert fields(only(read_node_log, FETCH)) == TARGET | HEADERS | {"host": "127.0.0.1"}


def test_a_plain_object_is_left_to_who_reads_code() -> None:
    assert list(read_node_log(FETCH.replace("Headers {", "{").replace("AbortSignal {", "{"))) == []


READERS = [read_curl_log, read_http_log, read_ccxt_log, read_node_log]
PIECES = [
    line
    for text in (CURL, ASCII, HEX, SENT, HTTPX, AIOHTTP, CCXT_PYTHON, CCXT_LOG, CCXT_JAVASCRIPT, CCXT_PHP)
    for line in text.splitlines(True)
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30).map("".join))
def test_any_text_is_taken(text: str) -> None:
    for reader in READERS:
        check_robust(reader, text)


@given(st.sampled_from([CURL, ASCII, HEX, SENT, AIOHTTP, CCXT_JAVASCRIPT, CCXT_PHP, AXIOS]), st.data())
def test_any_change_is_taken(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    changed = text[:at] + data.draw(st.text(max_size=3)) + text[at + data.draw(st.integers(0, 40)) :]
    for reader in READERS:
        check_robust(reader, changed)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "hostile",
    [
        *(" ", "\n", "* a\n", "> ", "> POST / HTTP/1.1\n", "=> Send data, 99999999 bytes (0x1)\n0000: a\n"),
        *("send: b'", "send: b'POST /'\n", "(method='POST', url=URL('", "RequestInfo(url=URL('a'),\n"),
        *(
            "exchange:POST a, Request: {",
            "fetch Request: a POST a RequestHeaders: {\n",
            "[0] => fetch Request:\n",
        ),
        *(
            "_header: 'a' +\n",
            "Headers {\n",
            "a: [Symbol(",
            "httpcore.a\n",
            AXIOS,
            "reply: \n",
            CURL,
            ASCII,
            HEX,
            SENT,
            AIOHTTP,
            CCXT_JAVASCRIPT,
            CCXT_PHP,
        ),
    ],
)
def test_no_text_takes_long(reader: Reader, hostile: str) -> None:
    check_linear(reader, hostile)
