"""A second process that searches half of the levels that take long.

It gets everything on its standard input, the private key among it: nothing stands on a command line
or in the environment. It ends with its input, so it cannot outlive the one who started it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator
from math import inf
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any

from explainer.diagnosis.investigate import Report, pasted
from explainer.diagnosis.search import DIVIDED, Found, Search
from explainer.diagnosis.streams import Share
from explainer.pipeline.run import plain_inputs
from explainer.request import Request

_HERE = str(Path(__file__).resolve().parent.parent)
OURS = Share((0, 2, 4), 5)
"""The larger half: the second process has to be started, and makes the first levels for itself."""
_EVERY = 50
"""Of so many reports on progress one is sent."""


class SecondCore:
    """The process, seen from the one who started it. Leaving the `with` block ends it."""

    def __init__(
        self, request: Request, most: int, *, least: int = DIVIDED, every_level: bool = False
    ) -> None:
        """Start it on a request that has a signature, for the levels from `least` to `most`.

        Raises OSError if there can be no other process.
        """
        inputs = {name: b64encode(value).decode() for name, value in plain_inputs(request).items()}
        task = {
            "inputs": inputs,
            "signature": b64encode(pasted(request.signature or "")).decode(),
            "least": least,
            "most": most,
            "every_level": every_level,
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([_HERE, *sys.path])},
        )
        self._lines: SimpleQueue[str] = SimpleQueue()
        self._most = most
        self._report = _before(least)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._listener = Thread(target=self._listen, args=(self._process.stdout,), daemon=True)
        self._listener.start()
        try:
            self._process.stdin.write(json.dumps(task) + "\n")
            self._process.stdin.flush()
        except OSError:
            self.end()

    def __enter__(self) -> SecondCore:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def process_id(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether there may be more to report."""
        return self._process.poll() is None or self._listener.is_alive()

    def report(self) -> Report:
        """Return what it has done by now, without waiting."""
        ended = not self.running
        while True:
            try:
                told: dict[str, Any] = json.loads(self._lines.get_nowait())
            except Empty:
                lost = ended and self._report.finished < self._most
                return self._report._replace(lost=lost)
            found = tuple([tuple(ids) for ids in told.pop("found")])
            self._report = Report(**told, found=(*self._report.found, *found))

    def end(self) -> None:
        """End it and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _listen(self, output: IO[str]) -> None:
        try:
            for line in output:
                self._lines.put(line)
        except ValueError:
            return


def _before(level: int) -> Report:
    """Return what there is to tell before a level."""
    return Report(complete_up_to=level - 1, finished=level - 1)


def reports(task: dict[str, Any]) -> Iterator[Report]:
    """Do the other half of the search and yield what there is to tell."""
    inputs = {name: b64decode(value) for name, value in task["inputs"].items()}
    search = Search(inputs, b64decode(task["signature"]))
    fresh: list[tuple[str, ...]] = []
    number, best, last = 0, inf, _before(task["least"])
    for level in range(task["least"], task["most"] + 1):
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
    """Read one task, tell about it line by line, and stop when nobody reads any more."""

    def end_with_the_input() -> None:
        sys.stdin.read()
        os._exit(0)

    task = json.loads(sys.stdin.readline())
    Thread(target=end_with_the_input, daemon=True).start()
    for report in reports(task):
        print(json.dumps(report._asdict()), flush=True)


if __name__ == "__main__":
    main()
