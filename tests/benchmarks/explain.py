"""How fast explaining is, as ratios measured side by side: python tests/benchmarks/explain.py [--strict].

With --strict, the exit status is 1 when a limit is exceeded.
"""

from __future__ import annotations

import hmac
import subprocess
import sys
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from explainer.example import EXAMPLE  # noqa: E402
from explainer.pipeline.run import explain  # noqa: E402
from explainer.stages import STAGES  # noqa: E402
from tests.benchmarks.terminal import Terminal, usual  # noqa: E402

PROCESSES = 15
SCREENS = 7
CALLS = 200
ROUNDS = 25
WALKS = 5

RIGHT, LEFT = "\x1b[C", "\x1b[D"


class Result(NamedTuple):
    """One figure beside its limit."""

    what: str
    measured: str
    figure: float
    limit: float
    unit: str = "times"

    def __str__(self) -> str:
        verdict = "pass" if self.figure <= self.limit else "over"
        return (
            f"{self.what}: {self.figure:.1f} {self.unit}, limit {self.limit:g}: {verdict} ({self.measured})"
        )


def in_process() -> Result:
    """Explaining the example, all stages with provenance, against signing it."""

    def sign() -> bytes:
        digest = sha256(EXAMPLE.nonce + EXAMPLE.body).digest()
        key = b64decode(EXAMPLE.secret.expose())
        return b64encode(hmac.digest(key, EXAMPLE.path + digest, "sha512"))

    ours, theirs = interleaved(lambda: many(lambda: explain(EXAMPLE)), lambda: many(sign), ROUNDS)
    measured = f"{ours * 1e6:.0f} µs against {theirs * 1e6:.1f} µs"
    return Result("explain in process / hashlib and hmac", measured, ours / theirs, 20)


def cold() -> Result:
    """`explainer explain` as a new process, against a Python that imports three modules."""
    ours, theirs = interleaved(
        lambda: run([sys.executable, "-m", "explainer", "explain"]),
        lambda: run([sys.executable, "-c", "import hashlib, hmac, base64"]),
        PROCESSES,
    )
    measured = f"{ours * 1e3:.0f} ms against {theirs * 1e3:.0f} ms"
    return Result('explainer explain / python -c "import hashlib, hmac, base64"', measured, ours / theirs, 3)


def first_screen() -> Result:
    """`explainer` to its first painted screen, against the smallest Textual app with header and footer."""
    smallest = Path(__file__).with_name("smallest.py")
    ours, theirs = interleaved(
        lambda: start([sys.executable, "-m", "explainer"], STAGES[0].title),
        lambda: start([sys.executable, str(smallest)], "Quit"),
        SCREENS,
    )
    measured = f"{ours * 1e3:.0f} ms against {theirs * 1e3:.0f} ms"
    return Result("explainer, first screen / smallest Textual app", measured, ours / theirs, 1.3)


def next_stage() -> tuple[Result, Result]:
    """A key press to the painted next stage, in a terminal of 120 by 40."""
    times = []
    with Terminal([sys.executable, "-m", "explainer"]) as terminal:
        terminal.painted(STAGES[0].title)
        titles = [stage.title for stage in STAGES]
        walk = [*[(RIGHT, title) for title in titles[1:]], *[(LEFT, title) for title in titles[-2::-1]]]
        for (key, title), _ in zip(cycle(walk), range(WALKS * len(walk)), strict=False):
            pressed = terminal.press(key)
            times.append((terminal.painted(title) - pressed) * 1e3)
    measured = f"{len(times)} key presses"
    return (
        Result("key press to the painted next stage, median", measured, median(times), 30, "ms"),
        Result("key press to the painted next stage, worst", measured, max(times), 100, "ms"),
    )


def interleaved(ours: Callable[[], float], theirs: Callable[[], float], rounds: int) -> tuple[float, float]:
    """Return the medians, in seconds, of two measurements taken by turns, after one that does not count."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def many(call: Callable[[], object]) -> float:
    """Return the seconds that one call takes, over many."""
    begin = time.perf_counter()
    for _ in range(CALLS):
        call()
    return (time.perf_counter() - begin) / CALLS


def run(arguments: list[str]) -> float:
    """Return the seconds that a process takes from start to end."""
    begin = time.perf_counter()
    nowhere = subprocess.DEVNULL
    subprocess.run(arguments, cwd=ROOT, env=usual(), check=True, stdin=nowhere, stdout=nowhere)
    return time.perf_counter() - begin


def start(arguments: list[str], text: str) -> float:
    """Return the seconds from the start of a terminal program to its painted first screen."""
    with Terminal(arguments) as terminal:
        return terminal.painted(text) - terminal.started


def main(arguments: list[str]) -> int:
    """Print each figure; return the exit status."""
    results = []
    for measure in (in_process, cold, first_screen, next_stage):
        found = measure()
        for result in [found] if isinstance(found, Result) else found:
            print(result, flush=True)
            results.append(result)
    return 1 if "--strict" in arguments and any(result.figure > result.limit for result in results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
