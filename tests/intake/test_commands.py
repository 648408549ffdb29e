"""Commands of wget and HTTPie, and of curl that reads a pipe, held against what these programs send."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.intake.paste import read_paste
from explainer.intake.readers.curl.others import read_commands
from tests.intake.test_calls import sent
from tests.intake.test_paste_any import assert_sound
from tests.paths import DATA, load

RECORDED: dict[str, dict[str, Any]] = load(DATA / "commands.json")
"""By name: the program, the command that bash ran against a server on loopback, and what arrived."""
URL = "https://api.kraken.com/0/private/Balance"


@pytest.mark.parametrize("prompt", ["", "$ ", "me@host:~/bot$ "])
@pytest.mark.parametrize("name", RECORDED)
def test_a_command_gives_what_its_program_sends(name: str, prompt: str) -> None:
    pasted = read_paste(prompt + "\n".join(RECORDED[name]["command"]))
    assert_sound(pasted)
    (request,) = pasted.requests
    assert not request.conflicts
    assert not pasted.unread
    assert sent(request.draft) == RECORDED[name]["sent"]


@pytest.mark.parametrize(
    ("text", "id"),
    [
        (f"http {URL} API-Key:k nonce=$N", "shell-not-filled-in"),
        (f"http {URL} API-Key:k nonce:=x", "shell-not-filled-in"),
        (f"http {URL} API-Key:k data@file", "curl-file-not-opened"),
        (f"wget --post-file=body {URL}", "curl-file-not-opened"),
        (f"echo -n $BODY | curl -d @- {URL}", "shell-not-filled-in"),
        (f"cat body | curl -d @- {URL}", "curl-file-not-opened"),
        (f"echo -e 'a\\n' | curl -d @- {URL}", "curl-file-not-opened"),
        (f"printf 'a%d' 1 | curl -d @- {URL}", "curl-file-not-opened"),
    ],
)
def test_what_is_not_known_is_said(text: str, id: str) -> None:
    pasted = read_paste(text)
    (request,) = pasted.requests
    assert request.draft.path == b"/0/private/Balance"
    assert request.draft.body is None
    assert id in {remark.id for remark in request.remarks}
    assert pasted.unread


def test_several_addresses_in_one_are_said() -> None:
    text = "curl 'https://api.kraken.com/0/private/{Balance,AddOrder}' -d nonce=1"
    pasted = read_paste(text)
    (request,) = pasted.requests
    assert (request.draft.path, request.draft.body) == (None, b"nonce=1")
    assert [remark.id for remark in request.remarks] == ["curl-several-addresses"]
    assert [pasted.excerpt(span) for span in pasted.unread] == [text.split()[1]]


@pytest.mark.parametrize(
    "text", ["http is a protocol", f"http {URL.replace('private', 'public')}", "wget", "wget https://x.com/a"]
)
def test_what_needs_no_signature_is_no_part(text: str) -> None:
    assert not list(read_commands(text))


PIECES = st.lists(
    st.one_of(
        st.text(max_size=4),
        st.sampled_from(
            ["http ", "wget ", "curl -d @- ", "echo ", "printf ", "| ", "-n ", "<<< ", "<<EOF\n"]
        ),
        st.sampled_from(
            [URL, " API-Key:k ", " nonce=1 ", " a:=1 ", "'", '"', "\n", " \\\n", "--form ", "--raw "]
        ),
        st.sampled_from(["\n".join(one["command"]) for one in RECORDED.values()]),
    ),
    max_size=16,
).map("".join)


@given(PIECES)
def test_any_text(text: str) -> None:
    assert_sound(read_paste(text))
