"""Which text is taken for the private key: cut, dressed up, another text, or none at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from explainer.errors import CannotApply
from explainer.pipeline.model import Makes, Mistake, Via
from explainer.pipeline.traced import Data, Origin

_UNCHECKED = "code that does not decode the private key, or decodes it without checking"
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_AROUND = b" \t\r\n\x00\"'\xef\xbb\xbf"
"""White space, NUL, quotes, and the three bytes of a UTF-8 byte order mark."""


class _Dress(NamedTuple):
    """What stands around the key's text in the code, and does not belong to it."""

    id: str
    title: str
    before: bytes
    after: bytes
    why: str
    seen: int = 0
    source: str = ""


class _Placeholder(NamedTuple):
    """A text that code uses when the private key was never loaded."""

    id: str
    title: str
    text: bytes
    why: str
    languages: tuple[str, ...]
    seen: int = 0
    source: str = ""

    @property
    def decodes(self) -> bool:
        """Whether a strict decoder takes it for base64."""
        return len(self.text) % 4 == 0 and (not self.text or self.text.isalnum())


def _surround(before: bytes, after: bytes) -> Callable[[Data], Data]:
    def surrounded(private_key: Data) -> Data:
        return before + private_key + after

    return surrounded


def _without(first: int, last: int) -> Callable[[Data], Data]:
    def cut(private_key: Data) -> Data:
        return private_key[first : max(first, len(private_key) - last)]

    return cut


def _take_api_key(api_key: Data) -> Data:
    if not len(api_key):
        raise CannotApply("the API key is not known")
    return api_key


def _unpad(text: bytes) -> bytes:
    return text.rstrip(b"=")


def _read_as_url(text: bytes) -> bytes:
    return unquote_to_bytes(text.replace(b"+", b" "))


def _to_url_safe(text: bytes) -> bytes:
    return text.translate(_URL_SAFE)


def _trim(text: bytes) -> bytes:
    return text.strip(_AROUND)


_CUT: tuple[Mistake, ...] = (
    Mistake(
        id="secret-padding-lost",
        title="The private key lost its '==' at the end",
        apply=Via(_unpad),
        why=(
            "A double click selects up to the '=' signs only, and code that splits a .env line at"
            " every '=' drops them."
        ),
        fix="Copy the private key whole, with its '=='; split NAME=value at the first '=' only.",
        seen=2,
        source="https://github.com/Endogen/Telegram-Kraken-Bot/issues/11",
        needs=f"'=' at the end of the private key, and {_UNCHECKED}",
    ),
    Mistake(
        id="secret-last-character-lost",
        title="The last character of the private key is missing",
        apply=_without(0, 1),
        why="The selection ended one character early, or code cut off a line feed that was not there.",
        fix="Copy the private key again, whole: 88 characters in all keys that Kraken shows.",
        needs=_UNCHECKED,
    ),
    Mistake(
        id="secret-last-two-characters-lost",
        title="The last two characters of the private key are missing",
        apply=_without(0, 2),
        why="Code cut off a CR LF that was not there, or a field of fixed size was too short.",
        fix="Copy the private key again, whole: 88 characters in all keys that Kraken shows.",
        needs=_UNCHECKED,
    ),
    Mistake(
        id="secret-first-character-lost",
        title="The first character of the private key is missing",
        apply=_without(1, 0),
        why="The selection began one character late, or code cut off a quote that was not there.",
        fix="Copy the private key again, whole: 88 characters in all keys that Kraken shows.",
        needs=_UNCHECKED,
    ),
    Mistake(
        id="secret-first-two-characters-lost",
        title="The first two characters of the private key are missing",
        apply=_without(2, 0),
        why="The selection began two characters late; with a check they would have been noticed.",
        fix="Copy the private key again, whole: 88 characters in all keys that Kraken shows.",
        needs=_UNCHECKED,
    ),
)

_DRESSES: tuple[_Dress, ...] = (
    _Dress(
        "secret-with-line-feed",
        "A line feed at the end is part of the private key",
        b"",
        b"\n",
        "echo, editors and most files end a line with a line feed, and reading the file keeps it.",
        1,
        "https://github.com/krakenfx/kraken-cli/issues/33",
    ),
    _Dress(
        "secret-with-crlf",
        "A CR LF at the end is part of the private key",
        b"",
        b"\r\n",
        "Files written on Windows end their lines with CR LF.",
    ),
    _Dress(
        "secret-with-carriage-return",
        "A carriage return at the end is part of the private key",
        b"",
        b"\r",
        "A file written on Windows and read by a Unix shell: the LF goes, the CR stays.",
    ),
    _Dress(
        "secret-with-blank-after",
        "A blank at the end is part of the private key",
        b"",
        b" ",
        "Copying from a table or a web page takes the blank behind the text along.",
    ),
    _Dress(
        "secret-with-blank-before",
        "A blank at the beginning is part of the private key",
        b" ",
        b"",
        "'NAME= value' in a file that is split at '=' and not trimmed.",
    ),
    _Dress(
        "secret-in-double-quotes",
        "Double quotes around it are part of the private key",
        b'"',
        b'"',
        "Docker's --env-file and hand-written .env readers keep the quotes that a shell drops.",
    ),
    _Dress(
        "secret-in-single-quotes",
        "Single quotes around it are part of the private key",
        b"'",
        b"'",
        "cmd.exe and hand-written .env readers do not know single quotes and keep them.",
    ),
    _Dress(
        "secret-with-bom",
        "A byte order mark is part of the private key",
        b"\xef\xbb\xbf",
        b"",
        "Windows editors and PowerShell begin a UTF-8 file with EF BB BF, and reading it keeps them.",
    ),
)

_ANOTHER: tuple[Mistake, ...] = (
    Mistake(
        id="secret-trimmed",
        title="White space, quotes or a BOM around the private key are removed",
        apply=Via(_trim),
        why=(
            "The private key was given with something around it, and the code, rightly, trims it:"
            " what was given and what was used are not the same text."
        ),
        fix="Nothing in the code; store the private key without anything around it.",
        needs="white space, quotes or a byte order mark around the private key",
    ),
    Mistake(
        id="secret-is-api-key",
        title="The API key is used where the private key belongs",
        apply=_take_api_key,
        why="Both are long base64 texts from one page, and the two settings are easily swapped.",
        fix="Swap them: the API key has 56 characters, the private key has 88.",
        seen=2,
        source="https://github.com/krakenfx/kraken-cli/issues/33",
        answer="EAPI:Invalid key",
        needs="the API key",
    ),
    Mistake(
        id="secret-read-as-url",
        title="The private key is URL-decoded: '+' becomes a blank",
        apply=Via(_read_as_url),
        why="It came through a query string or a web form, where '+' stands for a blank.",
        fix="Percent-encode the private key where it goes in ('+' as %2B), or keep it out of URLs.",
        needs=f"a '+' or '%' in the private key, and {_UNCHECKED}",
    ),
    Mistake(
        id="secret-in-url-safe-alphabet",
        title="The private key has '-' and '_' for '+' and '/'",
        apply=Via(_to_url_safe),
        why="Something on the way rewrote it for use in URLs, as JWT libraries do.",
        fix="Use the private key as Kraken shows it, with '+' and '/'.",
        seen=1,
        needs=f"a '+' or '/' in the private key, and {_UNCHECKED}",
    ),
)

_PLACEHOLDERS: tuple[_Placeholder, ...] = (
    _Placeholder(
        "secret-empty",
        "The private key is empty",
        b"",
        "The setting has another name than the code reads, or a decoder failed without a word:"
        " openssl base64 -d gives nothing for a long line without -A.",
        ("bash", "Go", "PHP", "JavaScript"),
    ),
    _Placeholder(
        "secret-undefined",
        "The private key is the word 'undefined'",
        b"undefined",
        "process.env.NAME is undefined when the variable is not set, and joining it to a string"
        " makes the word.",
        ("JavaScript", "TypeScript"),
    ),
    _Placeholder(
        "secret-unexpanded-variable",
        "The private key is the text '$KRAKEN_SECRET', not expanded",
        b"$KRAKEN_SECRET",
        "Single quotes, .env files and JSON do not expand shell variables.",
        ("bash", "JavaScript"),
    ),
    _Placeholder(
        "secret-is-hmackey",
        "The private key is the word 'HMACKEY' of an example",
        b"HMACKEY",
        "The line was copied from an example and its word was left in place.",
        ("JavaScript",),
        seen=1,
        source="https://github.com/tsunamyh/FTX",
    ),
    _Placeholder(
        "secret-none",
        "The private key is the word 'None'",
        b"None",
        "os.getenv gives None for a variable that is not set, str() and f-strings make the word of it, and it"
        " is base64.",
        ("Python",),
    ),
    _Placeholder(
        "secret-null",
        "The private key is the word 'null'",
        b"null",
        "A setting without a value is null in JSON and YAML, and joining it to a string makes the word,"
        " which is base64.",
        ("Java", "JavaScript", "YAML"),
    ),
    _Placeholder(
        "secret-is-your-secret",
        "The private key is the placeholder 'your_secret'",
        b"your_secret",
        "The placeholder of a sample configuration was never replaced.",
        ("JavaScript", "Python"),
    ),
)

TEXT: tuple[Mistake, ...] = (
    *_CUT,
    *[
        Mistake(
            id=dress.id,
            title=dress.title,
            apply=_surround(dress.before, dress.after),
            why=dress.why,
            fix="Trim the private key where it is read, and decode it strictly so that an error shows.",
            seen=dress.seen,
            source=dress.source,
            needs=_UNCHECKED,
        )
        for dress in _DRESSES
    ],
    *_ANOTHER,
    *[
        Mistake(
            id=placeholder.id,
            title=placeholder.title,
            apply=Makes(Origin.ADDED, lambda _, text=placeholder.text: text),
            why=placeholder.why,
            fix="Load the real private key, and stop when it is missing or does not decode to 64 bytes.",
            languages=placeholder.languages,
            seen=placeholder.seen,
            source=placeholder.source,
            answer="EAPI:Invalid key or EAPI:Invalid signature",
            needs="" if placeholder.decodes else _UNCHECKED,
        )
        for placeholder in _PLACEHOLDERS
    ],
)
