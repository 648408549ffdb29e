"""`explainer diagnose`: from a wrong signature to the mistakes that made it, proven."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from explainer.cli.arguments import Parser, add_color, add_request, language_id, within
from explainer.cli.inputs import Given, Inputs
from explainer.cli.messages import Unusable, complain, complaint, drop_output
from explainer.cli.output import document, page
from explainer.cli.progress import ProgressLine, stopping
from explainer.diagnosing import MISTAKES, SECONDS, diagnose
from explainer.diagnosis.model import Diagnosis, Observed, Verdict
from explainer.errors import InputError
from explainer.exits import Exit
from explainer.intake.case import Case, case_of, others_of, with_claimed_signature
from explainer.intake.draft import Draft, Printed, text_of_bytes
from explainer.intake.observed import as_printed, gives_away
from explainer.intake.writing import as_written
from explainer.languages import LANGUAGES, language
from explainer.render.masking import may_show
from explainer.request import Request
from explainer.secret import Secret

if TYPE_CHECKING:
    from explainer.intake.pasted import Pasted, PastedRequest

_EXAMPLES = """\
examples:
  explainer diagnose paste.txt            a curl command, a log, code, all of it
  explainer diagnose request.json         a request and its signature
  explainer diagnose --signature zo+vr... you signed Kraken's published example
  explainer diagnose request.json --observed sha256=353f9d...
                                          and a value that your code printed
  explainer diagnose request.json --observed-file log.txt
                                          and all that it printed
  explainer diagnose request.json --json  for programs
  explainer challenge                     without a private key of yours

request.json is {"path": "/0/private/Balance", "body": "nonce=1616492376594",
"secret": "...", "signature": "..."}, and may have
"observed": {"sha256": "..."}. A stage is nonce, postdata, sha256, message,
secret, hmac or signature."""

_CHALLENGE = "explainer challenge gives you requests to sign with your code, made with a published key"
_EXITS = {Verdict.CORRECT: Exit.FINE, Verdict.EXPLAINED: Exit.WRONG, Verdict.UNEXPLAINED: Exit.UNEXPLAINED}
_LONGEST = 86_400.0
_MOST = 9


class _Case(NamedTuple):
    """What is to be diagnosed."""

    case: Case
    others: tuple[Request, ...]
    read: PastedRequest | None
    """Where its fields were found in a paste."""
    number: int = 1
    """Which of the given requests it is, counted from 1."""

    @property
    def request(self) -> Request:
        return self.case.request

    def __repr__(self) -> str:
        return "_Case"


def run(arguments: list[str]) -> int:
    """Run the command. Raises InputError or Unusable."""
    options = _read(arguments)
    inputs = Inputs()
    cases, unusable = _cases(options, inputs)
    inputs.conceal([case.request.secret for case in cases])
    found: list[Diagnosis] = []
    with ProgressLine() as line, stopping() as stopped:
        for case in cases:
            found.append(_diagnosed(case, options, line, stopped))
            if stopped():
                break
        interrupted = stopped()
    if inputs.pasted is not None:
        found = [as_written(one, inputs.pasted) for one in found]
    show = _in_json if options.json else _as_report if options.report else _as_text
    try:
        show(list(zip(cases, found, strict=False)), unusable, inputs.pasted, options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The exit code tells the verdict also where the reader has left.
        drop_output()
    for problem in () if options.json else unusable:
        complain(problem)
    codes = [*[_EXITS[one.verdict] for one in found], *[Exit.UNUSABLE for _ in unusable]]
    return Exit.INTERRUPTED if interrupted else max(codes)


def _diagnosed(case: _Case, options: Namespace, line: ProgressLine, stopped: Callable[[], bool]) -> Diagnosis:
    return diagnose(
        case.request,
        case.case.observed,
        others=case.others,
        **case.case.sent,
        seconds=options.seconds,
        max_mistakes=options.max_mistakes,
        every_level=options.all,
        progress=line.step,
        cancelled=stopped,
    )


def _read(arguments: list[str]) -> Namespace:
    parser = Parser(
        "diagnose",
        "[FILE]",
        "Find out which mistakes made a wrong signature, and prove it by making them again.",
        _EXAMPLES,
    )
    add_request(parser)
    group = parser.add_argument_group("what your code made of it")
    group.add_argument("--signature", metavar="TEXT", help="the API-Sign in question, to the letter")
    group.add_argument(
        "--observed",
        metavar="[STAGE=]TEXT",
        action="append",
        default=[],
        help="a value it printed on the way, in any notation; can be repeated",
    )
    group.add_argument(
        "--observed-file",
        metavar="FILE",
        action="append",
        default=[],
        help="what it printed: a log, a dump, or a value's bytes; can be repeated",
    )
    group.add_argument(
        "--other",
        metavar="FILE",
        action="append",
        default=[],
        help="another request whose signature it may be; can be repeated",
    )
    group = parser.add_argument_group("how to search")
    group.add_argument("--seconds", metavar="N", default=f"{SECONDS}", help=f"for how long ({SECONDS:.0f})")
    group.add_argument(
        "--max-mistakes", metavar="N", default=f"{MISTAKES}", help=f"how many at once ({MISTAKES})"
    )
    group.add_argument(
        "--all", action="store_true", help="go on after the first explanations, and tell all in full"
    )
    group = parser.add_argument_group("what to show")
    group.add_argument("--json", action="store_true", help="everything as JSON")
    group.add_argument(
        "--report", action="store_true", help="as Markdown to be posted: shown on a published request"
    )
    group.add_argument(
        "--language", metavar="ID", help="the right code in this language (the paste's, or python)"
    )
    add_color(group)
    options = parser.read(arguments)
    options.seconds = within(options.seconds, "--seconds", float, 0.0, _LONGEST)
    options.max_mistakes = within(options.max_mistakes, "--max-mistakes", int, 0, _MOST)
    if options.report and options.json:
        raise Unusable("--report and --json are two ways to show a diagnosis", "leave one out")
    if options.language is not None:
        options.language = language_id(options.language)
    return options


def _cases(options: Namespace, inputs: Inputs) -> tuple[list[_Case], list[Unusable]]:
    """Return what is to be diagnosed, one case for each request that was given, and what cannot be.

    Raises the first problem if there is no case.
    """
    given = inputs.given(options)
    printed = [_printed(argument) for argument in options.observed]
    dumps: list[Observed] = []
    for file in options.observed_file:
        data = inputs.read(file, "what your code printed")
        try:
            printed.append(Printed("", data.decode("utf-8-sig")))
        except UnicodeDecodeError:
            dumps.append(Observed("", (data,)))
    signature = _text(options.signature) if options.signature is not None else None
    cases, unusable = [], []
    for number, one in enumerate(given, 1):
        try:
            cases.append(_case(one, printed, dumps, signature, inputs)._replace(number=number))
        except (InputError, Unusable) as why:
            if len(given) == 1:
                raise
            unusable.append(_numbered(why, number))
    if not cases:
        raise unusable[0]
    _refuse_keys(map(_printed, options.observed), [case.request.secret for case in cases])
    others = _others(options.other, cases[0].request, inputs)
    known = [*[case.request for case in cases], *others]
    return [case._replace(others=others_of(case.request, known)) for case in cases], unusable


def _numbered(why: InputError | Unusable, number: int) -> Unusable:
    """Return what cannot be used with the number of its request among several."""
    if isinstance(why, InputError):
        return Unusable(f"request {number}: {why.field}: {why.problem}", why.hint)
    return Unusable(f"request {number}: {why.problem}", why.hint, details=why.details, data=why.data)


def _case(
    given: Given, printed: Sequence[Printed], dumps: Sequence[Observed], signature: str | None, inputs: Inputs
) -> _Case:
    draft = given.draft._replace(observed=(*(given.draft.observed or ()), *printed) or None)
    if signature is not None:
        draft = draft._replace(signature=signature)
    draft = with_claimed_signature(draft)
    if draft.signature is None and not (draft.observed or dumps):
        raise _without_signature(draft, given, inputs)
    if not draft.without_request:
        draft = inputs.whole(draft, given.read, needs_secret=draft.signature is not None)
    return _Case(case_of(draft, dumps), (), given.read)


def _without_signature(draft: Draft, given: Given, inputs: Inputs) -> Unusable:
    """Return that there is nothing to diagnose, what code in it looks like, and what to add."""
    text, data = inputs.what_was_read(draft, given.read)
    seen = inputs.mistakes_seen
    problem = "there is nothing to diagnose: no signature, and no value that your code printed"
    hint = (
        "explainer diagnose - takes what you paste, a FILE what is in it, and --signature and --observed"
        f" add to it. Without a private key of yours: {_CHALLENGE}"
    )
    if seen:
        many = "a mistake" if seen == 1 else f"{seen} mistakes"
        problem = f"this code looks like {many}; only a signature that it made can prove that"
        hint = f"add an API-Sign that it made, and its request, or a value that it printed. {_CHALLENGE}"
    return Unusable(problem, hint, details=text, data=data)


def _printed(argument: str) -> Printed:
    """Return a printed value of the command line. Raises Unusable for one that may be a private key."""
    printed = as_printed(_text(argument))
    _refuse_keys([printed])
    return printed


def _refuse_keys(printed: Iterable[Printed], secrets: Sequence[Secret] = ()) -> None:
    """Raise Unusable for a value that is, or may be, a private key."""
    for one in printed:
        if gives_away(one, secrets):
            what = "this is" if one.stage else "this is, or may be,"
            no_key = "" if one.stage else ". If it is none, say what it is: --observed hmac=..., for instance"
            raise Unusable(
                "a private key's bytes are not taken from the command line: they would stay in the shell's"
                f" history and in the list of processes, and {what} such a value of --observed",
                "use --observed-file, or observed in the JSON. If this was a real key, make a new one"
                + no_key,
            )


def _others(files: Sequence[str], request: Request, inputs: Inputs) -> list[Request]:
    """Return the other requests, with the key of this one if they have none."""
    from explainer.intake.paste import read_any

    others = []
    for file in files:
        read = read_any(inputs.read(file, "another request"))
        drafts = [read] if isinstance(read, Draft) else [one.draft for one in read.requests]
        others += [inputs.completed(draft.over(Draft(secret=request.secret))) for draft in drafts]
    return others


def _text(argument: str) -> str:
    """Return an argument's text; one that is no valid text has a character for each of its bytes."""
    return text_of_bytes(os.fsencode(argument))


def _in_json(
    found: Sequence[tuple[_Case, Diagnosis]],
    unusable: Sequence[Unusable],
    pasted: Pasted | None,
    options: Namespace,
) -> None:
    from explainer.render import diagnosis_json
    from explainer.render.reading import read_entry

    chosen = language(options.language) if options.language else None
    documents = []
    for case, one in found:
        data = diagnosis_json.document(
            one, others=case.others, language=chosen, show_secret=may_show(case.request)
        )
        if pasted is not None and case.read is not None:
            data["read"] = read_entry(pasted, case.read)
        documents.append(data)
    documents += [{"error": complaint(problem)} for problem in unusable]
    document(documents[0] if len(documents) == 1 else diagnosis_json.several(documents))


def _as_report(
    found: Sequence[tuple[_Case, Diagnosis]],
    unusable: Sequence[Unusable],
    pasted: Pasted | None,
    options: Namespace,
) -> None:
    from explainer.cli.pastes import shown_language
    from explainer.render.report import report

    chosen = shown_language(options, pasted) or LANGUAGES[0]
    sys.stdout.write("\n".join([report(one, language=chosen) for _, one in found]))


def _as_text(
    found: Sequence[tuple[_Case, Diagnosis]],
    unusable: Sequence[Unusable],
    pasted: Pasted | None,
    options: Namespace,
) -> None:
    from explainer.cli.pastes import shown_language
    from explainer.intake.writing import without_code
    from explainer.render.diagnosis import diagnosis
    from explainer.render.hints import hints, in_code
    from explainer.render.reading import reading

    sheet = page(options.color)
    spoken = shown_language(options, pasted)
    if options.language is None and pasted is not None:
        sheet.pasted_in, sheet.wanted = spoken, without_code(pasted)
    sheet.in_code = {} if pasted is None else in_code(pasted)
    chosen = spoken or LANGUAGES[0]
    many = len(found) + len(unusable)
    for case, one in found:
        if case is not found[0][0]:
            sheet.line()
        if many > 1 and pasted is not None and case.read is not None:
            sheet.title(f"Request {case.number} of {many}", f"line {pasted.line(case.read.start)}")
        diagnosis(
            one,
            sheet,
            language=chosen,
            others=case.others,
            everything=options.all,
            show_secret=may_show(case.request),
        )
        if pasted is not None and case.read is not None:
            hints(pasted, sheet, one)
            reading(pasted, case.read, sheet)
    sys.stdout.write(str(sheet))
