"""The digest as decimal numbers."""

from __future__ import annotations

from collections.abc import Sequence
from struct import unpack

from explainer.errors import CannotApply
from explainer.pipeline.model import Mistake, Via
from explainer.stages.dumps import decimal_list, signed_list

_DECIMAL = tuple(b"%d" % byte for byte in range(256))
_SIGNED = tuple(b"%d" % (byte - (byte >> 7 << 8)) for byte in range(256))
_LONGEST = 64
_FIX = "Join bytes to bytes; a list or an array that meets a string becomes a list of numbers."


def _written(
    data: bytes, before: bytes, between: bytes, after: bytes, digits: Sequence[bytes] = _DECIMAL
) -> bytes:
    return before + between.join([digits[byte] for byte in data]) + after


def signed_commas(data: bytes) -> bytes:
    """Signed numbers with commas, 35,-95: String() of the bytes that Apps Script gives."""
    return _written(data, b"", b",", b"", _SIGNED)


def bracketed(data: bytes) -> bytes:
    """Numbers in brackets with ', ', [35, 161]: a list of Python, Dart, Swift or Rust."""
    return _written(data, b"[", b", ", b"]")


def json_array(data: bytes) -> bytes:
    """Numbers in brackets with ',', [35,161]: JSON.stringify of an array."""
    return _written(data, b"[", b",", b"]")


def go_slice(data: bytes) -> bytes:
    """Numbers in brackets with spaces, [35 161]: %v of Go."""
    return _written(data, b"[", b" ", b"]")


def spaced(data: bytes) -> bytes:
    """Numbers with spaces, 35 161: a byte array inside a string of PowerShell."""
    return _written(data, b"", b" ", b"")


def words(data: bytes) -> bytes:
    """Signed 32-bit numbers with commas: the `words` of a CryptoJS WordArray, zeros at its end."""
    padded = data + bytes(-len(data) % 4)
    return b",".join([b"%d" % word for word in unpack(f">{len(padded) // 4}i", padded)])


def integer(data: bytes) -> bytes:
    """All bytes as one decimal number. Raises CannotApply for more bytes than a digest has."""
    if len(data) > _LONGEST:
        raise CannotApply(f"{len(data)} bytes are too long to be written as one number")
    return b"%d" % int.from_bytes(data, "big")


NUMBERS: tuple[Mistake, ...] = (
    Mistake(
        id="digest-as-decimal-list",
        title="The digest is joined as decimal numbers with commas, 35,161",
        apply=Via(decimal_list),
        why="'path' + uint8Array calls toString, which lists the bytes.",
        fix=_FIX,
        languages=("JavaScript", "TypeScript"),
        seen=1,
        source="public JavaScript clients",
    ),
    Mistake(
        id="digest-as-apps-script-list",
        title="The digest is joined as signed decimal numbers, 35,-95",
        apply=Via(signed_commas),
        why="Utilities.computeDigest of Apps Script gives an array of signed bytes, and + makes text of it.",
        fix="Join arrays: Utilities.newBlob(path).getBytes().concat(digest).",
        languages=("Google Apps Script", "JavaScript"),
    ),
    Mistake(
        id="digest-as-signed-list",
        title="The digest is joined as signed numbers in brackets, [35, -95]",
        apply=Via(signed_list),
        why="Arrays.toString (contentToString in Kotlin) is the usual way to see the bytes of an array.",
        fix=_FIX,
        languages=("Java", "Kotlin"),
    ),
    Mistake(
        id="digest-as-number-array",
        title="The digest is joined as numbers in brackets, [35, 161]",
        apply=Via(bracketed),
        why="A list of the bytes that meets a string is written with brackets, commas and spaces.",
        fix=_FIX,
        languages=("Python", "Dart", "Swift", "Rust"),
    ),
    Mistake(
        id="digest-as-json-array",
        title="The digest is joined as a JSON array, [35,161]",
        apply=Via(json_array),
        why="JSON.stringify(Array.from(digest)) writes the bytes without spaces.",
        fix=_FIX,
        languages=("JavaScript", "PHP"),
    ),
    Mistake(
        id="digest-as-go-slice",
        title="The digest is joined as Go prints a slice, [35 161]",
        apply=Via(go_slice),
        why="fmt.Sprintf with %v, or fmt.Sprint, prints bytes as numbers in brackets.",
        fix="Append bytes to bytes: append([]byte(path), digest[:]...).",
        languages=("Go",),
    ),
    Mistake(
        id="digest-as-spaced-decimals",
        title="The digest is joined as decimal numbers with spaces, 35 161",
        apply=Via(spaced),
        why='A byte array inside "..." of PowerShell, or join(" "), gives numbers with spaces.',
        fix="Join byte arrays: $bytes = [Text.Encoding]::UTF8.GetBytes($path) + $digest.",
        languages=("PowerShell", "Ruby"),
    ),
    Mistake(
        id="digest-as-words",
        title="The digest is joined as signed 32-bit numbers with commas",
        apply=Via(words),
        why="hash.words of CryptoJS is an array of eight 32-bit numbers, and + makes text of it.",
        fix="Join WordArrays: CryptoJS.enc.Utf8.parse(path).concat(hash).",
        languages=("JavaScript",),
    ),
    Mistake(
        id="digest-as-integer",
        title="The digest is joined as one decimal number",
        apply=Via(integer),
        why="int.from_bytes or new BigInteger makes one number of the bytes, and it is printed.",
        fix="Join the 32 raw bytes.",
        languages=("Python", "Java"),
    ),
)
