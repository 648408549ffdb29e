"""`explainer mistakes`: the catalogue, or one entry of it in full."""

from __future__ import annotations

import sys

from explainer.cli.arguments import STAGE_IDS, Parser, add_color, one_of
from explainer.cli.messages import Unusable, quoted, suggestion
from explainer.cli.output import document, page
from explainer.exits import Exit
from explainer.pipeline.catalogue import MISTAKES, decision_of, with_words
from explainer.render.entries import listing, mistake_in_full, note_in_full
from explainer.render.json import SCHEMA_VERSION, mistake_entry, note_entry, on_example
from explainer.stages import NOTES

_EXAMPLES = """\
examples:
  explainer mistakes                 all that people do wrong, by stage
  explainer mistakes --stage sha256  at one stage
  explainer mistakes digest-as-hex   one in full, and what it gives
  explainer mistakes line feed       those with these words
  explainer mistakes --json          for programs"""


def run(arguments: list[str]) -> int:
    """Run the command. Raises Unusable."""
    parser = Parser(
        "mistakes", "[ID | WORD...]", "What people do wrong on the way to an API-Sign.", _EXAMPLES
    )
    parser.add_argument("words", metavar="WORD", nargs="*", help="the id of a mistake or a note, or words")
    parser.add_argument("--stage", metavar="ID", help=f"one of {', '.join(STAGE_IDS)}")
    parser.add_argument("--json", action="store_true", help="as JSON")
    add_color(parser)
    options = parser.read(arguments)
    if options.stage is not None:
        one_of(options.stage, STAGE_IDS, "stage")
    ids = (*(x.id for x in MISTAKES), *(x.id for x in NOTES))
    text = " ".join(options.words)
    in_full = text in ids
    if in_full and options.stage is not None:
        raise Unusable("one entry, or one stage?", "leave out --stage or the id")
    wanted = {text} if in_full else with_words(text)
    mistakes = [x for x in MISTAKES if options.stage in (None, decision_of(x).stage) and x.id in wanted]
    notes = [x for x in NOTES if options.stage in (None, x.stage) and x.id in wanted]
    if options.words and not (text.strip() and (mistakes or notes)):
        hint = suggestion("-".join(text.split()), list(ids)) or "explainer mistakes lists them"
        raise Unusable(f"there is no mistake or note {quoted(text)}, and none with these words", hint)
    if options.json:
        document(
            {
                "schema_version": SCHEMA_VERSION,
                "mistakes": [mistake_entry(x) | {"on_example": on_example(x)} for x in mistakes],
                "notes": [note_entry(x) for x in notes],
            }
        )
        return Exit.FINE
    sheet = page(options.color)
    if not in_full:
        listing(mistakes, notes, sheet)
    for mistake in mistakes if in_full else ():
        mistake_in_full(mistake, sheet)
    for note in notes if in_full else ():
        note_in_full(note, sheet)
    sys.stdout.write(str(sheet))
    return Exit.FINE
