"""Words as bash and its kin read them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.intake.readers.curl.words import Piece, Sign, Source, Token, Word
from explainer.intake.readers.model import Remark, exact

_BLANK = re.compile(r"(?:[ \t]|\r(?=\n))+")
_SIGN = re.compile(r"[0-9]{0,9}(?:<<<|<<-?|<>|<&|>>|>\||>&|<|>)|&>>?|&&|\|\||\|&|;;|[;&|()\n]")
_COMMENT = re.compile(r"#[^\n]*")
_CONTINUED = re.compile(r"\\([ \t]*)\r?\n(?:> ?)?")
_BARE = re.compile(r"(?:[^ \t\r\n'\"\\$`;&|<>()]|\\[^\r\n]|\\\r(?!\n)|\r(?!\n)|\$(?![\w{(@*#?$!'\"-]))+")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_DOUBLE = re.compile(r"(?:[^\"\\$`]|\\.|\$(?![\w{(@*#?$!-]))+", re.DOTALL)
_DOUBLE_ESCAPED = re.compile(r"\\(?:\n|([$`\"\\]))")
_ANSI = re.compile(r"(?:[^'\\]|\\.)*", re.DOTALL)
_ANSI_ESCAPE = re.compile(
    r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|c(\\\\|.)|(.))", re.DOTALL
)
_ANSI_LETTERS = dict(zip("abeEfnrtv\\'\"?", b"\a\b\x1b\x1b\f\n\r\t\v\\'\"?", strict=True))
_VARIABLE = re.compile(r"\$(?:[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]|\{[^}\n]*\})")
_COMMAND = re.compile(r"`(?:[^`\\]|\\.)*`", re.DOTALL)
_HISTORY = re.compile(r"(?<!\\)!(?![ \t\r\n=(\"]|$)")


def bash_words(source: Source, at: int, end: int) -> Iterator[Token]:
    """Yield the words and signs from a place on, as bash reads them; a line's end is a sign."""
    text = source.text
    while at < end:
        if blank := _BLANK.match(text, at, end):
            at = blank.end()
        elif text[at] == "\\" and (continued := _CONTINUED.match(text, at, end)):
            if continued[1]:
                yield Remark(
                    "shell-blank-continuation",
                    "a blank stands between the backslash and the line's end, so bash ends the command here;"
                    " it was read on: remove the blank",
                    continued.span(),
                )
            at = continued.end()
        elif comment := _COMMENT.match(text, at, end):
            at = comment.end()
        elif sign := _SIGN.match(text, at, end):
            yield Sign(sign[0], at, sign.end())
            at = sign.end()
        else:
            pieces, remarks = _word(source, at, end)
            yield from remarks
            yield Word(tuple(pieces))
            at = pieces[-1].end


def _word(source: Source, at: int, end: int) -> tuple[list[Piece], list[Remark]]:
    pieces: list[Piece] = []
    remarks: list[Remark] = []
    while at < end:
        text, begin = source.text, at
        if text[at] == "\\" and (continued := _CONTINUED.match(text, at, end)) and not continued[1]:
            at = continued.end()
            continue
        if bare := _BARE.match(text, at, end):
            raw = bare[0]
            plain = _ESCAPED.sub(r"\1", raw)
            pieces.append(Piece(plain, at, bare.end(), at if plain == raw else None))
            remarks += _history(raw, at)
        elif text[at] == "'":
            pieces.append(_single(source, at, end, remarks))
        elif text.startswith("$'", at):
            pieces.append(_ansi(source, at, end, remarks))
        elif text[at] == '"' or text.startswith('$"', at):
            pieces += _double(source, at, end, remarks)
        elif (filled := filled_in(source, at, end)) or text[at] in "$`\\":
            pieces.append(filled or Piece(text[at], at, at + 1, at))
        else:
            break
        at = max(pieces[-1].end, begin + 1)
    return pieces, remarks


def _single(source: Source, at: int, end: int, remarks: list[Remark]) -> Piece:
    close = source.text.find("'", at + 1, end)
    if close >= 0:
        return Piece(source.text[at + 1 : close], at, close + 1, at + 1)
    remarks.append(source.open_quote(at, end))
    line_end = source.line_end(at, end)
    return Piece(source.text[at + 1 : line_end], at, line_end, at + 1)


def _ansi(source: Source, at: int, end: int, remarks: list[Remark]) -> Piece:
    run = _ANSI.match(source.text, at + 2, end)
    close = run.end() if run else end
    stop = close + 1
    if source.text[close:stop] != "'" or close >= end:
        remarks.append(source.open_quote(at, end))
        close = stop = source.line_end(at, end)
    raw = source.text[at + 2 : close]
    if "\\" not in raw:
        return Piece(raw, at, stop, at + 2)
    return Piece(_ansi_value(raw).decode("utf-8", "surrogateescape"), at, stop)


def _ansi_value(raw: str) -> bytes:
    """Return the bytes that the inside of $'...' stands for; a NUL ends it, as in bash."""
    data, at = [], 0
    for escape in _ANSI_ESCAPE.finditer(raw):
        data += [exact(raw[at : escape.start()]), _ansi_escape(escape)]
        at = escape.end()
    return b"".join([*data, exact(raw[at:])]).partition(b"\0")[0]


def _ansi_escape(escape: re.Match[str]) -> bytes:
    octal, hexadecimal, short, long, control, letter = escape.groups()
    if octal or hexadecimal:
        return bytes([int(octal, 8) & 0xFF if octal else int(hexadecimal, 16)])
    if short or long:
        return _code_point(int(short or long, 16))
    if control:
        return bytes([exact(control[0])[0] & 0x1F]) if control != "?" else b"\x7f"
    return bytes([_ANSI_LETTERS[letter]]) if letter in _ANSI_LETTERS else exact(escape[0])


def _code_point(number: int) -> bytes:
    """Return a number as UTF-8, also one that is no character: half a surrogate pair is three bytes."""
    return chr(number).encode("utf-8", "surrogatepass") if number <= 0x10FFFF else b""


def _double(source: Source, at: int, end: int, remarks: list[Remark]) -> list[Piece]:
    """Return the pieces of "...": runs of text, and between them what bash fills in."""
    text, start = source.text, at
    pieces: list[Piece] = []
    at = text.index('"', at) + 1
    while at < end and text[at] != '"':
        if run := _DOUBLE.match(text, at, end):
            plain = _DOUBLE_ESCAPED.sub(r"\1", run[0])
            pieces.append(Piece(plain, at, run.end(), at if plain == run[0] else None))
            remarks += _history(run[0], at)
        else:
            pieces.append(filled_in(source, at, end) or Piece(text[at], at, at + 1, at))
        at = pieces[-1].end
    if at >= end:
        remarks.append(source.open_quote(start, end))
        stop = source.line_end(start, end)
        return [Piece(text[start + 1 : stop], start, stop, start + 1)]
    if not pieces:
        return [Piece("", start, at + 1, start + 1)]
    pieces[0] = pieces[0]._replace(start=start)
    pieces[-1] = pieces[-1]._replace(end=at + 1)
    return pieces


def filled_in(source: Source, at: int, end: int) -> Piece | None:
    """Return what bash puts something else in place of, if that begins here."""
    text = source.text
    if variable := _VARIABLE.match(text, at, end):
        return Piece(variable[0], at, variable.end(), at, "the value of a variable")
    close = source.closing(at + 1) if text.startswith("$(", at) else None
    if close is not None and close < end:
        return Piece(text[at : close + 1], at, close + 1, at, "the output of a command")
    if command := _COMMAND.match(text, at, end):
        return Piece(command[0], at, command.end(), at, "the output of a command")
    return None


def _history(raw: str, at: int) -> list[Remark]:
    """Say where an interactive bash would put an earlier command in place of an exclamation mark."""
    mark = _HISTORY.search(raw) if "!" in raw else None
    if mark is None:
        return []
    return [
        Remark(
            "bash-history",
            "an interactive bash puts an earlier command in place of this exclamation mark; it was read as it"
            " stands: put the text in single quotes",
            (at + mark.start(), at + mark.end()),
        )
    ]
