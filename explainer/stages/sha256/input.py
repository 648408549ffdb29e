"""What is hashed: what stands for the nonce, what stands in between, the parts and their order."""

from __future__ import annotations

from explainer.pipeline.model import Joins, Mistake
from explainer.stages.separators import punctuation, separator_mistakes

_NONCE_ONCE = "Hash the nonce's digits, once, in front of the POST data."

PREFIX: tuple[Mistake, ...] = (
    Mistake(
        id="nonce-not-hashed",
        title="The POST data is hashed without the nonce in front",
        apply=lambda prefix: prefix[:0],
        why=(
            "The nonce is already inside the POST data, so putting it in front once more looks like"
            " an error; articles leave it out."
        ),
        fix="Hash the nonce followed by the POST data; the nonce belongs there twice.",
        languages=("JavaScript", "Python", "TypeScript"),
        seen=9,
        source="https://superuser.com/questions/1123526",
    ),
    Mistake(
        id="nonce-hashed-twice",
        title="The nonce stands twice in front of the POST data",
        apply=lambda prefix: prefix + prefix,
        why=(
            "The nonce is put in front where the POST data is built, and again where it is hashed; or"
            " 'the nonce is there twice' is taken to mean twice in front."
        ),
        fix=_NONCE_ONCE,
        languages=("PHP",),
        seen=1,
        source="a public PHP client",
    ),
    Mistake(
        id="prefix-with-field-name",
        title="'nonce=' and the nonce stand in front of the POST data",
        apply=lambda prefix: b"nonce=" + prefix,
        why="The prefix is built as a parameter, because the nonce in the POST data is one.",
        fix=_NONCE_ONCE,
    ),
)

SEPARATOR = separator_mistakes(
    "hash",
    "nonce and POST data",
    "Hash the POST data right after the nonce: nothing belongs in between.",
)
PUNCTUATION = punctuation(SEPARATOR)

_PATH_OUTSIDE = "Hash nonce and POST data alone; the path goes in front of the digest."
_PATH_WHY = (
    "'path + SHA256(nonce + postdata)' is read as one text to be hashed, or the path is put into the"
    " hash as well so that it is covered."
)

OTHER_PARTS = Mistake(
    id="hashed-with-other-parts",
    title="The URI path is hashed too, after the POST data",
    apply=Joins("prefix", "hash_separator", "postdata", "hash_separator", "uri_path"),
    why="The formula is read wrongly or written from memory, or it is that of another service.",
    fix="Hash the nonce, then the POST data, and nothing else; the path goes in front of the digest.",
)
"""Stands for all other parts and orders."""

INPUT: tuple[Mistake, ...] = (
    Mistake(
        id="path-hashed-between",
        title="The URI path is hashed too, between nonce and POST data",
        apply=Joins("prefix", "hash_separator", "uri_path", "hash_separator", "postdata"),
        why=_PATH_WHY,
        fix=_PATH_OUTSIDE,
        languages=("JavaScript",),
        seen=2,
        source="public JavaScript clients",
    ),
    Mistake(
        id="path-hashed-first",
        title="The URI path is hashed too, in front of the nonce",
        apply=Joins("uri_path", "hash_separator", "prefix", "hash_separator", "postdata"),
        why=_PATH_WHY,
        fix=_PATH_OUTSIDE,
        languages=("JavaScript",),
    ),
    OTHER_PARTS,
    Mistake(
        id="hashed-as-derivatives",
        title="POST data, nonce and path are hashed, as Derivatives wants it",
        apply=Joins("postdata", "hash_separator", "prefix", "hash_separator", "uri_path"),
        why=(
            "Kraken Derivatives signs SHA256(postData + nonce + endpointPath) without a path outside;"
            " its code looks much like the code for Spot."
        ),
        fix="For Spot hash nonce + POST data, and put the path in front of the digest.",
        source="https://docs.kraken.com/api/docs/guides/futures-rest",
    ),
    Mistake(
        id="nonce-hashed-last",
        title="The nonce is hashed after the POST data",
        apply=Joins("postdata", "hash_separator", "prefix"),
        why="Kraken Derivatives wants the POST data first; some write the parts from memory.",
        fix="Hash the nonce first, then the POST data.",
    ),
)
