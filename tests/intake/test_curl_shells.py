"""Words are what the shell makes of them: bash itself is asked, cmd and PowerShell by their rules."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from explainer.intake.readers.curl.bash import bash_words
from explainer.intake.readers.curl.cmd import cmd_words
from explainer.intake.readers.curl.here import read_here
from explainer.intake.readers.curl.powershell import powershell_words
from explainer.intake.readers.curl.words import Shell, Sign, Source, Word
from explainer.intake.readers.model import Remark, exact

PRINT_AND_LEAVE = "f() { [ $# = 0 ] || printf '%s\\0' \"$@\"; exit; }; f "


def in_bash(text: str) -> list[bytes] | None:
    """Return the arguments that bash itself sees in a line, None for one that it refuses."""
    done = subprocess.run(
        ["bash", "-c", exact(PRINT_AND_LEAVE + text)],
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=False,
    )
    return done.stdout.split(b"\0")[:-1] if done.returncode == 0 else None


def first_command(shell: Shell, text: str) -> tuple[list[bytes], list[str]]:
    """Return the words of the first command in a text, and the ids of what is said about it."""
    found, said = [], []
    for token in shell(Source(text), 0, len(text)):
        if isinstance(token, Sign):
            break
        if isinstance(token, Word):
            found.append(token.value)
        else:
            said.append(token.id)
    return found, said


CHARACTERS = st.characters(min_codepoint=1, codec="utf-8")
BYTES = st.integers(0xDC80, 0xDCFF).map(chr)
TEXTS = st.text(CHARACTERS | st.sampled_from(" \t\n\r'\"\\$`!&;|<>(){}*?[]#~=%^") | BYTES, max_size=12)


def single(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def double(text: str) -> str:
    return '"' + re.sub(r'[\\"$`]', r"\\\g<0>", text) + '"'


def bare(text: str) -> str:
    escaped = re.sub(r"[^A-Za-z0-9\n]", r"\\\g<0>", text)
    return escaped.replace("\n", "'\n'") or "''"


def ansi(text: str) -> str:
    """Write a text as $'...', each character in one of the ways that fit it."""
    letters = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\a": "\\a", "\x1b": "\\e", '"': '\\"', "?": "\\?"}
    written = []
    for at, character in enumerate(text):
        number, data = ord(character), exact(character)
        ways = [
            "".join([f"\\x{byte:02x}" for byte in data]),
            "".join([f"\\{byte:03o}" for byte in data]),
            f"\\U{number:08x}",
            re.sub(r"['\\]", r"\\\g<0>", character),
            f"\\u{number:04X}" if number < 0x10000 else character,
        ]
        raw = "\udc80" <= character <= "\udcff"
        written.append(letters.get(character) or ways[at % (2 if raw else 5)])
    return "$'" + "".join(written) + "'"


QUOTED = st.tuples(st.sampled_from([single, double, bare, ansi, shlex.quote]), TEXTS).map(
    lambda chosen: chosen[0](chosen[1])
)
ARGUMENTS = st.lists(QUOTED, min_size=1, max_size=4).map("".join)
LINES = st.lists(ARGUMENTS, min_size=1, max_size=30).map(" ".join)


@settings(max_examples=60)
@given(LINES)
def test_quoted_arguments_are_what_bash_sees(line: str) -> None:
    found, said = first_command(bash_words, line)
    assert found == in_bash(line)
    assert "shell-quote-open" not in said


@settings(max_examples=150)
@given(st.text(st.sampled_from("aé '\"\\\n\t#\\'\""), max_size=20))
def test_any_quotes_and_backslashes_are_what_bash_sees(line: str) -> None:
    # What bash makes of a blank behind a continuation is read on, and of one at the end differs by chance.
    assume(not re.search(r"\\[ \t]+\n|\\$", line))
    found, said = first_command(bash_words, line)
    assert in_bash(line) == (None if "shell-quote-open" in said else found)


@settings(max_examples=150)
@given(st.text(st.sampled_from('\\abcefnrtvxuU0123789?"c@[éq'), max_size=14))
def test_any_escapes_are_what_bash_sees(inside: str) -> None:
    line = "$'" + inside
    line += "\\" * ((len(line) - len(line.rstrip("\\"))) % 2) + "'"
    assert first_command(bash_words, line)[0] == in_bash(line)


BASH = {
    "pieces": ("-d'a b'\"c\"$'d\\n'e\\ f", [b"-da bcd\ne f"]),
    "continued": ("a \\\n b\\\nc \\\r\n d", [b"a", b"bc", b"d"]),
    "continued at a prompt": ("a \\\n> b \\\n> -c", [b"a", b"b", b"-c"]),
    "comment": ("a#b c # d e", [b"a#b", b"c"]),
    "a sign ends it": ("a&b", [b"a"]),
    "a line of a file with CR LF": ("a 'b'\r\nc", [b"a", b"b"]),
    "CR in quotes": ("'a\r\nb'", [b"a\r\nb"]),
    "lone dollar": ('a$ "b$" $', [b"a$", b"b$", b"$"]),
    "variables stay": ("a$B \"${C}d\" `e f` $(g (h) 'i' j)", [b"a$B", b"${C}d", b"`e f`", b"$(g (h) 'i' j)"]),
    "quotes in a command in quotes": ('"a$(b "c d")e" f', [b'a$(b "c d")e', b"f"]),
    "no-break space is no blank": ("a\u00a0b", ["a\u00a0b".encode()]),
    "never closed": ("'a b\nc", [b"a b"]),
}
CMD = {
    "double quotes": ('-d "a=1&b=%20" c', [b"-d", b"a=1&b=%20", b"c"]),
    "single quotes are text": ("-d 'a=1 b'", [b"-d", b"'a=1", b"b'"]),
    "backslash quote": (r'"{\"a\":\"b c\"}" d', [b'{"a":"b c"}', b"d"]),
    "two quotes": ('"{""a"":1}" d', [b'{"a":1}', b"d"]),
    "backslashes": (r'"a\\" b\c "d\\\"e"', [b"a\\", b"b\\c", b'd\\"e']),
    "carets": ('a^&b^^c^"d e^" "f^g"', [b"a&b^cd e", b"f^g"]),
    "continued": ("a ^\n b ^\r\n  c", [b"a", b"b", b"c"]),
    "continued at a prompt": ("a ^\nMore? b", [b"a", b"b"]),
    "line feed": ('^"a^\n\nb^" c', [b"a\nb", b"c"]),
    "a sign ends it": ('a "b|c"|d', [b"a", b"b|c"]),
    "a line ends it": ('a "b\r\nc"', [b"a", b"b"]),
    "empty": ('"" a', [b"", b"a"]),
}
POWERSHELL = {
    "single quotes": ("-d 'a''b$c' d", [b"-d", b"a'b$c", b"d"]),
    "double quotes": ('"a`tb""c`u{e9}`$d`"" e', ['a\tb"cé$d"'.encode(), b"e"]),
    "continued": ("a `\n b `\r\n>> c", [b"a", b"b", b"c"]),
    "here-string": ("-d @'\na 'b' \"\nc\n'@ d", [b"-d", b"a 'b' \"\nc", b"d"]),
    "here-string with CR LF": ('@"\r\na`t"b"\r\n"@ d', [b'a\t"b"', b"d"]),
    "empty here-string": ("@'\n'@ d", [b"", b"d"]),
    "backslash quote for an old one": ("'{\\\"a\\\":1}'", [b'{"a":1}']),
    "a quote inside of a word": ("a'b c'd", [b"ab cd"]),
    "a quote that begins a word ends it": ("'a'b", [b"a", b"b"]),
    "typographic quotes are quotes": ("\u201ca b\u201d \u2018c\u2019", [b"a b", b"c"]),
    "variables stay": ('$a "$env:B c" "$(d "e")"', [b"$a", b"$env:B c", b'$(d "e")']),
    "an expression": ("(a b) c", [b"(a b)", b"c"]),
    "a sign ends it": ("a; b", [b"a"]),
    "comment": ("a#b # c", [b"a#b"]),
}


@pytest.mark.parametrize(
    ("shell", "text", "expected"),
    [
        pytest.param(shell, *case, id=f"{name}: {title}")
        for name, shell, table in (
            ("bash", bash_words, BASH),
            ("cmd", cmd_words, CMD),
            ("powershell", powershell_words, POWERSHELL),
        )
        for title, case in table.items()
    ],
)
def test_words_of_a_shell(shell: Shell, text: str, expected: list[bytes]) -> None:
    assert first_command(shell, text)[0] == expected


@pytest.mark.parametrize("shell", [bash_words, cmd_words, powershell_words])
@given(text=st.text(CHARACTERS | BYTES | st.sampled_from(" \n'\"\\$`^&|()@%{}<>#"), max_size=60))
def test_any_text_has_words(shell: Shell, text: str) -> None:
    at = 0
    for token in shell(Source(text), 0, len(text)):
        if isinstance(token, Remark):
            continue
        start, end = token.span if isinstance(token, Word) else (token.start, token.end)
        assert at <= start < end <= len(text)
        at = end


def of_here(text: str) -> bytes | None:
    """Return what the first here-document or here-string in a text gives, None if it is filled in or open."""
    source = Source(text)
    tokens = list(bash_words(source, 0, len(text)))
    for sign, word in pairwise(tokens):
        if isinstance(sign, Sign) and "<<" in sign.text and isinstance(word, Word):
            here = read_here(source, sign.text, word)
            return None if here is None or here.word.filled else here.word.value
    return None


HERE_TEXTS = st.text(st.sampled_from("a\"'\\`$ &=\t{%"), max_size=16)


@settings(max_examples=60)
@given(
    st.sampled_from(["<<EOF", "<<'EOF'", '<<"EOF"', "<<\\EOF", "<<-EOF", "<<-'EOF'"]),
    st.lists(HERE_TEXTS.filter(lambda line: line.strip("\t") != "EOF"), max_size=4),
)
def test_a_here_document_is_what_bash_gives(operator: str, lines: list[str]) -> None:
    text = "\n".join([f"cat {operator}", *lines, "EOF", ""])
    # Where bash fills something in, or cannot, is nothing to compare.
    assume("`" not in text and (not re.search(r"\$[a{]", text) or "'" in operator or '"' in operator))
    assume(not re.search(r"\\\nEOF\n\Z", text))
    found = of_here(text)
    run = subprocess.run(
        ["bash", "-c", text], capture_output=True, check=True, env={"PATH": os.environ["PATH"]}
    )
    assert found == run.stdout


@pytest.mark.parametrize("operator", ["<<< 'a b'", '<<<"a\\"b"', "<<<a"])
def test_a_here_string_is_what_bash_gives(operator: str) -> None:
    run = subprocess.run(["bash", "-c", f"cat {operator}"], capture_output=True, check=True)
    assert of_here(f"cat {operator}") == run.stdout


@pytest.mark.parametrize(
    "text", ["cat <<EOF\n$a\nEOF\n", "cat <<EOF\n`a`\nEOF\n", "cat <<EOF\na\n", "cat <EOF"]
)
def test_a_here_document_that_is_not_known(text: str) -> None:
    assert of_here(text) is None
