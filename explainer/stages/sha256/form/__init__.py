"""The form in which the digest is joined to the path."""

from __future__ import annotations

from explainer.pipeline.model import Mistake
from explainer.stages.charset import charset_mistakes
from explainer.stages.sha256.form.base64 import BASE64
from explainer.stages.sha256.form.hexadecimal import HEXADECIMAL
from explainer.stages.sha256.form.numbers import NUMBERS
from explainer.stages.sha256.form.texts import CUT, OBJECTS

CHARSET = charset_mistakes(
    "digest",
    "the digest",
    seen={
        "as-latin1-text": 4,
        "as-utf8-replaced": 25,
        "as-utf8-replaced-low-byte": 2,
        "as-windows1252-low-bytes": 1,
        "as-cp932-question-marks": 1,
    },
    sources={
        "as-latin1-text": "https://github.com/nothingisdead/npm-kraken-api/commit/cf4c9c0",
        "as-utf8-replaced": "25 public JavaScript clients and more",
        "as-utf8-replaced-low-byte": "public JavaScript clients",
        "as-windows1252-low-bytes": "https://github.com/vdegenne/kraken-api-browser",
        "as-cp932-question-marks": "https://github.com/krijnsent/crypto_vba/issues/54",
    },
)

FORM: tuple[Mistake, ...] = HEXADECIMAL + BASE64 + CHARSET + NUMBERS + OBJECTS + CUT
