"""What stands out in a request, as text and as data."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.diagnosis.checks import Check
from explainer.render.json import Document
from explainer.render.page import Page


def standing_out(checks: Sequence[Check], page: Page) -> None:
    """Write what stands out in the input as a section of its own; nothing if nothing does."""
    if not checks:
        return
    page.line()
    page.title("What stands out in the input")
    width = max(len(check.field) for check in checks)
    for check in checks:
        label = f"{check.severity.ljust(7)}  {field(check).ljust(width)}"
        page.paragraph(ended(check), label=label)


def ended(check: Check) -> str:
    """Return what a check says with the sign that ends a sentence."""
    return check.message if check.message.endswith("?") else f"{check.message}."


def field(check: Check) -> str:
    """Return the name of the field that a check is about, in words."""
    return check.field.replace("_", " ")


def check_entry(check: Check) -> Document:
    """Return a check as data."""
    return {
        "id": check.id,
        "severity": check.severity,
        "field": check.field,
        "message": check.message,
        "position": check.position,
    }
