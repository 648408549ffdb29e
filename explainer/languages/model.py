"""What a programming language is here: data from which the code of each stage is written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar
from urllib.parse import parse_qsl

from explainer.pipeline.catalogue import stage as find_stage
from explainer.render.visible import visible
from explainer.request import Request
from explainer.stages import STAGES

ENVIRONMENT = "KRAKEN_SECRET"
"""The environment variable that the code takes the private key from."""
BODY_FILE = "body"
"""The file that the code reads a long body from."""
LONG_BODY = 8192
"""Bytes from which on a body is no longer written into the code."""

_LINE = 76
_ONE_LINE = 56
_DEEPEST = 20

# The variable that holds each stage's value.
_VARIABLES = {
    "nonce": "nonce",
    "postdata": "postdata",
    "sha256": "digest",
    "message": "message",
    "secret": "key",
    "hmac": "mac",
    "signature": "signature",
}


class Name(str):
    """An expression that stands in the code as it is, where a literal would stand otherwise."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Syntax:
    """How a language writes literals."""

    text: Callable[[str], str]
    """A string literal, ASCII controls and invisible characters escaped."""
    raw: Callable[[bytes], str]
    """A literal for bytes that are no UTF-8 text."""
    raw_value: str
    """The bytes that the raw literal {} stands for."""
    glue: str
    """What joins two string literals over a line end."""
    wrapped: tuple[str, str]
    """What surrounds string literals that are joined over lines."""
    field: Callable[[str, str], str]
    """A name and an expression in an object literal."""
    braces: tuple[str, str]
    """What surrounds an object literal on one line."""
    pair: tuple[str, str]
    """What surrounds one (name, value) in a list of pairs."""
    words: tuple[str, str, str]
    """True, false and null."""


class Encoder(NamedTuple):
    """One way in which a language turns parameters into a body."""

    code: str
    """An expression; PARAMETERS stands for the parameters."""
    gives: Callable[[Any], str | None]
    """What it gives for parameters, exactly; None where the language cannot or would differ.

    Form encoders get a list of (name, value), JSON encoders what `json.loads` gives.
    """
    begins: tuple[str, ...] = ()
    """Lines that the program begins with if this is used."""
    pairs: bool = False
    """Whether the parameters can be a list of pairs, for names that an object cannot hold."""


@dataclass(frozen=True, slots=True)
class Language:
    """A programming language: the code of the seven stages and how its parts are written.

    In the code {nonce}, {postdata} and {path} stand for expressions with the live values,
    {hash_input} and {message} for the two values that are joined from parts.
    """

    id: str
    title: str
    suffix: str
    """Of a file that holds a program."""
    begins: tuple[str, ...]
    """Lines that every program begins with."""
    code: Mapping[str, str]
    """The lines of each stage, by stage id."""
    syntax: Syntax
    forms: tuple[Encoder, ...]
    """Form encoders, the usual one first."""
    jsons: tuple[Encoder, ...]
    """JSON encoders, the usual one first."""
    plain_object: Callable[[Iterable[str]], bool]
    """Whether an object literal keeps these keys, in this order."""
    number: str
    """The nonce's text as a number, for a JSON body that carries it so."""
    body_file: Encoder
    """The body read from `BODY_FILE`, as bytes."""
    to_bytes: str
    """The UTF-8 bytes of the text {}."""
    join_texts: str
    """What is hashed when {} and {} are texts."""
    join_bytes: str
    """The bytes {} followed by the bytes {}."""
    print_hex: str
    """Print the stage's id {stage} and the bytes {value} as hex, on one line."""
    print_key: str
    """A comment above the line that prints the key."""


def stage_code(language: Language, stage: str, request: Request) -> str:
    """Return the lines of one stage in this language with the request's values in them.

    The private key comes from the environment. Raises KeyError for an unknown stage id.
    """
    return _Writer(language, request).stage(stage)


def program(language: Language, request: Request) -> str:
    """Return a program that signs the request and prints each stage's value, a line of hex each.

    It takes the private key from `KRAKEN_SECRET`, and prints its decoded bytes too: the value of
    its stage. A body of `LONG_BODY` bytes or more is read from the file `body`.
    """
    writer = _Writer(language, request)
    parts = [*(writer.stage(stage.id) for stage in STAGES), writer.prints()]
    return "\n\n".join(["\n".join(writer.begins()), *parts]) + "\n"


class _Writer:
    """The code of one request: which parts are text, and how the body is made."""

    def __init__(self, language: Language, request: Request) -> None:
        self.language = language
        self.request = request
        self.nonce = _as_text(request.nonce)
        self.path = _as_text(request.path)
        self.body_encoder, self.postdata = self._postdata()
        is_text = self.body_encoder is not language.body_file and _as_text(request.body) is not None
        self.text_values = {
            "nonce": self.nonce is not None,
            "postdata": is_text,
            "path": self.path is not None,
            "signature": True,
        }

    def stage(self, id: str) -> str:
        language = self.language
        find_stage(id)
        return (
            language.code[id]
            .format(
                nonce=self._literal(self.nonce, self.request.nonce),
                postdata=self.postdata,
                path=self._literal(self.path, self.request.path),
                hash_input=self._hash_input(),
                message=language.join_bytes.format(self._bytes("path"), _VARIABLES["sha256"]),
            )
            .replace(" \n", "\n")
        )

    def begins(self) -> list[str]:
        extra = self.body_encoder.begins if self.body_encoder else ()
        return sorted({*self.language.begins, *extra})

    def prints(self) -> str:
        lines = []
        for stage in STAGES:
            if stage.id == "secret":
                lines.append(self.language.print_key)
            value = self._bytes(_VARIABLES[stage.id])
            lines.append(self.language.print_hex.format(stage=stage.id, value=value))
        return "\n".join(lines)

    def _hash_input(self) -> str:
        if self.text_values["nonce"] and self.text_values["postdata"]:
            return self.language.join_texts.format("nonce", "postdata")
        return self.language.join_bytes.format(self._bytes("nonce"), self._bytes("postdata"))

    def _bytes(self, variable: str) -> str:
        return self.language.to_bytes.format(variable) if self.text_values.get(variable) else variable

    def _literal(self, text: str | None, data: bytes) -> str:
        syntax = self.language.syntax
        if text is None:
            return syntax.raw_value.format(_wrap(syntax, data, syntax.raw))
        return _wrap(syntax, text, syntax.text)

    def _postdata(self) -> tuple[Encoder | None, str]:
        """Return how the body is made and the expression that makes it."""
        body = self.request.body
        if len(body) >= LONG_BODY:
            return self.language.body_file, self.language.body_file.code
        text = _as_text(body)
        if text is not None:
            for encoder, parameters in self._ways(text):
                return encoder, encoder.code.replace("PARAMETERS", parameters)
        return None, self._literal(text, body)

    def _ways(self, text: str) -> Iterable[tuple[Encoder, str]]:
        """Yield the encoders that give this very text, with their parameters as code."""
        language = self.language
        form = _parse_form(text)
        if form:
            plain = language.plain_object([name for name, _ in form])
            named = [(name, self._nonce_or(value) if name == "nonce" else value) for name, value in form]
            for encoder in language.forms:
                if (plain or encoder.pairs) and encoder.gives(form) == text:
                    yield (
                        encoder,
                        (
                            _value(language, dict(named), len(encoder.code))
                            if plain
                            else _pairs(language, named, len(encoder.code))
                        ),
                    )
        parsed = _parse_json(text)
        if parsed is not None and _is_plain(language, parsed):
            shown = dict(parsed)
            if "nonce" in shown:
                shown["nonce"] = self._nonce_or(shown["nonce"])
            for encoder in language.jsons:
                if encoder.gives(parsed) == text:
                    yield encoder, _value(language, shown, len(encoder.code))

    def _nonce_or(self, value: object) -> object:
        """Return the variable `nonce` for the nonce's value, else the value."""
        if self.nonce is None or isinstance(value, bool):
            return value
        if value == self.nonce:
            return Name("nonce")
        return Name(self.language.number) if isinstance(value, int) and str(value) == self.nonce else value


def escape(text: str, quote: str, wide: Callable[[int], str]) -> str:
    """Return text for between double or single quotes, in the escapes that most languages share.

    What is no ASCII and not plainly visible becomes \\x.., \\u.... or what `wide` gives above U+FFFF.
    """
    out = []
    for character in text:
        code = ord(character)
        if character in (quote, "\\"):
            out.append("\\" + character)
        elif character in _SHORT:
            out.append(_SHORT[character])
        elif character.isprintable() and visible(character) == character:
            out.append(character)
        elif code < 0x100:
            out.append(f"\\x{code:02x}")
        elif code < 0x10000:
            out.append(f"\\u{code:04x}")
        else:
            out.append(wide(code))
    return "".join(out)


def ascii_escape(data: bytes, quote: str) -> str:
    """Return bytes for between quotes, all that is not printable ASCII as \\x.. ."""
    return "".join(escape(chr(byte), quote, str) if byte < 0x7F else f"\\x{byte:02x}" for byte in data)


Text = TypeVar("Text", str, bytes)

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _as_text(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _parse_form(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, strict_parsing=True, errors="strict")
    except ValueError:
        return []


def _parse_json(text: str) -> dict[str, Any] | None:
    if not text.startswith("{"):
        return None
    try:
        parsed = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, dict) else None


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _is_plain(language: Language, value: object, depth: int = 0) -> bool:
    """Whether object and list literals hold this value as it is, and a person could read them."""
    if isinstance(value, dict):
        if not language.plain_object(value):
            return False
        value = list(value.values())
    if isinstance(value, list):
        return depth < _DEEPEST and all(_is_plain(language, item, depth + 1) for item in value)
    return True


def _wrap(syntax: Syntax, value: Text, literal: Callable[[Text], str]) -> str:
    """Return a literal, in several over as many lines if it is long."""
    whole = literal(value)
    if len(whole) <= _LINE:
        return whole
    step = max(16, len(value) * (_LINE - 6 - len(syntax.glue)) // len(whole))
    pieces = [literal(value[at : at + step]) for at in range(0, len(value), step)]
    before, after = syntax.wrapped
    return f"{before}\n    " + f"{syntax.glue}\n    ".join(pieces) + after


def _value(language: Language, value: object, used: int, indent: int = 0) -> str:
    """Return a literal: on one line if it fits beside `used` characters, else indented."""
    syntax = language.syntax
    if isinstance(value, Name):
        return value
    if isinstance(value, str):
        return syntax.text(value)
    if value is None or isinstance(value, bool):
        return syntax.words[2 if value is None else 1 - value]
    if not isinstance(value, (dict, list)):
        return json.dumps(value)
    deeper = indent + 4
    if isinstance(value, dict):
        items = [syntax.field(name, _value(language, x, len(name), deeper)) for name, x in value.items()]
        return _bracketed(syntax.braces, items, used, indent)
    return _bracketed(("[", "]"), [_value(language, x, 0, deeper) for x in value], used, indent)


def _pairs(language: Language, pairs: list[tuple[str, object]], used: int) -> str:
    before, after = language.syntax.pair
    items = [
        f"{before}{language.syntax.text(name)}, {_value(language, value, 0)}{after}" for name, value in pairs
    ]
    return _bracketed(("[", "]"), items, used, 0)


def _bracketed(brackets: tuple[str, str], items: list[str], used: int, indent: int) -> str:
    before, after = brackets
    line = before + ", ".join(items) + after
    if not items or (used + indent + len(line) <= _ONE_LINE and "\n" not in line):
        return line if items else (before + after).replace(" ", "")
    space = " " * indent
    return "\n".join([before.strip(), *(f"{space}    {item}," for item in items), space + after.strip()])
