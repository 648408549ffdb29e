"""What stands around a text and is no part of it, and that all else stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.intake.fronts import fronts
from explainer.intake.paste import read_paste
from explainer.intake.readers.views import without
from tests.intake.test_pastes import described, paste

REQUEST = paste("http-snippet-crlf").decode().replace("\r", "")
FRONTS = {
    "docker compose": "bot-1  | ",
    "docker-compose 1": "kraken_bot_1    | ",
    "docker compose with a name": "bot  | ",
    "docker compose in colours": "\x1b[36mbot-1  | \x1b[0m",
    "docker -t": "2026-11-25T07:49:36.123456789Z ",
    "docker compose -t": "bot-1  | 2026-11-25T07:49:36.123456789Z ",
    "kubectl": "[pod/bot-7d9f8c6b5-x2k4q/bot] ",
    "journald": "Nov 25 07:49:36 vps bot[1234]: ",
    "journald, ISO": "2026-11-25T07:49:36+0100 vps python3[1234]: ",
    "syslog of one digit": "Nov  5 07:49:36 vps bot: ",
    "Heroku": "2026-11-25T07:49:36.123456+00:00 app[worker.1]: ",
    "Go": "2026/11/25 07:49:36 ",
    "Go with a file": "2026/11/25 07:49:36.123456 cmd/main.go:12: ",
    "comment": "// ",
    "comment, indented": "    # ",
}
KEPT = {
    "a curl log": "> POST /0/private/Balance HTTP/1.1\n> Host: api.kraken.com\n> \n",
    "a trace": "0000: POST /0/private/Balance HTTP/1.1\n0024: Host: api.kraken.com\n",
    "prompts of Python": ">>> nonce = 1\n>>> print(nonce)\n",
    "prompts of PowerShell": ">> -H 'API-Key: x' `\n>> -d nonce=1\n",
    "numbers alone": "1\n2\n3\n4\n",
    "numbers that do not count": "10 apples\n12 pears\n11 plums\n",
    "a table": "path | /0/private/Balance\nnonce | 1\n",
    "settings that are commented out": "# API_KEY=old\n# API_SECRET=old\n",
    "a message with a time": "12:00 nonce: 1\n12:01 path: /0/private/Balance\n",
}


def bare(text: str) -> str:
    """Return a text less what stands around it."""
    return without(text, fronts(text)).text


@pytest.mark.parametrize("front", FRONTS)
def test_front_is_no_part_of_a_request(front: str) -> None:
    lines = [FRONTS[front] + line for line in REQUEST.split("\n")]
    assert [line.strip() for line in bare("\n".join(lines)).split("\n")] == REQUEST.split("\n")
    requests = read_paste("\n".join(lines)).requests
    assert [described(one) for one in requests] == [described(one) for one in read_paste(REQUEST).requests]


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_what_is_no_front_stays(text: str) -> None:
    assert bare(text) == text


@pytest.mark.parametrize("quoted", ["> ", "> > ", "> > > ", ">"])
def test_quoted_mail_gives_the_same_request(quoted: str) -> None:
    text = "Hello,\n" + "\n".join([quoted + line for line in ("you wrote:", "", *REQUEST.split("\n"))])
    assert [described(one) for one in read_paste(text).requests] == [
        described(one) for one in read_paste(REQUEST).requests
    ]


def test_fences_are_no_part_of_a_text() -> None:
    pasted = read_paste("I use\n```python\nnonce=1\n```\n")
    assert [pasted.excerpt(span) for span in pasted.fronts] == ["```python", "```"]


@given(st.text(st.sampled_from("12>|:# \n\tab`-\x1b[m")))
def test_fronts_are_apart_and_in_order(text: str) -> None:
    at = 0
    for start, end in fronts(text):
        assert at <= start < end <= len(text)
        assert "\n" not in text[start:end]
        at = end + 1


@pytest.mark.parametrize("name", ["call-powershell-hashtable", "curl-powershell", "devtools-powershell"])
def test_a_prompt_of_powershell_is_no_part_of_its_command(name: str) -> None:
    text = paste(name).decode()
    seen = [described(one) for one in read_paste(f"PS C:\\Users\\me> {text}").requests]
    assert seen == [described(one) for one in read_paste(text).requests]


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("\ufeff", ""),
        ('<pre><code class="language-http">', "</code></pre>"),
        ("[code]", "[/code]"),
        ("\x1b]8;;https://example.com\x1b\\", "\x1b]8;;\x1b\\"),
        ("\x1b[38;5;208m\x1b[?25l", "\x1b[39m\x1b[0K"),
    ],
)
def test_what_is_no_text_is_no_part_of_a_request(before: str, behind: str) -> None:
    seen = read_paste(f"{before}{REQUEST}{behind}").requests
    assert not seen[0].remarks
    assert [described(one) for one in seen] == [described(one) for one in read_paste(REQUEST).requests]


@pytest.mark.parametrize("tag", ["<br>", "</p>", '<span class="s">', "[code]"])
def test_a_tag_in_a_value_is_left_out_and_said(tag: str) -> None:
    pasted = read_paste(f"URI path: /0/private/AddOrder\nPOST data: nonce=1&text=a{tag}b\n")
    [request] = pasted.requests
    assert request.draft.body == b"nonce=1&text=ab"
    assert [(one.id, pasted.excerpt(one.span)) for one in request.remarks] == [("tags-left-out", tag)]
