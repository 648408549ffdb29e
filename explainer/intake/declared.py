"""What the Content-Type in a paste says about the POST data that was made of an object in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from explainer.intake.readers.fields import MADE_AS_JSON, SENT_AS_JSON
from explainer.intake.readers.model import Found, Remark


def says_json(found: Sequence[Found]) -> bool:
    """Return whether a request is declared as JSON, and as nothing else."""
    types = [one.value for one in found if one.field == "content_type" and isinstance(one.value, bytes)]
    return bool(types) and all(b"json" in one.lower() for one in types)


def as_json(found: Sequence[Found]) -> list[Found]:
    """Return what was found with the bodies as JSON that were made as a form for want of knowing better."""
    return [replace(one.as_json, span=one.span) if one.as_json else one for one in found]


def remarks_as_json(found: Sequence[Found], remarks: Sequence[Remark]) -> list[Remark]:
    """Return the remarks on what was found, with those that fit the bodies as JSON."""
    made = {one.span: one.as_json.made for one in found if one.as_json}
    return [
        replace(one, message=MADE_AS_JSON if made[one.span] else SENT_AS_JSON)
        if one.id == "body-made" and one.span in made
        else one
        for one in remarks
        if not (one.id == "value-by-client" and any(_within(one, span) for span in made))
    ]


def _within(remark: Remark, span: tuple[int, int]) -> bool:
    return span[0] <= remark.span[0] and remark.span[1] <= span[1]
