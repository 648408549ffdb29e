"""What a challenge asks, what comes back, and what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from explainer.diagnosis.model import Diagnosis, Explanation, Observed, Searched, Verdict
from explainer.diagnosis.schemes import Scheme
from explainer.errors import InputError
from explainer.pipeline.model import Mistake, cost
from explainer.request import Request, nonce_in
from explainer.secret import decode_base64
from explainer.stages.postdata.bodies import decode, is_json, is_multipart, json_object, parameters, segments
from explainer.stages.postdata.jsontext import write

Way = tuple[Mistake, ...]
"""What code may do: the mistakes it makes, in the order of the pipeline; none for the right way."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """A request to sign with a key that guards nothing."""

    id: str
    title: str
    about: str
    """Which mistakes it shows, in a sentence."""
    request: Request
    """What to sign. The body is the one that is sent; code that sends another one says so."""

    @property
    def malformed(self) -> bool:
        """Whether its private key is none that Kraken gives, so that the right way stops with an error."""
        try:
            decode_base64(self.request.secret.expose())
        except InputError:
            return True
        return False

    @property
    def content_type(self) -> str:
        """The Content-Type that goes with the body."""
        if is_json(self.request.body):
            return "application/json"
        if is_multipart(self.request.body):
            boundary = self.request.body.partition(b"\r\n")[0][2:]
            return f"multipart/form-data; boundary={boundary.decode()}"
        return "application/x-www-form-urlencoded"

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """Names and values, for code that builds the body itself; JSON's values as JSON writes them."""
        body = self.request.body
        if is_json(body):
            return tuple([(member.key, write(member.value)) for member in json_object(body).members])
        if is_multipart(body):
            return tuple([(name, str(value)) for name, value in parameters(body).items()])
        return tuple([(part.key, decode(part.value)) for part in segments(body)])


class Answer(NamedTuple):
    """What somebody's code made of a challenge."""

    challenge: Challenge
    signature: str | None
    """The API-Sign, to the letter; None if the code stops with an error."""
    body: bytes | None = None
    """The body that the code sends, if it is not known to be the challenge's."""
    observed: tuple[Observed, ...] = ()
    """Intermediate values that the code printed."""

    @property
    def request(self) -> Request:
        """The request that was signed: the challenge's, with the code's own body and its nonce."""
        asked = self.challenge.request
        if self.body is None:
            return asked
        nonce = nonce_in(self.body)
        return asked._replace(body=self.body, nonce=nonce if nonce and nonce.isdigit() else asked.nonce)


class Group(NamedTuple):
    """Ways that give the same signatures on every challenge: nothing here tells them apart."""

    ways: tuple[Way, ...]
    """Likeliest first."""
    lenient: bool = False
    """Whether they differ from the right way only with a malformed private key, which Kraken never gives."""

    @property
    def likeliest(self) -> Way:
        return self.ways[0]

    @property
    def right(self) -> bool:
        """Whether the right way is among them, or they give the same with every private key of Kraken's."""
        return self.lenient or () in self.ways

    @property
    def explanation(self) -> Explanation:
        """The likeliest, with those of as many mistakes."""
        same = tuple([way for way in self.ways[1:] if len(way) == len(self.likeliest)])
        return Explanation(self.likeliest, sum([cost(mistake) for mistake in self.likeliest]), same)

    @property
    def weight(self) -> float:
        """How often people go one of these ways, relative to other groups."""
        return sum([weight(way) for way in self.ways])


class Apart(NamedTuple):
    """What two answers tell alone that nothing explains together."""

    unexplained: Challenge
    """The one whose answer nothing explains."""
    way: Way
    """The likeliest way to the other answer."""


class Identification(NamedTuple):
    """What the answers so far leave open."""

    groups: tuple[Group, ...]
    """All that fits every answer, likeliest first; empty if nothing of the catalogue does."""
    next: Challenge | None
    """The challenge to ask now; None when no challenge tells more."""
    schemes: tuple[Scheme, ...] = ()
    """Whole recipes of other services that fit every answer."""
    body_assumed: bool = False
    """Whether the likeliest group is about the text that is hashed, and no answer says what is sent.

    Then it is no mistake if the code sends that same text: ask for the body.
    """
    candidates: int = 0
    """Signatures made in search of several mistakes at once; 0 if none was needed."""

    by_error: bool = False
    """Whether nothing but an error speaks against the code: every API-Sign that came out, if any, is right.

    An error has many causes beside the catalogue's, so this proves nothing.
    """
    nothing_came_out: bool = False
    """Whether every answer is an error, so that no API-Sign was looked at."""
    apart: Apart | None = None
    """Of two answers that nothing explains together: which one it is, if the other is explained."""

    @property
    def right(self) -> bool:
        """Whether the answers are all right."""
        return any(group.right for group in self.groups)

    @property
    def wrong(self) -> tuple[Group, ...]:
        """The groups that are wrong with some private key of Kraken's."""
        return tuple([group for group in self.groups if not group.right])

    @property
    def taken_leniently(self) -> bool:
        """Whether the code is right, and took a malformed private key."""
        return self.right and all(() not in group.ways for group in self.groups)

    @property
    def verdict(self) -> Verdict:
        """The answer in one word; before the first answer nothing is wrong."""
        if self.right:
            return Verdict.CORRECT
        explained = (self.groups and not self.by_error) or self.schemes
        return Verdict.EXPLAINED if explained else Verdict.UNEXPLAINED

    @property
    def certainty(self) -> float:
        """The share of the right ways, else of the likeliest group, among all that fits.

        It goes by how often each way was seen. Where only an error speaks against the code there is none.
        """
        if not self.groups or (self.by_error and not self.right):
            return 0.0
        told = [group for group in self.groups if group.right] or self.groups[:1]
        return sum([group.weight for group in told]) / sum([group.weight for group in self.groups])

    def diagnosis(self, answers: Sequence[Answer]) -> Diagnosis:
        """Return what the answers show as the diagnosis of the last of them, of which there is one."""
        proven = self.verdict is Verdict.EXPLAINED
        return Diagnosis(
            request=answers[-1].request._replace(signature=answers[-1].signature or ""),
            verdict=self.verdict,
            explanations=tuple([group.explanation for group in self.groups]) if proven else (),
            schemes=self.schemes,
            other_request=None,
            findings=(),
            searched=Searched(self.candidates, 0.0, -1, (), False),
            checks=(),
        )


def weight(way: Way) -> float:
    """Return how often people go this way, as a share of those who go the right one."""
    return float(2.0 ** -sum([cost(mistake) for mistake in way]))
