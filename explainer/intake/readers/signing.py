"""Code that signs: what in it looks like a mistake of the catalogue. It is read, never run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from explainer.intake.readers.calls.reader import COMMENT
from explainer.intake.readers.model import Part, Remark, Span
from explainer.intake.readers.strings import Strings
from explainer.pipeline.catalogue import mistake

SEEN = "code-"
"""With the id of a mistake behind it the id of the remark that code looks like it."""
MOST = 20
"""Calls of each function that are looked at in one text, and calls in a chain."""

_KRAKENS = re.compile(r"(?i)kraken|(?<!x-)\bapi[-_]?sign\b|/0/private")
"""What says that code signs for Kraken: for another exchange the same code may be right."""
_LONGEST = 2_000
"""Characters that the arguments of a call may have, and what stands in front of it in its line."""
_SIGN = re.compile(r"[\"'`()\[\]{},]")
_CHAINED = re.compile(r"\s{0,200}\.\s{0,20}([A-Za-z]\w{0,40})\s{0,9}\(")
_SHOWN = re.compile(
    r"(?i)\b(?:print|printf|echo|console\.\w+|log\w*(?:\.\w+)?|puts|dump|assert\w*)\b(?!\s{0,9}:?=)[^;\n]{0,200}\Z"
)
"""What stands in front of a call whose value is printed, and goes nowhere else."""
_NAME_SET = re.compile(r"([A-Za-z_]\w{0,60})[ \t]{0,9}:?=[ \t]{0,9}[^=\n]{0,200}\Z")
_IDENTIFIER = re.compile(
    r"(?:[\w$@]{1,60}(?:\.(?!\$)|->|::)){0,4}[$@]?([A-Za-z_]\w{0,60})(?:\[[\"']([\w-]{1,40})[\"']\])?"
)

_DECODED = re.compile(r"(?i)b64|base64|atob|decode|fromhex|unhex|hex2bin|unpack")
_AS_TEXT = re.compile(
    r"\.encode\(|\bbytes\(|\[\]byte\(|(?i:getbytes)\(|TextEncoder|Buffer\.from\([^,()]{1,80}\)"
)
_OF_KEY = re.compile(r"(?i)secret|private|\bsec\b|_sec\b|apisec")
_KEY_DECODED = re.compile(
    r"(?i)b(?:ase)?64\w{0,4}[._]?(?:decode|parse|to_?(?:b|u?int|arr))|decode_?(?:b?64|base_?64)|from_?base_?64"
    r"|parse_?base64|\batob\(|get(?:Mime|Url)?Decoder|\.DecodeString\(|unpack1?[ (]['\"]m|,\s{0,9}['\"]base64"
)
"""What reads base64 anywhere in a text; it may be where the private key becomes bytes."""
_FROM_HEX = re.compile(
    r"(?i)fromhex|unhexlify|hex2bin|pack\(\s{0,9}['\"]H\*|,\s{0,9}['\"]hex['\"]\s{0,9}\)|Hex\.parse|hex\.Decode"
)
_BASE64_OF = r"(?i:b64encode|base64_encode|btoa|strict_encode64|\bencode64|stringify)\(\s{{0,9}}{}"
_AT_ONCE = re.compile(_BASE64_OF.format(r"(?:bytes\(|str\.encode\()?\Z"))
_OTHER_HASH = re.compile(r"(?i)sha_?(256|384|1)\b")
_SHA512 = re.compile(r"(?i)sha_?512")
_NAMED = re.compile(r"\A\w{1,20}\s{0,9}(?:=(?!=)|:(?!:))\s{0,9}")
"""The name of an argument in front of it."""
_ENCODING = re.compile(r"\.encode\([^()]{0,20}\)|\b(?:bytes|str\.encode)\(|[()]|,\s{0,9}['\"][\w-]+['\"]")
"""What makes a text bytes, around its name."""
_VALUE = (
    r"\b{}(?:[ \t]{{0,9}}:[ \t]{{0,9}}[\w<>\[\], ]{{1,40}})?[ \t]{{0,9}}[.+:]?=(?!=)"
    r"[\s(]{{0,80}}([^;\n]{{0,400}})"
)
"""What a name is set to, with a type behind it or none."""
_BODY = re.compile(
    r"(?i)post_?(?:data|body|string)|body|payload|form(?:_?data)?|query(?:_?string)?|encoded_?params|qs"
)


class _Function(NamedTuple):
    """A function that hashes or authenticates, and where its arguments stand, counted from 0."""

    pattern: re.Pattern[str]
    data: int = -1
    """Number of the argument that a hash is made of; -1 where it comes by an `update`."""
    key: int = -1
    algorithm: int = -1
    takes_text: bool = False
    """Whether a text can be the key as it is; elsewhere a name holds bytes."""
    raw: int = -1
    """Number of the argument without which it gives hex, as in PHP."""


class _Call(NamedTuple):
    """A call of a function in code, with those that are chained to it."""

    function: _Function
    name: str
    """What the function is called there; of some it says the hash."""
    span: Span
    """Where the name stands."""
    arguments: tuple[str, ...]
    chain: tuple[tuple[str, str], ...]
    """Name and arguments of each method that is called on what it gives."""

    def chained(self, name: str) -> str | None:
        """Return the arguments of a method that is chained to it, None if it is not."""
        return next((arguments for method, arguments in self.chain if method == name), None)

    def argument(self, number: int) -> str:
        """Return an argument without a name in front; empty if there are not so many."""
        given = self.arguments[number].strip() if 0 <= number < len(self.arguments) else ""
        return _NAMED.sub("", given)

    @property
    def other_hash(self) -> str:
        """The hash that an HMAC is made with in place of SHA-512; empty if nothing says so."""
        named = self.name if self.function.algorithm < 0 else self.argument(self.function.algorithm)
        other = None if "512" in named else _OTHER_HASH.search(named)
        return other[1] if other else ""


_HMACS = (
    _Function(re.compile(r"\bhmac\.(?:new|HMAC|digest)(?=\()"), key=0, algorithm=2),
    _Function(re.compile(r"\bcreateHmac(?=\()"), key=1, algorithm=0, takes_text=True),
    _Function(re.compile(r"\bHmacSHA(?:512|256|1)(?=\()"), key=1, takes_text=True),
    _Function(re.compile(r"\bhash_hmac(?=\()"), key=2, algorithm=0, takes_text=True, raw=3),
    _Function(re.compile(r"\bhmac\.New(?=\()"), key=1, algorithm=0),
    _Function(re.compile(r"\bnew[ ]SecretKeySpec(?=\()"), key=0, algorithm=1),
    _Function(re.compile(r"\bnew[ ]HMACSHA(?:512|256|1)(?=\()"), key=0),
    _Function(re.compile(r"\bOpenSSL::HMAC\.(?:hex)?digest(?=\()"), key=1, algorithm=0, takes_text=True),
)
_HASHES = (
    _Function(re.compile(r"\bhashlib\.sha256(?=\()"), data=0),
    _Function(re.compile(r"\bcreateHash(?=\(\s{0,9}['\"]sha256)")),
    _Function(re.compile(r"\bCryptoJS\.SHA256(?=\()"), data=0),
    _Function(re.compile(r"(?<![\w>])hash(?=\(\s{0,9}['\"]sha256)"), data=1, raw=2),
    _Function(re.compile(r"\bDigest::SHA256\.(?:hex)?digest(?=\()"), data=0),
)


def read_signing(text: str) -> Iterator[Part]:
    """Yield the calls that hash and authenticate, where they look like a mistake, each mistake once.

    A call that looks like several is one part with a remark for each. Where one call has no mistake, the
    others are taken to be for something else, such as another exchange.
    """
    if _KRAKENS.search(text) is None:
        return
    code = _Code(text)
    told: set[str] = set()
    for span, ids in sorted([*_all_wrong(code.macs()), *_all_wrong(code.hashes())]):
        remarks = tuple([_remark(id, span) for id in ids if id not in told])
        told.update(ids)
        if remarks:
            yield Part("code", span, remarks=remarks)


def _all_wrong(calls: Iterable[tuple[Span, list[str]]]) -> list[tuple[Span, list[str]]]:
    """Return calls with the ids of their mistakes, none if there is one without any."""
    calls = list(calls)
    return calls if all(ids for _, ids in calls) else []


def _remark(id: str, span: Span) -> Remark:
    title = mistake(id).title
    said = f"this looks like {id} ({title[0].lower()}{title[1:]}); your API-Sign can prove it"
    return Remark(f"{SEEN}{id}", said, span)


class _Code:
    def __init__(self, text: str) -> None:
        self._text = text
        self._strings = Strings(text)
        self._found: dict[str, list[str]] = {}

    @cached_property
    def _has_sha512(self) -> bool:
        return _SHA512.search(self._text) is not None

    @cached_property
    def _decodes_a_key(self) -> bool:
        return _KEY_DECODED.search(self._text) is not None

    @cached_property
    def _reads_hex(self) -> bool:
        return _FROM_HEX.search(self._text) is not None

    def macs(self) -> Iterator[tuple[Span, list[str]]]:
        """Yield where an HMAC is made, and the ids of the mistakes it looks like.

        Beside one that may be with SHA-512 those with another hash are for something else.
        """
        calls = list(self._calls(_HMACS))
        for call in [call for call in calls if not call.other_hash] or calls:
            ids = []
            if call.other_hash and not self._has_sha512:
                ids.append(f"hmac-with-sha{call.other_hash}")
            if self._has_text_for_key(call):
                ids.append("secret-not-decoded")
            if self._gives_hex(call):
                encoded = self._is_encoded(call)
                ids.append("signature-base64-of-hex" if encoded else "signature-as-hex")
            yield call.span, ids

    def hashes(self) -> Iterator[tuple[Span, list[str]]]:
        """Yield where a SHA-256 is made, and the ids of the mistakes it looks like."""
        for call in self._calls(_HASHES):
            ids = []
            if self._gives_hex(call):
                ids.append("digest-as-hex")
            updates = [arguments for name, arguments in call.chain if name == "update"]
            if self._is_body_alone("".join([call.argument(call.function.data), *updates])):
                ids.append("nonce-not-hashed")
            yield call.span, ids

    def _calls(self, functions: tuple[_Function, ...]) -> Iterator[_Call]:
        for function in functions:
            for match in islice(function.pattern.finditer(self._text), MOST):
                line = self._text.rfind("\n", 0, match.start()) + 1
                front = self._text[max(line, match.start() - _LONGEST) : match.start()]
                call = None if COMMENT.match(front) or _SHOWN.search(front) else self._call(function, match)
                if call is not None:
                    yield call

    def _call(self, function: _Function, match: re.Match[str]) -> _Call | None:
        first = self._arguments(match.end())
        if first is None:
            return None
        arguments, end = first
        chain: list[tuple[str, str]] = []
        while len(chain) < MOST and (method := _CHAINED.match(self._text, end)) is not None:
            more = self._arguments(method.end() - 1)
            if more is None:
                break
            chain.append((method[1], ", ".join(more[0])))
            end = more[1]
        return _Call(function, match[0], match.span(), arguments, tuple(chain))

    def _arguments(self, opening: int) -> tuple[tuple[str, ...], int] | None:
        """Return the arguments behind an opening bracket, and the place behind the closing one."""
        depth, begin, at = 0, opening + 1, opening
        arguments: list[str] = []
        while (sign := _SIGN.search(self._text, at, opening + _LONGEST)) is not None:
            at = sign.end()
            if sign[0] in "\"'`":
                string = self._strings.read(sign.start())
                at = at if string is None else string.end
            elif sign[0] == ",":
                if depth == 1:
                    arguments.append(self._text[begin : sign.start()])
                    begin = at
            else:
                depth += 1 if sign[0] in "([{" else -1
                if depth == 0:
                    return (*arguments, self._text[begin : sign.start()]), at
        return None

    def _has_text_for_key(self, call: _Call) -> bool:
        """Return whether a key is the private key's text: made bytes as it is, or decoded nowhere."""
        key = call.argument(call.function.key)
        if not _OF_KEY.search(key) or _DECODED.search(key):
            return False
        if _AS_TEXT.search(key):
            return True
        return call.function.takes_text and _IDENTIFIER.fullmatch(key) is not None and not self._decodes_a_key

    def _gives_hex(self, call: _Call) -> bool:
        """Return whether a call gives hex, and nothing in the text makes bytes of hex."""
        if self._reads_hex:
            return False
        if call.function.raw >= 0:
            return call.argument(call.function.raw).lower() not in ("true", "1")
        if "hexdigest" in call.name or call.chained("hexdigest") is not None:
            return True
        if (call.chained("digest") or "").strip("\"' ") == "hex":
            return True
        of_crypto_js = call.name.startswith(("CryptoJS", "Hmac"))
        return of_crypto_js and call.chained("toString") in ("", "CryptoJS.enc.Hex")

    def _is_encoded(self, call: _Call) -> bool:
        """Return whether what a call gives is written as base64, at once or by its name."""
        front = self._text[max(0, call.span[0] - 60) : call.span[0]]
        if _AT_ONCE.search(front):
            return True
        line = self._text.rfind("\n", 0, call.span[0]) + 1
        name = _NAME_SET.search(self._text[max(line, call.span[0] - 200) : call.span[0]])
        return name is not None and bool(self._all(_BASE64_OF.format(rf"\$?{name[1]}\b")))

    def _is_body_alone(self, hashed: str) -> bool:
        """Return whether what is hashed is a name of the POST data that no nonce was put in front of."""
        name = _IDENTIFIER.fullmatch(_ENCODING.sub("", hashed).strip())
        if name is None or name[2] or not _BODY.fullmatch(name[1]):
            return False
        return not any("nonce" in value.lower() for value in self._all(_VALUE.format(name[1])))

    def _all(self, pattern: str) -> list[str]:
        """Return what a pattern finds in the text, which is looked through once for each."""
        if pattern not in self._found:
            self._found[pattern] = re.findall(pattern, self._text)
        return self._found[pattern]
