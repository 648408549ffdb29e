"""Which bytes are written down: what the MAC became as text."""

from __future__ import annotations

from explainer.stages.charset import charset_mistakes

MAC = charset_mistakes("mac")
