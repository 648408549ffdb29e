"""The one list of keys: the bindings, the footer, the help screen and the README's table read it."""

from __future__ import annotations

from collections.abc import Callable

from explainer.tui.keys.asking import CHALLENGE_KEYS, PRACTICE_KEYS
from explainer.tui.keys.debug import DEBUG_KEYS, DEBUGGING, REPORT_KEYS
from explainer.tui.keys.model import Context, Key, bindings, key_name, short_name
from explainer.tui.keys.tutorial import EDIT_KEYS, FIELD_KEYS, KEYS, SEARCH_KEYS, SHARED_KEYS

__all__ = [
    "ALL_KEYS",
    "CHALLENGE_KEYS",
    "DEBUG_KEYS",
    "EDIT_KEYS",
    "FIELD_KEYS",
    "KEYS",
    "PRACTICE_KEYS",
    "REPORT_KEYS",
    "SEARCH_KEYS",
    "SHARED_KEYS",
    "Context",
    "Groups",
    "Key",
    "Works",
    "any_works",
    "bindings",
    "footer",
    "grouped",
    "key_name",
    "markdown_table",
    "short_name",
]

Groups = list[tuple[str, list[Key]]]
"""Keys by the heading that they stand under."""

ALL_KEYS: tuple[Key, ...] = (
    *(*KEYS, *FIELD_KEYS, *EDIT_KEYS, *SEARCH_KEYS),
    *(*DEBUG_KEYS, *REPORT_KEYS, *CHALLENGE_KEYS, *PRACTICE_KEYS),
)


_OWN = {
    Context.FIELDS: FIELD_KEYS,
    Context.SEARCH: SEARCH_KEYS,
    Context.EDIT: FIELD_KEYS,
    **dict.fromkeys(DEBUGGING, DEBUG_KEYS),
    Context.REPORT: REPORT_KEYS,
    **dict.fromkeys((Context.CHALLENGE, Context.ANSWER, Context.JUDGED), CHALLENGE_KEYS),
    **dict.fromkeys((Context.PRACTICE, Context.GRADED), PRACTICE_KEYS),
}
"""The keys that are bound before those of the tutorial."""

_GROUPS = {Context.LIST: "Mistakes"}
"""The group of tutorial keys that matters most, where it is not the first."""

Works = Callable[[str], bool]
"""Returns whether the action with a name can do anything now."""


def any_works(action: str) -> bool:
    """Say of each action that it does something."""
    return True


def footer(context: Context, works: Works = any_works) -> tuple[Key, ...]:
    """Return what the footer shows of the keys that work, the most important first."""
    keys = [key for key in (*_OWN.get(context, ()), *KEYS) if context in key.footer]
    return tuple([key for key in keys if works(key.action.partition("(")[0])])


def grouped(context: Context = Context.STAGE) -> Groups:
    """Return all keys by group: first what a person is doing, then in the order in which people are told."""
    groups: dict[str, list[Key]] = {}
    for key in ALL_KEYS:
        groups.setdefault(key.group, []).append(key)
    first = _OWN[context][0].group if context in _OWN else _GROUPS.get(context, "")
    return sorted(groups.items(), key=lambda group: group[0] != first)


def markdown_table() -> str:
    """Return the table of keys that the README shows."""
    lines = ["| Key | What it does |", "|---|---|"]
    for group, keys in grouped():
        lines.append(f"| **{group}** | |")
        for key in keys:
            names = [key.together] if key.together else [key_name(name) for name in key.keys]
            lines.append(f"| {' '.join([f'`{name}`' for name in names])} | {key.words} |")
    return "\n".join(lines) + "\n"
