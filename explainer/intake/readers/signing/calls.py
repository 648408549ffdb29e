"""The functions that hash and authenticate, each in one call with what is chained to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from explainer.intake.readers.model import Span
from explainer.intake.readers.signing.code import IDENTIFIER, Code

_MOST = 20
"""Calls of each function that are looked at in one text."""
_NAME_SET = re.compile(r"([A-Za-z_]\w{0,60})[ \t]{0,9}:?=[ \t]{0,9}[^=\n]{0,200}\Z")
_DECODED = re.compile(r"(?i)b64|base64|atob|decode|fromhex|unhex|hex2bin|unpack")
_AS_TEXT = re.compile(
    r"\.encode\(|\bbytes\(|\[\]byte\(|(?i:getbytes)\(|TextEncoder|Buffer\.from\([^,()]{1,80}\)"
)
_OF_KEY = re.compile(r"(?i)secret|private|\bsec\b|_sec\b|apisec")
_NAMES_KEY = re.compile(rf"{_OF_KEY.pattern}|(?<!api)(?<!api_)(?<!to)key(?!_?length)")
"""The same for what is made bytes where a key is wanted."""
_WORDS = re.compile(r"[A-Za-z_]\w{0,60}")
_KEY_DECODED = re.compile(
    r"(?i)b(?:ase)?64\w{0,4}[._]?(?:decode|parse|to_?(?:b|u?int|arr))|decode_?(?:b?64|base_?64)|from_?base_?64"
    r"|parse_?base64|\batob\(|get(?:Mime|Url)?Decoder|\.DecodeString\(|unpack1?[ (]['\"]m|,\s{0,9}['\"]base64"
)
"""What reads base64 anywhere in a text; it may be where the private key becomes bytes."""
_BASE64_OF = r"(?i:b64encode|base64_encode|btoa|strict_encode64|\bencode64|stringify)\(\s{{0,9}}{}"
_AT_ONCE = re.compile(_BASE64_OF.format(r"(?:bytes\(|str\.encode\()?\Z"))
_OTHER_HASH = re.compile(r"(?i)sha[-_]?(256|384|1)\b")
_SHA512 = re.compile(r"(?i)sha[-_]?512")
_NAMED = re.compile(r"\A\w{1,20}\s{0,9}(?:=(?!=)|:(?!:))\s{0,9}")
"""The name of an argument in front of it."""


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
    _Function(re.compile(r"\bimportKey(?=\(\s{0,40}['\"]raw['\"])"), key=1, algorithm=2),
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


class Calls:
    """The calls in one text of code."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._text = code.text

    @cached_property
    def _has_sha512(self) -> bool:
        return _SHA512.search(self._text) is not None

    @cached_property
    def _decodes_a_key(self) -> bool:
        return _KEY_DECODED.search(self._text) is not None

    def mistakes(self) -> Iterator[tuple[Span, list[str]]]:
        """Yield where calls stand, and the ids of the mistakes that each looks like.

        Where one call has no mistake, the others are taken to be for something else: another exchange.
        """
        for calls in (list(self._macs()), list(self._hashes())):
            if all(ids for _, ids in calls):
                yield from calls

    def _macs(self) -> Iterator[tuple[Span, list[str]]]:
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

    def _hashes(self) -> Iterator[tuple[Span, list[str]]]:
        """Yield where a SHA-256 is made, and the ids of the mistakes it looks like."""
        for call in self._calls(_HASHES):
            ids = []
            if self._gives_hex(call):
                ids.append("digest-as-hex")
            updates = [arguments for name, arguments in call.chain if name == "update"]
            if self._code.is_body_alone("".join([call.argument(call.function.data), *updates])):
                ids.append("nonce-not-hashed")
            yield call.span, ids

    def _calls(self, functions: tuple[_Function, ...]) -> Iterator[_Call]:
        for function in functions:
            for match in islice(function.pattern.finditer(self._text), _MOST):
                call = None if self._code.is_shown(match.start()) else self._call(function, match)
                if call is not None:
                    yield call

    def _call(self, function: _Function, match: re.Match[str]) -> _Call | None:
        first = self._code.arguments(match.end())
        if first is None:
            return None
        texts = tuple([self._code.piece(one) for one in first[0]])
        chain, _ = self._code.chain(first[1])
        methods = tuple([(name, ", ".join(map(self._code.piece, given))) for name, given in chain])
        return _Call(function, match[0], match.span(), texts, methods)

    def _has_text_for_key(self, call: _Call) -> bool:
        """Return whether a key is the private key's text: made bytes as it is, or decoded nowhere."""
        key = call.argument(call.function.key)
        if _DECODED.search(key):
            return False
        if _AS_TEXT.search(key):
            return self._is_text(key)
        name = IDENTIFIER.fullmatch(key)
        if name is None:
            return False
        values = [] if name[2] else self._code.set_to(name[1])
        if any(_AS_TEXT.search(value) for value in values):
            return all(self._is_text(value) for value in values)
        return call.function.takes_text and _OF_KEY.search(key) is not None and not self._decodes_a_key

    def _is_text(self, made: str) -> bool:
        """Return whether bytes are those of the private key's text, which came out of no decoder."""
        if _DECODED.search(made) or not _AS_TEXT.search(made) or not _NAMES_KEY.search(made):
            return False
        names = [word for word in _WORDS.findall(made) if _NAMES_KEY.search(word)]
        return not any(_DECODED.search(value) for word in names for value in self._code.set_to(word))

    def _gives_hex(self, call: _Call) -> bool:
        """Return whether a call gives hex, and nothing in the text makes bytes of hex."""
        if self._code.reads_hex:
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
        return name is not None and bool(self._code.all(_BASE64_OF.format(rf"\$?{name[1]}\b")))
