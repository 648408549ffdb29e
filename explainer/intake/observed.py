"""What somebody's code printed on the way, read for the diagnosis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from explainer.diagnosis.model import Observed
from explainer.errors import InputError
from explainer.intake.concealing import key_places, may_be_key, places_of
from explainer.intake.draft import STAGE_IDS, Printed
from explainer.intake.dumps import Labelled, Reading, read_value, read_values
from explainer.intake.readers.names import stage_of
from explainer.intake.readers.parameters import is_parameter
from explainer.intake.strict_json import quote, suggestion
from explainer.secret import Secret

_PRIVATE = "/0/private/"
_NAME = re.compile("[A-Za-z][A-Za-z0-9_-]{0,19}")


def read_observed(text: str, stage: str = "") -> Observed:
    """Read one printed value, in any notation, of a stage (its id) or of none that is known.

    Raises InputError for a text that is too long, no valid Unicode or empty (which only POST data can
    be), ValueError for an unknown stage.
    """
    if stage and stage not in STAGE_IDS:
        raise ValueError(f"there is no stage {stage!r}")
    if stage != "postdata" and not text.strip():
        raise InputError("value", "is empty", hint="give what your code printed, or leave it out")
    return _observed(stage, read_value(text))


def read_printed(printed: Iterable[Printed]) -> tuple[Observed, ...]:
    """Read printed values; one without a name may be a text with several, each with a label or not.

    Raises InputError that names the value.
    """
    return tuple([one for at, value in enumerate(printed) for one in _read(value, at)])


def written(printed: Iterable[Printed]) -> str:
    """Return printed values as one text, which `read_printed` takes for the same values."""
    text = ""
    for one in printed:
        long = "\n" in one.text
        name = one.stage and one.stage + (":\n" if long else " = ")
        # Without a name or below it, the next lines could be taken for more of the value.
        text += f"{name}{one.text}\n" if one.stage and not long else f"{name}{one.text}\n\n"
    return text.rstrip("\n")


def as_printed(argument: str) -> Printed:
    """Return STAGE=TEXT or TEXT as a printed value. A body that begins with its nonce is no nonce.

    Raises InputError for a name that says nothing: no stage, and no parameter of a body.
    """
    stage, separator, text = argument.partition("=")
    if separator and stage in STAGE_IDS and not (stage == "nonce" and "&" in text):
        return Printed(stage, text)
    named = separator and text.strip("=") and "&" not in text and _NAME.fullmatch(stage)
    if named and not stage_of(stage) and not is_parameter(stage, text):
        hint = f"{suggestion(stage, 'stages', STAGE_IDS)}; without a name it is looked for at all of them"
        raise InputError("observed", f"there is no stage {quote(stage)}", hint=hint)
    return Printed("", argument)


def claimed_signature(printed: Iterable[Printed]) -> str | None:
    """Return the text that is said to be the API-Sign, or None."""
    return next((value.text for value in printed if value.stage == "signature"), None)


def gives_away(printed: Printed, secrets: Iterable[Secret] = ()) -> bool:
    """Return whether a printed value is, or may be, one of these private keys or another one.

    A value that is said to be of another stage than the key's may look like one, as a MAC does.
    """
    if any(next(places_of(printed.text, secret), None) for secret in secrets):
        return True
    return any(
        one.stage == "secret" or (not one.stage and _may_be_key((*one.readings, *one.beginnings)))
        for one in read_printed([printed])
    )


def _may_be_key(readings: Iterable[bytes]) -> bool:
    """Return whether a value without a name may be a private key, read in whatever way."""
    readings = tuple(readings)
    # A path with a digest in hex behind it has all of a key's characters, and about as many.
    texts = [data.decode() for data in readings if data.isascii()]
    if any(not text.startswith(_PRIVATE, start) for text in texts for start, _ in key_places(text)):
        return True
    is_path = any(text.startswith(_PRIVATE) for text in texts)
    return not is_path and any(may_be_key(data) for data in readings if not data.isascii())


def _read(printed: Printed, at: int) -> Iterator[Observed]:
    try:
        if printed.stage:
            yield read_observed(printed.text, printed.stage)
        else:
            yield from [_labelled(value) for value in read_values(printed.text)]
    except InputError as error:
        name = f"observed.{printed.stage}" if printed.stage else f"observed[{at}]"
        raise InputError(name, error.problem, position=error.position, hint=error.hint) from None


def _labelled(value: Labelled) -> Observed:
    return _observed(stage_of(value.label), value.readings)


def _observed(stage: str, readings: Iterable[Reading]) -> Observed:
    readings = tuple(readings)
    return Observed(
        stage,
        tuple([reading.data for reading in readings if reading.complete]),
        tuple([reading.data for reading in readings if not reading.complete]),
    )
