"""How languages print a collection: what code hashes that makes text of its parameters as they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

from explainer.stages.postdata.jsontext import Number, Value
from explainer.stages.postdata.memory import remembered


def bare(text: str) -> str:
    """The text as it is."""
    return text


@remembered
def double_quoted(text: str) -> str:
    """A string literal in double quotes, as JSON writes it."""
    return json.dumps(text, ensure_ascii=False)


@remembered
def ascii_quoted(text: str) -> str:
    """The same with an escape for each letter beyond ASCII, as Python's json.dumps writes it."""
    return json.dumps(text)


class Notation(NamedTuple):
    """One language's way to print maps and lists."""

    opening: str
    between: str
    """What stands between a name and its value."""
    comma: str
    closing: str
    list_opening: str = "["
    list_comma: str = ", "
    list_closing: str = "]"
    name: Callable[[str], str] = bare
    string: Callable[[str], str] = bare
    true: str = "true"
    false: str = "false"
    null: str = "null"
    ordered: bool = False
    """Whether the language sorts the names."""

    def text(self, value: Value) -> str:
        """Return a value as the language prints it."""
        if isinstance(value, dict):
            items = sorted(value.items()) if self.ordered else value.items()
            printed = [self.name(name) + self.between + self.text(item) for name, item in items]
            return self.opening + self.comma.join(printed) + self.closing
        if isinstance(value, list):
            return (
                self.list_opening
                + self.list_comma.join([self.text(item) for item in value])
                + self.list_closing
            )
        if isinstance(value, str):
            return value if isinstance(value, Number) else self.string(value)
        return self.null if value is None else self.true if value else self.false

    def plain(self, value: Value) -> str:
        """Return a value on its own: a string without quotes."""
        return str(value) if isinstance(value, str) else self.text(value)


PYTHON = Notation("{", ": ", ", ", "}", name=repr, string=repr, true="True", false="False", null="None")
JSON = Notation("{", ":", ",", "}", list_comma=",", name=double_quoted, string=double_quoted)
JSON_SPACED = Notation("{", ": ", ", ", "}", name=ascii_quoted, string=ascii_quoted)
JAVA = Notation("{", "=", ", ", "}")
CSHARP_ANONYMOUS = Notation("{ ", " = ", ", ", " }", true="True", false="False", null="")
GO = Notation("map[", ":", " ", "]", list_comma=" ", null="<nil>", ordered=True)
RUBY = Notation("{", "=>", ", ", "}", name=double_quoted, string=double_quoted, null="nil")
RUBY_34 = RUBY._replace(between=" => ")
RUBY_SYMBOLS = RUBY._replace(name=lambda name: f":{name}")
RUBY_34_SYMBOLS = RUBY._replace(between=": ", name=bare)
SWIFT = Notation("[", ": ", ", ", "]", name=double_quoted, string=double_quoted, null="nil")
DART = Notation("{", ": ", ", ", "}")
ELIXIR = Notation("%{", " => ", ", ", "}", name=double_quoted, string=double_quoted, null="nil", ordered=True)
NODE = Notation("URLSearchParams { ", " => ", ", ", " }", name=repr, string=repr)
