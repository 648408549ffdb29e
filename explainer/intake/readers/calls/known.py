"""What expressions in code hold, as far as literals in the same paste say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from explainer.intake.readers.calls.bindings import Binding, Bindings
from explainer.intake.readers.calls.methods import changed_by, formatted, text_made_by, with_entry
from explainer.intake.readers.encoders import encoder_of
from explainer.intake.readers.literals import Call, Expression, Items, Literals, Number, Pairs, Text, Value
from explainer.intake.readers.model import Span
from explainer.intake.readers.strings import String, Strings

Dialect = Literal["python", "javascript", "php", "go", "powershell", "java", "csharp", "ruby", "rust", "vba"]

MOST = 5_000
"""Values that are looked up in one text, and thousands of characters that are put together."""
_DEEPEST = 20
_LONGEST = 60_000
_REACH = 8_000
"""Characters behind a call in which what belongs to it is looked for."""
_BLANK = re.compile(r"(?:\s+|//[^\n]*|#[^\n]*|_[ \t]{0,9}\r?\n)*")
_NAMES = {
    "php": re.compile(r"\$[A-Za-z_]\w{0,60}(?:->\w{1,60})?"),
    "": re.compile(r"[A-Za-z_$][\w$]{0,60}(?:\.[A-Za-z_$][\w$]{0,60}){0,4}(?!\()"),
}
_JOINED = {
    "php": re.compile(r"\.(?!\.)"),
    "vba": re.compile(r"&(?=[\s\"_])"),
    "": re.compile(r"\+(?!\+)"),
}
_FORMAT = re.compile(r"\.(?=format\()")
_ENTRY = re.compile(r"\[[ \t]{0,20}([\"'])([^\"'\n]{1,60})\1[ \t]{0,20}\]")
_METHODS = (
    *("toString", "encode", "strip", "trim", "copy", "Encode", "items"),
    *("getBytes", "ToString", "to_string", "to_owned", "clone", "into", "as_str"),
)
_SAME = re.compile(rf"\.({'|'.join(_METHODS)})\([^()\n]{{0,40}}\)")
"""A call behind a value that leaves its text as it is, or that its kind makes of it anyway."""
_WRAPPERS = frozenset(
    {
        *("str", "bytes", "string", "String", "Buffer.from", "strval", "dict", "Headers", "Number", "BigInt"),
        *("strings.NewReader", "bytes.NewReader", "bytes.NewBufferString", "bytes.NewBuffer"),
        *("URI", "URI.create", "URI.parse", "URL", "Uri", "HttpUrl.parse", "String.valueOf", "Long.toString"),
        *("HttpRequest.BodyPublishers.ofString", "BodyPublishers.ofString", "String::from"),
    }
)
"""Functions that hand on what they are given."""
_EMPTY = frozenset({"Headers", "Dictionary", "List", "LinkedHashMap"})
"""What is made without any entries, and keeps those that it gets in their order."""
_ADDS_NUMBERS = ("javascript", "php", "powershell", "java", "csharp")
_QS = re.compile(
    r"\bqs[ ]?=[ ]?require\([\"'](?:node:)?querystring"
    r"|import[ ](?:\*[ ]as[ ])?qs[ ]from[ ][\"'](?:node:)?querystring"
)
"""The module querystring by the name of another one."""
_GO_TYPE = re.compile(
    r"(?:url\.Values|http\.Header|\[\]string|map\[string\](?:\[\]string|string|interface\{\}|any))(?=\{)"
    r"|\[\]byte(?=\()"
)
"""A type in front of a literal."""
_END = re.compile(r"[ \t]{0,20}(?:;|,|#|//|/\*|\r?\n|\)|\]|\}|\Z)")


class Read(NamedTuple):
    """A value, and where it ends."""

    value: Value
    end: int


class Known:
    """Reads values in one text in one language."""

    def __init__(self, text: str, dialect: Dialect, bindings: Bindings) -> None:
        self.text = text
        self.dialect: Dialect = dialect
        self.literals = Literals(text, php=dialect == "php")
        self.used: list[Span] = []
        """The settings of names that were looked up since it was emptied last."""
        self._strings = Strings(text)
        self._bindings = bindings
        self._left = MOST

    @cached_property
    def _qs_is_querystring(self) -> bool:
        return _QS.search(self.text) is not None

    def call_at(self, at: int) -> Call | None:
        """Return the call that stands at a place, None if none does."""
        read = self.literals.at(at)
        return read if isinstance(read, Call) else None

    def of(self, value: Value, at: int, depth: int = 0) -> Value:
        """Return a value with what the names in it hold at a place; what is not known stays an expression."""
        self._left -= 1
        if self._left < 0 or depth > _DEEPEST:
            return value
        if isinstance(value, Expression):
            return self._expression(value, at, depth)
        if isinstance(value, Pairs):
            pairs = [pair for name, one in value.pairs for pair in self._entry(name, one, at, depth)]
            return value._replace(pairs=tuple(pairs))
        if isinstance(value, Items):
            if len(value.items) == 1 and self.text[value.span[0]] == "(":
                return self._expression(value, at, depth)
            return value._replace(items=tuple([self.of(one, at, depth + 1) for one in value.items]))
        return self._called(value, at, depth) if isinstance(value, Call) else value

    def path(self, value: Value, at: int) -> Value:
        """Return what an address holds, less a beginning that is not known if a path of Kraken's follows."""
        known = self.of(value, at)
        if not isinstance(known, (Expression, Items)):
            return known
        string = self._strings.read(value.span[0], php=self.dialect == "php")
        terms: list[Value | None]
        if string is not None and string.end == value.span[1]:
            texts = self._filled_in(string, at, 0)
            terms = [None if text is None else Text(text, value.span) for text in texts]
        else:
            terms = self._terms(value.span[0], at, 0)[0]
        while terms and terms[0] is None:
            terms = terms[1:]
        rest = self._together([one for one in terms if one is not None], value.span)
        whole = None not in terms and isinstance(rest, Text) and rest.value.startswith("/0/")
        return rest if whole and rest is not None else known

    def calls_of(self, name: str, methods: str, start: int) -> Iterator[Call]:
        """Yield the calls of methods of a name behind a place, up to where it is set anew.

        `methods` is a regular expression without groups.
        """
        return self._calls(name, rf"(?<![\w.$>]){re.escape(name)}(?:\.|->)(?:{methods})(?=\()", start)

    def calls_with(self, name: str, functions: str, start: int) -> Iterator[Call]:
        """Yield the calls of functions that a name is given to first, in the same way."""
        return self._calls(name, rf"\b(?:{functions})(?=\([ ]?{re.escape(name)}\b)", start)

    def _calls(self, name: str, pattern: str, start: int) -> Iterator[Call]:
        anew = rf"(?<![\w.$>]){re.escape(name)}(?:[ ]?,[ ]?\w+)?[ ]?:?=(?![=>])"
        for match in re.compile(f"{pattern}|{anew}").finditer(self.text, start, start + _REACH):
            if match[0].endswith("="):
                return
            call = self.call_at(match.start())
            if call is not None:
                yield call

    def set_of(self, name: str, start: int) -> Iterator[tuple[str, Value, Span]]:
        """Yield what is set in a name behind a place, up to where it is set anew.

        Each is the name of an attribute, or of an entry in brackets, its value, and where all of it stands.
        """
        pattern = (
            rf"(?<![\w.$>@]){re.escape(name)}(?:\.([A-Za-z_]\w{{0,40}})|\[([\"'])([^\"'\n]{{1,60}})\2\])?"
            r"[ \t]{0,9}=(?![=>~])[ \t]{0,9}(?=\S)"
        )
        for match in re.compile(pattern).finditer(self.text, start, start + _REACH):
            named = match[1] or match[3]
            if not named:
                return
            end = self.text.find("\n", match.end())
            rest = self.text[match.end() : end if end >= 0 else len(self.text)].rstrip(" \t\r;")
            unknown = Expression((match.end(), match.end() + max(len(rest), 1)))
            read = self.statement(match.end(), match.start()) or Read(unknown, unknown.span[1])
            yield named, read.value, (match.start(), read.end)

    def statement(self, start: int, at: int, depth: int = 0) -> Read | None:
        """Return the value that begins at a place and ends with a statement or an argument."""
        read = self._sum(start, at, depth)
        return read if read and _END.match(self.text, read.end) else None

    def _expression(self, value: Expression | Items, at: int, depth: int) -> Value:
        read = self._sum(value.span[0], at, depth + 1)
        return value if read is None or self._behind(read.end) < value.span[1] else read.value

    def _entry(self, name: str, value: Value, at: int, depth: int) -> list[tuple[str, Value]]:
        """Return an entry of an object with what it holds; one that is spread into it as its entries."""
        if name or not isinstance(value, Expression):
            return [(name, self.of(value, at, depth + 1))]
        start = value.span[0] + (3 if self.text.startswith("...", value.span[0]) else 2)
        inner = self.of(Expression((start, value.span[1])), at, depth + 1)
        return list(inner.pairs) if isinstance(inner, Pairs) else [(name, value)]

    def _called(self, call: Call, at: int, depth: int) -> Value:
        receiver, _, method = call.function.rpartition(".")
        if receiver and method in _METHODS and call.function not in _WRAPPERS:
            held = self._held(receiver, at, depth)
            return call if held is None else text_made_by(held, method)
        if call.function in _EMPTY and not call.arguments:
            return Pairs((), call.span)
        if call.function not in _WRAPPERS and encoder_of(call) is None:
            made = self.dialect == "go" and call.function == "make"
            return Pairs((), call.span) if made else call
        arguments = [(name, self.of(one, at, depth + 1)) for name, one in call.arguments]
        known = call._replace(arguments=tuple(arguments))
        if self.text.endswith("toString()", *call.span):
            return text_made_by(known, "toString")
        if call.function == "qs.stringify" and self._qs_is_querystring:
            return known._replace(function="querystring.stringify")
        if call.function not in _WRAPPERS or not arguments:
            return known
        if call.function == "dict" and all(name for name, _ in arguments):
            return Pairs(tuple(arguments), call.span)
        inner = arguments[0][1]
        if isinstance(inner, Number) and call.function in ("str", "String", "strval"):
            return Text(inner.written, inner.span) if inner.written.isdigit() else known
        return known if isinstance(inner, Expression) else inner

    def _sum(self, start: int, at: int, depth: int) -> Read | None:
        """Return the value of terms that are put together, None if one of them is not known."""
        used = len(self.used)
        terms, end = self._terms(start, at, depth)
        known = [one for one in terms if one is not None]
        value = self._together(known, (start, end)) if len(known) == len(terms) else None
        if value is None:
            del self.used[used:]
            return None
        return Read(value, end)

    def _terms(self, start: int, at: int, depth: int) -> tuple[list[Value | None], int]:
        """Return the values of terms from a place on, None for each that is not known, and where they end."""
        terms: list[Value | None] = []
        sign = _JOINED.get(self.dialect, _JOINED[""])
        place = self._behind(start)
        while True:
            read = self._term(place, at, depth)
            if read is None:
                name = _NAMES["php" if self.dialect == "php" else ""].match(self.text, place)
                if name is None:
                    return [*terms, None], place
                terms.append(None)
                end = name.end()
            else:
                terms.append(read.value)
                end = read.end
            place = self._behind(end)
            joint = sign.match(self.text, place)
            if joint is not None:
                place = self._behind(joint.end())
            elif not self._goes_on(end, place):
                return terms, end

    def _goes_on(self, end: int, place: int) -> bool:
        """Return whether one string follows another in Python, which puts them together."""
        return (
            self.dialect == "python"
            and "\n" not in self.text[end:place]
            and self._strings.read(place) is not None
        )

    def _together(self, terms: list[Value], span: Span) -> Value | None:
        if len(terms) < 2:
            return terms[0] if terms else None
        texts = [
            one.value if isinstance(one, Text) else one.written
            for one in terms
            if isinstance(one, Text) or (isinstance(one, Number) and self.dialect in _ADDS_NUMBERS)
        ]
        length = sum(map(len, texts))
        self._left -= length // 1000
        return Text("".join(texts), span) if len(texts) == len(terms) and length < _LONGEST else None

    def _term(self, start: int, at: int, depth: int) -> Read | None:
        self._left -= 1
        if self._left < 0 or depth > _DEEPEST:
            return None
        read = self._first(start, at, depth)
        while read is not None:
            end = read.end
            if (same := _SAME.match(self.text, end)) is not None:
                read = Read(text_made_by(read.value, same[1]), same.end())
            elif (dot := _FORMAT.match(self.text, end)) is not None:
                read = self._with_fields(read.value, dot.end(), at, depth)
            elif (entry := _ENTRY.match(self.text, end)) is not None:
                held = dict(read.value.pairs).get(entry[2]) if isinstance(read.value, Pairs) else None
                read = None if held is None else Read(held, entry.end())
            else:
                break
        return read

    def _with_fields(self, value: Value, place: int, at: int, depth: int) -> Read | None:
        """Return a text of Python whose method format is called at a place."""
        call = self.call_at(place)
        if call is None or not isinstance(value, Text):
            return None
        given = [(name, self.of(one, at, depth + 1)) for name, one in call.arguments]
        text = formatted(value.value, given)
        self._left -= len(text or "") // 1000
        return None if text is None else Read(Text(text, (value.span[0], call.span[1])), call.span[1])

    def _first(self, start: int, at: int, depth: int) -> Read | None:
        """Return a term without what stands behind it."""
        if self.text.startswith("(", start):
            inner = self._sum(start + 1, at, depth + 1)
            end = self._behind(inner.end) if inner else start
            if inner and self.text.startswith(")", end):
                return Read(inner.value, end + 1)
        string = self._strings.read(start, php=self.dialect == "php")
        if string is not None:
            if not string.filled_in:
                return Read(Text(string.value, (start, string.end)), string.end)
            values = self._filled_in(string, at, depth)
            known = [one for one in values if one is not None]
            whole = bool(known) and len(known) == len(values) and sum(map(len, known)) < _LONGEST
            return Read(Text("".join(known), (start, string.end)), string.end) if whole else None
        if self.dialect == "go":
            named = _GO_TYPE.match(self.text, start)
            start = named.end() if named else start
            only = self._strings.read(start + 1) if self.text.startswith("{", start) else None
            if only is not None and self.text.startswith("}", only.end):
                return Read(Text(only.value, (start + 1, only.end)), only.end + 1)
        literal = self.literals.plain(start)
        if literal is not None:
            value = self.of(literal, at, depth + 1)
            if isinstance(value, Items) and self.dialect == "go":
                value = value.items[0] if len(value.items) == 1 else value
            return None if isinstance(value, Expression) else Read(value, literal.span[1])
        name = _NAMES["php" if self.dialect == "php" else ""].match(self.text, start)
        held = None if name is None else self._held(name[0], at, depth)
        return None if held is None or name is None else Read(held, name.end())

    def _filled_in(self, string: String, at: int, depth: int) -> list[str | None]:
        """Return the pieces of a string that names are put into, None for each that is not known."""
        pieces = self._strings.pieces(string) or ()
        return [self._piece(text, named, at, depth) for text, named in pieces if text]

    def _piece(self, text: str, named: bool, at: int, depth: int) -> str | None:
        """Return a piece of a string, or the text that a name in it holds."""
        held = self._held(text, at, depth) if named else Text(text, (0, 0))
        if isinstance(held, Number) and held.written.isdigit():
            return held.written
        return held.value if isinstance(held, Text) else None

    def _held(self, name: str, at: int, depth: int) -> Value | None:
        """Return what a name holds at a place, None if that is not known."""
        self._left -= 1
        if self._left < 0 or depth > _DEEPEST:
            return None
        value: Value | None = None
        spans = []
        for binding in self._bindings.of(name, at):
            made = self._set(value, binding, depth)
            if made is None:
                return None
            value, end = made
            spans.append((binding.start, end + self.text.startswith(";", end)))
        if value is None and "." in name:
            outer, _, key = name.rpartition(".")
            holder = self._held(outer, at, depth + 1)
            return dict(holder.pairs).get(key) if isinstance(holder, Pairs) else None
        self.used += spans
        return value

    def _set(self, value: Value | None, binding: Binding, depth: int) -> Read | None:
        """Return what a name holds after a setting, None if that is not known."""
        if binding.kind == "changed":
            return self._change(value, binding, depth)
        read = self.statement(binding.at, binding.start, depth + 1)
        if binding.kind == "entry":
            end = self.text.find("\n", binding.at)
            end = end if end >= 0 else len(self.text)
            given = read or Read(Expression((binding.at, end)), end)
            changed = with_entry(value, binding.key, given.value)
            return None if changed is None else Read(changed, given.end)
        if read is None:
            return None
        if binding.kind == "appended":
            items = value.items if isinstance(value, Items) else None
            appended = None if items is None else Items((*items, read.value), read.value.span)
            return None if appended is None else Read(appended, read.end)
        if binding.kind == "added" and value is not None:
            together = self._together([value, read.value], read.value.span)
            return None if together is None else Read(together, read.end)
        return read

    def _change(self, value: Value | None, binding: Binding, depth: int) -> Read | None:
        """Return what a name holds after a call that changes it."""
        call = self.literals.at(binding.at)
        if not isinstance(call, Call):
            return None
        given = [self.of(one, binding.start, depth + 1) for _, one in call.arguments]
        changed = changed_by(value, call.function.rpartition(".")[2], given)
        return None if changed is None else Read(changed, call.span[1])

    def _behind(self, at: int) -> int:
        blank = _BLANK.match(self.text, at)
        return blank.end() if blank else at
