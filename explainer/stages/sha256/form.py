"""The form in which the digest is joined to the path."""

from __future__ import annotations

from binascii import hexlify

from explainer.pipeline.model import Mistake, Via

FORM: tuple[Mistake, ...] = (
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
)
