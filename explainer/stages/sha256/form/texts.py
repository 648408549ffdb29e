"""The digest as the text that a language writes for an object, and cut short."""

from __future__ import annotations

from binascii import hexlify

from explainer.pipeline.model import Makes, Mistake, Via
from explainer.pipeline.traced import Origin
from explainer.stages.dumps import python_repr
from explainer.stages.otherwise import always


def python_bytearray(data: bytes) -> bytes:
    """What str() of a bytearray gives: bytearray(b'...')."""
    return repr(bytearray(data)).encode()


def _object(id: str, text: str, why: str, fix: str, languages: tuple[str, ...], seen: int = 0) -> Mistake:
    return Mistake(
        id=id,
        title=f"The text {text} is joined in place of the digest",
        apply=Makes(Origin.ADDED, always(text.encode())),
        why=why,
        fix=fix,
        languages=languages,
        seen=seen,
        source="public JavaScript clients" if seen else "",
    )


UNDEFINED = _object(
    "digest-as-undefined",
    "undefined",
    "A callback's or a function's result is used that was never returned.",
    "Return the digest and join its bytes; print its length: 32.",
    ("JavaScript", "TypeScript"),
)
"""Stands for all other texts of something that is no digest."""
OBJECTS: tuple[Mistake, ...] = (
    _object(
        "digest-as-object-promise",
        "[object Promise]",
        "crypto.subtle.digest returns a promise that nobody awaited, and + makes text of it.",
        "Await the digest, then join its bytes: new Uint8Array(await crypto.subtle.digest(...)).",
        ("JavaScript", "TypeScript"),
        seen=2,
    ),
    _object(
        "digest-as-object-arraybuffer",
        "[object ArrayBuffer]",
        "crypto.subtle.digest gives an ArrayBuffer, and + makes this text of it.",
        "Join Uint8Arrays with set(); an ArrayBuffer needs new Uint8Array(buffer) around it.",
        ("JavaScript", "TypeScript"),
    ),
    _object(
        "digest-as-object-object",
        "[object Object]",
        "A hash object whose digest() was never called, or a library's result object, meets a string.",
        "Call digest() without an argument and join the bytes.",
        ("JavaScript", "TypeScript"),
    ),
    UNDEFINED,
    _object(
        "digest-as-system-byte-array",
        "System.Byte[]",
        "A string + byte[] calls ToString(), which gives the name of the type.",
        "Join byte arrays (Buffer.BlockCopy, Concat): Encoding.UTF8.GetBytes(path), then the digest.",
        ("C#", "VB.NET"),
    ),
    Mistake(
        id="digest-as-python-repr",
        title="The digest is joined as Python prints it, b'...'",
        apply=Via(python_repr),
        why="str + bytes is a TypeError, and str() around the digest makes it go away.",
        fix="Encode the path instead: path.encode() + digest.",
        languages=("Python",),
        seen=1,
        source="answers to Python's 'can only concatenate str (not \"bytes\") to str'",
    ),
    Mistake(
        id="digest-as-python-bytearray",
        title="The digest is joined as Python prints it, bytearray(b'...')",
        apply=Via(python_bytearray),
        why="str() around a bytearray gives this text.",
        fix="Encode the path instead: path.encode() + digest.",
        languages=("Python",),
    ),
)

_WHOLE = "Join all 32 bytes of the digest."

CUT: tuple[Mistake, ...] = (
    Mistake(
        id="digest-cut-to-16-bytes",
        title="Only the first 16 bytes of the digest are joined",
        apply=lambda digest: digest[:16],
        why="A buffer was made for an MD5 digest, or half of a length in hex was halved again.",
        fix=_WHOLE,
        languages=("C", "C++"),
    ),
    Mistake(
        id="digest-cut-to-20-bytes",
        title="Only the first 20 bytes of the digest are joined",
        apply=lambda digest: digest[:20],
        why="A buffer was made for a SHA-1 digest.",
        fix=_WHOLE,
        languages=("C", "C++"),
    ),
    Mistake(
        id="digest-cut-to-16-hex-characters",
        title="Only the first 16 characters of the digest's hex are joined",
        apply=Via(lambda digest: hexlify(digest)[:16]),
        why="A short form of the hash, as logs show it, is used for the hash.",
        fix=_WHOLE,
    ),
    Mistake(
        id="digest-cut-to-20-hex-characters",
        title="Only the first 20 characters of the digest's hex are joined",
        apply=Via(lambda digest: hexlify(digest)[:20]),
        why="20 is the length of a SHA-1 digest in bytes, applied to the hex of a SHA-256.",
        fix=_WHOLE,
    ),
    Mistake(
        id="digest-cut-to-32-hex-characters",
        title="Only the first 32 characters of the digest's hex are joined",
        apply=Via(lambda digest: hexlify(digest)[:32]),
        why="32 is the length of the digest in bytes, applied to its hex.",
        fix=_WHOLE,
        languages=("C", "VBA", "JavaScript"),
    ),
)
