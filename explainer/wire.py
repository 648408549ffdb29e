"""What processes of this program tell each other, through pipes: requests, and what came of them."""

from __future__ import annotations

import pickle
import subprocess
import sys
from contextlib import suppress
from threading import Lock
from typing import IO, Any

from explainer.diagnosis.families import named
from explainer.diagnosis.schemes import SCHEMES, Scheme
from explainer.pipeline.model import Mistake
from explainer.request import Request
from explainer.secret import Secret

_RUN = "import sys; sys.path[:] = sys.argv[2:]; __import__('importlib').import_module(sys.argv[1]).main()"
"""Runs a module with this process' paths; without -I, what lies in the present folder would come first."""
_SCHEMES = {scheme.id: scheme for scheme in SCHEMES}


class Gone(Exception):
    """The other process is no more."""


class Wire:
    """One end of the two pipes between two processes of this program.

    Functions cannot be sent, so mistakes and schemes go by their names. A private key goes to the
    process that needs it and never back: what is found says only that it is about `request`.
    """

    def __init__(self, given: IO[bytes], told: IO[bytes]) -> None:
        """`given` is what the other one tells, `told` what goes to him."""
        self._given = given
        self._told = told
        self._one_by_one = Lock()
        self.request: Request | None = None
        """The request that both have, once one has it from the other."""

    def send(self, what: object) -> None:
        """Tell something. Raises Gone."""
        try:
            with self._one_by_one:
                _Out(self._told, self.request).dump(what)
                self._told.flush()
        except (OSError, ValueError):
            raise Gone from None

    def receive(self) -> Any:
        """Wait for what the other one tells next. Raises Gone."""
        try:
            return _In(self._given, self.request).load()
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            raise Gone from None

    @classmethod
    def to_starter(cls) -> Wire:
        """Return this end in a process that `Child` started."""
        return cls(sys.stdin.buffer, sys.stdout.buffer)


class _Out(pickle.Pickler):
    def __init__(self, stream: IO[bytes], request: Request | None) -> None:
        super().__init__(stream)
        self._request = request

    def persistent_id(self, what: object) -> tuple[Any, ...] | None:
        if what is self._request and what is not None:
            return ("request",)
        if isinstance(what, Mistake):
            return ("mistake", what.id, what.title)
        if isinstance(what, Scheme):
            return ("scheme", what.id)
        if isinstance(what, Secret):
            return ("secret", what.expose())
        return None


class _In(pickle.Unpickler):
    def __init__(self, stream: IO[bytes], request: Request | None) -> None:
        super().__init__(stream)
        self._request = request

    def persistent_load(self, id: tuple[Any, ...]) -> object:
        kind, *rest = id
        if kind == "secret":
            return Secret(*rest)
        if kind == "scheme":
            return _SCHEMES[rest[0]]
        assert self._request is not None
        return self._request if kind == "request" else named(self._request, *rest)


class Child:
    """A process that runs a module of this program. It ends with its input, so it outlives nobody.

    Nothing stands on its command line or in its environment: what it is to know goes through the wire.
    """

    def __init__(self, module: str) -> None:
        """Start the module's `main`. Raises OSError if there can be no other process."""
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _RUN, module, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._pipes = (self._process.stdin, self._process.stdout)
        self.wire = Wire(self._process.stdout, self._process.stdin)

    @property
    def process_id(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        """End it and wait until it is gone. Who waits for what it tells gets Gone."""
        self._process.kill()
        self._process.wait()
        for pipe in self._pipes:
            with suppress(OSError):
                # What was not sent is lost with it.
                pipe.close()
