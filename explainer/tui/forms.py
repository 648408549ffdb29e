"""One request of a paste as a form: what was found, what was typed over it, what that makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from explainer.diagnosis.checks import Check
from explainer.diagnosis.investigate import Step
from explainer.diagnosis.model import Diagnosis, Verdict
from explainer.errors import InputError
from explainer.intake.case import Case, case_of, checks_of, missing_for_case, with_claimed_signature
from explainer.intake.concealing import key_in_body, key_places, may_be_keys, places_of
from explainer.intake.draft import Draft, Printed
from explainer.intake.observed import written
from explainer.intake.pasted import Conflict, Pasted, PastedRequest, as_drafted
from explainer.intake.readers.model import Found, Span
from explainer.render.reading import place
from explainer.request import Request, nonce_in
from explainer.secret import Secret, encode_text
from explainer.tui.drafts import LABELS as REQUEST_LABELS
from explainer.tui.drafts import LONGEST, TAKEN_OUT, problem_of, remark_on

LABELS: Mapping[str, str] = MappingProxyType(
    {
        **REQUEST_LABELS,
        "signature": "API-Sign",
        "observed": "Printed",
        "content_type": "Content-Type",
        "method": "Method",
    }
)
FIELDS: tuple[str, ...] = (
    *("path", "nonce", "body", "secret", "signature"),
    *("observed", "api_key", "content_type", "method"),
)
"""In the order of the form: without the first five nothing can be searched."""
_TEXTS = ("signature", "content_type", "method")
_LINES = ("body", "observed")
_MOVED = (
    "this looks like a private key, so it is in Private key now; if it was sent or posted, make a new one on"
    " Kraken. If it is the API-Sign, put it there"
)
_KNOWN = "this is the private key, which could be read here, so it was taken out; it is in Private key still"
DOUBTFUL = "hidden until the private key is given, which looks the same"
"""What to say of an API-Sign that may be a private key."""
IF_IT_IS = "if this is that key, move it to Private key, and make a new one if it was sent or posted"
"""What to do if it is."""
MASKED = "what is or may be a private key is not shown here; it counts as it is"
NOTHING = Draft()
_NOT_PASTED = PastedRequest((), NOTHING)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far the search for one form is."""

    run: int
    """Number of the search; what another one tells does not count."""
    others: tuple[Request, ...] = field(default=(), repr=False)
    """Further requests whose signature it may be."""
    step: Step | None = None
    seconds: float = 0.0
    found: Diagnosis | None = None
    stopped: bool = False
    """Whether somebody ended it."""
    failed: str = ""
    """What went wrong in the program itself."""

    @property
    def running(self) -> bool:
        return self.found is None and not self.failed


@dataclass(frozen=True, eq=False)
class Form:
    """The fields of one request. An edit of one never changes another."""

    pasted: PastedRequest = _NOT_PASTED
    given: Draft = NOTHING
    """What the command line gave, over the paste."""
    typed: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """What was typed or chosen over both, by field; None where it was taken away."""
    printed: str | None = field(default=None, repr=False)
    """The printed values as they were edited; None as long as they are those of the paste."""
    problems: Mapping[str, str] = field(default_factory=dict)
    """What cannot be used as it was typed; the value before counts."""
    remarks: Mapping[str, str] = field(default_factory=dict)
    chosen: tuple[str, int] | None = None
    """The field of the conflict that was decided last, and the index of the value that was taken."""
    key_of: int = 0
    """Number of the other request that the private key was typed for; 0 if it was for this one."""
    outcome: Outcome | None = None

    @cached_property
    def draft(self) -> Draft:
        """All fields together."""
        draft = with_claimed_signature(self.given.over(self.pasted.draft))._replace(**self.typed)
        if self.printed is None:
            return draft
        edited = [Printed("", self.printed)] if self.printed.strip() else []
        return draft._replace(observed=(*self.unshown, *edited) or None)

    @property
    def observed(self) -> tuple[Printed, ...]:
        """The printed values that were given, whatever was made of them here."""
        return self.given.over(self.pasted.draft).observed or ()

    @property
    def unshown(self) -> tuple[Printed, ...]:
        """Those of them that are said to be the private key's."""
        return tuple([one for one in self.observed if one.stage == "secret"])

    @property
    def written(self) -> str:
        """The others as text to be edited."""
        return written([one for one in self.observed if one not in self.unshown])

    def like(self, other: Form) -> bool:
        """Whether this is the other form, but for how far its search is."""
        return (
            self.pasted is other.pasted
            and self.typed is other.typed
            and self.doubtful == other.doubtful
            and (
                (self.printed, self.problems, self.remarks) == (other.printed, other.problems, other.remarks)
            )
        )

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look at yet."""
        return self.draft.empty and not self.conflicts

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The fields with several values that nobody decided on yet."""
        decided = {*self.typed, *[name for name, value in self.given._asdict().items() if value is not None]}
        return tuple([one for one in self.pasted.conflicts if one.field not in decided])

    @property
    def question(self) -> Conflict | None:
        """What there is to choose from: the first conflict, else what was chosen last and can be yet."""
        if self.conflicts or self.chosen is None:
            return next(iter(self.conflicts), None)
        return next((one for one in self.pasted.conflicts if one.field == self.chosen[0]), None)

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the fields without which nothing can be searched."""
        return missing_for_case(self.draft)

    @cached_property
    def _case(self) -> tuple[Case | None, Mapping[str, str]]:
        if self.missing or self.conflicts:
            return None, {}
        signature = (self.draft.signature or "").encode(errors="surrogatepass")
        try:
            case, problem = case_of(self.draft), key_in_body(self.draft.body or b"", (signature,))
        except InputError as error:
            case, problem = None, error
        if problem is None:
            return case, {}
        return None, {problem.field.partition(".")[0].partition("[")[0]: problem_of(problem)}

    @property
    def case(self) -> Case | None:
        """What can be searched, None as long as something is missing, unclear or unusable."""
        return self._case[0]

    @property
    def faults(self) -> Mapping[str, str]:
        """What cannot be used, by field."""
        return {**self._case[1], **self.problems}

    @cached_property
    def checks(self) -> Mapping[str, tuple[Check, ...]]:
        """What stands out, by the name of the field, errors first."""
        found = checks_of(self.draft)
        return {name: tuple([one for one in found if one.field == name]) for name in FIELDS}

    def text(self, name: str) -> str | None:
        """Return what a field shows to be edited; None for bytes that are no text."""
        if name == "observed":
            return self.written if self.printed is None else self.printed
        if name == "secret":
            return ""
        value = getattr(self.draft, name)
        if name in _TEXTS:
            return str(value or "")
        try:
            return (value or b"").decode()
        except UnicodeDecodeError:
            return None

    def nonce_of_body(self) -> bytes | None:
        """Return the nonce that the POST data carries, if no other is given."""
        return nonce_in(self.draft.body) if self.draft.nonce is None and self.draft.body else None

    def keys_in(self, name: str, text: str) -> list[Span]:
        """Return where the text of a field shows the private key, or what may be one."""
        secrets = [self.draft.secret] if self.draft.secret else []
        if name == "signature" and not self.unsure:
            return [span for secret in secrets for span in places_of(text, secret)]
        signature = None if self.unsure else self.draft.signature
        return key_places(text, secrets, () if signature is None else (signature.encode(),))

    @property
    def unsure(self) -> bool:
        """Whether an API-Sign may be a private key yet: none is known, and nothing explains the API-Sign."""
        found = self.outcome.found if self.outcome else None
        return self.draft.secret is None and (found is None or found.verdict is Verdict.UNEXPLAINED)

    @cached_property
    def doubtful(self) -> frozenset[bytes]:
        """The values for the API-Sign that may be a private key."""
        if not self.unsure:
            return frozenset()
        signature = (self.draft.signature or "").encode(errors="surrogatepass")
        return may_be_keys([signature, *[one.value for one in self.pasted.found if one.field == "signature"]])

    @cached_property
    def masked(self) -> frozenset[str]:
        """Names of the fields that show what is or may be a private key."""
        texts = {name: self.text(name) or "" for name in FIELDS}
        masked = {name for name, text in texts.items() if len(text) <= LONGEST and self.keys_in(name, text)}
        return frozenset(masked | ({"observed"} if self.unshown else set()))

    def with_key(self, key: Secret | None, number: int) -> Form:
        """Take the private key that was typed for another request, or None if it was taken away there."""
        rest = {name: value for name, value in self.typed.items() if name != "secret"}
        typed = rest if key is None else {**rest, "secret": key}
        return replace(self, typed=typed, key_of=number if key else 0, outcome=None)

    def lacks_key_of(self, other: Form) -> bool:
        """Whether there is no private key, and the other request's can be it."""
        mine, theirs = self.draft.api_key, other.draft.api_key
        decided = all(one.field != "secret" for one in self.conflicts)
        return self.draft.secret is None and decided and (mine == theirs or not (mine and theirs))

    def misplaced(self, name: str, key: Secret) -> Form:
        """Take a private key that was taken out of another field, unless there is one already."""
        known = self.draft.secret
        form = replace(self, typed={**self.typed, "secret": key}, outcome=None) if known is None else self
        words = _MOVED if known is None else _KNOWN if known == key else TAKEN_OUT
        return replace(form, remarks={**self.remarks, name: words})

    def edit(self, name: str, text: str) -> Form:
        """Take the text of one field; an empty one stands for nothing given, but for the POST data."""
        problems = {key: value for key, value in self.problems.items() if key != name}
        remarks = {key: value for key, value in self.remarks.items() if key != name}
        if name != "secret" and (remark := remark_on(text, lines=name in _LINES)):
            remarks[name] = remark
        if name == "observed":
            printed = None if text == self.written else text
            return replace(self, printed=printed, problems=problems, remarks=remarks, outcome=None)
        typed = dict(self.typed)
        question = self.question
        about = question is not None and any(one.field == name for one in question.choices)
        chosen = None if about else self.chosen
        try:
            typed[name] = _value(name, text)
        except InputError as error:
            return replace(self, problems=problems | {name: problem_of(error)}, remarks=remarks)
        asked = any(one.field == name for one in self.pasted.conflicts)
        if not text and (asked or name == "secret"):
            # An empty field asks again; that of the key is always empty at first and leaves the one there is.
            del typed[name]
        return replace(self, typed=typed, problems=problems, remarks=remarks, chosen=chosen, outcome=None)

    def choose(self, index: int) -> Form:
        """Take one of the values that can be chosen, which may be one for another field."""
        conflict = self.question
        assert conflict is not None
        found = conflict.choices[index]
        fields = {one.field for one in conflict.choices}
        rest = {name: value for name, value in self.typed.items() if name not in fields}
        typed = {**rest, conflict.field: None, found.field: as_drafted(found)}
        return replace(self, typed=typed, chosen=(conflict.field, index), outcome=None)

    def found(self, name: str) -> tuple[Found, ...]:
        """Return where the value of a field was found in the paste; for printed values all of them."""
        there = tuple([one for one in self.pasted.found if one.field == name])
        if name == "observed":
            return there
        value = getattr(self.draft, name)
        return tuple([one for one in there if as_drafted(one) == value])

    def source(self, name: str, pasted: Pasted) -> str:
        """Return where the value of a field came from, in words; empty if there is no value."""
        places = [place(pasted, one)[1:-1] for one in self.found(name)]
        if name == "observed":
            edited = ["edited here"] if self.printed is not None else []
            return "; ".join([*edited, *places])
        value = getattr(self.draft, name)
        if places:
            more = f", and {len(places) - 1} more" if len(places) > 1 else ""
            return f"{places[0]}{more}"
        if value is None:
            return ""
        if name in self.typed:
            return f"typed for request {self.key_of}" if name == "secret" and self.key_of else "typed here"
        return "from the command line" if getattr(self.given, name) is not None else "from the paste"


def _value(name: str, text: str) -> Any:
    if name == "secret":
        return Secret(text)
    if name in _TEXTS:
        return text or None
    return encode_text(text, name) if text or name == "body" else None
