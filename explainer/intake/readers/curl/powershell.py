"""Words as PowerShell reads them, and as it hands them to a program."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.intake.readers.curl.words import Piece, Sign, Source, Token, Word
from explainer.intake.readers.model import Remark

_SINGLE = "'\u2018\u2019\u201a\u201b"
_DOUBLE = '"\u201c\u201d\u201e'

_BLANK = re.compile(r"(?:[ \t]|\r(?=\n))+")
_SIGN = re.compile(r"[0-9*]?(?:>>|>&|>)|<|&&|\|\||[;&|()\n]")
_COMMENT = re.compile(r"#[^\n]*")
_CONTINUED = re.compile(r"`[ \t]*\r?\n(?:>> ?)?")
_BARE = re.compile(rf"(?:[^ \t\r\n`;&|<>(){_SINGLE}{_DOUBLE}$]|`[^\r\n]|\$(?![\w{{(:?^$])|\r(?!\n))+")
_SINGLE_RUN = re.compile(rf"(?:[^{_SINGLE}]|[{_SINGLE}]{{2}})*")
_SINGLE_TWICE = re.compile(rf"([{_SINGLE}])[{_SINGLE}]")
_DOUBLE_RUN = re.compile(rf"(?:[^{_DOUBLE}`$]|`.|[{_DOUBLE}]{{2}}|\$(?![\w{{(:?^$]))+", re.DOTALL)
_HERE_RUN = re.compile(r"(?:[^`$]|`.|\$(?![\w{(:?^$]))+", re.DOTALL)
_HERE = re.compile(r"@(['\"])[ \t]*\r?\n")
_ESCAPE = re.compile(r"`(?:u\{([0-9A-Fa-f]{1,6})\}|(.))", re.DOTALL)
_DOUBLE_TWICE = re.compile(rf"([{_DOUBLE}])[{_DOUBLE}]")
_LETTERS = dict(zip("0abefnrtv", "\0\a\b\x1b\f\n\r\t\v", strict=True))
_VARIABLE = re.compile(r"\$(?:\{[^}\n]*\}|(?:[A-Za-z_]\w*:)?\w+|[?^$])")


def powershell_words(source: Source, at: int, end: int) -> Iterator[Token]:
    """Yield the words and signs from a place on, as PowerShell reads them and hands them on."""
    text = source.text
    while at < end:
        if blank := (_BLANK.match(text, at, end) or _CONTINUED.match(text, at, end)):
            at = blank.end()
        elif comment := _COMMENT.match(text, at, end):
            at = comment.end()
        elif text[at] not in "(" and (sign := _SIGN.match(text, at, end)):
            yield Sign(sign[0], at, sign.end())
            at = sign.end()
        else:
            remarks: list[Remark] = []
            pieces = _word(source, at, end, remarks)
            at = pieces[-1].end
            word = Word(tuple([_handed_on(piece) for piece in pieces]))
            yield from remarks
            yield from _quotes_in(Word(tuple(pieces)))
            yield word


def _word(source: Source, at: int, end: int, remarks: list[Remark]) -> list[Piece]:
    """Return the pieces of a word; one that begins with a quote ends where the quote closes."""
    text, pieces = source.text, list[Piece]()
    if here := _HERE.match(text, at, end):
        found = _here_string(source, at, here, end)
        if found:
            return found
    if text[at] in _DOUBLE:
        return _double(source, at, end, remarks)
    if text[at] in _SINGLE:
        return [_single(source, at, end, remarks)]
    while at < end:
        if bare := _BARE.match(text, at, end):
            plain = _unescaped(bare[0])
            pieces.append(Piece(plain, at, bare.end(), at if plain == bare[0] else None))
        elif text[at] in _DOUBLE:
            pieces += _double(source, at, end, remarks)
        elif text[at] in _SINGLE:
            pieces.append(_single(source, at, end, remarks))
        elif filled := _filled(source, at, end):
            pieces.append(filled)
        elif not pieces or text[at] == "$":
            pieces.append(Piece(text[at], at, at + 1, at))
        else:
            break
        at = pieces[-1].end
    return pieces


def _single(source: Source, at: int, end: int, remarks: list[Remark]) -> Piece:
    run = _SINGLE_RUN.match(source.text, at + 1, end)
    close = run.end() if run else end
    if close >= end:
        return _open(source, at, end, remarks)
    raw = source.text[at + 1 : close]
    plain = _SINGLE_TWICE.sub(r"\1", raw)
    return Piece(plain, at, close + 1, at + 1 if plain == raw else None)


def _double(source: Source, at: int, end: int, remarks: list[Remark]) -> list[Piece]:
    pieces, close = _expanded(source, at + 1, end, _DOUBLE_RUN)
    if close >= end:
        return [_open(source, at, end, remarks)]
    return _between(pieces, at, at + 1, close + 1)


def _here_string(source: Source, at: int, here: re.Match[str], end: int) -> list[Piece] | None:
    text = source.text
    close = source.here_string_end(here[1], here.end() - 1)
    if close is None or close + 3 > end:
        return None
    begin = here.end()
    stop = max(close - text.startswith("\r\n", close - 1), begin)
    if here[1] == "'":
        return [Piece(text[begin:stop], at, close + 3, begin)]
    pieces, _ = _expanded(source, begin, stop, _HERE_RUN)
    return _between(pieces, at, begin, close + 3)


def _expanded(source: Source, at: int, end: int, run: re.Pattern[str]) -> tuple[list[Piece], int]:
    """Return the pieces of a text in which PowerShell fills in variables, and where it ends."""
    text, pieces = source.text, list[Piece]()
    while at < end:
        if found := run.match(text, at, end):
            plain = _unescaped(found[0] if run is _HERE_RUN else _DOUBLE_TWICE.sub(r"\1", found[0]))
            pieces.append(Piece(plain, at, found.end(), at if plain == found[0] else None))
        elif text[at] in _DOUBLE and run is not _HERE_RUN:
            break
        else:
            pieces.append(_filled(source, at, end) or Piece(text[at], at, at + 1, at))
        at = pieces[-1].end
    return pieces, at


def _between(pieces: list[Piece], start: int, inside: int, end: int) -> list[Piece]:
    """Return the pieces with the quotes around them."""
    if not pieces:
        return [Piece("", start, end, inside)]
    pieces[0] = pieces[0]._replace(start=start)
    pieces[-1] = pieces[-1]._replace(end=end)
    return pieces


def _open(source: Source, at: int, end: int, remarks: list[Remark]) -> Piece:
    remarks.append(source.open_quote(at, end))
    stop = source.line_end(at, end)
    return Piece(source.text[at + 1 : stop], at, stop, at + 1)


def _filled(source: Source, at: int, end: int) -> Piece | None:
    text = source.text
    opening = at + 1 if text.startswith("$(", at) else at if text[at] == "(" else None
    close = source.closing(opening) if opening is not None else None
    if close is not None and close < end:
        return Piece(text[at : close + 1], at, close + 1, at, "the value of an expression")
    variable = _VARIABLE.match(text, at, end)
    return Piece(variable[0], at, variable.end(), at, "the value of a variable") if variable else None


def _unescaped(raw: str) -> str:
    return _ESCAPE.sub(_escape, raw) if "`" in raw else raw


def _escape(escape: re.Match[str]) -> str:
    if escape[1]:
        number = int(escape[1], 16)
        return chr(number) if number <= 0x10FFFF else escape[0]
    return _LETTERS.get(escape[2], escape[2])


def _handed_on(piece: Piece) -> Piece:
    r"""Return what curl gets: a backslash in front of a double quote is there for Windows PowerShell."""
    if '\\"' not in piece.text or piece.filled:
        return piece
    return piece._replace(text=piece.text.replace('\\"', '"'), inside=None)


def _quotes_in(word: Word) -> Iterator[Remark]:
    """Say what double quotes in a word become: versions of PowerShell differ there."""
    bare = word.text.replace('\\"', "")
    if bare != word.text:
        yield Remark(
            "powershell-quotes",
            'each \\" was read as ", which is what curl gets from PowerShell up to 7.2; a newer one hands on'
            " the backslashes as well: leave them out there",
            word.span,
        )
    if '"' in bare:
        yield Remark(
            "powershell-quotes",
            "double quotes in here were read as they stand, which is what curl gets from PowerShell 7.3 and"
            ' newer; an older one drops them: write \\" there, or keep the data in a file',
            word.span,
        )
