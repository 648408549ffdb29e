"""The digest as base64, in its kinds."""

from __future__ import annotations

from base64 import b64encode, encodebytes, urlsafe_b64encode
from binascii import hexlify

from explainer.pipeline.model import Mistake, Via

_FIX = "Join the 32 raw bytes; base64 is for the signature alone."

BASE64: tuple[Mistake, ...] = (
    Mistake(
        id="digest-as-base64",
        title="The digest is joined as base64, 44 characters",
        apply=Via(b64encode),
        why="digest('base64') or ToBase64String makes text of the digest, and base64 is named in the recipe.",
        fix=_FIX,
        languages=("JavaScript", "C#"),
        seen=3,
        source="https://github.com/nothingisdead/npm-kraken-api/commit/a59c7d6",
    ),
    Mistake(
        id="digest-as-unpadded-base64",
        title="The digest is joined as base64 without '='",
        apply=Via(lambda digest: b64encode(digest).rstrip(b"=")),
        why="sha256_base64 of Perl's Digest::SHA, and RawStdEncoding of Go, leave out the padding.",
        fix=_FIX,
        languages=("Perl", "Go"),
    ),
    Mistake(
        id="digest-as-url-safe-base64",
        title="The digest is joined as URL-safe base64",
        apply=Via(urlsafe_b64encode),
        why="The URL-safe alphabet is taken for the one to use with anything that goes over HTTP.",
        fix=_FIX,
        languages=("Python", "Java"),
    ),
    Mistake(
        id="digest-as-unpadded-url-safe-base64",
        title="The digest is joined as URL-safe base64 without '='",
        apply=Via(lambda digest: urlsafe_b64encode(digest).rstrip(b"=")),
        why="digest('base64url') and the helpers for JSON Web Tokens write it so.",
        fix=_FIX,
        languages=("JavaScript", "Go"),
    ),
    Mistake(
        id="digest-as-base64-line",
        title="The digest is joined as base64 with a line feed",
        apply=Via(encodebytes),
        why="encode64 of Ruby, encodebytes of Python and the base64 tool end their output with a line feed.",
        fix=_FIX,
        languages=("Ruby", "Python", "bash"),
    ),
    Mistake(
        id="digest-as-base64-of-hex",
        title="The digest is joined as base64 of its hex, 88 characters",
        apply=Via(lambda digest: b64encode(hexlify(digest))),
        why="The digest is hex already when it is base64-encoded.",
        fix=_FIX,
        languages=("bash", "JavaScript", "PHP"),
    ),
)
