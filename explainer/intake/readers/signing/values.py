"""Digests and MACs through the names and the functions that they go through, until they are used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from explainer.intake.readers.model import Span
from explainer.intake.readers.signing.code import Code, Operation
from explainer.intake.readers.signing.functions import (
    CONVERTS,
    FED,
    GIVES,
    INTERESTING,
    KEEPS,
    LOOPS,
    MAKES,
    STAYS,
    Kind,
    Makes,
)
from explainer.pipeline.catalogue import MISTAKES

_MOST = 600
"""Names and calls that are looked at in one text."""
_ROUNDS = 3
"""How many names a value is followed through, where they are set in any order."""
_DEEP = 6
"""Calls in calls that are followed."""
_KNOWN = frozenset(one.id for one in MISTAKES)
_ENCODERS = ("getEncoder", "HexFormat.of", "base16")
"""What is called on the way to a function that converts."""
_HEADS = re.compile(r"(?:\$|(?<![\w.$>@])@?)[A-Za-z_](?:\w|\.|->|::){0,100}")
_NOTHING = re.compile(r"(?:null|nil|None|undefined|\"\"|''|new[ ]StringBuilder\(\w*\))\s*\Z")
_PATH = r"\w{0,40}(?:path|uri|url|endpoint)\w{0,40}"
_JOINED = re.compile(
    rf"(?i)(?:\b{_PATH}(?:\.\w{{1,20}}\([\w.\"'-]{{0,30}}\))?|/private/[^\"'`\n]{{0,60}}[\"'`])\)?"
    r"\s{0,40}[+.]\s{0,40}\(?\Z"
    rf"|\b{_PATH}\}}\$?\{{\Z|\$\{{?{_PATH}\}}?\{{?\Z"
    rf"|\b(?:format|sprintf)\([\"']%s%s[\"'],\s{{0,9}}\$?{_PATH},\s{{0,9}}\Z"
)
"""What stands in front of what is joined to the path as text."""
_BEHIND = re.compile(rf"(?i)\bconcat\(\[?[^;\[\]]{{0,80}}\b{_PATH}[^;\[\]]{{0,40}},\s{{0,40}}\Z")
"""The same for bytes."""
_LOOKED_AT = re.compile(r"(?:\bfor\w*\s?\([^;()]{0,40}(?::|\bin)|[<&]|[=!]=)\s{0,9}\Z")
_BINARY = re.compile(r",\s{0,9}['\"](?:binary|latin1)['\"]\s{0,9}\)")
_TO_BASE64 = re.compile(r"(?i)base_?64|b64|btoa|encode64")
_WORD = re.compile(r"\A\s*['\"]([\w-]{1,20})['\"]\s*\Z")
_TRUE = re.compile(r"(?i)(?:\A|[:=])\s*(?:true|1)\s*\Z")

_GIVEN: Mapping[Kind, Kind] = MappingProxyType({"hash": "digest", "mac": "signature"})
"""What an object gives."""


class Value(NamedTuple):
    """What a name or a call stands for."""

    kind: Kind
    form: str = ""
    """As ids of mistakes have it, such as hex; empty for the bytes themselves."""
    joined: str = ""
    """The form that the bytes take where + joins them to a text."""
    made: Span = (0, 0)
    """Where it took its form."""


class Values:
    """The digests and MACs in one text of code."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._names: dict[str, Value | None] = {}
        self._written: set[Span] = set()
        """Where something stands that is used in another form only."""
        self._fed: dict[str, set[Span]] = {}
        """What the objects that hash were given, by their names."""
        self._told: set[tuple[str, Span]] = set()
        """Mistakes that are seen where a value goes into the HMAC."""
        self._settings: list[tuple[str, Span]] = []

    def mistakes(self) -> Iterator[tuple[Span, list[str]]]:
        """Yield where a digest or a MAC takes the wrong form, and the mistake that it looks like.

        Nothing is said where one is also used as it should be.
        """
        if not INTERESTING.search(self._code.text):
            return
        self._settings = list(self._code.settings())
        for _ in range(_ROUNDS):
            self._follow()
        uses = list(self._uses())
        for kind in ("digest", "signature"):
            told = [self._wrong(value, at) for value, at in uses if value.kind == kind]
            told += [one for one in self._told if one[0].startswith(kind)]
            if None not in told:
                known = [one for one in told if one and one[0] in _KNOWN and not self._read(one[0])]
                yield from [(span, [id]) for id, span in known]
        yield from [(span, ["nonce-not-hashed"]) for span in self._bodies_alone()]

    def _bodies_alone(self) -> list[Span]:
        """Return what is hashed, if each object is given the POST data alone, and nothing besides."""
        fed = [span for spans in self._fed.values() for span in spans]
        once = len(fed) == len(self._fed)
        return fed if once and all(self._code.is_body_alone(self._code.piece(span)) for span in fed) else []

    def _read(self, id: str) -> bool:
        """Return whether hex is made bytes again, so that its form says nothing."""
        return "hex" in id and self._code.reads_hex

    def _follow(self) -> None:
        """Learn what names stand for, as far as those that they are set to are known."""
        names: dict[str, Value | None] = {}
        for name, span in self._settings:
            value = self._of(span, 0)
            if value is not None or not _NOTHING.match(self._code.piece(span)):
                names[name] = value if names.get(name, value) == value else None
        for loop in islice(LOOPS.finditer(self._code.text), _MOST):
            known = self._names.get(loop[1] or loop[2] or loop[3])
            if known is not None and known.kind in _GIVEN.values() and not known.form:
                names[loop[4]] = known._replace(
                    form="uppercase-hex" if loop[5] == "X" else "hex", made=loop.span()
                )
        self._names = {name: value for name, value in names.items() if value is not None}

    def _uses(self) -> Iterator[tuple[Value, Span]]:
        """Yield each digest and MAC where it is used, and not only set, written, printed or looked at."""
        found = list(_HEADS.finditer(self._code.text))
        telling = {head for head in {one[0] for one in found} if self._tells(head)}
        heads = (one for one in found if one[0] in telling)
        used: list[tuple[Value, Span]] = []
        for head in islice(heads, _MOST):
            operation = self._code.operation(head.start())
            value = None if operation is None else self._value(operation, 0)
            if operation and value and value.kind in _GIVEN.values():
                used.append((value, operation.span))
        for value, at in used:
            aside = at in self._written or self._code.is_set(at) or self._code.is_shown(at[0])
            if not aside and not _LOOKED_AT.search(self._code.front(at[0])):
                yield value, at

    def _tells(self, head: str) -> bool:
        """Return whether a name, or what is called with it, may stand for a digest or a MAC."""
        name = re.sub(r"\A[$@]?(?:(?:this|self)(?:\.|->))?", "", head).replace("->", ".").replace("::", ".")
        if name.partition(".")[0] in self._names or name.endswith(_ENCODERS):
            return True
        return any(one.name.search(name) for one in (*MAKES, *CONVERTS, *KEEPS))

    def _wrong(self, value: Value, at: Span) -> tuple[str, Span] | None:
        """Return the mistake that a use looks like, with an empty id for none, and None for a right use."""
        front = self._code.front(at[0])
        joined = _JOINED.search(front) is not None
        if value.kind == "signature":
            if value.form in ("", "base64") and not value.joined:
                return None
            if value.form.startswith("base64-of"):
                return f"signature-{value.form}", value.made
            bare = value.form and not _TO_BASE64.search(self._code.text)
            return (f"signature-as-{value.form}" if bare else "", value.made)
        if not value.form:
            if not joined or not value.joined:
                return None
            binary = _BINARY.search(self._code.text) and value.joined == "utf8-replaced"
            return ("digest-as-utf8-replaced-low-byte" if binary else f"digest-as-{value.joined}"), at
        if value.form == "latin1-text" and _BINARY.search(self._code.text):
            return None
        joined = joined or _BEHIND.search(front) is not None
        return (f"digest-as-{value.form}" if joined else "", value.made)

    def _of(self, span: Span, depth: int) -> Value | None:
        """Return what a stretch stands for, None if it is no digest, MAC or object that makes one."""
        begin = self._code.operation(span[0]) if depth < _DEEP else None
        if begin is None or begin.span[1] < span[0] + len(self._code.piece(span).rstrip()):
            return None
        return self._value(begin, depth)

    def _value(self, operation: Operation, depth: int) -> Value | None:
        name, given = operation.name, operation.arguments
        owner, _, method = name.rpartition(".")
        if given is None:
            owner, value = name, self._names.get(name)
        elif owner in self._names:
            value = self._then(self._names[owner], owner, method, given, operation, depth)
        else:
            value = self._called(name, given, operation, depth)
        for method, given in operation.chain:
            name = f"{name}.{method}"
            if value is None:
                value = self._called(name, given, operation, depth)
            else:
                value = self._then(value, owner, method, given, operation, depth)
        return value

    def _called(self, name: str, given: tuple[Span, ...], operation: Operation, depth: int) -> Value | None:
        """Return what a function gives."""
        texts = [self._code.piece(one) for one in given]
        for makes in MAKES:
            if makes.name.search(name) and (
                makes.algorithm is None or any(map(makes.algorithm.search, texts[:1]))
            ):
                return self._made(makes, given, texts, operation)
        for converts in (*CONVERTS, *KEEPS):
            fits = converts.others is None or converts.others.search(",".join(texts))
            if fits and len(given) > converts.argument and converts.name.search(name):
                value = self._of(given[converts.argument], depth + 1)
                if value is None or value.kind not in _GIVEN.values():
                    return None
                if not converts.form:
                    return value
                return self._as(value, converts.form, given[converts.argument], operation.span)
        return None

    def _made(self, makes: Makes, given: tuple[Span, ...], texts: list[str], operation: Operation) -> Value:
        if makes.kind == "digest" and 0 <= makes.data < len(given) and texts[makes.data].strip():
            self._fed[f"{operation.span[0]}"] = {given[makes.data]}
        form = makes.form
        if makes.raw >= 0 and not any(map(_TRUE.search, texts[makes.raw : makes.raw + 1])):
            form = "hex"
        return Value(makes.kind, form, makes.joined, operation.span)

    def _as(self, value: Value, form: str, argument: Span, whole: Span) -> Value | None:
        """Return a value in another form; of hex only base64 is made again."""
        begin = self._code.operation(argument[0])
        if begin is not None:
            self._written.add(begin.span)
        if not value.form:
            return Value(value.kind, form, made=whole)
        return Value(value.kind, f"{form}-of-{value.form}", made=whole) if form == "base64" else None

    def _then(
        self,
        value: Value | None,
        owner: str,
        method: str,
        given: tuple[Span, ...],
        whole: Operation,
        depth: int,
    ) -> Value | None:
        """Return what a method gives that is called on a value."""
        if value is None:
            return None
        texts = [self._code.piece(one).strip() for one in given]
        word = _WORD.match(texts[0]) if len(texts) == 1 else None
        if value.kind in _GIVEN:
            if method in FED and given and texts[0] and not (word and method == "digest") and method != "Sum":
                self._feed(value, owner, given[0], depth)
            if method not in GIVES:
                return value
            raw = Value(_GIVEN[value.kind], "", value.joined, whole.span)
            if method == "hexdigest":
                return raw._replace(form="hex")
            return _in_words(raw, word[1] if word and method == "digest" else "")
        if value.form:
            return self._rewritten(value, method.lower(), texts)
        if method.lower() in ("hex", "tohexstring", "tohex") or (method == "toString" and texts == ["16"]):
            return value._replace(form="hex", made=whole.span)
        if method == "toString":
            if value.joined == "hex":
                words = {"": "hex", "CryptoJS.enc.Hex": "hex", "CryptoJS.enc.Base64": "base64"}
                form = words.get(texts[0])
                return value._replace(form=form, joined="", made=whole.span) if form else None
            return _in_words(value._replace(made=whole.span), word[1] if word else value.joined and "utf8")
        return None

    def _rewritten(self, value: Value, method: str, texts: list[str]) -> Value | None:
        """Return a text that a method makes of another."""
        if method == "replace" and value.form == "dashed-hex" and texts[:1] == ['"-"']:
            return value._replace(form="uppercase-hex")
        if method not in STAYS:
            return None
        if "lower" in method or method == "downcase":
            return value._replace(form=value.form.replace("uppercase-hex", "hex"))
        if "upper" in method or method == "upcase":
            return value._replace(form="uppercase-hex") if value.form == "hex" else None
        return value

    def _feed(self, value: Value, owner: str, given: Span, depth: int) -> None:
        """Note what goes into a hash or an HMAC."""
        if value.kind == "hash":
            self._fed.setdefault(owner, set()).add(given)
            return
        fed = self._of(given, depth + 1)
        if fed is not None and fed.kind == "digest" and fed.form and fed.form != "latin1-text":
            self._told.add((f"digest-as-{fed.form}", fed.made))


def _in_words(value: Value, word: str) -> Value | None:
    """Return bytes as Node's methods give them for the name of a text's form."""
    forms = {"": "", "hex": "hex", "base64": "base64", "utf8": "utf8-replaced", "utf-8": "utf8-replaced"}
    forms |= dict.fromkeys(("binary", "latin1"), "latin1-text")
    form = forms.get(word)
    return None if form is None else value._replace(form=form)
