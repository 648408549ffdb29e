"""What is raised when an input cannot be used, and when a mistake cannot be made."""

from __future__ import annotations


class InputError(ValueError):
    """An input that cannot be used: says which field, what, where, and what to do.

    The message never quotes a secret: for the private key at most the one character that does
    not belong there is shown, and such a character is no part of a key.
    """

    def __init__(self, field: str, problem: str, *, position: int | None = None, hint: str = "") -> None:
        self.field = field
        self.problem = problem
        self.position = position
        """Offset of the offending character from the start of the field, counted from 0."""
        self.hint = hint
        super().__init__(str(self))

    def __str__(self) -> str:
        where = "" if self.position is None else f" (at position {self.position}, counted from 0)"
        todo = f"; {self.hint}" if self.hint else ""
        return f"{self.field}: {self.problem}{where}{todo}"


class CannotApply(ValueError):
    """A mistake needs something that this request does not have: it cannot be made here."""
