"""The palette's commands, found by their names, and by what they do."""

from __future__ import annotations

from textual.command import Hit, Hits
from textual.system_commands import SystemCommandsProvider

_BY_WORDS = 0.001
"""Score of a command that has the words in what it does: less than any that has them in its name."""


class Commands(SystemCommandsProvider):
    """Searches the names as they are spelled in haste, and the words about them as they stand."""

    async def search(self, query: str) -> Hits:
        """Yield the commands that fit."""
        matcher = self.matcher(query)
        wanted = query.casefold().split()
        for name, words, callback, *_ in self.app.get_system_commands(self.screen):
            score = matcher.match(name)
            told = f"{name} {words}".casefold()
            if score > 0 or all(word in told for word in wanted):
                yield Hit(score or _BY_WORDS, matcher.highlight(name), callback, help=words)
