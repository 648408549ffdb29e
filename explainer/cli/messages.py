"""What is said on standard error, and how text gets out whatever the terminal can take."""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TextIO

from explainer.errors import InputError
from explainer.intake.draft import UnusableText
from explainer.render.visible import visible

_MARKS = {"…": "...", "·": ".", "•": "*", "─": "-", "│": "|", "≠": "!="}
_KEYLIKE = re.compile(r"[A-Za-z0-9+/_=-]{40,}")
_ROOM = 70
_WIDTH = 80
_WIDEST = 1000
_NAME = "explainer: "
_TO_DO = "  What to do: "
_DEEPER = 5
"""Columns of the number in front of a choice."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Unusable(Exception):
    """A command line that cannot be used: what, and what to do."""

    def __init__(
        self, problem: str, hint: str = "", *, details: str = "", data: Mapping[str, Any] = _NOTHING
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint
        self.details = details
        """More lines, below the problem."""
        self.data = data
        """The same for programs."""


def prepare_streams() -> None:
    """Let every text out, in ASCII where that is all there is, or nowhere where a stream is closed."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115 (open for as long as it runs)
    codecs.register_error("explainer", _in_ascii)
    for stream in (sys.stdout, sys.stderr):
        # Streams that were replaced, as in tests, need not be reconfigurable.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="explainer")


def drop_output() -> None:
    """Forget what standard output still holds: writing it at exit would fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(problem: InputError | Unusable) -> None:
    """Say what is wrong, where, and what to do."""
    if isinstance(problem, Unusable):
        say(problem.problem)
        for line in visible(problem.details, lines=True).splitlines():
            _print(line, _DEEPER)
    else:
        at = "" if problem.position is None else f" (at position {problem.position}, counted from 0)"
        say(f"{problem.field}: {problem.problem}{at}")
        if isinstance(problem, UnusableText) and problem.position is not None:
            _point(problem.text, problem.position)
    if problem.hint:
        _print(f"{_TO_DO}{visible(problem.hint)}", len(_TO_DO))


def complaint(problem: InputError | Unusable) -> dict[str, Any]:
    """Return what is wrong as data, in the form that the README gives."""
    more = problem.data if isinstance(problem, Unusable) else {}
    return {
        "message": problem.problem,
        "hint": problem.hint or None,
        "field": problem.field if isinstance(problem, InputError) else None,
        "position": problem.position if isinstance(problem, InputError) else None,
        "questions": more.get("questions", []),
        "read": more.get("read"),
    }


def say(text: str) -> None:
    """Print a message to standard error."""
    _print(f"{_NAME}{visible(text)}", len(_NAME))


def columns(stream: TextIO) -> int:
    """Return a stream's columns: those that COLUMNS says, its terminal's, or 80 for a pipe."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said) > 0:
        return min(int(said), _WIDEST)
    try:
        return os.get_terminal_size(stream.fileno()).columns or _WIDTH
    except (OSError, ValueError, AttributeError):
        return _WIDTH


def _print(text: str, indent: int) -> None:
    """Print a line to standard error, wrapped at blanks alone; what goes on below is indented."""
    width = columns(sys.stderr)
    if len(text) > width:
        from textwrap import wrap

        space = " " * (indent if width >= _ROOM else 0)
        lines = wrap(
            text, width, subsequent_indent=space, break_long_words=False, break_on_hyphens=False, tabsize=1
        )
        text = "\n".join(lines)
    print(text, file=sys.stderr)


def crash(error: Exception) -> None:
    """Say that this program failed, without a value that it worked with.

    Neither the error's message nor any local is printed: both may hold the private key.
    """
    say(f"internal error: {type(error).__name__}")
    if os.environ.get("EXPLAINER_DEBUG") == "1":
        from traceback import extract_tb

        for frame in extract_tb(error.__traceback__):
            print(f"  {frame.filename}:{frame.lineno} in {frame.name}", file=sys.stderr)
        hint = "Report these lines and what you ran; leave your private key out."
    else:
        hint = "Run it again with EXPLAINER_DEBUG=1 and report what it prints; leave your private key out."
    print(f"  {hint}", file=sys.stderr)


def quoted(argument: str) -> str:
    """Return an argument in quotes, unless it may be a private key in the wrong place."""
    found = _KEYLIKE.search(argument)
    if found and all(any(kind(c) for c in found[0]) for kind in (str.isupper, str.islower, str.isdigit)):
        return f"(not shown: {len(argument)} characters that look like a key)"
    return f"'{visible(argument)}'"


def suggestion(wrong: str, known: list[str]) -> str:
    """Return which of the known words may have been meant."""
    from difflib import get_close_matches

    close = get_close_matches(wrong[:_ROOM], known, n=3)
    return f"did you mean {' or '.join(close)}?" if close else ""


def _point(text: str, position: int) -> None:
    """Show the line around a position with a mark under it."""
    from explainer.render.page import cells

    start = max(text.rfind("\n", 0, position) + 1, position - _ROOM // 2)
    line = text[start : start + _ROOM].partition("\n")[0] or " "
    space = " " * cells(visible(text[start:position]))
    print(f"  {visible(line)}\n  {space}^", file=sys.stderr)


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    """Write what the stream's encoding lacks: our own marks as ASCII, other characters as escapes."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join([_MARKS.get(c) or _escape(c) for c in missing]), error.end


def _escape(character: str) -> str:
    code = ord(character)
    if 0x2400 <= code <= 0x2421:
        code = 0x7F if code == 0x2421 else code - 0x2400
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
