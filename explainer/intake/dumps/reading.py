"""What a printed value can be read as, and what all readers share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

FORMS: Mapping[str, str] = MappingProxyType(
    {
        "xxd": "an xxd dump",
        "xxd-bits": "a dump of xxd -b",
        "xxd-words": "a dump of xxd -e, 32-bit words with the low byte first",
        "hexdump-canonical": "a dump of hexdump -C",
        "hexdump-words": "a dump of hexdump or od -x, 16-bit words with the low byte first",
        "od-hex": "a dump of od -tx1",
        "od-hex-words": "a dump of od -tx4, 32-bit words with the low byte first",
        "od-hex-long-words": "a dump of od -tx8, 64-bit words with the low byte first",
        "od-octal": "a dump of od -b, octal bytes",
        "od-octal-words": "a dump of od, octal 16-bit words with the low byte first",
        "od-decimal": "a dump of od -tu1",
        "od-signed": "a dump of od -td1",
        "od-characters": "a dump of od -c or hexdump -c",
        "format-hex": "a dump of PowerShell's Format-Hex",
        "own-dump": "a dump as explainer prints it",
        "node-buffer": "a Buffer as Node.js prints it",
        "array-buffer": "an ArrayBuffer as Node.js prints it",
        "typed-array": "a typed array as JavaScript prints it",
        "json-buffer": "a Buffer as JSON",
        "word-array": "a CryptoJS WordArray, 32-bit words with the high byte first",
        "indexed-object": "an object of numbered bytes, as JavaScript writes a typed array",
        "ns-data": "Data as Objective-C and Swift print it",
        "byte-source": "a byte array as source code",
        "python-bytes": "Python bytes",
        "php-string": "a string as PHP's var_dump prints it",
        "openssl-digest": "a digest as openssl prints it",
        "checksum": "a line of sha256sum or one of its kind",
        "signed-bytes": "a list of signed bytes",
        "unsigned-bytes": "a list of unsigned bytes",
        "hex-list": "a list of bytes in hex",
        "hex": "hex",
        "hex-words": "hex words of 16 bits with the low byte first",
        "escaped-bytes": "a string whose \\x and octal escapes are bytes (C, Go, PHP, Ruby, shells)",
        "escaped-text": "a string whose escapes are characters (JavaScript, JSON, Java, Python)",
        "quoted-text": "text in quotes",
        "binary-string": "a binary string: each character is the byte of its number",
        "base64": "base64",
        "base64url": "URL-safe base64",
        "text": "text, as UTF-8",
    }
)
"""Every form a reading can have, with its title. An id never changes its meaning."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a printed value. The bytes do not show in its repr: they may be a key."""

    data: bytes = field(repr=False)
    form: str
    """The form's id, a key of `FORMS`."""
    complete: bool = True
    """False when the dump stops early, so that `data` is only how the value begins."""
    skipped: tuple[str, ...] = ()
    """What is in the text and not in `data`, in words: offsets, a text column, a name."""

    @property
    def title(self) -> str:
        """The form in words, with an article where it needs one."""
        return FORMS[self.form]


Reader = Callable[[str], Iterator[Reading]]
"""Takes a text without white space around it; yields nothing when the text has another form."""

_DOTS = re.compile(r"\.\.\.|…")
_AFTER_DOTS = re.compile(r"[\s.…]*(?:\d{1,9} more \w{1,20})?[\s.…]*[0-9A-Za-z+/=_-]*(?: [0-9a-f]{8})? ?")
_LONGEST_AFTER_DOTS = 200
CUT = "what the dots stand for and what follows them"


def until_dots(text: str) -> tuple[str, bool]:
    """Return the text up to the dots that stand for a rest, and whether it is complete.

    Dots followed by anything but a count ("... 14 more bytes") or the value's last word or two are
    no such dots; then the text comes back whole.
    """
    dots = _DOTS.search(text)
    if dots is None:
        return text, True
    rest = text[dots.end() :]
    if len(rest) > _LONGEST_AFTER_DOTS or not _AFTER_DOTS.fullmatch(rest):
        return text, True
    return text[: dots.start()].rstrip(), False
