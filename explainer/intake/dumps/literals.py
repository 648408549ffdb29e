"""Values printed as strings with escapes: Python bytes, C, PHP, JSON, Ruby, Go and their kin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from explainer.intake.dumps.digits import base64s, digest_lines, hexes
from explainer.intake.dumps.reading import CUT, Reading, until_dots

_HEAD = re.compile(r"(?:bytearray\(|bytes\(|\[\]byte\(|\()?(b|B|\$)?(?=([\"'`]))")
_NEXT = re.compile(r"[\s+]*b?(?=[\"'`])")
_TAIL = re.compile(r"\)?[;,]?")
_MARKS = {quote: re.compile(rf"\\.|{quote}", re.DOTALL) for quote in "\"'`"}
_VAR_DUMP = re.compile(r"string\((\d{1,7})\) \"")
_ESCAPE = re.compile(
    r"\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|U([0-9A-Fa-f]{8})|([0-7]{1,3})|(.))",
    re.DOTALL,
)
_CUT_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]?)?\Z")
_CONTROL = dict(zip("abtnvfre", "\a\b\t\n\v\f\r\x1b", strict=True)) | {"\n": ""}
_LITERAL = "\\'\"`/?$#"
_LAST_CODE_POINT = 0x10FFFF


class _Literal(NamedTuple):
    content: str
    """What stands between the quotes, escapes and all."""
    quote: str
    is_bytes: bool
    """Whether a b in front says that it is bytes."""
    complete: bool


def literals(text: str) -> Iterator[Reading]:
    """Read a string literal, or several that follow each other."""
    literal = _parse(text)
    if literal is None:
        yield from _var_dump(text)
        return
    content, complete = literal.content, literal.complete
    if literal.is_bytes:
        data = _as_bytes(content) if content.isascii() else None
        if data is None:
            return
        yield Reading(data, "python-bytes", complete, () if complete else (CUT,))
        if data.isascii():
            yield from _inside(data.decode("ascii"), complete)
    elif "\\" in content or not content.isascii():
        readings = list(_unescaped(content, complete))
        yield from readings if literal.quote == '"' else sorted(readings, key=_is_bytes)
    else:
        yield from _inside(content, complete)
        yield Reading(content.encode(), "quoted-text", complete, () if complete else (CUT,))


def bare_escapes(text: str) -> Iterator[Reading]:
    """Read text with escapes and no quotes, or text that may be a binary string."""
    if "\\" in text:
        yield from _unescaped(*until_dots(text))
    else:
        yield from _binary_string(text, True)


def between_quotes(text: str) -> Iterator[Reading]:
    """Read text that was put between quotes as it is, its own quotes and backslashes among it."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in _MARKS:
        yield Reading(_utf8(text[1:-1]), "text", True, ("the quotes around it",))


def _unescaped(content: str, complete: bool) -> Iterator[Reading]:
    """Read escapes as bytes, as characters, and as the characters of a binary string."""
    skipped = () if complete else (CUT,)
    data = _as_bytes(content)
    text = _as_text(content)
    if data is not None:
        yield Reading(data, "escaped-bytes", complete, skipped)
    if text is not None:
        yield Reading(_utf8(text), "escaped-text", complete, skipped)
        yield from _binary_string(text, complete)


def _binary_string(text: str, complete: bool) -> Iterator[Reading]:
    """Read text of the characters U+0000 to U+00FF as one byte each, as latin-1 has them."""
    if not text.isascii() and max(text) <= "\xff":
        yield Reading(text.encode("latin-1"), "binary-string", complete, () if complete else (CUT,))


def _inside(content: str, complete: bool) -> Iterator[Reading]:
    """Read digits inside quotes."""
    if not complete:
        content += "..."
    content = content.strip()
    for reader in (digest_lines, hexes, base64s):
        yield from reader(content)


def _is_bytes(reading: Reading) -> bool:
    return reading.form == "escaped-bytes"


def _parse(text: str) -> _Literal | None:
    """Return the literal that the whole text is, or None. An unclosed one is not complete."""
    head = _HEAD.match(text)
    if head is None:
        return None
    quote, is_bytes = head[2], head[1] in ("b", "B")
    contents: list[str] = []
    at = head.end() + 1
    while True:
        end = _closing(text, quote, at)
        if end < 0:
            content, whole = until_dots("".join(contents) + text[at:])
            return _Literal(_uncut(content), quote, is_bytes, False) if is_bytes or not whole else None
        contents.append(text[at:end])
        following = _NEXT.match(text, end + 1)
        if following is None:
            break
        quote, at = text[following.end()], following.end() + 1
    rest = text[end + 1 :].strip()
    complete = bool(_TAIL.fullmatch(rest))
    if not complete and until_dots(rest)[0]:
        return None
    return _Literal("".join(contents), quote, is_bytes, complete)


def _closing(text: str, quote: str, at: int) -> int:
    """Return where the string that begins at `at` ends, or -1."""
    while found := _MARKS[quote].search(text, at):
        if found[0] == quote:
            return found.start()
        at = found.end()
    return -1


def _uncut(content: str) -> str:
    """Return the content without the beginning of an escape that its end was cut off from."""
    cut = _CUT_ESCAPE.search(content, max(0, len(content) - 3))
    if cut is None:
        return content
    before = content[: cut.start()]
    escaped = (len(before) - len(before.rstrip("\\"))) % 2
    return content if escaped else before


def _var_dump(text: str) -> Iterator[Reading]:
    """Read PHP's var_dump of a string: its size in bytes, and its bytes raw between quotes."""
    head = _VAR_DUMP.match(text)
    if head and text.endswith('"') and len(text) > head.end():
        content = text[head.end() : -1]
        if len(content.encode()) == int(head[1]):
            yield from _inside(content, True)
            yield Reading(content.encode(), "php-string")


def _as_bytes(content: str) -> bytes | None:
    """Resolve escapes, \\x and octal ones as bytes, \\u ones as characters in UTF-8."""
    parts: list[bytes] = []
    run: list[str] = []
    at = 0
    for escape in _ESCAPE.finditer(content):
        run.append(content[at : escape.start()])
        at = escape.end()
        number, is_byte = _number(escape)
        if number > _LAST_CODE_POINT or (is_byte and number > 0xFF):
            return None
        if is_byte and number > 0x7F:
            parts += (_utf8("".join(run)), bytes([number]))
            run.clear()
        else:
            run.append(_characters(escape) if number < 0 else chr(number))
    parts.append(_utf8("".join(run) + content[at:]))
    return b"".join(parts)


def _as_text(content: str) -> str | None:
    """Resolve escapes, all of them as characters."""
    parts: list[str] = []
    at = 0
    for escape in _ESCAPE.finditer(content):
        number, _ = _number(escape)
        if number > _LAST_CODE_POINT:
            return None
        parts += (content[at : escape.start()], _characters(escape) if number < 0 else chr(number))
        at = escape.end()
    return "".join(parts) + content[at:]


def _number(escape: re.Match[str]) -> tuple[int, bool]:
    """Return the number that an escape stands for (-1: none), and whether it may be a byte's."""
    hexadecimal = escape[1] or escape[2] or escape[3] or escape[4]
    if hexadecimal:
        return int(hexadecimal, 16), bool(escape[1])
    return (int(escape[5], 8), True) if escape[5] else (-1, False)


def _characters(escape: re.Match[str]) -> str:
    """Return what an escape by name stands for; an unknown one stays as it is."""
    name = escape[6]
    return _CONTROL.get(name, name if name in _LITERAL else escape[0])


def _utf8(text: str) -> bytes:
    """Return UTF-8; pairs of surrogates become one character, lone ones U+FFFD, as JavaScript has it."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()
