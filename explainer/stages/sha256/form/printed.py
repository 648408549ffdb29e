"""The digest as hex, base64 or decimal numbers, as languages and tools print it."""

from __future__ import annotations

from base64 import b64encode
from binascii import hexlify
from collections.abc import Callable

from explainer.pipeline.model import Mistake, Via
from explainer.stages.dumps import (
    decimal_list,
    hex_upper,
    number_list,
    signed_commas,
    signed_list,
    spaced,
)

_FIX = "Join the 32 raw bytes of the digest, never a text that shows them."
_CUT_FIX = "Take the raw bytes: openssl dgst -sha256 -binary, in a pipe or a file."
_NUMBERS_FIX = "Join bytes to bytes; a list or an array that meets a string becomes a list of numbers."


def hex_dashed(data: bytes) -> bytes:
    """Capital hex with a '-' between the bytes: BitConverter.ToString of .NET."""
    return data.hex("-").upper().encode()


def hex_between(before: bytes, after: bytes = b"") -> Callable[[bytes], bytes]:
    """Return a function that gives lowercase hex with text before and after it."""
    return lambda data: before + hexlify(data) + after


NUMBER_LIST = Mistake(
    id="digest-as-number-list",
    title="The digest is joined as numbers in brackets, [35, 161]",
    apply=Via(number_list),
    why="Text that is made of a list of bytes is such a list: list(digest), {:?}, '$bytes', inspect.",
    fix=_NUMBERS_FIX,
    languages=("Python", "Rust", "Dart", "Swift", "Ruby"),
)
"""Stands for all other ways to print a digest; `any_print` makes them."""

PRINTED: tuple[Mistake, ...] = (
    Mistake(
        id="digest-as-hex",
        title="The digest is joined as 64 characters of lowercase hex",
        apply=Via(hexlify),
        why="Most functions and tools show a digest as hex first: CryptoJS, PHP's hash(), sha256sum.",
        fix="Join the 32 raw bytes: digest() in Python and Node, hash(..., true) in PHP.",
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
        id="digest-as-openssl-1-line",
        title="The digest is joined as openssl prints it, '(stdin)= ' and hex",
        apply=Via(hex_between(b"(stdin)= ")),
        why="openssl 1 prints a name in front of the hex when its output is captured as text.",
        fix=_CUT_FIX,
        languages=("bash",),
    ),
    Mistake(
        id="digest-as-openssl-line",
        title="The digest is joined as 'SHA2-256(stdin)= ' and hex",
        apply=Via(hex_between(b"SHA2-256(stdin)= ")),
        why="openssl dgst without -binary prints the algorithm and a name in front of the hex.",
        fix=_CUT_FIX,
        languages=("bash",),
    ),
    Mistake(
        id="digest-as-sha256sum-output",
        title="The digest is joined as hex, '  -' and a line feed",
        apply=Via(hex_between(b"", b"  -\n")),
        why="The whole output of sha256sum goes through a pipe: hex, two spaces, '-', a line feed.",
        fix=_CUT_FIX,
        languages=("bash",),
    ),
    Mistake(
        id="digest-as-sha256sum-line",
        title="The digest is joined as sha256sum prints it, hex and '  -'",
        apply=Via(hex_between(b"", b"  -")),
        why="$(... | sha256sum) keeps all of its output but the line feed: hex, two spaces and '-'.",
        fix=_CUT_FIX,
        languages=("bash",),
    ),
    Mistake(
        id="digest-as-base64",
        title="The digest is joined as base64, 44 characters",
        apply=Via(b64encode),
        why="digest('base64') or ToBase64String makes text of the digest, and base64 is named in the recipe.",
        fix="Join the 32 raw bytes; base64 is for the signature alone.",
        languages=("JavaScript", "C#"),
        seen=3,
        source="https://github.com/nothingisdead/npm-kraken-api/commit/a59c7d6",
    ),
    Mistake(
        id="digest-as-decimal-list",
        title="The digest is joined as decimal numbers with commas, 35,161",
        apply=Via(decimal_list),
        why="'path' + uint8Array calls toString, which lists the bytes.",
        fix=_NUMBERS_FIX,
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
        fix=_NUMBERS_FIX,
        languages=("Java", "Kotlin"),
    ),
    NUMBER_LIST,
    Mistake(
        id="digest-as-spaced-decimals",
        title="The digest is joined as decimal numbers with spaces, 35 161",
        apply=Via(spaced),
        why='A byte array inside "..." of PowerShell, or join(" "), gives numbers with spaces.',
        fix="Join byte arrays: $bytes = [Text.Encoding]::UTF8.GetBytes($path) + $digest.",
        languages=("PowerShell", "Ruby"),
    ),
)
