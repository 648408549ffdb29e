"""The signing code in the languages that people write it in: one file each, listed here."""

from __future__ import annotations

from explainer.languages.javascript import JAVASCRIPT
from explainer.languages.model import ENVIRONMENT, Language, program, stage_code
from explainer.languages.python import PYTHON

__all__ = ["ENVIRONMENT", "LANGUAGES", "Language", "language", "next_language", "program", "stage_code"]

LANGUAGES: tuple[Language, ...] = (PYTHON, JAVASCRIPT)

_LANGUAGES = {language.id: language for language in LANGUAGES}


def language(id: str) -> Language:
    """Return the language with this id. Raises KeyError."""
    return _LANGUAGES[id]


def next_language(chosen: Language) -> Language:
    """Return the language after one, after the last the first again."""
    return LANGUAGES[(LANGUAGES.index(chosen) + 1) % len(LANGUAGES)]
