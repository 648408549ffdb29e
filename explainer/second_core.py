"""A second process that searches half of what is deeper than the exhaustive levels.

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
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any, NamedTuple

from explainer.diagnosis.investigate import pasted
from explainer.diagnosis.search import EXHAUSTIVE, Found, Progress, Search
from explainer.diagnosis.streams import Share
from explainer.pipeline.run import plain_inputs
from explainer.request import Request

_HERE = str(Path(__file__).resolve().parent.parent)
OURS, THEIRS = Share(0, 2), Share(1, 2)
_EVERY = 50
"""Of so many reports on progress one is sent."""


class Report(NamedTuple):
    """What the second process has done by now."""

    candidates: int
    complete_up_to: int
    found: tuple[tuple[str, ...], ...]


class SecondCore:
    """The process, seen from the one who started it. Leaving the `with` block ends it."""

    def __init__(self, request: Request, most: int, *, every_level: bool) -> None:
        """Start it on a request that has a signature."""
        inputs = {name: b64encode(value).decode() for name, value in plain_inputs(request).items()}
        task = {
            "inputs": inputs,
            "signature": b64encode(pasted(request.signature or "")).decode(),
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
        self._report = Report(0, EXHAUSTIVE, ())
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        Thread(target=self._listen, args=(self._process.stdout,), daemon=True).start()
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
        return self._process.poll() is None

    def report(self) -> Report:
        """Return what it has done by now, without waiting."""
        while True:
            try:
                told: dict[str, Any] = json.loads(self._lines.get_nowait())
            except Empty:
                return self._report
            found = tuple([tuple(ids) for ids in told["found"]])
            self._report = Report(told["candidates"], told["complete_up_to"], (*self._report.found, *found))

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


def reports(task: dict[str, Any]) -> Iterator[Report]:
    """Do the other half of the search and yield what there is to tell."""
    inputs = {name: b64decode(value) for name, value in task["inputs"].items()}
    search = Search(inputs, b64decode(task["signature"]))
    found: list[tuple[str, ...]] = []
    number, last = 0, Report(0, EXHAUSTIVE, ())
    for event in search.run(
        task["most"], least=EXHAUSTIVE + 1, every_level=task["every_level"], share=THEIRS
    ):
        if isinstance(event, Found):
            found.append(tuple([mistake.id for mistake in event.mistakes]))
        elif isinstance(event, Progress):
            number += 1
            last = Report(event.candidates, event.complete_up_to, tuple(found))
            if found or number % _EVERY == 0:
                yield last
                found.clear()
    yield last._replace(found=tuple(found))


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
