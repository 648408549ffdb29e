"""How the private key's text becomes a key: not at all, by a lenient decoder, by another function."""

from __future__ import annotations

from base64 import b64encode
from binascii import a2b_base64
from hashlib import sha256

from explainer.pipeline.model import Makes, Mistake, Via
from explainer.pipeline.traced import Origin
from explainer.secret import decode_base64

_DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_FOREIGN = bytes(set(range(256)) - set(_DIGITS))
_FOREIGN_TO_BOTH = bytes(set(_FOREIGN) - set(b"-_"))
_FROM_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_SWAPPED = bytes.maketrans(b"+/-_", b"-_+/")
_RUBY_LINE = 60


def like_node(text: bytes) -> bytes:
    """Decode as Node's Buffer.from(text, 'base64'): both alphabets, what is foreign skipped, up to '='."""
    return _unpadded(text.partition(b"=")[0].translate(_FROM_URL_SAFE, _FOREIGN_TO_BOTH))


def like_php(text: bytes) -> bytes:
    """Decode as PHP's base64_decode(text): all that is not the standard alphabet skipped, '=' too.

    Java's MIME decoder, Perl's decode_base64 and Ruby's decode64 stop or fail after a '=' in the
    middle; else they give the same.
    """
    return _unpadded(text.translate(None, _FOREIGN))


def like_python(text: bytes) -> bytes:
    """Decode as Python's base64.b64decode(text): what is foreign skipped, padding asked for.

    Raises ValueError (binascii.Error) if the rest does not end with its padding.
    """
    return a2b_base64(text)


def like_go(text: bytes) -> bytes:
    """Decode as Go's StdEncoding, its error ignored: the whole groups before the first error."""
    text = text.translate(None, b"\r\n")
    end = _run(text, _DIGITS)
    padding = b"=" * (0, 0, 2, 1)[end % 4]
    if padding and text.startswith(padding, end):
        return _unpadded(text[:end])
    return a2b_base64(text[: end // 4 * 4])


def like_go_url_safe(text: bytes) -> bytes:
    """Decode as Go's URLEncoding, its error ignored: the whole groups before the first '+' or '/'."""
    return like_go(text.translate(_SWAPPED))


def like_base64_command(text: bytes) -> bytes:
    """Decode as GNU base64 -d, its error ignored: all bytes before the first foreign character."""
    text = text.translate(None, b"\n")
    return _unpadded(text[: _run(text, _DIGITS)])


def url_safe(text: bytes) -> bytes:
    """Decode with '-' and '_' read as '+' and '/', strictly otherwise. Raises InputError."""
    return decode_base64(text.translate(_FROM_URL_SAFE))


def encode(text: bytes) -> bytes:
    """Return the base64 of the text."""
    return b64encode(text)


def encode_like_ruby(text: bytes) -> bytes:
    """Return the base64 of the text as Ruby's encode64 writes it: 60 characters and a LF each line."""
    encoded = b64encode(text)
    return b"".join([encoded[at : at + _RUBY_LINE] + b"\n" for at in range(0, len(encoded), _RUBY_LINE)])


def hashed(text: bytes) -> bytes:
    """Return the SHA-256 digest of the text, 32 bytes."""
    return sha256(text).digest()


def _unpadded(digits: bytes) -> bytes:
    """Decode base64 digits without padding; a last one that is no whole byte is left out."""
    if len(digits) % 4 == 1:
        digits = digits[:-1]
    return a2b_base64(digits + b"=" * (-len(digits) % 4))


def _run(text: bytes, characters: bytes) -> int:
    """Return how many of these characters the text begins with."""
    return len(text) - len(text.lstrip(characters))


_CHECK = "Decode the private key strictly, once, and stop if that fails or does not give 64 bytes."
_BROKEN = "a private key that is no clean base64"

DECODE: tuple[Mistake, ...] = (
    Mistake(
        id="secret-not-decoded",
        title="The private key's text is the key, not decoded",
        apply=Via(bytes),
        why="The private key is shown as text, so it is used as text; nothing says that it is base64.",
        fix="Decode the private key from base64 and key the HMAC with the bytes.",
        languages=("Python", "bash", "VBA"),
        seen=6,
        source="https://github.com/Querela/Kraken-API-VBA",
    ),
    Mistake(
        id="secret-decoded-like-go",
        title="A decoding error is ignored: only whole groups before it count",
        apply=Makes(Origin.KEY, like_go),
        why=(
            "Go's DecodeString gives the bytes decoded so far beside its error, and `key, _ :=` drops"
            " the error. A private key without its '==' gives 63 bytes."
        ),
        fix="Check the error of DecodeString, and copy the private key again, whole.",
        languages=("Go",),
        seen=2,
        source="https://github.com/beldur/kraken-go-api-client",
        needs=_BROKEN,
    ),
    Mistake(
        id="secret-decoded-like-node",
        title="What is no base64 is skipped, '-' and '_' are taken for '+' and '/'",
        apply=Makes(Origin.KEY, like_node),
        why=(
            "Buffer.from never complains: it skips what it does not know, reads both alphabets, needs"
            " no padding and stops at the first '='."
        ),
        fix=_CHECK,
        languages=("JavaScript", "TypeScript", "Java"),
        source="https://nodejs.org/api/buffer.html",
        needs=_BROKEN,
    ),
    Mistake(
        id="secret-decoded-like-php",
        title="What is not the standard alphabet is skipped, no padding needed",
        apply=Makes(Origin.KEY, like_php),
        why=(
            "base64_decode without its strict argument, Java's MIME decoder, Perl and Ruby's decode64"
            " skip foreign characters, '-' and '_' among them, so that all later bits shift."
        ),
        fix=_CHECK,
        languages=("PHP", "Java", "Perl", "Ruby", "Common Lisp"),
        seen=2,
        source="https://github.com/jonatack/cl-kraken",
        needs=_BROKEN,
    ),
    Mistake(
        id="secret-decoded-like-python",
        title="What is not the standard alphabet is skipped, padding is needed",
        apply=Makes(Origin.KEY, like_python),
        why=(
            "b64decode drops foreign characters unless validate=True, and complains only when the"
            " rest has a wrong length."
        ),
        fix="Call base64.b64decode(secret, validate=True), and copy the private key again.",
        languages=("Python",),
        source="https://docs.python.org/3/library/base64.html",
        needs=_BROKEN,
    ),
    Mistake(
        id="secret-decoded-like-base64-command",
        title="base64 -d stops at an error, and what it gave so far is the key",
        apply=Makes(Origin.KEY, like_base64_command),
        why="In $(... | base64 -d 2>/dev/null) the bytes before the error stay and the error is gone.",
        fix="Check the exit status of base64 -d (set -o pipefail), and copy the private key again.",
        languages=("bash",),
        needs=_BROKEN,
    ),
    Mistake(
        id="secret-decoded-url-safe",
        title="'-' and '_' in the private key are read as '+' and '/'",
        apply=Makes(Origin.KEY, url_safe),
        why="The private key was given in the URL-safe alphabet, and a URL-safe decoder reads it.",
        fix="Use the private key as Kraken shows it, with '+' and '/', and the standard decoder.",
        languages=("Java", "Python", "Go"),
        needs="a '-' or '_' in the private key",
    ),
    Mistake(
        id="secret-decoded-like-go-url-safe",
        title="A URL-safe decoder stops at the first '+' or '/', unnoticed",
        apply=Makes(Origin.KEY, like_go_url_safe),
        why=(
            "URLEncoding does not know '+' and '/'. Go gives the groups before the first of them"
            " beside its error, and the error is ignored."
        ),
        fix="Decode with the standard alphabet (base64.StdEncoding) and check the error.",
        languages=("Go",),
        needs="a '+' or '/' in the private key",
    ),
    Mistake(
        id="secret-encoded-again",
        title="The private key is base64-encoded once more, not decoded",
        apply=Via(encode),
        why="The two functions have similar names, and the result looks like a key.",
        fix="Decode the private key (b64decode, decode64, atob), once.",
        languages=("Ruby", "Python", "JavaScript"),
    ),
    Mistake(
        id="secret-encoded-again-in-lines",
        title="The private key is encoded once more, with Ruby's line feeds",
        apply=Via(encode_like_ruby),
        why="encode64 was called where decode64 was meant; it ends a line after every 60 characters.",
        fix="Call Base64.strict_decode64(secret), once.",
        languages=("Ruby",),
        seen=1,
        source="https://github.com/leishman/kraken_ruby",
    ),
    Mistake(
        id="secret-hashed",
        title="The SHA-256 of the private key's text is the key",
        apply=Makes(Origin.KEY, hashed),
        why="Bots for other exchanges hash a pass phrase into a key first.",
        fix="Decode the private key from base64 and hash nothing.",
    ),
)
