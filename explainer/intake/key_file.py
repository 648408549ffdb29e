"""A file with the private key: the key alone, or settings among which it is."""

from __future__ import annotations

import re

from explainer.errors import InputError
from explainer.intake.paste import read_paste
from explainer.intake.readers.model import Found
from explainer.secret import Secret

_ALONE = re.compile(rb"[^\s=:{\"']*=*")
_SETTINGS = frozenset({"json-request", "object", "env", "lines"})
_HINT = "give a file that holds nothing but the key, or one setting such as KRAKEN_SECRET=..."


def read_key(data: bytes) -> tuple[Secret, str]:
    """Return the private key, and in words which setting of the file has it, empty for a key alone.

    A text that is neither a key nor settings is taken as it is: what is wrong with it is for others to say.
    Raises InputError for settings with several keys or with none.
    """
    # Editors and echo end the line; any other white space is a fault that has its own message.
    alone = data.rstrip(b"\r\n")
    if _ALONE.fullmatch(alone):
        return Secret(alone), ""
    pasted = read_paste(data)
    fields = [one for part in pasted.parts if part.kind in _SETTINGS for one in part.found]
    keys: dict[bytes, Found] = {}
    for one in fields:
        if isinstance(one.value, Secret):
            keys.setdefault(one.value.expose(), one)
    if not fields:
        return Secret(alone), ""
    if len(keys) == 1:
        ((text, found),) = keys.items()
        return Secret(text), f"{found.how} ({_line(pasted.line(found.span[0]))})"
    shown = keys.values() if keys else fields
    listed = ", ".join([f"{one.how} ({_line(pasted.line(one.span[0]))})" for one in shown])
    many = f"the file has {len(keys)} private keys" if keys else "the file has settings, but no private key"
    raise InputError("secret", f"{many}: {listed}", hint=_HINT)


def _line(number: int) -> str:
    return f"line {number}"
