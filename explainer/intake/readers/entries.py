"""What the entries of an object say: parameters, headers, the fields of a request."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from explainer.errors import InputError
from explainer.intake.readers.answers import errors_in
from explainer.intake.readers.encoders import (
    EXPRESSION,
    FORMS,
    JSON,
    OWN_FORM,
    UNKNOWN,
    Encoder,
    Language,
    Unwritable,
    encoder_of,
)
from explainer.intake.readers.fields import MADE, MADE_AS_JSON, bare_integer, read_field
from explainer.intake.readers.headers import read_header
from explainer.intake.readers.literals import Call, Constant, Expression, Items, Number, Pairs, Text, Value
from explainer.intake.readers.model import Found, Remark, Span, exact
from explainer.intake.readers.names import meaning, plain, stage_of
from explainer.intake.readers.parameters import is_parameter
from explainer.intake.readers.printouts import is_value

_BODIES = frozenset({"body", "data", "form", "json", "postdata", "payload", "params", "parameters"})
_NAME = re.compile(r"(?!\w*\d\w*\d)\$?[A-Za-z_][\w.]{0,29}")
"""What is a name in code for sure, and no key without its quotes."""
_HEADERS = frozenset({"headers", "header"})


class Entries:
    """What was found in the entries of objects, in their order."""

    def __init__(self, text: str, language: Language, as_json: Callable[[Value], Found | None] | None = None):
        """`as_json` returns what an object of parameters is where the Content-Type says JSON."""
        self._text = text
        self._as_json = as_json
        self._form = Encoder(language, FORMS[OWN_FORM[language]])
        self._json = Encoder(language, JSON[language])
        self.found: list[Found] = []
        self.remarks: list[Remark] = []
        self.unread: list[Span] = []

    def request(self, pairs: Pairs) -> None:
        """Read an object of the fields of a request."""
        for name, value in pairs.pairs:
            self.field(name, value)

    def field(self, name: str, value: Value) -> None:
        """Read one field of a request; its value may be an object of its own."""
        known = plain(name)
        if known in _HEADERS:
            self.headers(value)
        elif known in _BODIES:
            self.body(value, self._json if known == "json" else self._form)
        elif isinstance(value, (Text, Number)):
            written = value.value if isinstance(value, Text) else bare_integer(value.written)
            said = meaning(name)
            if said is None or said.field != "observed" or is_value(written):
                self._take(read_field(name, written, value.span, f"the entry {name}", literal=True))
        elif meaning(name) is not None:
            self._printed(name, value)

    def _printed(self, name: str, value: Value) -> None:
        """Read a value that is no text and no number: bytes that were printed, or an expression."""
        said = meaning(name)
        stage = (said.stage if said else "") or stage_of(name)
        printed = self._text[slice(*value.span)]
        if stage and is_value(printed):
            self.found.append(Found("observed", exact(printed), value.span, f"the entry {name}", stage))
        elif isinstance(value, (Expression, Call)):
            self.expression(value.span)

    def headers(self, value: Value) -> None:
        """Read an object of headers, or a list of header lines."""
        if isinstance(value, Items):
            for item in value.items:
                if isinstance(item, Text):
                    name, _, content = item.value.partition(":")
                    self._header(name, Text(content.strip(), item.span))
                else:
                    self.expression(item.span)
        elif isinstance(value, Pairs):
            for name, given in value.pairs:
                if name:
                    self._header(name, given)
                else:
                    self.expression(given.span)
        elif isinstance(value, (Expression, Call)):
            self.expression(value.span)

    def _header(self, name: str, value: Value) -> None:
        written = (
            value.value if isinstance(value, Text) else value.written if isinstance(value, Number) else ""
        )
        found = read_header(name, written, value.span)
        if found is not None and isinstance(value, (Expression, Call)):
            self.expression(value.span)
        elif found is not None:
            self.found.append(found)

    def body(self, value: Value, encoder: Encoder | None = None) -> None:
        """Read what is sent as the body: its text, or the parameters that it is made of.

        `encoder` is what writes parameters that no encoder of the code has written.
        """
        if isinstance(value, Text) and errors_in(value.value, 0, len(value.value)) is not None:
            # The body of Kraken's answer is none that was sent.
            return
        if isinstance(value, Text):
            self.found.append(Found("body", exact(value.value), value.span, "the text of the body"))
        elif isinstance(value, Constant):
            return
        elif isinstance(value, Call) and (called := encoder_of(value)) is not None:
            inner = value.arguments[0][1]
            pairs = inner if isinstance(inner, Pairs) else as_pairs(inner)
            if pairs is None or called.rules is None:
                self.expression(value.span)
            else:
                self.parameters(pairs, value.span, called)
        else:
            pairs = value if isinstance(value, Pairs) else as_pairs(value)
            if pairs is None or (pairs is not value and encoder is not None and encoder.as_json):
                self.expression(value.span)
            else:
                self.parameters(pairs, value.span, encoder)

    def parameters(self, pairs: Pairs, span: Span, encoder: Encoder | None = None) -> None:
        """Read an object of parameters: the nonce, and the body that an encoder makes of them."""
        encoder = encoder or self._form
        self.nonce(pairs)
        try:
            made = encoder.write(pairs)
        except Unwritable as why:
            for _, value in pairs.pairs:
                if isinstance(value, (Expression, Call)):
                    self.unread.append(value.span)
            self.remarks.append(Remark(why.id, self._unknown(why.span) or why.message, why.span))
            return
        except InputError:
            return
        how = "the object as JSON" if encoder.as_json else "the parameters, URL-encoded"
        as_json = self._as_json(pairs) if self._as_json and encoder is self._form else None
        self.found.append(Found("body", made, span, how, made=True, as_json=as_json))
        self.remarks.append(Remark("body-made", MADE_AS_JSON if encoder.as_json else MADE, span))
        doubtful = next((value for _, value in pairs.pairs if isinstance(value, Constant)), None)
        if doubtful is not None and encoder.rules is FORMS["urlencode"]:
            self.remarks.append(Remark("value-by-client", _BY_CLIENT, doubtful.span))

    def nonce(self, pairs: Pairs) -> None:
        """Read the nonce among parameters."""
        nonce = pairs.get("nonce")
        if isinstance(nonce, (Text, Number)):
            text = nonce.value if isinstance(nonce, Text) else bare_integer(nonce.written)
            self._take(read_field("nonce", text, nonce.span, "the entry nonce", literal=True))

    def expression(self, span: Span) -> None:
        """Say that a value is not understood."""
        self.unread.append(span)
        self.remarks.append(Remark(UNKNOWN, self._unknown(span) or EXPRESSION, span))

    def _unknown(self, span: Span) -> str:
        """Return what to say of a name whose value is not known; nothing if there is none at a place."""
        name = _NAME.fullmatch(self._text, *span)
        return f"what {name[0]} holds is not known here; paste that value as well" if name else ""

    def _take(self, said: Iterable[Found | Remark]) -> None:
        for one in said:
            if isinstance(one, Found):
                self.found.append(one)
            else:
                self.remarks.append(one)


_BY_CLIENT = (
    "True, False and None are no text: urlencode and requests write True, httpx writes true, and requests"
    " leaves None out. The body here has what urlencode writes; give such a value as text, such as 'true', so"
    " that what you sign is what your client sends"
)


def as_pairs(value: Value) -> Pairs | None:
    """Return a list of [name, value] pairs as an object."""
    if not isinstance(value, Items) or not value.items:
        return None
    pairs = []
    for item in value.items:
        if not (isinstance(item, Items) and len(item.items) == 2 and isinstance(item.items[0], Text)):
            return None
        pairs.append((item.items[0].value, item.items[1]))
    return Pairs(tuple(pairs), value.span)


def are_parameters(pairs: Pairs) -> bool:
    """Return whether an object holds the POST parameters of a request, its nonce among them."""
    names = [name for name, _ in pairs.pairs]
    return "nonce" in names and all(_may_be_parameter(name, value) for name, value in pairs.pairs)


def _may_be_parameter(name: str, value: Value) -> bool:
    said = meaning(name)
    return (
        said is None or name == "nonce" or is_parameter(name, value.value if isinstance(value, Text) else "")
    )


def are_headers(pairs: Pairs) -> bool:
    """Return whether an object holds the headers of a signed request, and not the request itself."""
    names = [name for name, _ in pairs.pairs]
    fields = {said.field for said in map(meaning, names) if said is not None}
    return not fields & {"path", "body"} and any(name.lower() in ("api-key", "api-sign") for name in names)


def are_header_lines(items: Items) -> bool:
    """Return whether a list holds the headers of a signed request as lines."""
    lines = [item.value.lower() for item in items.items if isinstance(item, Text)]
    return any(line.startswith(("api-key:", "api-sign:")) for line in lines)


_OF_NODE = re.compile(r"\b(?:URLSearchParams|FormData|Map\(\d{1,6}\))[ ]\Z")
"""What Node.js prints in front of a collection of names and values."""
_REACH = 40


def language_of(text: str, value: Value) -> Language:
    """Return the language that an object is most likely written in."""
    plainly = plain_language_of(text, value)
    if plainly is not None:
        return plainly
    return "javascript" if any(isinstance(one, Constant) for one in _all(value)) else "python"


def plain_language_of(text: str, value: Value) -> Language | None:
    """Return the one language that an object can be written in, None if it may be several, as JSON may."""
    if isinstance(value, Call):
        name = plain(value.function)
        if name.endswith(("urlsearchparams", "stringify")):
            return "javascript"
        return "php" if name.endswith(("buildquery", "jsonencode", "array")) else "python"
    if isinstance(value, Pairs) and value.php:
        return "php"
    if _OF_NODE.search(text, max(0, value.span[0] - _REACH), value.span[0]):
        return "javascript"
    for one in _all(value):
        if isinstance(one, Constant) and one.written in ("True", "False", "None"):
            return "python"
        if isinstance(one, Pairs) and one.pairs:
            first = text[one.span[0] + 1 : one.span[1]].lstrip()[:1]
            if first not in "\"'*#":
                return "javascript"
    return None


def _all(value: Value) -> Iterator[Value]:
    yield value
    inner = value.items if isinstance(value, Items) else ()
    inner = tuple([one for _, one in value.pairs]) if isinstance(value, Pairs) else inner
    for one in inner:
        yield from _all(one)
