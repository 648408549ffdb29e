"""A request that a call in code sends, on its way to being read."""

from __future__ import annotations

import json
import re
from typing import Literal

from explainer.errors import InputError
from explainer.intake.readers.addresses import read_address
from explainer.intake.readers.calls.clients import JSON_TYPE, Client
from explainer.intake.readers.calls.known import Known
from explainer.intake.readers.encoders import Unwritable, encoder_of
from explainer.intake.readers.entries import Entries, as_pairs
from explainer.intake.readers.fields import MADE_AS_JSON
from explainer.intake.readers.literals import Call, Constant, Expression, Items, Number, Pairs, Text, Value
from explainer.intake.readers.messages import concerns_signing
from explainer.intake.readers.model import Found, Part, Remark, Span, exact
from explainer.intake.readers.names import meaning

Wanted = Literal["form", "json", "multipart", "text"]
"""What the client makes of an object: a form, JSON, multipart data, or none of them."""


class Sending:
    """What one call says about the request that it sends."""

    def __init__(self, known: Known, client: Client, span: Span) -> None:
        """`span` is where the function is named that sends."""
        self.client = client
        self.place = span[0]
        """Where what names hold is looked up."""
        self._known = known
        self._name = span
        self._entries = Entries(known.text, client.form.language)
        known.used.clear()

    def of(self, value: Value) -> Value:
        """Return what a value holds."""
        return self._known.of(value, self.place)

    def unknown(self, value: Value) -> None:
        """Say of a value that it is not known."""
        self._entries.expression(value.span)

    def claim(self, span: Span) -> None:
        """Take a stretch elsewhere that belongs to the call."""
        self._known.used.append((span[0], span[1] + self._known.text.startswith(";", span[1])))

    def is_function(self, value: Value) -> bool:
        """Return whether a value is a function that is called later."""
        return _A_FUNCTION.match(self._known.text, *value.span) is not None

    def spread(self, value: Value) -> Pairs | None:
        """Return what ** in front of an argument puts there, None if there is none or it is not known."""
        start, end = value.span
        if not (isinstance(value, Expression) and self._known.text.startswith("**", start)):
            return None
        known = self.of(Expression((start + 2, end)))
        return known if isinstance(known, Pairs) else None

    def address(self, value: Value) -> None:
        """Read the address, or as much of it as is known."""
        known = self._known.path(value, self.place)
        if not isinstance(known, Text):
            self._entries.expression(value.span)
            return
        start, end = known.span
        bare = self._known.text[start + 1 : end - 1] == known.value
        for said in read_address(
            known.value, start + 1, "the address of the call", span=None if bare else known.span
        ):
            if isinstance(said, Found):
                self._entries.found.append(said)
            else:
                self._entries.remarks.append(said)

    def method(self, value: Value | str) -> None:
        """Take the method: a value in the call, or what the name of the function says."""
        known = Text(value, self._name) if isinstance(value, str) else self.of(value)
        if isinstance(known, Text):
            how = "the method of the call"
            self._entries.found.append(Found("method", exact(known.value), known.span, how))
        else:
            self._entries.expression(known.span)

    def headers(self, value: Value) -> None:
        """Read the headers."""
        known = self.of(value)
        self._entries.headers(as_pairs(known) or known)

    def header(self, call: Call) -> None:
        """Read a header that a call behind this one sets."""
        if len(call.arguments) == 2 and isinstance(name := self.of(call.arguments[0][1]), Text):
            self.claim(call.span)
            self._entries.headers(Pairs(((name.value, self.of(call.arguments[1][1])),), call.span))

    def query(self, value: Value) -> None:
        """Say of parameters in the address that they are no POST data."""
        if isinstance(self.of(value), Constant):
            return
        self._entries.remarks.append(Remark("data-in-query", _IN_QUERY, value.span))

    def body(self, value: Value, wanted: Wanted) -> None:
        """Read the body; of an object what the client makes of it."""
        known = self.of(value)
        if isinstance(known, Constant):
            return
        pairs = known if isinstance(known, Pairs) else as_pairs(known)
        for name, one in pairs.pairs if pairs else ():
            said = meaning(name)
            if said is not None and said.field == "secret":
                self._entries.field(name, one)
        if wanted == "json":
            self._json(known)
            self._type(JSON_TYPE, value)
        elif isinstance(known, Text):
            self._text(known)
            self._type(self._type_of_text(value, known), value)
        elif isinstance(known, Call) and encoder_of(known) is not None:
            self._entries.body(known)
            as_object = known.function.endswith(("URLSearchParams", "FormBody"))
            of_text = self._type_of_text(value, known)
            self._type(self.client.parameters_type if as_object else of_text, value)
        elif pairs is not None and wanted == "form":
            self._entries.parameters(pairs, known.span, self.client.form)
            self._type(self.client.form_type, value)
        elif pairs is not None and wanted == "multipart":
            self._entries.nonce(pairs)
            self._entries.unread.append(known.span)
            self._entries.remarks.append(Remark("multipart-body", _MULTIPART, known.span))
            self._type(b"multipart/form-data", value)
        elif isinstance(known, Pairs) and self.client.named_object:
            self._entries.found.append(Found("body", b"[object Object]", known.span, _OBJECT, made=True))
            self._entries.remarks.append(Remark("body-is-object", _IS_OBJECT, known.span))
            self._type(self.client.text_type, value)
        else:
            self._entries.expression(value.span)

    def part(self, start: int, end: int) -> Part | None:
        """Return what was read, as a part from one place to another; None if it needs no signature."""
        found = self._entries.found
        if not concerns_signing(found):
            return None
        end += self._known.text.startswith(";", end)
        elsewhere = tuple(sorted({one for one in self._known.used if one[1] <= start or one[0] >= end}))
        return Part(
            "call",
            (start, end),
            tuple(sorted(found, key=lambda one: one.span)),
            tuple(sorted(dict.fromkeys(self._entries.remarks), key=lambda one: one.span)),
            whole=True,
            unread=tuple(sorted(set(self._entries.unread))),
            elsewhere=elsewhere,
        )

    @property
    def given_type(self) -> str | None:
        """The Content-Type that a header gives, in small letters."""
        for one in self._entries.found:
            if one.field == "content_type" and isinstance(one.value, bytes):
                return one.value.decode(errors="replace").lower()
        return None

    def _json(self, value: Value) -> None:
        """Take a value as the client writes it in JSON."""
        if isinstance(value, Pairs):
            self._entries.parameters(value, value.span, self.client.json)
        elif isinstance(value, (Text, Number, Items, Call)):
            try:
                made = self.client.json.write(_as_text(value))
            except (Unwritable, InputError):
                self._entries.expression(value.span)
                return
            self._entries.found.append(Found("body", made, value.span, "the value as JSON", made=True))
            self._entries.remarks.append(Remark("body-made", MADE_AS_JSON, value.span))
        else:
            self._entries.expression(value.span)

    def _text(self, text: Text) -> None:
        quoted = self.client.quotes_json and "json" in (self.given_type or "") and not _is_json(text.value)
        if quoted:
            self._json(text)
        else:
            self._entries.body(text)

    def _type_of_text(self, *written: Value) -> bytes:
        sources = [self._known.text[slice(*value.span)] for value in written]
        as_bytes = any(_BYTES.search(source) for source in sources)
        return self.client.bytes_type if as_bytes else self.client.text_type

    def _type(self, value: bytes, body: Value) -> None:
        """Take the content type that the client gives a body, if no header gives one."""
        if self.given_type is None:
            how = f"what {self.client.name} sends with such a body"
            self._entries.found.append(Found("content_type", value, body.span, how, made=True))


_IN_QUERY = (
    "the client sends these parameters in the address and not as POST data, where Kraken takes them: give"
    " them as the body"
)
_MULTIPART = (
    "of an array curl makes multipart data, which Kraken does not take and which was not made here: give"
    " CURLOPT_POSTFIELDS the text that http_build_query makes of it, the one that was signed"
)
_OBJECT = "an object where text is wanted"
_IS_OBJECT = (
    "fetch takes no object for a body: it sends the text [object Object]. Give it a URLSearchParams, or the"
    " text that was signed"
)
_A_FUNCTION = re.compile(r"(?:async[ ])?(?:function\b|\w{1,60}[ ]?=>|\([^()]{0,200}\)[ ]?=>)")
_BYTES = re.compile(r"\A[bB][\"']|\.encode\([^()]{0,20}\)\Z|\Abytes\(")


def _as_text(value: Value) -> Value:
    """Return the text that an encoder makes in a call; what is no such call as it is. Raises Unwritable."""
    encoder = encoder_of(value) if isinstance(value, Call) else None
    if encoder is None or not isinstance(value, Call):
        return value
    inner = value.arguments[0][1]
    return Text(encoder.write(as_pairs(inner) or inner).decode(errors="surrogateescape"), value.span)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
