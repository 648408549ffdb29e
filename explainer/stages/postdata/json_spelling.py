"""White space and escapes in the hashed JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from explainer.pipeline.model import Mistake
from explainer.stages.otherwise import ending, otherwise
from explainer.stages.postdata.bodies import json_object, to_bytes
from explainer.stages.postdata.entry import entry
from explainer.stages.postdata.jsontext import respell
from explainer.stages.postdata.notation import ascii_quoted, double_quoted

_GO = re.compile("[<>&\u2028\u2029]")


def _unicode_escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0][-1]):04x}"


def php_string(text: str) -> str:
    """json_encode: \\u00e9 for é and \\/ for a slash."""
    return ascii_quoted(text).replace("/", "\\/")


def go_string(text: str) -> str:
    """encoding/json, and Rails' to_json: \\u003c, \\u003e and \\u0026 for <, > and &."""
    return _GO.sub(_unicode_escape, double_quoted(text))


def _spelled(
    string: Callable[[str], str], comma: str, colon: str, line: str = "", indent: str = ""
) -> Callable[[bytes], bytes]:
    return lambda body: to_bytes(respell(json_object(body), string, comma, colon, line, indent))


class _Row(NamedTuple):
    suffix: str
    title: str
    """How the JSON is hashed."""
    change: Callable[[bytes], bytes]
    why: str
    languages: tuple[str, ...]
    seen: int = 0
    source: str = ""


_OTHERS = "another-text"
_SDK = "https://github.com/btschwertfeger/python-kraken-sdk/issues/368"

_ROWS = (
    _Row(
        "compact",
        "without spaces, letters as they are (JSON.stringify)",
        _spelled(double_quoted, ",", ":"),
        "JSON.stringify, and httpx from 0.28 on, write no spaces; json.dumps and requests do.",
        ("JavaScript", "Python", "Ruby"),
        1,
        _SDK,
    ),
    _Row(
        "json-dumps",
        "as Python's json.dumps writes: ', ' and ': '",
        _spelled(ascii_quoted, ", ", ": "),
        "json.dumps puts a space after each comma and colon and writes \\u00e9 for é; the client that"
        " sends the dict writes JSON of its own.",
        ("Python",),
        1,
        _SDK,
    ),
    _Row(
        "json-dumps-utf-8",
        "with ', ' and ': ', letters beyond ASCII as they are",
        _spelled(double_quoted, ", ", ": "),
        "json.dumps with ensure_ascii=False puts a space after each comma and colon.",
        ("Python",),
    ),
    _Row(
        "compact-ascii",
        "without spaces, with \\u00e9 for é",
        _spelled(ascii_quoted, ",", ":"),
        "json.dumps with separators=(',', ':') still writes escapes for all beyond ASCII.",
        ("Python",),
    ),
    _Row(
        "php",
        "as PHP's json_encode writes: \\/ and \\u00e9",
        _spelled(php_string, ",", ":"),
        "json_encode escapes slashes and all beyond ASCII unless flags say otherwise.",
        ("PHP",),
    ),
    _Row(
        "go",
        "as Go and Rails write: \\u0026 for &",
        _spelled(go_string, ",", ":"),
        "encoding/json and ActiveSupport escape <, > and & unless they are told not to.",
        ("Go", "Ruby"),
    ),
    _Row(
        "two-space-lines",
        "on lines indented by two spaces",
        _spelled(double_quoted, ",", ": ", "\n", "  "),
        "JSON.stringify(x, null, 2), pretty printers and Postman's editor break lines.",
        ("JavaScript", "Ruby", "Postman"),
    ),
    _Row(
        _OTHERS,
        "on lines indented by four spaces",
        _spelled(double_quoted, ",", ": ", "\n", "    "),
        "Each printer of JSON has its own spaces, lines and escapes: json.dumps(indent=4) has these.",
        ("Python", "PHP"),
    ),
)

JSON_SPELLING: tuple[Mistake, ...] = tuple(
    [
        entry(
            f"json-as-{row.suffix}",
            f"JSON is hashed {row.title}",
            row.change,
            row.why,
            "Write the JSON text once, hash that text and send it as the body (in Python data=, not json=).",
            row.languages,
            row.seen,
            row.source,
            "a JSON body that is written otherwise",
        )
        for row in _ROWS
    ]
)
ANOTHER_TEXT = ending(JSON_SPELLING, _OTHERS)
"""Stands for all other texts; `any_json` makes them."""

_SLASH = str.maketrans({"/": "\\u002f"})
_ANOTHER = {
    "on lines indented by a tab": _spelled(double_quoted, ",", ": ", "\n", "\t"),
    "on lines indented by two spaces that end in CR LF": _spelled(double_quoted, ",", ": ", "\r\n", "  "),
    "on lines indented by four spaces that end in CR LF": _spelled(double_quoted, ",", ": ", "\r\n", "    "),
    "on lines as PHP's JSON_PRETTY_PRINT writes": _spelled(php_string, ",", ": ", "\n", "    "),
    "on lines indented by three spaces": _spelled(double_quoted, ",", ": ", "\n", "   "),
    "with a space after each comma only": _spelled(double_quoted, ", ", ":"),
    "with a space after each colon only": _spelled(double_quoted, ",", ": "),
    "with spaces around each colon": _spelled(double_quoted, ",", " : "),
    "as PHP writes with JSON_UNESCAPED_UNICODE: \\/": _spelled(
        lambda text: double_quoted(text).replace("/", "\\/"), ",", ":"
    ),
    "with \\u002f for a slash": _spelled(lambda text: double_quoted(text).translate(_SLASH), ",", ":"),
    "in single quotes": _spelled(lambda text: "'" + double_quoted(text)[1:-1] + "'", ",", ":"),
}


def any_json() -> Iterator[Mistake]:
    """Yield ANOTHER_TEXT for each other way to write the JSON."""
    return otherwise(ANOTHER_TEXT, {f"JSON is hashed {words}": change for words, change in _ANOTHER.items()})
