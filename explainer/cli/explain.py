"""`explainer explain`: the seven stages of one request, right or with mistakes, as text or JSON."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from explainer.cli.arguments import STAGE_IDS, Parser, add_color, add_request, language_id, one_of
from explainer.cli.inputs import Inputs
from explainer.cli.messages import Unusable, say
from explainer.cli.output import document, page
from explainer.errors import InputError
from explainer.example import EXAMPLE
from explainer.exits import Exit
from explainer.pipeline.run import Trace, choose, explain
from explainer.render.masking import may_show
from explainer.render.visible import as_text
from explainer.request import Request

if TYPE_CHECKING:
    from explainer.diagnosis.checks import Check
    from explainer.intake.draft import Draft
    from explainer.intake.pasted import Pasted
    from explainer.render.json import Document
    from explainer.render.page import Page

# What only some options need is imported where it is used: the plain command has to start fast.

_EXAMPLES = """\
examples:
  explainer explain                            Kraken's published example
  explainer explain request.json               a request of your own
  explainer explain curl.txt                   from a curl command, a log ...
  explainer explain --path /0/private/Balance --body nonce=1616492376594
                                               asks for the private key
  explainer explain --stage sha256             the digest and nothing else
  explainer explain --stage message --raw | xxd
                                               its bytes
  explainer explain --mistake digest-as-hex    a mistake beside the right way
  explainer explain --article                  an article's wrong recipe
  explainer explain --json | jq -r .signature  for programs"""

# Stages whose value is text; the others give bytes, also where these could be read as text.
_TEXT_STAGES = ("nonce", "postdata", "signature")


def run(arguments: list[str]) -> int:
    """Run the command. Raises InputError or Unusable."""
    options = _read(arguments)
    inputs = Inputs()
    given = inputs.one(options)
    request = inputs.signed(given)
    inputs.conceal([request.secret])
    show_secret = may_show(request, reveal=options.reveal)
    right = explain(request)
    wrong = _with_mistakes(right, options)
    checks = _checks(request, given.draft)
    if options.stage is not None:
        _one_stage(wrong or right, checks, options, show_secret)
    elif options.json:
        data = _json(right, wrong, checks, options, show_secret)
        if inputs.pasted is not None and given.read is not None:
            from explainer.render.reading import read_entry

            data["read"] = read_entry(inputs.pasted, given.read)
        document(data)
    else:
        sheet = _text(right, wrong, checks, options, show_secret, inputs.pasted)
        if inputs.pasted is not None and given.read is not None:
            from explainer.render.hints import hints
            from explainer.render.reading import reading

            hints(inputs.pasted, sheet)
            reading(inputs.pasted, given.read, sheet)
        sys.stdout.write(str(sheet))
    return Exit.FINE


def _read(arguments: list[str]) -> Namespace:
    parser = Parser(
        "explain",
        "[FILE]",
        "Sign a request and show all seven stages: what goes in, what comes out, and why.",
        _EXAMPLES,
    )
    add_request(parser)
    group = parser.add_argument_group("what to show")
    group.add_argument("--json", action="store_true", help="everything as JSON")
    group.add_argument("--stage", metavar="ID", help=f"this stage's value alone: {', '.join(STAGE_IDS)}")
    group.add_argument("--raw", action="store_true", help="with --stage, the bytes as they are")
    group.add_argument(
        "--mistake", metavar="ID", action="append", default=[], help="with this mistake; can be repeated"
    )
    group.add_argument(
        "--article", action="store_true", help="with all mistakes of an article, point by point"
    )
    group.add_argument("--language", metavar="ID", help="the right code, too, for instance in python")
    group.add_argument("--reveal", action="store_true", help="show the private key's bytes")
    add_color(group)
    options = parser.read(arguments)
    if options.stage is not None:
        one_of(options.stage, STAGE_IDS, "stage")
        if options.json:
            raise Unusable("--stage and --json are two ways to show a value", "leave one out")
    elif options.raw:
        raise Unusable("--raw is about one stage's value", "add --stage ID")
    if options.language is not None:
        options.language = language_id(options.language)
        if options.stage is not None:
            raise Unusable("--stage shows a value and nothing else", "leave --language out")
    if options.mistake:
        _refuse_unknown(options.mistake)
    return options


def _refuse_unknown(ids: Sequence[str]) -> None:
    """Raise Unusable for an id that no mistake has."""
    from explainer.pipeline.catalogue import MISTAKES
    from explainer.stages import NOTES

    for id in ids:
        if any(note.id == id for note in NOTES):
            raise Unusable(
                f"{id} is a note, not a mistake: it changes no byte, so there is nothing to make",
                f"explainer mistakes {id} tells all about it",
            )
        one_of(id, tuple(mistake.id for mistake in MISTAKES), "mistake")


def _with_mistakes(right: Trace, options: Namespace) -> Trace | None:
    """Return the trace with the mistakes that were asked for, None without any."""
    ids = [*options.mistake]
    if options.article:
        from explainer.article import ARTICLE_MISTAKES

        ids = [*ARTICLE_MISTAKES, *ids]
    if not ids:
        return None
    try:
        choose(ids)
    except ValueError as error:
        raise Unusable(str(error), "leave one of them out") from None
    try:
        return explain(right.request, ids)
    except ValueError as error:
        raise _refused(right.request, ids, error) from None


def _refused(request: Request, ids: Sequence[str], error: ValueError) -> Unusable:
    """Return what to say about mistakes that cannot be made, of the one that stands in the way."""
    from explainer.pipeline.catalogue import mistake
    from explainer.render.entries import why_not

    culprits = [id for id in ids if _can_be_made(request, [other for other in ids if other != id])]
    if not culprits:
        return Unusable(
            f"{', '.join(ids)} cannot be made together here", "explainer mistakes ID says what each needs"
        )
    found = mistake(culprits[0])
    hint = f"explainer mistakes {found.id} tells all about it"
    if isinstance(error, InputError):
        hint = f"it needs {found.needs}: add --mistake secret-not-decoded, for instance"
    elif found.needs:
        hint = f"it needs {found.needs}; {hint}"
    return Unusable(f"{found.id} cannot be made here: {why_not(found, error)}", hint)


def _can_be_made(request: Request, ids: Sequence[str]) -> bool:
    try:
        explain(request, ids)
    except ValueError:
        return False
    return True


def _checks(request: Request, draft: Draft) -> list[Check]:
    """Return the errors and warnings about a request; the published example has none."""
    if request == EXAMPLE:
        return []
    from explainer.diagnosis.checks import check

    found = check(request, content_type=draft.content_type, method=draft.method, sent_body=draft.sent_body)
    return [one for one in found if one.severity != "hint"]


def _one_stage(trace: Trace, checks: Sequence[Check], options: Namespace, show_secret: bool) -> None:
    if checks:
        from explainer.render.checks import field

        for check in checks:
            say(f"{check.severity}: {field(check)}: {check.message}")
    value = trace.step(options.stage).value
    if value.secret and not show_secret:
        raise Unusable(
            f"the value of stage {options.stage} is made of the private key and is not shown",
            "add --reveal if nobody else sees this screen or file",
        )
    if options.raw:
        sys.stdout.flush()
        sys.stdout.buffer.write(value.data)
        sys.stdout.buffer.flush()
        return
    shown = as_text(value.data) if options.stage in _TEXT_STAGES else None
    if shown is None:
        if options.stage in _TEXT_STAGES:
            say("this value is no plain text, so here it is as hex; --raw gives the bytes")
        shown = value.data.hex()
    print(shown)


def _text(
    right: Trace,
    wrong: Trace | None,
    checks: Sequence[Check],
    options: Namespace,
    show_secret: bool,
    pasted: Pasted | None,
) -> Page:
    """Return the page, with code if a language was asked for, or to mend a mistake in a paste of one."""
    sheet = page(options.color)
    chosen = None
    if options.language is not None or (pasted is not None and wrong is not None):
        from explainer.cli.pastes import shown_language

        chosen = shown_language(options, pasted)
        sheet.pasted_in = chosen if options.language is None else None
    if options.article:
        from explainer.article import HEX_ARTICLE
        from explainer.render.points import points

        points(HEX_ARTICLE, sheet)
        sheet.line()
    if wrong is not None:
        from explainer.render.difference import difference

        difference(right, wrong, sheet, show_secret=show_secret, language=chosen)
    else:
        from explainer.render.text import explanation

        explanation(right, sheet, show_secret=show_secret, language=chosen)
    if checks:
        from explainer.render.checks import standing_out

        standing_out(checks, sheet)
    return sheet


def _json(
    right: Trace, wrong: Trace | None, checks: Sequence[Check], options: Namespace, show_secret: bool
) -> Document:
    from explainer.render import json

    if wrong is None:
        data = json.explanation(right, show_secret=show_secret)
    else:
        data = json.comparison(right, wrong, show_secret=show_secret)
    data["checks"] = []
    if checks:
        from explainer.render.checks import check_entry

        data["checks"] = [check_entry(check) for check in checks]
    if options.article:
        from explainer.article import HEX_ARTICLE

        data["article"] = json.article_entry(HEX_ARTICLE)
    if options.language is not None:
        from explainer.languages import language, stage_code

        chosen = language(options.language)
        for stage in data["stages"]:
            stage["code"] = stage_code(chosen, stage["id"], right.request)
    return data
