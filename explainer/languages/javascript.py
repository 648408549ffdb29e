"""JavaScript for Node, with its own modules alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, quote_plus

from explainer.languages.model import (
    BODY_FILE,
    ENVIRONMENT,
    Encoder,
    Language,
    Name,
    Syntax,
    ascii_escape,
    escape,
)

_LARGEST_SAFE = 2**53 - 1
_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
_INDEX = re.compile(r"0|[1-9][0-9]*")
_SAME_FRACTION = re.compile(r"-?[0-9]{1,15}\.[0-9]{0,3}[1-9][0-9]*")


def _text(text: str) -> str:
    return '"' + escape(text, '"', lambda code: f"\\u{{{code:x}}}") + '"'


def _field(name: str, value: str) -> str:
    if isinstance(value, Name) and name == value:
        return name
    return f"{name if _IDENTIFIER.fullmatch(name) else _text(name)}: {value}"


def _plain_object(keys: Iterable[str]) -> bool:
    """Objects put keys that look like an index first, and __proto__ is no ordinary key."""
    names = list(keys)
    return len(set(names)) == len(names) and not any(
        name == "__proto__" or _INDEX.fullmatch(name) for name in names
    )


def _search_params(pairs: list[tuple[str, str]]) -> str:
    """URLSearchParams: https://url.spec.whatwg.org/#concept-urlencoded-serializer."""
    return "&".join(f"{_plus(name)}={_plus(value)}" for name, value in pairs)


def _plus(text: str) -> str:
    return quote_plus(text, safe="*").replace("~", "%7E")


def _querystring(pairs: list[tuple[str, str]]) -> str:
    """querystring.stringify: what encodeURIComponent leaves as it is, a space as %20."""
    return "&".join(f"{quote(name, safe=_KEPT)}={quote(value, safe=_KEPT)}" for name, value in pairs)


_KEPT = "!'()*-._~"


def _stringify(value: Any) -> str | None:
    """JSON.stringify, where a number and a text are written as Python writes them; else None."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False) if _alike(value) else None


def _alike(value: object) -> bool:
    if isinstance(value, dict):
        return all(_alike(key) and _alike(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(_alike, value))
    if isinstance(value, str):
        return not any("\ud800" <= character <= "\udfff" for character in value)
    if isinstance(value, float):
        return _SAME_FRACTION.fullmatch(repr(value)) is not None
    return not isinstance(value, int) or -_LARGEST_SAFE <= value <= _LARGEST_SAFE


JAVASCRIPT = Language(
    id="javascript",
    title="JavaScript",
    suffix=".js",
    begins=('const crypto = require("node:crypto");',),
    code={
        "nonce": ("// in a client, a number that grows: String(Date.now())\nconst nonce = {nonce};"),
        "postdata": "const postdata = {postdata};",
        "sha256": 'const digest = crypto.createHash("sha256").update({hash_input}).digest();',
        "message": "const path = {path};\nconst message = {message};",
        "secret": f'const key = Buffer.from(process.env.{ENVIRONMENT}, "base64");',
        "hmac": 'const mac = crypto.createHmac("sha512", key).update(message).digest();',
        "signature": 'const signature = mac.toString("base64");',
    },
    syntax=Syntax(
        text=_text,
        raw=lambda data: '"' + ascii_escape(data, '"') + '"',
        raw_value='Buffer.from({}, "latin1")',
        glue=" +",
        wrapped=("", ""),
        field=_field,
        braces=("{ ", " }"),
        pair=("[", "]"),
        words=("true", "false", "null"),
    ),
    forms=(
        Encoder("new URLSearchParams(PARAMETERS).toString()", _search_params, pairs=True),
        Encoder(
            "querystring.stringify(PARAMETERS)",
            _querystring,
            ('const querystring = require("node:querystring");',),
        ),
    ),
    jsons=(Encoder("JSON.stringify(PARAMETERS)", _stringify),),
    plain_object=_plain_object,
    number="Number(nonce)",
    body_file=Encoder(
        f'fs.readFileSync("{BODY_FILE}")', lambda parameters: None, ('const fs = require("node:fs");',)
    ),
    to_bytes="Buffer.from({})",
    join_texts="{} + {}",
    join_bytes="Buffer.concat([{}, {}])",
    print_hex='console.log("{stage}", {value}.toString("hex"));',
    print_key="// the private key in clear: drop this line unless the key is an example",
)
