"""What the debug screen shows, as one immutable value, and how each thing a person does changes it.

Pure: no Textual, no terminal, no clock. The screen holds one `Debug`, the widgets paint it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property

from explainer.diagnosis.investigate import Step
from explainer.diagnosis.model import Diagnosis, Explanation
from explainer.errors import InputError
from explainer.intake.case import others_of
from explainer.intake.draft import Draft
from explainer.intake.observed import written
from explainer.intake.paste import concealed, joined, read_paste, without_signatures
from explainer.intake.pasted import Pasted
from explainer.intake.writing import as_written, code_language
from explainer.languages import LANGUAGES, Language, language, next_language
from explainer.pipeline.compare import Effect
from explainer.secret import Secret
from explainer.tui.drafts import problem_of, with_line_feeds
from explainer.tui.forms import NOTHING, Form, Outcome
from explainer.tui.state import State


class Pane(Enum):
    """The three parts of the screen; where it is narrow one of them is shown."""

    PASTE = "paste"
    FIELDS = "fields"
    VERDICT = "verdict"


PANES = tuple(Pane)
_NO_PASTE = Pasted()
_DOUBTFUL = {
    "\0": "the paste has NUL characters, which most terminals drop; to be sure start: explainer debug FILE",
    "\ufffd": "bytes that are no UTF-8 came as U+FFFD; for the bytes themselves start: explainer debug FILE",
}
"""Characters that hardly come through a terminal as they were."""


@dataclass(frozen=True, eq=False)
class Debug:
    """Everything that the screen shows."""

    pasted: Pasted = _NO_PASTE
    given: Draft = NOTHING
    """What the command line gave beside the paste."""
    forms: tuple[Form, ...] = (Form(),)
    """One for each request of the paste; one if it has none, to be filled in by hand."""
    at: int = 0
    """Index of the form that is shown."""
    pane: Pane = Pane.PASTE
    chosen: Language | None = field(default=None, repr=False)
    """The language that was chosen for the code."""
    remarks: tuple[str, ...] = ()
    """What the way into this program did to the paste."""
    refused: str = ""
    """Why the last paste was not taken."""
    begin: int = 0
    """Where in the paste to begin to look: at what was added last, or at the request that was switched to."""
    cursor: int = 0
    """Index of the explanation that the keys work on."""
    runs: int = 0
    """How many searches were started."""
    before: Debug | None = field(default=None, repr=False)
    """What was there before all was cleared."""

    @classmethod
    def of(cls, given: Draft = NOTHING, pasted: Pasted | None = None) -> Debug:
        """Return the screen at the start, for what the command line gave."""
        start = cls(given=given, forms=(Form(given=given),))
        return start if pasted is None else start._with(pasted)

    @cached_property
    def pasted_in(self) -> Language | None:
        """The language that the paste is of, if there is code in it."""
        return code_language(self.pasted)

    @property
    def language(self) -> Language:
        """The language that code is shown in: the chosen one, else that of the paste."""
        return self.chosen or self.pasted_in or LANGUAGES[0]

    @property
    def form(self) -> Form:
        """The request that is shown."""
        return self.forms[self.at]

    @property
    def nothing(self) -> bool:
        """Whether nothing was pasted or typed yet."""
        return not self.pasted.text and all(form.empty for form in self.forms)

    @cached_property
    def doubtful(self) -> frozenset[bytes]:
        """The values for the API-Sign that may be a private key."""
        return frozenset().union(*[form.doubtful for form in self.forms])

    @cached_property
    def shown(self) -> Pasted:
        """The paste as it may be shown: an API-Sign that may be a private key is hidden."""
        return without_signatures(self.pasted, self.doubtful) if self.doubtful else self.pasted

    @property
    def outcome(self) -> Outcome | None:
        return self.form.outcome

    @property
    def found(self) -> Diagnosis | None:
        """The verdict on the request that is shown, once there is one."""
        return self.outcome.found if self.outcome else None

    @property
    def explanation(self) -> Explanation | None:
        """The explanation that the keys work on."""
        if self.found is None:
            return None
        if not self.found.explanations:
            return self.found.proven
        return self.found.explanations[min(self.cursor, len(self.found.explanations) - 1)]

    @property
    def tutorial(self) -> State | None:
        """The tutorial on exactly this request with the mistakes on, where right and wrong part ways."""
        if self.found is None or self.explanation is None:
            return None
        state = State.of(self.found.request).with_mistakes(self.explanation.mistakes)
        parted = (id for id, one in state.work.differences.items() if one.effect is not Effect.SAME)
        return state.go(next(parted, state.place)).speak(self.language.id)

    def works(self, action: str) -> bool:
        """Return whether an action of the screen can do anything now."""
        found, outcome = self.found, self.outcome
        possible = {
            "open": self.explanation is not None,
            "report": found is not None,
            "select": found is not None and len(found.explanations) > 1,
            "again": outcome is not None and not outcome.running,
            "choose": self.form.question is not None,
            "switch": len(self.forms) > 1,
            "clear": not self.nothing or self.before is not None,
        }
        return possible.get(action, True)

    def offers(self, action: str) -> bool:
        """Return whether the footer tells of an action: it works, and can be what comes next."""
        unexplained = self.explanation is None
        wanted = {
            "again": unexplained and (self.found is None or self.found.searched.cut_short),
            "challenge": unexplained or self.pane is Pane.PASTE,
            "language": self.found is not None,
            "go": self.outcome is not None or self.pane is not Pane.PASTE,
        }
        return self.works(action) and wanted.get(action, True)

    # What a person does

    def paste(self, text: str) -> Debug:
        """Add what a terminal handed over as a paste to what there is."""
        text, remark = with_line_feeds(text, "debug")
        try:
            pasted = read_paste(text)
        except InputError as error:
            return replace(self, refused=problem_of(error), begin=0)
        # Line ends around the values change nothing.
        signed = [request.draft.body or b"" for request in pasted.requests]
        remarks = [remark] if remark and any(b"\n" in body for body in signed) else []
        remarks += [words for sign, words in _DOUBTFUL.items() if sign in text]
        begin = 0
        if self.pasted.text:
            begin = len(self.pasted.text) + 1
            pasted = joined(self.pasted, pasted)
        remarks = list(dict.fromkeys((*self.remarks, *remarks)))
        changed = self._with(pasted)
        if begin and len(changed.forms) > len(self.forms):
            # Who pastes one request more wants to know about that one.
            changed = replace(changed, at=len(changed.forms) - 1)
        return replace(changed, remarks=tuple(remarks), refused="", begin=begin, before=None)

    def _with(self, pasted: Pasted) -> Debug:
        pasted = concealed(pasted, filter(None, [self.given.secret]))
        forms = [Form(one, given=self.given) for one in pasted.requests] or [Form(given=self.given)]
        forms = [
            _kept(old, new) for old, new in zip((*self.forms, *[Form()] * len(forms)), forms, strict=False)
        ]
        forms = [_with_key(form, self.forms) for form in forms]
        return replace(self, pasted=pasted, forms=tuple(forms), at=min(self.at, len(forms) - 1), cursor=0)

    def clear(self) -> Debug:
        """Forget everything; done again with nothing there, it all comes back."""
        if self.nothing:
            return self.before or self
        return replace(Debug.of(self.given), chosen=self.chosen, runs=self.runs, before=_at_rest(self))

    def edit(self, name: str, text: str) -> Debug:
        """Take what was typed into a field."""
        return self._concealed(self.form.edit(name, text))

    def misplaced(self, name: str, key: Secret) -> Debug:
        """Take a private key that was typed into a wrong field, where it is no more."""
        return self._concealed(self.form.misplaced(name, key))

    def _concealed(self, form: Form) -> Debug:
        secret = form.draft.secret
        changed = self._changed(form)
        if form.typed.get("secret") != self.form.typed.get("secret"):
            changed = changed._with_key_for_all(self.form.typed.get("secret"))
        return changed if secret is None else replace(changed, pasted=concealed(changed.pasted, [secret]))

    def _with_key_for_all(self, before: Secret | None) -> Debug:
        """Take the key that was typed for this request for those that had the one before, or have none."""
        mine = replace(self.form, key_of=0)
        key: Secret | None = mine.typed.get("secret")
        forms = [
            form.with_key(key, self.at + 1)
            if form.lacks_key_of(mine) or (before is not None and form.typed.get("secret") == before)
            else form
            for form in self.forms
        ]
        forms[self.at] = mine
        return replace(self, forms=tuple(forms))

    def choose(self, index: int) -> Debug:
        """Decide a conflict, or decide it otherwise, if there is one with so many choices."""
        question = self.form.question
        if question is None or not 0 <= index < len(question.choices):
            return self
        return self._changed(self.form.choose(index))

    def switch(self, by: int) -> Debug:
        """Show another request of the paste."""
        at = (self.at + by) % len(self.forms)
        return replace(self, at=at, begin=self.forms[at].pasted.start, cursor=0)

    def show(self, pane: Pane) -> Debug:
        return replace(self, pane=pane)

    def turn(self, by: int) -> Debug:
        """Show the pane that comes `by` panes later."""
        return self.show(PANES[(PANES.index(self.pane) + by) % len(PANES)])

    def select(self, by: int) -> Debug:
        """Work on another explanation."""
        count = len(self.found.explanations) if self.found else 0
        return replace(self, cursor=(self.cursor + by) % count) if count else self

    def speak(self, id: str) -> Debug:
        """Show the code in the language with this id. Raises KeyError."""
        return replace(self, chosen=language(id))

    def next_language(self) -> Debug:
        return replace(self, chosen=next_language(self.language))

    # What the search does

    @property
    def running(self) -> Outcome | None:
        """The search that is under way."""
        return next((form.outcome for form in self.forms if form.outcome and form.outcome.running), None)

    @property
    def waiting(self) -> int | None:
        """Index of the form that is to be searched next: the one that is shown before others."""
        order = [self.at, *range(len(self.forms))]
        return next((at for at in order if self.forms[at].outcome is None and self.forms[at].case), None)

    def started(self, at: int) -> Debug:
        """Say that the search for a form began; its number is `runs`."""
        cases = [form.case for form in self.forms]
        case = cases[at]
        others = () if case is None else others_of(case.request, [one.request for one in cases if one])
        return replace(self._outcome(at, Outcome(self.runs + 1, others)), runs=self.runs + 1)

    def progressed(self, run: int, step: Step, seconds: float) -> Debug:
        """Take how far a search is."""
        return self._told(run, lambda old: replace(old, step=step, seconds=seconds))

    def diagnosed(self, run: int, found: Diagnosis, *, stopped: bool = False) -> Debug:
        """Take what a search found."""
        found = as_written(found, self.pasted)
        return self._told(run, lambda old: replace(old, found=found, stopped=stopped))

    def failed(self, run: int, problem: str) -> Debug:
        """Take that a search broke down."""
        return self._told(run, lambda old: replace(old, failed=problem))

    def again(self) -> Debug:
        """Search for the request that is shown once more."""
        return self._changed(replace(self.form, outcome=None))

    def _told(self, run: int, change: Callable[[Outcome], Outcome]) -> Debug:
        """Return a change of the search with a number; what an older one tells is dropped."""
        for at, form in enumerate(self.forms):
            if form.outcome is not None and form.outcome.run == run and form.outcome.running:
                return self._outcome(at, change(form.outcome))
        return self

    def _outcome(self, at: int, outcome: Outcome) -> Debug:
        forms = list(self.forms)
        forms[at] = with_outcome(forms[at], outcome)
        return replace(self, forms=tuple(forms))

    def _changed(self, form: Form) -> Debug:
        forms = list(self.forms)
        forms[self.at] = form
        return replace(self, forms=tuple(forms), cursor=0)


def with_outcome(form: Form, outcome: Outcome | None) -> Form:
    """Return the form with another state of its search, and all that was made of it still there."""
    changed = replace(form, outcome=outcome)
    for name in ("draft", "_case", "checks"):
        if name in form.__dict__:
            changed.__dict__[name] = form.__dict__[name]
    return changed


def _kept(old: Form, new: Form) -> Form:
    """Return the new form with what was typed into the old one, but where the paste says something new."""
    same = [name for name in old.typed if _values(old, name) == _values(new, name)]
    return replace(
        new,
        typed={name: old.typed[name] for name in same},
        printed=_printed(old, new),
        problems={name: text for name, text in old.problems.items() if name in same},
        remarks={name: text for name, text in old.remarks.items() if name in same},
        chosen=old.chosen if old.chosen and old.chosen[0] in same else None,
        key_of=old.key_of if "secret" in same else 0,
    )


def _with_key(form: Form, forms: Iterable[Form]) -> Form:
    """Return a form with the private key that was typed for one of some others, if it lacks one."""
    for number, other in enumerate(forms, 1):
        if "secret" in other.typed and form.lacks_key_of(other):
            return form.with_key(other.typed["secret"], other.key_of or number)
    return form


def _printed(old: Form, new: Form) -> str | None:
    """Return the printed values as they were edited, with those below that the paste says anew."""
    if old.printed is None:
        return None
    added = written([one for one in new.observed if one not in (*old.observed, *new.unshown)])
    return "\n\n".join([text for text in (old.printed, added) if text])


def _values(form: Form, name: str) -> list[bytes | Secret]:
    return [one.value for one in form.pasted.found if one.field == name]


def _at_rest(debug: Debug) -> Debug:
    """Return the screen without its running search, which will have ended when it comes back."""
    forms = [
        with_outcome(form, None) if form.outcome and form.outcome.running else form for form in debug.forms
    ]
    return replace(debug, forms=tuple(forms), refused="", begin=0, before=None)
