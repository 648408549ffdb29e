"""Standard output: its width, whether to colour, and pages and documents written to it."""

from __future__ import annotations

import os
import sys
from typing import Any

from explainer.cli.arguments import one_of
from explainer.cli.messages import columns
from explainer.render.colour import Paint, wanted
from explainer.render.page import Page


def page(color: str) -> Page:
    """Return an empty page as wide as the terminal, in colours if they are wanted."""
    one_of(color, ("auto", "always", "never"), "choice for --color")
    on = wanted(color, terminal=sys.stdout.isatty(), environment=os.environ)
    return Page(columns(sys.stdout), Paint(on))


def document(data: dict[str, Any]) -> None:
    """Print a document as JSON, in ASCII."""
    import json

    print(json.dumps(data, indent=2))
