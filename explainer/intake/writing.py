"""The language that a paste is written in, of code or of what code printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from explainer.diagnosis.grouping import led_by
from explainer.diagnosis.model import Diagnosis
from explainer.intake.pasted import Pasted
from explainer.languages import LANGUAGES, Language
from explainer.pipeline.model import Mistake

_SIGNS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "python": re.compile(
            r"```py|\bhashlib\.|\bhmac\.new\(|\bTraceback \(most recent|\burllib\.parse\b"
            r"|\b(?:python-requests|python-httpx|Python-urllib)/\d"
        ),
        "javascript": re.compile(
            r"```(?:js|javascript|node|ts|typescript)\b|\bcreateHmac\(|\bcreateHash\(|\bCryptoJS\.|\baxios/\d"
            r"|\bnode-fetch\b|<Buffer |\bconsole\.log\("
        ),
        "php": re.compile(r"```php\b|<\?php\b|\bhash_hmac\(|\bGuzzleHttp/\d"),
        "go": re.compile(r"```go\b|\bhmac\.New\(|\bGo-http-client/\d"),
        "powershell": re.compile(r"```(?:powershell|pwsh|ps1)\b|\bWindowsPowerShell/\d"),
        "java": re.compile(r"```java\b|\b(?:MessageDigest|Mac)\.getInstance\(|\bSystem\.out\.print"),
        "kotlin": re.compile(r"```kotlin\b|\bfun \w{1,60}\(|\bval \w{1,60}\s?="),
        "csharp": re.compile(
            r"```(?:csharp|cs)\b|\bnew HMACSHA(?:256|512)\(|\bConvert\.(?:To|From)Base64String\("
        ),
        "ruby": re.compile(r"```ruby\b|\bOpenSSL::HMAC\b|\bDigest::SHA256\b"),
        "rust": re.compile(r"```rust\b|\bHmac::<|\bSha256::"),
        "bash": re.compile(r"```(?:bash|sh|shell)\b|\bopenssl dgst\b"),
    }
)
"""What only one language has: its functions, the names of its clients, a fence that names it."""
_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "php": "PHP",
        "go": "Go",
        "powershell": "PowerShell",
        "java": "Java",
        "kotlin": "Kotlin",
        "csharp": "C#",
        "ruby": "Ruby",
        "rust": "Rust",
    }
)
"""The languages that there is no code in."""
_CATALOGUED: Mapping[str, frozenset[str]] = MappingProxyType(
    {id: frozenset({title}) for id, title in _TITLES.items()}
    | {
        "python": frozenset({"Python"}),
        "javascript": frozenset({"JavaScript", "TypeScript"}),
        "bash": frozenset({"bash", "curl"}),
    }
)
"""The languages as the catalogue names them."""
_PYTHON_BYTES = re.compile(r"b['\"]")
_OF_ANYBODY = "bash"
"""The language of what people send with curl, whatever signed it."""


def written_in(pasted: Pasted) -> str:
    """Return the id of the one language that a paste is plainly of; empty for none and for several.

    A shell counts only where nothing else says a language.
    """
    told = set(_languages(pasted))
    told = told - {_OF_ANYBODY} or told
    return told.pop() if len(told) == 1 else ""


def code_language(pasted: Pasted) -> Language | None:
    """Return the language that a paste is plainly of, if there is code to show in it."""
    id = written_in(pasted)
    return next((language for language in LANGUAGES if language.id == id), None)


def without_code(pasted: Pasted) -> str:
    """Return the title of the language that a paste is plainly of, if there is no code in it."""
    return _TITLES.get(written_in(pasted), "")


def as_written(found: Diagnosis, pasted: Pasted) -> Diagnosis:
    """Return what was found, each explanation led by what the paste's code most likely does.

    Of those that cannot be told from each other for a request, that is the one that the code looks like,
    else the one that is met in its language.
    """
    seen = {remark.mistake for part in pasted.parts for remark in part.remarks}
    languages = _CATALOGUED.get(written_in(pasted), frozenset())
    if not (languages or seen):
        return found

    def fit(mistakes: tuple[Mistake, ...]) -> tuple[int, int]:
        told = [one for one in mistakes if one.languages]
        met = [not languages.isdisjoint(one.languages) for one in told]
        return sum(one.id in seen for one in mistakes), (2 * sum(met) - len(met)) if languages else 0

    return replace(found, explanations=tuple([led_by(one, fit) for one in found.explanations]))


def _languages(pasted: Pasted) -> Iterator[str]:
    """Yield the language of each thing that says one; a HAR file holds pages with code of their own."""
    if not any(part.kind == "har" for part in pasted.parts):
        yield from [language for language, sign in _SIGNS.items() if sign.search(pasted.text)]
    for part in pasted.parts:
        if part.language:
            yield part.language
        if any(_PYTHON_BYTES.match(pasted.text, found.span[0]) for found in part.found):
            yield "python"
