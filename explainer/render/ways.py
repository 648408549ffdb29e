"""How somebody does what a diagnosis advises: by the command's options, or by the keys of a screen."""

from __future__ import annotations

from typing import NamedTuple


class Ways(NamedTuple):
    """The words for it in one face, each as the end of a sentence or one of its own."""

    longer: str
    """How to search on; {seconds} is for how long."""
    value: str
    """How to add a value with its stage."""
    signature: str
    """How to add the signature."""
    challenge: str
    """How to sign requests without a private key of one's own."""
    mistake: str
    """How to read about a mistake by its {id}."""
    language: str
    """How to see the code in {another} language."""


BY_COMMAND = Ways(
    longer="--seconds {seconds} goes on for longer",
    value="--observed sha256=...",
    signature="--signature adds what your code makes of it",
    challenge="explainer challenge",
    mistake="explainer mistakes {id} tells about it",
    language="--language shows {another}",
)
