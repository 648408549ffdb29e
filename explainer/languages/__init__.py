"""The signing code in the languages that people write it in: one file each, listed here."""

from __future__ import annotations

from explainer.languages.javascript import JAVASCRIPT
from explainer.languages.model import ENVIRONMENT, Language, program, stage_code
from explainer.languages.python import PYTHON

__all__ = ["ENVIRONMENT", "LANGUAGES", "Language", "language", "program", "stage_code"]

LANGUAGES: tuple[Language, ...] = (PYTHON, JAVASCRIPT)

_LANGUAGES = {language.id: language for language in LANGUAGES}


def language(id: str) -> Language:
    """Return the language with this id. Raises KeyError."""
    return _LANGUAGES[id]
