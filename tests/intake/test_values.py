"""Values that were printed without a name that tells."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha512
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.example import EXAMPLE, SIGNATURE
from explainer.intake.paste import read_paste
from explainer.intake.readers.values import read_printed

DATA = bytes(range(100, 132))
XXD = (
    "00000000: 6465 6667 6869 6a6b 6c6d 6e6f 7071 7273  defghijklmnopqrs\n"
    "00000010: 7475 7677 7879 7a7b 7c7d 7e7f 8081 8283  tuvwxyz{|}~....."
)


@pytest.mark.parametrize(
    "value",
    [
        DATA.hex(),
        DATA.hex(" "),
        repr(DATA + b"\xff"),
        f"<Buffer {DATA.hex(' ')}>",
        str(list(DATA)),
        f"Uint8Array(32) [\n  {', '.join(map(str, DATA[:16]))},\n  {', '.join(map(str, DATA[16:]))}\n]",
        XXD,
        SIGNATURE,
    ],
)
def test_a_value_alone(value: str) -> None:
    text = f"Here is what it prints.\n\n{value}\n\nAnd then it fails."
    (part,) = read_printed(text)
    (found,) = part.found
    assert (found.field, found.stage) == ("observed", "")
    assert found.value == value.encode()
    assert text[slice(*found.span)] == value


def test_what_openssl_prints() -> None:
    (part,) = read_printed(f"SHA2-256(stdin)= {DATA.hex()}\n")
    assert part.found[0].value == DATA.hex().encode()


def test_a_label_names_the_stage() -> None:
    text = f"first {DATA.hex()}\nSHA256 digest\n{XXD}\n"
    first, second = read_printed(text)
    assert first.found[0].stage == ""
    assert second.found[0].stage in ("", "sha256")
    assert text[slice(*second.found[0].span)] == XXD


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I have tried everything, and nothing helps.",
        "def sign(self, path, data):\n    return base64.b64encode(mac.digest())",
        "nonce = str(int(time.time() * 1000))",
        "see https://docs.kraken.com/api/docs/guides/spot-rest-auth",
    ],
)
def test_prose_and_code_are_no_values(text: str) -> None:
    assert list(read_printed(text)) == []


@given(st.lists(st.one_of(st.text(max_size=12), st.sampled_from([DATA.hex(), XXD, "\n", "<Buffer 0", "["]))))
def test_any_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    parts = list(read_printed(text))
    assert all(0 <= part.span[0] < part.span[1] <= len(text) for part in parts)
    assert all(first.span[1] <= second.span[0] for first, second in pairwise(parts))


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "'{}'",
        "b'{}'",
        "# {}",
        "# prints {}",
        "print(sign)  # => {}",
        "//=> {}",
        "-> {}",
        ">>> sign\n'{}'",
        "Out[3]: '{}'",
        '=> "{}"',
        '[1] "{}"',
        "$ python sign.py\n{}",
        'string(88) "{}"',
        "x = '{}'",
        "hash: {}",
        "hmac: {}",
        "sign ---> {}",
        "| API-Sign | {} |",
        "<b>API-Sign</b>: {}",
        "What I get is {}",
    ],
)
def test_a_signature_is_found_by_its_size_beside_a_known_key(line: str) -> None:
    known = f"path = {EXAMPLE.path.decode()}\nprivate key: {EXAMPLE.secret.expose().decode()}\n"
    [request] = read_paste(known + line.format(SIGNATURE)).requests
    assert request.conflicts == ()
    assert (request.draft.secret, request.draft.signature) == (EXAMPLE.secret, SIGNATURE)


def test_of_two_signatures_without_names_one_is_asked_for() -> None:
    other = b64encode(sha512(b"other").digest()).decode()
    key = EXAMPLE.secret.expose().decode()
    [request] = read_paste(f"private key: {key}\nexpected {other}\ngot {SIGNATURE}\n").requests
    assert [conflict.field for conflict in request.conflicts] == ["signature"]
    assert [one.value for one in request.conflicts[0].choices] == [other.encode(), SIGNATURE.encode()]
