"""Sentences and log lines that say in passing what was sent: an address with its body, a key, parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from explainer.intake.readers.addresses import read_address
from explainer.intake.readers.fields import MADE, encodable, read_field
from explainer.intake.readers.lines import NONCE_ALONE, telling
from explainer.intake.readers.model import KEYLIKE, Found, Part, Remark, Span, exact
from explainer.intake.readers.names import meaning
from explainer.intake.readers.parameters import is_parameter
from explainer.intake.readers.strings import Strings
from explainer.request import form_body
from explainer.secret import Secret

MOST = 1000
"""Of each of these that are read in one text; more are no longer those of one request."""

_ADDRESS = re.compile(
    r"(?<![^\s(<\[])(?:(GET|POST|PUT|PATCH|DELETE)[ \t]{1,4})?"
    r"((?:https?://[\w.-]{1,80}(?::\d{1,5})?)?/0/private/[A-Za-z]{1,40})(?![\w/&=\"'`(])(?:[ \t](POST)\b)?"
)
_FORM_BEGINS = re.compile(r"(?<![^\s&=:'\"`({<,])nonce=\d")
_EDGE = re.compile(r"[\s'\"`(){}<>|,;]")
_FULL_STOP = re.compile(r"[.\]]+\Z")
_LONGEST_NAME = 40
_SAID_AS_BODY = re.compile(
    r"(?i)\b(?:body|data|post ?data|payload|content|params|parameters)[ \t]{0,4}(?:is|was|[:=]|->)?"
    r"[ \t]{0,4}b?[\"'`]?\Z"
)
_LOG_LIKE = re.compile(
    r"[ \t]*(?:\r?$|[-\[{(<|:,\d]|map\[|(?i:headers?|status|body|data|with|response)\b)", re.M
)
_ALONE = re.compile(r"[ \t]*(?:[->*:#]{1,3}[ \t]+)?\Z")
_PAIR = re.compile(r"(?<![^\s\"'])([a-z][\w\[\]]{0,40})=(?=\S)")
_BLANK = re.compile(r"[ \t]{1,9}")
_BARE_VALUE = re.compile(r"[^\s\"'`(){}&]{1,2000}(?!\S)")
_CLAUSE = re.compile(r"[,.;!?()\n][\s]|\n|:(?=\w)")
_SETS = re.compile(r"[=>][ \t]*\Z")
"""What stands behind a name that a value is set to: that is no sentence."""
_REACH = 60
_SENTENCE = re.compile(r"[`'\"]?(?:[.!?]?[ \t]*\r?$|[,.;!?)]?[ \t]{1,4}(?![\w.-]{1,40}[=:]))", re.M)
_VERB = re.compile(
    r"(?i)(?:[ \t]+(?:is|was|equals|of|here|(?:(?:comes|came|turns|turned)[ ]out[ ])?(?:as|to[ ]be|like))|:)?"
    r"[ \t]+[`'\"]?\Z"
)
_TICKED = re.compile(r"(?<=[ \t:])`([^`\n]{1,4000})`")


def read_sentences(text: str) -> Iterator[Part]:
    """Yield addresses of the private API with what is sent there, parameters in a row, keys in sentences."""
    parts = [*_addresses(text), *_in_a_row(text), *_keys(text), *_ticked(text)]
    end = 0
    for part in sorted(parts, key=lambda part: part.span):
        if part.span[0] >= end:
            yield part
            end = part.span[1]


def _addresses(text: str) -> Iterator[Part]:
    """Yield the addresses that stand in a line by themselves, with the form body behind them."""
    lines: dict[int, int] = {}
    found = list(islice(_ADDRESS.finditer(text), MOST))
    for address in found:
        line = text.rfind("\n", 0, address.start()) + 1
        lines[line] = lines.get(line, 0) + 1
    for address in found:
        line = text.rfind("\n", 0, address.start()) + 1
        part = _address(text, address, line) if lines[line] == 1 else None
        if part is not None:
            yield part


def _address(text: str, address: re.Match[str], line: int) -> Part | None:
    end = text.find("\n", address.end())
    end = len(text) if end < 0 else end
    how = "a line with an address of Kraken's private API"
    said: list[Found | Remark] = list(read_address(address[2], address.start(2), how))
    group = 1 if address[1] else 3
    if address[group]:
        said.append(Found("method", exact(address[group]), address.span(group), how))
    body = _body(text, address.end(), end)
    if body is not None:
        span = address.start(), body.span[1]
        said.append(body)
        if body.made:
            said.append(Remark("body-of-nonce", NONCE_ALONE, body.span))
    elif (address[group] and _LOG_LIKE.match(text, address.end())) or (
        _ALONE.match(text[line : address.start()]) and not text[address.end() : end].strip()
    ):
        span = address.span()
    else:
        return None
    return Part(
        "lines",
        span,
        tuple([one for one in said if isinstance(one, Found)]),
        tuple([one for one in said if isinstance(one, Remark)]),
        whole=body is not None or bool(address[group]),
    )


def _body(text: str, start: int, end: int) -> Found | None:
    """Return the form body that stands behind an address in its line, if nothing between has a name."""
    begins = _FORM_BEGINS.search(text, start, end)
    if begins is None:
        return None
    at = begins.start()
    while at > start and not _EDGE.match(text, at - 1):
        at -= 1
    edge = _EDGE.search(text, begins.end(), end)
    stop = edge.start() if edge else end
    stop -= len(text[at:stop]) - len(_FULL_STOP.sub("", text[at:stop]))
    first = text[at:stop].partition("&")[0]
    name, _, rest = first.partition("=")
    if "=" in rest:
        said = meaning(name)
        if said is None or said.field != "body":
            return None
        at += len(name) + 1
    before = text[start:at]
    form = text[at:stop]
    if "=" in before[:-_LONGEST_NAME] or not all("=" in pair for pair in form.split("&")):
        return None
    sure = "&" in form or _SAID_AS_BODY.search(before) is not None
    return Found("body", exact(form), (at, stop), "the form body behind an address", made=not sure)


def _in_a_row(text: str) -> Iterator[Part]:
    """Yield neighbouring names and values of which one is the nonce and all are parameters, as in logfmt."""
    strings = Strings(text)
    end = 0
    for begin in _PAIR.finditer(text):
        if begin.start() < end:
            continue
        start = end = begin.start()
        pairs: list[tuple[str, str]] = []
        nonces: list[Span] = []
        pair: re.Match[str] | None = begin
        while pair is not None:
            value, stop = _value(text, strings, pair.end())
            if value is None or not is_parameter(pair[1], value):
                break
            nonces += [(pair.end(), stop)] if pair[1] == "nonce" else []
            pairs.append((pair[1], value))
            end = stop
            blank = _BLANK.match(text, stop)
            pair = _PAIR.match(text, blank.end()) if blank else None
        end = max(end, begin.end())
        if len(pairs) > 1 and len(nonces) == 1 and all(encodable(value) for _, value in pairs):
            yield _row(text, (start, end), pairs, nonces[0])


def _row(text: str, span: Span, pairs: list[tuple[str, str]], nonce: Span) -> Part:
    given = Found("nonce", exact(text[slice(*nonce)].strip("\"'")), nonce, "the entry nonce")
    body = Found("body", form_body(pairs), span, "the parameters in a row", made=True)
    return Part("lines", span, (given, body), (Remark("body-made", MADE, span),))


def _value(text: str, strings: Strings, at: int) -> tuple[str | None, int]:
    string = strings.read(at)
    if string is not None:
        return (None if string.filled_in else string.value), string.end
    bare = _BARE_VALUE.match(text, at)
    return (bare[0], bare.end()) if bare else (None, at)


def _keys(text: str) -> Iterator[Part]:
    """Yield private keys, signatures and what may be either, where they stand in a sentence."""
    for key in islice(KEYLIKE.finditer(text), MOST):
        front = text[max(0, key.start() - _REACH) : key.start()]
        verb = _VERB.search(front)
        if verb is None or _SETS.search(front[: verb.start()]) or not _SENTENCE.match(text, key.end()):
            continue
        clause = _CLAUSE.split(front[: verb.start()])[-1]
        said = telling(clause)
        value, span = exact(key[0]), key.span()
        if said is None:
            if clause.strip() and key.end() < len(text) and text[key.end()] != "\n":
                nameless = Found("observed", value, span, "a value without a name that tells")
                yield Part("values", span, (nameless,))
        elif said.meaning.field == "secret":
            yield Part("lines", span, (Found("secret", Secret(value), span, _SENTENCE_SAYS),))
        elif said.meaning.field == "signature":
            yield Part("lines", span, (Found("signature", value, span, _SENTENCE_SAYS),))


def _ticked(text: str) -> Iterator[Part]:
    """Yield the values in backticks, as chats and issues have them, that the words before them name."""
    for value in islice(_TICKED.finditer(text), MOST):
        front = text[max(0, value.start() - _REACH) : value.start()]
        verb = _VERB.search(front)
        said = telling(_CLAUSE.split(front[: verb.start()])[-1]) if verb else None
        if said is None or said.meaning.field == "observed":
            continue
        read = list(read_field(said.text, value[1], value.span(1), _SENTENCE_SAYS, literal=True))
        found = tuple([one for one in read if isinstance(one, Found)])
        if found:
            remarks = tuple([one for one in read if isinstance(one, Remark)])
            yield Part("lines", value.span(), found, remarks)


_SENTENCE_SAYS = "the sentence it stands in"
