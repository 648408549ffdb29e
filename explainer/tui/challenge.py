"""A challenge under way, as one immutable value: what is asked, what was answered, what that shows.

Pure, as the tutorial's state is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from explainer.diagnosis.challenge import Answer, Challenge, Identification, first, may_be_signature
from explainer.diagnosis.published import shown_on
from explainer.intake.answered import answer_in
from explainer.languages import LANGUAGES, Language, next_language
from explainer.render.challenge import DOUBT
from explainer.render.report import report
from explainer.tui.state import State

LONGEST = 4096
"""Characters that an API-Sign may have at most, however it is written."""


@dataclass(frozen=True, eq=False)
class Asking:
    """Everything that the challenge's screen shows."""

    challenge: Challenge | None = field(default_factory=first)
    """What is asked now; None for the verdict."""
    answers: tuple[Answer, ...] = ()
    skipped: tuple[Challenge, ...] = ()
    known: Identification | None = None
    """What the answers show; None before the first."""
    tried: int | None = None
    """Signatures made so far by the search that is going on; None if none is."""
    said: str = ""
    """What has to be said about the last key."""
    doubted: str | None = None
    """An answer that hardly is a signature, which has been asked about."""
    language: Language = field(default=LANGUAGES[0], repr=False)
    before: Asking | None = field(default=None, repr=False)
    """What there was before the last answer."""

    @property
    def number(self) -> int:
        """The number of the request that is asked for, counted from 1; those that were skipped count."""
        return len(self.answers) + len(self.skipped) + 1

    @property
    def searching(self) -> bool:
        return self.tried is not None

    @property
    def shown(self) -> Asking:
        """What there is to see: during a search still what it is about."""
        return self.before if self.searching and self.before is not None else self

    def works(self, action: str) -> bool:
        """Return whether an action of the screen can do anything now."""
        if action in ("tutorial", "language"):
            return self.tutorial is not None
        if action in ("answer", "error", "skip", "body"):
            return not self.searching
        if action == "undo":
            return self.before is not None
        return action != "verdict" or (self.known is not None and bool(self.answers) and not self.searching)

    def answered(self, text: str, body: str = "") -> Asking:
        """Take an API-Sign, or the word error, skip or verdict; `body` is what the code sends instead."""
        if self.searching:
            return self.say("what you pasted meanwhile was left out")
        if self.challenge is None:
            return self.say("not taken, because this is the verdict: u goes back to the request")
        text = text.strip()
        word = text.lower()
        if word == "verdict":
            return self.judged()
        if word == "skip":
            return self._searching(skipped=(*self.skipped, self.challenge))
        if not word:
            return self.say("paste the API-Sign that your code makes, or type error or skip")
        if len(text) > LONGEST:
            return self.say(
                f"{len(text):,} characters are no API-Sign: paste what your code made, and no more"
            )
        text = answer_in(self.challenge, text)
        if not (word == "error" or text == self.doubted or may_be_signature(self.challenge, text)):
            again = f"{DOUBT} Paste what your code makes; Enter: it makes exactly this"
            return replace(self.say(again), doubted=text)
        sent = body.encode("utf-8", "surrogatepass") if body else None
        answer = Answer(self.challenge, None if word == "error" else text, sent)
        return self._searching(answers=(*self.answers, answer))

    def sends(self, body: str) -> Asking:
        """Take the body that the code sent with its last answer, after the verdict on it."""
        if not self.answers or self.searching:
            return self
        *others, last = self.answers
        told = last._replace(body=body.encode("utf-8", "surrogatepass"))
        return replace(self._searching(answers=(*others, told)), known=None)

    def _searching(
        self, *, answers: tuple[Answer, ...] | None = None, skipped: tuple[Challenge, ...] | None = None
    ) -> Asking:
        return replace(
            self,
            answers=self.answers if answers is None else answers,
            skipped=self.skipped if skipped is None else skipped,
            tried=0,
            said="",
            doubted=None,
            before=replace(self, said="", doubted=None),
        )

    def progressed(self, tried: int) -> Asking:
        return replace(self, tried=tried)

    def learnt(self, known: Identification) -> Asking:
        """Take what the answers show, and ask the next."""
        return replace(self, known=known, challenge=known.next, tried=None)

    def judged(self) -> Asking:
        """Show the verdict on the answers that there are."""
        if self.known is None or not self.answers:
            return self.say("there is no verdict before the first answer")
        return replace(self, challenge=None, said="", before=self)

    def undone(self) -> Asking:
        """Take the last answer back, or stop the search for what it shows."""
        return self if self.before is None else replace(self.before, language=self.language, said="")

    def say(self, said: str) -> Asking:
        return replace(self, said=said)

    def next_language(self) -> Asking:
        return replace(self, language=next_language(self.language))

    @property
    def tutorial(self) -> State | None:
        """The likeliest mistakes turned on in the tutorial, on the first request that shows them."""
        if self.known is None or not self.known.groups or not self.answers:
            return None
        mistakes = self.known.groups[0].likeliest
        request = shown_on(mistakes, [answer.request for answer in self.answers])
        if request is None or not mistakes:
            return None
        return State.of(request).with_mistakes(mistakes).speak(self.language.id)

    @property
    def report(self) -> str | None:
        """What was found as Markdown that can be posted; None before the first answer."""
        if self.known is None or not self.answers:
            return None
        return report(self.known.diagnosis(self.answers), language=self.language)
