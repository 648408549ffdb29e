"""What the exit codes say."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit code of every command."""

    FINE = 0, "all went well; the signature is right"
    WRONG = 1, "the signature is wrong, and it is proven why"
    UNUSABLE = 2, "what was given could not be used; the message says why"
    UNEXPLAINED = 3, "the signature is wrong, and no known mistake explains it"
    INTERNAL = 70, "a mistake in this program"
    INTERRUPTED = 130, "interrupted"

    meaning: str
    """In a line."""

    def __new__(cls, code: int, meaning: str) -> Exit:
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member
