"""Code that signs: what in it looks like a mistake of the catalogue. It is read, never run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from explainer.intake.readers.model import Part, Remark, Span
from explainer.intake.readers.strings import Strings
from explainer.pipeline.catalogue import mistake

SEEN = "code-"
"""With the id of a mistake behind it the id of the remark that code looks like it."""
MOST = 20
"""Calls of each function that are looked at in one text, and calls in a chain."""

_KRAKENS = re.compile(r"(?i)kraken|api[-_]?sign|/0/private")
"""What says that code signs for Kraken: for another exchange the same code may be right."""
_LONGEST = 2_000
_SIGN = re.compile(r"[\"'`()\[\]{},]")
_CHAINED = re.compile(r"\s{0,200}\.\s{0,20}([A-Za-z]\w{0,40})\s{0,9}\(")
_COMMENT = re.compile(r"[ \t]{0,200}(?:#|//|\*|--)")
_SHOWN = re.compile(
    r"(?i)\b(?:print|printf|echo|console\.\w+|log\w*(?:\.\w+)?|puts|dump|assert\w*)\b[^=\n]{0,200}\Z"
)
_NAME_SET = re.compile(r"([A-Za-z_]\w{0,60})[ \t]{0,9}:?=[ \t]{0,9}[^=\n]{0,200}\Z")
_IDENTIFIER = re.compile(
    r"(?:[\w$@]{1,60}(?:\.|->|::)){0,4}[$@]?([A-Za-z_]\w{0,60})(?:\[[\"']([\w-]{1,40})[\"']\])?"
)

_DECODED = re.compile(r"(?i)b64|base64|atob|decode|fromhex|unhex|hex2bin")
_AS_TEXT = re.compile(
    r"\.encode\(|\bbytes\(|\[\]byte\(|(?i:getbytes)\(|TextEncoder|Buffer\.from\([^,()]{1,80}\)"
)
_OF_KEY = re.compile(r"(?i)secret|private|\bsec\b|_sec\b|apisec")
_KEY_DECODED = re.compile(
    r"(?i)b64decode|Buffer(?:\.from)?\([^()\n]{1,80},\s{0,9}['\"]base64|\batob\(|base64_decode|Base64\.parse|decode64"
    r"|FromBase64|\.DecodeString\(|getDecoder|parseBase64"
)
_FROM_HEX = re.compile(
    r"(?i)fromhex|unhexlify|hex2bin|pack\(\s{0,9}['\"]H\*|,\s{0,9}['\"]hex['\"]\s{0,9}\)|Hex\.parse|DecodeString"
)
_BASE64_OF = r"(?i:b64encode|base64_encode|btoa|strict_encode64|\bencode64|stringify)\(\s{{0,9}}{}"
_OTHER_HASH = re.compile(r"(?i)sha_?(256|384|1)\b")
_SHA512 = re.compile(r"(?i)sha_?512")
_BODY = re.compile(
    r"(?i)post_?(?:data|body|string)|body|payload|form(?:_?data)?|query(?:_?string)?|encoded_?params|qs"
)


class _Call(NamedTuple):
    """A call in code, with those that are chained to it."""

    start: int
    end: int
    arguments: tuple[str, ...]
    chain: tuple[tuple[str, str], ...]
    """Name and arguments of each method that is called on what it gives."""

    def chained(self, name: str) -> str | None:
        """Return the arguments of a method that is chained to it, None if it is not."""
        return next((arguments for method, arguments in self.chain if method == name), None)

    def argument(self, number: int) -> str:
        """Return an argument without a name in front; empty if there are not so many."""
        given = self.arguments[number].strip() if number < len(self.arguments) else ""
        return re.sub(r"\A\w{1,20}\s{0,9}=(?!=)\s{0,9}", "", given)


class _Function(NamedTuple):
    """A function that hashes or authenticates, and where its arguments stand."""

    pattern: re.Pattern[str]
    data: int = -1
    """Number of the argument that a hash is made of; -1 where it comes by an `update`."""
    key: int = -1
    algorithm: int = -1
    takes_text: bool = False
    """Whether a text can be the key as it is; elsewhere a name holds bytes."""
    raw: int = -1
    """Number of the argument without which it gives hex, as in PHP."""


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

    A call that looks like several is one part with a remark for each.
    """
    if _KRAKENS.search(text) is None:
        return
    code = _Code(text)
    told: set[str] = set()
    remarks: dict[Span, list[Remark]] = {}
    for start, end, id in sorted([*code.macs(), *code.hashes()]):
        if id not in told:
            told.add(id)
            title = mistake(id).title
            said = f"this looks like {id} ({title[0].lower()}{title[1:]}); your API-Sign can prove it"
            remarks.setdefault((start, end), []).append(Remark(f"{SEEN}{id}", said, (start, end)))
    for span, of_span in remarks.items():
        yield Part("code", span, remarks=tuple(of_span))


class _Code:
    def __init__(self, text: str) -> None:
        self._text = text
        self._strings = Strings(text)

    @cached_property
    def _has_sha512(self) -> bool:
        return _SHA512.search(self._text) is not None

    @cached_property
    def _decodes_a_key(self) -> bool:
        return _KEY_DECODED.search(self._text) is not None

    @cached_property
    def _reads_hex(self) -> bool:
        return _FROM_HEX.search(self._text) is not None

    def macs(self) -> Iterator[tuple[int, int, str]]:
        """Yield where an HMAC looks wrong, and the id of the mistake."""
        for function, match, call in self._calls(_HMACS):
            place = match.span()
            named = match[0] if function.algorithm < 0 else call.argument(function.algorithm)
            other = None if "512" in named else _OTHER_HASH.search(named)
            if other is not None and not self._has_sha512:
                yield *place, f"hmac-with-sha{other[1]}"
            if self._is_text(call.argument(function.key), function):
                yield *place, "secret-not-decoded"
            if self._gives_hex(function, match, call):
                encoded = self._is_encoded(call)
                yield *place, "signature-base64-of-hex" if encoded else "signature-as-hex"

    def hashes(self) -> Iterator[tuple[int, int, str]]:
        """Yield where the SHA-256 looks wrong, and the id of the mistake."""
        for function, match, call in self._calls(_HASHES):
            if self._gives_hex(function, match, call) and not self._reads_hex:
                yield *match.span(), "digest-as-hex"
            hashed = call.argument(function.data) if function.data >= 0 else ""
            hashed += "".join([arguments for name, arguments in call.chain if name == "update"])
            if self._is_body_alone(hashed):
                yield *match.span(), "nonce-not-hashed"

    def _calls(self, functions: tuple[_Function, ...]) -> Iterator[tuple[_Function, re.Match[str], _Call]]:
        for function in functions:
            for match in islice(function.pattern.finditer(self._text), MOST):
                line = self._text.rfind("\n", 0, match.start()) + 1
                front = self._text[max(line, match.start() - _LONGEST) : match.start()]
                call = None if _COMMENT.match(front) or _SHOWN.search(front) else self._call(match)
                if call is not None:
                    yield function, match, call

    def _call(self, match: re.Match[str]) -> _Call | None:
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
        return _Call(match.start(), end, arguments, tuple(chain))

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

    def _is_text(self, key: str, function: _Function) -> bool:
        """Return whether a key is the private key's text: made bytes as it is, or decoded nowhere."""
        if not _OF_KEY.search(key) or _DECODED.search(key):
            return False
        if _AS_TEXT.search(key):
            return True
        return function.takes_text and _IDENTIFIER.fullmatch(key) is not None and not self._decodes_a_key

    def _gives_hex(self, function: _Function, match: re.Match[str], call: _Call) -> bool:
        if function.raw >= 0:
            return call.argument(function.raw).lower() not in ("true", "1") and not self._is_behind(
                call, r"(?:hex2bin\(|pack\(\s{0,9}['\"]H\*['\"],)\s{0,9}"
            )
        if "hexdigest" in match[0] or call.chained("hexdigest") is not None:
            return True
        if (call.chained("digest") or "").strip("\"' ") == "hex":
            return True
        shown = call.chained("toString")
        return (
            shown is not None
            and match[0].startswith(("CryptoJS", "Hmac"))
            and shown in ("", "CryptoJS.enc.Hex")
        )

    def _is_behind(self, call: _Call, pattern: str) -> bool:
        front = self._text[max(0, call.start - 60) : call.start]
        return re.search(rf"{pattern}\Z", front) is not None

    def _is_encoded(self, call: _Call) -> bool:
        """Return whether what a call gives is written as base64, at once or by its name."""
        if self._is_behind(call, _BASE64_OF.format(r"(?:bytes\(|str\.encode\()?")):
            return True
        line = self._text.rfind("\n", 0, call.start) + 1
        name = _NAME_SET.search(self._text[max(line, call.start - 200) : call.start])
        return name is not None and re.search(_BASE64_OF.format(rf"\$?{name[1]}\b"), self._text) is not None

    def _is_body_alone(self, hashed: str) -> bool:
        """Return whether what is hashed is a name of the POST data that no nonce was put in front of."""
        bare = re.sub(
            r"\.encode\([^()]{0,20}\)|\b(?:bytes|str\.encode)\(|[()]|,\s{0,9}['\"][\w-]+['\"]", "", hashed
        )
        name = _IDENTIFIER.fullmatch(bare.strip())
        if name is None or name[2] or not _BODY.fullmatch(name[1]):
            return False
        made = re.findall(rf"\b{name[1]}[ \t]{{0,9}}[.+:]?=(?!=)([^;\n]{{0,400}})", self._text)
        return not any("nonce" in value.lower() for value in made)
