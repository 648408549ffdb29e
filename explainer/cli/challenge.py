"""`explainer challenge`: sign a few requests with your own code and paste what comes out."""

from __future__ import annotations

import select
import sys
from argparse import Namespace
from collections.abc import Sequence

from explainer.cli.arguments import Parser, add_color, language_id
from explainer.cli.inputs import Inputs
from explainer.cli.keyboard import read_line
from explainer.cli.messages import Unusable
from explainer.cli.output import document, page
from explainer.cli.progress import ProgressLine, stopping
from explainer.diagnosis.challenge import Answer, Challenge, Identification, identifying, may_be_signature
from explainer.diagnosis.model import Verdict
from explainer.diagnosis.search import Progress
from explainer.exits import Exit
from explainer.intake.answered import answer_in
from explainer.intake.answers_json import Answers, read_answers
from explainer.intake.draft import text_of_bytes
from explainer.languages import LANGUAGES, Language, language
from explainer.render.challenge import DOUBT, INTRODUCTION, handed_out, identified, so_far

_EXAMPLES = """\
examples:
  explainer challenge                    asks, and tells what your code does
  explainer challenge --json             the first request, for programs
  explainer challenge --json --answers answers.json
                                         the next one, or what is known

answers.json is {"answers": [{"challenge": "plain-form", "signature": "..."}]},
with null for the signature if your code stops with an error. An answer may have
"body", the POST data that your code sends if it is another one, and "observed":
{"sha256": "..."}. {"answers": [...], "skipped": ["multipart"]} names what your
code cannot sign. A program goes on until "next" is null."""

_PROMPT = "API-Sign (or: error, skip, body, end): "
_WORDS = """\
Or type error (your code stops with one), skip (it cannot sign such a request),
body (it sends other POST data: say which), end (no more; so does Enter alone)."""
_WRAPPED_AT = (64, 76)
"""Lengths of lines after which an encoder goes on in the next; a terminal holds back a line without end."""
_PASTE = 0.05
"""Seconds within which the further lines of a paste arrive."""

_EXITS = {Verdict.CORRECT: Exit.FINE, Verdict.EXPLAINED: Exit.WRONG, Verdict.UNEXPLAINED: Exit.UNEXPLAINED}


class _End(Exception):
    """The person has had enough."""


def run(arguments: list[str]) -> int:
    """Run the command. Raises InputError or Unusable."""
    options = _read(arguments)
    chosen = language(options.language) if options.language else LANGUAGES[0]
    if not (options.json or options.answers):
        return _Conversation(options.color, chosen).run()
    given = read_answers(Inputs().read(options.answers, "answers")) if options.answers else Answers()
    known = _identified(given.answers, given.skipped)
    if known is None:
        return Exit.INTERRUPTED
    if options.json:
        from explainer.render import challenge_json

        document(challenge_json.document(known, given.answers, language=chosen if options.language else None))
    else:
        sheet = page(options.color)
        if given.answers:
            identified(known, given.answers, sheet, language=chosen)
        if known.next is not None:
            sheet.line()
            handed_out(known.next, len(given.answers) + len(given.skipped) + 1, sheet)
        sys.stdout.write(str(sheet))
    return _EXITS[known.verdict] if given.answers else Exit.FINE


def _read(arguments: list[str]) -> Namespace:
    parser = Parser(
        "challenge",
        "",
        "Find out what your code does wrong without a private key of yours: sign what is asked for.",
        _EXAMPLES,
    )
    parser.add_argument("--json", action="store_true", help="for programs: nothing is asked, JSON comes out")
    parser.add_argument(
        "--answers", metavar="FILE", help="what came out so far, as JSON; - for standard input"
    )
    parser.add_argument("--language", metavar="ID", help="the right code in this language (python)")
    add_color(parser)
    options = parser.read(arguments)
    if options.language is not None:
        options.language = language_id(options.language)
    return options


def _identified(
    answers: Sequence[Answer], skipped: Sequence[Challenge], before: Identification | None = None
) -> Identification | None:
    """Return what fits the answers, None if the search for it was stopped."""
    with ProgressLine() as line, stopping() as stopped:
        for event in identifying(answers, before=before, skipped=skipped):
            if isinstance(event, Progress):
                line.show("Trying several mistakes at once", event.candidates)
                if stopped():
                    return None
            else:
                return event
    return None


class _Conversation:
    """Asks for one signature after the other, at a terminal or from a pipe with a line for each."""

    def __init__(self, color: str, language: Language) -> None:
        self._color = color
        self._language = language
        self._answers: list[Answer] = []
        self._skipped: list[Challenge] = []

    def run(self) -> int:
        """Ask until nothing more is to be learnt, and say what was learnt."""
        sheet = page(self._color)
        sheet.paragraph(INTRODUCTION, indent=0)
        print(sheet, end="")
        print(_WORDS)
        known = _identified((), ())
        try:
            while known is not None and known.next is not None:
                known = self._ask(known.next, known)
        except _End:
            pass
        if known is None:
            return Exit.INTERRUPTED
        if not self._answers:
            raise Unusable("no signature was given", "sign a request with your code and paste the API-Sign")
        if known.body_assumed:
            known = self._ask_for_body(known)
        sheet = page(self._color)
        sheet.line()
        identified(known, self._answers, sheet, language=self._language)
        sys.stdout.write(str(sheet))
        return _EXITS[known.verdict]

    def _ask(self, challenge: Challenge, known: Identification) -> Identification | None:
        """Hand a request out and take what comes back. Raises _End."""
        sheet = page(self._color)
        sheet.line()
        handed_out(challenge, len(self._answers) + len(self._skipped) + 1, sheet)
        sheet.line()
        print(sheet, end="", flush=True)
        answer = self._answer(challenge)
        if answer is None:
            self._skipped.append(challenge)
        else:
            self._answers.append(answer)
        now = _identified(self._answers, self._skipped, known)
        if now is not None and answer is not None and now.next is not None:
            sheet = page(self._color)
            sheet.line()
            so_far(now, sheet)
            print(sheet, end="")
        return now

    def _answer(self, challenge: Challenge) -> Answer | None:
        """Return what was answered, None for a challenge that is skipped. Raises _End."""
        body: bytes | None = None
        while True:
            text = text_of_bytes(_line(_PROMPT))
            word = text.lower()
            if word in ("", "end"):
                raise _End
            if word == "skip":
                return None
            if word == "error":
                return Answer(challenge, None, body)
            if word != "body":
                return Answer(challenge, _asked_about(challenge, answer_in(challenge, text)), body)
            body = _line("POST data that your code sends: ")

    def _ask_for_body(self, known: Identification) -> Identification:
        """Ask what the code sends where it hashes another body than it was given."""
        print("\nThe mistake is in the text that is hashed. It is none if the same text is sent.")
        last = self._answers[-1]
        try:
            body = _line("POST data that your code sends (Enter: exactly what was given): ")
        except _End:
            return known
        self._answers[-1] = last._replace(body=body or last.challenge.request.body)
        return _identified(self._answers, self._skipped) or known


def _asked_about(challenge: Challenge, text: str) -> str:
    """Return an answer; what clearly is no signature is asked about, once, at a terminal."""
    if not sys.stdin.isatty() or may_be_signature(challenge, text):
        return text
    print(f"\n{DOUBT}")
    again = text_of_bytes(_line("Paste it again (Enter: your code gives exactly this): "))
    return answer_in(challenge, again) if again else text


def _line(prompt: str) -> bytes:
    """Ask for a line, or several that are pasted at once. Raises _End at the end of the input."""
    line = read = read_line(prompt)
    if not sys.stdin.isatty():
        print()
    if not read:
        raise _End
    while line.strip() and sys.stdin.isatty():
        more = _more_is_there()
        if not more and len(line.rstrip()) not in _WRAPPED_AT:
            break
        line = read_line("" if more else "the next line of it (Enter: that was all): ")
        read += line
    return read.strip()


def _more_is_there() -> bool:
    """Return whether a terminal already has another line; where that cannot be known, it has none."""
    try:
        return bool(select.select([sys.stdin], [], [], _PASTE)[0])
    except (OSError, ValueError):
        return False
