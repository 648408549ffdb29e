"""The digest as hex, as languages and tools print it."""

from __future__ import annotations

from binascii import hexlify
from collections.abc import Callable

from explainer.pipeline.model import Mistake, Via
from explainer.stages.dumps import hex_dashed, hex_upper

_SINGLE = tuple(b"%x" % byte for byte in range(256))
_SIGNED = tuple(b"%x" % (byte if byte < 0x80 else 0xFFFFFF00 | byte) for byte in range(256))
_FIX = "Join the 32 raw bytes: what digest() gives, never what is printed."
_CUT_FIX = "Take the raw bytes: openssl dgst -sha256 -binary, in a pipe or a file."


def hex_colons(data: bytes) -> bytes:
    """Two lowercase hex digits for each byte and ':' between them: openssl dgst -c."""
    return data.hex(":").encode()


def hex_spaced(data: bytes) -> bytes:
    """Two lowercase hex digits for each byte and a space between them: hex(' ') of Python."""
    return data.hex(" ").encode()


def hex_of_number(data: bytes) -> bytes:
    """Hex without the zeros at the beginning: BigInteger.toString(16)."""
    return hexlify(data).lstrip(b"0") or b"0"


def hex_unpadded(data: bytes) -> bytes:
    """One or two lowercase hex digits for each byte: toString(16) of each byte in JavaScript."""
    return b"".join([_SINGLE[byte] for byte in data])


def hex_signed(data: bytes) -> bytes:
    """Hex of each byte as a signed number: Integer.toHexString(b) of Java, ffffffa1 for A1."""
    return b"".join([_SIGNED[byte] for byte in data])


def _around(before: bytes, after: bytes = b"") -> Callable[[bytes], bytes]:
    """Return a function that gives lowercase hex with text before and after it."""
    return lambda data: before + hexlify(data) + after


HEXADECIMAL: tuple[Mistake, ...] = (
    Mistake(
        id="digest-as-hex",
        title="The digest is joined as 64 characters of lowercase hex",
        apply=Via(hexlify),
        why="Most languages print a digest as hex first (hexdigest, CryptoJS' toString, sha256sum).",
        fix="Join the 32 raw bytes: digest() in Python, no argument to digest() in Node.",
        languages=("bash", "JavaScript", "Dart", "C++", "Ruby", "Java", "Python"),
        seen=10,
        source="https://superuser.com/questions/1123526",
    ),
    Mistake(
        id="digest-as-uppercase-hex",
        title="The digest is joined as 64 characters of capital hex",
        apply=Via(hex_upper),
        why="Convert.ToHexString, Get-FileHash and many a helper in VBA print capital hex.",
        fix=_FIX,
        languages=("C#", "PowerShell", "VBA", "AutoIt"),
        seen=2,
        source="https://superuser.com/questions/1123526",
    ),
    Mistake(
        id="digest-as-dashed-hex",
        title="The digest is joined as BitConverter prints it, 23-A1-C1",
        apply=Via(hex_dashed),
        why="BitConverter.ToString is the shortest way from bytes to text in .NET.",
        fix="Join byte arrays (Buffer.BlockCopy, Concat); leave BitConverter out.",
        languages=("C#", "PowerShell", "VB.NET"),
    ),
    Mistake(
        id="digest-as-hex-with-colons",
        title="The digest is joined as hex with colons, 23:a1:c1",
        apply=Via(hex_colons),
        why="openssl dgst -c and fingerprint helpers put colons between the bytes.",
        fix=_CUT_FIX,
        languages=("bash",),
    ),
    Mistake(
        id="digest-as-hex-with-spaces",
        title="The digest is joined as hex with spaces, 23 a1 c1",
        apply=Via(hex_spaced),
        why="hex(' '), xxd and hex dumps put spaces between the bytes.",
        fix=_FIX,
        languages=("Python", "bash"),
    ),
    Mistake(
        id="digest-as-0x-uppercase-hex",
        title="The digest is joined as 0x and capital hex",
        apply=Via(lambda digest: b"0x" + hex_upper(digest)),
        why="AutoIt turns binary data into text with 0x in front as soon as it meets a string.",
        fix="Join binary with binary (Binary, BinaryMid); hash functions take binary data, too.",
        languages=("AutoIt",),
        seen=1,
        source="autoitscript.com forum attachment 55123",
    ),
    Mistake(
        id="digest-as-0x-hex",
        title="The digest is joined as 0x and lowercase hex",
        apply=Via(_around(b"0x")),
        why="hex(), SQL and the tools of Ethereum print bytes with 0x in front.",
        fix=_FIX,
        languages=("Python", "JavaScript", "SQL"),
    ),
    Mistake(
        id="digest-as-hex-number",
        title="The digest is joined as a hex number without leading zeros",
        apply=Via(hex_of_number),
        why="BigInteger.toString(16) prints a number, and a number has no zeros in front.",
        fix=_FIX,
        languages=("Java", "Python", "JavaScript"),
        needs="a digest whose first hex digit is 0",
    ),
    Mistake(
        id="digest-as-unpadded-hex",
        title="The digest is joined as hex, bytes below 10 with one digit",
        apply=Via(hex_unpadded),
        why="toString(16) of each byte leaves out the zero in front, which nobody padded.",
        fix=_FIX,
        languages=("JavaScript", "Java", "C"),
    ),
    Mistake(
        id="digest-as-signed-hex",
        title="The digest is joined as hex of signed bytes, ffffffa1 for a1",
        apply=Via(hex_signed),
        why="Bytes are signed in Java and char often is in C: without & 0xff the sign is printed too.",
        fix=_FIX,
        languages=("Java", "C"),
    ),
    Mistake(
        id="digest-as-openssl-1-line",
        title="The digest is joined as openssl prints it, '(stdin)= ' and hex",
        apply=Via(_around(b"(stdin)= ")),
        why="openssl 1 prints a name in front of the hex when its output is captured as text.",
        fix=_CUT_FIX,
        languages=("bash",),
    ),
    Mistake(
        id="digest-as-openssl-line",
        title="The digest is joined as 'SHA2-256(stdin)= ' and hex",
        apply=Via(_around(b"SHA2-256(stdin)= ")),
        why="openssl dgst without -binary prints the algorithm and a name in front of the hex.",
        fix=_CUT_FIX,
        languages=("bash",),
    ),
    Mistake(
        id="digest-as-openssl-sha256-line",
        title="The digest is joined as 'SHA256(stdin)= ' and hex",
        apply=Via(_around(b"SHA256(stdin)= ")),
        why="Some builds of openssl print SHA256 and a name in front of the hex.",
        fix=_CUT_FIX,
        languages=("bash",),
    ),
    Mistake(
        id="digest-as-sha256sum-line",
        title="The digest is joined as sha256sum prints it, hex and '  -'",
        apply=Via(_around(b"", b"  -")),
        why="sha256sum prints two spaces and the file's name after the hex; $(...) takes only the line feed.",
        fix=_CUT_FIX,
        languages=("bash",),
    ),
    Mistake(
        id="digest-as-sha256sum-output",
        title="The digest is joined as hex, '  -' and a line feed",
        apply=Via(_around(b"", b"  -\n")),
        why="The whole output of sha256sum goes through a pipe: hex, two spaces, '-', a line feed.",
        fix=_CUT_FIX,
        languages=("bash",),
    ),
    Mistake(
        id="digest-as-swift-description",
        title="The digest is joined as Swift prints it, 'SHA256 digest: ' and hex",
        apply=Via(_around(b"SHA256 digest: ")),
        why='A digest of CryptoKit inside "\\(...)" gives its description.',
        fix="Append the digest to Data: data.append(contentsOf: digest).",
        languages=("Swift",),
    ),
)
