"""Commands that send a request and are not curl's: wget and HTTPie."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from explainer.intake.readers.curl.bash import bash_words
from explainer.intake.readers.curl.command import Given, Request
from explainer.intake.readers.curl.here import read_here
from explainer.intake.readers.curl.piped import Pipes
from explainer.intake.readers.curl.reader import front
from explainer.intake.readers.curl.request import read_request
from explainer.intake.readers.curl.words import Sign, Source, Word
from explainer.intake.readers.encoders import FORMS, Encoder
from explainer.intake.readers.literals import Pairs, Text
from explainer.intake.readers.messages import concerns_signing
from explainer.intake.readers.model import Found, Part, Remark, Span

_NAME = re.compile(r"(?<![^\s|;&(`])(wget|https?|xh)(?=[ \t])")
_BEFORE = re.compile(r"(?:^|[$#%>|;&(`\u276f\u279c\u00bb]|\bsudo)[ \t]*\Z", re.MULTILINE)
_REACH = 100
MOST = 2_000
"""Words of commands that are looked at in one paste."""

_WGET = {
    "post-data": "data-binary",
    "body-data": "data-binary",
    "post-file": "config",
    "body-file": "config",
    "header": "header",
    "method": "request",
}
"""Options of wget, and those of curl that do the same."""
_WGET_VALUES = frozenset(
    {
        *("output-document", "output-file", "append-output", "user-agent", "timeout", "tries", "wait"),
        *("referer", "directory-prefix", "user", "password", "ca-certificate", "load-cookies"),
    }
)
_WGET_LETTERS = "OoaUTtwPQe"
"""Letters of options of wget that take the next word, or what follows in this one."""
_VERB = re.compile(r"[A-Z]{3,10}")
_ITEM = re.compile(r"((?:[^:=@;\\]|\\.){1,200})(:=@|:=|==|=@|=|:|@|;)", re.DOTALL)
_ITEMS = {":": "header", "==": "url-query", "@": "config", "=@": "config", ":=@": "config"}
"""What stands between the names and values of items that are no fields, and the options of curl for them."""
_Item = tuple[Word, "re.Match[str]"]
_SENDS = "what HTTPie sends with data"
_HTTPIE_VALUES = frozenset(
    {
        *("-a", "-A", "-o", "-p", "-s", "--auth", "--auth-type", "--output", "--print", "--style"),
        *("--verify", "--session", "--timeout", "--proxy", "--pretty", "--format-options", "--boundary"),
        "--cert",
    }
)
"""Options of HTTPie that take the next word."""
_FORM = Encoder("python", FORMS["requests"])
_HTTPIE_FORM = b"application/x-www-form-urlencoded; charset=utf-8"


def read_commands(text: str) -> Iterator[Part]:
    """Yield the requests of such commands that need a signature, as bash reads them."""
    source = Source(text)
    pipes = Pipes(source)
    left = MOST
    at = reached = 0
    while left > 0 and (name := _NAME.search(text, at)) is not None:
        at = name.end()
        if not _BEFORE.search(text, max(0, name.start() - _REACH), name.start()):
            continue
        words, end, stdin = _words(source, at, left)
        left -= len(words) + 1
        request = Request(program="wget" if name[1] == "wget" else "HTTPie", stdin=stdin)
        piped = pipes.read(name.start(), reached)
        if piped is not None:
            request.stdin = piped.word
        start = front(source, piped.start if piped else name.start())
        part = (_wget if name[1] == "wget" else _httpie)(request, words, (max(start, reached), end))
        if part is not None and concerns_signing(part.found):
            at = reached = end
            yield replace(part, kind="command", language="bash")


def _words(source: Source, at: int, most: int) -> tuple[list[Word], int, Word | None]:
    """Return the words of a command, where it ends, and what it reads from a here-string."""
    words: list[Word] = []
    end = at
    redirected: Sign | None = None
    stdin: Word | None = None
    for token in bash_words(source, at, len(source.text)):
        if isinstance(token, Sign) and not token.redirects:
            break
        if isinstance(token, Sign):
            redirected = token
        elif isinstance(token, Word):
            end = token.span[1]
            if redirected is None:
                words.append(token)
            elif (here := read_here(source, redirected.text, token)) is not None:
                stdin, end = here.word, max(end, here.end)
            redirected = None
        if len(words) >= most:
            break
    return words, end, stdin


def _wget(request: Request, words: list[Word], span: Span) -> Part | None:
    given = iter(words)
    for word in given:
        text = word.text
        written, equals, _ = text.partition("=")
        name = written.removeprefix("--")
        if text.startswith("--") and name in _WGET:
            value = word.behind(len(written) + 1) if equals else next(given, None)
            request.given.append(Given(_WGET[name], word, value, written))
        elif text.startswith("--") and name in _WGET_VALUES and not equals:
            next(given, None)
        elif not text.startswith("-"):
            request.given.append(Given("url", word, word))
        elif text[-1:] in _WGET_LETTERS and not text.startswith("--"):
            next(given, None)
    return read_request(request, span)


class _HttpieWords(NamedTuple):
    """The words of a command of HTTPie, sorted out."""

    as_form: bool
    raw: Given | None
    """What gives the body as it is."""
    plain: list[Word]
    """All that are no options: the method, the address, and the items."""


def _sorted_out(words: list[Word], stdin: Word | None) -> _HttpieWords:
    as_form = False
    raw = None if stdin is None else Given("data-binary", stdin, stdin, "standard input")
    plain: list[Word] = []
    given = iter(words)
    for word in given:
        text = word.text
        if text in ("--form", "-f"):
            as_form = True
        elif text == "--raw" or text.startswith("--raw="):
            value = word.behind(len("--raw=")) if text[5:] else next(given, None)
            raw = Given("data-binary", word, value, "--raw")
        elif text in _HTTPIE_VALUES:
            next(given, None)
        elif not text.startswith("-"):
            plain.append(word)
    return _HttpieWords(as_form, raw, plain)


def _httpie(request: Request, words: list[Word], span: Span) -> Part | None:
    as_form, raw, plain = _sorted_out(words, request.stdin)
    if plain and _VERB.fullmatch(plain[0].text):
        request.given.append(Given("request", plain[0], plain[0], "the method"))
        del plain[0]
    if not plain:
        return None
    request.given.append(Given("url", plain[0], plain[0]))
    items = [(word, item) for word in plain[1:] if (item := _ITEM.match(word.text)) is not None]
    for word, item in items:
        if item[2] in _ITEMS and item.end() < len(word.text):
            value = word.behind(item.end()) if item[2] == "==" else word
            request.given.append(Given(_ITEMS[item[2]], word, value, item[2]))
    request.given += [] if raw is None else [raw]
    part = read_request(request, span)
    fields = [(word, item) for word, item in items if item[2] in ("=", ":=")]
    if part is None or not (fields or raw):
        return part
    place = raw.word.span if raw else (fields[0][0].span[0], fields[-1][0].span[1])
    return _with_data(part, place, fields, as_form)


def _with_data(part: Part, place: Span, fields: list[_Item], as_form: bool) -> Part:
    """Return a part with what HTTPie sends with data: a type, a method, and the body of fields."""
    found = [one for one in part.found if not one.made]
    remarks = list(part.remarks)
    unread = list(part.unread)
    given = {one.field for one in found}
    if "content_type" not in given:
        kind = _HTTPIE_FORM if as_form else b"application/json"
        found.append(Found("content_type", kind, place, _SENDS, made=True))
    if "method" not in given:
        found.append(Found("method", b"POST", place, _SENDS, made=True))
    body = None if any(word.filled for word, _ in fields) else _body(fields, as_form)
    if fields and body is not None:
        found.append(Found("body", body, place, "the fields of the command", made=True))
    elif fields:
        remarks.append(Remark("shell-not-filled-in", _NOT_KNOWN, place))
        unread.append(place)
    return replace(
        part,
        found=tuple(sorted(found, key=lambda one: one.span)),
        remarks=tuple(sorted(remarks, key=lambda one: one.span)),
        unread=tuple(sorted(set(unread))),
    )


def _body(fields: list[_Item], as_form: bool) -> bytes | None:
    """Return what HTTPie makes of its fields, None for JSON that is none."""
    names = [_unescaped(item[1]) for _, item in fields]
    texts = [word.text[item.end() :] for word, item in fields]
    if as_form:
        pairs = tuple([(name, Text(text, (0, 0))) for name, text in zip(names, texts, strict=True)])
        return _FORM.write(Pairs(pairs, (0, 0)))
    try:
        values = [
            json.loads(text) if item[2] == ":=" else text
            for (_, item), text in zip(fields, texts, strict=True)
        ]
    except (ValueError, RecursionError):
        return None
    return json.dumps(dict(zip(names, values, strict=True))).encode()


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


_NOT_KNOWN = (
    "what a field of the command gives is not known, so the body was not made: put what the shell fills in"
    " in its place, or paste the body"
)
