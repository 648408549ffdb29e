"""The form in which the digest is joined to the path."""

from __future__ import annotations

from explainer.pipeline.model import Mistake
from explainer.stages.charset import OTHERS, charset_mistakes
from explainer.stages.otherwise import ending
from explainer.stages.sha256.form.printed import PRINTED
from explainer.stages.sha256.form.texts import CUT, OBJECTS

FORM: tuple[Mistake, ...] = (*PRINTED, *charset_mistakes("digest"), *OBJECTS, *CUT)

ANOTHER_CHARSET = ending(FORM, OTHERS)
"""Stands for all other charsets."""
