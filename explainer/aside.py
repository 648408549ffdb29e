"""A process that diagnoses beside the one that shows the screens, which has Python to itself then."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import SimpleQueue
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from explainer.diagnosing import diagnose, usable_cores
from explainer.diagnosis.investigate import Step
from explainer.diagnosis.model import Diagnosis, Observed
from explainer.request import Request
from explainer.wire import Child, Gone, Wire

_BETWEEN = 0.2
"""Seconds between two steps that are told."""
_STOP = "stop"


class Aside:
    """Diagnoses in a process of its own, started when it is first needed.

    Leaving the `with` block ends it.
    """

    def __init__(self) -> None:
        self._child: Child | None = None
        self._turn = Lock()
        self._change = Lock()
        self._over = False

    def __enter__(self) -> Aside:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def process_id(self) -> int | None:
        """The process, if there is one."""
        return None if self._child is None else self._child.process_id

    def diagnose(
        self,
        request: Request,
        observed: Sequence[Observed] = (),
        *,
        progress: Callable[[Step], None],
        cancelled: Callable[[], bool],
        **options: Any,
    ) -> Diagnosis:
        """Do what `explainer.diagnosing.diagnose` does with the same arguments, and wait for it.

        For a thread: one that comes while another one's search runs waits until that has ended. Where
        there can be no other process, it is searched here. Raises Gone if the process ended before its
        time (the next search starts another), and RuntimeError if it failed: neither says anything of what
        was searched.
        """
        with self._turn:
            try:
                wire = self._wire()
            except OSError:
                return diagnose(request, observed, progress=progress, cancelled=cancelled, **options)
            try:
                found = _told(wire, (request, tuple(observed), options), progress, cancelled)
            except BaseException:
                # Whatever broke off here, what the process still tells is about a search that is over.
                self._let_go()
                raise
        if isinstance(found, str):
            raise RuntimeError(found)
        return found

    def start(self) -> None:
        """Start the process before it is needed, if there can be one."""
        with self._turn, suppress(OSError, Gone):
            self._wire()

    def _wire(self) -> Wire:
        with self._change:
            if self._over:
                raise Gone
            if self._child is None:
                self._child = Child(__name__)
            return self._child.wire

    def end(self) -> None:
        """End the process and wait until it is gone. There will be no other."""
        self._over = True
        self._let_go()

    def _let_go(self) -> None:
        with self._change:
            if self._child is not None:
                self._child.end()
                self._child = None


def _told(
    wire: Wire,
    task: tuple[Request, tuple[Observed, ...], dict[str, Any]],
    progress: Callable[[Step], None],
    cancelled: Callable[[], bool],
) -> Diagnosis | str:
    """Return what was found, or the kind of error that the process met."""
    wire.request = None
    wire.send(task)
    wire.request = task[0]
    stopped = False
    while True:
        told = wire.receive()
        if isinstance(told, Diagnosis | str):
            return told
        progress(told)
        if cancelled() and not stopped:
            stopped = True
            wire.send(_STOP)


def main() -> None:
    """Do one task after the other, and end when nobody asks any more."""
    # A search has no cycles, and looking for them among all that it keeps takes long.
    gc.disable()
    wire = Wire.to_starter()
    tasks: SimpleQueue[Any] = SimpleQueue()
    stop = Event()

    def listen() -> None:
        try:
            while True:
                told = wire.receive()
                if told == _STOP:
                    stop.set()
                else:
                    # A stop that came late was for the task before.
                    stop.clear()
                    tasks.put(told)
        except Gone:
            os._exit(0)

    Thread(target=listen, daemon=True).start()
    while True:
        wire.send(_done(wire, tasks.get(), stop))


def _done(wire: Wire, task: tuple[Request, tuple[Observed, ...], dict[str, Any]], stop: Event) -> object:
    request, observed, options = task
    wire.request = request
    last = float("-inf")

    def progress(step: Step) -> None:
        nonlocal last
        now = monotonic()
        if now - last >= _BETWEEN:
            last = now
            wire.send(step)

    # One core is left to the screen.
    cores = max(usable_cores() - 1, 1)
    try:
        return diagnose(request, observed, cores=cores, progress=progress, cancelled=stop.is_set, **options)
    except Gone:
        raise
    except Exception as error:
        # Its message may hold what was searched, so only its kind is told.
        return type(error).__name__
