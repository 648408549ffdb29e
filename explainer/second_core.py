"""A second process that searches half of the levels that take long."""

from __future__ import annotations

import os
from collections.abc import Iterator
from math import inf
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from explainer.diagnosis.investigate import Report
from explainer.diagnosis.outputs import pasted
from explainer.diagnosis.search import DIVIDED, Found, Search
from explainer.diagnosis.streams import Share
from explainer.pipeline.run import plain_inputs
from explainer.request import Request
from explainer.wire import Child, Gone, Wire

OURS = Share((0, 2, 4), 5)
"""The larger half: the second process has to be started, and makes the first levels for itself."""
_EVERY = 50
"""Of so many reports on progress one is sent."""


class SecondCore:
    """The process, seen from the one who started it. Leaving the `with` block ends it."""

    def __init__(self, request: Request, most: int, *, every_level: bool = False) -> None:
        """Start it on a request that has a signature, for the levels from `DIVIDED` to `most`.

        Raises OSError if there can be no other process.
        """
        self._child = Child(__name__)
        self._told: SimpleQueue[Report] = SimpleQueue()
        self._most = most
        self._report = Report()
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()
        task = {
            "inputs": plain_inputs(request),
            "signature": pasted(request.signature or ""),
            "most": most,
            "every_level": every_level,
        }
        try:
            self._child.wire.send(task)
        except Gone:
            self.end()

    def __enter__(self) -> SecondCore:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def process_id(self) -> int:
        return self._child.process_id

    @property
    def running(self) -> bool:
        """Whether there may be more to report."""
        return self._listener.is_alive()

    def report(self) -> Report:
        """Return what it has done by now, without waiting."""
        ended = not self.running
        while True:
            try:
                told = self._told.get_nowait()
            except Empty:
                lost = ended and self._report.finished < self._most
                return self._report._replace(lost=lost)
            self._report = told._replace(found=(*self._report.found, *told.found))

    def end(self) -> None:
        """End it and wait until it is gone."""
        self._child.end()
        self._listener.join()

    def _listen(self) -> None:
        try:
            while True:
                self._told.put(self._child.wire.receive())
        except Gone:
            return


def reports(task: dict[str, Any]) -> Iterator[Report]:
    """Do the other half of the search and yield what there is to tell: of what was found, what is new."""
    search = Search(task["inputs"], task["signature"])
    fresh: list[tuple[str, ...]] = []
    number, best, last = 0, inf, Report()
    for level in range(DIVIDED, task["most"] + 1):
        whole = last.complete_up_to == level - 1
        for event in search.run(
            level, least=level, every_level=task["every_level"], best=best, share=OURS.other
        ):
            if isinstance(event, Found):
                best = min(best, event.cost)
                fresh.append(tuple([mistake.id for mistake in event.mistakes]))
                continue
            number += 1
            complete = event.complete_up_to if whole else last.complete_up_to
            last = last._replace(candidates=event.candidates, complete_up_to=complete)
            if fresh or number % _EVERY == 0:
                yield last._replace(found=tuple(fresh))
                fresh.clear()
        last = last._replace(finished=level)
        yield last._replace(found=tuple(fresh))
        fresh.clear()


def main() -> None:
    """Take one task, tell about it step by step, and end when nobody listens any more."""
    wire = Wire.to_starter()

    def end_with_the_input() -> None:
        try:
            wire.receive()
        except Gone:
            os._exit(0)

    task = wire.receive()
    Thread(target=end_with_the_input, daemon=True).start()
    for report in reports(task):
        wire.send(report)
