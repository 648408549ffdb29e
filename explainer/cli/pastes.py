"""Which of the requests of a paste are meant, and which of several values."""

from __future__ import annotations

from argparse import Namespace

from explainer.cli.arguments import one_of, within
from explainer.cli.messages import Unusable
from explainer.intake.draft import Draft
from explainer.intake.pasted import FIELDS, Pasted, PastedRequest
from explainer.intake.writing import code_language
from explainer.languages import Language, language
from explainer.render.reading import LABELS, question, question_entry

_MOST = 1_000


def shown_language(options: Namespace, pasted: Pasted | None) -> Language | None:
    """Return the language that was asked for, else the one that the paste is of; None if nothing says one."""
    if options.language is not None:
        return language(options.language)
    return None if pasted is None else code_language(pasted)


def chosen(pasted: Pasted, options: Namespace, given: Draft) -> list[PastedRequest]:
    """Return the requests that are meant, without conflicts.

    A value that `given` has beside the paste settles a conflict about it. Raises Unusable for a choice that
    there is not, and with the question for one that nobody made.
    """
    requests = list(pasted.requests)
    if options.request is not None:
        number = within(options.request, "--request", int, 1, _MOST)
        if number > len(requests):
            many = "is one request" if len(requests) == 1 else f"are {len(requests)} requests"
            hint = "leave --request out" if len(requests) == 1 else f"give 1 to {len(requests)}"
            raise Unusable(f"there {many} in it, so none with number {number}", hint)
        requests = [requests[number - 1]]
    taken = dict([_choice(argument) for argument in options.take])
    return [_settled(pasted, request, taken, given) for request in requests]


def _choice(argument: str) -> tuple[str, int]:
    """Return field and number of FIELD=N."""
    field, _, number = argument.partition("=")
    field = one_of(field.replace("-", "_"), tuple(FIELDS), "field")
    return field, within(number, f"--take {field}=N", int, 1, _MOST)


def _settled(pasted: Pasted, request: PastedRequest, taken: dict[str, int], given: Draft) -> PastedRequest:
    for conflict in request.conflicts:
        field, many = conflict.field, len(conflict.choices)
        if field in taken:
            if taken[field] > many:
                raise Unusable(f"there is no choice {taken[field]} for {LABELS[field]}", f"there are {many}")
            request = request.choose(field, taken[field] - 1)
        elif getattr(given, field) is None:
            raise Unusable(
                f"the paste has {many} values that may be the {LABELS[field]}; which is meant?",
                f"add --take {field}=1, or the number of another",
                details=question(pasted, conflict),
                data={"questions": [question_entry(pasted, conflict)]},
            )
    return request
