"""A paste as a whole: what is concealed, what is not understood, two pastes in one."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest

from explainer.errors import InputError
from explainer.example import EXAMPLE, SIGNATURE
from explainer.intake.draft import Draft
from explainer.intake.paste import LARGEST, joined, read_any, read_paste
from explainer.intake.pasted import Pasted

KEY = EXAMPLE.secret.expose().decode()
DECODED = b64decode(KEY)
ENV = f"KRAKEN_API_KEY=public\nKRAKEN_API_SECRET='{KEY}'\n"
ANSWER = '{"error":["EAPI:Invalid signature"]}\n'


def test_a_secret_is_bullets_wherever_it_stands_and_all_else_keeps_its_place() -> None:
    text = f"I tried {KEY}\n{ENV}and {KEY.replace('=', '%3D')}\n"
    pasted = read_paste(text)
    assert KEY not in pasted.text
    assert KEY not in repr(pasted)
    assert len(pasted.text) == len(text)
    assert pasted.text.splitlines()[0] == "I tried " + "•" * len(KEY)
    assert "KRAKEN_API_KEY=public" in pasted.text
    assert pasted.requests[0].draft.secret == EXAMPLE.secret


@pytest.mark.parametrize(
    "form",
    [
        DECODED.hex(),
        DECODED.hex().upper(),
        DECODED.hex(" "),
        DECODED.hex(":", 2),
        f"<Buffer {DECODED[:50].hex(' ')} ... 14 more bytes>",
        "".join([f"\\x{byte:02x}" for byte in DECODED]),
        ", ".join([f"0x{byte:02x}" for byte in DECODED]),
        str(list(DECODED)),
        str([(byte ^ 128) - 128 for byte in DECODED]),
        KEY.replace("/", "_").replace("+", "-"),
        f"{KEY[:76]}\n{KEY[76:]}",
        f"{KEY[:64]}\r\n  {KEY[64:]}",
    ],
)
def test_a_secret_is_bullets_in_other_forms(form: str) -> None:
    shown = read_paste(f"{ENV}\nmy code printed {form}, what is wrong?").text
    rest = shown.partition("my code printed ")[2].partition(", what is wrong?")[0]
    assert "•" * 50 in rest.replace("\n", "")
    assert not re.search("[0-9A-Fa-f]{2}", rest.removeprefix("<Buffer ").replace("14 more", ""))


def test_what_may_be_a_key_is_bullets_too_unless_it_is_said_to_be_the_signature() -> None:
    assert SIGNATURE not in read_paste(f"what is {SIGNATURE}?").text
    assert SIGNATURE in read_paste(f"API_SIGN={SIGNATURE}").text


def test_what_was_not_understood_is_listed() -> None:
    pasted = read_paste(f"Hello everybody,\nplease help.\n\n{ENV}\nThanks!")
    assert [pasted.excerpt(span) for span in pasted.unread] == ["Hello everybody,\nplease help.", "Thanks!"]
    assert [pasted.line(start) for start, _ in pasted.unread] == [1, 7]


def test_two_pastes_are_read_as_one() -> None:
    first, second = read_paste(ENV), read_paste(f"no idea\n{ANSWER}")
    both = joined(first, second)
    at_once = read_paste(f"{ENV}\nno idea\n{ANSWER}")
    assert (both.requests, both.unread) == (at_once.requests, at_once.unread)
    assert both.requests[0].draft.answer == ("EAPI:Invalid signature",)
    assert joined(Pasted(), first) == first


def test_what_is_a_secret_in_the_second_paste_is_one_in_the_first() -> None:
    assert KEY not in joined(read_paste(f"what is this: {KEY[:-1]}, {KEY}"), read_paste(ENV)).text


def test_a_file_of_powershell_and_one_with_a_mark_are_read() -> None:
    pasted = read_paste(ENV.encode("utf-16"))
    assert pasted.requests[0].draft.secret == EXAMPLE.secret
    assert [remark.id for remark in pasted.remarks] == ["utf-16"]
    assert read_paste(b"\xef\xbb\xbf" + ENV.encode()).requests == read_paste(" " + ENV).requests


def test_lines_that_end_in_cr_alone_are_lines() -> None:
    pasted = read_paste(ENV.replace("\n", "\r"))
    assert pasted.requests[0].draft.secret == EXAMPLE.secret
    assert pasted.requests[0].draft.api_key == b"public"


def test_settings_that_a_shell_or_a_diff_shows() -> None:
    for front in ("+ ", "+", "++ "):
        assert read_paste(f"{front}API_SECRET={KEY}\n").requests[0].draft.secret == EXAMPLE.secret


def test_a_value_that_was_wrapped_is_whole() -> None:
    wrapped = f"{SIGNATURE[:76]}\n{SIGNATURE[76:]}"
    pasted = read_paste(f"+ API_SIGN='{wrapped}'\n+ API_KEY=public\n")
    assert pasted.requests[0].draft.signature == wrapped
    assert pasted.requests[0].draft.api_key == b"public"


def test_a_method_in_small_letters_is_no_other_method() -> None:
    (request,) = read_paste("method: 'POST'\nmethod: 'post'\nnonce: 1616492376594\n").requests
    assert (request.draft.method, request.conflicts) == ("POST", ())


def test_a_paste_that_is_too_long_is_refused() -> None:
    with pytest.raises(InputError, match="too many to look through"):
        read_paste("a" * (LARGEST + 1))


def test_a_file_is_a_request_as_json_or_a_paste() -> None:
    assert isinstance(read_any(b'{"path": "/0/private/Balance"}'), Draft)
    assert isinstance(read_any(ENV.encode()), Pasted)
    with pytest.raises(InputError, match="did you mean 'secret'"):
        read_any(b'{"path": "/0/private/Balance", "secrte": "x"}')
    with pytest.raises(InputError, match="is no JSON: expected a comma"):
        read_any(b'{"path": "/0/private/Balance" "body": ""}')
    with pytest.raises(InputError, match="nothing of a request was found"):
        read_any(b"Good morning.")
