"""A curl command gives the request that curl itself sends for it."""

from __future__ import annotations

import os
import re
import socketserver
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from threading import Thread
from typing import ClassVar, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from explainer.example import EXAMPLE
from explainer.intake.paste import read_paste
from explainer.intake.readers.curl import read_curl
from explainer.intake.readers.model import Part, exact
from tests.intake.ending import read_to_the_end

URL = "https://api.kraken.com/0/private/Balance"
FORM = b"application/x-www-form-urlencoded"
JSON = b"application/json"


def only(text: str) -> Part:
    """Return the one request in a text."""
    parts = list(read_curl(text))
    assert len(parts) == 1
    return parts[0]


def fields(part: Part) -> dict[str, bytes]:
    """Return the fields of a part, each of them once."""
    assert len({found.field for found in part.found}) == len(part.found)
    return {found.field: found.value for found in part.found if isinstance(found.value, bytes)}


def places(text: str) -> dict[str, str]:
    """Return what stands where each field was found."""
    return {found.field: text[slice(*found.span)] for found in only(text).found}


def said(text: str) -> list[tuple[str, str]]:
    """Return the id of each remark, and what stands there."""
    return [(remark.id, text[slice(*remark.span)]) for remark in only(text).remarks]


class Sent(NamedTuple):
    """A request as it arrived."""

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes


class Recorder(BaseHTTPRequestHandler):
    """Answers every request and keeps it."""

    received: ClassVar[list[Sent]] = []

    def handle_one_request(self) -> None:
        self.raw_requestline = self.rfile.readline(65537)
        if self.parse_request():
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self.received.append(Sent(self.command, self.path, self.headers.items(), body))
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        self.close_connection = True


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[Sent]]]:
    """Return the address of a server on this machine, and the list of what it receives."""
    with socketserver.TCPServer(("127.0.0.1", 0), Recorder) as listening:
        thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{listening.server_address[1]}", Recorder.received
        listening.shutdown()
        thread.join()


COMMANDS = [
    "curl URL/0/private/Balance",
    "curl -sS URL/0/private/Balance?x=1#y",
    "curl -X POST URL/0/private/Balance",
    "curl -XPUT URL/0/private/Balance -d nonce=1",
    "curl -d nonce=1 -d 'pair=XBT USD' --data otp=1 URL/0/private/Balance",
    "curl -dnonce=1 --data-ascii a=b --data-raw @c --data-binary d URL/0/private/Balance",
    "curl --url URL/0/private/Balance -d ''",
    "curl URL/0/private/Balance --data-binary $'nonce=1\\n&a=\\r\\n\\t\\x01\\xff\\u00e9'",
    'curl URL/0/private/Balance -d "nonce=1\n&a=b\\\nc"',
    "curl URL/0/private/Balance --data-urlencode 'a=b c&d/é~+%=' --data-urlencode '=e=f' --data-urlencode g",
    "curl URL/0/private/Balance --data-urlencode $'a@b=\\xff\\n*(-._)'",
    "curl URL/0/private/Balance --json '{\"nonce\": 1}'",
    "curl URL/0/private/Balance --json '{\"a\":' --json '1}'",
    "curl URL/0/private/Balance -d a=1 --json '{}' -d b=2",
    "curl URL/0/private/Balance --json '{}' -H 'content-type: text/plain'",
    "curl URL/0/private/Balance -d a -H 'Content-Type:  application/json; charset=utf-8 '",
    "curl URL/0/private/Balance -d a -H 'Content-Type:'",
    "curl URL/0/private/Balance -d a -H 'Content-Type;'",
    "curl URL/0/private/Balance -d a -H 'API-Key: k:e;y' -H 'api-sign:s==' -H 'API-Nonce: 5'",
    "curl URL/0/private/Balance -d a -H 'API-Key:' -H 'API-Sign;'",
    "curl URL/0/private/Balance -d a -H 'API-Key k' -H @/nowhere -H 'X: y'",
    "curl -G URL/0/private/Balance -d nonce=1 -d a=b",
    "curl -G -X POST URL/0/private/Balance -d nonce=1",
    "curl -I URL/0/private/Balance",
    "curl -sSkL --compressed -o /dev/null -m 5 -A 'a b' -b c=d -e x -w '%{http_code}' URL/0/private/Balance",
    "curl -sod URL/0/private/Balance -d a",
    "curl -u me:word URL/0/private/Balance -d a --no-keepalive --max-time 9",
    "curl URL/0/private/Balance -d a=1&b=2",
    "curl URL/0/private/Balance -d a > /dev/null -d b 2>&1 -d c | cat",
    "curl -F nonce=1 URL/0/private/Balance",
    "curl --request-target /0/private/Other URL/0/private/Balance -d a",
    "curl -d a URL/0/private/Balance --next -d b URL/0/private/Other",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_request_is_what_curl_sends(command: str, server: tuple[str, list[Sent]]) -> None:
    address, received = server
    received.clear()
    command = command.replace("URL", address)
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], "LC_ALL": "C.UTF-8"}
    subprocess.run(
        ["bash", "-c", exact(command + "\nwait")], env=environment, capture_output=True, check=False, cwd="/"
    )
    for part, sent in zip(read_curl(command), received, strict=True):
        assert_same(fields(part), sent, multipart="-F" in command)


def assert_same(read: dict[str, bytes], sent: Sent, *, multipart: bool) -> None:
    """Hold the fields of a request against what arrived."""
    headers = {name.lower(): value.encode("latin-1") for name, value in sent.headers}
    content_type = headers.get("content-type")
    assert read["method"] == sent.method.encode()
    assert read["path"] == sent.target.partition("?")[0].encode()
    assert read.get("api_key") == headers.get("api-key")
    assert read.get("signature") == headers.get("api-sign")
    assert read.get("nonce") == headers.get("api-nonce")
    if multipart:
        assert content_type is not None
        assert content_type.startswith(read["content_type"] + b";")
        assert "body" not in read
    else:
        assert read.get("content_type", b"") == (content_type or b"").strip(b" \t")
        assert read.get("body", b"") == sent.body


SIGN = "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ=="
BASH = f"""curl -X POST '{URL}' -H 'API-Key: kk' -H 'API-Sign: {SIGN}' -d 'nonce=1&a=b c'"""
WANTED = {
    "method": b"POST",
    "host": b"api.kraken.com",
    "path": b"/0/private/Balance",
    "api_key": b"kk",
    "signature": SIGN.encode(),
    "content_type": FORM,
    "body": b"nonce=1&a=b c",
}
SHAPES = {
    "bare": BASH,
    "behind a prompt": f"me@host:~/src$ {BASH}\n",
    "behind a hash": f"# {BASH}",
    "sudo and a folder": f"$ sudo /usr/bin/{BASH}",
    "time": f"time {BASH}",
    "piped": f"{BASH} | jq '.result' | less",
    "followed by echo": f"{BASH}; echo",
    "followed by a command": f"{BASH} && date",
    "to a file": f"{BASH} > out.json 2>&1",
    "in prose": f"I tried {BASH} and it's refused. Isn't that odd?",
    "in inline code": f"It says no to `{BASH}`, why?",
    "in a code block": f"```bash\n{BASH}\n```\nWhy?",
    "in quotes of prose": f'I ran "{BASH}" and it failed',
    "in a command substitution": f"RESULT=$({BASH})",
    "continued lines": BASH.replace(" -", " \\\n  -"),
    "continued lines at a prompt": "$ " + BASH.replace(" -", " \\\n> -"),
    "continued lines with CR LF": BASH.replace(" -", " \\\r\n  -") + "\r\n",
    "a blank behind the backslash": BASH.replace(" -", " \\ \n  -"),
    "long options": BASH.replace("-X", "--request").replace("-H", "--header").replace("-d", "--data"),
    "long options with equals signs": BASH.replace("-X ", "--request=")
    .replace("-H ", "--header=")
    .replace("-d ", "--data-raw="),
    "attached": BASH.replace("-X ", "-sSLX").replace("-H ", "-H").replace("-d ", "-d"),
    "cmd": "C:\\Users\\me>" + BASH.replace("'", '"'),
    "cmd, continued": BASH.replace("'", '"').replace(" -", " ^\n  -"),
    "cmd, as browsers copy it": BASH.replace("&", "^&").replace("'", '^"').replace(" -", " ^\r\n  -"),
    "cmd, with parentheses": "C:\\>"
    + BASH.replace("'", '"').replace(" -d", ' -H ^"user-agent: Mozilla/5.0 (Windows NT 10.0; Win64)^" -d'),
    "PowerShell": "PS C:\\Users\\me> " + BASH,
    "PowerShell, curl.exe": "curl.exe" + BASH.removeprefix("curl"),
    "PowerShell, continued": BASH.replace(" -", " `\n  -"),
    "PowerShell, continued at a prompt": "PS> " + BASH.replace(" -", " `\n>> -"),
    "PowerShell, here-string": f"PS> $data = 1\ncurl.exe {URL} -XPOST -H 'API-Key: kk' `\n"
    f"-H 'API-Sign: {SIGN}' -d @'\nnonce=1&a=b c\n'@\n",
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES.keys())
def test_a_command_of_any_shape(text: str) -> None:
    part = only(text)
    assert (part.kind, part.whole, part.unread) == ("curl", True, ())
    assert fields(part) == WANTED


def test_what_stands_around_a_command_belongs_to_it() -> None:
    spans = {
        f"x\n$ {BASH} | jq .\ny": f"$ {BASH} | jq .",
        f"{BASH}; echo\n": f"{BASH}; echo",
        f"{BASH} 2> /dev/null": f"{BASH} 2> /dev/null",
        f"{BASH} && KRAKEN_KEY=x": f"{BASH} &&",
        f"so {BASH} does it": BASH,
    }
    assert {text: text[slice(*only(text).span)] for text in spans} == spans


def test_fields_are_found_where_they_stand() -> None:
    assert places(BASH) == {
        "method": "POST",
        "host": "api.kraken.com",
        "path": "/0/private/Balance",
        "api_key": "kk",
        "signature": SIGN,
        "content_type": "-d",
        "body": "'nonce=1&a=b c'",
    }
    assert places(f"curl {URL} -d a -dnonce='1' -H $'API-Sign: a\\nb'") == {
        "method": "-d",
        "host": "api.kraken.com",
        "path": "/0/private/Balance",
        "signature": "$'API-Sign: a\\nb'",
        "content_type": "-d",
        "body": "a -dnonce='1'",
    }


@pytest.mark.parametrize("quotes", ["\u201c\u201d", "\u2018\u2019", "\u201e\u201c"])
def test_a_command_that_a_messenger_changed(quotes: str) -> None:
    text = re.sub("'([^']*)'", rf"{quotes[0]}\1{quotes[1]}", BASH).replace("-d", "\u2014data")
    (part,) = read_paste(text).parts
    assert fields(part) == WANTED
    assert [remark.id for remark in part.remarks] == ["typographic-quotes", "curl-dash"]
    for data in ("a=it\u2019s \u201cb\u201d", "text= \u201chi\u201d x", "\u201chi\u201d"):
        assert fields(only(f"curl {URL} -d '{data}'"))["body"] == data.encode()


def test_a_line_feed_in_a_header_is_kept() -> None:
    assert fields(only(f"curl {URL} -H 'API-Sign: a\nb'"))["signature"] == b"a\nb"
    assert fields(only(f"curl {URL} -H $'API-Sign: a\\nb\\n'"))["signature"] == b"a\nb\n"


NOT_KNOWN = {
    "a variable": (f'curl {URL} -d "nonce=$NONCE"', "shell-not-filled-in", "$NONCE", '"nonce=$NONCE"'),
    "a variable in braces": (f"curl {URL} -d nonce=${{N}}", "shell-not-filled-in", "${N}", "nonce=${N}"),
    "a command": (f'curl {URL} -d "n=$(date "+%s")"', "shell-not-filled-in", '$(date "+%s")', None),
    "a command in backticks": (f"curl {URL} -d n=`date`", "shell-not-filled-in", "`date`", "n=`date`"),
    "a header": (f'curl {URL} -H "API-Key: $KEY"', "shell-not-filled-in", "$KEY", "$KEY"),
    "a whole header": (f'curl {URL} -H "$HEADER"', "shell-not-filled-in", "$HEADER", '"$HEADER"'),
    "a method": (f"curl {URL} -X $M", "shell-not-filled-in", "$M", "$M"),
    "an address": ("curl $URL/Balance -d nonce=1", "shell-not-filled-in", "$URL", "$URL/Balance"),
    "cmd": (f'C:\\>curl {URL} -d "n=%NONCE%"', "shell-not-filled-in", None, '"n=%NONCE%"'),
    "PowerShell": (f'PS> curl.exe {URL} -d "n=$env:N"', "shell-not-filled-in", "$env:N", '"n=$env:N"'),
    "a file": (f"curl {URL} -d @body.txt", "curl-file-not-opened", "@body.txt", "@body.txt"),
    "a file, encoded": (f"curl {URL} --data-urlencode a@b", "curl-file-not-opened", "a@b", "a@b"),
    "standard input": (f"curl {URL} --data-binary @-", "curl-file-not-opened", "@-", "@-"),
    "headers of a file": (f"curl {URL} -H @h.txt", "curl-file-not-opened", "@h.txt", "@h.txt"),
    "a configuration": (f"curl {URL} -K c.txt", "curl-file-not-opened", "c.txt", "c.txt"),
    "an upload": (f"curl {URL} -T c.txt", "curl-file-not-opened", "c.txt", "c.txt"),
    "multipart": (f"curl {URL} -F nonce=1", "curl-multipart", "nonce=1", "nonce=1"),
    "no value": (f"curl {URL} -d", "curl-value-missing", "-d", "-d"),
    "an unknown option": (f"curl {URL} --dta nonce=1", "curl-option-unknown", "--dta", None),
    "an unknown letter": (f"curl {URL} -W", "curl-option-unknown", "-W", None),
    "a header cut in two": (f"curl -H API-Key: kk {URL}", "curl-stray-word", "kk", "kk"),
    "an empty header": (f"curl {URL} -H API-Key:", "curl-header-empty", "API-Key:", None),
    "no colon": (f"curl {URL} -H 'API-Key kk'", "curl-header-without-colon", "'API-Key kk'", None),
    "data in the query": (f"curl -G {URL} -d nonce=1", "curl-data-in-query", "nonce=1", None),
    "a query": (f"curl {URL} --url-query nonce=1", "curl-data-in-query", "nonce=1", None),
    "a sign in bare data": (f"curl {URL} -d nonce=1&a=b", "shell-ampersand", "&", None),
    "a quote that stays open": (f"curl {URL} -d 'nonce=1", "shell-quote-open", "'nonce=1", None),
    "history": (f'curl {URL} -d "nonce=1!a"', "bash-history", "!", None),
    "a blank behind a backslash": (f"curl {URL} \\ \n -d a", "shell-blank-continuation", "\\ \n", None),
    "quotes in PowerShell": (f"PS> curl.exe {URL} -d '{{\"a\":1}}'", "powershell-quotes", None, None),
}


@pytest.mark.parametrize(("text", "id", "there", "unread"), NOT_KNOWN.values(), ids=NOT_KNOWN.keys())
def test_what_is_not_known_is_said(text: str, id: str, there: str | None, unread: str | None) -> None:
    assert id in [remark for remark, _ in said(text)]
    assert there is None or (id, there) in said(text)
    assert unread is None or [text[slice(*span)] for span in only(text).unread] == [unread]


def test_a_path_behind_a_variable_is_read() -> None:
    text = 'curl "$API/0/private/Balance" -d nonce=1'
    assert fields(only(text))["path"] == b"/0/private/Balance"
    assert "host" not in fields(only(text))


def test_several_commands_are_several_requests() -> None:
    text = f"$ {BASH}\n{{}}\nand then\n$ {BASH.replace('nonce=1', 'nonce=2')} --next {URL}\n"
    assert [fields(part).get("body") for part in read_curl(text)] == [
        b"nonce=1&a=b c",
        b"nonce=2&a=b c",
        None,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I use curl to send it",
        "curl",
        "curl -X POST is what I meant, and curl -d to give data",
        "libcurl/7.88.1 and pycurl -d nonce=1",
        f"PS> curl -Uri {URL} -Method POST -Body 'nonce=1'",
        f'system("curl -d \\"nonce=1\\" {URL}")',
        "curl: (6) Could not resolve host: api.kraken.com",
    ],
)
def test_what_is_no_command(text: str) -> None:
    assert list(read_curl(text)) == []


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from([*"'\"\\$`^&|()@{}\n!:=;<>%", " ", " ", "curl ", "-d", "-H", "--next", URL, "a"])
    )
)
def test_any_text_is_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    at = 0
    for part in read_curl(text):
        assert at <= part.span[0] < part.span[1] <= len(text)
        at = part.span[1]
        spans = [*[one.span for one in part.found], *[one.span for one in part.remarks], *part.unread]
        for start, end in spans:
            assert part.span[0] <= start <= end <= part.span[1]


@given(st.binary(max_size=40).map(lambda data: data.replace(b"\0", b"").decode("utf-8", "surrogateescape")))
@example('^"')
@example("%PATH%")
def test_a_body_is_kept_byte_for_byte(body: str) -> None:
    quoted = "'" + body.replace("'", "'\\''") + "'"
    assert fields(only(f"curl {URL} --data-raw {quoted}"))["body"] == exact(body)


def test_a_private_key_for_a_password_is_a_secret() -> None:
    key = EXAMPLE.secret.expose().decode()
    text = f"curl -u kk:{key} {URL}"
    assert (places(text)["secret"], said(text)) == (key, [("curl-key-as-password", f"kk:{key}")])
    assert key not in repr(only(text))
    assert "secret" not in places(f"curl -u me:word {URL}")


LONG = 1_000_000
HUGE = {
    "single quotes": f"curl {URL} -d 'nonce=1&{'a' * LONG}'",
    "double quotes": f'curl {URL} -d "nonce=1&{"a" * LONG}"',
    "escapes": f'curl {URL} -d "nonce=1&' + '\\"' * (LONG // 2) + '"',
    "a quote that stays open": f"curl {URL} -d 'nonce=1&{'a' * LONG}",
    "commands": "curl 'x " * (LONG // 8),
    "open parentheses": 'curl -d "$(' * (LONG // 11),
    "here-strings": "curl.exe @'\nx " * (LONG // 14) + "\n'@",
    "addresses": f"curl {URL} " * (LONG // 42),
    "options": f"curl {URL} " + "-d a " * (LONG // 5),
    "letters": f"curl {URL} -" + "s" * LONG,
    "blanks": "curl" + " " * LONG + URL,
    "folders": "a/" * (LONG // 2) + "curl -d",
    "prompts": "$ " * (LONG // 2) + "curl -d",
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE.keys())
def test_a_large_paste_is_read_in_time(text: str) -> None:
    assert all(part.span[1] <= len(text) for part in read_to_the_end(read_curl, text))
