"""Python, with its standard library alone."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlencode

from explainer.languages.model import BODY_FILE, ENVIRONMENT, Encoder, Language, Syntax, ascii_escape, escape


def _text(text: str) -> str:
    return '"' + escape(text, '"', lambda code: f"\\U{code:08x}") + '"'


def _json(**options: Any) -> Encoder:
    code = "".join(f", {name}={value!r}" for name, value in options.items()).replace("'", '"')
    return Encoder(
        f"json.dumps(PARAMETERS{code})",
        lambda parameters: json.dumps(parameters, **options),
        ("import json",),
    )


_COMPACT = (",", ":")

PYTHON = Language(
    id="python",
    title="Python",
    suffix=".py",
    begins=("import base64", "import hashlib", "import hmac", "import os"),
    code={
        "nonce": ("# in a client, a number that grows: str(time.time_ns() // 1_000_000)\nnonce = {nonce}"),
        "postdata": "postdata = {postdata}",
        "sha256": "digest = hashlib.sha256({hash_input}).digest()",
        "message": "path = {path}\nmessage = {message}",
        "secret": f'key = base64.b64decode(os.environ["{ENVIRONMENT}"], validate=True)',
        "hmac": "mac = hmac.new(key, message, hashlib.sha512).digest()",
        "signature": "signature = base64.b64encode(mac).decode()",
    },
    syntax=Syntax(
        text=_text,
        raw=lambda data: 'b"' + ascii_escape(data, '"') + '"',
        raw_value="{}",
        glue="",
        wrapped=("(", "\n)"),
        field=lambda name, value: f"{_text(name)}: {value}",
        braces=("{", "}"),
        pair=("(", ")"),
        words=("True", "False", "None"),
    ),
    forms=(
        Encoder("urllib.parse.urlencode(PARAMETERS)", urlencode, ("import urllib.parse",), pairs=True),
        Encoder(
            "urllib.parse.urlencode(PARAMETERS, quote_via=urllib.parse.quote)",
            lambda pairs: urlencode(pairs, quote_via=quote),
            ("import urllib.parse",),
            pairs=True,
        ),
    ),
    jsons=(
        _json(),
        _json(separators=_COMPACT),
        _json(ensure_ascii=False),
        _json(separators=_COMPACT, ensure_ascii=False),
    ),
    plain_object=lambda keys: len(names := list(keys)) == len(set(names)),
    number="int(nonce)",
    body_file=Encoder(
        f'pathlib.Path("{BODY_FILE}").read_bytes()', lambda parameters: None, ("import pathlib",)
    ),
    to_bytes="{}.encode()",
    join_texts="({} + {}).encode()",
    join_bytes="{} + {}",
    print_hex='print("{stage}", {value}.hex())',
    print_key="# the private key in clear: drop this line unless the key is an example",
)
