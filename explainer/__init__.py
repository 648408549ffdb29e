"""Kraken's API-Sign, explained byte by byte.

    API-Sign = base64(HMAC-SHA512(base64decode(private key), URI path + SHA256(nonce + POST data)))

Sign a request, and look at what every stage gave:

>>> import explainer
>>> explainer.sign(explainer.EXAMPLE)
'4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ=='
>>> trace = explainer.explain(explainer.EXAMPLE)
>>> digest = trace.step("sha256").value
>>> len(digest.data), digest.spans
(32, (Span(start=0, end=32, origin=<Origin.DIGEST: 'digest'>),))

Make a request of your own. Text becomes UTF-8; what is bytes stays as it is:

>>> body = explainer.form_body({"nonce": "1616492376594", "asset": "XBT"})
>>> request = explainer.Request.of("/0/private/Balance", body, secret=explainer.EXAMPLE.secret)
>>> request
Request(path=b'/0/private/Balance', nonce=b'1616492376594', body=b'nonce=1616492376594&asset=XBT', \
secret=Secret(…), api_key=b'', signature=None)

Make a mistake, and find the first stage that it changes:

>>> wrong = explainer.explain(explainer.EXAMPLE, ["digest-as-hex"])
>>> explainer.first_difference(trace, wrong).stage.id
'sha256'
>>> explainer.mistake("digest-as-hex").answer
'EAPI:Invalid signature'

Find out which mistakes made a signature; each explanation can be run again, which is its proof:

>>> wrong = explainer.EXAMPLE._replace(signature=explainer.sign(explainer.EXAMPLE, ["nonce-not-hashed"]))
>>> found = explainer.diagnose(wrong)
>>> found.verdict
<Verdict.EXPLAINED: 'explained'>
>>> [mistake.id for mistake in found.explanations[0].mistakes]
['nonce-not-hashed']

Or which made a value that the code printed on the way, in any notation:

>>> printed = explainer.read_observed("<Buffer 51 64 ba 64 c6 73 2f c0 ... 24 more bytes>", "sha256")
>>> [mistake.id for mistake in explainer.diagnose(explainer.EXAMPLE, [printed]).findings[0].mistakes]
['nonce-not-hashed']

What cannot be used is an `InputError` that says which field, what and where; it never quotes a key:

>>> explainer.sign(explainer.Request.of("/0/private/Balance", "nonce=1", secret="aGVsbG8"))
Traceback (most recent call last):
...
explainer.errors.InputError: secret: 7 base64 characters need 1 '=' at the end, found 0 (at position 7, \
counted from 0); copy it again with its '=' signs (a double click often stops before them)

All of it is pure: no files, no environment, no network, and no clock but for the time that `diagnose`
may take. What is named here is loaded when
it is first used.
"""

from __future__ import annotations

TYPE_CHECKING = False
"""What type checkers take for true; typing itself takes long to load."""
if TYPE_CHECKING:
    from typing import Any

    from explainer.diagnosing import diagnose
    from explainer.diagnosis.model import Diagnosis, Explanation, Finding, Observed, Verdict
    from explainer.errors import CannotApply, InputError
    from explainer.example import EXAMPLE
    from explainer.intake.observed import read_observed
    from explainer.pipeline.catalogue import MISTAKES, mistake
    from explainer.pipeline.compare import compare, first_difference
    from explainer.pipeline.run import Step, Trace, explain, sign
    from explainer.pipeline.traced import Origin, Traced
    from explainer.request import Request, form_body, json_body
    from explainer.secret import Secret
    from explainer.stages import STAGES

__all__ = [
    "EXAMPLE",
    "MISTAKES",
    "STAGES",
    "CannotApply",
    "Diagnosis",
    "Explanation",
    "Finding",
    "InputError",
    "Observed",
    "Origin",
    "Request",
    "Secret",
    "Step",
    "Trace",
    "Traced",
    "Verdict",
    "__version__",
    "compare",
    "diagnose",
    "explain",
    "first_difference",
    "form_body",
    "json_body",
    "mistake",
    "read_observed",
    "sign",
]

__version__ = "0.1.0"

_HOMES = {
    "diagnosing": ("diagnose",),
    "diagnosis.model": ("Diagnosis", "Explanation", "Finding", "Observed", "Verdict"),
    "errors": ("CannotApply", "InputError"),
    "example": ("EXAMPLE",),
    "intake.observed": ("read_observed",),
    "pipeline.catalogue": ("MISTAKES", "mistake"),
    "pipeline.compare": ("compare", "first_difference"),
    "pipeline.run": ("Step", "Trace", "explain", "sign"),
    "pipeline.traced": ("Origin", "Traced"),
    "request": ("Request", "form_body", "json_body"),
    "secret": ("Secret",),
    "stages": ("STAGES",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
